import { foundational } from "../../aws/controls";
import { apartness, cycleAt, isInCycle, type LoggingCycle } from "../../aws/access-logging";
import { bucketsWith } from "../../aws/bucket";
import { followToBuckets } from "../../aws/bucket-link";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "s3-bucket-access-logging",
  category: "storage",
  requirements: ["STO-08"],
  severity: "medium",
  level: "mandatory",
  title: "S3 data buckets log access to another bucket",
  description:
    "Every S3 data bucket logs access to a log bucket of the same account and region, which does not log back to it.",
  rationale:
    "Without access logs nobody can tell after an incident who read or deleted which object. A bucket that logs to itself, or a circle of buckets, writes logs about its logs without end; S3 delivers nothing across accounts or regions.",
  fix: 'Add an aws.s3.BucketLogging with bucket: <bucket>.id, targetBucket: <log bucket>.id and targetPrefix: "<bucket>/".',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketlogging/",
  ],
  controls: foundational("S3.9"),
  subjects: bucketsWith("logging"),
  needs: "stack-only",
  check(bucket, { settings, stack, graph, each, report }) {
    const targets = bucket.accessLogTargets;
    each(targets, (target) => {
      const cycle = cycleAt(graph, target);
      if (cycle) {
        return report(target, { ...toldOf(cycle), key: "cycle" });
      }
      if (target.isAbsent) {
        return report(target, { found: "The logging configuration names no target bucket.", key: "target" });
      }
      const [log, ...others] = isInCycle(graph, target) ? [] : followToBuckets(graph, target).buckets;
      const apart = log && others.length === 0 ? apartness(bucket.resource, log, stack) : undefined;
      if (log && apart) {
        report(target, {
          found: `The log bucket "${log.name}" ${apart}, so S3 does not deliver the logs.`,
          fix: "Name a log bucket of the same account and region.",
          key: "place",
        });
      }
    });
    const isAsked = targets.length === 0 && !settings.providedElsewhere.includes("log-bucket");
    if (isAsked && bucket.isDataBucket(settings)) {
      report(bucket.resource, { found: "The bucket does not log access.", key: "logging" });
    }
  },
});

function toldOf({ buckets }: LoggingCycle): { readonly found: string; readonly fix: string } {
  const [first, ...others] = buckets;
  return others.length === 0
    ? {
        found: "The bucket logs to itself: every log that S3 writes makes another one.",
        fix: "Set targetBucket to the id of another bucket that keeps logs only, and has no logging itself.",
      }
    : {
        found: `The access logs go in a circle (${shortened([...buckets, first ?? ""]).join(" -> ")}), each about the one before.`,
        fix: "Take the logging configuration off the bucket that keeps the logs.",
      };
}

/** A circle may have any number of buckets; the message names a few. */
function shortened(names: readonly string[]): readonly string[] {
  return names.length <= 6 ? names : [...names.slice(0, 4), "...", ...names.slice(-1)];
}
