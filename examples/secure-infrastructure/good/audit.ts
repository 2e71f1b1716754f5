import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { serviceRole } from "./roles";
import { configRecorderName, named, trailName } from "./settings";
import { LogBucket } from "./storage";

export interface AuditTrailArgs {
  keyArn: pulumi.Input<string>;
  logs: LogBucket;
  /** Buckets each of whose objects is watched. */
  watchedBucketArns: pulumi.Input<string>[];
}

/**
 * Who did what in this region, and who read which upload. The organisation has a multi-region trail already, whose
 * events raise alarms; so this one is single-region, and both are told to the policy pack in ../settings.json.
 */
export class AuditTrail extends pulumi.ComponentResource {
  readonly trail: aws.cloudtrail.Trail;

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("infrastructure:audit:AuditTrail", name, {}, opts);
    this.trail = new aws.cloudtrail.Trail(
      name,
      {
        name: trailName,
        s3BucketName: args.logs.bucket.bucket,
        s3KeyPrefix: "trail",
        isMultiRegionTrail: false,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        kmsKeyId: args.keyArn,
        eventSelectors: [
          {
            readWriteType: "All",
            includeManagementEvents: true,
            dataResources: [
              { type: "AWS::S3::Object", values: args.watchedBucketArns.map((arn) => pulumi.interpolate`${arn}/`) },
            ],
          },
        ],
      },
      { parent: this, dependsOn: args.logs.policy },
    );
    this.registerOutputs({ trailArn: this.trail.arn });
  }
}

/** What the account is made of, over time; what AWS finds suspicious in it; and what others can reach from outside. */
export class Posture extends pulumi.ComponentResource {
  readonly detector: aws.guardduty.Detector;

  constructor(name: string, args: { logs: LogBucket }, opts?: pulumi.ComponentResourceOptions) {
    super("infrastructure:audit:Posture", name, {}, opts);
    const parent = { parent: this };
    this.detector = new aws.guardduty.Detector(
      "threats",
      { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
      parent,
    );
    new aws.accessanalyzer.Analyzer(
      "outside-access",
      { analyzerName: named("outside-access"), type: "ACCOUNT" },
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
    new aws.cfg.RecorderStatus(
      "configuration",
      { name: recorder.name, isEnabled: true },
      { ...parent, dependsOn: channel },
    );
    this.registerOutputs({ detectorId: this.detector.id, recorderName: recorder.name });
  }
}
