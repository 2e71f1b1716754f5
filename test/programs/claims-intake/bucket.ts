import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface PrivateBucketArgs {
  name: string;
  keyArn: pulumi.Input<string>;
  logBucket: pulumi.Input<string>;
}

/** A bucket for data, logged into another stack's bucket. */
export class PrivateBucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("acme:storage:PrivateBucket", name, {}, opts);
    const parent = { parent: this };
    const { accountId } = aws.getCallerIdentityOutput({}, parent);
    const named = pulumi.interpolate`${args.name}-${accountId}`;
    this.bucket = new aws.s3.Bucket(name, { bucket: named }, { ...parent, protect: true });
    const bucket = this.bucket.id;
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
    new aws.s3.BucketVersioning(name, { bucket, versioningConfiguration: { status: "Enabled" } }, parent);
    new aws.s3.BucketLogging(name, { bucket, targetBucket: args.logBucket, targetPrefix: `s3/${args.name}/` }, parent);
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket,
        rules: [{ id: "versions", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 60 } }],
      },
      parent,
    );
    const block = new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    new aws.s3.BucketPolicy(
      name,
      {
        bucket,
        policy: aws.iam.getPolicyDocumentOutput(
          {
            statements: [
              {
                sid: "EncryptedTransport",
                effect: "Deny",
                principals: [{ type: "*", identifiers: ["*"] }],
                actions: ["s3:*"],
                resources: [this.bucket.arn, pulumi.interpolate`${this.bucket.arn}/*`],
                conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
              },
            ],
          },
          parent,
        ).json,
      },
      { ...parent, dependsOn: [block] },
    );
    this.registerOutputs({ bucketName: this.bucket.bucket, bucketArn: this.bucket.arn });
  }
}
