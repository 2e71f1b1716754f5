import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PipelineRegion, privateBucket } from "./region";

const config = new pulumi.Config();
const suffix = pulumi.getStack();
const mainRegion = new pulumi.Config("aws").require("region") as aws.Region;
const secondRegion = config.require("secondRegion") as aws.Region;
const alerts = new pulumi.StackReference("alerts", { name: config.require("alertsStack") });

const second = new aws.Provider("second", {
  region: secondRegion,
  defaultTags: { tags: { Environment: suffix, ManagedBy: "Pulumi", Project: pulumi.getProject() } },
});
const account = aws.getCallerIdentityOutput().accountId;

const home = new PipelineRegion("home", { suffix, account });
const away = new PipelineRegion("away", { suffix, account }, { provider: second });
const regions = [
  { name: mainRegion, ...home },
  { name: secondRegion, ...away },
];
const state = privateBucket(
  "state",
  { bucketPrefix: `release-pulumi-state-${suffix}-`, keyArn: home.key.arn, account },
  { protect: true },
);

// The repository is older than this pipeline and outlives it.
const repositoryName = config.require("repository");
const repositoryArn = pulumi.interpolate`arn:aws:codecommit:${mainRegion}:${account}:${repositoryName}`;

const trustedBy = (service: string): pulumi.Output<string> =>
  pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: service },
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  });
const artifactAccess = (stores: { artifacts: aws.s3.Bucket; key: aws.kms.Key }[]): aws.iam.PolicyStatement[] => [
  {
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
    Resource: stores.map(({ artifacts }) => pulumi.interpolate`${artifacts.arn}/*`),
  },
  {
    Effect: "Allow",
    Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
    Resource: stores.map(({ artifacts }) => artifacts.arn),
  },
  {
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
    Resource: stores.map(({ key }) => key.arn),
  },
];

/** Builds that run Pulumi in one region, with a role and a log group there. */
function builds(name: string, region: aws.Region, at: PipelineRegion, provider?: aws.Provider) {
  const own = provider === undefined ? {} : { provider };
  const logs = new aws.cloudwatch.LogGroup(
    name,
    { name: `/release/${name}-${suffix}`, retentionInDays: 14, kmsKeyId: at.key.arn, skipDestroy: true },
    own,
  );
  const role = new aws.iam.Role(
    `build-${name}`,
    { assumeRolePolicy: trustedBy("codebuild.amazonaws.com"), path: "/release/" },
    own,
  );
  const policy = new aws.iam.RolePolicy(
    `build-${name}`,
    {
      role: role.id,
      policy: {
        Version: "2012-10-17",
        Statement: [
          ...artifactAccess([at, { artifacts: state, key: home.key }]),
          {
            Effect: "Allow",
            Action: ["s3:ListBucket"],
            Resource: state.arn,
            Condition: { StringLike: { "s3:prefix": [".pulumi/*"] } },
          },
          { Effect: "Allow", Action: "s3:DeleteObject", Resource: pulumi.interpolate`${state.arn}/.pulumi/locks/*` },
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: [logs.arn, pulumi.interpolate`${logs.arn}:*`],
          },
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Resource: pulumi.interpolate`arn:aws:iam::${account}:role/${config.require("warehouseRole")}`,
          },
        ],
      },
    },
    own,
  );
  const project = (step: string): aws.codebuild.Project =>
    new aws.codebuild.Project(
      `${step}-${name}`,
      {
        name: `release-${step}-${name}-${suffix}`,
        serviceRole: role.arn,
        encryptionKey: at.key.arn,
        artifacts: { type: "CODEPIPELINE" },
        source: { type: "CODEPIPELINE", buildspec: `ci/${step}.yml` },
        environment: {
          type: "LINUX_CONTAINER",
          computeType: "BUILD_GENERAL1_MEDIUM",
          image: "public.ecr.aws/pulumi/pulumi-nodejs-22:3.208.0",
          imagePullCredentialsType: "SERVICE_ROLE",
          environmentVariables: [
            {
              name: "PULUMI_BACKEND_URL",
              value: pulumi.interpolate`s3://${state.bucket}?region=${mainRegion}&awssdk=v2`,
            },
            { name: "PULUMI_STACK", value: `${suffix}-${region}` },
            { name: "AWS_REGION", value: region },
          ],
        },
        logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logs.name, streamName: step } },
        buildTimeout: 45,
        queuedTimeout: 60,
      },
      { ...own, dependsOn: [policy] },
    );
  return { preview: project("preview"), deploy: project("deploy"), logs };
}
const atHome = builds("home", mainRegion, home);
const atAway = builds("away", secondRegion, away, second);
const projects = [atHome.preview, atHome.deploy, atAway.preview, atAway.deploy];

