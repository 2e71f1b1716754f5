import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, deny, json, policy, POLICY, ROLE, ROLE_POLICY, trust } from "./documents";
import { complete, WITH_MFA } from "./mfa";

const GROUP_POLICY = "aws:iam/groupPolicy:GroupPolicy";
const ifExists = (operator = "BoolIfExists", value: unknown = "true") => ({
  Condition: { [operator]: { "aws:MultiFactorAuthPresent": value } },
});
const put = (more: Readonly<Record<string, unknown>>) => allow("s3:PutObject", "arn:aws:s3:::acme/*", more);
const path = (index: number, operator = "BoolIfExists") =>
  `policy.Statement[${index}].Condition.${operator}.aws:MultiFactorAuthPresent`;

export default cases("iam-mfa-condition-if-exists", {
  passes: {
    "Allow with Bool MFA true": (s) => {
      s.resource(GROUP_POLICY, "p", { group: "devs", policy: json(put({ Condition: WITH_MFA })) });
    },
    "a complete MFA policy": (s) => {
      s.resource(GROUP_POLICY, "p", { group: "devs", policy: json(...complete()) });
    },
    "another condition demands MFA": (s) => {
      const Condition = { ...ifExists().Condition, NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } };
      s.resource(GROUP_POLICY, "p", { group: "devs", policy: json(put({ Condition })) });
    },
    "Deny, and false": (s) => {
      const statements = [deny("s3:PutObject", "*", ifExists()), put(ifExists("BoolIfExists", "false"))];
      s.resource(GROUP_POLICY, "p", { group: "devs", policy: json(...statements) });
    },
    "policies of roles, whose sessions carry no MFA": (s) => {
      const role = s.resource(ROLE, "role", { assumeRolePolicy: trust() });
      s.resource(ROLE_POLICY, "p", { role: role.id, policy: json(put(ifExists())) });
      const managed = s.resource(POLICY, "managed", { policy: json(put(ifExists())) });
      s.resource(ATTACHMENT, "a", { role: role.id, policyArn: managed.arn });
    },
    "a bucket policy": (s) => {
      s.resource("aws:s3/bucketPolicy:BucketPolicy", "p", {
        bucket: "acme",
        policy: json({ ...put(ifExists()), Principal: { AWS: "123456789012" } }),
      });
    },
  },
  fails: {
    "Allow with BoolIfExists MFA true": {
      stack: (s) => {
        s.resource(GROUP_POLICY, "p", { group: "devs", policy: json(put(ifExists())) });
      },
      findings: [
        {
          resource: "p",
          path: path(0),
          found:
            /^BoolIfExists also allows requests that have no aws:MultiFactorAuthPresent: those with access keys\.$/,
          key: "policy.Statement[0].Condition::aws:MultiFactorAuthPresent",
        },
      ],
    },
    "managed, of a user, of a permission set; other spellings": {
      stack: (s) => {
        s.resource(POLICY, "managed", { policy: policy(put(ifExists("boolifexists", true))) });
        s.resource("aws:iam/userPolicy:UserPolicy", "user", {
          user: "ann",
          policy: json(put(ifExists("ForAllValues:Bool")), put(ifExists("ForAnyValue:BoolIfExists"))),
        });
        s.resource("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "set", {
          permissionSetArn: "arn:aws:sso:::x",
          inlinePolicy: json(put(ifExists())),
        });
      },
      findings: [
        { resource: "managed", path: path(0, "boolifexists"), found: /also allows/ },
        { resource: "user", path: path(0, "ForAllValues:Bool"), found: /^ForAllValues:Bool also allows/ },
        { resource: "user", path: path(1, "ForAnyValue:BoolIfExists"), found: /also allows/ },
        { resource: "set", path: `inlineP${path(0).slice(1)}`, found: /also allows/ },
      ],
    },
  },
  undecided: {
    "an unknown condition": (s) => {
      s.resource(GROUP_POLICY, "p", {
        group: "devs",
        policy: policy(put(ifExists("BoolIfExists", s.unknown)), put({ Condition: s.unknown })),
      });
      s.resource(GROUP_POLICY, "q", { group: "devs", policy: s.unknown });
    },
  },
  malformed: {
    "odd conditions": (s) => {
      s.resource(GROUP_POLICY, "p", {
        group: "devs",
        policy: json(
          put({ Condition: 7 }),
          put(ifExists("BoolIfExists", { a: 1 })),
          put(ifExists("BoolIfExists", null)),
        ),
      });
      s.resource(GROUP_POLICY, "broken", { group: "devs", policy: "{" });
    },
  },
});
