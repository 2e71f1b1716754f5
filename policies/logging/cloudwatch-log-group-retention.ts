import { CODEBUILD_PREFIX, logGroups } from "../../aws/log-group";
import { definePolicy, integer, type Value } from "../../core";

/**
 * The days that CloudWatch Logs accepts; 0 (for ever) aside.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const ACCEPTED_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The most of them. */
const LONGEST = 3653;

interface Range {
  readonly minimumDays: number;
  readonly maximumDays: number;
}

/** What is wrong with a retention. `range`: CloudWatch Logs accepts it, the settings do not. */
interface Problem {
  readonly kind: "unset" | "invalid" | "range";
  readonly found: string;
}

export default definePolicy({
  name: "cloudwatch-log-group-retention",
  category: "logging",
  requirements: ["LOG-11", "NET-03"],
  severity: "medium",
  level: "mandatory",
  title: "Log groups have a retention",
  description: "Every CloudWatch log group keeps its logs for a set time, within the limits of the organisation.",
  rationale:
    "Without a retention logs are kept and paid for for ever, and with them whatever personal data they hold; with a very short one they are gone before anybody looks.",
  fix: "Set retentionInDays of the aws.cloudwatch.LogGroup, for example to 14.",
  references: [
    "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/loggroup/",
  ],
  remediates:
    "Sets retentionInDays to remediationDays. Changes a log group in place; CloudWatch Logs deletes what is older.",
  options: {
    minimumDays: integer({
      default: 7,
      minimum: 1,
      maximum: LONGEST,
      description: "The fewest days that logs are kept.",
    }),
    maximumDays: integer({
      default: 0,
      minimum: 0,
      maximum: LONGEST,
      description: "The most days that logs are kept; 0 for no limit.",
    }),
    remediationDays: integer({
      default: 14,
      minimum: 1,
      maximum: LONGEST,
      description: "The days that remediation sets; they have to be within the limits, or nothing is remediated.",
    }),
  },
  subjects: logGroups,
  needs: "stack",
  check(group, { options, report }) {
    const retention = group.resource.at("retentionInDays");
    const problem = problemOf(retention, options);
    if (!problem || group.isDeliveryClass) {
      return;
    }
    // How long CodeBuild's logs are kept is judged with the project. What is wrong whoever uses the group is told at
    // once, unless its name already speaks of CodeBuild.
    if ((problem.kind === "range" || group.hasCodeBuildName) && group.isWrittenBy("CodeBuild")) {
      return;
    }
    report(retention, { found: problem.found });
  },
  remediate(group, context) {
    const { options } = context;
    const days = options.remediationDays;
    const retention = group.at("retentionInDays");
    const problem = problemOf(retention, options);
    const isDelivery = group.at("logGroupClass").string() === "DELIVERY";
    // How long CodeBuild's logs are kept is another policy's to say.
    const isCodeBuilds = problem?.kind === "range" && (group.at("name").string() ?? "").startsWith(CODEBUILD_PREFIX);
    if (problem && !isDelivery && !isCodeBuilds && problemOfDays(days, options) === undefined) {
      context.set(["retentionInDays"], days);
    }
  },
});

function problemOf(retention: Value, range: Range): Problem | undefined {
  if (retention.isAbsent) {
    return { kind: "unset", found: "The retention is not set, so logs are kept for ever." };
  }
  const days = retention.number();
  if (days === undefined) {
    return { kind: "invalid", found: "The retention is not a number of days." };
  }
  return problemOfDays(days, range);
}

function problemOfDays(days: number, { minimumDays, maximumDays }: Range): Problem | undefined {
  if (days === 0) {
    return { kind: "unset", found: "The retention is 0, so logs are kept for ever." };
  }
  if (!ACCEPTED_DAYS.includes(days)) {
    return {
      kind: "invalid",
      found: `CloudWatch Logs does not accept a retention of ${days} days, only ${ACCEPTED_DAYS.join(", ")}.`,
    };
  }
  if (days < minimumDays) {
    return { kind: "range", found: `The retention is ${days} days, fewer than the ${minimumDays} that are asked for.` };
  }
  if (maximumDays > 0 && days > maximumDays) {
    return { kind: "range", found: `The retention is ${days} days, more than the ${maximumDays} that are allowed.` };
  }
  return undefined;
}
