// A delivery pipeline as it is often written in a hurry. The number in a comment is the error of the pipeline catalogue
// that the line makes; `npm run demo` shows what the policy pack says about each.
import * as aws from "@pulumi/aws";

// 28: no aws:region in the stack's configuration: whoever runs the CLI decides.
// 1: nothing carries tags. 2: there is no bucket for Pulumi's state.

// 6: any other account can have taken this name. 7, 8, 9, 10: neither versions, encryption, expiry nor a public access block.
// 11: no environment in the name, so that a second stack collides.
const artifacts = new aws.s3.Bucket("artifacts", { bucket: "pipeline-artifacts", forceDestroy: true });

// 12: a secret as plain String. 13: typed into the program.
const token = new aws.ssm.Parameter("pulumi-token", {
  name: "/codebuild/pulumi-token",
  type: "String",
  value: "placeholder-token",
});

// 3: kept for ever. 26: the environment is a literal, and not this stack's.
const logs = new aws.cloudwatch.LogGroup("builds", { name: "/aws/codebuild/build-dev" });

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });

// 14: all actions of four services. 15: on everything.
const role = new aws.iam.Role("pipeline", { assumeRolePolicy: trust("codepipeline.amazonaws.com") });
new aws.iam.RolePolicy("pipeline", {
  role: role.id,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:*", "codebuild:*", "codecommit:*", "iam:PassRole"], Resource: "*" }],
  }),
});
const buildRole = new aws.iam.Role("build", { assumeRolePolicy: trust("codebuild.amazonaws.com") });
new aws.iam.RolePolicy("build", {
  role: buildRole.id,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["logs:*", "s3:*", "ssm:*"], Resource: "*" }],
  }),
});

const project = new aws.codebuild.Project("build", {
  serviceRole: buildRole.arn,
  artifacts: { type: "CODEPIPELINE" },
  environment: {
    type: "LINUX_CONTAINER",
    computeType: "BUILD_GENERAL1_SMALL",
    // 18: an image that AWS no longer patches.
    image: "aws/codebuild/standard:4.0",
    // 19: the token stands in the project's settings, readable by everybody who may describe it.
    environmentVariables: [{ name: "PULUMI_ACCESS_TOKEN", value: token.value }],
  },
  source: {
    type: "CODEPIPELINE",
    // 16: nothing installs Pulumi or logs in. 17: no preview before the update.
    buildspec: `version: 0.2
phases:
  build:
    commands:
      - pulumi up --yes
`,
  },
  // 20: no logs in CloudWatch.
});

// 21: not encrypted. 4: nobody is subscribed.
const alerts = new aws.sns.Topic("alerts", { name: "pipeline-alerts" });
new aws.cloudwatch.MetricAlarm("failed-builds", {
  namespace: "AWS/CodeBuild",
  metricName: "FailedBuilds",
  dimensions: { ProjectName: project.name },
  statistic: "Sum",
  period: 300,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  alarmActions: [alerts.arn],
});

// 5: no rule tells anybody when the pipeline fails. 22: no encryption key for the artifacts.
new aws.codepipeline.Pipeline("delivery", {
  name: "delivery-pipeline",
  roleArn: role.arn,
  artifactStores: [{ location: artifacts.bucket, type: "S3" }],
  stages: [
    {
      name: "Source",
      actions: [
        {
          name: "Source",
          category: "Source",
          owner: "ThirdParty",
          provider: "GitHub",
          version: "1",
          outputArtifacts: ["source"],
          configuration: {
            // 23: placeholders. 24: a token in the program.
            Owner: "your-org",
            Repo: "my-repo",
            Branch: "main",
            OAuthToken: "hardcoded-token",
          },
        },
      ],
    },
    // 25: no stage that deploys.
    {
      name: "Build",
      actions: [
        {
          name: "Build",
          category: "Build",
          owner: "AWS",
          provider: "CodeBuild",
          version: "1",
          inputArtifacts: ["source"],
          configuration: { ProjectName: project.name },
        },
      ],
    },
  ],
});

// 27: of all that operators need, only the topic and the log group are exported.
export const topic = alerts.arn;
export const logGroup = logs.name;
