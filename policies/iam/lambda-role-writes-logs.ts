import { executionRoles } from "../../aws/execution-role";
import { aFew, quote } from "../../aws/permissions";
import { definePolicy, texts } from "../../core";

export default definePolicy({
  name: "lambda-role-writes-logs",
  category: "iam",
  requirements: ["IAM-04"],
  severity: "medium",
  level: "mandatory",
  title: "Execution roles of Lambda functions write logs, and to their own log groups",
  description:
    "The execution role of a Lambda function may write its logs, by AWSLambdaBasicExecutionRole, a service-role policy that contains it, or statements on log groups under a prefix.",
  rationale:
    "Without the permission a function runs and leaves no log, which shows when one is needed. With every log group in " +
    "reach, a function that was taken over can flood or forge the logs of all others.",
  fix: "Attach aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole to the role, or allow logs:CreateLogStream and logs:PutLogEvents on pulumi.interpolate`${logGroup.arn}:*`.",
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/security-iam-awsmanpol.html",
  ],
  options: {
    logGroups: texts({
      default: ["/aws/lambda/*"],
      description:
        "Log groups that functions may write to besides their own, such as /aws/tap/*; `*` matches any text.",
    }),
  },
  subjects: executionRoles,
  needs: "stack-only",
  check(role, { options, each, report }) {
    each(role.wideLogStatements, ({ at, statement }) => {
      const resource = at.string() ?? "";
      report(at, {
        found: `Resource ${quote(resource)} lets ${quote(role.resource.name)} write to the log groups of others.`,
        fix: "Name the function's log group: Resource: pulumi.interpolate`${logGroup.arn}:*`.",
        key: statement.key("Resource", resource),
      });
    });
    const missing = role.missingForLogs(options.logGroups);
    if (missing.length > 0) {
      const functions = role.functions.map((one) => quote(one.name)).sort();
      const verb = functions.length === 1 ? "writes" : "write";
      report(role.resource, {
        found: `${aFew(functions)} ${verb} no logs: the role may not call ${aFew(missing)} on its log group${functions.length === 1 ? "" : "s"}.`,
      });
    }
  },
});
