import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What a pipeline has already. */
export interface PreviewProjectArgs {
  /** The project's name, and its role's. */
  readonly name: pulumi.Input<string>;
  /** The stack that is previewed. */
  readonly stack: pulumi.Input<string>;
  readonly artifacts: aws.s3.Bucket;
  readonly state: aws.s3.Bucket;
  /** Encrypts both buckets, the token and the stack's secrets. */
  readonly key: aws.kms.Key;
  /** A SecureString with the Pulumi access token. */
  readonly token: aws.ssm.Parameter;
  readonly logs: aws.cloudwatch.LogGroup;
}

/**
 * A CodeBuild project for the Build stage of a pipeline: it previews the program with aws-security-baseline, as buildspec.yml
 * says, and a mandatory finding ends the pipeline before its Deploy stage. It has a role of its own, which deploys nothing: to
 * read AWS, a preview takes a reading role that the program names in aws:assumeRoles.
 */
export function previewProject(logicalName: string, args: PreviewProjectArgs): aws.codebuild.Project {
  const account = aws.getCallerIdentityOutput().accountId;
  const region = aws.getRegionOutput().region;
  const role = new aws.iam.Role(logicalName, {
    name: args.name,
    assumeRolePolicy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "codebuild.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": account } },
        },
      ],
    }),
  });
  const policy = new aws.iam.RolePolicy(logicalName, {
    name: args.name,
    role: role.name,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:ListBucket", Resource: [args.artifacts.arn, args.state.arn] },
        {
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:GetObjectVersion"],
          Resource: [pulumi.interpolate`${args.artifacts.arn}/*`, pulumi.interpolate`${args.state.arn}/*`],
        },
        // A preview reads the state and locks it meanwhile.
        {
          Effect: "Allow",
          Action: ["s3:PutObject", "s3:DeleteObject"],
          Resource: pulumi.interpolate`${args.state.arn}/.pulumi/locks/*`,
        },
        { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: args.key.arn },
        { Effect: "Allow", Action: "ssm:GetParameters", Resource: args.token.arn },
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: pulumi.interpolate`${args.logs.arn}:*`,
        },
        // CodeBuild names a report group after the project and the report in the buildspec.
        {
          Effect: "Allow",
          Action: [
            "codebuild:CreateReportGroup",
            "codebuild:CreateReport",
            "codebuild:UpdateReport",
            "codebuild:BatchPutTestCases",
          ],
          Resource: pulumi.interpolate`arn:aws:codebuild:${region}:${account}:report-group/${args.name}-aws-security-baseline`,
        },
      ],
    }),
  });
  return new aws.codebuild.Project(
    logicalName,
    {
      name: args.name,
      description: "Previews with aws-security-baseline",
      serviceRole: role.arn,
      encryptionKey: args.key.arn,
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type: "LINUX_CONTAINER",
        computeType: "BUILD_GENERAL1_SMALL",
        image: "aws/codebuild/standard:7.0",
        environmentVariables: [
          { name: "PULUMI_ACCESS_TOKEN", type: "PARAMETER_STORE", value: args.token.name },
          { name: "PULUMI_BACKEND_URL", value: pulumi.interpolate`s3://${args.state.bucket}` },
          { name: "STACK", value: args.stack },
        ],
      },
      // The text, not the path: what a commit changes in the file takes effect when the pipeline is deployed.
      source: { type: "CODEPIPELINE", buildspec: readFileSync(join(__dirname, "buildspec.yml"), "utf8") },
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: args.logs.name, streamName: logicalName } },
    },
    { dependsOn: policy },
  );
}
