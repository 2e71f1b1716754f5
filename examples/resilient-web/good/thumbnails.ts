import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarm } from "./alarms";
import { encryptedLogGroup } from "./logs";
import { serviceRole } from "./roles";
import { account, named, packages } from "./settings";
import { DataBucket } from "./storage";

export interface ThumbnailsArgs {
  keyArn: pulumi.Input<string>;
  uploads: DataBucket;
  alertTopicArn: pulumi.Input<string>;
}

/** Makes small pictures of what customers upload. */
export class Thumbnails extends pulumi.ComponentResource {
  readonly function: aws.lambda.Function;

  constructor(name: string, args: ThumbnailsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shop:jobs:Thumbnails", name, {}, opts);
    const parent = { parent: this };
    const { bucket } = args.uploads;
    const functionName = named(name);
    const logs = encryptedLogGroup(name, { groupName: `/aws/lambda/${functionName}`, keyArn: args.keyArn }, this);
    const role = serviceRole(
      name,
      {
        service: "lambda.amazonaws.com",
        managedPolicyArn: "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
        statements: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${logs.arn}:*`,
          },
          { Effect: "Allow", Action: "s3:GetObject", Resource: pulumi.interpolate`${bucket.arn}/pictures/*` },
          { Effect: "Allow", Action: "s3:PutObject", Resource: pulumi.interpolate`${bucket.arn}/thumbnails/*` },
          { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: args.keyArn },
        ],
      },
      this,
    );
    this.function = new aws.lambda.Function(
      name,
      {
        name: functionName,
        description: "Makes small pictures of what customers upload",
        role: role.arn,
        runtime: "python3.13",
        handler: "thumbnails.handler",
        s3Bucket: packages,
        s3Key: "thumbnails.zip",
        timeout: 60,
        memorySize: 512,
        environment: { variables: { THUMBNAIL_WIDTH: "320" } },
        kmsKeyArn: args.keyArn,
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logs.name },
      },
      parent,
    );
    const permission = new aws.lambda.Permission(
      name,
      {
        function: this.function.name,
        action: "lambda:InvokeFunction",
        principal: "s3.amazonaws.com",
        sourceArn: bucket.arn,
        sourceAccount: account,
      },
      parent,
    );
    new aws.s3.BucketNotification(
      name,
      {
        bucket: bucket.bucket,
        lambdaFunctions: [
          { lambdaFunctionArn: this.function.arn, events: ["s3:ObjectCreated:*"], filterPrefix: "pictures/" },
        ],
      },
      { ...parent, dependsOn: permission },
    );
    alarm(
      `${name}-errors`,
      {
        namespace: "AWS/Lambda",
        dimensions: { FunctionName: this.function.name },
        metricName: "Errors",
        statistic: "Sum",
        threshold: 0,
      },
      args.alertTopicArn,
      this,
    );
    this.registerOutputs({ functionName: this.function.name });
  }
}
