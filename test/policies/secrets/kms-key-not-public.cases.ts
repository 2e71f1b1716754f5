import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const KEY = "aws:kms/key:Key";

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" };

const everyone = (more: object = {}): object => ({
  Sid: "Use",
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  Resource: "*",
  ...more,
});

const when = (condition: object): object => everyone({ Condition: condition });

function keyWith(s: StackBuilder, ...statements: unknown[]): void {
  s.resource(KEY, "key", { policy: JSON.stringify({ Version: "2012-10-17", Statement: [ROOT, ...statements] }) });
}

const finding = { resource: "key", path: "policy.Statement[1]", found: /lets everyone use the key/ };

export default cases("kms-key-not-public", {
  passes: {
    "AWS's default": (s) => {
      s.resource(KEY, "key");
    },
    "the account alone": (s) => {
      keyWith(s);
    },
    "everyone of one account, as the policies of AWS's own keys": (s) => {
      keyWith(
        s,
        when({
          StringEquals: { "kms:CallerAccount": "123456789012", "kms:ViaService": "sns.us-east-1.amazonaws.com" },
        }),
      );
    },
    "everyone of one organization": (s) => {
      keyWith(s, when({ StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }));
    },
    "another account by name": (s) => {
      keyWith(s, everyone({ Principal: { AWS: "arn:aws:iam::210987654321:root" } }));
    },
    "a service": (s) => {
      keyWith(s, everyone({ Principal: { Service: "logs.us-east-1.amazonaws.com" } }));
    },
    "a denial for everyone": (s) => {
      keyWith(s, everyone({ Effect: "Deny" }));
    },
    "the public half of a key pair": (s) => {
      keyWith(s, everyone({ Action: ["kms:GetPublicKey", "kms:DescribeKey", "kms:ListKeyPolicies"] }));
    },
    "actions of another service, which mean nothing here": (s) => {
      keyWith(s, everyone({ Action: "s3:PutObject" }));
    },
    "a KeyPolicy on a key outside": (s) => {
      s.resource("aws:kms/keyPolicy:KeyPolicy", "policy", { keyId: "central", policy: { Statement: [ROOT] } });
    },
    "a key that is only read": (s) => {
      s.resource(KEY, "key", { policy: { Statement: [everyone()] } }, { isRead: true });
    },
  },
  fails: {
    everyone: {
      stack: (s) => {
        keyWith(s, everyone());
      },
      findings: [
        { ...finding, found: /use the key\.$/, fix: /kms:CallerAccount/, key: "policy.Statement[Use].Principal::*" },
      ],
    },
    "everyone as a bare star, every action": {
      stack: (s) => {
        keyWith(s, everyone({ Principal: "*", Action: "*" }));
      },
      findings: [finding],
    },
    "everyone among others": {
      stack: (s) => {
        keyWith(s, everyone({ Principal: { AWS: ["arn:aws:iam::123456789012:role/app", "*"] } }));
      },
      findings: [finding],
    },
    "through a service alone": {
      stack: (s) => {
        keyWith(s, when({ StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }));
      },
      findings: [{ ...finding, found: /none of its conditions narrows who/ }],
    },
    "any account by a wildcard": {
      stack: (s) => {
        keyWith(s, when({ StringLike: { "kms:CallerAccount": "*" } }));
      },
      findings: [finding],
    },
    "a condition that need not match": {
      stack: (s) => {
        keyWith(s, when({ StringEqualsIfExists: { "kms:CallerAccount": "123456789012" } }));
      },
      findings: [finding],
    },
    "everyone but one account": {
      stack: (s) => {
        keyWith(s, when({ StringNotEquals: { "kms:CallerAccount": "999999999999" } }));
      },
      findings: [finding],
    },
    "everyone but those named": {
      stack: (s) => {
        keyWith(s, everyone({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::999999999999:root" } }));
      },
      findings: [{ ...finding, found: /everyone but those in NotPrincipal/ }],
    },
    "every action but some": {
      stack: (s) => {
        keyWith(s, everyone({ Action: undefined, NotAction: "kms:ScheduleKeyDeletion" }));
      },
      findings: [finding],
    },
    "a grant is a way to use it": {
      stack: (s) => {
        keyWith(s, everyone({ Action: "KMS:Create*" }));
      },
      findings: [finding],
    },
    "signatures that anybody may make": {
      stack: (s) => {
        keyWith(s, everyone({ Action: "kms:Sign" }));
      },
      findings: [finding],
    },
    "a KeyPolicy on a key outside": {
      stack: (s) => {
        s.resource("aws:kms/keyPolicy:KeyPolicy", "policy", { keyId: "central", policy: { Statement: everyone() } });
      },
      findings: [{ resource: "policy", path: "policy.Statement", found: /everyone/ }],
    },
    "replica and imported keys": {
      stack: (s) => {
        const policy = { Statement: [ROOT, everyone()] };
        s.resource("aws:kms/replicaKey:ReplicaKey", "replica", { primaryKeyArn: "arn", policy });
        s.resource("aws:kms/externalKey:ExternalKey", "imported", { policy });
        s.resource("aws:kms/replicaExternalKey:ReplicaExternalKey", "copy", { primaryKeyArn: "arn", policy });
      },
      findings: ["replica", "imported", "copy"].map((resource) => ({ ...finding, resource })),
    },
    "the result of a policy document": {
      stack: (s) => {
        const statement = { effect: "Allow", actions: ["kms:*"], principals: [{ type: "*", identifiers: ["*"] }] };
        s.resource(KEY, "key", { policy: JSON.stringify({ statements: [statement] }) });
      },
      findings: [{ resource: "key", path: "policy.statements[0]", found: /everyone/ }],
    },
    "one statement, while another is not known yet": {
      stack: (s) => {
        s.resource(KEY, "key", { policy: { Statement: [s.unknown, everyone()] } });
      },
      findings: [finding],
    },
  },
  undecided: {
    "a condition that is not known yet": (s) => {
      s.resource(KEY, "key", { policy: { Statement: [when({ StringEquals: { "kms:CallerAccount": s.unknown } })] } });
    },
    "a principal that is not known yet": (s) => {
      s.resource(KEY, "key", { policy: { Statement: [everyone({ Principal: { AWS: s.unknown } })] } });
    },
    "a policy that is not known yet": (s) => {
      s.resource(KEY, "key", { policy: s.unknown });
    },
  },
  malformed: {
    "a policy that is not JSON": (s) => {
      s.resource(KEY, "key", { policy: '{"Statement": [' });
    },
    "statements that are none": (s) => {
      keyWith(s, null, 7, "Allow", []);
    },
    "ten thousand statements": {
      stack: (s) => {
        keyWith(s, everyone(), ...Array.from({ length: 10_000 }, () => ROOT));
      },
      findings: [finding],
    },
  },
});
