import { cases } from "../../harness/cases";
import { ALARM, alarm, CENTRAL_TOPIC, filterOn, FILTER, GROUP, TRAIL, trailWithGroup } from "./trails";

const RECOVER = "arn:aws:automate:us-east-1:ec2:recover";
const finding = {
  resource: "root",
  path: "metricTransformation",
  found: /watches the metric "RootUse" of the namespace "Audit"/,
};

export default cases("cloudwatch-metric-filter-alarm", {
  passes: {
    "an alarm on the metric": (s) => {
      filterOn(s, trailWithGroup(s));
      alarm(s);
    },
    "an alarm without action, which another policy reports": (s) => {
      filterOn(s, trailWithGroup(s));
      alarm(s, { alarmActions: [] });
    },
    "an alarm with metric math over the metric": (s) => {
      filterOn(s, trailWithGroup(s));
      s.resource(ALARM, "alarm", {
        metricQueries: [
          { id: "m1", metric: { namespace: "Audit", metricName: "RootUse", stat: "Sum", period: 300 } },
          { id: "e1", expression: "FILL(m1, 0)", returnData: true },
        ],
        alarmActions: [CENTRAL_TOPIC],
      });
    },
    "an alarm that is only read": (s) => {
      filterOn(s, trailWithGroup(s));
      alarm(s, {}, { isRead: true });
    },
    "a metric filter on application logs": (s) => {
      trailWithGroup(s);
      filterOn(s, s.resource(GROUP, "app", { name: "/app" }), "ERROR", "app-errors");
    },
    "a filter that is only read": (s) => {
      trailWithGroup(s);
      s.resource(FILTER, "root", { logGroupName: "/audit" }, { isRead: true });
    },
    "alarms are elsewhere": {
      settings: { providedElsewhere: ["alarms"] },
      stack: (s) => {
        filterOn(s, trailWithGroup(s));
      },
    },
    "an alarm that takes the metric's name from the filter": (s) => {
      const filter = s.resource(FILTER, "root", {
        name: "root",
        logGroupName: trailWithGroup(s).ref("name"),
        metricTransformation: { namespace: "Audit", name: "root", value: "1" },
      });
      alarm(s, { metricName: filter.ref("name") });
    },
  },
  fails: {
    "no alarm": {
      stack: (s) => {
        filterOn(s, trailWithGroup(s));
      },
      findings: [{ ...finding, fix: /namespace: "Audit", metricName: "RootUse"/, key: "alarm" }],
    },
    "an alarm on a misspelt metric": {
      stack: (s) => {
        filterOn(s, trailWithGroup(s));
        alarm(s, { metricName: "RootUsage" });
      },
      findings: [finding],
    },
    "an alarm in another namespace": {
      stack: (s) => {
        filterOn(s, trailWithGroup(s));
        alarm(s, { namespace: "audit" });
      },
      findings: [finding],
    },
    "an alarm that only recovers an instance": {
      stack: (s) => {
        filterOn(s, trailWithGroup(s));
        alarm(s, { alarmActions: [RECOVER] });
      },
      findings: [finding],
    },
    "an alarm on the same metric of another account": {
      stack: (s) => {
        filterOn(s, trailWithGroup(s));
        s.resource(ALARM, "alarm", {
          metricQueries: [
            { id: "m1", accountId: "210987654321", metric: { namespace: "Audit", metricName: "RootUse", stat: "Sum" } },
          ],
        });
      },
      findings: [finding],
      // Which account this one is, only ARNs tell.
      inPreview: [],
    },
    "the second of two filters": {
      stack: (s) => {
        const group = trailWithGroup(s);
        filterOn(s, group);
        alarm(s);
        s.resource(FILTER, "login", {
          logGroupName: group.ref("name"),
          pattern: "{ $.eventName = ConsoleLogin }",
          metricTransformation: { namespace: "Audit", name: "Logins", value: "1" },
        });
      },
      findings: [{ resource: "login", path: "metricTransformation", found: /"Logins"/ }],
    },
    "a filter on the log group of a trail elsewhere": {
      stack: (s) => {
        s.resource(TRAIL, "trail", {
          cloudWatchLogsGroupArn: "arn:aws-cn:logs:cn-north-1:123456789012:log-group:central:*",
        });
        s.resource(FILTER, "root", {
          logGroupName: "central",
          pattern: "{ $.a = 1 }",
          metricTransformation: { namespace: "Audit", name: "RootUse", value: "1" },
        });
      },
      findings: [finding],
    },
  },
  undecided: {
    "the metric of an alarm is not known": (s) => {
      filterOn(s, trailWithGroup(s));
      alarm(s, { metricName: s.unknown });
    },
    "the queries of an alarm are not known": (s) => {
      filterOn(s, trailWithGroup(s));
      s.resource(ALARM, "alarm", { metricQueries: s.unknown });
    },
    "the filter's metric is not known": (s) => {
      s.resource(FILTER, "root", {
        logGroupName: trailWithGroup(s).ref("name"),
        metricTransformation: { namespace: "Audit", name: s.unknown, value: "1" },
      });
    },
  },
  malformed: {
    "a filter without a metric": (s) => {
      s.resource(FILTER, "root", { logGroupName: trailWithGroup(s).ref("name"), metricTransformation: "RootUse" });
    },
    "an alarm with queries that are no list": {
      stack: (s) => {
        filterOn(s, trailWithGroup(s));
        s.resource(ALARM, "alarm", { metricQueries: "m1", metricName: null });
      },
      findings: [finding],
    },
  },
});
