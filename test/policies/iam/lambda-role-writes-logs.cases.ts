import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, deny, json, policy, POLICY, ROLE, ROLE_POLICY, trust } from "./documents";

const FUNCTION = "aws:lambda/function:Function";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const WRITE = ["logs:CreateLogStream", "logs:PutLogEvents"];
const aws = (name: string) => `arn:aws:iam::aws:policy/service-role/${name}`;
const group = (name: string) => `arn:aws:logs:eu-west-1:123456789012:log-group:${name}:*`;
const role = (s: StackBuilder, inputs: Readonly<Record<string, unknown>> = {}) =>
  s.resource(ROLE, "exec", { assumeRolePolicy: trust("lambda.amazonaws.com"), ...inputs });

/** A function called orders whose role has one inline policy. */
function ordersWith(s: StackBuilder, document: unknown, inputs: Readonly<Record<string, unknown>> = {}) {
  const exec = role(s);
  s.resource(ROLE_POLICY, "exec-policy", { role: exec.id, policy: document });
  s.resource(FUNCTION, "orders", { name: "orders", role: exec.arn, ...inputs });
}

const NOT_LOGGING = {
  resource: "exec",
  path: "",
  found: /"orders" writes no logs: the role may not call logs:CreateLogStream and logs:PutLogEvents/,
};

