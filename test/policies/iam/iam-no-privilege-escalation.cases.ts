import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, deny, json, policy, POLICY, ROLE, ROLE_POLICY, roleWith, trust } from "./documents";

const at = (index: number) => `policy.Statement[${index}].Action`;
const OWN_ROLE = "arn:aws:iam::123456789012:role/build";
const passTo = (service: string) =>
  allow("iam:PassRole", "*", { Condition: { StringEquals: { "iam:PassedToService": service } } });

export default cases("iam-no-privilege-escalation", {
  passes: {
    "managing other roles under a prefix": (s) => {
      roleWith(s, json(allow(["iam:PutRolePolicy", "iam:AttachRolePolicy"], "arn:aws:iam::123456789012:role/app-*")));
    },
    "deploying with a named role": (s) => {
      roleWith(
        s,
        json(
          allow("iam:PassRole", "arn:aws:iam::123456789012:role/task"),
          allow(["lambda:CreateFunction", "lambda:InvokeFunction", "ecs:RegisterTaskDefinition", "ecs:RunTask"]),
        ),
      );
    },
    "passing any role to one service and creating with another": (s) => {
      roleWith(s, json(passTo("ecs-tasks.amazonaws.com"), allow(["lambda:CreateFunction", "lambda:InvokeFunction"])));
    },
    "starting what exists": (s) => {
      roleWith(s, json(allow(["codebuild:StartBuild", "lambda:UpdateFunctionCode", "cloudformation:UpdateStack"])));
    },
    "what others report: everything, whole IAM, any role to any service": (s) => {
      roleWith(s, json(allow("*"), allow("iam:*"), allow(["iam:PassRole", "ec2:RunInstances"])));
    },
    "a permissions boundary is asked for": (s) => {
      const boundary = { "iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/edge" };
      roleWith(
        s,
        json(allow(["iam:PutRolePolicy", "iam:AttachRolePolicy"], "*", { Condition: { StringEquals: boundary } })),
      );
    },
    "only one policy may be attached": (s) => {
      const one = { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" };
      roleWith(s, json(allow("iam:AttachRolePolicy", "*", { Condition: { ArnEquals: one } })));
    },
    "another policy of the role denies it": (s) => {
      const role = s.resource(ROLE, "build", { assumeRolePolicy: trust() });
      s.resource(ROLE_POLICY, "allows", { role: role.id, policy: json(allow("iam:PutRolePolicy")) });
      s.resource(ROLE_POLICY, "denies", { role: role.id, policy: json(deny("iam:*")) });
    },
    "users who manage their own keys and passwords": (s) => {
      s.resource("aws:iam/groupPolicy:GroupPolicy", "own", {
        group: "devs",
        policy: json(allow(["iam:CreateAccessKey", "iam:UpdateLoginProfile"], "arn:aws:iam::*:user/${aws:username}")),
      });
    },
    "two roles that hold one half each": (s) => {
      roleWith(s, json(passTo("lambda.amazonaws.com")), "one");
      roleWith(s, json(allow(["lambda:CreateFunction", "lambda:InvokeFunction"])), "two");
    },
    "a permissions boundary": (s) => {
      const boundary = s.resource(POLICY, "boundary", { policy: json(allow("iam:PutRolePolicy")) });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: boundary.arn });
    },
  },
  fails: {
    "actions that change its own or others' rights": {
      stack: (s) => {
        roleWith(
          s,
          json(
            allow([
              "iam:CreatePolicyVersion",
              "iam:AttachRolePolicy",
              "iam:PutRolePolicy",
              "iam:UpdateAssumeRolePolicy",
              "iam:GetRole",
            ]),
          ),
        );
      },
      findings: [
        {
          resource: "build-policy",
          path: `${at(0)}[0]`,
          found: /rewrite a managed policy.*pathfinding\.cloud\/paths\/iam-001/,
        },
        { resource: "build-policy", path: `${at(0)}[1]`, found: /attach any managed policy/ },
        { resource: "build-policy", path: `${at(0)}[2]`, found: /write any inline policy/ },
        { resource: "build-policy", path: `${at(0)}[3]`, found: /"build" can make other roles trust it/ },
      ],
    },
    "the same action in two statements": {
      stack: (s) => {
        roleWith(s, json(allow("iam:PutRolePolicy"), allow("iam:PutRole*")));
      },
      findings: [
        { resource: "build-policy", path: at(0), found: /inline policy/ },
        { resource: "build-policy", path: at(1), found: /inline policy/ },
      ],
    },
    "conditions that let any policy be attached": {
      stack: (s) => {
        const policies = ["arn:aws:iam::aws:policy/*", "arn:*:iam::aws:policy/Admin*", "*"];
        const conditions = policies.map((one) => ({ Condition: { ArnLike: { "iam:PolicyARN": one } } }));
        roleWith(s, json(...conditions.map((one) => allow("iam:AttachRolePolicy", "*", one))));
      },
      findings: [0, 1, 2].map((index) => ({ resource: "build-policy", path: at(index), found: /attach any/ })),
    },
    "ARNs of every role, and a partial wildcard": {
      stack: (s) => {
        roleWith(s, json(allow("iam:PutR*", "arn:aws:iam::123456789012:role/*")));
      },
      findings: [{ resource: "build-policy", path: at(0), found: /write any inline policy for roles/ }],
    },
    "its own role by name": {
      stack: (s) => {
        const role = s.resource(ROLE, "build", { name: "build", assumeRolePolicy: trust() });
        s.resource(ROLE_POLICY, "p", { role: role.id, policy: json(allow("iam:PutRolePolicy", OWN_ROLE)) });
      },
      findings: [{ resource: "p", path: at(0), found: /write any inline policy/ }],
    },
    "a managed policy that may rewrite itself": {
      stack: (s) => {
        const deploy = s.resource(POLICY, "deploy", {
          name: "deploy",
          policy: json(allow("iam:CreatePolicyVersion", "arn:aws:iam::123456789012:policy/dep*")),
        });
        const role = s.resource(ROLE, "build", { assumeRolePolicy: trust() });
        s.resource(ATTACHMENT, "attached", { role: role.id, policyArn: deploy.arn });
      },
      findings: [{ resource: "deploy", path: at(0), found: /rewrite a managed policy/ }],
    },
    "one half in each of two policies of a role": {
      stack: (s) => {
        const role = s.resource(ROLE, "build", {
          assumeRolePolicy: trust(),
          inlinePolicies: [{ name: "pass", policy: json(passTo("lambda.amazonaws.com")) }],
        });
        const create = s.resource(POLICY, "create", {
          policy: json(allow(["lambda:CreateFunction", "lambda:InvokeFunction"], "arn:aws:lambda:*:*:function:app-*")),
        });
        s.resource("aws:iam/policyAttachment:PolicyAttachment", "attached", {
          roles: [role.id],
          policyArn: create.arn,
        });
      },
      findings: [
        {
          resource: "build",
          path: "inlinePolicies[0].policy.Statement[0].Action",
          found:
            /in a new function \(iam:PassRole, lambda:CreateFunction of "create" and lambda:InvokeFunction of "create", see https/,
          fix: /Name the roles/,
        },
      ],
    },
    "one half in each of two policies, linked by written names": {
      stack: (s) => {
        s.resource(ROLE, "build", { name: "build", assumeRolePolicy: trust() });
        s.resource(ROLE_POLICY, "pass", { role: "build", policy: json(passTo("*lambda.amazonaws.com")) });
        s.resource(POLICY, "create", { name: "create", policy: json(allow(["lambda:C*", "lambda:Invoke*"])) });
        s.resource("aws:iam/policyAttachment:PolicyAttachment", "attached", {
          roles: ["build"],
          policyArn: "arn:aws:iam::123456789012:policy/create",
        });
      },
      findings: [{ resource: "pass", path: at(0), found: /lambda:CreateFunction of "create"/ }],
    },
    "every way to pass a role with a service": {
      stack: (s) => {
        const pairs: readonly (readonly [string, readonly string[]])[] = [
          ["ec2.amazonaws.com", ["ec2:RunInstances"]],
          ["ecs-tasks.amazonaws.com", ["ecs:RegisterTaskDefinition", "ecs:RunTask"]],
          ["glue.amazonaws.com", ["glue:UpdateJob", "glue:StartJobRun"]],
          ["cloudformation.amazonaws.com", ["cloudformation:CreateStack"]],
          ["codebuild.amazonaws.com", ["codebuild:UpdateProject", "codebuild:StartBuild"]],
          ["cloudformation.amazonaws.com", ["cloudformation:UpdateStack"]],
          ["lambda.amazonaws.com", ["lambda:UpdateFunctionConfiguration", "lambda:UpdateFunctionCode"]],
          ["ecs-tasks.amazonaws.com", ["ecs:RunTask"]],
          ["ec2.amazonaws.com.cn", ["autoscaling:CreateLaunchConfiguration", "autoscaling:UpdateAutoScalingGroup"]],
        ];
        pairs.forEach(([service, actions], index) => {
          roleWith(s, json(passTo(service), allow(actions)), `role${index}`);
        });
      },
      findings: [
        /instance/,
        /container/,
        /existing job/,
        /CloudFormation create anything/,
        /existing project another/,
        /existing stack another role/,
        /existing function another role.*lambda_edges\.py/,
        /own command in a container/,
        /existing Auto Scaling group/,
      ].map((found, index) => ({ resource: `role${index}-policy`, path: at(0), found })),
    },
    "a whole service completes a combination": {
      stack: (s) => {
        roleWith(s, json(passTo("lambda.amazonaws.com"), allow("lambda:*")));
      },
      findings: [{ resource: "build-policy", path: at(0), found: /or .*or / }],
    },
    "a user through a group": {
      stack: (s) => {
        const group = s.resource("aws:iam/group:Group", "devs");
        const user = s.resource("aws:iam/user:User", "ann");
        s.resource("aws:iam/groupMembership:GroupMembership", "m", { group: group.id, users: [user.id] });
        s.resource("aws:iam/groupPolicy:GroupPolicy", "g", {
          group: group.id,
          policy: json(passTo("ec2.amazonaws.com")),
        });
        s.resource("aws:iam/userPolicy:UserPolicy", "u", { user: user.id, policy: json(allow("ec2:RunInstances")) });
      },
      findings: [{ resource: "g", path: at(0), found: /"ann" can start an instance.*ec2:RunInstances of "u"/ }],
    },
    "a policy whose principal is elsewhere": {
      stack: (s) => {
        s.resource(ROLE_POLICY, "p", { role: "made-elsewhere", policy: json(allow("iam:PutRolePolicy")) });
        s.resource(POLICY, "shared", { policy: json(allow("iam:CreateLoginProfile")) });
      },
      findings: [
        { resource: "p", path: at(0), found: /^Whoever has this policy can/ },
        { resource: "shared", path: at(0), found: /console password/ },
      ],
    },
    "a permission set with several policies": {
      stack: (s) => {
        const set = s.resource("aws:ssoadmin/permissionSet:PermissionSet", "admins");
        s.resource("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "inline", {
          permissionSetArn: set.arn,
          inlinePolicy: json(allow("iam:AddUserToGroup")),
        });
        const other = s.resource(POLICY, "other", { name: "other", policy: json(deny("s3:*")) });
        s.resource("aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment", "a", {
          permissionSetArn: set.arn,
          customerManagedPolicyReference: { name: "other" },
        });
        s.resource("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "e", {
          roleName: "r",
          policyArns: [other.arn, "arn:aws:iam::aws:policy/ReadOnlyAccess"],
        });
      },
      findings: [{ resource: "inline", path: "inlinePolicy.Statement[0].Action", found: /join any group/ }],
    },
    "many roles with one policy are one mistake": {
      stack: (s) => {
        const shared = s.resource(POLICY, "shared", { policy: json(allow("iam:PutRolePolicy")) });
        ["a", "b", "c"].forEach((name) => {
          s.resource(ROLE, name, { assumeRolePolicy: trust(), managedPolicyArns: [shared.arn] });
        });
      },
      findings: [{ resource: "shared", path: at(0), found: /inline policy/ }],
    },
  },
  undecided: {
    "a policy beside it that is not known yet, which may deny it": (s) => {
      const role = s.resource(ROLE, "build", { assumeRolePolicy: trust() });
      s.resource(ROLE_POLICY, "known", { role: role.id, policy: json(allow("iam:PutRolePolicy")) });
      s.resource(ROLE_POLICY, "unknown", { role: role.id, policy: s.unknown });
    },
    "a policy that denies it, and may be the role's": (s) => {
      const role = s.resource(ROLE, "build", { assumeRolePolicy: trust() });
      s.resource(ROLE_POLICY, "known", { role: role.id, policy: json(allow("iam:PutRolePolicy")) });
      s.resource(ROLE_POLICY, "denies", { role: s.unknown, policy: json(deny("iam:*")) });
    },
    "a managed policy that denies it, attached to somebody": (s) => {
      const role = s.resource(ROLE, "build", { assumeRolePolicy: trust() });
      s.resource(ROLE_POLICY, "known", { role: role.id, policy: json(allow("iam:PutRolePolicy")) });
      s.resource(POLICY, "denies", { policy: json(deny("iam:*")) });
      s.resource(ATTACHMENT, "a", { role: role.id, policyArn: s.unknown });
    },
    "a group that denies it, with unknown members": (s) => {
      const group = s.resource("aws:iam/group:Group", "devs");
      const user = s.resource("aws:iam/user:User", "ann");
      s.resource("aws:iam/groupMembership:GroupMembership", "m", { group: group.id, users: [s.unknown] });
      s.resource("aws:iam/groupPolicy:GroupPolicy", "g", { group: group.id, policy: json(deny("iam:*")) });
      s.resource("aws:iam/userPolicy:UserPolicy", "u", { user: user.id, policy: json(allow("iam:PutUserPolicy")) });
    },
    "a policy of an unknown role": (s) => {
      s.resource(ROLE, "build", { assumeRolePolicy: trust() });
      s.resource(ROLE_POLICY, "p", { role: s.unknown, policy: json(allow("iam:PutRolePolicy")) });
    },
    "a managed policy beside an unknown boundary": (s) => {
      s.resource(POLICY, "maybe", { policy: json(allow("iam:PutRolePolicy")) });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: s.unknown });
    },
    "a Deny of unknown resources": (s) => {
      roleWith(s, policy(allow("iam:PutRolePolicy"), deny("iam:*", s.unknown)));
    },
    "unknown resources, conditions and documents": (s) => {
      roleWith(s, policy(allow("iam:PutRolePolicy", s.unknown)), "a");
      roleWith(s, policy(allow("iam:PutRolePolicy", "*", { Condition: s.unknown })), "b");
      roleWith(s, s.unknown, "c");
      roleWith(s, policy(allow(s.unknown)), "d");
    },
  },
  malformed: {
    "wrong types and broken JSON": (s) => {
      roleWith(s, "{", "a");
      roleWith(s, policy({ Effect: "Allow", Action: { iam: "PutRolePolicy" }, Resource: [[]] }), "b");
      s.resource("aws:iam/policyAttachment:PolicyAttachment", "p", { roles: { a: 1 }, policyArn: 7 });
      s.resource("aws:iam/groupMembership:GroupMembership", "m", { group: [], users: "x" });
    },
    "two thousand statements": {
      stack: (s) => {
        const many = Array.from({ length: 2_000 }, (_, index) => allow(["iam:Get*", `s3:Get${index}`]));
        roleWith(s, json(...many, allow("iam:PutRolePolicy")));
      },
      findings: [{ resource: "build-policy", path: at(2_000), found: /inline policy/ }],
    },
  },
});
