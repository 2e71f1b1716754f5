import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const organization = config.require("organization");
const repositories = config.requireObject<string[]>("repositories");
const environment = pulumi.getStack();
const { accountId } = aws.getCallerIdentityOutput();
const { partition } = aws.getPartitionOutput();
const { region } = aws.getRegionOutput();

const tags = { Environment: environment, ManagedBy: "pulumi", Project: pulumi.getProject() };

const github = new aws.iam.OpenIdConnectProvider("github", {
  url: "https://token.actions.githubusercontent.com",
  clientIdLists: ["sts.amazonaws.com"],
  tags,
});

/** Who may assume a role: workflows of the repositories, in a branch or an environment of GitHub. */
function trust(subject: string): pulumi.Output<string> {
  return aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ["sts:AssumeRoleWithWebIdentity"],
        principals: [{ type: "Federated", identifiers: [github.arn] }],
        conditions: [
          {
            test: "StringEquals",
            variable: "token.actions.githubusercontent.com:aud",
            values: ["sts.amazonaws.com"],
          },
          {
            test: "StringLike",
            variable: "token.actions.githubusercontent.com:sub",
            values: repositories.map((repository) => `repo:${organization}/${repository}:${subject}`),
          },
        ],
      },
    ],
  }).json;
}

// Releases may do no more than this, whatever is attached to their role later.
const boundary = new aws.iam.Policy("release-boundary", {
  name: `release-boundary-${environment}`,
  description: "The most that a release may do",
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:*", "cloudfront:*", "ecr:*", "ecs:*", "iam:PassRole"],
        Resource: "*",
      },
      { Effect: "Deny", Action: ["organizations:*", "account:*"], Resource: "*" },
    ],
  }),
  tags,
});

const preview = new aws.iam.Role("preview", {
  name: `github-preview-${environment}`,
  description: "Pull requests: previews read, and change nothing",
  assumeRolePolicy: trust("pull_request"),
  maxSessionDuration: 3600,
  tags,
});
new aws.iam.RolePolicyAttachment("preview", {
  role: preview.name,
  policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
});

const deploy = new aws.iam.Role("deploy", {
  name: `github-deploy-${environment}`,
  description: "Releases of the storefront",
  assumeRolePolicy: trust(`environment:${environment}`),
  permissionsBoundary: boundary.arn,
  tags,
});

const site = pulumi.interpolate`arn:${partition}:s3:::${config.require("siteBucket")}`;
const service = pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:service/storefront-${environment}/web`;
const taskRoles = ["storefront-task", "storefront-execution"].map(
  (name) => pulumi.interpolate`arn:${partition}:iam::${accountId}:role/${name}-${environment}`,
);
const release = new aws.iam.Policy("release", {
  name: `storefront-release-${environment}`,
  policy: {
    Version: "2012-10-17",
    Statement: [
      { Sid: "ListSite", Effect: "Allow", Action: ["s3:ListBucket", "s3:GetBucketLocation"], Resource: site },
      {
        Sid: "UploadSite",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        Resource: pulumi.interpolate`${site}/*`,
      },
      {
        Sid: "RefreshSite",
        Effect: "Allow",
        Action: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
        Resource: pulumi.interpolate`arn:${partition}:cloudfront::${accountId}:distribution/${config.require("distributionId")}`,
      },
      { Sid: "LogInToRegistry", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      {
        Sid: "PushImages",
        Effect: "Allow",
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ],
        Resource: pulumi.interpolate`arn:${partition}:ecr:${region}:${accountId}:repository/storefront/*`,
      },
      // Neither takes a resource.
      {
        Sid: "Tasks",
        Effect: "Allow",
        Action: ["ecs:DescribeTaskDefinition", "ecs:DeregisterTaskDefinition"],
        Resource: "*",
      },
      {
        Sid: "RegisterTasks",
        Effect: "Allow",
        Action: ["ecs:RegisterTaskDefinition"],
        Resource: pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:task-definition/storefront-${environment}:*`,
      },
      {
        Sid: "UpdateService",
        Effect: "Allow",
        Action: ["ecs:DescribeServices", "ecs:UpdateService"],
        Resource: service,
      },
      {
        Sid: "PassTaskRoles",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: taskRoles,
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
      {
        Sid: "OnlyHere",
        Effect: "Deny",
        NotAction: ["s3:Get*", "s3:List*"],
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": [region, "us-east-1"] } },
      },
    ],
  },
  tags,
});
new aws.iam.RolePolicyAttachment("release", { role: deploy.name, policyArn: release.arn });

export const previewRoleArn = preview.arn;
export const deployRoleArn = deploy.arn;
export const releaseBoundaryArn = boundary.arn;
