import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { json, ROLE, type Part } from "./documents";
import { at, OTHER, OWN, roleTrusting, trusts } from "./trust";

const ROOT = { AWS: `arn:aws:iam::${OTHER}:root` };
const mfa = (operator: string, value: unknown = "true") => ({ [operator]: { "aws:MultiFactorAuthPresent": value } });
const age = (operator: string, value: unknown) => ({ [operator]: { "aws:MultiFactorAuthAge": value } });
const text = (key: string, value: unknown, operator = "StringEquals") => ({ [operator]: { [key]: value } });

/** A role of a provider that is held to the own account, so that it is known before anything is created. */
function role(s: StackBuilder, ...statements: readonly Part[]): void {
  const provider = s.provider("own", { region: "us-east-1", allowedAccountIds: `["${OWN}"]` });
  s.resource(ROLE, "role", { assumeRolePolicy: json(...statements) }, { provider });
}

export default cases("iam-role-trust-other-accounts", {
  passes: {
    "the own account and its users": (s) => {
      role(s, trusts({ AWS: [OWN, `arn:aws:iam::${OWN}:root`, `arn:aws:iam::${OWN}:user/ann`] }));
    },
    "a named role or session of the CI account": (s) => {
      role(
        s,
        trusts({ AWS: `arn:aws:iam::${OTHER}:role/ci/deploy` }),
        trusts({ AWS: `arn:aws:sts::${OTHER}:assumed-role/deploy/build` }),
      );
    },
    MFA: (s) => {
      role(
        s,
        trusts(ROOT, mfa("Bool")),
        trusts(ROOT, mfa("Bool", true)),
        trusts(ROOT, age("NumericLessThan", "3600")),
        trusts(ROOT, age("NumericLessThanEquals", "3600")),
        trusts(ROOT, age("Null", "false")),
        trusts(ROOT, { ...mfa("Bool"), ...text("aws:RequestedRegion", "eu-west-1") }),
        trusts({ AWS: `arn:aws:iam::${OTHER}:user/ann` }, mfa("Bool")),
      );
    },
    "an external id or an organisation id": (s) => {
      role(
        s,
        trusts(ROOT, text("sts:ExternalId", "7f3c")),
        trusts(ROOT, text("aws:PrincipalOrgID", "o-a1b2c3d4e5")),
        trusts(ROOT, text("aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*", "ForAnyValue:StringLike")),
      );
    },
    "an account held to named roles": (s) => {
      const sso = `arn:aws:iam::${OTHER}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*`;
      role(
        s,
        trusts(ROOT, text("aws:PrincipalArn", [`arn:aws:iam::${OTHER}:role/deploy`, sso], "ArnLike")),
        trusts(ROOT, text("aws:userid", "AROAEXAMPLEEXAMPLE123:*", "StringLike")),
      );
    },
    "services, and everyone, who has a policy of its own": (s) => {
      role(s, trusts({ Service: "ec2.amazonaws.com" }), trusts("*"));
      roleTrusting(s, trusts("*", text("aws:PrincipalAccount", OTHER, "StringNotEquals")));
    },
    "two statements, the service without and the users with MFA": (s) => {
      role(s, trusts({ Service: "ec2.amazonaws.com" }), trusts(ROOT, mfa("Bool")));
    },
    "another account may only tag sessions": (s) => {
      role(s, trusts(ROOT, undefined, "sts:TagSession"));
    },
    "nothing tells the own account": (s) => {
      s.resource(ROLE, "role", { assumeRolePolicy: json(trusts(ROOT)) }, { outputs: { arn: "role" } });
    },
    "a provider whose resources show two accounts": (s) => {
      roleTrusting(s, trusts(ROOT));
      s.resource("aws:sns/topic:Topic", "t", {}, { outputs: { arn: `arn:aws:sns:us-east-1:${OTHER}:t` } });
    },
    "the account whose role the provider assumes": (s) => {
      const provider = s.provider("target", { assumeRoles: `[{"roleArn":"arn:aws:iam::${OTHER}:role/deploy"}]` });
      s.resource(ROLE, "role", { assumeRolePolicy: json(trusts(ROOT)) }, { provider });
    },
  },
  fails: {
    "root of another account without condition": {
      stack: (s) => {
        role(s, trusts(ROOT), trusts({ AWS: OTHER }), trusts({ AWS: [OWN, `arn:aws-us-gov:iam::${OTHER}:root`] }));
      },
      findings: [
        {
          resource: "role",
          path: at(0, ".Principal.AWS"),
          found:
            /^Every identity of account 210987654321 may assume the role without MFA, external id or organisation id\.$/,
        },
        { resource: "role", path: at(1, ".Principal.AWS"), found: /account 210987654321/ },
        { resource: "role", path: at(2, ".Principal.AWS[1]"), found: /account 210987654321/ },
      ],
    },
    "a user of another account": {
      stack: (s) => {
        role(s, trusts({ AWS: `arn:aws:iam::${OTHER}:user/vendor/ann` }));
      },
      findings: [
        {
          resource: "role",
          path: at(0, ".Principal.AWS"),
          found: /user\/vendor\/ann" of another account/,
          key: `assumeRolePolicy.Statement[0].Principal::arn:aws:iam::${OTHER}:user/vendor/ann`,
        },
      ],
    },
    "conditions that do not prove it": {
      stack: (s) => {
        role(
          s,
          trusts(ROOT, mfa("BoolIfExists")),
          trusts(ROOT, mfa("ForAllValues:Bool")),
          trusts(ROOT, mfa("Bool", "false")),
          trusts(ROOT, mfa("Bool", ["true", "false"])),
          trusts(ROOT, age("NumericLessThanIfExists", "3600")),
          trusts(ROOT, age("NumericGreaterThan", "1")),
          trusts(ROOT, text("sts:ExternalId", "*", "StringLike")),
          trusts(ROOT, text("aws:PrincipalOrgID", "o-*", "StringLike")),
          trusts(ROOT, text("aws:PrincipalArn", `arn:aws:iam::${OTHER}:role/*`, "ArnLike")),
          trusts(ROOT, text("aws:PrincipalArn", `arn:aws:iam::${OTHER}:user/ann`, "ArnLike")),
          trusts(ROOT, { Null: { "aws:MultiFactorAuthPresent": "false" } }),
          trusts(ROOT, age("Null", "true")),
          trusts(ROOT, age("Null", ["true", "false"])),
          trusts(ROOT, text("s3:max-keys", "10", "NumericLessThan")),
          trusts(ROOT, text("aws:PrincipalArn", `arn:aws:iam::${OTHER}:role/deploy`, "ArnNotLike")),
          trusts(ROOT, text("aws:PrincipalArn", [`arn:aws:iam::${OTHER}:role/a`, `arn:aws:iam::${OTHER}:user/b`])),
          trusts(ROOT, text("aws:PrincipalArn", [])),
          trusts(ROOT, text("aws:SourceArn", `arn:aws:iam::${OTHER}:role/deploy`, "ArnLike")),
          trusts(ROOT, text("aws:userid", ["AROAEXAMPLEEXAMPLE123:*", "AIDAEXAMPLEEXAMPLE123"], "StringLike")),
          trusts(ROOT, text("aws:username", "AROAEXAMPLEEXAMPLE123", "StringLike")),
        );
      },
      findings: Array.from({ length: 20 }, (_, index) => ({
        resource: "role",
        path: at(index, ".Principal.AWS"),
        found: /without MFA/,
      })),
    },
    "everyone of another account": {
      stack: (s) => {
        role(s, trusts("*", text("aws:PrincipalAccount", [OWN, OTHER])));
      },
      findings: [
        {
          resource: "role",
          path: at(0, ".Condition.StringEquals.aws:PrincipalAccount[1]"),
          found: /^Every identity of account 210987654321/,
        },
      ],
    },
    "the own account is known from the ARN of another resource": {
      stack: (s) => {
        roleTrusting(s, trusts(ROOT));
        s.resource("aws:sns/topic:Topic", "t");
      },
      findings: [{ resource: "role", path: at(0, ".Principal.AWS"), found: /without MFA/ }],
      inPreview: [],
    },
    "the own account is known from the role that the provider assumes": {
      stack: (s) => {
        const provider = s.provider("target", { assumeRole: { roleArn: `arn:aws:iam::${OWN}:role/deploy` } });
        s.resource(ROLE, "role", { assumeRolePolicy: json(trusts(ROOT)) }, { provider });
      },
      findings: [{ resource: "role", path: at(0, ".Principal.AWS"), found: /without MFA/ }],
    },
  },
  undecided: {
    "an unknown policy or principal": (s) => {
      const provider = s.provider("own", { allowedAccountIds: `["${OWN}"]` });
      s.resource(ROLE, "one", { assumeRolePolicy: s.unknown }, { provider });
      s.resource(ROLE, "two", { assumeRolePolicy: { Statement: trusts({ AWS: s.unknown }) } }, { provider });
    },
    "an unknown condition": (s) => {
      const provider = s.provider("own", { allowedAccountIds: `["${OWN}"]` });
      const Statement = [
        trusts(ROOT, { StringEquals: s.unknown }),
        trusts(ROOT, text("sts:ExternalId", s.unknown)),
        trusts(ROOT, { Bool: s.unknown }),
      ];
      s.resource(ROLE, "role", { assumeRolePolicy: { Statement } }, { provider });
    },
    "an unknown account": (s) => {
      const provider = s.provider("own", { allowedAccountIds: s.unknown });
      s.resource(ROLE, "role", { assumeRolePolicy: json(trusts(ROOT)) }, { provider });
    },
  },
  malformed: {
    "odd documents and providers": {
      stack: (s) => {
        const provider = s.provider("odd", { allowedAccountIds: "[7", assumeRoles: '"x"', assumeRole: [null] });
        s.resource(ROLE, "odd", { assumeRolePolicy: json(trusts(ROOT)) }, { provider });
        s.resource(ROLE, "broken", { assumeRolePolicy: "{" });
        roleTrusting(s, trusts({ AWS: ["12", "arn:aws:iam::x:root", "AIDAEXAMPLE", 3, null] }));
      },
      findings: [{ resource: "odd", path: at(0, ".Principal.AWS"), found: /without MFA/ }],
      inPreview: [],
    },
  },
});
