import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const BUCKET = "aws:s3/bucket:Bucket";

const flowLog = (s: StackBuilder, inputs: Readonly<Record<string, unknown>>) =>
  s.resource(FLOW_LOG, "log", { vpcId: "vpc-0123", trafficType: "ALL", ...inputs });
const group = (s: StackBuilder) => s.resource(GROUP, "flow-logs", { name: "/vpc/flow", retentionInDays: 30 });

/** A flow log to a Firehose stream, which the options accept. */
function toStream(
  inputs: Readonly<Record<string, unknown>>,
  destinations = ["cloud-watch-logs", "kinesis-data-firehose"],
) {
  return {
    stack: (s: StackBuilder) => {
      const stream = s.resource(STREAM, "stream", { name: "flow", destination: "extended_s3", ...inputs });
      flowLog(s, { logDestinationType: "kinesis-data-firehose", logDestination: stream.arn });
    },
    options: { destinations },
  };
}

const NOT_ENCRYPTED = {
  resource: "stream",
  path: "serverSideEncryption.enabled",
  found: /^The Firehose stream of the flow log "log" is not encrypted\.$/,
  fix: /CUSTOMER_MANAGED_CMK/,
};

export default cases("vpc-flow-log-destination", {
  passes: {
    "a log group": (s) => void flowLog(s, { logDestination: group(s).arn, iamRoleArn: "arn:aws:iam::1:role/r" }),
    "a log group by name, as in provider version 6": (s) => void flowLog(s, { logGroupName: group(s).ref("name") }),
    "a log group of another stack, and the type in words": (s) => {
      flowLog(s, {
        logDestinationType: "cloud-watch-logs",
        logDestination: "arn:aws:logs:us-east-1:123456789012:log-group:central",
      });
    },
    "a log group that is not known yet": (s) => void flowLog(s, { logDestination: s.unknown }),
    "a bucket, where the options accept it": {
      stack: (s) => {
        flowLog(s, { logDestinationType: "s3", logDestination: s.resource(BUCKET, "logs").arn });
      },
      options: { destinations: ["s3"] },
    },
    "an encrypted stream": toStream({ serverSideEncryption: { enabled: true } }),
    "a stream of another stack": {
      stack: (s) => {
        flowLog(s, {
          logDestinationType: "kinesis-data-firehose",
          logDestination: "arn:aws:firehose:us-east-1:123456789012:deliverystream/central",
        });
      },
      options: { destinations: ["kinesis-data-firehose"] },
    },
    "a stream that was looked up": {
      stack: (s) => {
        const stream = s.resource(STREAM, "stream", { name: "flow" }, { isRead: true });
        flowLog(s, { logDestinationType: "kinesis-data-firehose", logDestination: stream.arn });
      },
      options: { destinations: ["kinesis-data-firehose"] },
    },
    "a flow log of an interface or a transit gateway": (s) => {
      s.resource(FLOW_LOG, "eni", { eniId: "eni-0123", logDestinationType: "s3", logDestination: "arn:aws:s3:::b" });
      s.resource(FLOW_LOG, "tgw", { transitGatewayId: "tgw-1", logDestinationType: "s3" });
    },
    "a flow log that was looked up": (s) => {
      s.resource(FLOW_LOG, "log", { vpcId: "vpc-0123", logDestinationType: "s3" }, { isRead: true });
    },
    "a stream that no flow log writes to": (s) => {
      s.resource(STREAM, "stream", { name: "clicks" });
      flowLog(s, { logDestination: group(s).arn });
    },
  },
  fails: {
    "a bucket": {
      stack: (s) => {
        flowLog(s, { logDestinationType: "s3", logDestination: s.resource(BUCKET, "logs").arn });
      },
      findings: [
        {
          resource: "log",
          path: "logDestinationType",
          found: /^The flow log goes to "s3"; accepted is "cloud-watch-logs"\.$/,
          fix: /^Set logDestinationType: "cloud-watch-logs", and logDestination to the ARN of an aws\.cloudwatch\.LogGroup\.$/,
        },
      ],
    },
    "a bucket, by flow logs of aws-native": {
      stack: (s) => {
        for (const resourceType of ["VPC", "Subnet", "NetworkInterface"]) {
          s.resource("aws-native:ec2:FlowLog", resourceType, {
            resourceId: "x-1",
            resourceType,
            logDestinationType: "s3",
          });
        }
      },
      findings: ["VPC", "Subnet"].map((resource) => ({ resource, path: "logDestinationType", found: /goes to "s3"/ })),
    },
    "a stream, of a subnet": {
      stack: (s) => {
        const stream = s.resource(STREAM, "stream", { serverSideEncryption: { enabled: false } });
        s.resource(FLOW_LOG, "log", {
          subnetId: "subnet-0123",
          logDestinationType: "kinesis-data-firehose",
          logDestination: stream.arn,
        });
      },
      options: { destinations: ["s3", "cloud-watch-logs"] },
      findings: [
        {
          resource: "log",
          path: "logDestinationType",
          found: /^The flow log goes to "kinesis-data-firehose"; accepted is "s3" or "cloud-watch-logs"\.$/,
          fix: /"s3", and logDestination to the ARN of an aws\.s3\.Bucket/,
        },
      ],
    },
    "a log group, where a stream is asked for": {
      stack: (s) => void flowLog(s, { logDestination: group(s).arn }),
      options: { destinations: ["kinesis-data-firehose"] },
      findings: [
        {
          resource: "log",
          path: "logDestinationType",
          found: /goes to "cloud-watch-logs"; accepted is "kinesis-data-firehose"/,
          fix: /the ARN of an aws\.kinesis\.FirehoseDeliveryStream/,
        },
      ],
    },
    nothing: {
      stack: (s) => void flowLog(s, { logDestination: "" }),
      findings: [
        {
          resource: "log",
          path: "logDestination",
          found: /^The flow log names nothing to write to\.$/,
          fix: /ARN of an aws\.cloudwatch\.LogGroup/,
        },
      ],
    },
    "no bucket": {
      stack: (s) => void flowLog(s, { logDestinationType: "s3" }),
      options: { destinations: ["s3"] },
      findings: [{ resource: "log", path: "logDestination", found: /names nothing/, fix: /ARN of an aws\.s3\.Bucket/ }],
    },
    "a stream without encryption": { ...toStream({}), findings: [NOT_ENCRYPTED] },
    "a stream whose encryption is off": {
      ...toStream({ serverSideEncryption: { enabled: false } }, ["kinesis-data-firehose"]),
      findings: [NOT_ENCRYPTED],
    },
  },
  undecided: {
    "a type that is not known": (s) => void flowLog(s, { logDestinationType: s.unknown }),
    "a stream whose encryption is not known": {
      stack: (s) => {
        const stream = s.resource(STREAM, "stream", { serverSideEncryption: { enabled: s.unknown } });
        flowLog(s, { logDestinationType: "kinesis-data-firehose", logDestination: stream.arn });
      },
      options: { destinations: ["kinesis-data-firehose"] },
    },
  },
  malformed: {
    "a type that is none": {
      stack: (s) => void flowLog(s, { logDestinationType: "syslog", logDestination: 7 }),
      findings: [{ resource: "log", path: "logDestinationType", found: /goes to "syslog"/ }],
    },
    "a list": (s) => void flowLog(s, { logDestinationType: ["s3"], logDestination: ["arn:aws:s3:::b"] }),
  },
});
