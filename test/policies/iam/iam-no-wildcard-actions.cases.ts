import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, deny, json, policy, POLICY, ROLE, ROLE_POLICY, roleWith, trust } from "./documents";

const at = (index: number, action = "Action") => `policy.Statement[${index}].${action}`;
const OTHER = "arn:aws:iam::210987654321:root";
const OWN = "arn:aws:iam::123456789012:root";
const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";

export default cases("iam-no-wildcard-actions", {
  passes: {
    "named actions": (s) => {
      roleWith(s, json(allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::acme-artifacts/*")));
    },
    "a Deny with wildcards": (s) => {
      roleWith(s, json(deny("*"), deny("s3:*"), allow("s3:GetObject", "arn:aws:s3:::acme/*")));
    },
    "wildcards that only read": (s) => {
      roleWith(s, json(allow(["s3:Get*", "s3:List*", "ec2:Describe*", "logs:Describe*", "ecr:Get*"])));
    },
    "a wildcard whose risky part is denied without condition": (s) => {
      roleWith(s, json(allow("secretsmanager:Get*"), deny(["secretsmanager:GetSecretValue"])));
    },
    "kms:* for the account root in a key policy": (s) => {
      s.resource("aws:kms/key:Key", "key", {
        policy: json({ Effect: "Allow", Action: "kms:*", Resource: "*", Principal: { AWS: OWN } }),
      });
      s.resource("aws:kms/keyPolicy:KeyPolicy", "key-policy", {
        keyId: "k",
        policy: json({ Effect: "Allow", Action: "kms:GenerateDataKey*", Resource: "*", Principal: { AWS: OTHER } }),
      });
    },
    "a service control policy with Allow *": (s) => {
      s.resource("aws:organizations/policy:Policy", "full-access", { content: json(allow("*")) });
    },
    "a VPC endpoint policy with Allow *": (s) => {
      s.resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", {
        policy: json({ Effect: "Allow", Action: "*", Resource: "*", Principal: "*" }),
      });
    },
    "a managed policy that is only a permissions boundary": (s) => {
      const boundary = s.resource(POLICY, "boundary", { policy: json(allow("*")) });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: boundary.arn });
    },
    "a boundary whose ARN the program wrote out": (s) => {
      s.resource(POLICY, "boundary", { name: "edge", path: "/team/", policy: json(allow("*")) });
      s.resource("aws:iam/user:User", "ann", { permissionsBoundary: "arn:aws:iam::123456789012:policy/team/edge" });
    },
    "the boundary of a permission set": (s) => {
      s.resource(POLICY, "boundary", { name: "edge", policy: json(allow("*")) });
      s.resource("aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment", "edge", {
        permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
        permissionsBoundary: { customerManagedPolicyReference: { name: "edge" } },
      });
    },
    "a bucket policy with wildcards for a role of the own account": (s) => {
      const bucket = s.resource("aws:s3/bucket:Bucket", "data");
      s.resource("aws:sqs/queue:Queue", "jobs");
      s.resource("aws:s3/bucketPolicy:BucketPolicy", "data-policy", {
        bucket: bucket.id,
        policy: json({ Effect: "Allow", Action: "s3:*", Resource: "*", Principal: { AWS: OWN } }),
      });
    },
    "a bucket policy for everyone, which is told as public": (s) => {
      s.resource("aws:s3/bucketPolicy:BucketPolicy", "p", {
        bucket: "acme",
        policy: json({ Effect: "Allow", Action: "s3:*", Resource: "*", Principal: "*" }),
      });
    },
    "the account by which load balancers write logs, which has a rule of its own": (s) => {
      s.resource("aws:sqs/queue:Queue", "jobs");
      s.resource("aws:s3/bucketPolicy:BucketPolicy", "p", {
        bucket: "acme",
        policy: json({ Effect: "Allow", Action: "s3:*", Resource: "*", Principal: { AWS: "127311923021" } }),
      });
    },
    "a queue policy with wildcards for a service": (s) => {
      s.resource(QUEUE_POLICY, "p", {
        policy: json({ Effect: "Allow", Action: "sqs:*", Resource: "*", Principal: { Service: "s3.amazonaws.com" } }),
      });
    },
    "everyone, fixed to the own account by a condition": (s) => {
      s.resource("aws:sns/topic:Topic", "alerts");
      s.resource("aws:sns/topicPolicy:TopicPolicy", "p", {
        policy: json({
          Effect: "Allow",
          Action: "sns:*",
          Resource: "*",
          Principal: "*",
          Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } },
        }),
      });
    },
    "a permission for a service": (s) => {
      s.resource("aws:lambda/permission:Permission", "s3", {
        action: "lambda:*",
        principal: "s3.amazonaws.com",
        function: "f",
      });
    },
    "a session policy, which grants nothing": (s) => {
      s.resource("aws:transfer/user:User", "u", { policy: json(allow("s3:*")) });
    },
    "everything on everything, which iam-no-administrator-statements tells": (s) => {
      roleWith(s, json(allow("*"), allow(["s3:GetObject", "*:*"], ["arn:aws:s3:::acme/*", "arn:*"])));
    },
    "a service that AWS's data do not have": (s) => {
      roleWith(s, json(allow("brandnew:Describe*")));
    },
  },
  fails: {
    "every action, under a condition that binds the resource, and on a resource that is not known yet": {
      stack: (s) => {
        const tagged = { Condition: { StringEquals: { "aws:ResourceTag/team": "shop" } } };
        roleWith(s, policy(allow("*", "*", tagged), allow("*", s.unknown)));
      },
      findings: [0, 1].map((index) => ({ resource: "build-policy", path: at(index), found: /every action of every/ })),
    },
    "every action on everything for everyone, in a resource policy": {
      stack: (s) => {
        const open = json({ Effect: "Allow", Action: "*", Resource: "*", Principal: "*" });
        s.resource("aws:sqs/queuePolicy:QueuePolicy", "p", { queueUrl: "https://q", policy: open });
      },
      findings: [{ resource: "p", path: at(0), found: /every action of every service/ }],
    },
    "whole services in a pipeline role": {
      stack: (s) => {
        roleWith(s, json(allow(["s3:*", "codebuild:*", "codecommit:*"])));
      },
      findings: [
        {
          resource: "build-policy",
          path: `${at(0)}[0]`,
          found: /"s3:\*" allows every action of s3/,
          fix: /"s3:GetObject"/,
        },
        { resource: "build-policy", path: `${at(0)}[1]`, found: /codebuild/, fix: /\["codebuild:StartBuild", / },
        { resource: "build-policy", path: `${at(0)}[2]`, found: /codecommit/, fix: /\["codecommit:GetCommit", / },
      ],
    },
    "a service without usual actions": {
      stack: (s) => {
        roleWith(s, json(allow("glue:*")));
      },
      findings: [{ resource: "build-policy", path: at(0), found: /glue/, fix: /instead of "glue:\*"\.$/ }],
    },
    "every action, in one string and one statement object": {
      stack: (s) => {
        roleWith(s, JSON.stringify({ Statement: allow("*", "arn:aws:s3:::acme/*") }));
      },
      findings: [{ resource: "build-policy", path: "policy.Statement.Action", found: /every action of every service/ }],
    },
    "every spelling of a whole service": {
      stack: (s) => {
        roleWith(s, json(allow(["S3:*", "s3:**", "s3:?*", "s3:*?", "*:*", "**"], "arn:aws:s3:::acme/*")));
      },
      findings: [0, 1, 2, 3, 4, 5].map((index) => ({
        resource: "build-policy",
        path: `${at(0)}[${index}]`,
        found: index < 4 ? /every action of s3/ : /every service/,
      })),
    },
    "wildcards that read secrets or write": {
      stack: (s) => {
        roleWith(
          s,
          json(
            allow("secretsmanager:Get*"),
            allow("kms:De*"),
            allow("ssm:Get*"),
            allow("lambda:Get*"),
            allow("sts:Assume*"),
            allow("s3:Put*"),
            allow("ec2:*Tags"),
            allow("s3:???Object"),
          ),
        );
      },
      findings: [
        { resource: "build-policy", path: at(0), found: /covers secretsmanager:GetSecretValue\./ },
        { resource: "build-policy", path: at(1), found: /kms:Decrypt/, fix: /Action: \["kms:Decrypt"\]/ },
        { resource: "build-policy", path: at(2), found: /ssm:GetParameter/ },
        { resource: "build-policy", path: at(3), found: /lambda:GetFunction/ },
        { resource: "build-policy", path: at(4), found: /sts:AssumeRole/ },
        {
          resource: "build-policy",
          path: at(5),
          found: /s3:PutAccessPointPolicy, .* and \d+ more/,
          fix: /\["s3:PutObject"\]/,
        },
        { resource: "build-policy", path: at(6), found: /ec2:CreateTags and ec2:DeleteTags/ },
        { resource: "build-policy", path: at(7), found: /s3:PutObject/ },
      ],
    },
    "a Deny under a condition takes nothing away": {
      stack: (s) => {
        roleWith(
          s,
          json(
            allow("secretsmanager:Get*"),
            deny("*", "*", { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
            deny("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:prod/*"),
          ),
        );
      },
      findings: [{ resource: "build-policy", path: at(0), found: /GetSecretValue/ }],
    },
    "the object form, element names in lower case": {
      stack: (s) => {
        roleWith(s, { statement: [{ effect: "Allow", action: ["dynamodb:*"], resource: "*" }] });
      },
      findings: [{ resource: "build-policy", path: "policy.statement[0].action[0]", found: /dynamodb/ }],
    },
    "inline policies of a role, one unknown": {
      stack: (s) => {
        s.resource(ROLE, "build", {
          assumeRolePolicy: trust(),
          inlinePolicies: [
            { name: "a", policy: s.unknown },
            { name: "b", policy: json(allow("sqs:*")) },
          ],
        });
      },
      findings: [{ resource: "build", path: "inlinePolicies[1].policy.Statement[0].Action", found: /sqs/ }],
    },
    "policies of users, groups and permission sets": {
      stack: (s) => {
        s.resource("aws:iam/userPolicy:UserPolicy", "u", { user: "ann", policy: json(allow("sns:*")) });
        s.resource("aws:iam/groupPolicy:GroupPolicy", "g", { group: "devs", policy: json(allow("sns:*")) });
        s.resource("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "p", {
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
          inlinePolicy: json(allow("sns:*")),
        });
      },
      findings: [
        { resource: "u", path: at(0), found: /sns/ },
        { resource: "g", path: at(0), found: /sns/ },
        { resource: "p", path: "inlinePolicy.Statement[0].Action", found: /sns/ },
      ],
    },
    "a managed policy that is a boundary and attached as well": {
      stack: (s) => {
        const both = s.resource(POLICY, "both", { policy: json(allow("*", "arn:aws:s3:::acme/*")) });
        const role = s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: both.arn });
        s.resource(ATTACHMENT, "attached", { role: role.id, policyArn: both.arn });
      },
      findings: [{ resource: "both", path: at(0), found: /every action/ }],
    },
    "a managed policy that nothing here uses": {
      stack: (s) => {
        s.resource(POLICY, "shared", { policy: json(allow("s3:*")) });
      },
      findings: [{ resource: "shared", path: at(0), found: /s3/ }],
    },
    "a statement beside an unknown one, keyed by its Sid": {
      stack: (s) => {
        const bucket = s.resource("aws:s3/bucket:Bucket", "data");
        roleWith(s, policy(allow("s3:GetObject", bucket.arn), { Sid: "Logs", ...allow("logs:*") }));
      },
      findings: [
        { resource: "build-policy", path: at(1), found: /logs/, key: "policy.Statement[Logs].Action::logs:*" },
      ],
    },
    "a wildcard beside statements of unknown effect that cannot deny it": {
      stack: (s) => {
        const effect = { Effect: s.unknown };
        const tagged = { Condition: { StringEquals: { "aws:ResourceTag/team": "shop" } } };
        const others = [deny("s3:*"), deny("*", "arn:aws:s3:::acme"), deny("*", "*", tagged)];
        s.resource(ROLE_POLICY, "p", {
          role: "r",
          policy: policy(allow("secretsmanager:Get*"), ...others.map((one) => ({ ...one, ...effect }))),
        });
      },
      findings: [{ resource: "p", path: at(0), found: /GetSecretValue/ }],
    },
    "an action beside an unknown one": {
      stack: (s) => {
        s.resource(ROLE_POLICY, "p", { role: "r", policy: policy(allow([s.unknown, "logs:*"])) });
      },
      findings: [{ resource: "p", path: `${at(0)}[1]`, found: /logs/ }],
    },
    "a document that is known only after other resources": {
      stack: (s) => {
        const bucket = s.resource("aws:s3/bucket:Bucket", "data");
        roleWith(s, s.json(policy(allow("s3:*", bucket.arn))));
      },
      findings: [{ resource: "build-policy", path: at(0), found: /s3/ }],
      inPreview: [],
    },
    "strict mode accepts no wildcard": {
      stack: (s) => {
        roleWith(s, json(allow(["ec2:Describe*", "s3:GetObjec?", "s3:GetObject"])));
      },
      options: { mode: "strict" },
      findings: [
        { resource: "build-policy", path: `${at(0)}[0]`, found: /strict/, fix: /\["ec2:DescribeInstances"\]/ },
        { resource: "build-policy", path: `${at(0)}[1]`, found: /strict/, fix: /\["s3:GetObject"\]/ },
      ],
    },
    "further reads that count as risky": {
      stack: (s) => {
        roleWith(s, json(allow(["dynamodb:BatchGet*", "s3:Get*"])));
      },
      options: { furtherRiskyReads: ["dynamodb:batchgetitem"] },
      findings: [{ resource: "build-policy", path: `${at(0)}[0]`, found: /covers dynamodb:BatchGetItem\./ }],
    },
    "a queue policy for everyone": {
      stack: (s) => {
        s.resource(QUEUE_POLICY, "p", {
          policy: json({ Effect: "Allow", Action: "sqs:*", Resource: "*", Principal: { AWS: ["*"] } }),
        });
      },
      findings: [{ resource: "p", path: at(0), found: /granted to everyone/ }],
    },
    "a bucket policy for another account": {
      stack: (s) => {
        s.resource("aws:sqs/queue:Queue", "jobs");
        s.resource("aws:s3/bucketPolicy:BucketPolicy", "p", {
          bucket: "acme",
          policy: json({ Effect: "Allow", Action: ["s3:Get*", "s3:Put*"], Resource: "*", Principal: { AWS: OTHER } }),
        });
      },
      findings: [{ resource: "p", path: `${at(0)}[1]`, found: /granted to account 210987654321/ }],
      inPreview: [],
    },
    "another account, told from the provider": {
      stack: (s) => {
        s.resource(
          QUEUE_POLICY,
          "p",
          { policy: json({ Effect: "Allow", Action: "sqs:*", Principal: { AWS: "210987654321" } }) },
          { provider: s.provider("main", { region: "us-east-1", allowedAccountIds: '["123456789012"]' }) },
        );
      },
      findings: [{ resource: "p", path: at(0), found: /account 210987654321/ }],
    },
    "everyone, fixed to a whole organisation": {
      stack: (s) => {
        s.resource("aws:secretsmanager/secretPolicy:SecretPolicy", "p", {
          policy: json({
            Effect: "Allow",
            Action: "secretsmanager:*",
            Resource: "*",
            Principal: "*",
            Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
          }),
        });
      },
      findings: [{ resource: "p", path: at(0), found: /everyone/ }],
    },
    "everyone but some": {
      stack: (s) => {
        s.resource("aws:ecr/repositoryPolicy:RepositoryPolicy", "p", {
          policy: json({ Effect: "Allow", Action: "ecr:*", NotPrincipal: { AWS: OTHER } }),
        });
      },
      findings: [{ resource: "p", path: at(0), found: /NotPrincipal/ }],
    },
    "a function permission for everyone": {
      stack: (s) => {
        s.resource("aws:lambda/permission:Permission", "p", { action: "lambda:*", principal: "*", function: "f" });
      },
      findings: [{ resource: "p", path: "action", found: /every action of lambda.*everyone/, key: "Action::lambda:*" }],
    },
  },
  undecided: {
    "a managed policy that an unknown boundary may be": (s) => {
      s.resource(POLICY, "maybe", { policy: json(allow("*")) });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: s.unknown });
    },
    "a Deny whose actions are unknown": (s) => {
      roleWith(s, policy(allow("secretsmanager:Get*"), deny(s.unknown)));
    },
    "a statement that may turn out to be a Deny": (s) => {
      roleWith(s, policy(allow("secretsmanager:Get*"), { ...deny("secretsmanager:*"), Effect: s.unknown }));
      s.resource(ROLE_POLICY, "p", { role: "r", policy: { Statement: [allow("secretsmanager:Get*"), s.unknown] } });
    },
    "everyone under an unknown condition": (s) => {
      s.resource(QUEUE_POLICY, "p", {
        policy: policy({
          Effect: "Allow",
          Action: "sqs:*",
          Principal: "*",
          Condition: { StringEquals: { "aws:PrincipalAccount": s.unknown } },
        }),
      });
    },
    "an unknown document": (s) => {
      roleWith(s, s.unknown);
    },
    "an unknown effect": (s) => {
      roleWith(s, policy({ ...allow("s3:*"), Effect: s.unknown }));
    },
    "an unknown principal of a resource policy": (s) => {
      s.resource(QUEUE_POLICY, "p", {
        policy: policy({ Effect: "Allow", Action: "sqs:*", Principal: { AWS: s.unknown } }),
      });
    },
    "another account, when the own one cannot be told": (s) => {
      s.resource(QUEUE_POLICY, "p", {
        policy: json({ Effect: "Allow", Action: "sqs:*", Principal: { AWS: OTHER } }),
      });
    },
  },
  malformed: {
    "broken JSON": (s) => {
      roleWith(s, '{"Statement": [{"Effect": "Allow", "Action": "*"');
    },
    "wrong types everywhere": (s) => {
      roleWith(s, policy({ Effect: 1, Action: { a: 1 } }, { Effect: "Allow", Action: [null, 7, [], {}] }));
      s.resource(ROLE_POLICY, "list", { role: 5, policy: "[]" });
      s.resource(ROLE_POLICY, "null", { policy: "null" });
      s.resource(ROLE, "role", { inlinePolicies: "none", assumeRolePolicy: 3 });
      s.resource("aws:lambda/permission:Permission", "p", { action: ["x"], principal: {} });
    },
    "a document with two thousand statements": {
      stack: (s) => {
        const many = Array.from({ length: 2_000 }, (_, index) => allow(`s3:GetObject${index}`));
        roleWith(s, json(...many, allow("s3:*")));
      },
      findings: [{ resource: "build-policy", path: at(2_000), found: /s3/ }],
    },
    "a pattern of five megabytes": (s) => {
      roleWith(s, json(allow(`s3:${"?*a".repeat(1_700_000)}`)));
    },
  },
});
