import { cases } from "../../harness/cases";

const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const TRAIL = "aws:cloudtrail/trail:Trail";

export default cases("cloudwatch-log-group-encryption", {
  passes: {
    "a key of the stack": (s) => {
      const key = s.resource("aws:kms/key:Key", "key");
      s.resource(GROUP, "app", { kmsKeyId: key.arn });
    },
    "class DELIVERY": (s) => {
      s.resource(GROUP, "app", { logGroupClass: "DELIVERY" });
    },
    "the group of a flow log, which another policy asks for": (s) => {
      const logs = s.resource(GROUP, "flow", { name: "flow-dev" });
      s.resource(FLOW_LOG, "vpc", { logDestination: logs.arn });
    },
    "the group of a trail by its literal ARN": (s) => {
      s.resource(GROUP, "audit", { name: "audit-dev" });
      s.resource(TRAIL, "trail", {
        cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:audit-dev:*",
      });
    },
    "a group that is only read": (s) => {
      s.resource(GROUP, "app", { name: "/app" }, { isRead: true });
    },
  },
  fails: {
    "no key": {
      stack: (s) => {
        s.resource(GROUP, "app", { name: "/app", retentionInDays: 14 });
      },
      findings: [{ resource: "app", path: "kmsKeyId", found: /not set/, fix: /logs\.<region>\.amazonaws\.com/ }],
    },
    "no key, beside the group of a trail": {
      stack: (s) => {
        s.resource(GROUP, "app", { name: "/app" });
        const audit = s.resource(GROUP, "audit", { name: "audit" });
        s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: s.text`${audit.arn}:*` });
      },
      findings: [{ resource: "app", path: "kmsKeyId", found: /not set/ }],
    },
  },
  undecided: {
    "a key that is not known yet": (s) => {
      s.resource(GROUP, "app", { kmsKeyId: s.unknown });
    },
    "a flow log whose group is not known yet": (s) => {
      s.resource(GROUP, "app", { name: "/app" });
      s.resource(FLOW_LOG, "vpc", { logDestination: s.unknown });
    },
  },
  malformed: {
    "an empty key": {
      stack: (s) => {
        s.resource(GROUP, "app", { kmsKeyId: "", name: 5 });
      },
      findings: [{ resource: "app", path: "kmsKeyId", found: /not set/ }],
    },
  },
});
