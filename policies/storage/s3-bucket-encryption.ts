import { cis } from "../../aws/controls";
import { bucketsWith, type DefaultEncryption } from "../../aws/bucket";
import { definePolicy, oneOf } from "../../core";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html */
const ALGORITHMS = ["AES256", "aws:kms", "aws:kms:dsse"];

export default definePolicy({
  name: "s3-bucket-encryption",
  category: "storage",
  requirements: ["STO-01", "NET-03"],
  severity: "critical",
  level: "mandatory",
  title: "S3 buckets configure their encryption",
  description: "Every S3 bucket configures its server-side encryption explicitly.",
  rationale:
    "S3 encrypts every new object with AES256 since January 2023. What the program does not say, though, nobody has decided, reviews cannot see, and a key of one's own cannot be asked for.",
  fix: 'Add an aws.s3.BucketServerSideEncryptionConfiguration with bucket: <bucket>.id and rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }], or "aws:kms" with kmsMasterKeyId.',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketserversideencryptionconfiguration/",
  ],
  controls: cis("1.4.0", "2.1.1"),
  options: {
    dataBuckets: oneOf(["any", "kms", "customer-managed-key"], {
      default: "any",
      description:
        "What buckets other than log buckets must use: any algorithm, KMS, or KMS with a customer-managed key.",
    }),
  },
  subjects: bucketsWith("encryption"),
  needs: "stack",
  check(bucket, { options, settings, report }) {
    const encryption = bucket.defaultEncryption;
    if (!encryption) {
      return report(bucket.resource, {
        found: "The program does not configure the bucket's encryption; S3's default (AES256) applies.",
        key: "encryption",
      });
    }
    const algorithm = encryption.algorithm.string();
    if (algorithm === undefined || !ALGORITHMS.includes(algorithm)) {
      return report(encryption.algorithm, {
        found: algorithm === undefined ? "The rule names no algorithm." : `"${algorithm}" is not an algorithm of S3.`,
        fix: `Set sseAlgorithm to ${ALGORITHMS.map((one) => `"${one}"`).join(", ")}.`,
        key: "encryption",
      });
    }
    const problem = lacking(encryption, algorithm, options.dataBuckets);
    if (problem && bucket.isDataBucket(settings)) {
      report(encryption.algorithm, { ...problem, key: "data-bucket-encryption" });
    }
  },
});

/** What a data bucket's encryption lacks for the level that the settings ask for. */
function lacking(
  { key }: DefaultEncryption,
  algorithm: string,
  required: string,
): { readonly found: string; readonly fix: string } | undefined {
  if (required === "any") {
    return undefined;
  }
  if (!algorithm.startsWith("aws:kms")) {
    return { found: `The data bucket uses "${algorithm}".`, fix: 'Set sseAlgorithm: "aws:kms" and kmsMasterKeyId.' };
  }
  const named = key.string();
  if (required === "kms" || (named !== undefined && !/(^|:)alias\/aws\//.test(named))) {
    return undefined;
  }
  return {
    found: named === undefined ? "No KMS key is named, so AWS's own is used." : `"${named}" is a key that AWS manages.`,
    fix: "Set kmsMasterKeyId to the arn of an aws.kms.Key.",
  };
}
