import { allTrails, type TrailView } from "../../aws/trail";
import { Graph, type ResourceFacts } from "../../core/graph";

const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/1a2b";
const GROUP_ARN = "arn:aws:logs:us-east-1:123456789012:log-group:audit";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function fact(type: string, name: string, rest: Partial<ResourceFacts>): ResourceFacts {
  const options = { protect: false, ignoreChanges: [], additionalSecretOutputs: [] };
  return { urn: `urn:${name}`, type, name, inputs: {}, outputs: {}, options, ...rest };
}

/** A trail with these inputs beside a key, a log group and a bucket. */
function trailWith(inputs: Record<string, unknown>, propertyDependencies: Record<string, string[]> = {}): TrailView {
  const graph = new Graph(
    [
      fact("aws:kms/key:Key", "key", { outputs: { arn: KEY_ARN } }),
      fact("aws:cloudwatch/logGroup:LogGroup", "group", { outputs: { arn: GROUP_ARN, name: "audit" } }),
      fact("aws:s3/bucket:Bucket", "logs", { outputs: { bucket: "logs-dev" } }),
      fact("aws:cloudtrail/trail:Trail", "trail", { inputs, propertyDependencies }),
    ],
    true,
  );
  const [trail] = allTrails(graph);
  if (!trail) {
    throw new Error("no trail");
  }
  return trail;
}

describe("where a trail writes to", () => {
  it("is a bucket, a key and a log group of the stack", () => {
    const trail = trailWith({
      s3BucketName: "logs-dev",
      kmsKeyId: KEY_ARN,
      cloudWatchLogsGroupArn: `${GROUP_ARN}:*`,
    });
    expect(trail.bucket.buckets.map(({ name }) => name)).toEqual(["logs"]);
    expect(trail.key).toMatchObject({ kind: "inside", keys: [{ resource: { name: "key" } }] });
    expect(trail.logGroup).toMatchObject({ kind: "inside", resources: [{ name: "group" }] });
  });

  it("is found by dependency while the ARNs are not known", () => {
    const trail = trailWith(
      { kmsKeyId: UNKNOWN, cloudWatchLogsGroupArn: UNKNOWN },
      { kmsKeyId: ["urn:key"], cloudWatchLogsGroupArn: ["urn:group"] },
    );
    expect(trail.key).toMatchObject({ kind: "inside", keys: [{ resource: { name: "key" } }] });
    expect(trail.logGroup).toMatchObject({ kind: "inside", resources: [{ name: "group" }] });
  });

  it("may be outside, or nowhere", () => {
    const trail = trailWith({ s3BucketName: "central-logs", cloudWatchLogsGroupArn: `${GROUP_ARN}-central:*` });
    expect(trail.bucket).toEqual({ buckets: [], isOpen: false });
    expect(trail.key.kind).toBe("absent");
    expect(trail.logGroup.kind).toBe("outside");
  });
});
