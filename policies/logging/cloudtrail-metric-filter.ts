import { watchedTrails, type WatchedTrail } from "../../aws/metric-filter";
import { areEventsTold } from "../../aws/security-events";
import { definePolicy, some } from "../../core";

export default definePolicy({
  name: "cloudtrail-metric-filter",
  category: "logging",
  requirements: ["LOG-10"],
  severity: "medium",
  level: "mandatory",
  title: "What a trail records raises alarms",
  description:
    "A trail writes to CloudWatch Logs, and a metric filter on its log group looks for security events; or event rules on CloudTrail or GuardDuty events tell a topic.",
  rationale: "Nobody reads a trail. Without an alarm an intrusion is found when its damage is.",
  fix: "Give the trail cloudWatchLogsGroupArn: pulumi.interpolate`${logGroup.arn}:*` and cloudWatchLogsRoleArn, and add an aws.cloudwatch.LogMetricFilter with logGroupName: logGroup.name.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/logmetricfilter/",
  ],
  subjects: watchedTrails,
  needs: "stack-only",
  check(trail, { settings, graph, report }) {
    if (settings.providedElsewhere.includes("alarms")) {
      return;
    }
    const { kind } = trail.logGroup;
    if (kind === "absent" && !isCoveredByAnother(trail) && !areEventsTold(graph)) {
      report(trail.logGroupArn, {
        found:
          "The trail does not write to CloudWatch Logs, and no event rule tells a topic about CloudTrail or GuardDuty events.",
        key: "cloudwatch-logs",
      });
    }
    // One filter is enough for the stack; what it has to look for is advice.
    if (kind === "inside" && !some(watchedTrails.of(graph), (one) => one.filters.length > 0)) {
      report(trail.logGroupArn, {
        found: "No metric filter is on the log group that the trail writes to.",
        fix: "Add an aws.cloudwatch.LogMetricFilter with logGroupName: logGroup.name and a pattern such as '{ $.userIdentity.type = \"Root\" }', and an aws.cloudwatch.MetricAlarm on its metric with an SNS topic in alarmActions.",
        key: "metric-filter",
      });
    }
  },
});

/** A trail for data events alone needs no alarms when another one of the stack can raise them. */
function isCoveredByAnother(trail: WatchedTrail): boolean {
  const others = watchedTrails.of(trail.graph).filter((one) => one !== trail);
  return !trail.recordsManagementEvents && some(others, (one) => one.logGroup.kind !== "absent");
}
