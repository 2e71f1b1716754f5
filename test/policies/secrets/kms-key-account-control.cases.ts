import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const KEY = "aws:kms/key:Key";

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" };

const LOGS = {
  Sid: "Logs",
  Effect: "Allow",
  Principal: { Service: "logs.us-east-1.amazonaws.com" },
  Action: ["kms:Encrypt*", "kms:Decrypt*"],
  Resource: "*",
};

const policy = (...statements: unknown[]): object => ({ Version: "2012-10-17", Statement: statements });

function keyWith(s: StackBuilder, ...statements: unknown[]): void {
  s.resource(KEY, "key", { policy: policy(...statements) });
}

const locked = { resource: "key", path: "policy", found: /No statement of the policy lets/, key: "control" };

export default cases("kms-key-account-control", {
  passes: {
    "AWS's default": (s) => {
      s.resource(KEY, "key");
    },
    "AWS's default, whose check has nothing to do": (s) => {
      s.resource(KEY, "key", { bypassPolicyLockoutSafetyCheck: true });
    },
    "the account's root user": (s) => {
      keyWith(s, ROOT, LOGS);
    },
    "the account by its number, as text": (s) => {
      const statement = { ...ROOT, Principal: { AWS: "123456789012" } };
      s.resource(KEY, "key", { policy: JSON.stringify(policy(statement)) });
    },
    "an administrator": (s) => {
      keyWith(s, {
        ...ROOT,
        Principal: { AWS: "arn:aws:iam::123456789012:role/admin" },
        Action: ["kms:Put*", "kms:Get*"],
      });
    },
    "a role of the program": (s) => {
      const role = s.resource("aws:iam/role:Role", "admin");
      s.resource(KEY, "key", { policy: s.json(policy({ ...ROOT, Principal: { AWS: role.arn } })) });
    },
    "everyone of the account": (s) => {
      keyWith(s, { ...ROOT, Principal: "*", Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } } });
    },
    "every action but deletion": (s) => {
      keyWith(s, { ...ROOT, Action: undefined, NotAction: ["kms:ScheduleKeyDeletion"] });
    },
    "a denial that leaves somebody": (s) => {
      const condition = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/admin" } };
      keyWith(s, ROOT, {
        Effect: "Deny",
        Principal: "*",
        Action: "kms:PutKeyPolicy",
        Resource: "*",
        Condition: condition,
      });
    },
    "a denial for one role": (s) => {
      const principal = { AWS: "arn:aws:iam::123456789012:role/app" };
      keyWith(s, ROOT, { Effect: "Deny", Principal: principal, Action: "kms:*", Resource: "*" });
    },
    "the check is left on": (s) => {
      s.resource(KEY, "key", { policy: policy(ROOT), bypassPolicyLockoutSafetyCheck: false });
    },
  },
  fails: {
    "a service alone": {
      stack: (s) => {
        keyWith(s, LOGS);
      },
      findings: [{ ...locked, fix: /:root" }, Action: "kms:\*"/ }],
    },
    "a service with every action": {
      stack: (s) => {
        keyWith(s, { ...LOGS, Action: "kms:*" });
      },
      findings: [locked],
    },
    "roles that only use the key": {
      stack: (s) => {
        keyWith(s, {
          ...ROOT,
          Principal: { AWS: "arn:aws:iam::123456789012:role/app" },
          Action: ["kms:Decrypt", "kms:Get*"],
        });
      },
      findings: [locked],
    },
    "the account but for changing the policy": {
      stack: (s) => {
        keyWith(s, { ...ROOT, Action: undefined, NotAction: "kms:Put*" });
      },
      findings: [locked],
    },
    "the account, but only through a service": {
      stack: (s) => {
        keyWith(s, { ...ROOT, Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } } });
      },
      findings: [locked],
    },
    "a denial for everyone": {
      stack: (s) => {
        keyWith(s, ROOT, { Effect: "Deny", Principal: "*", Action: ["kms:PutKeyPolicy"], Resource: "*" });
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1]",
          found: /denies kms:PutKeyPolicy to everyone/,
          fix: /^Leave kms:PutKeyPolicy out/,
          key: "control",
        },
      ],
    },
    "a statement without a resource, which has no effect": {
      stack: (s) => {
        keyWith(s, { ...ROOT, Resource: undefined });
      },
      findings: [locked],
    },
    "no statement at all": {
      stack: (s) => {
        keyWith(s);
      },
      findings: [locked],
    },
    "the check is switched off": {
      stack: (s) => {
        s.resource(KEY, "key", { policy: policy(ROOT), bypassPolicyLockoutSafetyCheck: true });
      },
      findings: [
        { resource: "key", path: "bypassPolicyLockoutSafetyCheck", found: /switched off/, fix: /Leave bypass/ },
      ],
    },
    "the check is switched off in a KeyPolicy that is not known yet": {
      stack: (s) => {
        const role = s.resource("aws:iam/role:Role", "admin");
        s.resource("aws:kms/keyPolicy:KeyPolicy", "policy", {
          keyId: s.resource(KEY, "key").id,
          policy: s.json(policy({ ...ROOT, Principal: { AWS: role.arn } })),
          bypassPolicyLockoutSafetyCheck: "true",
        });
      },
      findings: [{ resource: "policy", path: "bypassPolicyLockoutSafetyCheck", found: /switched off/ }],
    },
    "replica and imported keys": {
      stack: (s) => {
        s.resource("aws:kms/replicaKey:ReplicaKey", "replica", { primaryKeyArn: "arn", policy: policy(LOGS) });
        s.resource("aws:kms/externalKey:ExternalKey", "imported", { policy: policy(LOGS) });
      },
      findings: [
        { ...locked, resource: "replica" },
        { ...locked, resource: "imported" },
      ],
    },
  },
  undecided: {
    "a statement that is not known yet": (s) => {
      keyWith(s, LOGS, s.unknown);
    },
    "a resource that is not known yet": (s) => {
      keyWith(s, { ...ROOT, Resource: s.unknown });
    },
    "a principal that is not known yet": (s) => {
      keyWith(s, { ...ROOT, Principal: s.unknown });
    },
    "actions that are not known yet": (s) => {
      keyWith(s, { ...ROOT, Action: [s.unknown] });
    },
    "a policy that is not known yet": (s) => {
      s.resource(KEY, "key", { policy: s.unknown });
    },
    "a check that is not known yet": (s) => {
      s.resource(KEY, "key", { policy: policy(ROOT), bypassPolicyLockoutSafetyCheck: s.unknown });
    },
  },
  malformed: {
    "a policy that is not JSON": (s) => {
      s.resource(KEY, "key", { policy: "{{" });
    },
    "statements that are none": {
      stack: (s) => {
        keyWith(s, null, 7);
      },
      findings: [locked],
    },
  },
});
