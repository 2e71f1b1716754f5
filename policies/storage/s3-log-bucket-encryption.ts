import { managedBuckets, type BucketView } from "../../aws/bucket";
import { keyOf, type KeyLink } from "../../aws/key";
import { holdsLogs, isAccessLogBucket } from "../../aws/log-bucket";
import { definePolicy, every, type Graph, type Value } from "../../core";

export default definePolicy({
  name: "s3-log-bucket-encryption",
  category: "storage",
  requirements: ["STO-10"],
  severity: "medium",
  level: "mandatory",
  title: "Log buckets are encrypted in a form that the log services can write",
  description:
    "A bucket for access logs, application load balancer logs or a trail is encrypted with AES256; for access logs also with a KMS key that lets logging.s3.amazonaws.com use it.",
  rationale:
    "A service that may not use the bucket's KMS key delivers nothing, and nobody is told: the logs are missing when they are needed.",
  fix: 'Set sseAlgorithm: "AES256" and leave out kmsMasterKeyId.',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
  ],
  subjects: managedBuckets,
  needs: "stack-only",
  check(bucket, { graph, each, report }) {
    const encryption = bucket.defaultEncryption;
    if (!encryption?.algorithm.string()?.startsWith("aws:kms")) {
      // What is missing or no algorithm of S3 is STO-01's.
      return;
    }
    each(bucketFaults(bucket, encryption.key, graph), (fault) => {
      const told = fault();
      if (told) {
        report(encryption.algorithm, { ...told, key: "log-bucket-encryption" });
      }
    });
  },
});

interface Fault {
  readonly found: string;
  readonly fix?: string;
}

/** The ways in which KMS is wrong for what the bucket holds; all have one key, so one is told. */
function bucketFaults(bucket: BucketView, key: Value, graph: Graph): readonly (() => Fault | undefined)[] {
  return [
    () =>
      holdsLogs(bucket, "application-load-balancer")
        ? { found: "Application load balancers write their logs into buckets with AES256 only, this one uses KMS." }
        : undefined,
    () =>
      holdsLogs(bucket, "trail")
        ? {
            found: "The trail's bucket uses KMS; a trail brings its own key into a bucket with AES256.",
            fix: 'Set sseAlgorithm: "AES256" here, and kmsKeyId on the aws.cloudtrail.Trail.',
          }
        : undefined,
    () => (isAccessLogBucket(bucket) ? accessLogFault(key, keyOf(graph, key)) : undefined),
  ];
}

const LOGGING = "logging.s3.amazonaws.com";

/** What S3 needs to write an object that is encrypted with the key. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
const USE = "kms:GenerateDataKey";

function accessLogFault(key: Value, link: KeyLink): Fault | undefined {
  const fix = `Set sseAlgorithm: "AES256", or use an aws.kms.Key of this stack whose policy lets ${LOGGING} use ${USE}*.`;
  switch (link.kind) {
    case "absent":
    case "aws-managed":
      return {
        found: "The bucket for access logs uses a key that AWS manages, whose policy admits no log service.",
        fix,
      };
    case "outside":
      return key.isPresent
        ? {
            found: `The bucket for access logs uses a KMS key of which this stack does not show that ${LOGGING} may use it.`,
            fix,
          }
        : undefined;
    default:
      return admits(link)
        ? undefined
        : { found: `The key of the bucket for access logs does not let ${LOGGING} use ${USE}.`, fix };
  }
}

function admits({ keys }: Extract<KeyLink, { kind: "inside" }>): boolean {
  return every(
    keys,
    (key) =>
      key.policies.length > 0 &&
      every(key.policies, (policy) => key.grant(policy, { service: LOGGING, action: USE }).kind === "granted"),
  );
}
