import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "./bucket";
import { serviceRole, storagePermissions } from "./roles";

const config = new pulumi.Config();
const suffix = config.require("environmentSuffix");
const account = aws.getCallerIdentityOutput().accountId;
const region = aws.getRegionOutput().region;
const named = (name: string) => `delivery-${name}-${suffix}`;

// One key for everything that the pipeline stores. CodePipeline, CodeBuild, S3 and Parameter Store use it with the
// rights of the role that calls them; the services below act for themselves, so each is named.
const key = new aws.kms.Key("pipeline", {
  description: "Artifacts, state, logs and alerts of the delivery pipeline",
  enableKeyRotation: true,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccountAdministersKey",
        Effect: "Allow",
        Principal: { AWS: pulumi.interpolate`arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "LogsEncrypt",
        Effect: "Allow",
        Principal: { Service: pulumi.interpolate`logs.${region}.amazonaws.com` },
        Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        Resource: "*",
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:aws:logs:${region}:${account}:log-group:/aws/codebuild/*`,
          },
        },
      },
      {
        Sid: "NotificationsPublish",
        Effect: "Allow",
        Principal: { Service: "codestar-notifications.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "kms:ViaService": pulumi.interpolate`sns.${region}.amazonaws.com` } },
      },
    ],
  }),
});
new aws.kms.Alias("pipeline", { name: `alias/${named("pipeline")}`, targetKeyId: key.keyId });

// The account's bucket for access logs, which its foundation stack makes.
const accessLogBucket = pulumi.interpolate`access-logs-${account}-${region}`;
const artifacts = new PrivateBucket("artifacts", {
  accessLogBucket,
  bucketName: pulumi.interpolate`${named("artifacts")}-${account}`,
  keyArn: key.arn,
  expireAfterDays: 30,
});
const state = new PrivateBucket("state", {
  accessLogBucket,
  bucketName: pulumi.interpolate`${named("pulumi-state")}-${account}`,
  keyArn: key.arn,
});

const token = new aws.ssm.Parameter("pulumi-access-token", {
  name: `/delivery/pulumi-access-token-${suffix}`,
  description: "Reads policy packs and environments of the organisation",
  type: "SecureString",
  keyId: key.arn,
  value: config.requireSecret("pulumiAccessToken"),
});

const logs = new aws.cloudwatch.LogGroup("builds", {
  name: `/aws/codebuild/${named("builds")}`,
  retentionInDays: 14,
  kmsKeyId: key.arn,
});

const buildRole = serviceRole("build", "codebuild.amazonaws.com", named("build"), account, [
  ...storagePermissions([artifacts.bucket.arn, state.bucket.arn], key.arn),
  {
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: pulumi.interpolate`${logs.arn}:*`,
  },
  { Effect: "Allow", Action: "ssm:GetParameters", Resource: token.arn },
  // What may be deployed is up to this role; the deployed program names it in aws:assumeRoles.
  {
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: pulumi.interpolate`arn:aws:iam::${account}:role/${config.require("deploymentRole")}`,
  },
]);

/**
 * A project that runs one command of Pulumi on the checked-out program, in its own log stream. The program's stack is
 * made once, by hand, with the key above as its secrets provider (awskms://alias/...), so that no passphrase is needed.
 */
function pulumiProject(name: string, command: string): aws.codebuild.Project {
  return new aws.codebuild.Project(name, {
    name: named(name),
    description: `Runs ${command}`,
    serviceRole: buildRole.arn,
    encryptionKey: key.arn,
    artifacts: { type: "CODEPIPELINE" },
    environment: {
      type: "LINUX_CONTAINER",
      computeType: "BUILD_GENERAL1_SMALL",
      image: "aws/codebuild/standard:7.0",
      environmentVariables: [
        { name: "PULUMI_ACCESS_TOKEN", type: "PARAMETER_STORE", value: token.name },
        { name: "PULUMI_BACKEND_URL", value: pulumi.interpolate`s3://${state.bucket.bucket}` },
        { name: "STACK", value: suffix },
      ],
    },
    source: {
      type: "CODEPIPELINE",
      buildspec: `version: 0.2
phases:
  install:
    runtime-versions:
      nodejs: 22
    commands:
      - curl -fsSL https://get.pulumi.com | sh
      - export PATH=$PATH:$HOME/.pulumi/bin
      - npm ci
  pre_build:
    commands:
      - pulumi login "$PULUMI_BACKEND_URL"
      - pulumi stack select "$STACK"
  build:
    commands:
      - ${command}
`,
    },
    logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logs.name, streamName: name } },
  });
}
const previewProject = pulumiProject("preview", "pulumi preview --diff");
const deployProject = pulumiProject("deploy", "pulumi up --yes");

