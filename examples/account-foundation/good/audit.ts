import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { encryptedLogGroup } from "./logs";
import { serviceRole } from "./roles";
import { SECURITY_EVENTS } from "./security-events";
import { configRecorderName, named, trailName } from "./settings";
import { LogBucket } from "./storage";

export interface AuditTrailArgs {
  keyArn: pulumi.Input<string>;
  logs: LogBucket;
  /** Where alarms on what the trail records go. */
  alertTopicArn: pulumi.Input<string>;
}

/** Who did what, in all regions, kept in the log bucket; and an alarm on each event that is rare in a quiet account. */
export class AuditTrail extends pulumi.ComponentResource {
  readonly trail: aws.cloudtrail.Trail;

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("foundation:audit:AuditTrail", name, {}, opts);
    const parent = { parent: this };
    const events = encryptedLogGroup(
      "account-events",
      { groupName: `/aws/cloudtrail/${trailName}`, keyArn: args.keyArn, retentionInDays: 365 },
      this,
    );
    const stream = pulumi.interpolate`${events.arn}:*`;
    const role = serviceRole(
      "account-events",
      {
        service: "cloudtrail.amazonaws.com",
        statements: [{ Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: stream }],
      },
      this,
    );
    this.trail = new aws.cloudtrail.Trail(
      name,
      {
        name: trailName,
        s3BucketName: args.logs.bucket.bucket,
        s3KeyPrefix: "trail",
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        kmsKeyId: args.keyArn,
        cloudWatchLogsGroupArn: stream,
        cloudWatchLogsRoleArn: role.arn,
      },
      { ...parent, dependsOn: args.logs.policy },
    );

    for (const [event, pattern] of Object.entries(SECURITY_EVENTS)) {
      const metric = { namespace: "Foundation/Security", name: event };
      new aws.cloudwatch.LogMetricFilter(
        event,
        { name: named(event), logGroupName: events.name, pattern, metricTransformation: { ...metric, value: "1" } },
        parent,
      );
      new aws.cloudwatch.MetricAlarm(
        event,
        {
          name: named(event),
          alarmDescription: `${event} was seen in the account's trail`,
          namespace: metric.namespace,
          metricName: metric.name,
          statistic: "Sum",
          period: 300,
          evaluationPeriods: 1,
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          threshold: 1,
          treatMissingData: "notBreaching",
          alarmActions: [args.alertTopicArn],
        },
        parent,
      );
    }
    this.registerOutputs({ trailArn: this.trail.arn });
  }
}

/** Rules of AWS Config that judge what is recorded, by AWS's names. */
const CONFIG_RULES = {
  "root-mfa": "ROOT_ACCOUNT_MFA_ENABLED",
  "trail-on": "CLOUD_TRAIL_ENABLED",
  "volumes-encrypted": "ENCRYPTED_VOLUMES",
  "no-open-ssh": "INCOMING_SSH_DISABLED",
};

/** What the account is made of, over time, and what AWS finds suspicious in it. */
export class Posture extends pulumi.ComponentResource {
  readonly detector: aws.guardduty.Detector;

  constructor(name: string, args: { logs: LogBucket }, opts?: pulumi.ComponentResourceOptions) {
    super("foundation:audit:Posture", name, {}, opts);
    const parent = { parent: this };
    this.detector = new aws.guardduty.Detector(
      "threats",
      { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
      parent,
    );

    const { bucket } = args.logs;
    const role = serviceRole(
      "configuration",
      {
        service: "config.amazonaws.com",
        namesAccount: true,
        managedPolicyArn: "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole",
        statements: [
          { Effect: "Allow", Action: "s3:GetBucketAcl", Resource: bucket.arn },
          { Effect: "Allow", Action: "s3:PutObject", Resource: pulumi.interpolate`${bucket.arn}/config/AWSLogs/*` },
        ],
      },
      this,
    );
    const recorder = new aws.cfg.Recorder(
      "configuration",
      {
        name: configRecorderName,
        roleArn: role.arn,
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      },
      parent,
    );
    const channel = new aws.cfg.DeliveryChannel(
      "configuration",
      { name: named("configuration"), s3BucketName: bucket.bucket, s3KeyPrefix: "config" },
      { ...parent, dependsOn: [recorder, args.logs.policy] },
    );
    const recording = new aws.cfg.RecorderStatus(
      "configuration",
      { name: recorder.name, isEnabled: true },
      { ...parent, dependsOn: channel },
    );
    for (const [rule, sourceIdentifier] of Object.entries(CONFIG_RULES)) {
      new aws.cfg.Rule(
        rule,
        { name: named(rule), source: { owner: "AWS", sourceIdentifier } },
        { ...parent, dependsOn: recording },
      );
    }
    this.registerOutputs({ detectorId: this.detector.id, recorderName: recorder.name });
  }
}