export default cases("lambda-role-writes-logs", {
  passes: {
    "AWSLambdaBasicExecutionRole and those that contain it": (s) => {
      const kinds = ["Basic", "VPCAccess", "SQSQueue", "Kinesis", "DynamoDB", "MSK"];
      for (const kind of kinds) {
        const one = s.resource(ROLE, kind, { assumeRolePolicy: trust("lambda.amazonaws.com") });
        s.resource(ATTACHMENT, kind, { role: one.id, policyArn: aws(`AWSLambda${kind}ExecutionRole`) });
        s.resource(FUNCTION, kind, { role: one.arn });
      }
    },
    "attached by the role itself, and in China": (s) => {
      const exec = role(s, {
        managedPolicyArns: [aws("AWSLambdaBasicExecutionRole").replace("arn:aws:", "arn:aws-cn:")],
      });
      s.resource(FUNCTION, "orders", { role: exec.arn });
    },
    "statements on the function's own group": (s) => {
      ordersWith(s, json(allow(WRITE, group("/aws/lambda/orders"))));
    },
    "statements on the groups of all functions, in two policies": (s) => {
      const exec = role(s, {
        inlinePolicies: [{ name: "p", policy: json(allow("logs:Create*", group("/aws/lambda/*"))) }],
      });
      const own = s.resource(POLICY, "own", { policy: policy(allow("logs:PutLogEvents", group("/aws/lambda*"))) });
      s.resource(ATTACHMENT, "a", { role: exec.id, policyArn: own.arn });
      s.resource(FUNCTION, "orders", { name: "orders", role: exec.arn });
    },
    "a log group of the stack, made before the function": (s) => {
      const logs = s.resource(LOG_GROUP, "logs", { name: "/aws/lambda/orders" });
      ordersWith(s, s.json(policy(allow(WRITE, s.text`${logs.arn}:*`))));
    },
    "a log group of the function's choice": (s) => {
      const logs = s.resource(LOG_GROUP, "logs", { name: "/shop/orders" });
      ordersWith(s, s.json(policy(allow(WRITE, s.text`${logs.arn}:*`))), {
        loggingConfig: { logFormat: "JSON", logGroup: logs.id },
      });
    },
    "another prefix that the settings name": {
      stack: (s) => {
        ordersWith(s, json(allow(WRITE, group("/aws/tap/*"))));
      },
      options: { logGroups: ["/aws/tap/*"] },
    },
    "the function's own group, wherever other prefixes are": {
      stack: (s) => {
        const groups = ["/aws/lambda/orders", "/aws/lambda/us-east-1.orders", "/shop/*"];
        for (const one of groups) {
          const exec = s.resource(ROLE, `exec ${one}`, {
            assumeRolePolicy: trust("lambda.amazonaws.com"),
            inlinePolicies: [{ name: "logs", policy: json(allow(WRITE, group(one))) }],
          });
          s.resource(FUNCTION, `orders ${one}`, { name: "orders", role: exec.arn });
        }
      },
      options: { logGroups: ["/aws/tap/*", "/shop/*"] },
    },
    "the groups of one application in several teams": (s) => {
      ordersWith(s, json(allow(WRITE, group("/aws/*/orders"))), { loggingConfig: { logGroup: "/aws/shop/orders" } });
    },
    "a function at the edge": (s) => {
      ordersWith(s, json(allow(WRITE, "arn:aws:logs:*:123456789012:log-group:/aws/lambda/us-east-1.orders:*")), {
        publish: true,
      });
    },
    "what other rules report: every group, full access, everything": (s) => {
      ordersWith(s, json(allow("logs:*"), allow(WRITE, "arn:aws:logs:*:*:*")));
      const admin = s.resource(ROLE, "admin", { assumeRolePolicy: trust("lambda.amazonaws.com") });
      s.resource(ROLE_POLICY, "everything", { role: admin.id, policy: json(allow("*")) });
      s.resource(FUNCTION, "second", { role: admin.arn });
      const full = s.resource(ROLE, "full", {
        assumeRolePolicy: trust("lambda.amazonaws.com"),
        managedPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchFullAccessV2"],
      });
      s.resource(FUNCTION, "third", { role: full.arn });
    },
    "roles of another stack, and roles that were looked up": (s) => {
      s.resource(FUNCTION, "one", { role: "arn:aws:iam::123456789012:role/shared" });
      const read = s.resource(ROLE, "read", { assumeRolePolicy: trust("lambda.amazonaws.com") }, { isRead: true });
      s.resource(FUNCTION, "two", { role: read.arn });
    },
    "a policy of another stack, which may allow it": (s) => {
      const exec = role(s);
      s.resource(ATTACHMENT, "a", { role: exec.id, policyArn: "arn:aws:iam::123456789012:policy/logging" });
      s.resource(FUNCTION, "orders", { role: exec.arn });
    },
    "a function that was looked up": (s) => {
      const exec = role(s);
      s.resource(FUNCTION, "orders", { role: exec.arn }, { isRead: true });
    },
    "an exclusion, which iam-no-allow-by-exclusion reports": (s) => {
      ordersWith(s, json({ Effect: "Allow", Action: WRITE, NotResource: group("/aws/trail") }));
    },
    "looking at every group": (s) => {
      ordersWith(
        s,
        json(
          allow(WRITE, group("/aws/lambda/orders")),
          allow("logs:DescribeLogStreams", "arn:aws:logs:*:*:log-group:*"),
        ),
      );
    },
    "roles that no function has": (s) => {
      role(s);
      s.resource(ROLE_POLICY, "p", { role: "exec", policy: json(allow(WRITE, group("*"))) });
    },
    "a Deny of making groups, which the program makes itself": (s) => {
      ordersWith(s, json(allow(WRITE, group("/aws/lambda/orders")), deny("logs:CreateLogGroup")));
    },
  },
  fails: {
    "no permission at all": {
      stack: (s) => {
        const exec = role(s);
        s.resource(FUNCTION, "orders", { role: exec.arn });
      },
      findings: [{ ...NOT_LOGGING, fix: /AWSLambdaBasicExecutionRole/ }],
    },
    "two functions with one role": {
      stack: (s) => {
        const exec = role(s, { managedPolicyArns: [aws("AWSLambdaRole")] });
        s.resource(FUNCTION, "orders", { role: exec.arn });
        s.resource(FUNCTION, "bills", { role: exec.arn });
      },
      findings: [{ resource: "exec", path: "", found: /^"bills" and "orders" write no logs: .* on its log groups\.$/ }],
    },
    "a policy of AWS's for something else, and Lambda Insights alone": {
      stack: (s) => {
        const exec = role(s);
        const insights = "arn:aws:iam::aws:policy/CloudWatchLambdaInsightsExecutionRolePolicy";
        s.resource(ATTACHMENT, "a", { role: exec.id, policyArn: insights });
        s.resource(ATTACHMENT, "b", { role: exec.id, policyArn: "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess" });
        s.resource(FUNCTION, "orders", { role: exec.arn });
      },
      findings: [NOT_LOGGING],
    },
    "a managed policy of the stack for something else": {
      stack: (s) => {
        const exec = role(s);
        const own = s.resource(POLICY, "own", { policy: json(allow("s3:GetObject", "arn:aws:s3:::acme/*")) });
        s.resource(ATTACHMENT, "a", { role: exec.id, policyArn: own.arn });
        s.resource(FUNCTION, "orders", { role: exec.arn });
      },
      findings: [NOT_LOGGING],
    },
    "half of it": {
      stack: (s) => {
        ordersWith(s, json(allow(["logs:CreateLogGroup", "logs:PutLogEvents"], group("/aws/lambda/orders"))));
      },
      findings: [{ resource: "exec", path: "", found: /may not call logs:CreateLogStream on its log group\.$/ }],
    },
    "the group of something else": {
      stack: (s) => {
        ordersWith(s, json(allow(WRITE, group("/ecs/orders"))));
      },
      findings: [NOT_LOGGING],
    },
    "the default group while the function logs to another": {
      stack: (s) => {
        ordersWith(s, json(allow(WRITE, group("/shop/bills"))), { loggingConfig: { logGroup: "/shop/orders" } });
      },
      findings: [NOT_LOGGING],
    },
    "a Deny that takes it away": {
      stack: (s) => {
        const exec = role(s, { managedPolicyArns: [aws("AWSLambdaBasicExecutionRole")] });
        s.resource(ROLE_POLICY, "p", { role: exec.id, policy: json(deny("logs:Put*")) });
        s.resource(FUNCTION, "orders", { role: exec.arn });
      },
      findings: [{ resource: "exec", path: "", found: /may not call logs:PutLogEvents/ }],
    },
    "writing alone to every group": {
      stack: (s) => {
        const parts = [
          allow("logs:CreateLogStream", group("/aws/lambda/orders")),
          allow("logs:PutLogEvents", group("*")),
        ];
        ordersWith(s, json(...parts));
      },
      findings: [
        {
          resource: "exec-policy",
          path: "policy.Statement[1].Resource",
          found: /others/,
          key: `policy.Statement[1].Resource::${group("*")}`,
        },
      ],
    },
    "every log group by its type, and those of every AWS service": {
      stack: (s) => {
        const wide = [
          "arn:aws:logs:*:*:log-group:*",
          "arn:aws:logs:eu-west-1:123456789012:log-group:*:*",
          group("/aws/*"),
          group("/*"),
          group("/aws*"),
        ];
        ordersWith(s, json(...wide.map((one) => allow(["logs:Create*", "logs:Put*"], one))));
      },
      findings: [0, 1, 2, 3, 4].map((index) => ({
        resource: "exec-policy",
        path: `policy.Statement[${index}].Resource`,
        found: /lets "exec" write to the log groups of others/,
        fix: /logGroup\.arn/,
      })),
    },
  },
  undecided: {
    "unknown policies, attachments and groups": (s) => {
      const exec = role(s);
      s.resource(ATTACHMENT, "a", { role: exec.id, policyArn: s.unknown });
      s.resource(FUNCTION, "orders", { role: exec.arn });
    },
    "an unknown document": (s) => {
      ordersWith(s, s.unknown);
    },
    "an unknown resource": (s) => {
      ordersWith(s, policy(allow(WRITE, s.unknown)));
    },
    "AWS's policy attached to a role that is not known yet": (s) => {
      const exec = role(s);
      s.resource(ATTACHMENT, "a", { role: s.unknown, policyArn: aws("AWSLambdaBasicExecutionRole") });
      s.resource(FUNCTION, "orders", { role: exec.arn });
    },
    "an inline policy of a role that is not known yet": (s) => {
      const exec = role(s);
      s.resource(ROLE_POLICY, "p", { role: s.unknown, policy: json(allow(WRITE, group("/aws/lambda/orders"))) });
      s.resource(FUNCTION, "orders", { role: exec.arn });
    },
    "a list of policies that is not known yet": (s) => {
      const exec = role(s, { managedPolicyArns: s.unknown });
      s.resource(FUNCTION, "orders", { role: exec.arn });
    },
    "a function whose name is not known yet": (s) => {
      ordersWith(s, json(allow(WRITE, group("/shop/orders"))), { name: s.unknown });
    },
  },
  malformed: {
    "a document that is no JSON allows nothing": {
      stack: (s) => {
        ordersWith(s, '{"Statement": [{"Effect": "Allow"');
      },
      findings: [NOT_LOGGING],
    },
    "wrong types": {
      stack: (s) => {
        ordersWith(s, { Statement: [null, { Effect: "Allow", Action: WRITE, Resource: [null, { a: 1 }] }] });
        s.resource(FUNCTION, "other", { role: { arn: "x" } });
      },
      findings: [NOT_LOGGING],
    },
  },
});
