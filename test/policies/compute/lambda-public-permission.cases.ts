import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { allow, deny, json, type Part } from "../iam/documents";

const FUNCTION = "aws:lambda/function:Function";
const PERMISSION = "aws:lambda/permission:Permission";
const POLICY = "aws:lambda/resourcePolicy:ResourcePolicy";
const URL = "aws:lambda/functionUrl:FunctionUrl";
const INVOKE = "lambda:InvokeFunction";

const lambda = (s: StackBuilder, name = "orders") => s.resource(FUNCTION, name, { name });
const permission = (s: StackBuilder, inputs: Readonly<Record<string, unknown>>) =>
  s.resource(PERMISSION, "call", { action: INVOKE, function: "orders", ...inputs });
const document = (s: StackBuilder, ...statements: readonly Part[]) =>
  s.resource(POLICY, "policy", {
    resourceArn: "arn:aws:lambda:us-east-1:123456789012:function:orders",
    policy: json(...statements),
  });
const to = (Principal: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  allow(INVOKE, "*", { Principal, ...more });
const equals = (key: string, value: string) => ({ Condition: { StringEquals: { [key]: value } } });
const FOR_URL = { principal: "*", action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" };

const EVERYONE = {
  resource: "call",
  path: "principal",
  found: /^Everyone may call the function, and no condition narrows who that is\.$/,
};
const BUCKETS = {
  resource: "call",
  path: "principal",
  found: /^Buckets of all accounts may call the function, as nothing says whose they are\.$/,
  fix: /^Set sourceAccount to the bucket's account, and sourceArn: bucket\.arn\.$/,
};

export default cases("lambda-public-permission", {
  passes: {
    "a service with a source": (s) => {
      const rule = s.resource("aws:cloudwatch/eventRule:EventRule", "rule");
      permission(s, { principal: "events.amazonaws.com", sourceArn: rule.arn });
    },
    "a service of the account's own": (s) => void permission(s, { principal: "secretsmanager.amazonaws.com" }),
    "an account and a role": (s) => {
      permission(s, { principal: "123456789012" });
      s.resource(PERMISSION, "role", {
        action: INVOKE,
        function: "orders",
        principal: "arn:aws:iam::123456789012:role/r",
      });
    },
    "everyone of an organisation": (s) => void permission(s, { principal: "*", principalOrgId: "o-a1b2c3d4e5" }),
    "everyone by one source or account": (s) => {
      permission(s, { principal: "*", sourceArn: "arn:aws:sns:us-east-1:123456789012:alerts" });
      s.resource(PERMISSION, "account", {
        action: INVOKE,
        function: "o",
        principal: "*",
        sourceAccount: "123456789012",
      });
    },
    "buckets with a source": (s) => {
      const bucket = s.resource("aws:s3/bucket:Bucket", "uploads");
      permission(s, { principal: "s3.amazonaws.com", sourceArn: bucket.arn });
      s.resource(PERMISSION, "account", {
        action: INVOKE,
        function: "o",
        principal: "s3.amazonaws.com",
        sourceAccount: "123456789012",
      });
    },
    "what goes with a public URL of the stack": (s) => {
      const orders = lambda(s);
      s.resource(URL, "url", { functionName: orders.id, authorizationType: "NONE" });
      permission(s, { ...FOR_URL, function: orders.id });
      s.resource(PERMISSION, "invoke", {
        action: INVOKE,
        function: orders.arn,
        principal: "*",
        invokedViaFunctionUrl: true,
      });
    },
    "what goes with a public URL of a function elsewhere": (s) => {
      s.resource(URL, "url", { functionName: "shared", authorizationType: "NONE" });
      permission(s, { ...FOR_URL, function: "shared" });
    },
    "documents that name callers or narrow everyone": (s) => {
      document(
        s,
        to({ AWS: "arn:aws:iam::123456789012:root" }),
        to("*", equals("aws:PrincipalOrgID", "o-a1b2c3d4e5")),
        to({ Service: "s3.amazonaws.com" }, equals("aws:SourceAccount", "123456789012")),
        deny(INVOKE, "*", { Principal: "*" }),
        {
          Effect: "Allow",
          Action: INVOKE,
          NotPrincipal: { AWS: "1" },
          Resource: "*",
          ...equals("aws:SourceAccount", "123456789012"),
        },
      );
    },
    "a permission that was looked up": (s) => {
      s.resource(PERMISSION, "call", { action: INVOKE, function: "orders", principal: "*" }, { isRead: true });
    },
  },
  fails: {
    everyone: {
      stack: (s) => void permission(s, { principal: "*" }),
      findings: [{ ...EVERYONE, fix: /principalOrgId/, key: "Principal::everyone" }],
    },
    "everyone from any source": {
      stack: (s) => {
        permission(s, { principal: "*", sourceArn: "arn:aws:s3:::*", principalOrgId: "o-*", eventSourceToken: "t" });
      },
      findings: [EVERYONE],
    },
    "everyone who has an account, by a URL": {
      stack: (s) => {
        const orders = lambda(s);
        s.resource(URL, "url", { functionName: orders.id, authorizationType: "AWS_IAM" });
        permission(s, { ...FOR_URL, function: orders.id, functionUrlAuthType: "AWS_IAM" });
      },
      findings: [EVERYONE],
    },
    "everyone, beside the public URL": {
      stack: (s) => {
        const orders = lambda(s);
        s.resource(URL, "url", { functionName: orders.id, authorizationType: "NONE" });
        permission(s, { principal: "*", function: orders.id });
      },
      findings: [EVERYONE],
    },
    "the public URL is another function's": {
      stack: (s) => {
        s.resource(URL, "url", { functionName: lambda(s, "site").id, authorizationType: "NONE" });
        permission(s, { ...FOR_URL, function: lambda(s).id });
      },
      findings: [EVERYONE],
    },
    "the public URL is another function's, elsewhere": {
      stack: (s) => {
        s.resource(URL, "url", { functionName: "site", authorizationType: "NONE" });
        permission(s, { ...FOR_URL, function: "shared" });
      },
      findings: [EVERYONE],
    },
    "the public URL is another function's, of the stack or not": {
      stack: (s) => {
        s.resource(URL, "url", { functionName: lambda(s, "site").id, authorizationType: "NONE" });
        permission(s, { ...FOR_URL, function: "shared" });
      },
      findings: [EVERYONE],
    },
    "the public URL is of a function elsewhere": {
      stack: (s) => {
        s.resource(URL, "url", { functionName: "shared", authorizationType: "NONE" });
        permission(s, { ...FOR_URL, function: lambda(s).id });
      },
      findings: [EVERYONE],
    },
    "a public URL that is not of this stack": {
      stack: (s) => void permission(s, FOR_URL),
      findings: [EVERYONE],
    },
    "buckets of all accounts": {
      stack: (s) => void permission(s, { principal: "s3.amazonaws.com" }),
      findings: [BUCKETS],
    },
    documents: {
      stack: (s) => {
        document(s, to("*"), to({ AWS: ["123456789012", "*"] }), to({ Service: "s3.amazonaws.com" }), {
          Sid: "But",
          Effect: "Allow",
          Action: INVOKE,
          NotPrincipal: { AWS: "123456789012" },
          Resource: "*",
        });
      },
      findings: [
        { resource: "policy", path: "policy.Statement[0].Principal", found: /^Everyone/ },
        { resource: "policy", path: "policy.Statement[1].Principal.AWS[1]", found: /^Everyone/ },
        { resource: "policy", path: "policy.Statement[2].Principal.Service", found: /^Buckets/ },
        {
          resource: "policy",
          path: "policy.Statement[3]",
          found: /^Everyone/,
          key: "policy.Statement[But].Principal::everyone",
        },
      ],
    },
  },
  undecided: {
    "a principal that is not known": (s) => void permission(s, { principal: s.unknown }),
    "a source that is not known": (s) => void permission(s, { principal: "*", sourceAccount: s.unknown }),
    "a document that is not known": (s) => {
      s.resource(POLICY, "policy", { resourceArn: "orders", policy: s.unknown });
    },
    "whose URL it is, is not known": (s) => {
      s.resource(URL, "url", { functionName: s.unknown, authorizationType: "NONE" });
      permission(s, { ...FOR_URL, function: "shared" });
    },
    "whose URL it is, is not known, of a function of the stack": (s) => {
      s.resource(URL, "url", { functionName: s.unknown, authorizationType: "NONE" });
      permission(s, { ...FOR_URL, function: lambda(s).id });
    },
    "the permission's function is not known": (s) => {
      s.resource(URL, "url", { functionName: lambda(s).id, authorizationType: "NONE" });
      permission(s, { ...FOR_URL, function: s.unknown });
    },
    "what the URL asks for is not known": (s) => {
      s.resource(URL, "url", { functionName: "shared", authorizationType: s.unknown });
      permission(s, { ...FOR_URL, function: "shared" });
    },
  },
  malformed: {
    "broken JSON, null and numbers": (s) => {
      s.resource(POLICY, "policy", { resourceArn: "orders", policy: "{ broken" });
      s.resource(POLICY, "none", { resourceArn: "orders" });
      permission(s, { principal: null, function: 7, action: null });
      s.resource(PERMISSION, "second", { principal: ["*"], invokedViaFunctionUrl: "maybe" });
    },
  },
});
