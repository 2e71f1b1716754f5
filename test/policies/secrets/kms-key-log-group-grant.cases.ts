import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const KEY = "aws:kms/key:Key";
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";
const ALIAS = "aws:kms/alias:Alias";
const REPLICA = "aws:kms/replicaKey:ReplicaKey";

const ROOT = {
  Sid: "Account",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:root" },
  Action: "kms:*",
  Resource: "*",
};

const ACTIONS = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];
const CONTEXT = "kms:EncryptionContext:aws:logs:arn";

const logs = (more: object = {}): object => ({
  Sid: "Logs",
  Effect: "Allow",
  Principal: { Service: "logs.us-east-1.amazonaws.com" },
  Action: ACTIONS,
  Resource: "*",
  Condition: { ArnLike: { [CONTEXT]: "arn:aws:logs:us-east-1:123456789012:*" } },
  ...more,
});

const policy = (...statements: unknown[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [ROOT, ...statements] });

/** A log group under a key with this policy. */
function groupUnder(s: StackBuilder, keyPolicy: unknown, name = "/app/orders"): BuiltResource {
  const key = s.resource(KEY, "key", keyPolicy === undefined ? {} : { policy: keyPolicy });
  return s.resource(GROUP, "group", { name, kmsKeyId: key.arn });
}

/** The condition on the log group's ARN, in one of its forms. */
const condition = (operator: string, value: unknown): object =>
  logs({ Condition: { [operator]: { [CONTEXT]: value } } });

