import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { auditKey, sharedKey } from "./keys";
import { logs, site } from "./storage";

// 8.1 LOG-15: the key keeps CloudWatch out, and so does the topic's policy: nobody is told.
const alerts = new aws.sns.Topic("alerts", { kmsMasterKeyId: auditKey.arn });
new aws.sns.TopicPolicy("alerts", {
  arn: alerts.arn,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "budgets.amazonaws.com" }, Action: "sns:Publish", Resource: "*" },
    ],
  }),
});
new aws.sns.TopicSubscription("alerts", {
  topic: alerts.arn,
  protocol: "email",
  endpoint: "security@acme-platform.io",
});
// 8.1 LOG-08, SEC-11: not encrypted.
const chat = new aws.sns.Topic("chat", {});

const events = new aws.cloudwatch.LogGroup("events", {
  name: "/aws/cloudtrail/account",
  retentionInDays: 90,
  kmsKeyId: auditKey.arn,
});
const toLogs = new aws.iam.Role("trail", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "cloudtrail.amazonaws.com" } }],
  }),
});
new aws.iam.RolePolicy("trail", {
  role: toLogs.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: pulumi.interpolate`${events.arn}:*`,
      },
    ],
  }),
});
// 7.1 LOG-02: one region. 7.2 LOG-03: turned off, and nobody can tell whether its files were changed.
export const trail = new aws.cloudtrail.Trail("account", {
  s3BucketName: logs.bucket,
  enableLogging: false,
  kmsKeyId: auditKey.arn,
  cloudWatchLogsGroupArn: pulumi.interpolate`${events.arn}:*`,
  cloudWatchLogsRoleArn: toLogs.arn,
});
// 7.1 LOG-02: without IAM, which is a global service. 7.3 LOG-04: not encrypted.
// 7.4 LOG-05: between the files of a website. 8.2 LOG-10: nobody watches what it records.
new aws.cloudtrail.Trail("regions", {
  s3BucketName: site.bucket,
  isMultiRegionTrail: true,
  includeGlobalServiceEvents: false,
  enableLogFileValidation: true,
});
// 7.1 LOG-02: the same events once more, at a price. 7.4 LOG-05: into a bucket of its own.
const copies = new aws.s3.Bucket("trail-copies", {});
new aws.cloudtrail.Trail("copy", {
  s3BucketName: copies.bucket,
  isMultiRegionTrail: true,
  enableLogFileValidation: true,
  kmsKeyId: sharedKey.arn,
});

// 8.2 LOG-10: 14 of the 15 events that matter are not looked for.
const metric = (name: string, pattern: string) =>
  new aws.cloudwatch.LogMetricFilter(name, {
    logGroupName: events.name,
    pattern,
    metricTransformation: { namespace: "Security", name, value: "1" },
  });
metric("root-use", '{ $.userIdentity.type = "Root" && $.eventType != "AwsServiceEvent" }');
// 8.2 LOG-10: counted, but no alarm looks at the count.
metric("trail-stopped", "{ $.eventName = StopLogging }");
// 8.2 LOG-10: an alarm that tells nobody, and only after ninety times.
new aws.cloudwatch.MetricAlarm("root-use", {
  namespace: "Security",
  metricName: "root-use",
  statistic: "Sum",
  period: 300,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanThreshold",
  threshold: 90,
});
new aws.cloudwatch.MetricAlarm("logs-refused", {
  namespace: "AWS/Logs",
  metricName: "DeliveryErrors",
  dimensions: { LogGroupName: events.name },
  statistic: "Sum",
  period: 300,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  alarmActions: [alerts.arn, chat.arn],
});

const recording = new aws.iam.Role("recording", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "config.amazonaws.com" } }],
  }),
});
new aws.iam.RolePolicyAttachment("recording", {
  role: recording.name,
  policyArn: "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole",
});
// 9.1, 9.2 LOG-14: recorder, channel, status and rule are made in any order, because nothing says which comes first.
// 9.2 GOV-09: the recorder by its name.
new aws.cfg.Recorder("account", { name: "account-recorder", roleArn: recording.arn });
new aws.cfg.DeliveryChannel("account", { s3BucketName: logs.bucket });
new aws.cfg.RecorderStatus("account", { name: "account-recorder", isEnabled: true });
new aws.cfg.Rule("root-mfa", { source: { owner: "AWS", sourceIdentifier: "ROOT_ACCOUNT_MFA_ENABLED" } });
