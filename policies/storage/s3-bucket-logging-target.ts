import { isInCycle } from "../../aws/access-logging";
import { bucketsWith } from "../../aws/bucket";
import { followToBuckets } from "../../aws/bucket-link";
import { definePolicy, type Graph, type Value } from "../../core";

export default definePolicy({
  name: "s3-bucket-logging-target",
  category: "storage",
  requirements: ["STO-09"],
  severity: "low",
  level: "advisory",
  title: "Access logging names the log bucket by its output",
  description: "The logging configuration refers to the log bucket by output, so that the log bucket is created first.",
  rationale:
    "Pulumi creates what does not depend on each other at the same time and in any order. A log bucket that is named as text may not be there yet when logging is switched on, which fails, and is deleted while others still log to it.",
  fix: "Set targetBucket to the log bucket's output: targetBucket: <log bucket>.id.",
  references: [
    "https://www.pulumi.com/docs/iac/concepts/inputs-outputs/",
    "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketlogging/",
  ],
  subjects: bucketsWith("logging"),
  needs: "stack-only",
  check(bucket, { graph, each, report }) {
    each(bucket.accessLogTargets, (target) => {
      const log = namedAsText(graph, target);
      if (log !== undefined) {
        report(target, {
          found: `The log bucket "${log}" of this stack is named as text, so it may be created after its first use.`,
          fix: `Set targetBucket to the output of "${log}": its id.`,
        });
      }
    });
  },
});

/** The log bucket of the stack that a target names without waiting for it. Cycles are STO-08's. */
function namedAsText(graph: Graph, target: Value): string | undefined {
  if (target.isUnknown || isInCycle(graph, target)) {
    return undefined;
  }
  const [log] = followToBuckets(graph, target).buckets;
  const source = graph.byUrn(target.owner.urn);
  return log?.isAnalysed && source && !source.isCreatedAfter(log) ? log.name : undefined;
}