// It stays pending until somebody allows it, once, in the console.
const connection = new aws.codeconnections.Connection("source", { name: named("source"), providerType: "GitHub" });

const pipelineRole = serviceRole("pipeline", "codepipeline.amazonaws.com", named("pipeline"), account, [
  ...storagePermissions([artifacts.bucket.arn], key.arn),
  {
    Effect: "Allow",
    Action: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
    Resource: [previewProject.arn, deployProject.arn],
  },
  // The source action writes its archive with an ACL for the bucket's owner.
  { Effect: "Allow", Action: "s3:PutObjectAcl", Resource: pulumi.interpolate`${artifacts.bucket.arn}/*` },
  {
    Effect: "Allow",
    Action: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
    Resource: connection.arn,
  },
]);

const build = (name: string, project: aws.codebuild.Project) => ({
  name,
  category: "Build",
  owner: "AWS",
  provider: "CodeBuild",
  version: "1",
  inputArtifacts: ["source"],
  configuration: { ProjectName: project.name },
});
const pipeline = new aws.codepipeline.Pipeline("delivery", {
  name: named("pipeline"),
  roleArn: pipelineRole.arn,
  artifactStores: [{ location: artifacts.bucket.bucket, type: "S3", encryptionKey: { id: key.arn, type: "KMS" } }],
  stages: [
    {
      name: "Source",
      actions: [
        {
          name: "Source",
          category: "Source",
          owner: "AWS",
          provider: "CodeStarSourceConnection",
          version: "1",
          outputArtifacts: ["source"],
          configuration: {
            ConnectionArn: connection.arn,
            FullRepositoryId: config.require("repository"),
            BranchName: config.require("branch"),
          },
        },
      ],
    },
    { name: "Build", actions: [build("Preview", previewProject)] },
    { name: "Deploy", actions: [build("Up", deployProject)] },
  ],
});

const alerts = new aws.sns.Topic("alerts", { name: named("alerts"), kmsMasterKeyId: key.arn });
const alertsPolicy = new aws.sns.TopicPolicy("alerts", {
  arn: alerts.arn,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "NotificationsPublish",
        Effect: "Allow",
        Principal: { Service: "codestar-notifications.amazonaws.com" },
        Action: "sns:Publish",
        Resource: alerts.arn,
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  }),
});
new aws.sns.TopicSubscription("alerts", {
  topic: alerts.arn,
  protocol: "email",
  endpoint: config.require("alertEmail"),
});
new aws.codestarnotifications.NotificationRule(
  "failures",
  {
    name: named("failures"),
    resource: pipeline.arn,
    detailType: "FULL",
    eventTypeIds: ["codepipeline-pipeline-pipeline-execution-failed"],
    targets: [{ address: alerts.arn }],
  },
  { dependsOn: alertsPolicy },
);

export const pipeline_name = pipeline.name;
export const pipeline_arn = pipeline.arn;
export const artifact_bucket_name = artifacts.bucket.bucket;
export const state_bucket_name = state.bucket.bucket;
export const codebuild_project_name = deployProject.name;
export const sns_topic_arn = alerts.arn;
export const log_group_name = logs.name;
export const KMSKeyArn = key.arn;
export const EnvironmentSuffix = suffix;
export const StackName = pulumi.getStack();
