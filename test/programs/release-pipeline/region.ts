import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface PipelineRegionArgs {
  /** Names end in it. */
  suffix: string;
  account: pulumi.Input<string>;
}

/** What a pipeline needs in each region that it acts in: a key, and a bucket for artifacts. */
export class PipelineRegion extends pulumi.ComponentResource {
  readonly key: aws.kms.Key;
  readonly artifacts: aws.s3.Bucket;

  constructor(name: string, args: PipelineRegionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("release:pipeline:PipelineRegion", name, {}, opts);
    const parent = { parent: this };
    const { region } = aws.getRegionOutput({}, parent);

    this.key = new aws.kms.Key(
      name,
      {
        description: `Artifacts and logs of the release pipeline in ${name}`,
        enableKeyRotation: true,
        policy: aws.iam.getPolicyDocumentOutput(
          {
            statements: [
              {
                sid: "Account",
                actions: ["kms:*"],
                resources: ["*"],
                principals: [{ type: "AWS", identifiers: [pulumi.interpolate`arn:aws:iam::${args.account}:root`] }],
              },
              {
                sid: "Logs",
                actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
                resources: ["*"],
                principals: [{ type: "Service", identifiers: [pulumi.interpolate`logs.${region}.amazonaws.com`] }],
                conditions: [
                  {
                    test: "ArnLike",
                    variable: "kms:EncryptionContext:aws:logs:arn",
                    values: [pulumi.interpolate`arn:aws:logs:${region}:${args.account}:log-group:/release/*`],
                  },
                ],
              },
            ],
          },
          parent,
        ).json,
      },
      parent,
    );
    new aws.kms.Alias(name, { name: `alias/release-pipeline-${args.suffix}`, targetKeyId: this.key.id }, parent);

    this.artifacts = privateBucket(
      `artifacts-${name}`,
      {
        bucketPrefix: `release-artifacts-${args.suffix}-`,
        keyArn: this.key.arn,
        account: args.account,
        expireAfterDays: 14,
      },
      parent,
    );
    this.registerOutputs({ keyArn: this.key.arn, bucketName: this.artifacts.bucket });
  }
}

export interface PrivateBucketArgs {
  bucketPrefix: string;
  keyArn: pulumi.Input<string>;
  account: pulumi.Input<string>;
  expireAfterDays?: number;
}

/** A bucket with versions, its own key and no way in from outside. */
export function privateBucket(
  name: string,
  args: PrivateBucketArgs,
  opts: pulumi.CustomResourceOptions,
): aws.s3.Bucket {
  const bucket = new aws.s3.Bucket(name, { bucketPrefix: args.bucketPrefix }, opts);
  const own = { ...opts, parent: bucket, deletedWith: bucket };
  new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } }, own);
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.keyArn },
          bucketKeyEnabled: true,
        },
      ],
    },
    own,
  );
  // The platform team has one bucket for access logs in each region.
  const { region } = aws.getRegionOutput({}, own);
  new aws.s3.BucketLogging(
    name,
    {
      bucket: bucket.id,
      targetBucket: pulumi.interpolate`acme-access-logs-${args.account}-${region}`,
      targetPrefix: `${name}/`,
    },
    own,
  );
  new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    own,
  );
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          id: "versions",
          status: "Enabled",
          filter: {},
          noncurrentVersionExpiration: { noncurrentDays: 30 },
        },
        ...(args.expireAfterDays === undefined
          ? []
          : [{ id: "expire", status: "Enabled", filter: {}, expiration: { days: args.expireAfterDays } }]),
      ],
    },
    own,
  );
  new aws.s3.BucketPolicy(
    name,
    {
      bucket: bucket.id,
      policy: bucket.arn.apply((arn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Deny",
              Principal: { AWS: "*" },
              Action: "s3:*",
              Resource: [arn, `${arn}/*`],
              Condition: { Bool: { "aws:SecureTransport": false } },
            },
          ],
        }),
      ),
    },
    own,
  );
  return bucket;
}
