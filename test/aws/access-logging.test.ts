import fc from "fast-check";
import { cycleAt, isInCycle } from "../../aws/access-logging";
import { Graph, type ResourceFacts } from "../../core";

/** Buckets that log to the bucket of the given index, or nowhere. */
function stackOf(targets: readonly (number | undefined)[]): Graph {
  return new Graph(targets.map(bucket), true);
}

function bucket(target: number | undefined, index: number): ResourceFacts {
  const name = nameOf(index);
  const properties = {
    bucket: name,
    ...(target !== undefined && { logging: { targetBucket: nameOf(target) } }),
  };
  return {
    urn: `urn:pulumi:dev::app::aws:s3/bucket:Bucket::${name}`,
    type: "aws:s3/bucket:Bucket",
    name,
    inputs: properties,
    outputs: { ...properties, id: name },
    options: { protect: false, ignoreChanges: [], additionalSecretOutputs: [] },
  };
}

function nameOf(index: number): string {
  return `acme-${String(index).padStart(6, "0")}`;
}

function targetOf(graph: Graph, index: number) {
  const [found] = graph.bearing(nameOf(index));
  return (found ?? graph.resources[0])?.at("logging", "targetBucket");
}

/** Whether the logs of a bucket come back to it, by walking as many steps as there are buckets. */
function comesBack(targets: readonly (number | undefined)[], start: number): boolean {
  let at: number | undefined = targets[start];
  for (let steps = 0; steps < targets.length && at !== undefined && at !== start; steps++) {
    at = targets[at];
  }
  return at === start;
}

describe("cycles of access logs", () => {
  test("are found wherever they are, and told once each", () => {
    const programs = fc
      .integer({ min: 1, max: 12 })
      .chain((size) => fc.array(fc.option(fc.nat(size - 1), { nil: undefined }), { minLength: size, maxLength: size }));
    fc.assert(
      fc.property(programs, (targets) => {
        const graph = stackOf(targets);
        let told = 0;
        let inCycles = 0;
        targets.forEach((_, index) => {
          const target = targetOf(graph, index);
          if (!target) {
            throw new Error("no such bucket");
          }
          expect(isInCycle(graph, target)).toBe(comesBack(targets, index));
          inCycles += comesBack(targets, index) ? 1 : 0;
          told += cycleAt(graph, target)?.buckets.length ?? 0;
        });
        expect(told).toBe(inCycles);
      }),
    );
  });

  test("a chain of twenty thousand buckets needs neither a deep stack nor long", () => {
    const size = 20_000;
    const graph = stackOf(Array.from({ length: size }, (_, index) => (index + 1) % size));
    const target = targetOf(graph, 0);
    expect(target && cycleAt(graph, target)?.buckets).toHaveLength(size);
  });
});
