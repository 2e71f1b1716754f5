import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sharedKey } from "./keys";

const document = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const trust = (service: string): string =>
  document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } });

// 3.2 IAM-06: Bool does not match a request without MFA, so access keys are let through; s3:* is open without it anyway;
// nobody may set up a device, for which two statements are missing.
const mfa = new aws.iam.Policy("mfa", {
  policy: document(
    {
      Sid: "AllowViewAccountInfo",
      Effect: "Allow",
      Action: ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"],
      Resource: "*",
    },
    {
      Sid: "DenyAllExceptListedIfNoMFA",
      Effect: "Deny",
      NotAction: ["iam:EnableMFADevice", "sts:GetSessionToken", "s3:*"],
      Resource: "*",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ),
});
const engineers = new aws.iam.Group("engineers", {});
new aws.iam.GroupPolicyAttachment("engineers", { group: engineers.name, policyArn: mfa.arn });

// 3.2 IAM-07: no MFA asked of those who may do most; 3.2 IAM-06: nor is it here, where a missing key counts as true.
// 3.3 IAM-03: administrators, by AWS's policy and by one of their own.
const admins = new aws.iam.Group("admins", {});
new aws.iam.GroupPolicyAttachment("admins", {
  group: admins.name,
  policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
});
new aws.iam.GroupPolicy("admins", {
  group: admins.name,
  policy: document({
    Effect: "Allow",
    Action: "*",
    Resource: "*",
    Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
  }),
});

// 3.3 IAM-02: objects and listings of all buckets. IAM-09: whoever is this role can pass any other to a service, and
// change what roles may do.
const deployer = new aws.iam.Role("deployer", { assumeRolePolicy: trust("codebuild.amazonaws.com") });
new aws.iam.RolePolicy("deployer", {
  role: deployer.name,
  policy: document(
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" },
    { Effect: "Allow", Action: ["s3:ListBucketVersions", "s3:GetBucketPolicy"], Resource: "*" },
    { Effect: "Allow", Action: ["iam:PassRole", "iam:PutRolePolicy"], Resource: "*" },
    { Effect: "Allow", NotAction: "s3:DeleteObject", Resource: "arn:aws:s3:::acme-releases/*" },
  ),
});
// 6.1 LOG-11: not encrypted.
const builds = new aws.cloudwatch.LogGroup("deployer", { retentionInDays: 30 });
// 3.3 PIP-10: a build that is root on its host, and builds no image.
new aws.codebuild.Project("deployer", {
  serviceRole: deployer.arn,
  artifacts: { type: "NO_ARTIFACTS" },
  environment: {
    type: "LINUX_CONTAINER",
    computeType: "BUILD_GENERAL1_SMALL",
    image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
    privilegedMode: true,
  },
  logsConfig: { cloudwatchLogs: { groupName: builds.name } },
  source: {
    type: "NO_SOURCE",
    buildspec: "version: 0.2\nphases:\n  build:\n    commands:\n      - aws s3 sync s3://acme-releases .\n",
  },
});

// 3.3 IAM-03, IAM-04: all of S3, and the logs of everybody, to remove old files. IAM-09: any role may be passed to Lambda.
const janitor = new aws.iam.Role("janitor", { assumeRolePolicy: trust("lambda.amazonaws.com") });
new aws.iam.RolePolicyAttachment("janitor", {
  role: janitor.name,
  policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
});
new aws.iam.RolePolicy("janitor", {
  role: janitor.name,
  policy: document(
    { Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:PutLogEvents"], Resource: "*" },
    {
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: "*",
      Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    },
  ),
});
// 3.3 CMP-07, checked with the rows about computing: a runtime without patches, and no tracing.
export const cleaner = new aws.lambda.Function("janitor", {
  role: janitor.arn,
  runtime: "python3.8",
  handler: "index.handler",
  s3Bucket: "acme-releases",
  s3Key: "janitor.zip",
});
new aws.cloudwatch.LogGroup("janitor", {
  name: pulumi.interpolate`/aws/lambda/${cleaner.name}`,
  retentionInDays: 30,
  kmsKeyId: sharedKey.arn,
});
