import { cases } from "../../harness/cases";
import { eventRule, FILTER, filterOn, GROUP, TRAIL, trailWithGroup } from "./trails";

const GUARDDUTY = { source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"] };
const SIGN_IN = { "detail-type": ["AWS Console Sign In via CloudTrail"] };
const DATA_ONLY = { eventSelectors: [{ includeManagementEvents: false, readWriteType: "All" }] };

export default cases("cloudtrail-metric-filter", {
  passes: {
    "a metric filter on the trail's log group": (s) => {
      filterOn(s, trailWithGroup(s));
    },
    "a filter by the literal name of the group": (s) => {
      trailWithGroup(s);
      s.resource(FILTER, "root", { logGroupName: "/audit", pattern: "{ $.a = 1 }" });
    },
    "a filter of another stack's making that is only read": (s) => {
      trailWithGroup(s);
      s.resource(FILTER, "root", { logGroupName: "/audit" }, { isRead: true });
    },
    "a log group outside": (s) => {
      s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:central:*" });
    },
    "a log group that is only read": (s) => {
      const group = s.resource(GROUP, "audit", { name: "/audit" }, { isRead: true });
      s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: s.text`${group.arn}:*` });
    },
    "two trails, one of which has a filter": (s) => {
      filterOn(s, trailWithGroup(s));
      const other = s.resource(GROUP, "data", { name: "/data" });
      s.resource(TRAIL, "second", { cloudWatchLogsGroupArn: s.text`${other.arn}:*` });
    },
    "alarms are elsewhere": {
      settings: { providedElsewhere: ["alarms"] },
      stack: (s) => {
        s.resource(TRAIL, "trail", { s3BucketName: "logs" });
        const group = s.resource(GROUP, "audit", { name: "/audit" });
        s.resource(TRAIL, "second", { cloudWatchLogsGroupArn: s.text`${group.arn}:*` });
      },
    },
    "no CloudWatch Logs, but GuardDuty findings tell a topic": (s) => {
      s.resource(TRAIL, "trail", { s3BucketName: "logs" });
      eventRule(s, GUARDDUTY);
    },
    "no CloudWatch Logs, but CloudTrail events tell a topic of another stack": (s) => {
      s.resource(TRAIL, "trail", { s3BucketName: "logs" });
      eventRule(s, SIGN_IN, "arn:aws:sns:us-east-1:210987654321:security");
    },
    "a further trail for data events without CloudWatch Logs": (s) => {
      filterOn(s, trailWithGroup(s));
      s.resource(TRAIL, "data", { s3BucketName: "logs", ...DATA_ONLY });
    },
    "a further trail for data events by advanced selectors": (s) => {
      filterOn(s, trailWithGroup(s));
      s.resource(TRAIL, "data", {
        advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["Data"] }] }],
      });
    },
    "no trail": (s) => {
      s.resource(GROUP, "app", { name: "/app" });
    },
    "a trail that is only read": (s) => {
      s.resource(TRAIL, "trail", {}, { isRead: true });
    },
  },
  fails: {
    "no filter": {
      stack: (s) => {
        trailWithGroup(s);
      },
      findings: [
        {
          resource: "trail",
          path: "cloudWatchLogsGroupArn",
          found: /No metric filter/,
          fix: /LogMetricFilter with logGroupName: logGroup\.name/,
          key: "metric-filter",
        },
      ],
    },
    "a filter on application logs only": {
      stack: (s) => {
        trailWithGroup(s);
        filterOn(s, s.resource(GROUP, "app", { name: "/app" }));
      },
      findings: [{ resource: "trail", path: "cloudWatchLogsGroupArn", found: /No metric filter/ }],
    },
    "no CloudWatch Logs": {
      stack: (s) => {
        s.resource(TRAIL, "trail", { s3BucketName: "logs" });
      },
      findings: [
        {
          resource: "trail",
          path: "cloudWatchLogsGroupArn",
          found: /does not write to CloudWatch Logs/,
          fix: /cloudWatchLogsRoleArn/,
          key: "cloudwatch-logs",
        },
      ],
    },
    "no CloudWatch Logs, and an event rule on something else": {
      stack: (s) => {
        s.resource(TRAIL, "trail", {});
        eventRule(s, { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] });
      },
      findings: [{ resource: "trail", path: "cloudWatchLogsGroupArn", found: /no event rule/ }],
    },
    "no CloudWatch Logs, and an event rule that is disabled": {
      stack: (s) => {
        s.resource(TRAIL, "trail", {});
        eventRule(s, GUARDDUTY, undefined, { state: "DISABLED" });
      },
      findings: [{ resource: "trail", path: "cloudWatchLogsGroupArn", found: /no event rule/ }],
    },
    "no CloudWatch Logs, and an event rule that leads to a function": {
      stack: (s) => {
        s.resource(TRAIL, "trail", {});
        eventRule(s, GUARDDUTY, s.resource("aws:lambda/function:Function", "fn", {}).arn);
      },
      findings: [{ resource: "trail", path: "cloudWatchLogsGroupArn", found: /no event rule/ }],
    },
    "no CloudWatch Logs, and an event rule on a bus that gets no such events": {
      stack: (s) => {
        s.resource(TRAIL, "trail", {});
        eventRule(s, GUARDDUTY, undefined, { eventBusName: "orders" });
      },
      findings: [{ resource: "trail", path: "cloudWatchLogsGroupArn", found: /no event rule/ }],
    },
    "a further trail for management events without CloudWatch Logs": {
      stack: (s) => {
        filterOn(s, trailWithGroup(s));
        s.resource(TRAIL, "second", { s3BucketName: "logs" });
      },
      findings: [{ resource: "second", path: "cloudWatchLogsGroupArn", found: /does not write/ }],
    },
    "the only trail is for data events": {
      stack: (s) => {
        s.resource(TRAIL, "data", DATA_ONLY);
      },
      findings: [{ resource: "data", path: "cloudWatchLogsGroupArn", found: /does not write/ }],
    },
  },
  undecided: {
    "the filter's log group is not known": (s) => {
      trailWithGroup(s);
      s.resource(FILTER, "root", { logGroupName: s.unknown, pattern: "{ $.a = 1 }" });
    },
    "the log group of the trail that may have filters is not known": (s) => {
      trailWithGroup(s);
      s.resource(TRAIL, "second", { cloudWatchLogsGroupArn: s.unknown });
    },
    "the trail's log group is not known": (s) => {
      s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: s.unknown });
    },
    "the event rule's target is not known": (s) => {
      s.resource(TRAIL, "trail", {});
      eventRule(s, GUARDDUTY, s.unknown);
    },
  },
  malformed: {
    "an event pattern that is no JSON": {
      stack: (s) => {
        s.resource(TRAIL, "trail", { eventSelectors: "all" });
        s.resource("aws:cloudwatch/eventRule:EventRule", "events", { eventPattern: "{" });
      },
      findings: [{ resource: "trail", path: "cloudWatchLogsGroupArn", found: /does not write/ }],
    },
    "a log group that is no text": (s) => {
      s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: 7 });
    },
  },
});
