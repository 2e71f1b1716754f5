import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, deny, json, policy, POLICY, ROLE, ROLE_POLICY, roleWith, trust } from "./documents";

const at = (index: number) => `policy.Statement[${index}].Action`;
const tagged = { Condition: { StringEquals: { "aws:ResourceTag/team": "shop" } } };
const withMfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };

export default cases("iam-no-administrator-statements", {
  passes: {
    "named actions and resources": (s) => {
      roleWith(s, json(allow("s3:GetObject", "arn:aws:s3:::acme/*")));
    },
    "everything of one service, of one resource, and of what carries a tag: other rules": (s) => {
      roleWith(s, json(allow("s3:*"), allow("*", "arn:aws:s3:::*"), allow("*", "arn:aws:s3:::acme/*")));
      roleWith(s, json(allow("*", "*", tagged), { Effect: "Allow", NotAction: "iam:*", Resource: "*" }), "other");
    },
    "policies that are only read": (s) => {
      s.resource(POLICY, "read", { policy: json(allow("*")) }, { isRead: true });
    },
    "a Deny of everything": (s) => {
      roleWith(s, json(deny("*")));
    },
    "a service control policy, a key policy and a bucket policy": (s) => {
      s.resource("aws:organizations/policy:Policy", "full-access", { content: json(allow("*")) });
      s.resource("aws:kms/key:Key", "key", { policy: json(allow("*", "*", { Principal: { AWS: "123456789012" } })) });
      s.resource("aws:s3/bucketPolicy:BucketPolicy", "p", {
        bucket: "acme",
        policy: json(allow("*", "*", { Principal: { AWS: "arn:aws:iam::123456789012:root" } })),
      });
    },
    "a permissions boundary": (s) => {
      const boundary = s.resource(POLICY, "boundary", { policy: json(allow("*")) });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: boundary.arn });
    },
    "a session policy": (s) => {
      s.resource("aws:transfer/user:User", "u", { policy: json(allow("*")) });
    },
  },
  fails: {
    "everything on everything": {
      stack: (s) => {
        roleWith(s, json({ Sid: "Admin", ...allow("*") }));
      },
      findings: [
        {
          resource: "build-policy",
          path: at(0),
          found: /^Action "\*" on Resource "\*" is administrator access\.$/,
          fix: /Name the actions/,
          key: "policy.Statement[Admin].Action::*",
        },
      ],
    },
    "every spelling": {
      stack: (s) => {
        const actions = ["*:*", "**", "?*"];
        const resources = ["**", "arn:*", "arn:aws:*", "arn:*:*:*:*:*", "arn:aws-cn:*:*:*:*"];
        roleWith(
          s,
          policy(...actions.map((one) => allow(one)), ...resources.map((one) => allow("*", [one])), allow([["*"]])),
        );
      },
      findings: [
        ...Array.from({ length: 8 }, (_, index) => ({
          resource: "build-policy",
          path: at(index),
          found: /is administrator access/,
        })),
      ],
    },
    "among other actions and resources, under conditions that bind no resource": {
      stack: (s) => {
        const region = { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } };
        const any = { Condition: { StringLike: { "aws:ResourceTag/team": "*" } } };
        roleWith(s, json(allow(["s3:GetObject", "*"], ["arn:aws:s3:::acme/*", "*"], withMfa)));
        roleWith(s, json(allow("*", "*", region), allow("*", "*", any)), "other");
      },
      findings: [
        { resource: "build-policy", path: `${at(0)}[1]`, found: /Its condition leaves every resource reachable/ },
        { resource: "other-policy", path: at(0), found: /leaves every/ },
        { resource: "other-policy", path: at(1), found: /leaves every/ },
      ],
    },
    "in every form of identity policy": {
      stack: (s) => {
        const admin = policy(allow("*"));
        s.resource(POLICY, "m", { policy: admin });
        s.resource("aws:iam/userPolicy:UserPolicy", "u", { user: "ann", policy: JSON.stringify(admin) });
        s.resource("aws:iam/groupPolicy:GroupPolicy", "g", { group: "ops", policy: admin });
        s.resource(ROLE, "r", { assumeRolePolicy: trust(), inlinePolicies: [{ name: "p", policy: admin }] });
        s.resource("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "p", {
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
          inlinePolicy: { statement: { effect: "Allow", actions: ["*"], resources: ["*"] } },
        });
      },
      findings: [
        ...["m", "u", "g"].map((resource) => ({ resource, path: at(0), found: /administrator/ })),
        { resource: "r", path: "inlinePolicies[0].policy.Statement[0].Action", found: /administrator/ },
        { resource: "p", path: "inlinePolicy.statement.actions[0]", found: /administrator/ },
      ],
    },
    "a boundary that is attached as well": {
      stack: (s) => {
        const both = s.resource(POLICY, "both", { policy: json(allow("*")) });
        const role = s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: both.arn });
        s.resource(ATTACHMENT, "attached", { role: role.id, policyArn: both.arn });
      },
      findings: [{ resource: "both", path: at(0), found: /administrator/ }],
    },
    "beside a Deny of something else and an unknown statement": {
      stack: (s) => {
        roleWith(s, policy(allow("*"), deny("iam:*"), allow(s.unknown)));
      },
      findings: [{ resource: "build-policy", path: at(0), found: /administrator/ }],
    },
  },
  undecided: {
    "an unknown action, resource, effect, condition or document": (s) => {
      roleWith(s, policy(allow(s.unknown), allow("*", s.unknown), { ...allow("*"), Effect: s.unknown }));
      roleWith(s, policy(allow("*", "*", { Condition: s.unknown })), "other");
      s.resource(ROLE_POLICY, "third", { role: "r", policy: s.unknown });
    },
    "a managed policy while a boundary is not known": (s) => {
      s.resource(POLICY, "maybe", { policy: json(allow("*")) });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: s.unknown });
    },
  },
  malformed: {
    "no JSON, nulls and wrong types": (s) => {
      roleWith(s, '{"Statement": [{"Effect": "Allow", "Action": "*"');
      roleWith(s, { Statement: [null, 3, "x", { Effect: "Allow", Action: { a: "*" }, Resource: null }] }, "other");
    },
  },
});
