import * as aws from "@pulumi/aws";

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
// 3.3 IAM-03: administrators.
const admins = new aws.iam.Group("admins", {});
new aws.iam.GroupPolicyAttachment("admins", {
  group: admins.name,
  policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
});
new aws.iam.GroupPolicy("admins-from-home", {
  group: admins.name,
  policy: document({
    Effect: "Allow",
    Action: "iam:ListUsers",
    Resource: "*",
    Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
  }),
});

// 3.3 IAM-02: objects of all buckets. IAM-09: whoever is this role can become any other, or change what it may do.
const deployer = new aws.iam.Role("deployer", { assumeRolePolicy: trust("codebuild.amazonaws.com") });
new aws.iam.RolePolicy("deployer", {
  role: deployer.name,
  policy: document(
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" },
    { Effect: "Allow", Action: ["iam:PassRole", "iam:PutRolePolicy"], Resource: "*" },
    { Effect: "Allow", NotAction: ["iam:DeleteRole"], Resource: deployer.arn },
  ),
});
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
  source: {
    type: "NO_SOURCE",
    buildspec: "version: 0.2\nphases:\n  build:\n    commands:\n      - aws s3 sync s3://acme-releases .\n",
  },
});

// 3.3 IAM-03, IAM-04: all of S3, and the logs of everybody, to remove old files.
const janitor = new aws.iam.Role("janitor", { assumeRolePolicy: trust("lambda.amazonaws.com") });
new aws.iam.RolePolicyAttachment("janitor", {
  role: janitor.name,
  policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
});
new aws.iam.RolePolicy("janitor", {
  role: janitor.name,
  policy: document({ Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:PutLogEvents"], Resource: "*" }),
});
// 3.3 CMP-07, checked with the rows about computing: a runtime without patches, and no tracing.
new aws.lambda.Function("janitor", {
  role: janitor.arn,
  runtime: "python3.8",
  handler: "index.handler",
  s3Bucket: "acme-releases",
  s3Key: "janitor.zip",
});
