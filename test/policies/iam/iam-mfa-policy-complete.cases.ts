import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, deny, json, policy, POLICY, ROLE, ROLE_POLICY, trust, type Part } from "./documents";
import { BEFORE_MFA, complete, denySome, devices, own, rest, view, WITH_MFA, WITHOUT_MFA } from "./mfa";

const GROUP_POLICY = "aws:iam/groupPolicy:GroupPolicy";
const USER_POLICY = "aws:iam/userPolicy:UserPolicy";
const PERMISSION_SET_POLICY = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";

const group = (s: StackBuilder, ...statements: readonly Part[]): void => {
  s.resource(GROUP_POLICY, "mfa", { group: "devs", policy: json(...statements) });
};

/** What AWS's examples leave to requests without MFA. */
const SHORTER = [
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
  "sts:GetSessionToken",
];

const withoutSid = (part: Part): Part => ({ ...part, Sid: undefined });

/** A finding on a group's MFA policy. */
const finding = (path: string, found: RegExp, more: { readonly fix?: RegExp; readonly key?: string } = {}) => ({
  resource: "mfa",
  path: `policy${path}`,
  found,
  ...more,
});

export default cases("iam-mfa-policy-complete", {
  passes: {
    "AWS's four statements, wherever they stand": (s) => {
      s.resource(POLICY, "managed", { policy: json(...complete()) });
      group(s, ...complete());
      s.resource(USER_POLICY, "user", { user: "ann", policy: policy(...complete()) });
      s.resource(PERMISSION_SET_POLICY, "set", {
        permissionSetArn: "arn:aws:sso:::x",
        inlinePolicy: json(...complete()),
      });
    },
    "AWS's longer example of 2020, which also lets people manage the rest of their credentials": (s) => {
      const self = "arn:aws:iam::*:user/${aws:username}";
      group(
        s,
        view(),
        allow(["iam:ChangePassword", "iam:GetUser"], self, { Sid: "AllowManageOwnPasswords" }),
        allow(["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys", "iam:UpdateAccessKey"], self, {
          Sid: "AllowManageOwnAccessKeys",
        }),
        devices("arn:aws:iam::*:mfa/${aws:username}"),
        own(),
        rest({ NotAction: SHORTER }),
      );
    },
    "fewer actions without MFA, and more statements": (s) => {
      group(
        s,
        view(["iam:GetAccountPasswordPolicy", "iam:GetAccountSummary", "iam:ListVirtualMFADevices", "iam:ListUsers"]),
        devices("arn:aws:iam::123456789012:mfa/${aws:username}*"),
        own(["arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::*:user/*/${aws:username}"]),
        rest({ NotAction: BEFORE_MFA.slice(0, 3), Resource: ["*"] }),
        denySome(["s3:DeleteBucket"]),
        allow("s3:ListAllMyBuckets"),
        allow("iam:GetUser", "arn:aws:iam::*:user/*"),
      );
    },
    "other Deny statements before it, with Sids and without": {
      stack: (s) => {
        const before = [deny("s3:DeleteBucket"), denySome("s3:DeleteObject")];
        group(s, ...before, ...complete());
        s.resource(USER_POLICY, "user", { user: "ann", policy: json(...before, ...complete().map(withoutSid)) });
      },
      options: { requireSids: false },
    },
    "everything of IAM as resource, which iam-no-wildcard-resources reports": (s) => {
      group(s, view(), devices("arn:aws:iam::*:*"), own("arn:aws:iam::*:*"), rest({ Resource: "**" }));
    },
    "a device is only taken away with MFA": (s) => {
      const actions = ["iam:EnableMFADevice", "iam:ListMFADevices", "iam:ResyncMFADevice"];
      const resource = "arn:aws:iam::*:user/${aws:username}";
      group(
        s,
        view(),
        devices(),
        allow(actions, resource, { Sid: "AllowManageOwnUserMFA" }),
        allow("iam:DeactivateMFADevice", resource, { Condition: WITH_MFA }),
        rest(),
      );
    },
    "other case, a wildcard that covers accepted actions only, JSON booleans": (s) => {
      group(
        s,
        view("iam:*"),
        devices(),
        own(),
        rest({
          NotAction: ["IAM:createvirtualmfadevice", "iam:EnableMFA*", "iam:ListMFADevices"],
          Condition: { boolifexists: { "AWS:MultiFactorAuthPresent": false } },
        }),
      );
    },
    "further actions by setting": {
      stack: (s) =>
        group(s, view(), devices(), own(), rest({ NotAction: [...BEFORE_MFA, "iam:ListUsers", "sso:Get*"] })),
      options: { furtherNotActions: ["iam:ListUsers", "sso:*"] },
    },
    "no Sids by setting": {
      stack: (s) => group(s, ...complete().map(withoutSid)),
      options: { requireSids: false },
    },
    "an Allow with Bool MFA true is no MFA policy": (s) => {
      group(s, allow("s3:PutObject", "arn:aws:s3:::acme/*", { Condition: WITH_MFA }));
    },
    "a bucket policy that asks for MFA": (s) => {
      s.resource("aws:s3/bucketPolicy:BucketPolicy", "p", {
        bucket: "acme",
        policy: json({ ...deny("s3:DeleteObject", "arn:aws:s3:::acme/*"), Principal: "*", Condition: WITHOUT_MFA }),
      });
    },
    "a trust statement with MFA, and policies of roles": (s) => {
      const role = s.resource(ROLE, "role", {
        assumeRolePolicy: json({
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { AWS: "123456789012" },
          Condition: WITH_MFA,
        }),
        inlinePolicies: [{ name: "x", policy: json(denySome("s3:DeleteObject")) }],
      });
      s.resource(ROLE_POLICY, "inline", { role: role.id, policy: json(denySome("s3:DeleteObject")) });
      const managed = s.resource(POLICY, "managed", { policy: json(denySome("s3:DeleteObject")) });
      s.resource(ATTACHMENT, "a", { role: role.id, policyArn: managed.arn });
      const many = s.resource(POLICY, "many", { policy: json(denySome("s3:DeleteObject")) });
      s.resource("aws:iam/policyAttachment:PolicyAttachment", "b", { roles: ["elsewhere"], policyArn: many.arn });
    },
    "a permissions boundary": (s) => {
      const boundary = s.resource(POLICY, "edge", { policy: json(allow("*"), denySome("iam:*")) });
      s.resource(ROLE, "role", { assumeRolePolicy: trust(), permissionsBoundary: boundary.arn });
    },
    "other policies": (s) => {
      group(s, allow("s3:GetObject", "arn:aws:s3:::acme/*"), deny("s3:DeleteBucket"));
    },
  },
  fails: {
    "Bool instead of BoolIfExists": {
      stack: (s) =>
        group(s, view(), devices(), own(), rest({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })),
      findings: [
        finding(
          ".Statement[3].Condition.Bool.aws:MultiFactorAuthPresent",
          /^Bool does not hold for requests with access keys, which do not carry aws:MultiFactorAuthPresent\.$/,
          { fix: /BoolIfExists: \{ "aws:MultiFactorAuthPresent": "false" \}/ },
        ),
      ],
    },
    "AWS's shortest example, which lacks two actions": {
      stack: (s) =>
        group(
          s,
          view("iam:ListVirtualMFADevices"),
          allow(["iam:CreateVirtualMFADevice"], "arn:aws:iam::*:mfa/*", { Sid: "AllowManageOwnVirtualMFADevice" }),
          allow(
            [
              "iam:DeactivateMFADevice",
              "iam:EnableMFADevice",
              "iam:GetUser",
              "iam:GetMFADevice",
              "iam:ListMFADevices",
              "iam:ResyncMFADevice",
            ],
            "arn:aws:iam::*:user/${aws:username}",
            { Sid: "AllowManageOwnUserMFA" },
          ),
          rest({ NotAction: SHORTER }),
        ),
      findings: [
        finding(
          "",
          /^Nothing in the policy allows iam:GetAccountPasswordPolicy on "\*", which people need to see the rules for passwords/,
          { fix: /^Complete the statement/ },
        ),
        finding(
          "",
          /allows iam:DeleteVirtualMFADevice on .*, which people need to make and replace their own device\.$/,
        ),
      ],
    },
    "another form of the condition": {
      stack: (s) => {
        const on = (operator: string, value: unknown) => ({ [operator]: { "aws:MultiFactorAuthPresent": value } });
        const forms = [
          on("BoolIfExists", ["true", "false"]),
          on("Null", "true"),
          on("StringNotEqualsIfExists", "true"),
          on("ForAllValues:Bool", "false"),
        ];
        forms.forEach((Condition, index) => {
          s.resource(GROUP_POLICY, `mfa${index}`, {
            group: "devs",
            policy: json(view(), devices(), own(), rest({ Condition })),
          });
        });
      },
      findings: [
        ["BoolIfExists", /^BoolIfExists "true", "false" is not the condition/],
        ["Null", /^Null "true" is not the condition that holds for every request without MFA\.$/],
        ["StringNotEqualsIfExists", /^StringNotEqualsIfExists "true" is not/],
        ["ForAllValues:Bool", /^ForAllValues:Bool "false" is not/],
      ].map(([operator, found], index) => ({
        resource: `mfa${index}`,
        path: `policy.Statement[3].Condition.${String(operator)}.aws:MultiFactorAuthPresent`,
        found: found as RegExp,
        fix: /Write Condition: \{ BoolIfExists/,
      })),
    },
    "Action instead of NotAction": {
      stack: (s) => group(s, view(), devices(), own(), rest({ NotAction: undefined, Action: ["s3:*", "ec2:*"] })),
      findings: [
        finding(".Statement[3].Action[0]", /denies only the actions that it lists/, {
          fix: /NotAction/,
          key: "DenyAllExceptListedIfNoMFA.Action",
        }),
      ],
    },
    "only some actions are denied without MFA, as an addition to nothing": {
      stack: (s) => group(s, allow("s3:*"), denySome("s3:DeleteObject")),
      findings: [
        finding("", /allows iam:GetAccountPasswordPolicy and iam:ListVirtualMFADevices on "\*"/, {
          key: "AllowViewAccountInfo",
        }),
        finding("", /iam:CreateVirtualMFADevice/, {
          fix: /Add the statement \{ Sid: "AllowManageOwnVirtualMFADevice"/,
        }),
        finding("", /on "arn:aws:iam::\*:user\/\$\{aws:username\}"/),
        finding(".Statement[1].Action", /denies only the actions/),
        finding(".Statement[1]", /no Sid "DenyAllExceptListedIfNoMFA"/),
      ],
    },
    "a missing statement": {
      stack: (s) => group(s, view(), own(), rest()),
      findings: [finding("", /iam:CreateVirtualMFADevice and iam:DeleteVirtualMFADevice on "arn:aws:iam::\*:mfa\/\*"/)],
    },
    "no statement denies": {
      stack: (s) => group(s, view(), devices(), own(), { ...rest(), Effect: "Allow" }),
      findings: [finding("", /No statement denies/, { fix: /Sid: "DenyAllExceptListedIfNoMFA"/ })],
    },
    "a Deny without condition on MFA": {
      stack: (s) => group(s, view(), devices(), own(), rest({ Condition: undefined })),
      findings: [
        finding(".Statement[3]", /no condition on aws:MultiFactorAuthPresent/, {
          fix: /^Write Condition: \{ BoolIfExists: .*\}\.$/,
          key: "DenyAllExceptListedIfNoMFA.Condition",
        }),
      ],
    },
    "NotAction with more than is needed": {
      stack: (s) =>
        group(
          s,
          view(),
          devices(),
          own(),
          rest({ NotAction: [...BEFORE_MFA, "s3:*", "*", "iam:List*", "iam:ListUsers"] }),
        ),
      findings: [
        finding(".Statement[3].NotAction[10]", /^NotAction "s3:\*" leaves that to requests without MFA/),
        finding(".Statement[3].NotAction[11]", /"\*"/),
        finding(".Statement[3].NotAction[12]", /"iam:List\*"/),
        finding(".Statement[3].NotAction[13]", /"iam:ListUsers"/, { fix: /furtherNotActions/ }),
      ],
    },
    "NotAction is one text": {
      stack: (s) => group(s, view(), devices(), own(), rest({ NotAction: "*" })),
      findings: [finding(".Statement[3].NotAction", /"\*"/)],
    },
    "a second condition key, or a second operator": {
      stack: (s) =>
        group(
          s,
          view(),
          devices(),
          own(),
          rest({
            Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false", "aws:ViaAWSService": "false" } },
          }),
        ),
      findings: [
        finding(".Statement[3].Condition.BoolIfExists.aws:ViaAWSService", /further condition on aws:ViaAWSService/, {
          key: "DenyAllExceptListedIfNoMFA.Condition::BoolIfExists::aws:viaawsservice",
        }),
      ],
    },
    "a narrower Resource in the Deny, or NotResource": {
      stack: (s) => {
        group(s, view(), devices(), own(), rest({ Resource: "arn:aws:s3:::*" }));
        s.resource(USER_POLICY, "user", {
          user: "ann",
          policy: json(view(), devices(), own(), rest({ Resource: undefined, NotResource: "arn:aws:s3:::acme" })),
        });
      },
      findings: [
        finding(".Statement[3].Resource", /on some resources only/, {
          fix: /^Write Resource: "\*"\.$/,
          key: "DenyAllExceptListedIfNoMFA.Resource",
        }),
        { resource: "user", path: "policy.Statement[3].NotResource", found: /on some resources only/ },
      ],
    },
    "the wrong way round": {
      stack: (s) =>
        group(
          s,
          view(),
          devices(),
          own(),
          rest({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } } }),
        ),
      findings: [finding(".Statement[3].Condition.BoolIfExists.aws:MultiFactorAuthPresent", /wrong way round/)],
    },
    "the device of everybody": {
      stack: (s) => group(s, view(), devices(), own("arn:aws:iam::*:user/*"), rest()),
      findings: [
        finding(".Statement[2].Resource", /^"arn:aws:iam::\*:user\/\*" lets people change the MFA devices of others/, {
          fix: /Resource: "arn:aws:iam::\*:user\/\$\{aws:username\}"/,
          key: "policy.Statement[AllowManageOwnUserMFA].Resource::arn:aws:iam::*:user/*",
        }),
      ],
    },
    "a device can only be set up with MFA": {
      stack: (s) => group(s, view(), devices(), own(undefined, { Condition: WITH_MFA }), rest()),
      findings: [finding("", /iam:EnableMFADevice and iam:ListMFADevices on/, { fix: /^Complete the statement/ })],
    },
    "the wrong resource": {
      stack: (s) =>
        group(s, view(), devices("arn:aws:iam::*:user/${aws:username}"), own("arn:aws:iam::*:mfa/*"), rest()),
      findings: [finding("", /iam:CreateVirtualMFADevice/), finding("", /iam:EnableMFADevice/)],
    },
    "no Sids": {
      stack: (s) => group(s, ...complete().map(withoutSid)),
      findings: [
        finding(".Statement[0]", /no Sid "AllowViewAccountInfo"/, { fix: /requireSids/ }),
        finding(".Statement[1]", /no Sid "AllowManageOwnVirtualMFADevice"/),
        finding(".Statement[2]", /no Sid "AllowManageOwnUserMFA"/),
        finding(".Statement[3]", /no Sid "DenyAllExceptListedIfNoMFA"/),
      ],
    },
    "Sids whose statements do something else": {
      stack: (s) => group(s, { ...allow("s3:GetObject"), Sid: "AllowViewAccountInfo" }, devices(), own(), rest()),
      findings: [finding("", /iam:GetAccountPasswordPolicy/)],
    },
    "a managed policy of a role and of a permission set": {
      stack: (s) => {
        const managed = s.resource(POLICY, "managed", { name: "mfa", policy: json(view(), devices(), own()) });
        const role = s.resource(ROLE, "role", { assumeRolePolicy: trust() });
        s.resource(ATTACHMENT, "a", { role: role.id, policyArn: managed.arn });
        s.resource(
          "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive",
          "b",
          {
            permissionSetArn: "arn:aws:sso:::x",
            customerManagedPolicyReferences: [{ name: "other" }, { name: "mfa" }],
          },
        );
      },
      findings: [{ resource: "managed", path: "policy", found: /No statement denies/ }],
    },
    "a managed policy of a group, in object form": {
      stack: (s) => {
        const managed = s.resource(POLICY, "managed", { policy: policy(view(), devices(), own()) });
        const role = s.resource(ROLE, "role", { assumeRolePolicy: trust() });
        s.resource(ATTACHMENT, "a", { role: role.id, policyArn: managed.arn });
        s.resource("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "b", {
          group: "devs",
          policyArn: managed.arn,
        });
      },
      findings: [{ resource: "managed", path: "policy", found: /No statement denies/ }],
    },
  },
  undecided: {
    "an unknown policy or statement": (s) => {
      s.resource(GROUP_POLICY, "one", { group: "devs", policy: s.unknown });
      s.resource(GROUP_POLICY, "two", {
        group: "devs",
        policy: policy(view(), devices(), own(), { Sid: s.unknown, Effect: s.unknown }),
      });
    },
    "a statement that is not known may be the missing one": (s) => {
      const unknown = { Effect: "Allow", Action: s.unknown, Resource: "*", Sid: "Other" };
      s.resource(GROUP_POLICY, "mfa", { group: "devs", policy: policy(view(), devices(), unknown, rest()) });
    },
    "unknown parts of the Deny": (s) => {
      const parts = [{ NotAction: [s.unknown] }, { Resource: s.unknown }, { Condition: { BoolIfExists: s.unknown } }];
      parts.forEach((part, index) => {
        s.resource(GROUP_POLICY, `mfa${index}`, {
          group: "devs",
          policy: policy(view(), devices(), own(), rest(part)),
        });
      });
    },
  },
  malformed: {
    "odd documents": (s) => {
      ["{", 7, null, [], { Statement: "x" }, { Statement: [null, 1, { Sid: 4, Condition: "x" }] }].forEach(
        (one, index) => {
          s.resource(GROUP_POLICY, `odd${index}`, { group: "devs", policy: one });
        },
      );
    },
    "odd parts": {
      stack: (s) =>
        group(
          s,
          view(),
          devices(),
          own(),
          rest({ NotAction: [null, { a: 1 }], Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": [] } } }),
        ),
      findings: [
        finding(
          ".Statement[3].Condition.BoolIfExists.aws:MultiFactorAuthPresent",
          /^BoolIfExists without a value is not/,
        ),
      ],
    },
  },
});
