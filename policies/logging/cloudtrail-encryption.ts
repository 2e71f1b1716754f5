import { foundational } from "../../aws/controls";
import { awsManagedAlias } from "../../aws/key";
import { trails } from "../../aws/trail";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "cloudtrail-encryption",
  category: "logging",
  requirements: ["LOG-04"],
  severity: "high",
  level: "mandatory",
  title: "Trails are encrypted with a KMS key",
  description: "CloudTrail trails encrypt their log files with a customer managed KMS key.",
  rationale:
    "The trail shows an intruder the whole account. With a key of its own, reading it takes the right to decrypt besides the right to read the bucket, and every use of the key is on record.",
  fix: "Set kmsKeyId to the ARN of an aws.kms.Key whose policy lets cloudtrail.amazonaws.com use kms:GenerateDataKey* and kms:DescribeKey.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
  ],
  controls: foundational("CloudTrail.2"),
  subjects: trails,
  needs: "resource",
  check({ resource }, { report }) {
    const key = resource.at("kmsKeyId");
    if (!key.isPresent) {
      return report(key, { found: "The trail has no KMS key." });
    }
    const alias = awsManagedAlias(key.string() ?? "");
    if (alias !== undefined) {
      report(key, {
        found: `${alias} is a key of AWS, whose policy cannot be changed and does not let CloudTrail use it.`,
      });
    }
  },
});
