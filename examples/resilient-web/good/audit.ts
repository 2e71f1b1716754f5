import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { serviceRole } from "./roles";
import { configRecorderName, named, trailName } from "./settings";
import { LogBucket } from "./storage";

export interface AuditArgs {
  keyArn: pulumi.Input<string>;
  logs: LogBucket;
}

/** Who did what in the account, what it is made of over time, and what AWS finds suspicious in it. */
export class Audit extends pulumi.ComponentResource {
  readonly trail: aws.cloudtrail.Trail;
  readonly detector: aws.guardduty.Detector;

  constructor(name: string, { keyArn, logs }: AuditArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shop:audit:Audit", name, {}, opts);
    const parent = { parent: this };
    const { bucket, policy } = logs;
    this.trail = new aws.cloudtrail.Trail(
      "account",
      {
        name: trailName,
        s3BucketName: bucket.bucket,
        s3KeyPrefix: "trail",
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        kmsKeyId: keyArn,
      },
      { ...parent, dependsOn: policy },
    );
    this.detector = new aws.guardduty.Detector(
      "threats",
      { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
      parent,
    );
    new aws.accessanalyzer.Analyzer("account", { analyzerName: named("access"), type: "ACCOUNT" }, parent);

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
      { ...parent, dependsOn: [recorder, policy] },
    );
    new aws.cfg.RecorderStatus(
      "configuration",
      { name: recorder.name, isEnabled: true },
      { ...parent, dependsOn: channel },
    );
    this.registerOutputs({ trailArn: this.trail.arn, detectorId: this.detector.id });
  }
}
