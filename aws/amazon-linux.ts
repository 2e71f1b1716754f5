import type { Resource, Value } from "../core";
import { hostsOf } from "./host";
import * as types from "./types";
import { userDataText } from "./user-data";

/** Something that says which image hosts have, or what it is called. */
export interface ImageEvidence {
  readonly at: Value;
  /** An AMI id or the path of a public parameter; anything else is the name of a kind of image. */
  readonly isImage: boolean;
  /** What tells an image of Amazon Linux 2 or older. */
  readonly old: RegExp;
}

/**
 * Names of images before Amazon Linux 2023, by where they stand. Each begins what follows, so that `amazon-linux-2` is not
 * `amazon-linux-2023`.
 */
const OLD = {
  /**
   * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-finding-public-parameters.html
   * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.AmazonLinux2ImageSsmParameter.html
   * https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
   */
  parameter:
    /\/aws\/service\/(?:ami-amazon-linux-latest\/amzn2?-ami-|(?:ecs\/optimized-ami|eks\/optimized-ami\/[^/]+)\/amazon-linux(?:-2(?:-[a-z]\w*)?)?(?:\/|$))/,
  /** https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html */
  eks: /^AL2_/,
  /** https://docs.aws.amazon.com/batch/latest/APIReference/API_Ec2Configuration.html */
  batch: /^(?:ECS_AL1|ECS_AL2(?:_NVIDIA)?|EKS_AL2(?:_NVIDIA)?)$/,
  /** `64bit Amazon Linux 2 v3.5.0 running Python 3.8`, https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts.platforms.html */
  beanstalk: /\bAmazon Linux (?:2|20(?:1\d)\.\d\d)(?![\d.])/,
  /** https://docs.aws.amazon.com/linux/al2023/ug/naming-and-versioning.html, https://docs.aws.amazon.com/AL2/latest/relnotes/relnotes-al2.html */
  name: /^amzn2?-ami-/,
};

/** What a resource says about the images of the hosts that it starts, or the image that it is. */
export function imageEvidence(resource: Resource): readonly ImageEvidence[] {
  const { type } = resource;
  if (types.EKS_NODE_GROUP.includes(type)) {
    return [{ at: resource.at("amiType"), isImage: false, old: OLD.eks }];
  }
  if (types.BATCH_COMPUTE_ENVIRONMENT.includes(type)) {
    return evidenceOfBatch(resource.at("computeResources"));
  }
  if ([...types.BEANSTALK_ENVIRONMENT, ...types.BEANSTALK_TEMPLATE].includes(type)) {
    return ["solutionStackName", "platformArn"].map((key) => ({
      at: resource.at(key),
      isImage: false,
      old: OLD.beanstalk,
    }));
  }
  if ([...types.AMI, ...types.AMI_COPY].includes(type)) {
    return [{ at: resource.at("name"), isImage: false, old: OLD.name }];
  }
  return hostsOf(resource).map((host) => image(host.own("image")));
}

function evidenceOfBatch(resources: Value): readonly ImageEvidence[] {
  const configurations = resources.at("ec2Configurations").list();
  return [
    image(resources.at("imageId")),
    ...configurations.flatMap((one) => [
      image(one.at("imageIdOverride")),
      { at: one.at("imageType"), isImage: false, old: OLD.batch },
    ]),
  ];
}

function image(at: Value): ImageEvidence {
  return { at, isImage: true, old: OLD.parameter };
}

/** An AMI id or the path of a parameter, without what EC2 has around it: `resolve:ssm:`, an ARN, a version. */
export function imageName(text: string): string {
  return text
    .replace(/^resolve:ssm:/, "")
    .replace(/^arn:[^:]*:ssm:[^:]*:[^:]*:parameter/, "")
    .replace(/:[^/]*$/, "");
}

/**
 * User data that calls `amazon-linux-extras`, which Amazon Linux 2023 does not have. A script that asks for it first runs on both.
 * https://docs.aws.amazon.com/linux/al2/ug/prepare-for-al2023.html
 */
export function extrasCall(resource: Resource): Value | undefined {
  for (const host of hostsOf(resource)) {
    const at = host.own("userData");
    const calls = userDataText(at)
      .split("\n")
      .filter((line) => /^[^#]*\bamazon-linux-extras\b/.test(line));
    if (calls.length > 0 && !calls.some((line) => ASKS.test(line))) {
      return at;
    }
  }
  return undefined;
}

const ASKS = /\b(?:command -v|which|type|hash|if|test)\b|\[/;
