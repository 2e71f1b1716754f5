import { securityHub } from "../../aws/controls";
import { alarms, type AlarmView } from "../../aws/alarm";
import { trailFilters, type MetricFilterView } from "../../aws/metric-filter";
import * as types from "../../aws/types";
import { definePolicy, find, integer, type CheckContext } from "../../core";

/** Those that add to one with every event. */
const STATISTICS = ["Sum", "Maximum", "SampleCount"];

const OPTIONS = {
  maximumThreshold: integer({
    default: 5,
    minimum: 0,
    description: "The highest threshold that an alarm on security events may have.",
  }),
};

export default definePolicy({
  name: "cloudwatch-security-alarm",
  category: "logging",
  requirements: ["LOG-10"],
  severity: "medium",
  level: "mandatory",
  title: "Alarms on security events go off and tell a topic",
  description:
    "An alarm on a metric of a trail's log group has its actions enabled, an SNS topic among them, a statistic that counts events, and a low threshold.",
  rationale:
    "An alarm without a topic, with disabled actions, on an average or with a threshold that an intruder stays under is there, but nobody ever hears of it.",
  fix: 'Set actionsEnabled: true, alarmActions: [topic.arn], statistic: "Sum" and threshold: 1.',
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/metricalarm/",
  ],
  controls: securityHub("CloudWatch.15", "CloudWatch.17"),
  options: OPTIONS,
  subjects: {
    types: [...types.METRIC_ALARM],
    of: (graph) => alarms.of(graph).filter(({ resource }) => resource.isAnalysed),
  },
  needs: "stack-only",
  check(alarm, context) {
    const { graph, each } = context;
    const filter = firstWatched(alarm, trailFilters.of(graph));
    if (!filter || alarm.isOperational) {
      return;
    }
    each([checkActions, checkStatistic, checkThreshold], (part) => part(alarm, filter, context));
  },
});

function firstWatched(alarm: AlarmView, filters: readonly MetricFilterView[]): MetricFilterView | undefined {
  return find(filters, (filter) => filter.isWatchedBy(alarm))?.item;
}

type Part = (alarm: AlarmView, filter: MetricFilterView, context: CheckContext<typeof OPTIONS>) => void;

const checkActions: Part = (alarm, _filter, { report }) => {
  const { areActionsOff } = alarm;
  if ((!areActionsOff && alarm.hasTopic) || alarm.isToldByComposite) {
    return;
  }
  if (areActionsOff) {
    return report(alarm.resource.at("actionsEnabled"), {
      found: "actionsEnabled is false, so the alarm tells nobody.",
      fix: "Remove actionsEnabled or set it to true.",
    });
  }
  const actions = alarm.resource.at("alarmActions");
  report(actions, {
    found: actions.isAbsent ? "The alarm has no alarmActions." : "None of the alarmActions is an SNS topic.",
    fix: "Add the arn of an aws.sns.Topic to alarmActions.",
  });
};

const checkStatistic: Part = (alarm, filter, { report }) => {
  const { namespace, name } = filter.metric;
  const wrong = alarm
    .metricsCalled(namespace, name)
    .map(({ statistic }) => statistic)
    .find((statistic) => !STATISTICS.includes(statistic.string() ?? ""));
  if (!wrong) {
    return;
  }
  const extended = alarm.resource.at("extendedStatistic").string();
  const text = wrong.string() ?? extended;
  report(wrong, {
    found: text === undefined ? "The alarm has no statistic." : `The statistic "${text}" does not count events.`,
    fix: `Set ${wrong.path.at(-1) === "stat" ? "stat" : "statistic"}: "Sum"${extended === undefined ? "" : " and remove extendedStatistic"}.`,
    key: "statistic",
  });
};

const checkThreshold: Part = (alarm, _filter, { options, report }) => {
  const at = alarm.resource.at("threshold");
  const threshold = at.number();
  if (alarm.isOnAnomalies || threshold === undefined || threshold <= options.maximumThreshold) {
    return;
  }
  report(at, {
    found: `The threshold is ${threshold}; at most ${options.maximumThreshold} is accepted.`,
    fix: "Set threshold: 1.",
  });
};
