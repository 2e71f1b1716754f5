import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";
const KEY = "aws:kms/key:Key";
const BUCKET = "aws:s3/bucket:Bucket";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const CONTEXT = "kms:EncryptionContext:aws:cloudtrail:arn";
const ARN = "arn:aws:cloudtrail:us-east-1:123456789012:trail/audit";

/** The management account of the organization. */
const MANAGEMENT = "210987654321";

const ROOT = {
  Sid: "Account",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:root" },
  Action: "kms:*",
  Resource: "*",
};

const trails = (more: object = {}): object => ({
  Sid: "CloudTrail",
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "kms:GenerateDataKey*",
  Resource: "*",
  Condition: { StringEquals: { "aws:SourceArn": ARN } },
  ...more,
});

const policy = (...statements: unknown[]): object => ({ Version: "2012-10-17", Statement: [ROOT, ...statements] });

function trailUnder(s: StackBuilder, keyPolicy: unknown, bucket: unknown = "central-trail-logs"): BuiltResource {
  const key = s.resource(KEY, "key", keyPolicy === undefined ? {} : { policy: keyPolicy });
  return s.resource(TRAIL, "trail", { name: "audit", s3BucketName: bucket, kmsKeyId: key.arn });
}

/** A delegated administrator's trail, and what its ARN turns out to be. */
function organizationTrail(s: StackBuilder, keyPolicy: unknown, arn: string): void {
  const provider = s.provider("own", { region: "us-east-1", allowedAccountIds: '["123456789012"]' });
  const key = s.resource(KEY, "key", { policy: keyPolicy }, { provider });
  const inputs = { name: "audit", s3BucketName: "central-trail-logs", kmsKeyId: key.arn, isOrganizationTrail: true };
  s.resource(TRAIL, "trail", inputs, { provider, outputs: { arn } });
}

/** A bucket with this default encryption. */
function bucketWith(s: StackBuilder, sseAlgorithm: string, bucketKeyEnabled?: unknown): BuiltResource {
  const bucket = s.resource(BUCKET, "logs");
  s.resource(ENCRYPTION, "encryption", {
    bucket: bucket.id,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm }, bucketKeyEnabled }],
  });
  return bucket;
}

