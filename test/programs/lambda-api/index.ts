import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApiFunction } from "./function";

const config = new pulumi.Config();
const stack = pulumi.getStack();
const retentionInDays = config.getNumber("logRetentionDays") ?? 30;
const { accountId } = aws.getCallerIdentityOutput();
const { region } = aws.getRegionOutput();

const key = new aws.kms.Key("orders", {
  description: `Data, logs and alarms of the orders API (${stack})`,
  enableKeyRotation: true,
  deletionWindowInDays: 30,
});
new aws.kms.Alias("orders", { name: `alias/orders-${stack}`, targetKeyId: key.id });
new aws.kms.KeyPolicy("orders", {
  keyId: key.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: pulumi.interpolate`arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "Logs",
        Effect: "Allow",
        Principal: { Service: pulumi.interpolate`logs.${region}.amazonaws.com` },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        Resource: "*",
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:aws:logs:${region}:${accountId}:log-group:*`,
          },
        },
      },
      {
        Sid: "Alarms",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  }),
});

const table = new aws.dynamodb.Table("orders", {
  billingMode: "PAY_PER_REQUEST",
  hashKey: "customer",
  rangeKey: "order",
  attributes: [
    { name: "customer", type: "S" },
    { name: "order", type: "S" },
    { name: "status", type: "S" },
  ],
  globalSecondaryIndexes: [
    { name: "by-status", keySchemas: [{ attributeName: "status", keyType: "HASH" }], projectionType: "KEYS_ONLY" },
  ],
  pointInTimeRecovery: { enabled: true },
  serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
});

const undelivered = new aws.sqs.Queue("undelivered", {
  messageRetentionSeconds: 14 * 24 * 3600,
  kmsMasterKeyId: key.arn,
});
const shipments = new aws.sqs.Queue("shipments", {
  visibilityTimeoutSeconds: 180,
  kmsMasterKeyId: key.arn,
  redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: undelivered.arn, maxReceiveCount: 5 }),
});

const useKey = { Effect: "Allow" as const, Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: key.arn };
const api = new ApiFunction("api", {
  handler: "index.api",
  environment: { TABLE: table.name, SHIPMENTS: shipments.url, LOG_LEVEL: stack === "prod" ? "info" : "debug" },
  keyArn: key.arn,
  retentionInDays,
  statements: [
    {
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
      Resource: [table.arn, pulumi.interpolate`${table.arn}/index/*`],
    },
    { Effect: "Allow", Action: "sqs:SendMessage", Resource: shipments.arn },
    useKey,
  ],
});
const worker = new ApiFunction("worker", {
  handler: "index.worker",
  environment: { TABLE: table.name },
  keyArn: key.arn,
  retentionInDays,
  timeout: 30,
  statements: [
    { Effect: "Allow", Action: ["dynamodb:UpdateItem"], Resource: table.arn },
    {
      Effect: "Allow",
      Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      Resource: shipments.arn,
    },
    useKey,
  ],
});
new aws.lambda.EventSourceMapping("worker", {
  functionName: worker.function.arn,
  eventSourceArn: shipments.arn,
  batchSize: 10,
  functionResponseTypes: ["ReportBatchItemFailures"],
});

const gateway = new aws.apigatewayv2.Api("orders", { protocolType: "HTTP", description: "Orders of customers" });
const integration = new aws.apigatewayv2.Integration("api", {
  apiId: gateway.id,
  integrationType: "AWS_PROXY",
  integrationUri: api.function.invokeArn,
  payloadFormatVersion: "2.0",
});
for (const [name, routeKey] of Object.entries({ list: "GET /orders", place: "POST /orders" })) {
  new aws.apigatewayv2.Route(name, {
    apiId: gateway.id,
    routeKey,
    authorizationType: "AWS_IAM",
    target: pulumi.interpolate`integrations/${integration.id}`,
  });
}
const accessLog = new aws.cloudwatch.LogGroup("access", { retentionInDays, kmsKeyId: key.arn });
const stage = new aws.apigatewayv2.Stage("default", {
  apiId: gateway.id,
  name: "$default",
  autoDeploy: true,
  accessLogSettings: {
    destinationArn: accessLog.arn,
    format: JSON.stringify({ id: "$context.requestId", route: "$context.routeKey", status: "$context.status" }),
  },
  defaultRouteSettings: { throttlingBurstLimit: 100, throttlingRateLimit: 50 },
});
new aws.lambda.Permission("gateway", {
  action: "lambda:InvokeFunction",
  function: api.function.name,
  principal: "apigateway.amazonaws.com",
  sourceArn: pulumi.interpolate`${gateway.executionArn}/*/*`,
});

const alarms = new aws.sns.Topic("alarms", { kmsMasterKeyId: key.id });
new aws.sns.TopicSubscription("oncall", {
  topic: alarms.arn,
  protocol: "email",
  endpoint: config.require("alertEmail"),
});
new aws.cloudwatch.MetricAlarm("undelivered", {
  alarmDescription: "Shipments could not be processed",
  namespace: "AWS/SQS",
  metricName: "ApproximateNumberOfMessagesVisible",
  dimensions: { QueueName: undelivered.name },
  statistic: "Maximum",
  period: 300,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  treatMissingData: "notBreaching",
  alarmActions: [alarms.arn],
  okActions: [alarms.arn],
});

export const apiUrl = stage.invokeUrl;
export const tableName = table.name;
export const kmsKeyArn = key.arn;
export const environmentSuffix = stack;
export const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
