import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, disposable, named, region, trailArn } from "./settings";

/**
 * The key of everything that the shop stores. S3, RDS and Lambda use it with the rights of who calls them; the services
 * in its policy act for themselves.
 */
export class ShopKey extends pulumi.ComponentResource {
  readonly key: aws.kms.Key;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("shop:keys:ShopKey", name, {}, opts);
    const scaling = pulumi.interpolate`arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
    this.key = new aws.kms.Key(
      name,
      {
        description: "Data, logs and alerts of the shop",
        enableKeyRotation: true,
        deletionWindowInDays: disposable ? 7 : 30,
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
                  "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:aws:logs:${region}:${account}:log-group:*`,
                },
              },
            },
            {
              Sid: "TrailEncrypts",
              Effect: "Allow",
              Principal: { Service: "cloudtrail.amazonaws.com" },
              Action: ["kms:GenerateDataKey*", "kms:DescribeKey"],
              Resource: "*",
              Condition: { StringEquals: { "aws:SourceArn": trailArn } },
            },
            {
              Sid: "AlarmsPublish",
              Effect: "Allow",
              Principal: { Service: "cloudwatch.amazonaws.com" },
              Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
              Resource: "*",
              Condition: { StringEquals: { "aws:SourceAccount": account } },
            },
            // EventBridge names no source when it uses a key, so that a condition would keep it out.
            {
              Sid: "EventsPublish",
              Effect: "Allow",
              Principal: { Service: "events.amazonaws.com" },
              Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
              Resource: "*",
            },
            // Auto Scaling starts instances with encrypted volumes as its own role.
            {
              Sid: "ScalingUsesVolumes",
              Effect: "Allow",
              Principal: { AWS: scaling },
              Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
              Resource: "*",
            },
            {
              Sid: "ScalingAttachesVolumes",
              Effect: "Allow",
              Principal: { AWS: scaling },
              Action: "kms:CreateGrant",
              Resource: "*",
              Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
            },
          ],
        }),
      },
      { parent: this },
    );
    new aws.kms.Alias(name, { name: `alias/${named("data")}`, targetKeyId: this.key.keyId }, { parent: this });
    this.registerOutputs({ keyArn: this.key.arn });
  }
}
