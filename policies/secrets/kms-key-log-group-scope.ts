import { keys, LOG_GROUP_USE } from "../../aws/key";
import { isScoped, LOGS_ACTIONS, LOGS_CONTEXT, logsService, refusedBy, statementsFor } from "../../aws/key-service";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "kms-key-log-group-scope",
  category: "secrets",
  requirements: ["SEC-08"],
  severity: "medium",
  level: "advisory",
  title: "Keys of log groups serve the account's own log groups",
  description:
    "The statement by which CloudWatch Logs uses a KMS key is held to log groups of named accounts, and has a Sid.",
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
      const refused = policies.flatMap((policy) => refusedBy(key, policy, service, LOGS_ACTIONS));
      each(
        policies.flatMap((policy) => statementsFor(key.document(policy), service, LOGS_ACTIONS)),
        (statement) => {
          each([statement.value], (at) => {
            // kms-key-log-group-grant tells of a condition that lets the service do nothing.
            if (!isScoped(statement, service) && !refused.includes(statement)) {
              report(at, {
                found: `The statement does not say for whose log groups ${service.name} may use the key: no condition on ${LOGS_CONTEXT} names an account.`,
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
