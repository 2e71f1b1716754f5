import { foundational } from "../../aws/controls";
import { artifactStores } from "../../aws/artifact-store";
import { managedBuckets, type BucketView } from "../../aws/bucket";
import type { LifecycleRule } from "../../aws/lifecycle";
import { definePolicy, find, integer, some } from "../../core";

export default definePolicy({
  name: "s3-artifact-bucket-expiration",
  category: "storage",
  requirements: ["STO-05"],
  severity: "low",
  level: "advisory",
  title: "Pipeline artifacts expire",
  description: "A bucket that holds a pipeline's artifacts expires its objects.",
  rationale:
    "Each run of a pipeline leaves its source and build output in the bucket. Nobody deletes them, they cost more every month, and old builds may hold what was meant to be removed.",
  fix: 'Add an aws.s3.BucketLifecycleConfiguration with rules: [{ id: "expire", status: "Enabled", filter: {}, expiration: { days: 30 }, noncurrentVersionExpiration: { noncurrentDays: 30 } }].',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketlifecycleconfiguration/",
  ],
  controls: foundational("S3.13"),
  options: {
    maximumDays: integer({ default: 30, minimum: 1, description: "Artifacts expire after at most this many days." }),
  },
  subjects: managedBuckets,
  needs: "stack-only",
  check(bucket, { options, report, each, graph }) {
    if (!artifactStores(graph).pipelinesOf.has(bucket.resource)) {
      return;
    }
    const { maximumDays } = options;
    const parts = [
      () => {
        const problem = keptTooLong(bucket, maximumDays);
        if (problem) {
          report(problem.at, { ...problem, key: "expiration" });
        }
      },
      () => {
        if (bucket.isVersioned && !some(bucket.lifecycleRules(), deletesNoncurrentVersions)) {
          report(bucket.resource, {
            found: "Versioning is on, but noncurrent versions of the artifacts never expire.",
            fix: `Add noncurrentVersionExpiration: { noncurrentDays: ${maximumDays} } to an enabled rule for the whole bucket.`,
            key: "noncurrent-versions",
          });
        }
      },
    ];
    each(parts, (part) => part());
  },
});

/** Why current objects are not gone in time; undefined when they are. */
function keptTooLong(bucket: BucketView, maximumDays: number) {
  if (some(bucket.lifecycleRules(), (rule) => expiresWithin(rule, maximumDays) && appliesToAll(rule))) {
    return undefined;
  }
  const late = find(bucket.lifecycleRules(), (rule) => rule.expirationDays.isPresent && appliesToAll(rule))?.item;
  if (late) {
    return {
      at: late.expirationDays,
      found: `Artifacts expire after ${late.expirationDays.string() ?? "?"} days.`,
      fix: `Set it to ${maximumDays} or less.`,
    };
  }
  const partial = find(bucket.lifecycleRules(), (rule) => rule.expirationDays.isPresent)?.item;
  if (partial) {
    return {
      at: partial.value,
      found: partial.isEnabled
        ? "The rule expires only a part of the artifacts: its prefix or filter leaves others out."
        : "The rule that expires the artifacts is not enabled.",
      fix: partial.value.at("enabled").isAbsent
        ? 'Set status: "Enabled" and filter: {} (no prefix, tag or size).'
        : "Set enabled: true and leave out prefix and tags.",
    };
  }
  return { at: bucket.resource, found: "Artifacts in this bucket never expire." };
}

function expiresWithin(rule: LifecycleRule, maximumDays: number): boolean {
  const days = rule.expirationDays.number();
  return days !== undefined && days <= maximumDays;
}

function deletesNoncurrentVersions(rule: LifecycleRule): boolean {
  return rule.noncurrentDays.number() !== undefined && appliesToAll(rule);
}

function appliesToAll(rule: LifecycleRule): boolean {
  return rule.isEnabled && rule.coversWholeBucket;
}
