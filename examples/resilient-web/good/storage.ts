import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, disposable, named, trailArn } from "./settings";

interface BucketStatement {
  Sid: string;
  Effect: "Allow" | "Deny";
  Principal: "*" | { Service: string };
  Action: string | string[];
  Resource: pulumi.Input<string> | pulumi.Input<string>[];
  Condition: Record<string, Record<string, pulumi.Input<string>>>;
}

/** What every bucket has: versions, no public access, encryption, and a policy that refuses plain HTTP. */
abstract class PrivateBucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  readonly policy: aws.s3.BucketPolicy;

  constructor(
    type: string,
    name: string,
    encryption: aws.types.input.s3.BucketServerSideEncryptionConfigurationRule,
    keepOldVersionsDays: number,
    statements: (arn: pulumi.Output<string>) => BucketStatement[],
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(type, name, {}, opts);
    const parent = { parent: this };
    this.bucket = new aws.s3.Bucket(
      name,
      { bucket: pulumi.interpolate`${named(name)}-${account}`, forceDestroy: disposable },
      parent,
    );
    const bucket = this.bucket.bucket;
    const versioning = new aws.s3.BucketVersioning(
      name,
      { bucket, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(name, { bucket, rules: [encryption] }, parent);
    const block = new aws.s3.BucketPublicAccessBlock(
      name,
      { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket,
        rules: [
          {
            id: "tidy",
            status: "Enabled",
            filter: {},
            noncurrentVersionExpiration: { noncurrentDays: keepOldVersionsDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      { ...parent, dependsOn: versioning },
    );
    const { arn } = this.bucket;
    const refusePlainHttp: BucketStatement = {
      Sid: "RefusePlainHttp",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [arn, pulumi.interpolate`${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    this.policy = new aws.s3.BucketPolicy(
      name,
      {
        bucket,
        policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [refusePlainHttp, ...statements(arn)] }),
      },
      { ...parent, dependsOn: block },
    );
  }
}

/** Where S3, the load balancer, CloudTrail and AWS Config deliver. The first two can only use S3's key; the trail brings its own. */
export class LogBucket extends PrivateBucket {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    const encryption = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
    super("shop:storage:LogBucket", name, encryption, 90, logDelivery, opts);
    this.registerOutputs({ bucketName: this.bucket.bucket, bucketArn: this.bucket.arn });
  }
}

export interface DataBucketArgs {
  keyArn: pulumi.Input<string>;
  logs: LogBucket;
}

/** A bucket for data: encrypted with the account's key, and whoever reads it is written down. */
export class DataBucket extends PrivateBucket {
  constructor(name: string, args: DataBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    const encryption = {
      applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.keyArn },
      bucketKeyEnabled: true,
    };
    super("shop:storage:DataBucket", name, encryption, 30, () => [], opts);
    new aws.s3.BucketLogging(
      name,
      { bucket: this.bucket.bucket, targetBucket: args.logs.bucket.bucket, targetPrefix: `access/${name}/` },
      { parent: this, dependsOn: args.logs.policy },
    );
    this.registerOutputs({ bucketName: this.bucket.bucket, bucketArn: this.bucket.arn });
  }
}

/** What each log service needs, for what happens in this account. */
function logDelivery(arn: pulumi.Output<string>): BucketStatement[] {
  const fromAccount = { "aws:SourceAccount": account };
  const ownedByAccount = { "s3:x-amz-acl": "bucket-owner-full-control" };
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
      Sid: "BalancerWrites",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${arn}/balancer/AWSLogs/${account}/*`,
      Condition: { StringEquals: fromAccount },
    },
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
