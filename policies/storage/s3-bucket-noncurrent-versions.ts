import { bucketsWith } from "../../aws/bucket";
import { definePolicy, integer } from "../../core";

export default definePolicy({
  name: "s3-bucket-noncurrent-versions",
  category: "storage",
  requirements: ["STO-03"],
  severity: "medium",
  level: "advisory",
  title: "S3 lifecycle rules keep noncurrent versions long enough to restore them",
  description: "Lifecycle rules do not delete noncurrent object versions within a few days.",
  rationale:
    "Versioning protects against overwriting and deletion only as long as the old versions are there. A rule that deletes them after a day leaves a day to notice.",
  fix: "Raise noncurrentVersionExpiration.noncurrentDays.",
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html",
  ],
  options: {
    minimumDays: integer({
      default: 7,
      minimum: 1,
      description: "Noncurrent versions are kept for at least this many days.",
    }),
  },
  subjects: bucketsWith("lifecycle"),
  needs: "stack",
  check(bucket, { options, report, each }) {
    each(bucket.lifecycleRules(), (rule) => {
      const at = rule.noncurrentDays;
      const days = at.number();
      if (days !== undefined && days < options.minimumDays && rule.isEnabled) {
        report(at, {
          found: `Noncurrent versions are deleted after ${days} ${days === 1 ? "day" : "days"}.`,
          fix: `Set it to ${options.minimumDays} or more.`,
        });
      }
    });
  },
});
