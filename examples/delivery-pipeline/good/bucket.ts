import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface PrivateBucketArgs {
  bucketName: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
  /** Takes the access logs; another stack has it. */
  accessLogBucket: pulumi.Input<string>;
  /** Removes objects after so many days; keeps them for ever when absent. */
  expireAfterDays?: number;
}

/** A bucket that keeps versions, encrypts with the given key, refuses plain HTTP and is never public. */
export class PrivateBucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("delivery:storage:PrivateBucket", name, {}, opts);
    const parent = { parent: this };
    this.bucket = new aws.s3.Bucket(
      name,
      // Development stacks can be destroyed with all that is in them; data of other stacks stays.
      { bucket: args.bucketName, forceDestroy: pulumi.getStack() === "dev" },
      parent,
    );
    const bucket = this.bucket.bucket;
    const versioning = new aws.s3.BucketVersioning(
      name,
      { bucket, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.keyArn },
            bucketKeyEnabled: true,
          },
        ],
      },
      parent,
    );
    new aws.s3.BucketLogging(name, { bucket, targetBucket: args.accessLogBucket, targetPrefix: `${name}/` }, parent);
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
            ...(args.expireAfterDays && { expiration: { days: args.expireAfterDays } }),
            noncurrentVersionExpiration: { noncurrentDays: 30 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      { ...parent, dependsOn: versioning },
    );
    new aws.s3.BucketPolicy(
      name,
      {
        bucket,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "RefusePlainHttp",
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: [this.bucket.arn, pulumi.interpolate`${this.bucket.arn}/*`],
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        }),
      },
      { ...parent, dependsOn: block },
    );
    this.registerOutputs({ bucketName: this.bucket.bucket, bucketArn: this.bucket.arn });
  }
}
