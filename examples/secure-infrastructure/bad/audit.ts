import * as aws from "@pulumi/aws";
import { logs } from "./storage";

// infra a1: CloudTrail knows no wildcards, so that no object is watched; and of all else only what writes is recorded.
// infra a3: a multi-region trail beside the one that the organisation has, paid for twice.
// infra b15: in the bucket that all other logs are in.
new aws.cloudtrail.Trail("shop", {
  s3BucketName: logs.bucket,
  isMultiRegionTrail: true,
  enableLogFileValidation: true,
  eventSelectors: [
    {
      readWriteType: "WriteOnly",
      includeManagementEvents: true,
      dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::*/*"] }],
    },
  ],
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
// infra a2: two recorders where an account has one, under names that no account's recorder has.
// infra a5: one records only a part, global types not at all; no delivery channel, and neither is switched on.
new aws.cfg.Recorder("hosts", {
  name: "hosts-recorder",
  roleArn: recording.arn,
  recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::Instance", "AWS::EC2::SecurityGroup"] },
});
new aws.cfg.Recorder("everything", { roleArn: recording.arn });
