import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const ENCRYPTION_V2 = "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const rule = (sse: object, bucketKeyEnabled?: unknown) => ({
  applyServerSideEncryptionByDefault: sse,
  bucketKeyEnabled,
});

export default cases("s3-data-bucket-kms-key", {
  passes: {
    "a key of the stack with a bucket key": (s) => {
      const key = s.resource("aws:kms/key:Key", "key");
      const data = s.resource(BUCKET, "data");
      s.resource(ENCRYPTION, "encryption", {
        bucket: data.id,
        rules: [rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn }, true)],
      });
    },
    "a key outside": (s) => {
      const data = s.resource(BUCKET_V2, "data");
      s.resource(ENCRYPTION_V2, "encryption", {
        bucket: data.id,
        rules: [rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY_ARN }, true)],
      });
    },
    "inline, in the form of provider 7": (s) => {
      s.resource(BUCKET, "data", {
        serverSideEncryptionConfiguration: {
          rule: rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/acme-data" }, true),
        },
      });
    },
    "inline, in the lists of BucketV2": (s) => {
      s.resource(BUCKET_V2, "data", {
        serverSideEncryptionConfigurations: [
          {
            rules: [
              {
                applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY_ARN }],
                bucketKeyEnabled: true,
              },
            ],
          },
        ],
      });
    },
    "two layers, for which S3 has no bucket keys": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(ENCRYPTION, "encryption", {
        bucket: data.id,
        rules: [rule({ sseAlgorithm: "aws:kms:dsse", kmsMasterKeyId: KEY_ARN })],
      });
    },
    "a log bucket is another rule's": (s) => {
      const logs = s.resource(BUCKET, "logs");
      s.resource(ENCRYPTION, "encryption", { bucket: logs.id, rules: [rule({ sseAlgorithm: "AES256" })] });
      s.resource(BUCKET, "data", { logging: { targetBucket: logs.id } });
    },
    "no encryption at all is another rule's": (s) => {
      s.resource(BUCKET, "data");
    },
    "a website, which could not serve what a key encrypts": (s) => {
      const site = s.resource(BUCKET, "site", { website: { indexDocument: "index.html" } });
      s.resource(ENCRYPTION, "encryption", { bucket: site.id, rules: [rule({ sseAlgorithm: "AES256" })] });
    },
    "an algorithm that S3 does not know is another rule's": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(ENCRYPTION, "encryption", { bucket: data.id, rules: [rule({ sseAlgorithm: "AES512" })] });
    },
    "the encryption of a bucket outside, which may be for logs": (s) => {
      s.resource(ENCRYPTION, "encryption", { bucket: "acme-data", rules: [rule({ sseAlgorithm: "AES256" })] });
    },
  },
  fails: {
    AES256: {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(ENCRYPTION, "encryption", { bucket: data.id, rules: [rule({ sseAlgorithm: "AES256" })] });
      },
      findings: [
        {
          resource: "encryption",
          path: "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
          found: /S3's own key/,
          fix: /kmsMasterKeyId/,
        },
      ],
    },
    "no key is named, and no bucket key": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(ENCRYPTION, "encryption", { bucket: data.id, rules: [rule({ sseAlgorithm: "aws:kms" })] });
      },
      findings: [
        {
          resource: "encryption",
          path: "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
          found: /No KMS key is named/,
        },
        { resource: "encryption", path: "rules[0].bucketKeyEnabled", found: /bucket key is off/ },
      ],
    },
    "AWS's own key, by alias": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(ENCRYPTION, "encryption", {
          bucket: data.id,
          rules: [rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/aws/s3" }, true)],
        });
      },
      findings: [
        {
          resource: "encryption",
          path: "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
          found: /"alias\/aws\/s3" is a key that AWS manages/,
        },
      ],
    },
    "AWS's own key, by the alias's ARN in China": {
      stack: (s) => {
        s.resource(BUCKET_V2, "data", {
          serverSideEncryptionConfigurations: [
            {
              rules: [
                {
                  applyServerSideEncryptionByDefaults: [
                    {
                      sseAlgorithm: "aws:kms:dsse",
                      kmsMasterKeyId: "arn:aws-cn:kms:cn-north-1:123456789012:alias/aws/s3",
                    },
                  ],
                },
              ],
            },
          ],
        });
      },
      findings: [
        {
          resource: "data",
          path: "serverSideEncryptionConfigurations.rules.applyServerSideEncryptionByDefaults.kmsMasterKeyId",
          found: /AWS manages/,
        },
      ],
    },
    "the bucket key is off": {
      stack: (s) => {
        const key = s.resource("aws:kms/key:Key", "key");
        s.resource(BUCKET, "data", {
          serverSideEncryptionConfiguration: {
            rule: rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn }, false),
          },
        });
      },
      findings: [
        {
          resource: "data",
          path: "serverSideEncryptionConfiguration.rule.bucketKeyEnabled",
          found: /bucket key is off/,
          fix: /bucketKeyEnabled: true/,
        },
      ],
    },
    "an unknown key hides nothing about the bucket key": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(ENCRYPTION, "encryption", {
          bucket: data.id,
          rules: [rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: s.unknown }, false)],
        });
      },
      findings: [{ resource: "encryption", path: "rules[0].bucketKeyEnabled", found: /bucket key is off/ }],
    },
  },
  undecided: {
    "the algorithm is not known": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(ENCRYPTION, "encryption", { bucket: data.id, rules: [rule({ sseAlgorithm: s.unknown })] });
    },
    "whether the bucket key is on": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(ENCRYPTION, "encryption", {
        bucket: data.id,
        rules: [rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY_ARN }, s.unknown)],
      });
    },
    "whether it is a log bucket": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(ENCRYPTION, "encryption", { bucket: data.id, rules: [rule({ sseAlgorithm: "AES256" })] });
      s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: s.unknown });
    },
  },
  malformed: {
    "texts for objects": (s) => {
      const data = s.resource(BUCKET, "data", { serverSideEncryptionConfiguration: "aws:kms" });
      s.resource(ENCRYPTION, "encryption", { bucket: data.id, rules: "AES256" });
    },
    "a text for the bucket key": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(ENCRYPTION, "encryption", {
          bucket: data.id,
          rules: [rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY_ARN }, "yes")],
        });
      },
      findings: [{ resource: "encryption", path: "rules[0].bucketKeyEnabled", found: /bucket key is off/ }],
    },
  },
});
