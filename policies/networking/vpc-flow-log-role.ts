import { flowLogRoles } from "../../aws/flow-log";
import { quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "vpc-flow-log-role",
  category: "networking",
  requirements: ["NET-03"],
  severity: "low",
  level: "advisory",
  title: "Roles of flow logs write to the flow logs' log groups only",
  description: "The role of a VPC flow log may write to its log group, and to nothing else.",
  rationale:
    "AWS's own sample allows the role to write to every log group of the account. Whoever may use it, by a flow log of their own for example, can then flood or forge the logs of all others.",
  fix: "Name the log group: Resource: pulumi.interpolate`${logGroup.arn}:*`.",
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html",
  ],
  subjects: flowLogRoles,
  needs: "stack-only",
  check(role, { each, report }) {
    each(role.statements, (held) => {
      const other = role.writesElsewhere(held);
      if (other) {
        const resource = other.at.string() ?? "";
        report(other.at, {
          found: `Resource ${quote(resource)} lets ${quote(role.resource.name)} use ${quote(other.action)} beyond the log group of its flow log.`,
          key: held.statement.key("Resource", resource),
        });
      }
    });
  },
});
