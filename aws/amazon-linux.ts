import type { Resource, Value } from "../core";
import { hostsOf } from "./host";
import { setupOf } from "./host-setup";
import * as types from "./types";
import { readUserData } from "./user-data";

/** What tells of an image: its id or parameter, the name of its kind at a service, or what it is called itself. */
export type ImageEvidenceKind = "image" | "eks" | "batch" | "beanstalk" | "name";

/** Something that says which image hosts have, or what it is called. */
export interface ImageEvidence {
  readonly at: Value;
  readonly kind: ImageEvidenceKind;
  /** What tells an image of Amazon Linux 2 or older. */
  readonly old: RegExp;
}

/**
 * Names of images before Amazon Linux 2023, by where they stand. Each begins what follows, so that `amazon-linux-2` is not
 * `amazon-linux-2023`.
 */
const OLD: Readonly<Record<ImageEvidenceKind, RegExp>> = {
  /**
   * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-finding-public-parameters.html
   * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.AmazonLinux2ImageSsmParameter.html
   * https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
   */
  image:
    /\/aws\/service\/(?:ami-amazon-linux-latest\/amzn2?-ami-|(?:ecs\/optimized-ami|eks\/optimized-ami\/[^/]+)\/amazon-linux(?:-2(?:-[a-z]\w*)?)?(?:\/|$))/,
  /** https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html */
  eks: /^AL2_/,
  /** https://docs.aws.amazon.com/batch/latest/APIReference/API_Ec2Configuration.html */
  batch: /^(?:ECS_AL1|ECS_AL2(?:_NVIDIA)?|EKS_AL2(?:_NVIDIA)?)$/,
  /**
   * `64bit Amazon Linux 2 v3.5.0 running Python 3.8`, `PHP 5.4 running on 64bit Amazon Linux/2.4.4`,
   * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts.platforms.html
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticbeanstalk-environment.html
   */
  beanstalk: /\bAmazon Linux(?:\/| (?:2|201\d\.\d\d)(?![\d.]))/,
  /** https://docs.aws.amazon.com/linux/al2023/ug/naming-and-versioning.html, https://docs.aws.amazon.com/AL2/latest/relnotes/relnotes-al2.html */
  name: /^amzn2?-ami-/,
};

/** What a resource says about the images of the hosts that it starts, or the image that it is. */
export function imageEvidence(resource: Resource): readonly ImageEvidence[] {
  const { type } = resource;
  if (types.EKS_NODE_GROUP.includes(type)) {
    return [evidence("eks", resource.at("amiType"))];
  }
  if (types.BATCH_COMPUTE_ENVIRONMENT.includes(type)) {
    return evidenceOfBatch(resource.at("computeResources"));
  }
  if ([...types.BEANSTALK_ENVIRONMENT, ...types.BEANSTALK_TEMPLATE].includes(type)) {
    return ["solutionStackName", "platformArn"].map((key) => evidence("beanstalk", resource.at(key)));
  }
  if ([...types.AMI, ...types.AMI_COPY].includes(type)) {
    return [evidence("name", resource.at("name"))];
  }
  return hostsOf(resource).map((host) => evidence("image", host.own("image")));
}

function evidenceOfBatch(resources: Value): readonly ImageEvidence[] {
  const configurations = resources.at("ec2Configurations").list();
  return [
    evidence("image", resources.at("imageId")),
    ...configurations.flatMap((one) => [
      evidence("image", one.at("imageIdOverride")),
      evidence("batch", one.at("imageType")),
    ]),
  ];
}

function evidence(kind: ImageEvidenceKind, at: Value): ImageEvidence {
  return { at, kind, old: OLD[kind] };
}

/** An AMI id or the path of a parameter, without what EC2 has around it: `resolve:ssm:`, an ARN, a version. */
export function imageName(text: string): string {
  return text
    .replace(/^resolve:ssm:/, "")
    .replace(/^arn:[^:]*:ssm:[^:]*:[^:]*:parameter/, "")
    .replace(/:[^/]*$/, "");
}

/**
 * User data that calls `amazon-linux-extras`, which Amazon Linux 2023 does not have. A script that asks for it first, or
 * calls dnf too, which Amazon Linux 2 does not have, runs on both.
 * https://docs.aws.amazon.com/linux/al2/ug/prepare-for-al2023.html
 */
export function extrasCall(resource: Resource): Value | undefined {
  return hostsOf(resource)
    .map((host) => host.own("userData"))
    .find((at) => {
      const userData = readUserData(at);
      const { called } = setupOf(userData);
      return called.has("amazon-linux-extras") && !called.has("dnf") && !userData.texts.some((text) => ASKS.test(text));
    });
}

const ASKS =
  /(?:\b(?:command|which|type|hash|rpm|if)(?: +!)?(?: +-\w+)*|(?:\btest|\[)(?: +!)? +-\w) +(?:\/usr\/bin\/)?amazon-linux-extras\b/;
