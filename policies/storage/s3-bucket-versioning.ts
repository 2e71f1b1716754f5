import { buckets } from "../../aws/bucket";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "s3-bucket-versioning",
  category: "storage",
  requirements: ["STO-03"],
  severity: "medium",
  level: "mandatory",
  title: "S3 buckets keep versions",
  description: "Every S3 bucket has versioning enabled.",
  rationale: "Without versions an overwritten or deleted object is gone, whether by mistake or by an intruder.",
  fix: 'Add an aws.s3.BucketVersioning for the bucket with versioningConfiguration: { status: "Enabled" }.',
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"],
  controls: [
    {
      framework: "AWS Foundational Security Best Practices",
      version: "1.0.0",
      id: "S3.14",
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",
    },
  ],
  subjects: buckets,
  needs: "stack",
  check(bucket, { report }) {
    const status = bucket.versioningStatus;
    if (!status) {
      return report(bucket.resource, { found: "Versioning is not configured for this bucket.", key: "versioning" });
    }
    const text = status.string();
    if (text !== "Enabled" && text !== "true") {
      report(status, { found: `Versioning is ${text === "false" ? "off" : `"${text}"`}.`, key: "versioning" });
    }
  },
});
