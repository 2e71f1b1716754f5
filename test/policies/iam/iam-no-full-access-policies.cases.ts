import { createHash } from "node:crypto";
import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, json, POLICY, ROLE, trust } from "./documents";

const aws = (name: string, partition = "aws") => `arn:${partition}:iam::aws:policy/${name}`;
const ADMIN = aws("AdministratorAccess");

/** What aws.lambda.CallbackFunction makes when it is given neither a role nor policies. */
const DEFAULTS = [
  "AWSLambda_FullAccess",
  "CloudWatchFullAccessV2",
  "CloudWatchEventsFullAccess",
  "AmazonS3FullAccess",
  "AmazonDynamoDBFullAccess",
  "AmazonSQSFullAccess",
  "AmazonKinesisFullAccess",
  "AmazonCognitoPowerUser",
  "AWSXrayWriteOnlyAccess",
];
const suffixOf = (name: string) => createHash("sha1").update(aws(name)).digest("hex").slice(0, 8);

function callbackFunction(s: StackBuilder, name: string, policies: readonly string[] = DEFAULTS) {
  const role = s.resource(ROLE, name, { assumeRolePolicy: trust("lambda.amazonaws.com") });
  for (const one of policies) {
    s.resource(ATTACHMENT, `${name}-${suffixOf(one)}`, { role: role.id, policyArn: aws(one) });
  }
  s.resource("aws:lambda/function:Function", name, { role: role.arn });
}

