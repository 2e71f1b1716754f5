import { keys, LOG_GROUP_USE } from "../../aws/key";
import { LOGS_ACTIONS, LOGS_CONTEXT, logsService, refusalByDefault, refusalOf } from "../../aws/key-service";
import { partitionOf } from "../../aws/region";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "kms-key-log-group-grant",
  category: "secrets",
  requirements: ["SEC-08"],
  severity: "high",
  level: "mandatory",
  title: "Keys of log groups let CloudWatch Logs use them",
  description: "The KMS key of a CloudWatch log group lets CloudWatch Logs of the log group's region use it.",
  rationale:
    "CloudWatch Logs uses the key in its own name, so the statement for the account's root user does not help: the log group is refused, and the deployment fails half way.",
  fix: "Let logs.<region>.amazonaws.com use the key in its policy.",
  references: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  ],
  subjects: keys,
  needs: "stack-only",
  check(key, { each, report, stack }) {
    const { policies } = key;
    each(key.users(LOG_GROUP_USE), (group) => {
      const service = logsService(group, stack);
      const outcome = `so the log group "${group.name}" cannot be encrypted with it`;
      const finding = { fix: fixFor(service.name), key: `use:${service.name}` };
      if (policies.length === 0) {
        const { at, found } = refusalByDefault(key, service, LOGS_ACTIONS);
        report(at, { ...finding, found: `${found}, ${outcome}.` });
      }
      each(policies, (policy) => {
        const refusal = refusalOf(key, policy, service, LOGS_ACTIONS);
        if (refusal) {
          report(refusal.at, { ...finding, fix: refusal.fix ?? finding.fix, found: `${refusal.found}, ${outcome}.` });
        }
      });
    });
  },
});

function fixFor(service: string): string {
  const region = service.split(".")[1] ?? "";
  const groups = `arn:${partitionOf(region)}:logs:${region}:<account id>:log-group:*`;
  const actions = `["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]`;
  return `Have this statement in the key's policy, beside the one for the account: { Sid: "CloudWatchLogs", Effect: "Allow", Principal: { Service: "${service}" }, Action: ${actions}, Resource: "*", Condition: { ArnLike: { "${LOGS_CONTEXT}": "${groups}" } } }.`;
}
