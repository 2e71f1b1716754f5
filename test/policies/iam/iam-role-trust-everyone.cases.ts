import { cases } from "../../harness/cases";
import { policy, ROLE } from "./documents";
import { at, OTHER, OWN, roleTrusting, trusts, trustsOidc } from "./trust";

const narrowed = (operator: string, key: string, value: unknown) => ({ [operator]: { [key]: value } });

export default cases("iam-role-trust-everyone", {
  passes: {
    "everyone of the organisation": (s) => {
      roleTrusting(s, trusts("*", narrowed("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")));
    },
    "everyone with a named role": (s) => {
      const arn = `arn:aws:iam::${OTHER}:role/deploy-*`;
      roleTrusting(s, trusts({ AWS: "*" }, narrowed("ArnLike", "aws:PrincipalArn", arn)));
    },
    "services, accounts, roles and providers": (s) => {
      roleTrusting(
        s,
        trusts({ Service: "ec2.amazonaws.com" }),
        trusts({ AWS: [OWN, `arn:aws:iam::${OTHER}:role/ci`] }),
        trustsOidc("token.actions.githubusercontent.com"),
      );
    },
    "everyone may tag sessions, which assumes nothing": (s) => {
      roleTrusting(s, trusts("*", undefined, ["sts:TagSession", "sts:SetSourceIdentity"]));
    },
    "everyone else is denied": (s) => {
      roleTrusting(s, trusts({ Service: "ec2.amazonaws.com" }), {
        Effect: "Deny",
        Action: "sts:AssumeRole",
        Principal: "*",
        Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      });
    },
    "a role that is only read": (s) => {
      s.resource(ROLE, "role", { assumeRolePolicy: JSON.stringify(policy(trusts("*"))) }, { isRead: true });
    },
  },
  fails: {
    everyone: {
      stack: (s) => {
        roleTrusting(s, trusts("*"), trusts({ AWS: "*" }), trusts({ AWS: [OWN, "*"] }));
      },
      findings: [
        {
          resource: "role",
          path: at(0, ".Principal"),
          found: /"\*" trusts everyone, and the statement has no condition\./,
          key: "assumeRolePolicy.Statement[0].Principal::*",
        },
        { resource: "role", path: at(1, ".Principal.AWS"), found: /trusts everyone/ },
        { resource: "role", path: at(2, ".Principal.AWS[1]"), found: /trusts everyone/ },
      ],
    },
    "conditions that narrow nothing": {
      stack: (s) => {
        roleTrusting(
          s,
          trusts("*", narrowed("StringLike", "aws:PrincipalArn", "*")),
          trusts("*", narrowed("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*")),
          trusts("*", narrowed("StringEqualsIfExists", "aws:PrincipalOrgID", "o-a1b2c3d4e5")),
          trusts("*", narrowed("ForAllValues:StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")),
          trusts("*", narrowed("Bool", "aws:SecureTransport", "true")),
          trusts("*", narrowed("Bool", "aws:MultiFactorAuthPresent", "true")),
          trusts("*", narrowed("IpAddress", "aws:SourceIp", ["0.0.0.0/1", "128.0.0.0/1"])),
        );
      },
      findings: [0, 1, 2, 3, 4, 5, 6].map((index) => ({
        resource: "role",
        path: at(index, ".Principal"),
        found: /no condition of the statement narrows who that is/,
      })),
    },
    "every action, in any spelling, in object form": {
      stack: (s) => {
        s.resource(ROLE, "object", {
          assumeRolePolicy: { Statement: { Effect: "Allow", Action: "STS:assume*", Principal: { AWS: ["*"] } } },
        });
        roleTrusting(s, trusts({ Federated: "*" }, undefined, "*"), {
          Effect: "Allow",
          NotAction: "sts:TagSession",
          Principal: "*",
        });
      },
      findings: [
        { resource: "object", path: "assumeRolePolicy.Statement.Principal.AWS[0]", found: /everyone/ },
        { resource: "role", path: at(0, ".Principal.Federated"), found: /everyone/ },
        { resource: "role", path: at(1, ".Principal"), found: /everyone/ },
      ],
    },
    "everyone but some": {
      stack: (s) => {
        roleTrusting(s, { Effect: "Allow", Action: "sts:AssumeRole", NotPrincipal: { AWS: OTHER } });
      },
      findings: [{ resource: "role", path: at(0), found: /NotPrincipal trusts everyone else/ }],
    },
    "one statement is unknown, the other is not": {
      stack: (s) => {
        s.resource(ROLE, "role", { assumeRolePolicy: { Statement: [s.unknown, trusts("*")] } });
      },
      findings: [{ resource: "role", path: at(1, ".Principal"), found: /everyone/ }],
    },
  },
  undecided: {
    "an unknown policy": (s) => {
      s.resource(ROLE, "role", { assumeRolePolicy: s.unknown });
    },
    "an unknown principal, condition or effect": (s) => {
      s.resource(ROLE, "role", {
        assumeRolePolicy: policy(
          trusts({ AWS: s.unknown }),
          trusts("*", narrowed("StringEquals", "aws:PrincipalOrgID", s.unknown)),
          trusts("*", { StringEquals: s.unknown }),
          { ...trusts("*"), Effect: s.unknown },
        ),
      });
    },
  },
  malformed: {
    "no document": (s) => {
      s.resource(ROLE, "none", {});
      s.resource(ROLE, "empty", { assumeRolePolicy: "" });
      s.resource(ROLE, "broken", { assumeRolePolicy: '{"Statement": [' });
      s.resource(ROLE, "number", { assumeRolePolicy: 7 });
      s.resource(ROLE, "list", { assumeRolePolicy: [[null], 3, { Principal: null }] });
    },
    "odd principals": (s) => {
      roleTrusting(s, trusts(null), trusts([]), trusts({ AWS: { a: 1 } }), trusts({ Alien: "x" }), trusts(5));
    },
  },
});
