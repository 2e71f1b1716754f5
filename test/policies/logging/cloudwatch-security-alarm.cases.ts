import type { ExpectedFinding, FailingCase } from "../../harness/cases";
import { cases } from "../../harness/cases";
import type { StackBuilder } from "../../harness/builder";
import { alarm, ALARM, CENTRAL_TOPIC, COMPOSITE, filterOn, GROUP, TOPIC, TRAIL, trailWithGroup } from "./trails";

const RECOVER = "arn:aws:automate:us-east-1:ec2:recover";
const SCALE = "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:0a1b:autoScalingGroupName/web:policyName/out";

const watched = (s: StackBuilder): void => {
  filterOn(s, trailWithGroup(s));
};

const fails = (inputs: object, ...findings: Omit<ExpectedFinding, "resource">[]): FailingCase => ({
  stack: (s) => {
    watched(s);
    alarm(s, inputs);
  },
  findings: findings.map((one) => ({ resource: "alarm", ...one })),
});

export default cases("cloudwatch-security-alarm", {
  passes: {
    "an alarm with a topic of another stack": (s) => {
      watched(s);
      alarm(s);
    },
    "an alarm with a topic of this stack": (s) => {
      watched(s);
      alarm(s, { alarmActions: [s.resource(TOPIC, "alerts").arn] });
    },
    "a topic of China": (s) => {
      watched(s);
      alarm(s, { alarmActions: "arn:aws-cn:sns:cn-north-1:123456789012:alerts" });
    },
    "the maximum of a counter, up to the threshold": (s) => {
      watched(s);
      alarm(s, { statistic: "Maximum", threshold: 5 });
    },
    "the number of samples": (s) => {
      watched(s);
      alarm(s, { statistic: "SampleCount", threshold: "3" });
    },
    "a higher threshold that settings accept": {
      options: { maximumThreshold: 10 },
      stack: (s) => {
        watched(s);
        alarm(s, { threshold: 10 });
      },
    },
    "metric math over the metric": (s) => {
      watched(s);
      s.resource(ALARM, "alarm", {
        metricQueries: [
          { id: "m1", metric: { namespace: "Audit", metricName: "RootUse", stat: "Sum", period: 300 } },
          { id: "e1", expression: "FILL(m1, 0)", returnData: true },
        ],
        threshold: 1,
        alarmActions: [CENTRAL_TOPIC],
      });
    },
    "an anomaly, which has no threshold": (s) => {
      watched(s);
      s.resource(ALARM, "alarm", {
        metricQueries: [
          { id: "m1", metric: { namespace: "Audit", metricName: "RootUse", stat: "Sum", period: 300 } },
          { id: "ad1", expression: "ANOMALY_DETECTION_BAND(m1, 2)" },
        ],
        thresholdMetricId: "ad1",
        alarmActions: [CENTRAL_TOPIC],
      });
    },
    "an alarm that scales": (s) => {
      watched(s);
      alarm(s, { alarmActions: [SCALE], statistic: "Average", threshold: 80 });
    },
    "an alarm that scales by a policy of the stack": (s) => {
      watched(s);
      alarm(s, { alarmActions: [s.resource("aws:autoscaling/policy:Policy", "out", {}).arn], threshold: 80 });
    },
    "an alarm that recovers": (s) => {
      watched(s);
      alarm(s, { alarmActions: [RECOVER], statistic: "Minimum", threshold: 0 });
    },
    "an alarm on another metric that rolls a deployment back": (s) => {
      watched(s);
      const errors = alarm(s, { namespace: "AWS/Lambda", metricName: "Errors", alarmActions: [], threshold: 50 });
      s.resource("aws:codedeploy/deploymentGroup:DeploymentGroup", "deploy", {
        alarmConfiguration: { enabled: true, alarms: [errors.ref("name")] },
      });
    },
    "a member of a composite alarm that tells a topic": (s) => {
      watched(s);
      const member = alarm(s, { alarmActions: [], actionsEnabled: false });
      s.resource(COMPOSITE, "any", { alarmRule: s.text`ALARM(${member.ref("name")})`, alarmActions: [CENTRAL_TOPIC] });
    },
    "a member of a composite alarm by its literal name": (s) => {
      watched(s);
      alarm(s, { alarmActions: [] });
      s.resource(COMPOSITE, "any", { alarmRule: 'ALARM("other") OR ALARM("alarm")', alarmActions: [CENTRAL_TOPIC] });
    },
    "a member of a composite alarm in a composite alarm": (s) => {
      watched(s);
      const member = alarm(s, { alarmActions: [] });
      const inner = s.resource(COMPOSITE, "inner", { name: "inner", alarmRule: s.text`ALARM(${member.ref("name")})` });
      s.resource(COMPOSITE, "outer", { alarmRule: s.text`ALARM(${inner.ref("name")})`, alarmActions: [CENTRAL_TOPIC] });
    },
    "an alarm on application logs": (s) => {
      trailWithGroup(s);
      filterOn(s, s.resource(GROUP, "app", { name: "/app" }));
      alarm(s, { alarmActions: [], statistic: "Average", threshold: 100 });
    },
    "an alarm that is only read": (s) => {
      watched(s);
      alarm(s, { alarmActions: [] }, { isRead: true });
    },
  },
  fails: {
    "no actions": fails(
      { alarmActions: undefined },
      {
        path: "alarmActions",
        found: /has no alarmActions/,
        fix: /aws\.sns\.Topic/,
      },
    ),
    "only the way back is told": fails(
      { alarmActions: [], okActions: [CENTRAL_TOPIC] },
      {
        path: "alarmActions",
        found: /no alarmActions/,
      },
    ),
    "a function in place of a topic": fails(
      { alarmActions: ["arn:aws:lambda:us-east-1:123456789012:function:alert"] },
      { path: "alarmActions", found: /None of the alarmActions is an SNS topic/ },
    ),
    "a queue of the stack in place of a topic": {
      stack: (s) => {
        watched(s);
        alarm(s, { alarmActions: [s.resource("aws:sqs/queue:Queue", "alerts", {}).arn] });
      },
      findings: [{ resource: "alarm", path: "alarmActions", found: /None of the alarmActions/ }],
    },
    "disabled actions": fails(
      { actionsEnabled: false },
      {
        path: "actionsEnabled",
        found: /actionsEnabled is false/,
        fix: /Remove actionsEnabled/,
      },
    ),
    "disabled actions as text": fails({ actionsEnabled: "false" }, { path: "actionsEnabled", found: /tells nobody/ }),
    "an average": fails(
      { statistic: "Average" },
      { path: "statistic", found: /"Average" does not count/, key: "statistic" },
    ),
    "a percentile": fails(
      { statistic: undefined, extendedStatistic: "p99" },
      {
        path: "statistic",
        found: /"p99"/,
        fix: /remove extendedStatistic/,
      },
    ),
    "no statistic": fails({ statistic: undefined }, { path: "statistic", found: /has no statistic/ }),
    "a threshold that is too high": fails({ threshold: 6 }, { path: "threshold", found: /is 6; at most 5/ }),
    "a threshold that is higher than settings accept": {
      options: { maximumThreshold: 1 },
      ...fails({ threshold: 2 }, { path: "threshold", found: /is 2; at most 1/ }),
    },
    "an average in metric math": fails(
      {
        metricName: undefined,
        namespace: undefined,
        statistic: undefined,
        metricQueries: [{ id: "m1", metric: { namespace: "Audit", metricName: "RootUse", stat: "Average" } }],
      },
      { path: "metricQueries[0].metric.stat", found: /"Average"/, fix: /stat: "Sum"/ },
    ),
    "everything at once": fails(
      { actionsEnabled: false, statistic: "Minimum", threshold: 1000 },
      { path: "actionsEnabled", found: /false/ },
      { path: "statistic", found: /Minimum/ },
      { path: "threshold", found: /1000/ },
    ),
    "a composite alarm that tells nobody either": {
      stack: (s) => {
        watched(s);
        const member = alarm(s, { alarmActions: [] });
        s.resource(COMPOSITE, "any", { alarmRule: s.text`ALARM(${member.ref("name")})` });
      },
      findings: [{ resource: "alarm", path: "alarmActions", found: /no alarmActions/ }],
    },
    "a composite alarm of other alarms": {
      stack: (s) => {
        watched(s);
        alarm(s, { alarmActions: [] });
        s.resource(COMPOSITE, "any", { alarmRule: "ALARM(cpu)", alarmActions: [CENTRAL_TOPIC] });
      },
      findings: [{ resource: "alarm", path: "alarmActions", found: /no alarmActions/ }],
    },
    "composite alarms in a circle": {
      stack: (s) => {
        watched(s);
        alarm(s, { alarmActions: [] });
        s.resource(COMPOSITE, "a", { name: "a", alarmRule: "ALARM(alarm) OR ALARM(b)" });
        s.resource(COMPOSITE, "b", { name: "b", alarmRule: "ALARM(a)" });
      },
      findings: [{ resource: "alarm", path: "alarmActions", found: /no alarmActions/ }],
    },
    "the trail is only read, its log group and alarms are here": {
      stack: (s) => {
        const group = s.resource(GROUP, "audit", { name: "/audit" });
        s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: s.text`${group.arn}:*` }, { isRead: true });
        filterOn(s, group);
        alarm(s, { threshold: 100 });
      },
      findings: [{ resource: "alarm", path: "threshold", found: /100/ }],
    },
  },
  undecided: {
    "the action is not known": (s) => {
      watched(s);
      alarm(s, { alarmActions: [s.unknown] });
    },
    "one of the actions is another stack's": (s) => {
      watched(s);
      const outputs = { topic: CENTRAL_TOPIC };
      const shared = s.resource("pulumi:pulumi:StackReference", "shared", { name: "org/alerts/prod" }, { outputs });
      const queue = s.resource("aws:sqs/queue:Queue", "queue", {});
      alarm(s, { alarmActions: [shared.ref("topic"), queue.arn] });
    },
    "all actions are not known": (s) => {
      watched(s);
      alarm(s, { alarmActions: s.unknown });
    },
    "the threshold and the statistic are not known": (s) => {
      watched(s);
      alarm(s, { threshold: s.unknown, statistic: s.unknown, actionsEnabled: s.unknown });
    },
    "the rule of a composite alarm is not known": (s) => {
      watched(s);
      alarm(s, { alarmActions: [] });
      s.resource(COMPOSITE, "any", { alarmRule: s.unknown, alarmActions: [CENTRAL_TOPIC] });
    },
    "the metric is not known": (s) => {
      watched(s);
      alarm(s, { metricName: s.unknown, alarmActions: [] });
    },
  },
  malformed: {
    "actions of odd types": {
      stack: (s) => {
        watched(s);
        alarm(s, { alarmActions: [{ arn: 1 }, null, 7], threshold: "many", dimensions: "none" });
      },
      findings: [{ resource: "alarm", path: "alarmActions", found: /None of/ }],
    },
    "a composite alarm's rule that is no text": {
      stack: (s) => {
        watched(s);
        alarm(s, { alarmActions: [] });
        s.resource(COMPOSITE, "any", { alarmRule: ["ALARM("], alarmActions: {} });
      },
      findings: [{ resource: "alarm", path: "alarmActions", found: /no alarmActions/ }],
    },
  },
});