export default cases("kms-key-log-group-grant", {
  passes: {
    "AWS's own example": (s) => {
      groupUnder(s, policy(logs()));
    },
    "the single actions in statements of their own": (s) => {
      const actions = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "DescribeKey"];
      groupUnder(s, policy(...actions.map((one) => logs({ Action: `kms:${one}` }))));
    },
    "no condition at all, which is another policy's business": (s) => {
      groupUnder(s, policy(logs({ Condition: undefined })));
    },
    "the log group's own ARN": (s) => {
      groupUnder(s, policy(condition("ArnEquals", "arn:aws:logs:us-east-1:123456789012:log-group:/app/orders")));
    },
    "one of several ARNs, as text": (s) => {
      const arns = ["/app/users", "/app/orders"].map((name) => `arn:aws:logs:us-east-1:123456789012:log-group:${name}`);
      groupUnder(s, policy(condition("StringEquals", arns)));
    },
    "a wildcard by StringLike": (s) => {
      groupUnder(s, policy(condition("StringLike", "arn:aws:logs:us-east-1:123456789012:log-group:/app/*")));
    },
    "a star for region and account, by StringLike": (s) => {
      groupUnder(s, policy(condition("StringLike", "arn:aws:logs:*:log-group:/app/orders")));
    },
    "the account as a policy variable": (s) => {
      groupUnder(s, policy(condition("ArnLike", "arn:aws:logs:us-east-1:${aws:ResourceAccount}:*")));
    },
    "the ARN of the log group, whose output older providers end with its streams": (s) => {
      const arn = "arn:aws:logs:us-east-1:123456789012:log-group:/app/orders";
      const key = s.resource(KEY, "key", { policy: policy(condition("ArnEquals", arn)) });
      s.resource(GROUP, "group", { name: "/app/orders", kmsKeyId: key.arn }, { outputs: { arn: `${arn}:*` } });
    },
    "every log group of everybody": (s) => {
      groupUnder(s, policy(condition("ArnLike", "arn:aws:logs:*")));
    },
    "an ARN made of the account that the program looks up": (s) => {
      groupUnder(s, policy(condition("ArnLike", "arn:aws:logs:us-east-1:123456789012:log-group:/app/orders*")));
    },
    "an object in place of text": (s) => {
      groupUnder(s, { Version: "2012-10-17", Statement: [ROOT, logs()] });
    },
    "the result of a policy document": (s) => {
      const document = {
        statements: [
          {
            sid: "Logs",
            effect: "Allow",
            actions: ACTIONS,
            resources: ["*"],
            principals: [{ type: "Service", identifiers: ["logs.us-east-1.amazonaws.com"] }],
            conditions: [{ test: "ArnLike", variable: CONTEXT, values: ["arn:aws:logs:us-east-1:123456789012:*"] }],
          },
        ],
      };
      groupUnder(s, JSON.stringify(document));
    },
    "several services in one statement, any case": (s) => {
      const services = ["events.amazonaws.com", "Logs.us-east-1.AMAZONAWS.com"];
      groupUnder(s, policy(logs({ Principal: { Service: services }, Action: ["KMS:*"] })));
    },
    "a KeyPolicy in place of the inline one": (s) => {
      const key = s.resource(KEY, "key");
      s.resource(KEY_POLICY, "policy", { keyId: key.id, policy: policy(logs()) });
      s.resource(GROUP, "group", { name: "/app/orders", kmsKeyId: key.arn });
    },
    "a log group in a region of its own": (s) => {
      const key = s.resource(KEY, "key", {
        region: "eu-west-1",
        policy: policy(logs({ Principal: { Service: "logs.eu-west-1.amazonaws.com" }, Condition: undefined })),
      });
      s.resource(GROUP, "group", { name: "/app/orders", region: "eu-west-1", kmsKeyId: key.arn });
    },
    China: (s) => {
      const provider = s.provider("cn", { region: "cn-north-1" });
      const service = { Service: "logs.cn-north-1.amazonaws.com.cn" };
      const key = s.resource(
        KEY,
        "key",
        { policy: policy(logs({ Principal: service, Condition: undefined })) },
        { provider },
      );
      s.resource(GROUP, "group", { name: "/app/orders", kmsKeyId: key.arn }, { provider });
    },
    "a region that only the environment of the run tells": (s) => {
      const provider = s.provider("default_7_48_0", {});
      const key = s.resource(KEY, "key", { policy: policy(logs({ Condition: undefined })) }, { provider });
      s.resource(GROUP, "group", { name: "/app/orders", kmsKeyId: key.arn }, { provider });
    },
    "a key outside": (s) => {
      s.resource(KEY, "key");
      s.resource(GROUP, "group", { kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/central" });
    },
    "a key that is only read": (s) => {
      const key = s.resource(KEY, "key", { policy: policy() }, { isRead: true });
      s.resource(GROUP, "group", { kmsKeyId: key.arn });
    },
    "a key that no log group uses": (s) => {
      s.resource(KEY, "key", { policy: policy() });
      s.resource(GROUP, "group", {});
    },
    "a log group that is only read": (s) => {
      const key = s.resource(KEY, "key", { policy: policy() });
      s.resource(GROUP, "group", { kmsKeyId: key.arn }, { isRead: true });
    },
  },
  fails: {
    "the default policy of the key": {
      stack: (s) => {
        groupUnder(s, undefined);
      },
      findings: [
        {
          resource: "key",
          path: "policy",
          found: /default policy, which does not let logs\.us-east-1\.amazonaws\.com use kms:Encrypt\*, .*"group"/,
          fix: /Service: "logs\.us-east-1\.amazonaws\.com".*"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:/,
          key: "use:logs.us-east-1.amazonaws.com",
        },
      ],
    },
    "only the account's root user may use it": {
      stack: (s) => {
        groupUnder(s, policy());
      },
      findings: [
        {
          resource: "key",
          path: "policy",
          found: /does not let logs.*kms:ReEncrypt\*, kms:GenerateDataKey\* and kms:Describe\*/,
        },
      ],
    },
    "only the account's root user, in China": {
      stack: (s) => {
        const provider = s.provider("cn", { region: "cn-north-1" });
        const key = s.resource(KEY, "key", { policy: policy() }, { provider });
        s.resource(GROUP, "group", { kmsKeyId: key.arn }, { provider });
      },
      findings: [
        {
          resource: "key",
          path: "policy",
          found: /logs\.cn-north-1/,
          fix: /Action: \["kms:Encrypt\*".*"arn:aws-cn:logs:cn-north-1:/,
        },
      ],
    },
    "CloudWatch Logs of another region": {
      stack: (s) => {
        groupUnder(s, policy(logs({ Principal: { Service: "logs.eu-west-1.amazonaws.com" } })));
      },
      findings: [{ resource: "key", path: "policy", found: /does not let logs\.us-east-1/ }],
    },
    "CloudWatch Logs without a region": {
      stack: (s) => {
        groupUnder(s, policy(logs({ Principal: { Service: "logs.amazonaws.com" } })));
      },
      findings: [{ resource: "key", path: "policy", found: /does not let logs\.us-east-1/ }],
    },
    "actions are missing": {
      stack: (s) => {
        groupUnder(s, policy(logs({ Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*"] })));
      },
      findings: [{ resource: "key", path: "policy", found: /use kms:ReEncrypt\* and kms:Describe\*, so/ }],
    },
    "half of re-encryption": {
      stack: (s) => {
        groupUnder(s, policy(logs({ Action: ACTIONS.map((one) => one.replace("ReEncrypt*", "ReEncryptTo")) })));
      },
      findings: [{ resource: "key", path: "policy", found: /use kms:ReEncrypt\*, so/ }],
    },
    "a statement without a resource, which has no effect": {
      stack: (s) => {
        groupUnder(s, policy(logs({ Resource: undefined })));
      },
      findings: [{ resource: "key", path: "policy", found: /does not let/, fix: /Resource: "\*"/ }],
    },
    "a user's way through the service": {
      stack: (s) => {
        const through = { StringEquals: { "kms:ViaService": "logs.us-east-1.amazonaws.com" } };
        groupUnder(s, policy(logs({ Principal: { AWS: "arn:aws:iam::123456789012:root" }, Condition: through })));
      },
      findings: [{ resource: "key", path: "policy", found: /does not let/ }],
    },
    "the ARN of another log group": {
      stack: (s) => {
        groupUnder(s, policy(condition("ArnEquals", "arn:aws:logs:us-east-1:123456789012:log-group:/app/users")));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1].Condition.ArnEquals.kms:EncryptionContext:aws:logs:arn",
          found: /demands another kms:encryptioncontext:aws:logs:arn than logs\.us-east-1\.amazonaws\.com sends/,
        },
      ],
    },
    "the ARN of the log group's streams": {
      stack: (s) => {
        groupUnder(s, policy(condition("ArnLike", "arn:aws:logs:us-east-1:123456789012:log-group:/app/orders:*")));
      },
      findings: [
        {
          resource: "key",
          path: `policy.Statement[1].Condition.ArnLike.${CONTEXT}`,
          found: /demands another \S+ than/,
        },
      ],
    },
    "a star for region and account, by ArnLike, which compares part by part": {
      stack: (s) => {
        groupUnder(s, policy(condition("ArnLike", "arn:aws:logs:*:log-group:/app/orders")));
      },
      findings: [
        {
          resource: "key",
          path: `policy.Statement[1].Condition.ArnLike.${CONTEXT}`,
          found: /demands another \S+ than/,
        },
      ],
    },
    "another log group behind a star for region and account": {
      stack: (s) => {
        groupUnder(s, policy(condition("StringLike", "arn:aws:logs:*:log-group:/app/users")));
      },
      findings: [
        {
          resource: "key",
          path: `policy.Statement[1].Condition.StringLike.${CONTEXT}`,
          found: /demands another \S+ than/,
        },
      ],
      inPreview: [],
    },
    "other log groups by a star at their end": {
      stack: (s) => {
        groupUnder(s, policy(condition("StringLike", "arn:aws:logs:us-east-1:123456789012:log-group:/app/users*")));
      },
      findings: [
        {
          resource: "key",
          path: `policy.Statement[1].Condition.StringLike.${CONTEXT}`,
          found: /demands another \S+ than/,
        },
      ],
    },
    "a wildcard where only the very text counts": {
      stack: (s) => {
        groupUnder(s, policy(condition("StringEquals", "arn:aws:logs:us-east-1:123456789012:*")));
      },
      findings: [
        {
          resource: "key",
          path: `policy.Statement[1].Condition.StringEquals.${CONTEXT}`,
          found: /demands another \S+ than/,
        },
      ],
    },
    "another region in the condition": {
      stack: (s) => {
        groupUnder(s, policy(condition("ArnLike", "arn:aws:logs:eu-west-1:123456789012:*")));
      },
      findings: [
        {
          resource: "key",
          path: `policy.Statement[1].Condition.ArnLike.${CONTEXT}`,
          found: /demands another \S+ than/,
        },
      ],
    },
    "another account in the condition, which an update tells": {
      stack: (s) => {
        groupUnder(s, policy(condition("ArnLike", "arn:aws:logs:us-east-1:999999999999:*")));
      },
      findings: [
        {
          resource: "key",
          path: `policy.Statement[1].Condition.ArnLike.${CONTEXT}`,
          found: /demands another \S+ than/,
        },
      ],
      inPreview: [],
    },
    "a condition on the account of a caller": {
      stack: (s) => {
        groupUnder(s, policy(logs({ Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } } })));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1].Condition.StringEquals.kms:CallerAccount",
          found: /does not send when it uses the key/,
        },
      ],
    },
    "a condition that the context be absent": {
      stack: (s) => {
        groupUnder(s, policy(condition("Null", "true")));
      },
      findings: [
        { resource: "key", path: `policy.Statement[1].Condition.Null.${CONTEXT}`, found: /demands another \S+ than/ },
      ],
    },
    "a denial": {
      stack: (s) => {
        const deny = { Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
        groupUnder(s, policy(logs(), deny));
      },
      findings: [
        { resource: "key", path: "policy.Statement[2]", found: /denies kms:Decrypt\*/, fix: /^Name in Principal/ },
      ],
    },
    "the key behind an alias": {
      stack: (s) => {
        const key = s.resource(KEY, "key", { policy: policy() });
        const alias = s.resource(ALIAS, "alias", { name: "alias/logs", targetKeyId: key.id });
        s.resource(GROUP, "group", { kmsKeyId: alias.arn });
      },
      findings: [{ resource: "key", path: "policy", found: /logs\.us-east-1/ }],
    },
    "a replica of the key in the region of the log group": {
      stack: (s) => {
        const provider = s.provider("eu", { region: "eu-west-1" });
        const key = s.resource(KEY, "key", { multiRegion: true, policy: policy(logs()) });
        const replica = s.resource(
          REPLICA,
          "replica",
          { primaryKeyArn: key.arn, policy: policy(logs()) },
          { provider },
        );
        s.resource(GROUP, "group", { name: "/app/orders", kmsKeyId: replica.arn }, { provider });
      },
      findings: [{ resource: "replica", path: "policy", found: /logs\.eu-west-1/ }],
    },
    "an imported key": {
      stack: (s) => {
        const key = s.resource("aws:kms/externalKey:ExternalKey", "key", { policy: policy() });
        s.resource(GROUP, "group", { kmsKeyId: key.arn });
      },
      findings: [{ resource: "key", path: "policy", found: /logs\.us-east-1/ }],
    },
    "the inline policy helps, but a KeyPolicy replaces it": {
      stack: (s) => {
        const key = s.resource(KEY, "key", { policy: policy(logs()) });
        s.resource(KEY_POLICY, "policy", { keyId: key.id, policy: policy() });
        s.resource(GROUP, "group", { kmsKeyId: key.arn });
      },
      findings: [{ resource: "policy", path: "policy", found: /logs\.us-east-1/ }],
    },
    "several log groups under one key": {
      stack: (s) => {
        const key = s.resource(KEY, "key");
        ["b", "a", "c"].forEach((name) => s.resource(GROUP, name, { kmsKeyId: key.arn }));
      },
      findings: [{ resource: "key", path: "policy", found: /the log group "a"/ }],
    },
  },
  undecided: {
    "a key policy that is not known yet": (s) => {
      groupUnder(s, s.unknown);
    },
    "a statement that is not known yet": (s) => {
      groupUnder(s, { Statement: [ROOT, s.unknown] });
    },
    "a condition that is not known yet": (s) => {
      groupUnder(s, { Statement: [ROOT, condition("ArnLike", s.unknown)] });
    },
    "a name that is not known yet": (s) => {
      const key = s.resource(KEY, "key", {
        policy: policy(condition("ArnLike", "arn:aws:logs:us-east-1:123456789012:log-group:/app/*")),
      });
      s.resource(GROUP, "group", { name: s.unknown, kmsKeyId: key.arn });
    },
    "a KeyPolicy whose key is not known yet": (s) => {
      groupUnder(s, policy());
      s.resource(KEY_POLICY, "policy", { keyId: s.unknown, policy: policy() });
    },
    "a key that is not known yet": (s) => {
      s.resource(KEY, "key");
      s.resource(GROUP, "group", { kmsKeyId: s.unknown });
    },
  },
  malformed: {
    "a policy that is not JSON": (s) => {
      groupUnder(s, "{{");
    },
    "a policy without statements": {
      stack: (s) => {
        groupUnder(s, { Statement: 7 });
      },
      findings: [{ resource: "key", path: "policy", found: /does not let/ }],
    },
    "a condition that is none": {
      stack: (s) => {
        groupUnder(s, policy(logs({ Condition: { ArnLike: { [CONTEXT]: null } } })));
      },
      findings: [
        {
          resource: "key",
          path: `policy.Statement[1].Condition.ArnLike.${CONTEXT}`,
          found: /demands another \S+ than/,
        },
      ],
    },
    "an alias that leads to itself": (s) => {
      s.resource(ALIAS, "alias", { name: "alias/a", targetKeyId: "alias/a" });
      s.resource(GROUP, "group", { kmsKeyId: "alias/a" });
    },
  },
});