const pipelineRole = new aws.iam.Role("pipeline", {
  assumeRolePolicy: trustedBy("codepipeline.amazonaws.com"),
  path: "/release/",
});
const pipelinePolicy = new aws.iam.RolePolicy("pipeline", {
  role: pipelineRole.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      ...artifactAccess([home, away]),
      {
        Effect: "Allow",
        Action: [
          "codecommit:CancelUploadArchive",
          "codecommit:GetBranch",
          "codecommit:GetCommit",
          "codecommit:GetUploadArchiveStatus",
          "codecommit:UploadArchive",
        ],
        Resource: repositoryArn,
      },
      {
        Effect: "Allow",
        Action: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
        Resource: projects.map((project) => project.arn),
      },
    ],
  }),
});

const action = (name: string, region: aws.Region, project: aws.codebuild.Project, runOrder: number) => ({
  name,
  category: "Build",
  owner: "AWS",
  provider: "CodeBuild",
  version: "1",
  region,
  runOrder,
  inputArtifacts: ["source"],
  configuration: { ProjectName: project.name },
});
const pipeline = new aws.codepipeline.Pipeline(
  "release",
  {
    name: `release-${suffix}`,
    pipelineType: "V2",
    executionMode: "QUEUED",
    roleArn: pipelineRole.arn,
    artifactStores: regions.map(({ name, artifacts, key }) => ({
      region: name,
      location: artifacts.bucket,
      type: "S3",
      encryptionKey: { id: key.arn, type: "KMS" },
    })),
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "CodeCommit",
            category: "Source",
            owner: "AWS",
            provider: "CodeCommit",
            version: "1",
            outputArtifacts: ["source"],
            configuration: {
              RepositoryName: repositoryName,
              BranchName: config.require("branch"),
              PollForSourceChanges: "false",
            },
          },
        ],
      },
      {
        name: "Preview",
        actions: [action("Home", mainRegion, atHome.preview, 1), action("Away", secondRegion, atAway.preview, 1)],
      },
      {
        name: "Approve",
        actions: [
          {
            name: "ReleaseManager",
            category: "Approval",
            owner: "AWS",
            provider: "Manual",
            version: "1",
            configuration: { CustomData: "Read both previews first." },
          },
        ],
      },
      {
        name: "Deploy",
        actions: [action("Home", mainRegion, atHome.deploy, 1), action("Away", secondRegion, atAway.deploy, 2)],
      },
    ],
  },
  { dependsOn: [pipelinePolicy] },
);

// A push starts the pipeline.
const startRole = new aws.iam.Role("start", {
  assumeRolePolicy: trustedBy("events.amazonaws.com"),
  path: "/release/",
});
new aws.iam.RolePolicy("start", {
  role: startRole.name,
  policy: pipeline.arn.apply((arn) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "codepipeline:StartPipelineExecution", Resource: arn },
    }),
  ),
});
const push = new aws.cloudwatch.EventRule("push", {
  description: "A commit to the release branch",
  eventPattern: pulumi.jsonStringify({
    source: ["aws.codecommit"],
    "detail-type": ["CodeCommit Repository State Change"],
    resources: [repositoryArn],
    detail: { event: ["referenceCreated", "referenceUpdated"], referenceName: [config.require("branch")] },
  }),
});
new aws.cloudwatch.EventTarget("push", { rule: push.name, arn: pipeline.arn, roleArn: startRole.arn });

// The topic, its key and its subscribers are another stack's.
const failure = new aws.cloudwatch.EventRule("failure", {
  description: "A release failed",
  eventPattern: pipeline.name.apply((name) =>
    JSON.stringify({
      source: ["aws.codepipeline"],
      "detail-type": ["CodePipeline Pipeline Execution State Change"],
      detail: { pipeline: [name], state: ["FAILED", "STOPPED"] },
    }),
  ),
});
new aws.cloudwatch.EventTarget("failure", {
  rule: failure.name,
  arn: alerts.requireOutput("topicArn"),
  inputTransformer: {
    inputPaths: { pipeline: "$.detail.pipeline", execution: "$.detail.execution-id" },
    inputTemplate: `"The pipeline <pipeline> failed in execution <execution>."`,
  },
});

export const pipelineName = pipeline.name;
export const pipelineArn = pipeline.arn;
export const artifactBucketName = home.artifacts.bucket;
export const stateBucketName = state.bucket;
export const codebuildProjectName = atHome.deploy.name;
export const logGroupName = atHome.logs.name;
export const snsTopicArn = alerts.requireOutput("topicArn");
export const kmsKeyArn = home.key.arn;
export const environmentSuffix = suffix;
export const stackName = pulumi.getStack();
