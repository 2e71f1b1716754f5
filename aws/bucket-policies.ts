import { elements, every, some, view, type Graph, type Resource, type Subject, type Value } from "../core";
import { documentAt, isEveryone, mustMatch, type PolicyDocument, type Statement } from "./policy-document";
import * as types from "./types";

/** Where the policies of buckets and of access points stand. */
const HOLDERS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...[
    ...types.BUCKET,
    ...types.BUCKET_POLICY,
    ...types.OUTPOSTS_BUCKET_POLICY,
    ...types.ACCESS_POINT,
    ...types.ACCESS_POINT_POLICY,
    ...types.OBJECT_LAMBDA_POLICY,
  ].map((type): [string, string[]] => [type, ["policy"]]),
  ...types.MULTI_REGION_ACCESS_POINT_POLICY.map((type): [string, string[]] => [type, ["details", "policy"]]),
]);

/** Types that have the policy of a bucket or of an access point. */
export const BUCKET_POLICY_HOLDERS: readonly string[] = [...HOLDERS.keys()];

/** The policy of a bucket or of an access point, wherever the bucket is. */
export class BucketPolicy implements Subject {
  readonly document: PolicyDocument;

  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
    value: Value,
  ) {
    this.document = documentAt(resource, value);
  }

  /**
   * Whether it is the policy of an access point that can only be reached from one VPC: S3 refuses all other requests.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html
   */
  get isReachedFromVpcOnly(): boolean {
    if (types.ACCESS_POINT.includes(this.resource.type)) {
      return isBoundToVpc(this.resource);
    }
    if (!types.ACCESS_POINT_POLICY.includes(this.resource.type)) {
      return false;
    }
    const link = this.graph.follow(this.resource.at("accessPointArn"), types.ACCESS_POINT);
    return link.kind === "inside" && every(link.resources, isBoundToVpc);
  }
}

function isBoundToVpc(accessPoint: Resource): boolean {
  return accessPoint.at("vpcConfiguration").isPresent;
}

/** Every policy of a bucket or an access point. */
export const bucketPolicies = view(BUCKET_POLICY_HOLDERS, (graph) =>
  graph.ofType(BUCKET_POLICY_HOLDERS).flatMap((resource) => {
    const value = resource.at(...(HOLDERS.get(resource.type) ?? []));
    return value.isAbsent ? [] : [new BucketPolicy(graph, resource, value)];
  }),
);

/** Whom an Allow statement of a bucket's policy makes it public to, in words; undefined when it is not public. */
export function publicOf(statement: Statement): string | undefined {
  if (statement.isNarrowed || leavesItToAccessPoints(statement)) {
    return undefined;
  }
  if (statement.hasNotPrincipal) {
    return "everyone but those in NotPrincipal";
  }
  return some(statement.principals(), isEveryone) ? "everyone" : undefined;
}

/**
 * Whether it only hands the decision on to access points of an account, whose policies are judged themselves.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
function leavesItToAccessPoints(statement: Statement): boolean {
  return some(statement.conditions, (one) => {
    if (!mustMatch(one) || !/^(?:s3:dataaccesspoint(?:account|arn))?$/.test(one.key)) {
      return false;
    }
    const accounts = elements(one.values);
    return accounts.length > 0 && every(accounts, (account) => /(^|:)\d{12}(:|$)/.test(account.string() ?? ""));
  });
}
