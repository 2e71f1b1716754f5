import { allTrails, type TrailView } from "../../aws/trail";
import { Graph, type ResourceFacts } from "../../core/graph";

const GROUP_ARN = "arn:aws:logs:us-east-1:123456789012:log-group:audit";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function fact(type: string, name: string, rest: Partial<ResourceFacts>): ResourceFacts {
  const options = { protect: false, ignoreChanges: [], additionalSecretOutputs: [] };
  return { urn: `urn:${name}`, type, name, inputs: {}, outputs: {}, options, ...rest };
}

/** A trail with these inputs beside a log group and a bucket. */
function trailWith(inputs: Record<string, unknown>, propertyDependencies: Record<string, string[]> = {}): TrailView {
  const graph = new Graph(
    [
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
  it("is a bucket and a log group of the stack", () => {
    const trail = trailWith({
      s3BucketName: "logs-dev",
      cloudWatchLogsGroupArn: `${GROUP_ARN}:*`,
    });
    expect(trail.bucket.buckets.map(({ name }) => name)).toEqual(["logs"]);
    expect(trail.logGroup).toMatchObject({ kind: "inside", resources: [{ name: "group" }] });
  });

  it("is found by dependency while the ARNs are not known", () => {
    const trail = trailWith({ cloudWatchLogsGroupArn: UNKNOWN }, { cloudWatchLogsGroupArn: ["urn:group"] });
    expect(trail.logGroup).toMatchObject({ kind: "inside", resources: [{ name: "group" }] });
  });

  it("is outside when the log group is only read", () => {
    const group = fact("aws:cloudwatch/logGroup:LogGroup", "group", { inputs: undefined, outputs: { arn: GROUP_ARN } });
    const audit = fact("aws:cloudtrail/trail:Trail", "trail", { inputs: { cloudWatchLogsGroupArn: `${GROUP_ARN}:*` } });
    expect(allTrails(new Graph([group, audit], true)).map(({ logGroup }) => logGroup)).toEqual([{ kind: "outside" }]);
  });

  it("may be outside, or nowhere", () => {
    const trail = trailWith({ s3BucketName: "central-logs", cloudWatchLogsGroupArn: `${GROUP_ARN}-central:*` });
    expect(trail.bucket).toEqual({ buckets: [], isOpen: false });
    expect(trail.logGroup.kind).toBe("outside");
  });
});
