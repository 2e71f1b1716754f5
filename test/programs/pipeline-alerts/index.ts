import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const stack = pulumi.getStack();
const account = aws.getCallerIdentityOutput().accountId;

const key = new aws.kms.Key("alerts", {
  description: "Failures of pipelines on their way to people",
  enableKeyRotation: true,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: pulumi.interpolate`arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        // EventBridge sends neither aws:SourceAccount nor aws:SourceArn here.
        Sid: "EventBridge",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "*",
      },
    ],
  }),
});
new aws.kms.Alias("alerts", { name: `alias/pipeline-alerts-${stack}`, targetKeyId: key.keyId });

const topic = new aws.sns.Topic("alerts", {
  name: `pipeline-alerts-${stack}`,
  displayName: "Pipelines",
  kmsMasterKeyId: key.arn,
});
new aws.sns.TopicPolicy("alerts", {
  arn: topic.arn,
  policy: topic.arn.apply((arn) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "EventBridgePublishes",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sns:Publish",
          Resource: arn,
        },
      ],
    }),
  ),
});
new pulumi.Config().requireObject<string[]>("recipients").forEach((endpoint, index) => {
  new aws.sns.TopicSubscription(`recipient-${index}`, { topic: topic.arn, protocol: "email", endpoint });
});

export const topicArn = topic.arn;
export const KmsKeyArn = key.arn;
export const EnvironmentSuffix = stack;
export const StackName = stack;
