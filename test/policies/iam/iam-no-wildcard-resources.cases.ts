import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, deny, json, policy, POLICY, ROLE, ROLE_POLICY, roleWith, trust } from "./documents";

const at = (index: number) => `policy.Statement[${index}].Resource`;
const tagged = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });

/** A flow log whose role has one policy. */
function flowLogWith(
  s: StackBuilder,
  document: unknown,
  inputs: Readonly<Record<string, unknown>> = {},
  extras: Parameters<StackBuilder["resource"]>[3] = {},
) {
  const flow = s.resource(ROLE, "flow", { assumeRolePolicy: trust("vpc-flow-logs.amazonaws.com") }, extras);
  const own = s.resource(POLICY, "deliver", { policy: document });
  s.resource(ATTACHMENT, "flow", { role: flow.id, policyArn: own.arn });
  s.resource("aws:ec2/flowLog:FlowLog", "log", {
    vpcId: "vpc-1",
    logGroupName: "flow",
    iamRoleArn: flow.arn,
    ...inputs,
  });
  return own;
}

export default cases("iam-no-wildcard-resources", {
  passes: {
    "AWS's sample for the role of a flow log, which vpc-flow-log-role tells": (s) => {
      flowLogWith(s, json(allow(["logs:CreateLogGroup", "LOGS:createLogStream", "logs:PutLogEvents"])));
    },
    "everything on everything, which iam-no-administrator-statements tells": (s) => {
      roleWith(s, json(allow("*"), allow(["s3:GetObject", "*:*"], ["arn:aws:s3:::acme/*", "arn:*"])));
    },
    "named resources": (s) => {
      roleWith(s, json(allow(["s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::acme/*", "arn:aws:s3:::acme-*"])));
    },
    "actions that AWS cannot restrict": (s) => {
      roleWith(
        s,
        json(
          allow("ec2:DescribeInstances"),
          allow(["ecr:GetAuthorizationToken", "sts:GetCallerIdentity", "cloudwatch:PutMetricData"]),
          allow("s3:ListAllMyBuckets", "arn:aws:s3:::*"),
        ),
      );
    },
    "a KMS key policy, where * means the key": (s) => {
      s.resource("aws:kms/key:Key", "key", {
        policy: json({ Effect: "Allow", Action: "kms:*", Resource: "*", Principal: { AWS: "123456789012" } }),
      });
    },
    "resource policies": (s) => {
      s.resource("aws:iam/role:Role", "r", { assumeRolePolicy: trust() });
      s.resource("aws:sqs/queuePolicy:QueuePolicy", "p", {
        policy: json({
          Effect: "Allow",
          Action: "sqs:SendMessage",
          Resource: "*",
          Principal: { Service: "s3.amazonaws.com" },
        }),
      });
    },
    "conditions that bind the resource": (s) => {
      roleWith(
        s,
        json(
          allow("ec2:StopInstances", "*", tagged("StringEquals", "aws:ResourceTag/team", "shop")),
          allow("ec2:StopInstances", "*", tagged("StringEquals", "EC2:ResourceTag/team", ["shop", "pay"])),
          allow("ssm:SendCommand", "*", tagged("StringLike", "ssm:resourceTag/team", "shop-*")),
          allow("kms:Decrypt", "*", tagged("ForAnyValue:StringEquals", "kms:ResourceAliases", "alias/shop")),
          allow("ec2:CreateVolume", "*", tagged("StringEquals", "aws:RequestTag/team", "shop")),
          allow("sqs:DeleteQueue", "*", tagged("StringEquals", "aws:ResourceTag/team", "${aws:PrincipalTag/team}")),
          allow("*", "*", tagged("StringEquals", "aws:ResourceTag/team", "shop")),
        ),
      );
    },
    "an ARN that names a type and a prefix": (s) => {
      roleWith(
        s,
        json(
          allow("logs:PutLogEvents", "arn:aws:logs:*:*:log-group:/aws/codebuild/*"),
          allow("dynamodb:PutItem", "arn:aws:dynamodb:*:123456789012:table/*"),
        ),
      );
    },
    "Deny on everything": (s) => {
      roleWith(s, json(deny("s3:PutObject"), deny("*", "arn:aws:s3:::*")));
    },
    "everything that could be restricted is denied": (s) => {
      roleWith(s, json(allow("s3:PutObject"), deny("s3:Put*")));
    },
    "only metadata, which is a recommendation of its own": (s) => {
      roleWith(s, json(allow(["s3:ListBucket", "logs:DescribeLogGroups", "iam:GetRole"])));
    },
    "iam:PassRole, which has a policy of its own": (s) => {
      roleWith(s, json(allow("iam:PassRole")));
    },
    "NotAction and NotResource, which have a policy of their own": (s) => {
      roleWith(
        s,
        json(
          { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
          { Effect: "Allow", Action: "s3:PutObject", NotResource: "arn:aws:s3:::secret/*" },
        ),
      );
    },
    "actions that AWS's data do not have": (s) => {
      roleWith(s, json(allow(["brandnew:CreateThing", "s3:NoSuchAction", "nonsense", ""])));
    },
    "a permissions boundary": (s) => {
      const boundary = s.resource(POLICY, "boundary", { policy: json(allow("*")) });
      s.resource(ROLE, "build", { assumeRolePolicy: trust(), permissionsBoundary: boundary.arn });
    },
  },
  fails: {
    "AWS's sample for the role of a flow log, which a function's role has too": {
      stack: (s) => {
        const sample = flowLogWith(s, json(allow(["logs:CreateLogStream", "logs:PutLogEvents"])));
        const other = s.resource(ROLE, "other", { assumeRolePolicy: trust("lambda.amazonaws.com") });
        s.resource(ATTACHMENT, "other", { role: other.id, policyArn: sample.arn });
      },
      findings: [{ resource: "deliver", path: at(0), found: /logs:CreateLogStream and logs:PutLogEvents/ }],
    },
    "AWS's sample in roles that vpc-flow-log-role does not judge": {
      stack: (s) => {
        flowLogWith(s, json(allow("logs:PutLogEvents")), {}, { isRead: true });
        roleWith(s, json(allow("logs:PutLogEvents")));
        s.resource("aws:ec2/flowLog:FlowLog", "stream", {
          vpcId: "vpc-1",
          iamRoleArn: s.built.find(({ name }) => name === "build")?.arn,
          logDestinationType: "kinesis-data-firehose",
        });
        s.resource(ROLE_POLICY, "elsewhere", {
          role: "flow-of-another-stack",
          policy: json(allow("logs:PutLogEvents")),
        });
      },
      findings: ["deliver", "build-policy", "elsewhere"].map((resource) => ({
        resource,
        path: at(0),
        found: /logs:PutLogEvents/,
      })),
    },
    "the role of a flow log with more than AWS's sample": {
      stack: (s) => {
        flowLogWith(s, json(allow(["logs:PutLogEvents", "logs:DeleteLogGroup"])));
      },
      findings: [{ resource: "deliver", path: at(0), found: /logs:PutLogEvents and logs:DeleteLogGroup/ }],
    },
    "AWS's sample in a role that no flow log has": {
      stack: (s) => {
        roleWith(s, json(allow("logs:PutLogEvents")));
        s.resource("aws:ec2/flowLog:FlowLog", "log", { vpcId: "vpc-1", logGroupName: "flow" });
      },
      findings: [{ resource: "build-policy", path: at(0), found: /logs:PutLogEvents/ }],
    },
    "whole services on everything": {
      stack: (s) => {
        roleWith(s, json(allow(["logs:*", "s3:*", "ssm:*"])));
      },
      findings: [
        {
          resource: "build-policy",
          path: at(0),
          found: /^Resource "\*" reaches everything, though AWS can restrict logs:\*, s3:\* and ssm:\* to resources\.$/,
          fix: /`\$\{logGroup\.arn\}:\*` for logs, \[bucket\.arn, .*\] for s3 and parameter\.arn for ssm\. Actions that only/,
        },
      ],
    },
    "patterns and names as the author wrote them, each once, a few of many": {
      stack: (s) => {
        const written = ["sqs:SendMessage", "S3:put*", "sqs:SendMessage", "sns:Publish", "kms:Encrypt", "ecs:Run*"];
        roleWith(s, json(allow([...written, "ssm:PutParameter"])));
      },
      findings: [
        {
          resource: "build-policy",
          path: at(0),
          found: / restrict sqs:SendMessage, S3:put\*, sns:Publish, kms:Encrypt and 2 more to/,
          fix: /queue\.arn for sqs, .* for s3, topic\.arn for sns and 3 more\./,
        },
      ],
    },
    "every action on all buckets": {
      stack: (s) => {
        roleWith(s, json(allow("*", "arn:aws:s3:::*")));
      },
      findings: [
        {
          resource: "build-policy",
          path: at(0),
          found: /every action reach everything of s3/,
          fix: /Name the actions/,
        },
      ],
    },
    "logging to every group, as iam-04 has it": {
      stack: (s) => {
        roleWith(s, json(allow("logs:*"), allow(["logs:Create*", "logs:Put*"], "arn:aws:logs:*:*:*")));
      },
      findings: [0, 1].map((index) => ({
        resource: "build-policy",
        path: at(index),
        found: /everything of logs|restrict logs:\*/,
        fix: /logGroup\.arn/,
      })),
    },
    "all buckets and all objects": {
      stack: (s) => {
        roleWith(s, json(allow("s3:PutObject", "arn:aws:s3:::*"), allow("s3:GetObject", ["arn:aws:s3:::*/*"])));
      },
      findings: [
        {
          resource: "build-policy",
          path: at(0),
          found: /everything of s3, .*restrict s3:PutObject to/,
          fix: /\$\{bucket\.arn\}\/\*`\]\.$/,
        },
        { resource: "build-policy", path: `${at(1)}[0]`, found: /s3:GetObject to/ },
      ],
    },
    "every form of a wildcard": {
      stack: (s) => {
        const forms = [
          "arn:*",
          "arn:aws:*",
          "arn:aws:logs:*:*:*",
          "arn:aws:logs:*",
          "arn:*:logs:eu-*:1*:**",
          "**",
          "*:*",
        ];
        roleWith(s, json(...forms.map((one) => allow("logs:PutLogEvents", one))));
      },
      findings: [0, 1, 2, 3, 4, 5, 6].map((index) => ({
        resource: "build-policy",
        path: at(index),
        found: /logs:PutLogEvents/,
      })),
    },
    "a wildcard behind named resources": {
      stack: (s) => {
        roleWith(s, json(allow("sqs:SendMessage", ["arn:aws:sqs:us-east-1:123456789012:jobs", "*"])));
      },
      findings: [{ resource: "build-policy", path: `${at(0)}[1]`, found: /sqs:SendMessage/ }],
    },
    "a wildcard beside unknown resources and actions": {
      stack: (s) => {
        s.resource(ROLE_POLICY, "p", {
          role: "r",
          policy: policy(allow([s.unknown, "sqs:SendMessage"], [s.unknown, "*"]), allow("sns:Publish")),
        });
      },
      findings: [
        { resource: "p", path: `${at(0)}[1]`, found: /sqs:SendMessage/ },
        { resource: "p", path: at(1), found: /sns:Publish/ },
      ],
    },
    "conditions that leave the whole account reachable": {
      stack: (s) => {
        const conditions = [
          tagged("StringEquals", "aws:ResourceAccount", "123456789012"),
          tagged("StringEquals", "aws:RequestedRegion", "eu-central-1"),
          tagged("StringEquals", "aws:PrincipalAccount", "123456789012"),
          tagged("StringEquals", "kms:ViaService", "s3.us-east-1.amazonaws.com"),
          tagged("StringEqualsIfExists", "aws:ResourceTag/team", "shop"),
          tagged("ForAllValues:StringEquals", "aws:ResourceTag/team", "shop"),
          tagged("StringLike", "aws:ResourceTag/team", "*"),
          tagged("StringNotEquals", "aws:ResourceTag/team", "shop"),
          tagged("Null", "aws:ResourceTag/team", "false"),
          tagged("StringEquals", "aws:RequestTag/team", "shop"),
          tagged("StringLike", "aws:ResourceTag/team", ["shop", "*"]),
          tagged("StringEquals", "aws:ResourceTag/team", "${aws:ResourceTag/team}"),
        ];
        roleWith(s, json(...conditions.map((one) => allow(["s3:PutObject"], "*", one))));
      },
      findings: Array.from({ length: 12 }, (_, index) => ({
        resource: "build-policy",
        path: at(index),
        found: /s3:PutObject/,
      })),
    },
    "a request tag binds creating, not deleting and tagging": {
      stack: (s) => {
        roleWith(
          s,
          json(
            allow(
              ["ec2:CreateVolume", "ec2:DeleteVolume", "ec2:CreateTags"],
              "*",
              tagged("StringEquals", "aws:RequestTag/team", "shop"),
            ),
          ),
        );
      },
      findings: [{ resource: "build-policy", path: at(0), found: / restrict ec2:DeleteVolume and ec2:CreateTags to/ }],
    },
    "reading objects, items, secrets and messages": {
      stack: (s) => {
        roleWith(
          s,
          json(
            allow("s3:GetObject"),
            allow("dynamodb:Query"),
            allow("secretsmanager:GetSecretValue"),
            allow("sqs:ReceiveMessage"),
            allow("ssm:GetParametersByPath"),
            allow("s3:Get*"),
          ),
        );
      },
      findings: [0, 1, 2, 3, 4, 5].map((index) => ({
        resource: "build-policy",
        path: at(index),
        found: /AWS can restrict/,
      })),
    },
    "writing and reading metadata: the writing is named first, once": {
      stack: (s) => {
        roleWith(s, json(allow(["s3:ListBucket", "ec2:DescribeInstances", "s3:PutObject", "iam:PassRole"])));
      },
      findings: [
        {
          resource: "build-policy",
          path: at(0),
          found: / restrict s3:PutObject and s3:ListBucket to resources\.$/,
          fix: /Leave "\*" in a statement of its own for ec2:DescribeInstances, which only works with it\.$/,
        },
      ],
    },
    "the actions that no Deny takes away": {
      stack: (s) => {
        roleWith(s, json(allow(["s3:PutObject", "s3:DeleteObject"]), deny("s3:Delete*")));
      },
      findings: [{ resource: "build-policy", path: at(0), found: / restrict s3:PutObject to/ }],
    },
    "ARNs that only name a type, where the setting asks": {
      stack: (s) => {
        roleWith(
          s,
          json(
            allow("dynamodb:PutItem", "arn:aws:dynamodb:*:123456789012:table/*"),
            allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*"),
            allow("dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/orders*"),
            // As in AWS's own policies for people who set up their MFA: the device's maker chooses its name.
            allow(["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"], "arn:aws:iam::123456789012:mfa/*"),
            allow("iam:EnableMFADevice", ["arn:aws:iam::*:mfa/*", "arn:aws:iam::123456789012:user/*"]),
          ),
        );
      },
      options: { typeWildcards: true },
      findings: [
        { resource: "build-policy", path: at(0), found: /table.*reaches everything of its type/ },
        { resource: "build-policy", path: at(1), found: /secret:/ },
        { resource: "build-policy", path: "policy.Statement[4].Resource[1]", found: /user/ },
      ],
    },
    "an attached managed policy, a user's and a permission set's policy": {
      stack: (s) => {
        s.resource(POLICY, "managed", { policy: policy(allow("sns:Publish")) });
        s.resource("aws:iam/userPolicy:UserPolicy", "u", { user: "ann", policy: json(allow("sns:Publish")) });
        s.resource("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "set", {
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
          inlinePolicy: json(allow("sns:Publish")),
        });
      },
      findings: [
        { resource: "managed", path: at(0), found: /sns:Publish/, fix: /topic\.arn/ },
        { resource: "u", path: at(0), found: /sns:Publish/ },
        { resource: "set", path: "inlinePolicy.Statement[0].Resource", found: /sns:Publish/ },
      ],
    },
  },
  undecided: {
    "whether a flow log has the role, and where it writes": (s) => {
      const sample = json(allow(["logs:CreateLogStream", "logs:PutLogEvents"]));
      flowLogWith(s, sample, { logDestinationType: s.unknown });
      roleWith(s, sample);
      s.resource("aws:ec2/flowLog:FlowLog", "other", { vpcId: "vpc-1", logGroupName: "flow", iamRoleArn: s.unknown });
    },
    "the only resource is unknown": (s) => {
      roleWith(s, policy(allow("s3:PutObject", s.unknown)));
    },
    "an unknown condition on everything": (s) => {
      roleWith(s, policy(allow("s3:PutObject", "*", tagged("StringEquals", "aws:ResourceTag/team", s.unknown))));
    },
    "unknown conditions as a whole": (s) => {
      roleWith(s, policy(allow("s3:PutObject", "*", { Condition: s.unknown })));
      roleWith(s, policy(allow("s3:PutObject", "*", { Condition: { StringEquals: s.unknown } })), "other");
    },
    "an unknown action on everything": (s) => {
      roleWith(s, policy(allow(s.unknown)));
    },
  },
  malformed: {
    "wrong types everywhere": (s) => {
      roleWith(s, policy({ Effect: "Allow", Action: "s3:PutObject", Resource: { a: "*" } }));
      roleWith(s, json(allow("s3:PutObject", [null, 1, "", "arn:", "arn:aws:s3", "bucket"])), "odd");
      roleWith(s, '"just text"', "text");
    },
    "a condition of the wrong shape binds nothing": {
      stack: (s) => {
        roleWith(s, json(allow("s3:PutObject", "*", { Condition: { StringEquals: "aws:ResourceTag/team" } })));
      },
      findings: [{ resource: "build-policy", path: at(0), found: /s3:PutObject/ }],
    },
    "two thousand statements of whole services under conditions": (s) => {
      const bound = tagged("StringEquals", "aws:ResourceTag/team", "shop");
      roleWith(s, json(...Array.from({ length: 2_000 }, () => allow("ec2:Create*", "*", bound))));
    },
  },
});
