import { keys, LOG_GROUP_USE } from "../../aws/key";
import { isScoped, LOGS_ACTIONS, LOGS_CONTEXT, logsService, statementsFor } from "../../aws/key-service";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "kms-key-log-group-scope",
  category: "secrets",
  requirements: ["SEC-08"],
  severity: "medium",
  level: "advisory",
  title: "Keys of log groups serve the account's own log groups",
  description:
    "The statement by which CloudWatch Logs uses a KMS key is held to log groups of the account, and has a Sid.",
  rationale:
    "Without a condition CloudWatch Logs uses the key for the log groups of anybody who names it. A Sid tells the reader, and the findings of tools, which statement is meant.",
  fix: `Add Condition: { ArnLike: { "${LOGS_CONTEXT}": "arn:aws:logs:<region>:<account id>:log-group:*" } } to the statement.`,
  references: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"],
  subjects: keys,
  needs: "stack-only",
  check(key, { each, report, stack }) {
    const { policies } = key;
    each(key.users(LOG_GROUP_USE), (group) => {
      const service = logsService(group, stack);
      each(
        policies.flatMap((policy) => statementsFor(key.document(policy), service, LOGS_ACTIONS)),
        (statement) => {
          each([statement.value], (at) => {
            if (!isScoped(statement, service)) {
              report(at, {
                found: `The statement lets ${service.name} use the key for log groups of any account: no condition on ${LOGS_CONTEXT} names one.`,
                key: statement.key("Condition", LOGS_CONTEXT),
              });
            }
          });
          if (statement.sid === undefined) {
            report(statement.value, {
              found: `The statement for ${service.name} has no Sid.`,
              fix: 'Give it a name, such as Sid: "CloudWatchLogs".',
              key: statement.key("Sid", "missing"),
            });
          }
        },
      );
    });
  },
});
