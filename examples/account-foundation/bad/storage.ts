import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sharedKey } from "./keys";

// 7.4 STO-10: two services may write logs of any account here, people may change what is written, an ACL admits S3 as
// well, and S3 can neither use the key nor pay.
// 10.1 GOV-02: no environment in the name, so that a second stack collides.
export const logs = new aws.s3.Bucket("logs", { bucket: "acme-foundation-logs" });
new aws.s3.BucketVersioning("logs", { bucket: logs.bucket, versioningConfiguration: { status: "Enabled" } });
new aws.s3.BucketServerSideEncryptionConfiguration("logs", {
  bucket: logs.bucket,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: sharedKey.arn } }],
});
new aws.s3.BucketAcl("logs", { bucket: logs.bucket, acl: "log-delivery-write" });
new aws.s3.BucketRequestPaymentConfiguration("logs", { bucket: logs.bucket, payer: "Requester" });
new aws.s3.BucketPolicy("logs", {
  bucket: logs.bucket,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: ["logging.s3.amazonaws.com", "cloudtrail.amazonaws.com"] },
        Action: ["s3:PutObject", "s3:GetBucketAcl"],
        Resource: ["arn:aws:s3:::acme-foundation-logs", "arn:aws:s3:::acme-foundation-logs/*"],
      },
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:root" },
        Action: ["s3:PutObject", "s3:DeleteObject"],
        Resource: "arn:aws:s3:::acme-foundation-logs/*",
      },
    ],
  }),
});

// 4.1 STO-04, STO-11, STO-12: no public access block; everyone may list it, read it, and read it without TLS.
// 4.2 STO-01: no encryption is configured.
// 12.1 GOV-06: `pulumi destroy` empties it first. 15.2 GOV-08: the name says nothing.
export const site = new aws.s3.Bucket("bucket1", { bucket: "acme-foundation-site", forceDestroy: true });
new aws.s3.BucketAcl("bucket1", { bucket: site.bucket, acl: "public-read" });
new aws.s3.BucketWebsiteConfiguration("bucket1", { bucket: site.bucket, indexDocument: { suffix: "index.html" } });
new aws.s3.BucketPolicy("bucket1", {
  bucket: site.bucket,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-foundation-site/*" },
    ],
  }),
});

// 14.2 GOV-10: a type that version 7 of the provider calls deprecated.
// 4.2 STO-02: AWS's key instead of one of the account. 4.3 STO-08: nobody knows who read what.
const exchange = new aws.s3.BucketV2("exchange", {});
new aws.s3.BucketServerSideEncryptionConfiguration("exchange", {
  bucket: exchange.bucket,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
});

// 11.1 GOV-05: a component that registers no outputs.
class Documents extends pulumi.ComponentResource {
  constructor(name: string) {
    super("foundation:storage:Documents", name);
    const parent = { parent: this };
    const bucket = new aws.s3.Bucket(name, {}, parent);
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket: bucket.bucket,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: sharedKey.arn },
            bucketKeyEnabled: true,
          },
        ],
      },
      parent,
    );
    // 4.4 STO-09: the log bucket by its name, so that it may be made too late.
    new aws.s3.BucketLogging(
      name,
      { bucket: bucket.bucket, targetBucket: "acme-foundation-logs", targetPrefix: "documents/" },
      parent,
    );
  }
}
new Documents("documents");
