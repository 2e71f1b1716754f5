import { securityHub } from "../../aws/controls";
import { managedBuckets, type DefaultEncryption } from "../../aws/bucket";
import { keyOf } from "../../aws/key";
import { definePolicy, type Graph, type Value } from "../../core";

export default definePolicy({
  name: "s3-data-bucket-kms-key",
  category: "storage",
  requirements: ["STO-02", "SEC-11"],
  severity: "medium",
  level: "advisory",
  title: "S3 data buckets use a customer-managed KMS key and a bucket key",
  description: "Data buckets are encrypted with a named customer-managed KMS key and use an S3 bucket key.",
  rationale:
    "With a key of one's own, its policy decides who can read, each use is logged, and disabling it locks the data. A bucket key saves nearly all of the requests to KMS, and their price.",
  fix: 'Set sseAlgorithm: "aws:kms", kmsMasterKeyId: <key>.arn and bucketKeyEnabled: true.',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html",
  ],
  controls: securityHub("S3.17"),
  subjects: managedBuckets,
  needs: "stack-only",
  check(bucket, { settings, graph, each, report }) {
    // Without an encryption that S3 knows, STO-01 speaks.
    const encryption = bucket.defaultEncryption;
    const algorithm = encryption?.algorithm.string();
    if (!encryption || !(algorithm === "AES256" || algorithm?.startsWith("aws:kms")) || bucket.isLogBucket(settings)) {
      return;
    }
    // A website endpoint answers to anyone, and KMS to nobody without a name: where STO-11 allows one, AES256 is right.
    // https://repost.aws/knowledge-center/s3-kms-signature-version-error
    if (bucket.isWebsite) {
      return;
    }
    if (algorithm === "AES256") {
      return report(encryption.algorithm, { found: "The data bucket is encrypted with S3's own key.", key: "kms-key" });
    }
    const parts = [
      () => {
        const fault = keyFault(encryption, graph);
        if (fault) {
          report(fault.at, {
            found: fault.found,
            fix: "Set kmsMasterKeyId to the arn of an aws.kms.Key.",
            key: "kms-key",
          });
        }
      },
      () => {
        // S3 has no bucket keys for aws:kms:dsse.
        if (algorithm === "aws:kms" && encryption.bucketKeyEnabled.boolean() !== true) {
          report(encryption.bucketKeyEnabled, {
            found: "The bucket key is off, so S3 asks KMS for every object.",
            fix: "Set bucketKeyEnabled: true in the rule.",
            key: "bucket-key",
          });
        }
      },
    ];
    each(parts, (part) => part());
  },
});

function keyFault(
  { key }: DefaultEncryption,
  graph: Graph,
): { readonly at: Value; readonly found: string } | undefined {
  const link = keyOf(graph, key);
  switch (link.kind) {
    case "absent":
      return { at: key, found: "No KMS key is named, so the data bucket is encrypted with AWS's own (aws/s3)." };
    case "aws-managed":
      return { at: key, found: `"${link.alias}" is a key that AWS manages.` };
    default:
      return undefined;
  }
}
