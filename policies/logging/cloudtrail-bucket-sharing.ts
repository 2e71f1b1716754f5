import { bucketOf, managedBuckets, type BucketView } from "../../aws/bucket";
import { dataUseOf } from "../../aws/bucket-use";
import { nameOf } from "../../aws/foundation";
import { isAccessLogBucket, logWritersOf } from "../../aws/log-bucket";
import { isSamePlace } from "../../aws/region";
import { trails } from "../../aws/trail";
import * as types from "../../aws/types";
import { definePolicy, find, oneOf, whenKnown, type CheckContext, type Resource, type Value } from "../../core";

const options = {
  mode: oneOf(["shared", "dedicated", "any"], {
    default: "shared",
    description:
      "Whether trails write to the stack's access log bucket, to a bucket of their own, or to either of them.",
  }),
};

export default definePolicy({
  name: "cloudtrail-bucket-sharing",
  category: "logging",
  requirements: ["LOG-05"],
  severity: "medium",
  level: "advisory",
  title: "Trails write to the bucket that is meant for them",
  description:
    'A CloudTrail trail writes to the stack\'s access log bucket; with the option mode "dedicated" to a bucket of its own.',
  rationale:
    "One log bucket is one place to lock, encrypt, expire and watch. AWS advises a dedicated bucket where auditors and operators differ; one of both should hold in all stacks.",
  fix: "Set s3BucketName to the bucket that is meant for it.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
  ],
  options,
  subjects: trails,
  needs: "stack-only",
  check(trail, context) {
    const at = trail.resource.at("s3BucketName");
    context.each(
      trail.bucket.buckets.flatMap((one) => bucketOf(one) ?? []),
      (bucket) => {
        // A bucket that holds data is wrong in either mode, which another policy says.
        if (whenKnown(() => dataUseOf(bucket)) !== undefined) {
          return;
        }
        if (context.options.mode === "shared") {
          demandShared(bucket, at, context);
        }
        if (context.options.mode === "dedicated") {
          demandDedicated(bucket, at, context);
        }
      },
    );
  },
});

function demandShared(bucket: BucketView, at: Value, { graph, stack, report }: CheckContext<typeof options>): void {
  const { resource } = bucket;
  if (otherWriters(resource).length > 0 || isAccessLogBucket(bucket)) {
    return;
  }
  const shared = find(
    managedBuckets.of(graph),
    (one) => isSamePlace(one.resource, resource, stack) && isAccessLogBucket(one),
  )?.item.resource;
  if (shared) {
    report(at, {
      found: `The trail has the bucket "${resource.name}" of its own, though the stack has the access log bucket "${shared.name}".`,
      fix: `Set s3BucketName to the id of "${shared.name}" and let cloudtrail.amazonaws.com use s3:GetBucketAcl and s3:PutObject in that bucket's policy; or set the option "mode" to "dedicated".`,
    });
  }
}

function demandDedicated({ resource }: BucketView, at: Value, { report }: CheckContext<typeof options>): void {
  const [other] = otherWriters(resource);
  if (other) {
    report(at, {
      found: `The trail shares the bucket "${resource.name}" with the logs that ${nameOf(other)} delivers.`,
      fix: "Make an aws.s3.Bucket for trails alone and set s3BucketName to its id.",
    });
  }
}

/** What else than trails delivers logs to the bucket. */
function otherWriters(bucket: Resource): readonly Resource[] {
  return logWritersOf(bucket).filter(({ type }) => !types.TRAIL.includes(type));
}
