import { logGroups } from "../../aws/log-group";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "cloudwatch-log-group-encryption",
  category: "logging",
  requirements: ["LOG-11", "SEC-11"],
  severity: "medium",
  level: "advisory",
  title: "Log groups are encrypted with a KMS key",
  description: "A CloudWatch log group is encrypted with a customer managed KMS key.",
  rationale:
    "Logs hold what programs print, personal data and tokens included. With a key of one's own, who may read them is decided twice, and access to the key is on record.",
  fix: "Set kmsKeyId of the aws.cloudwatch.LogGroup to the ARN of an aws.kms.Key whose policy lets logs.<region>.amazonaws.com use it.",
  references: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"],
  subjects: logGroups,
  needs: "stack-only",
  check(group, { report }) {
    const key = group.resource.at("kmsKeyId");
    if (!key.isAbsent || group.isDeliveryClass) {
      return;
    }
    // These are asked for by cloudwatch-log-group-audit-encryption.
    if (group.isWrittenBy("flow log") || group.isWrittenBy("trail")) {
      return;
    }
    report(key, { found: "The log group has no KMS key of its own: kmsKeyId is not set." });
  },
});
