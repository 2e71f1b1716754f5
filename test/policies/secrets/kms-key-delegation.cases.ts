import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const KEY = "aws:kms/key:Key";

/** The account of the stack, as ARNs of its resources tell it after they are made. */
const OWN = "123456789012";
const OTHER = "210987654321";

const ROOT = {
  Sid: "Account",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${OWN}:root` },
  Action: "kms:*",
  Resource: "*",
};

const allow = (aws: unknown, action: unknown, more: object = {}): object => ({
  Sid: "Use",
  Effect: "Allow",
  Principal: { AWS: aws },
  Action: action,
  Resource: "*",
  ...more,
});

const FOR_SERVICES = { Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } };
const GRANTS = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

function keyWith(s: StackBuilder, ...statements: unknown[]): void {
  s.resource(KEY, "key", { policy: { Version: "2012-10-17", Statement: [ROOT, ...statements] } });
}

const change = {
  resource: "key",
  path: "policy.Statement[1]",
  found: /gives kms:PutKeyPolicy to account 210987654321\./,
};
const grant = { resource: "key", path: "policy.Statement[1]", found: /hand the use of the key on \(kms:CreateGrant\)/ };

export default cases("kms-key-delegation", {
  passes: {
    "AWS's default": (s) => {
      s.resource(KEY, "key");
    },
    "the account alone": (s) => {
      keyWith(s);
    },
    "the account by its number": (s) => {
      keyWith(s, allow(OWN, "kms:*"), allow(OWN, GRANTS));
    },
    "administrators as AWS's console writes them": (s) => {
      keyWith(
        s,
        allow(`arn:aws:iam::${OWN}:role/admin`, [
          "kms:Create*",
          "kms:Describe*",
          "kms:Put*",
          "kms:ScheduleKeyDeletion",
        ]),
      );
    },
    "users of the key as AWS's console writes them": (s) => {
      const role = `arn:aws:iam::${OWN}:role/app`;
      keyWith(s, allow(role, ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*"]), allow(role, GRANTS, FOR_SERVICES));
    },
    "another account that uses the key": (s) => {
      const root = `arn:aws:iam::${OTHER}:root`;
      keyWith(s, allow(root, ["kms:Decrypt", "kms:DescribeKey"]), allow(root, GRANTS, FOR_SERVICES));
    },
    "grants through a service, as the policies of AWS's own keys": (s) => {
      const condition = { StringEquals: { "kms:CallerAccount": OWN, "kms:ViaService": "rds.us-east-1.amazonaws.com" } };
      keyWith(s, allow("*", ["kms:Encrypt", "kms:Decrypt", "kms:CreateGrant"], { Condition: condition }));
    },
    "the account may grant": (s) => {
      keyWith(s, allow(`arn:aws:iam::${OWN}:root`, GRANTS));
    },
    "a service": (s) => {
      keyWith(s, allow(undefined, GRANTS, { Principal: { Service: "dynamodb.amazonaws.com" } }));
    },
    "a denial": (s) => {
      keyWith(s, allow(`arn:aws:iam::${OTHER}:root`, "kms:*", { Effect: "Deny" }));
    },
    "every action but those that hand it on": (s) => {
      const more = { Action: undefined, NotAction: ["kms:Put*", "kms:Create*"] };
      keyWith(s, allow(`arn:aws:iam::${OTHER}:root`, undefined, more));
    },
    "everyone, which is another policy's business": (s) => {
      keyWith(s, allow("*", "kms:*"));
    },
  },
  fails: {
    "another account may do everything": {
      stack: (s) => {
        keyWith(s, allow(`arn:aws:iam::${OTHER}:root`, "kms:*"));
      },
      findings: [{ ...change, fix: /Name the actions/, key: "policy.Statement[Use].Action::kms:PutKeyPolicy" }],
      inPreview: [],
    },
    "told in a preview where the provider is held to an account": {
      stack: (s) => {
        const provider = s.provider("own", { region: "us-east-1", allowedAccountIds: JSON.stringify([OWN]) });
        const policy = { Statement: [ROOT, allow(OTHER, "kms:PutKeyPolicy")] };
        s.resource(KEY, "key", { policy: JSON.stringify(policy) }, { provider });
      },
      findings: [change],
    },
    "a role of another account, by a wildcard in other letters": {
      stack: (s) => {
        keyWith(s, allow([`arn:aws:iam::${OWN}:role/app`, `arn:aws:iam::${OTHER}:role/ops`], ["KMS:put*"]));
      },
      findings: [change],
      inPreview: [],
    },
    "every action but deletion": {
      stack: (s) => {
        const more = { Action: undefined, NotAction: "kms:ScheduleKeyDeletion" };
        keyWith(s, allow(`arn:aws:iam::${OTHER}:root`, undefined, more));
      },
      findings: [change],
      inPreview: [],
    },
    "everyone of another account": {
      stack: (s) => {
        keyWith(s, allow("*", "kms:*", { Condition: { StringEquals: { "kms:CallerAccount": OTHER } } }));
      },
      findings: [{ ...change, found: /gives kms:PutKeyPolicy to whoever meets its conditions, in other accounts too/ }],
      inPreview: [],
    },
    "everyone of an organization": {
      stack: (s) => {
        keyWith(s, allow("*", "kms:*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }));
      },
      findings: [{ ...change, found: /gives kms:PutKeyPolicy to whoever meets its conditions, in other accounts too/ }],
    },
    "a role may grant to anybody": {
      stack: (s) => {
        keyWith(s, allow(`arn:aws:iam::${OWN}:role/app`, GRANTS));
      },
      findings: [{ ...grant, fix: /GrantIsForAWSResource/, key: "policy.Statement[Use].Action::kms:CreateGrant" }],
    },
    "a wildcard that covers it": {
      stack: (s) => {
        keyWith(s, allow(`arn:aws:iam::${OWN}:role/app`, ["kms:Decrypt", "kms:*Grant"]));
      },
      findings: [grant],
    },
    "another account may grant to anybody": {
      stack: (s) => {
        keyWith(s, allow(`arn:aws:iam::${OTHER}:root`, "kms:CreateGrant"));
      },
      findings: [grant],
      inPreview: [],
    },
    "a condition that says the opposite": {
      stack: (s) => {
        const condition = { Bool: { "kms:GrantIsForAWSResource": false } };
        keyWith(s, allow(`arn:aws:iam::${OWN}:role/app`, GRANTS, { Condition: condition }));
      },
      findings: [grant],
    },
    "a condition that need not match": {
      stack: (s) => {
        const condition = { BoolIfExists: { "kms:GrantIsForAWSResource": "true" } };
        keyWith(s, allow(`arn:aws:iam::${OWN}:role/app`, GRANTS, { Condition: condition }));
      },
      findings: [grant],
    },
    "a condition that holds where its key is absent": {
      stack: (s) => {
        const condition = { "ForAllValues:Bool": { "kms:GrantIsForAWSResource": "true" } };
        keyWith(s, allow(`arn:aws:iam::${OWN}:role/app`, GRANTS, { Condition: condition }));
      },
      findings: [grant],
    },
    "through any service at all": {
      stack: (s) => {
        const condition = { StringLike: { "kms:ViaService": "*" } };
        keyWith(s, allow(`arn:aws:iam::${OWN}:role/app`, GRANTS, { Condition: condition }));
      },
      findings: [grant],
    },
    "through a service, or none": {
      stack: (s) => {
        const condition = { StringEqualsIfExists: { "kms:ViaService": "rds.us-east-1.amazonaws.com" } };
        keyWith(s, allow(`arn:aws:iam::${OWN}:role/app`, GRANTS, { Condition: condition }));
      },
      findings: [grant],
    },
    "a condition on something else": {
      stack: (s) => {
        const condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
        keyWith(s, allow(`arn:aws:iam::${OWN}:role/app`, GRANTS, { Condition: condition }));
      },
      findings: [grant],
    },
    "everyone of the account may grant to anybody": {
      stack: (s) => {
        keyWith(
          s,
          allow(undefined, GRANTS, { Principal: "*", Condition: { StringEquals: { "kms:CallerAccount": OWN } } }),
        );
      },
      findings: [grant],
    },
    "a KeyPolicy": {
      stack: (s) => {
        const key = s.resource(KEY, "key");
        const document = { Statement: [ROOT, allow(`arn:aws:iam::${OWN}:role/app`, GRANTS)] };
        s.resource("aws:kms/keyPolicy:KeyPolicy", "policy", { keyId: key.id, policy: JSON.stringify(document) });
      },
      findings: [{ ...grant, resource: "policy" }],
    },
    "one statement, while another is not known yet": {
      stack: (s) => {
        s.resource(KEY, "key", { policy: { Statement: [s.unknown, allow(`arn:aws:iam::${OWN}:role/app`, GRANTS)] } });
      },
      findings: [grant],
    },
  },
  undecided: {
    "a principal that is not known yet": (s) => {
      keyWith(s, allow(s.unknown, GRANTS), allow(s.unknown, "kms:*"));
    },
    "a condition that is not known yet": (s) => {
      const condition = { Bool: { "kms:GrantIsForAWSResource": s.unknown } };
      keyWith(s, allow(`arn:aws:iam::${OWN}:role/app`, GRANTS, { Condition: condition }));
    },
    "a policy that is not known yet": (s) => {
      s.resource(KEY, "key", { policy: s.unknown });
    },
  },
  malformed: {
    "a policy that is not JSON": (s) => {
      s.resource(KEY, "key", { policy: "{{" });
    },
    "statements that are none": (s) => {
      keyWith(s, null, 7, { Effect: "Allow" }, { Effect: "Allow", Principal: 7, Action: { kms: "*" } });
    },
  },
});
