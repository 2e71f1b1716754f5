import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, deny, json, policy, POLICY, ROLE, ROLE_POLICY, trust } from "../iam/documents";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const SAMPLE = [
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
];
const WRITE = ["logs:CreateLogStream", "logs:PutLogEvents"];
const arn = (name: string) => `arn:aws:logs:us-east-1:123456789012:log-group:${name}`;

const role = (s: StackBuilder, inputs: Readonly<Record<string, unknown>> = {}) =>
  s.resource(ROLE, "flow", { assumeRolePolicy: trust("vpc-flow-logs.amazonaws.com"), ...inputs });
const group = (s: StackBuilder, name = "/vpc/flow") => s.resource(GROUP, name, { name });

/** A flow log to the group /vpc/flow, whose role has this document. */
function flowLog(s: StackBuilder, document: unknown, inputs: Readonly<Record<string, unknown>> = {}) {
  const flow = role(s);
  s.resource(ROLE_POLICY, "deliver", { role: flow.id, policy: document });
  s.resource(FLOW_LOG, "log", { vpcId: "vpc-1", logDestination: arn("/vpc/flow"), iamRoleArn: flow.arn, ...inputs });
}

export default cases("vpc-flow-log-role", {
  passes: {
    "its own group, by reference": (s) => {
      const logs: BuiltResource = group(s);
      flowLog(s, s.json(policy(allow(WRITE, s.text`${logs.arn}:*`))), { logDestination: logs.arn });
    },
    "its own group, with and without streams, and all streams of it": (s) => {
      flowLog(s, json(allow(SAMPLE, [arn("/vpc/flow"), `${arn("/vpc/flow")}:*`, `${arn("/vpc/flow")}:log-stream:*`])));
    },
    "its own group in any region and account, and under a prefix": (s) => {
      flowLog(s, json(allow(WRITE, ["arn:aws:logs:*:*:log-group:/vpc/flow:*", arn("/vpc/*")])));
    },
    "a group that the flow log names with its streams, or by name": (s) => {
      flowLog(s, json(allow(WRITE, `${arn("/vpc/flow")}:*`)), { logDestination: `${arn("/vpc/flow")}:*` });
      s.resource(FLOW_LOG, "old", { vpcId: "vpc-2", logGroupName: "old", iamRoleArn: "flow" });
    },
    "the groups of two flow logs with one role": (s) => {
      flowLog(s, json(allow(WRITE, [arn("/vpc/flow"), arn("second")])));
      s.resource(FLOW_LOG, "second", { vpcId: "vpc-2", logGroupName: "second", iamRoleArn: s.built[0]?.arn });
    },
    "looking at all groups": (s) => {
      flowLog(s, json(allow(WRITE, arn("/vpc/flow")), allow(["logs:DescribeLogGroups", "s3:ListBucket"], "*")));
    },
    "a Deny": (s) => flowLog(s, json(allow(WRITE, arn("/vpc/flow")), deny(SAMPLE, "*"))),
    "what the policies about wildcards report": (s) => {
      flowLog(
        s,
        json(
          allow("logs:*", "*"),
          allow([...SAMPLE, "s3:PutObject"], "*"),
          { Effect: "Allow", Action: WRITE, NotResource: arn("x") },
          { Effect: "Allow", NotAction: "iam:*", Resource: arn("x") },
        ),
      );
    },
    "AWS's sample, which another role has too": (s) => {
      const shared = s.resource(POLICY, "shared", { policy: policy(allow(SAMPLE, "*")) });
      const other = s.resource(ROLE, "other", { assumeRolePolicy: trust("lambda.amazonaws.com") });
      const flow = role(s);
      s.resource(ATTACHMENT, "one", { role: flow.id, policyArn: shared.arn });
      s.resource(ATTACHMENT, "two", { role: other.id, policyArn: shared.arn });
      s.resource(FLOW_LOG, "log", { vpcId: "vpc-1", logDestination: arn("/vpc/flow"), iamRoleArn: flow.arn });
    },
    "roles of another stack, and roles that were looked up": (s) => {
      s.resource(FLOW_LOG, "one", { vpcId: "vpc-1", iamRoleArn: "arn:aws:iam::123456789012:role/flow" });
      const read = s.resource(
        ROLE,
        "read",
        { inlinePolicies: [{ name: "p", policy: json(allow(WRITE, arn("other"))) }] },
        { isRead: true },
      );
      s.resource(FLOW_LOG, "two", { vpcId: "vpc-1", logDestination: arn("/vpc/flow"), iamRoleArn: read.arn });
    },
    "the role of a flow log to Firehose": (s) => {
      flowLog(s, json(allow("firehose:PutRecord", "arn:aws:firehose:us-east-1:123456789012:deliverystream/flow")), {
        logDestinationType: "kinesis-data-firehose",
        logDestination: "arn:aws:firehose:us-east-1:123456789012:deliverystream/flow",
      });
    },
    "roles that no flow log has": (s) => {
      const flow = role(s);
      s.resource(ROLE_POLICY, "deliver", { role: flow.id, policy: json(allow(SAMPLE, "*")) });
    },
  },
  fails: {
    "AWS's sample": {
      stack: (s) => flowLog(s, json(allow(SAMPLE, "*"))),
      findings: [
        {
          resource: "deliver",
          path: "policy.Statement[0].Resource",
          found: /^Resource "\*" lets "flow" use "logs:CreateLogGroup" beyond the log group of its flow log\.$/,
          fix: /\$\{logGroup\.arn\}:\*/,
          key: "policy.Statement[0].Resource::*",
        },
      ],
    },
    "AWS's sample on every log group there is, inline": {
      stack: (s) => {
        const flow = role(s, { inlinePolicies: [{ name: "p", policy: json(allow(WRITE, "arn:aws:logs:*:*:*")) }] });
        s.resource(FLOW_LOG, "log", { vpcId: "vpc-1", logGroupName: "/vpc/flow", iamRoleArn: flow.arn });
      },
      findings: [
        { resource: "flow", path: "inlinePolicies[0].policy.Statement[0].Resource", found: /"arn:aws:logs:\*:\*:\*"/ },
      ],
    },
    "AWS's sample in a managed policy that only roles of flow logs have": {
      stack: (s) => {
        const own = s.resource(POLICY, "own", { policy: policy(allow(SAMPLE, "*")) });
        const flow = role(s);
        s.resource(ATTACHMENT, "a", { role: flow.id, policyArn: own.arn });
        s.resource(FLOW_LOG, "log", { vpcId: "vpc-1", logDestination: arn("/vpc/flow"), iamRoleArn: flow.arn });
      },
      findings: [{ resource: "own", path: "policy.Statement[0].Resource", found: /Resource "\*"/ }],
    },
    "all log groups of a region": {
      stack: (s) => flowLog(s, json(allow(WRITE, arn("*")))),
      findings: [
        {
          resource: "deliver",
          path: "policy.Statement[0].Resource",
          found: /log-group:\*" lets "flow" use "logs:CreateLogStream"/,
        },
      ],
    },
    "the group of somebody else beside its own": {
      stack: (s) => flowLog(s, json(allow(WRITE, [arn("/vpc/flow"), arn("/aws/cloudtrail")]))),
      findings: [
        { resource: "deliver", path: "policy.Statement[0].Resource[1]", found: /log-group:\/aws\/cloudtrail" lets/ },
      ],
    },
    "AWS's sample, with a flow log of aws-native": {
      stack: (s) => {
        const flow = role(s);
        s.resource(ROLE_POLICY, "deliver", { role: flow.id, policy: json(allow(SAMPLE, "*")) });
        s.resource("aws-native:ec2:FlowLog", "log", {
          resourceId: "vpc-1",
          resourceType: "VPC",
          logDestination: arn("/vpc/flow"),
          deliverLogsPermissionArn: flow.arn,
        });
      },
      findings: [{ resource: "deliver", path: "policy.Statement[0].Resource", found: /^Resource "\*"/ }],
    },
    "a bucket": {
      stack: (s) =>
        flowLog(s, json(allow(WRITE, arn("/vpc/flow")), allow(["s3:List*", "s3:Put*"], "arn:aws:s3:::data/*"))),
      findings: [
        {
          resource: "deliver",
          path: "policy.Statement[1].Resource",
          found: /"arn:aws:s3:::data\/\*" lets "flow" use "s3:Put\*"/,
        },
      ],
    },
  },
  undecided: {
    "resources that are not known": (s) => {
      flowLog(s, { Version: "2012-10-17", Statement: [allow(WRITE, s.unknown)] });
    },
    "a document that is not known": (s) => flowLog(s, s.unknown),
    "a group that is not known": (s) => flowLog(s, json(allow(WRITE, arn("other"))), { logDestination: s.unknown }),
    "a destination type that is not known": (s) =>
      flowLog(s, json(allow(WRITE, arn("other"))), { logDestinationType: s.unknown }),
  },
  malformed: {
    "broken JSON, null and numbers": (s) => {
      flowLog(s, "{ not JSON");
      s.resource(FLOW_LOG, "second", { vpcId: 3, iamRoleArn: null, logDestination: 7 });
    },
    "a statement without actions": (s) => flowLog(s, json({ Effect: "Allow", Resource: "*" })),
  },
});