export default cases("kms-key-trail-grant", {
  passes: {
    "the trail's own ARN": (s) => {
      trailUnder(s, policy(trails()));
    },
    "the encryption context of trails of the account, as AWS writes it": (s) => {
      const condition = { StringLike: { [CONTEXT]: "arn:aws:cloudtrail:*:123456789012:trail/*" } };
      trailUnder(s, policy(trails({ Condition: condition })));
    },
    "both conditions": (s) => {
      const condition = {
        StringEquals: { "AWS:SourceArn": ARN },
        StringLike: { [CONTEXT]: "arn:*:cloudtrail:*:*:trail/*" },
      };
      trailUnder(s, policy(trails({ Condition: condition })));
    },
    "the account": (s) => {
      trailUnder(s, policy(trails({ Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } })));
    },
    "the account as a policy variable": (s) => {
      trailUnder(s, policy(trails({ Condition: { StringEquals: { "aws:SourceAccount": "${aws:ResourceAccount}" } } })));
    },
    "no condition, which is another policy's business": (s) => {
      trailUnder(s, policy(trails({ Condition: undefined })));
    },
    "the single action": (s) => {
      trailUnder(s, policy(trails({ Action: ["kms:DescribeKey", "kms:GenerateDataKey"] })));
    },
    "a KeyPolicy as text": (s) => {
      const key = s.resource(KEY, "key");
      s.resource("aws:kms/keyPolicy:KeyPolicy", "policy", { keyId: key.id, policy: JSON.stringify(policy(trails())) });
      s.resource(TRAIL, "trail", { name: "audit", s3BucketName: "logs", kmsKeyId: key.arn });
    },
    "kms:Decrypt for a bucket with a bucket key": (s) => {
      const bucket = bucketWith(s, "aws:kms", true);
      trailUnder(s, policy(trails({ Action: ["kms:GenerateDataKey*", "kms:Decrypt"] })), bucket.id);
    },
    "a bucket with AES256, whose bucket key does nothing": (s) => {
      trailUnder(s, policy(trails()), bucketWith(s, "AES256", true).id);
    },
    "a bucket with a KMS key but no bucket key": (s) => {
      trailUnder(s, policy(trails()), bucketWith(s, "aws:kms", false).id);
    },
    "a bucket with two layers of encryption, for which S3 has no bucket keys": (s) => {
      trailUnder(s, policy(trails()), bucketWith(s, "aws:kms:dsse", true).id);
    },
    "a trail of the organization, which the management account owns": (s) => {
      const arn = ARN.replace("123456789012", MANAGEMENT);
      const condition = { StringEquals: { "aws:SourceArn": arn, "aws:SourceAccount": MANAGEMENT } };
      organizationTrail(s, policy(trails({ Condition: condition })), arn);
    },
    "a bucket whose encryption is S3's own": (s) => {
      trailUnder(s, policy(trails()), s.resource(BUCKET, "logs").id);
    },
    "a trail without a key": (s) => {
      s.resource(KEY, "key");
      s.resource(TRAIL, "trail", { s3BucketName: "logs" });
    },
    "a key outside": (s) => {
      s.resource(TRAIL, "trail", { s3BucketName: "logs", kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/central" });
    },
    "a key that is only read": (s) => {
      const key = s.resource(KEY, "key", { policy: policy() }, { isRead: true });
      s.resource(TRAIL, "trail", { s3BucketName: "logs", kmsKeyId: key.arn });
    },
  },
  fails: {
    "the default policy of the key": {
      stack: (s) => {
        trailUnder(s, undefined);
      },
      findings: [
        {
          resource: "key",
          path: "policy",
          found:
            /default policy, which does not let cloudtrail\.amazonaws\.com use kms:GenerateDataKey\*, so the trail "trail"/,
          fix: /Action: \["kms:GenerateDataKey\*"\].*aws:SourceArn.*kms:DescribeKey/,
          key: "use:cloudtrail.amazonaws.com",
        },
      ],
    },
    "only the account's root user may use it": {
      stack: (s) => {
        trailUnder(s, policy());
      },
      findings: [
        { resource: "key", path: "policy", found: /does not let cloudtrail\.amazonaws\.com use kms:GenerateDataKey\*/ },
      ],
    },
    "CloudTrail may only describe the key": {
      stack: (s) => {
        trailUnder(s, policy(trails({ Action: "kms:DescribeKey", Condition: undefined })));
      },
      findings: [{ resource: "key", path: "policy", found: /kms:GenerateDataKey\*/ }],
    },
    "the ARN of another trail": {
      stack: (s) => {
        const arn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/other";
        trailUnder(s, policy(trails({ Condition: { StringEquals: { "aws:SourceArn": arn } } })));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1].Condition.StringEquals.aws:SourceArn",
          found: /demands another aws:sourcearn than cloudtrail\.amazonaws\.com sends/,
        },
      ],
    },
    "the trail's name in another region": {
      stack: (s) => {
        const arn = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/audit";
        trailUnder(s, policy(trails({ Condition: { StringEquals: { "aws:SourceArn": arn } } })));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1].Condition.StringEquals.aws:SourceArn",
          found: /demands another \S+ than/,
        },
      ],
    },
    "another account's trails": {
      stack: (s) => {
        const condition = { StringLike: { [CONTEXT]: "arn:aws:cloudtrail:*:999999999999:trail/*" } };
        trailUnder(s, policy(trails({ Condition: condition })));
      },
      findings: [
        {
          resource: "key",
          path: `policy.Statement[1].Condition.StringLike.${CONTEXT}`,
          found: /demands another \S+ than/,
        },
      ],
      inPreview: [],
    },
    "another account": {
      stack: (s) => {
        trailUnder(s, policy(trails({ Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } })));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1].Condition.StringEquals.aws:SourceAccount",
          found: /demands another \S+ than/,
        },
      ],
      inPreview: [],
    },
    "a trail of the organization, held to the account that makes it": {
      stack: (s) => {
        const condition = { StringEquals: { "aws:SourceAccount": "123456789012" } };
        organizationTrail(s, policy(trails({ Condition: condition })), ARN.replace("123456789012", MANAGEMENT));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1].Condition.StringEquals.aws:SourceAccount",
          found: /demands another \S+ than/,
        },
      ],
      inPreview: [],
    },
    "another account, told in a preview where the provider is held to one": {
      stack: (s) => {
        const provider = s.provider("own", { region: "us-east-1", allowedAccountIds: '["123456789012"]' });
        const condition = { StringEquals: { "aws:SourceArn": ARN.replace("123456789012", MANAGEMENT) } };
        const key = s.resource(KEY, "key", { policy: policy(trails({ Condition: condition })) }, { provider });
        s.resource(TRAIL, "trail", { name: "audit", s3BucketName: "logs", kmsKeyId: key.arn }, { provider });
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1].Condition.StringEquals.aws:SourceArn",
          found: /demands another \S+ than/,
        },
      ],
    },
    "a bucket key without kms:Decrypt": {
      stack: (s) => {
        trailUnder(s, policy(trails()), bucketWith(s, "aws:kms", true).id);
      },
      findings: [
        {
          resource: "key",
          path: "policy",
          found: /use kms:Decrypt, so/,
          fix: /^Have these statements.*\["kms:GenerateDataKey\*", "kms:Decrypt"\]/,
        },
      ],
    },
    "a bucket key set inline, and nothing granted": {
      stack: (s) => {
        const bucket = s.resource(BUCKET, "logs", {
          serverSideEncryptionConfiguration: {
            rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true },
          },
        });
        trailUnder(s, policy(), bucket.id);
      },
      findings: [{ resource: "key", path: "policy", found: /kms:GenerateDataKey\* and kms:Decrypt/ }],
    },
    "a denial": {
      stack: (s) => {
        trailUnder(s, policy(trails(), trails({ Effect: "Deny", Condition: undefined, Action: "kms:*" })));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[2]",
          found: /denies kms:GenerateDataKey\*/,
          fix: /^Name in Principal/,
        },
      ],
    },
    "the key behind an alias": {
      stack: (s) => {
        const key = s.resource(KEY, "key", { policy: policy() });
        s.resource("aws:kms/alias:Alias", "alias", { name: "alias/trail", targetKeyId: key.id });
        s.resource(TRAIL, "trail", { s3BucketName: "logs", kmsKeyId: "alias/trail" });
      },
      findings: [{ resource: "key", path: "policy", found: /cloudtrail/ }],
    },
    "GenerateDataKey is refused while the bucket is not known yet": {
      stack: (s) => {
        trailUnder(s, policy(), s.unknown);
      },
      findings: [{ resource: "key", path: "policy", found: /use kms:GenerateDataKey\*, so/ }],
    },
  },
  undecided: {
    "a key policy that is not known yet": (s) => {
      trailUnder(s, s.unknown);
    },
    "a condition that is not known yet": (s) => {
      trailUnder(s, policy(trails({ Condition: { StringEquals: { "aws:SourceArn": s.unknown } } })));
    },
    "a name that is not known yet": (s) => {
      const key = s.resource(KEY, "key", { policy: policy(trails()) });
      s.resource(TRAIL, "trail", { name: s.unknown, s3BucketName: "logs", kmsKeyId: key.arn });
    },
    "a bucket key that is not known yet": (s) => {
      trailUnder(s, policy(trails()), bucketWith(s, "aws:kms", s.unknown).id);
    },
  },
  malformed: {
    "a policy that is not JSON": (s) => {
      trailUnder(s, "[");
    },
    "a trail that names no bucket": {
      stack: (s) => {
        trailUnder(s, policy(), { bucket: ["logs"] });
      },
      findings: [{ resource: "key", path: "policy", found: /GenerateDataKey/ }],
    },
  },
});
