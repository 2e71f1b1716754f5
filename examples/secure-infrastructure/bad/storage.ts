import * as aws from "@pulumi/aws";

// infra b13: the bucket of another environment. infra b15: no encryption, no versions, no public access block, and
// three services may write logs of any account.
export const logs = new aws.s3.Bucket("logs", { bucket: "acme-shop-logs-dev" });
new aws.s3.BucketPolicy("logs", {
  bucket: logs.bucket,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: ["cloudtrail.amazonaws.com", "config.amazonaws.com", "logging.s3.amazonaws.com"] },
        Action: ["s3:PutObject", "s3:GetBucketAcl"],
        Resource: ["arn:aws:s3:::acme-shop-logs-dev", "arn:aws:s3:::acme-shop-logs-dev/*"],
      },
    ],
  }),
});

export const uploads = new aws.s3.Bucket("uploads", {});
new aws.s3.BucketLogging("uploads", { bucket: uploads.bucket, targetBucket: logs.bucket, targetPrefix: "uploads/" });
