import { logGroups } from "../../aws/log-group";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "cloudwatch-log-group-audit-encryption",
  category: "logging",
  requirements: ["LOG-11", "SEC-11", "NET-03"],
  severity: "medium",
  level: "mandatory",
  title: "Log groups of flow logs and trails are encrypted with a KMS key",
  description: "The CloudWatch log group of a VPC flow log or of a trail is encrypted with a customer managed KMS key.",
  rationale:
    "Flow logs and trails show an intruder the whole account: addresses, roles, who does what and when. Reading them takes the right to use the key as well, and each use of the key is on record.",
  fix: "Set kmsKeyId of the aws.cloudwatch.LogGroup to the ARN of an aws.kms.Key whose policy lets logs.<region>.amazonaws.com use it.",
  references: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html",
  ],
  subjects: logGroups,
  needs: "stack-only",
  check(group, { each, report }) {
    const key = group.resource.at("kmsKeyId");
    if (!key.isAbsent || group.isDeliveryClass) {
      return;
    }
    each(["flow log", "trail"] as const, (writer) => {
      if (group.isWrittenBy(writer)) {
        report(key, { found: `A ${writer} writes to this log group, and its kmsKeyId is not set.` });
      }
    });
  },
});
