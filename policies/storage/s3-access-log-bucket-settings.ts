import { managedBuckets } from "../../aws/bucket";
import { isAccessLogBucket } from "../../aws/log-bucket";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "s3-access-log-bucket-settings",
  category: "storage",
  requirements: ["STO-10"],
  severity: "medium",
  level: "mandatory",
  title: "Buckets for access logs take them",
  description: "A bucket that S3 delivers access logs to has no Object Lock default retention and no requester pays.",
  rationale: "S3 does not deliver access logs to such a bucket, and nobody is told.",
  fix: "Take the setting off, or name another log bucket.",
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
  ],
  subjects: managedBuckets,
  needs: "stack-only",
  check(bucket, { each, report }) {
    const parts = [
      () => {
        const retention = bucket.defaultRetention;
        if (retention?.isPresent && isAccessLogBucket(bucket)) {
          report(retention, {
            found: "Object Lock has a default retention here, so S3 delivers no access logs.",
            fix: "Leave out rule (default retention) of the Object Lock configuration; keep the logs by a lifecycle rule and a policy that denies deleting them.",
            key: "default-retention",
          });
        }
      },
      () => {
        const payer = bucket.requestPayer;
        if (payer?.string()?.toLowerCase() === "requester" && isAccessLogBucket(bucket)) {
          report(payer, {
            found: "The requester pays here, so S3 delivers no access logs.",
            fix: 'Set payer to "BucketOwner".',
            key: "requester-pays",
          });
        }
      },
    ];
    each(parts, (part) => part());
  },
});
