import type { BuiltResource, ResourceExtras, StackBuilder } from "../../harness/builder";

export const TRAIL = "aws:cloudtrail/trail:Trail";
export const GROUP = "aws:cloudwatch/logGroup:LogGroup";
export const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
export const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
export const TOPIC = "aws:sns/topic:Topic";
export const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
export const EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget";

export const ROOT_USE = '{ $.userIdentity.type = "Root" }';
export const CENTRAL_TOPIC = "arn:aws:sns:us-east-1:210987654321:security";

/** A trail that writes to the log group that is returned. */
export function trailWithGroup(s: StackBuilder): BuiltResource {
  const group = s.resource(GROUP, "audit", { name: "/audit" });
  s.resource(TRAIL, "trail", { s3BucketName: "logs", cloudWatchLogsGroupArn: s.text`${group.arn}:*` });
  return group;
}

export function filterOn(
  s: StackBuilder,
  group: BuiltResource,
  pattern: unknown = ROOT_USE,
  name = "root",
): BuiltResource {
  return s.resource(FILTER, name, {
    name,
    logGroupName: group.ref("name"),
    pattern,
    metricTransformation: { namespace: "Audit", name: "RootUse", value: "1" },
  });
}

/** An alarm on the filter's metric that is as it should be, apart from what is given. */
export function alarm(
  s: StackBuilder,
  inputs: object = {},
  extras: ResourceExtras = {},
  name = "alarm",
): BuiltResource {
  return s.resource(
    ALARM,
    name,
    {
      name,
      namespace: "Audit",
      metricName: "RootUse",
      statistic: "Sum",
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      evaluationPeriods: 1,
      period: 300,
      alarmActions: [CENTRAL_TOPIC],
      ...inputs,
    },
    extras,
  );
}

/** An event rule with this pattern, and a target. */
export function eventRule(s: StackBuilder, eventPattern: unknown, target?: unknown, inputs: object = {}): void {
  const rule = s.resource(EVENT_RULE, "events", {
    name: "events",
    eventPattern: JSON.stringify(eventPattern),
    ...inputs,
  });
  const arn = target ?? s.resource(TOPIC, "alerts").arn;
  s.resource(EVENT_TARGET, "target", { rule: rule.ref("name"), arn });
}
