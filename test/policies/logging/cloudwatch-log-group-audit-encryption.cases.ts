import { cases } from "../../harness/cases";

const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const TRAIL = "aws:cloudtrail/trail:Trail";

export default cases("cloudwatch-log-group-audit-encryption", {
  passes: {
    "the group of a trail with a key": (s) => {
      const key = s.resource("aws:kms/key:Key", "key");
      const audit = s.resource(GROUP, "audit", { name: "audit-dev", kmsKeyId: key.arn });
      s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: s.text`${audit.arn}:*` });
    },
    "a group of an application": (s) => {
      s.resource(GROUP, "app", { name: "/app" });
    },
    "a flow log to a bucket": (s) => {
      const bucket = s.resource("aws:s3/bucket:Bucket", "logs");
      s.resource(GROUP, "app", { name: "/app" });
      s.resource(FLOW_LOG, "vpc", { logDestinationType: "s3", logDestination: bucket.arn });
    },
    "a group outside": (s) => {
      s.resource(TRAIL, "trail", {
        cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:central:*",
      });
    },
  },
  fails: {
    "the group of a flow log": {
      stack: (s) => {
        const logs = s.resource(GROUP, "flow", { name: "flow-dev" });
        s.resource(FLOW_LOG, "vpc", { logDestination: logs.arn });
      },
      findings: [{ resource: "flow", path: "kmsKeyId", found: /flow log writes/ }],
    },
    "the group of a flow log by its name, as before provider v7": {
      stack: (s) => {
        s.resource(GROUP, "flow", { name: "flow-dev" });
        s.resource(FLOW_LOG, "vpc", { logGroupName: "flow-dev" });
      },
      findings: [{ resource: "flow", path: "kmsKeyId", found: /flow log writes/ }],
    },
    "the group of a trail": {
      stack: (s) => {
        const audit = s.resource(GROUP, "audit", { name: "audit-dev" });
        s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: s.text`${audit.arn}:*` });
      },
      findings: [{ resource: "audit", path: "kmsKeyId", found: /trail writes/ }],
    },
    "the group of a trail by its literal ARN": {
      stack: (s) => {
        s.resource(GROUP, "audit", { name: "audit-dev" });
        s.resource(TRAIL, "trail", {
          cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:audit-dev:*",
        });
      },
      inPreview: [],
      findings: [{ resource: "audit", path: "kmsKeyId", found: /trail writes/ }],
    },
  },
  undecided: {
    "a key that is not known yet": (s) => {
      const audit = s.resource(GROUP, "audit", { kmsKeyId: s.unknown });
      s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: s.text`${audit.arn}:*` });
    },
    "a trail whose group is not known yet": (s) => {
      s.resource(GROUP, "audit");
      s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: s.unknown });
    },
  },
  malformed: {
    "a destination of the wrong type": (s) => {
      s.resource(GROUP, "flow", { name: "flow" });
      s.resource(FLOW_LOG, "vpc", { logDestination: { arn: "flow" } });
    },
  },
});