export default cases("iam-no-full-access-policies", {
  passes: {
    "policies of AWS's that do not give full access": (s) => {
      const names = ["ReadOnlyAccess", "service-role/AWSLambdaBasicExecutionRole", "AmazonS3ReadOnlyAccess"];
      s.resource(ROLE, "r", { assumeRolePolicy: trust(), managedPolicyArns: names.map((one) => aws(one)) });
      s.resource(ATTACHMENT, "a", { role: "r", policyArn: aws("AWSCleanRoomsFullAccessNoQuerying") });
    },
    "a policy of the team's own with such a name": (s) => {
      const own = s.resource(POLICY, "own", { name: "AdministratorAccess", policy: json(allow("s3:GetObject", "x")) });
      s.resource(ATTACHMENT, "a", { role: "r", policyArn: own.arn });
      s.resource(ATTACHMENT, "b", { role: "r", policyArn: "arn:aws:iam::123456789012:policy/AmazonS3FullAccess" });
      s.resource("aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment", "c", {
        permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
        customerManagedPolicyReference: { name: "AdministratorAccess" },
      });
    },
    "service control policies and permissions boundaries": (s) => {
      s.resource("aws:organizations/policyAttachment:PolicyAttachment", "scp", {
        policyId: "p-FullAWSAccess",
        targetId: "123456789012",
      });
      s.resource(ROLE, "r", { assumeRolePolicy: trust(), permissionsBoundary: aws("PowerUserAccess") });
      s.resource("aws:iam/user:User", "u", { permissionsBoundary: ADMIN });
      s.resource("aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment", "b", {
        permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
        permissionsBoundary: { managedPolicyArn: ADMIN },
      });
    },
    "session policies": (s) => {
      s.resource("aws:rolesanywhere/profile:Profile", "p", { managedPolicyArns: [ADMIN], roleArns: ["r"] });
    },
    "those that the settings allow, by name, ARN and pattern": {
      stack: (s) => {
        const names = ["AdministratorAccess", "CloudWatchFullAccessV2", "AmazonS3FullAccess"];
        s.resource(ROLE, "r", { assumeRolePolicy: trust(), managedPolicyArns: names.map((one) => aws(one)) });
      },
      options: { allowedManagedPolicies: ["AdministratorAccess", "CloudWatch*", aws("AmazonS3FullAccess")] },
    },
    "a role that is only read": (s) => {
      s.resource(ROLE, "r", { assumeRolePolicy: trust(), managedPolicyArns: [ADMIN] }, { isRead: true });
    },
    "a CallbackFunction that is told what its function needs": (s) => {
      callbackFunction(s, "api", ["service-role/AWSLambdaBasicExecutionRole"]);
    },
  },
  fails: {
    "the administrators' policies in every form of attachment": {
      stack: (s) => {
        const set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";
        s.resource(ATTACHMENT, "role", { role: "r", policyArn: ADMIN });
        s.resource("aws:iam/userPolicyAttachment:UserPolicyAttachment", "user", { user: "u", policyArn: ADMIN });
        s.resource("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "group", { group: "g", policyArn: ADMIN });
        s.resource("aws:iam/policyAttachment:PolicyAttachment", "shared", { groups: ["g"], policyArn: ADMIN });
        s.resource(ROLE, "own", { assumeRolePolicy: trust(), managedPolicyArns: [aws("ReadOnlyAccess"), ADMIN] });
        s.resource("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "roles", {
          roleName: "r",
          policyArns: [ADMIN],
        });
        s.resource("aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", "users", {
          userName: "u",
          policyArns: [ADMIN],
        });
        s.resource("aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive", "groups", {
          groupName: "g",
          policyArns: [ADMIN],
        });
        s.resource("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", "set", {
          permissionSetArn: set,
          managedPolicyArn: ADMIN,
        });
        s.resource("aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive", "sets", {
          permissionSetArn: set,
          managedPolicyArns: [aws("ReadOnlyAccess"), ADMIN],
        });
      },
      findings: [
        ...["role", "user", "group", "shared"].map((resource) => ({
          resource,
          path: "policyArn",
          found: /^"AdministratorAccess" is attached: every action on every resource\.$/,
          key: ADMIN,
        })),
        { resource: "own", path: "managedPolicyArns[1]", found: /AdministratorAccess/ },
        ...["roles", "users", "groups"].map((resource) => ({
          resource,
          path: "policyArns[0]",
          found: /Administrator/,
        })),
        { resource: "set", path: "managedPolicyArn", found: /AdministratorAccess/ },
        { resource: "sets", path: "managedPolicyArns[1]", found: /AdministratorAccess/ },
      ],
    },
    "other policies with full access, in any partition and path": {
      stack: (s) => {
        const arns = [
          aws("PowerUserAccess"),
          aws("IAMFullAccess", "aws-cn"),
          aws("AmazonS3FullAccess", "aws-us-gov"),
          aws("AWSLambda_FullAccess"),
          aws("CloudWatchFullAccessV2"),
          aws("service-role/AmplifyBackendDeployFullAccess"),
          aws("AmazonLaunchWizard_Fullaccess"),
          aws("AmazonEMRFullAccessPolicy_v2"),
          aws("SomethingThatAwsAddsTomorrowFullAccess"),
        ];
        s.resource(ROLE, "r", { assumeRolePolicy: trust(), managedPolicyArns: arns });
      },
      findings: [
        /but for identities/,
        /identities and policies/,
        /"AmazonS3FullAccess" is attached: full access to a service/,
        /AWSLambda_FullAccess/,
        /CloudWatchFullAccessV2/,
        /"AmplifyBackendDeployFullAccess"/,
        /AmazonLaunchWizard_Fullaccess/,
        /AmazonEMRFullAccessPolicy_v2/,
        /SomethingThat/,
      ].map((found, index) => ({ resource: "r", path: `managedPolicyArns[${index}]`, found })),
    },
    "a single value where a list belongs, beside an unknown one": {
      stack: (s) => {
        s.resource(ROLE, "one", { assumeRolePolicy: trust(), managedPolicyArns: ADMIN });
        s.resource(ROLE, "two", { assumeRolePolicy: trust(), managedPolicyArns: [s.unknown, ADMIN] });
      },
      findings: [
        { resource: "one", path: "managedPolicyArns", found: /AdministratorAccess/ },
        { resource: "two", path: "managedPolicyArns[1]", found: /AdministratorAccess/ },
      ],
    },
    "the role that aws.lambda.CallbackFunction makes, once for each function": {
      stack: (s) => {
        callbackFunction(s, "api");
        callbackFunction(s, "worker");
      },
      findings: ["api", "worker"].map((name) => ({
        resource: `${name}-${suffixOf("AWSLambda_FullAccess")}`,
        path: "policyArn",
        found:
          /"AWSLambda_FullAccess" is attached to the role that aws\.lambda\.CallbackFunction makes by itself: unless told otherwise it gives that role full access to half a dozen services\.$/,
        fix: /Pass policies or role to the aws\.lambda\.CallbackFunction/,
      })),
    },
    "a CallbackFunction that is given a policy with full access": {
      stack: (s) => {
        callbackFunction(s, "api", ["AmazonS3FullAccess", "service-role/AWSLambdaBasicExecutionRole"]);
      },
      findings: [
        {
          resource: `api-${suffixOf("AmazonS3FullAccess")}`,
          path: "policyArn",
          found:
            /"AmazonS3FullAccess" is attached to the role that aws\.lambda\.CallbackFunction makes by itself: full access to a service, on every resource\.$/,
          fix: /Pass policies or role/,
        },
      ],
    },
    "the first default of a CallbackFunction allowed": {
      stack: (s) => {
        callbackFunction(s, "api", ["AWSLambda_FullAccess", "AmazonS3FullAccess", "AmazonSQSFullAccess"]);
      },
      options: { allowedManagedPolicies: ["AWSLambda_FullAccess", "AmazonSQSFullAccess"] },
      findings: [{ resource: `api-${suffixOf("AmazonS3FullAccess")}`, path: "policyArn", found: /S3/ }],
    },
  },
  undecided: {
    "an unknown policy, and an unknown list": (s) => {
      s.resource(ATTACHMENT, "a", { role: "r", policyArn: s.unknown });
      s.resource(ROLE, "r", { assumeRolePolicy: trust(), managedPolicyArns: s.unknown });
    },
  },
  malformed: {
    "wrong types": (s) => {
      s.resource(ATTACHMENT, "a", { role: 3, policyArn: { arn: ADMIN } });
      s.resource(ROLE, "r", { assumeRolePolicy: null, managedPolicyArns: [null, 3, {}, ""] });
      s.resource(ATTACHMENT, "b", { role: "r", policyArn: `arn:aws:iam::aws:policy/${"a".repeat(100_000)}` });
    },
  },
});
