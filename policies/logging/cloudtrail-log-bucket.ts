import { bucketOf } from "../../aws/bucket";
import { dataUseOf } from "../../aws/bucket-use";
import { trails } from "../../aws/trail";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "cloudtrail-log-bucket",
  category: "logging",
  requirements: ["LOG-05"],
  severity: "medium",
  level: "advisory",
  title: "Trails write to log buckets",
  description: "A CloudTrail trail does not write to a bucket that holds other data.",
  rationale:
    "Who may work with the data of a bucket can read, overwrite and expire the trail in it; logs and data need different readers, keys and lifecycles.",
  fix: "Let the trail write to a bucket for logs: s3BucketName: logs.id.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
  ],
  subjects: trails,
  needs: "stack-only",
  check(trail, { each, report }) {
    each(
      trail.bucket.buckets.flatMap((one) => bucketOf(one) ?? []),
      (bucket) => {
        const use = dataUseOf(bucket);
        if (use !== undefined) {
          report(trail.resource.at("s3BucketName"), {
            found: `The trail writes to the bucket "${bucket.resource.name}", which ${use}.`,
          });
        }
      },
    );
  },
});
