import { trailFilters } from "../../aws/metric-filter";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "cloudwatch-metric-filter-alarm",
  category: "logging",
  requirements: ["LOG-10"],
  severity: "medium",
  level: "mandatory",
  title: "Metric filters on trails have alarms",
  description: "Every metric filter on a trail's log group has an alarm on its metric, of the same namespace and name.",
  rationale:
    "A metric that no alarm watches tells nobody. A misspelt name or namespace looks right and never goes off.",
  fix: 'Add an aws.cloudwatch.MetricAlarm with the filter\'s namespace and metricName, statistic: "Sum", threshold: 1 and an SNS topic in alarmActions.',
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/metricalarm/",
  ],
  subjects: trailFilters,
  needs: "stack-only",
  check(filter, { settings, report }) {
    const { at, namespace, name } = filter.metric;
    if (settings.providedElsewhere.includes("alarms") || name === "" || filter.hasAlarm) {
      return;
    }
    report(at, {
      found: `No alarm that tells somebody watches the metric "${name}" of the namespace "${namespace}".`,
      fix: `Add an aws.cloudwatch.MetricAlarm with namespace: ${JSON.stringify(namespace)}, metricName: ${JSON.stringify(name)}, statistic: "Sum", period: 300, evaluationPeriods: 1, comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 1 and alarmActions: [topic.arn].`,
      key: "alarm",
    });
  },
});
