import * as pulumi from "@pulumi/pulumi";
import { account, trailArn } from "./settings";
import type { BucketStatement } from "./storage";

const fromAccount = { "aws:SourceAccount": account };
const ownedByAccount = { "s3:x-amz-acl": "bucket-owner-full-control" };

/** What S3 and AWS Config need to deliver access logs and configurations of this account. */
export function accessAndConfiguration(arn: pulumi.Output<string>): BucketStatement[] {
  return [
    {
      Sid: "AccessLogsWrite",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${arn}/access/*`,
      Condition: { StringEquals: fromAccount },
    },
    {
      Sid: "ConfigChecks",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: arn,
      Condition: { StringEquals: fromAccount },
    },
    {
      Sid: "ConfigWrites",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${arn}/config/AWSLogs/${account}/Config/*`,
      Condition: { StringEquals: { ...fromAccount, ...ownedByAccount } },
    },
  ];
}

/** What the trail of this stack needs, and no other one. */
export function ofTrail(arn: pulumi.Output<string>): BucketStatement[] {
  return [
    {
      Sid: "TrailChecks",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:GetBucketAcl",
      Resource: arn,
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      Sid: "TrailWrites",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${arn}/trail/AWSLogs/${account}/*`,
      Condition: { StringEquals: { "aws:SourceArn": trailArn, ...ownedByAccount } },
    },
  ];
}
