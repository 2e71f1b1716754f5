import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const KEY = "aws:kms/key:Key";
const CONTEXT = "kms:EncryptionContext:aws:logs:arn";

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" };

const logs = (more: object = {}): object => ({
  Sid: "Logs",
  Effect: "Allow",
  Principal: { Service: "logs.us-east-1.amazonaws.com" },
  Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
  Resource: "*",
  Condition: { ArnLike: { [CONTEXT]: "arn:aws:logs:us-east-1:123456789012:*" } },
  ...more,
});

function groupUnder(s: StackBuilder, ...statements: unknown[]): void {
  const key = s.resource(KEY, "key", { policy: { Version: "2012-10-17", Statement: [ROOT, ...statements] } });
  s.resource(GROUP, "group", { name: "/app/orders", kmsKeyId: key.arn });
}

const condition = (operator: string, value: unknown): object =>
  logs({ Condition: { [operator]: { [CONTEXT]: value } } });

export default cases("kms-key-log-group-scope", {
  passes: {
    "every log group of the account": (s) => {
      groupUnder(s, logs());
    },
    "one log group by its ARN": (s) => {
      groupUnder(s, condition("ArnEquals", "arn:aws:logs:us-east-1:123456789012:log-group:/app/orders"));
    },
    "text operators": (s) => {
      groupUnder(s, condition("StringLike", "arn:aws:logs:*:123456789012:log-group:/app/*"));
    },
    "a list of ARNs": (s) => {
      groupUnder(
        s,
        condition("ForAnyValue:ArnLike", [
          "arn:aws:logs:us-east-1:123456789012:*",
          "arn:aws:logs:us-east-1:210987654321:*",
        ]),
      );
    },
    "the account as a policy variable": (s) => {
      groupUnder(s, condition("ArnLike", "arn:aws:logs:us-east-1:${aws:ResourceAccount}:*"));
    },
    "a key without a statement for CloudWatch Logs, which is another policy's business": (s) => {
      groupUnder(s);
    },
    "a key that no log group uses": (s) => {
      s.resource(KEY, "key", { policy: { Statement: [ROOT, logs({ Sid: undefined, Condition: undefined })] } });
    },
    "a denial": (s) => {
      groupUnder(s, logs(), logs({ Sid: undefined, Effect: "Deny", Condition: undefined, Action: "kms:CreateGrant" }));
    },
    "a condition that CloudWatch Logs never meets, which is another policy's business": (s) => {
      groupUnder(s, logs({ Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } } }));
    },
    "a key outside": (s) => {
      s.resource(GROUP, "group", { kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/central" });
    },
  },
  fails: {
    "no condition": {
      stack: (s) => {
        groupUnder(s, logs({ Condition: undefined }));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1]",
          found: /does not say for whose log groups logs\.us-east-1\.amazonaws\.com may use the key/,
          fix: /arn:aws:logs:/,
          key: "policy.Statement[Logs].Condition::kms:EncryptionContext:aws:logs:arn",
        },
      ],
    },
    "no Sid": {
      stack: (s) => {
        groupUnder(s, logs({ Sid: undefined }));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1]",
          found: /no Sid/,
          fix: /Sid:/,
          key: "policy.Statement[1].Sid::missing",
        },
      ],
    },
    neither: {
      stack: (s) => {
        groupUnder(s, logs({ Sid: "", Condition: undefined }));
      },
      findings: [
        { resource: "key", path: "policy.Statement[1]", found: /does not say for whose log groups/ },
        { resource: "key", path: "policy.Statement[1]", found: /no Sid/ },
      ],
    },
    "any account": {
      stack: (s) => {
        groupUnder(s, condition("ArnLike", "arn:aws:logs:us-east-1:*:*"));
      },
      findings: [{ resource: "key", path: "policy.Statement[1]", found: /does not say for whose log groups/ }],
    },
    "one of two ARNs is anybody's": {
      stack: (s) => {
        groupUnder(s, condition("ArnLike", ["arn:aws:logs:us-east-1:123456789012:*", "arn:aws:logs:*"]));
      },
      findings: [{ resource: "key", path: "policy.Statement[1]", found: /does not say for whose log groups/ }],
    },
    "a condition that need not match": {
      stack: (s) => {
        groupUnder(s, condition("ArnNotLike", "arn:aws:logs:us-east-1:999999999999:*"));
      },
      findings: [{ resource: "key", path: "policy.Statement[1]", found: /does not say for whose log groups/ }],
    },
    "a condition on something else": {
      stack: (s) => {
        groupUnder(s, logs({ Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } }));
      },
      findings: [{ resource: "key", path: "policy.Statement[1]", found: /does not say for whose log groups/ }],
    },
    "one of two statements": {
      stack: (s) => {
        groupUnder(s, logs(), logs({ Sid: "More", Action: "kms:Decrypt", Condition: undefined }));
      },
      findings: [{ resource: "key", path: "policy.Statement[2]", found: /does not say for whose log groups/ }],
    },
    "once for several log groups, in a KeyPolicy": {
      stack: (s) => {
        const key = s.resource(KEY, "key");
        const document = { Statement: [ROOT, logs({ Condition: undefined })] };
        s.resource("aws:kms/keyPolicy:KeyPolicy", "policy", { keyId: key.id, policy: JSON.stringify(document) });
        s.resource(GROUP, "one", { kmsKeyId: key.arn });
        s.resource(GROUP, "two", { kmsKeyId: key.arn });
      },
      findings: [{ resource: "policy", path: "policy.Statement[1]", found: /does not say for whose log groups/ }],
    },
  },
  undecided: {
    "a condition that is not known yet": (s) => {
      groupUnder(s, condition("ArnLike", s.unknown));
    },
    "a Sid that is not known yet": (s) => {
      groupUnder(s, logs({ Sid: s.unknown }));
    },
    "a policy that is not known yet": (s) => {
      const key = s.resource(KEY, "key", { policy: s.unknown });
      s.resource(GROUP, "group", { kmsKeyId: key.arn });
    },
  },
  malformed: {
    "a policy that is not JSON": (s) => {
      const key = s.resource(KEY, "key", { policy: "{{" });
      s.resource(GROUP, "group", { kmsKeyId: key.arn });
    },
    "statements that are none": (s) => {
      groupUnder(s, null, 7, "Allow");
    },
    "a condition without a value, by which the service may do nothing": (s) => {
      groupUnder(s, condition("ArnLike", []));
    },
  },
});
