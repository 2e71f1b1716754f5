import { securityHub } from "../../aws/controls";
import { bucketsWith } from "../../aws/bucket";
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
  fix: 'Add an aws.s3.BucketVersioning with bucket: <bucket>.id and versioningConfiguration: { status: "Enabled" }.',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketversioning/",
  ],
  controls: securityHub("S3.14"),
  subjects: bucketsWith("versioning"),
  needs: "stack",
  check(bucket, { report }) {
    if (bucket.isVersioned) {
      return;
    }
    const status = bucket.versioningStatus;
    if (!status) {
      return report(bucket.resource, { found: "Versioning is not configured for this bucket.", key: "versioning" });
    }
    const text = status.string();
    report(status, {
      found: text === "false" ? "Versioning is off." : `Versioning is "${text ?? "not a status"}", not "Enabled".`,
      fix: text === "false" ? "Set it to true." : 'Set status: "Enabled".',
      key: "versioning",
    });
  },
});
