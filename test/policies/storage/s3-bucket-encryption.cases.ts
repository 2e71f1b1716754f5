import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const ENCRYPTION_V2 = "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
const KEY = "aws:kms/key:Key";

/** A bucket and its encryption by default, as a split resource. */
function encrypted(byDefault: Record<string, unknown>) {
  return (s: StackBuilder): void => {
    const data = s.resource(BUCKET, "data");
    s.resource(ENCRYPTION, "sse", { bucket: data.id, rules: [{ applyServerSideEncryptionByDefault: byDefault }] });
  };
}

/** A bucket with AES256 that something marks as a log bucket. */
function logBucket(mark: (s: StackBuilder) => void, inputs: Record<string, unknown> = {}) {
  return {
    options: { dataBuckets: "customer-managed-key" },
    stack: (s: StackBuilder): void => {
      s.resource(BUCKET, "logs", {
        bucket: "acme-logs",
        serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } } },
        ...inputs,
      });
      mark(s);
    },
  };
}

const none = (): void => undefined;

function bucketPolicy(principal: unknown, action: unknown = "s3:PutObject", effect = "Allow") {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: effect, Principal: principal, Action: action, Resource: "arn:aws:s3:::acme-logs/*" }],
  };
}

export default cases("s3-bucket-encryption", {
  passes: {
    "AES256 by a split resource": encrypted({ sseAlgorithm: "AES256" }),
    "KMS without a key of one's own": encrypted({ sseAlgorithm: "aws:kms" }),
    "dual-layer KMS": encrypted({ sseAlgorithm: "aws:kms:dsse" }),
    "the split resource of provider v5 and v6": (s) => {
      const data = s.resource(BUCKET_V2, "data");
      s.resource(ENCRYPTION_V2, "sse", {
        bucket: data.id,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/data" } }],
      });
    },
    "inline configuration of Bucket": (s) => {
      s.resource(BUCKET, "data", {
        serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } } },
      });
    },
    "inline configuration of BucketV2, lists of one": (s) => {
      s.resource(BUCKET_V2, "data", {
        serverSideEncryptionConfigurations: [
          { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "AES256" }] }] },
        ],
      });
    },
    "a key of one's own where the settings ask for it": {
      options: { dataBuckets: "customer-managed-key" },
      stack: (s) => {
        const key = s.resource(KEY, "key");
        const data = s.resource(BUCKET, "data");
        s.resource(ENCRYPTION, "sse", {
          bucket: data.id,
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn } }],
        });
      },
    },
    "AWS's key where the settings ask for KMS": {
      options: { dataBuckets: "kms" },
      stack: encrypted({ sseAlgorithm: "aws:kms" }),
    },
    "a bucket outside that is encrypted": (s) => {
      s.resource(ENCRYPTION, "sse", {
        bucket: "elsewhere",
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      });
    },
    "a directory bucket": (s) => {
      s.resource("aws:s3/directoryBucket:DirectoryBucket", "fast", { bucket: "fast--use1-az4--x-s3" });
    },
    "a log bucket by the settings": {
      ...logBucket(none),
      settings: { logBuckets: ["acme-logs*"] },
    },
    "a log bucket by its tag": logBucket(none, { tags: { Purpose: "AccessLogs" } }),
    "a log bucket by its canned ACL": logBucket(none, { acl: "log-delivery-write" }),
    "a log bucket by a split ACL": logBucket((s) => {
      s.resource("aws:s3/bucketAclV2:BucketAclV2", "acl", { bucket: "acme-logs", acl: "log-delivery-write" });
    }),
    "a log bucket by a grant for the log delivery group": logBucket(none, {
      grants: [
        { type: "Group", permissions: ["READ_ACP", "WRITE"], uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" },
      ],
    }),
    "a log bucket by a grant for CloudFront in a split ACL": logBucket((s) => {
      s.resource("aws:s3/bucketAcl:BucketAcl", "acl", {
        bucket: "acme-logs",
        accessControlPolicy: {
          owner: { id: "me" },
          grants: [
            {
              grantee: {
                type: "CanonicalUser",
                id: "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0",
              },
              permission: "FULL_CONTROL",
            },
          ],
        },
      });
    }),
    "a log bucket by its policy for S3's log service": logBucket((s) => {
      s.resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
        bucket: "acme-logs",
        policy: JSON.stringify(bucketPolicy({ Service: "logging.s3.amazonaws.com" })),
      });
    }),
    "a log bucket by an inline policy for a load balancer's account": logBucket(none, {
      policy: bucketPolicy({ AWS: "arn:aws:iam::127311923021:root" }, ["s3:PutObject", "s3:GetBucketAcl"]),
    }),
    "a log bucket by its policy for trails, with a wildcard action": logBucket((s) => {
      s.resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
        bucket: "acme-logs",
        policy: bucketPolicy({ Service: ["cloudtrail.amazonaws.com"] }, "s3:Put*"),
      });
    }),
    "a log bucket as target of another bucket's access logs": logBucket((s) => {
      s.resource("aws:s3/bucketLogging:BucketLogging", "logging", {
        bucket: "elsewhere",
        targetBucket: "acme-logs",
        targetPrefix: "a/",
      });
    }),
    "a log bucket as target of a load balancer": logBucket((s) => {
      s.resource("aws:lb/loadBalancer:LoadBalancer", "lb", { accessLogs: { bucket: "acme-logs", enabled: true } });
    }),
    "a log bucket as target of a classic load balancer": logBucket((s) => {
      s.resource("aws:elb/loadBalancer:LoadBalancer", "lb", { accessLogs: { bucket: "acme-logs" } });
    }),
    "a log bucket as target of CloudFront, by domain name": logBucket((s) => {
      s.resource("aws:cloudfront/distribution:Distribution", "cdn", {
        loggingConfig: { bucket: "acme-logs.s3.amazonaws.com" },
      });
    }),
    "a log bucket as target of flow logs, by ARN with a prefix": logBucket((s) => {
      s.resource("aws:ec2/flowLog:FlowLog", "flow", {
        logDestinationType: "s3",
        logDestination: "arn:aws:s3:::acme-logs/vpc",
      });
    }),
    "a log bucket as target of WAF": logBucket((s) => {
      s.resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "waf", {
        logDestinationConfigs: ["arn:aws:s3:::acme-logs"],
      });
    }),
    "a log bucket as target of Config": logBucket((s) => {
      s.resource("aws:cfg/deliveryChannel:DeliveryChannel", "channel", { s3BucketName: "acme-logs" });
    }),
    "a log bucket as target of a trail": logBucket((s) => {
      s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: "acme-logs" });
    }),
    "a log bucket as target of another bucket's inline logging, by output": {
      options: { dataBuckets: "kms" },
      stack: (s) => {
        const sse = (sseAlgorithm: string) => ({
          rule: { applyServerSideEncryptionByDefault: { sseAlgorithm } },
        });
        const logs = s.resource(BUCKET, "logs", { serverSideEncryptionConfiguration: sse("AES256") });
        s.resource(BUCKET, "data", {
          serverSideEncryptionConfiguration: sse("aws:kms"),
          loggings: [{ targetBucket: logs.id }],
        });
      },
    },
  },
  fails: {
    "no configuration": {
      stack: (s) => {
        s.resource(BUCKET, "data");
        s.resource(BUCKET_V2, "more");
      },
      findings: [
        { resource: "data", path: "", found: /does not configure.*default \(AES256\) applies/, fix: /sseAlgorithm/ },
        { resource: "more", path: "", found: /does not configure/ },
      ],
    },
    "a configuration resource that belongs to another bucket": {
      stack: (s) => {
        const other = s.resource(BUCKET, "other");
        s.resource(BUCKET, "data");
        s.resource(ENCRYPTION, "sse", {
          bucket: other.id,
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        });
      },
      findings: [{ resource: "data", path: "", found: /does not configure/ }],
    },
    "a configuration resource of a bucket elsewhere": {
      stack: (s) => {
        s.resource(BUCKET, "data", { bucket: "acme-data" });
        s.resource(ENCRYPTION, "sse", {
          bucket: "acme-data-2",
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        });
      },
      findings: [{ resource: "data", path: "", found: /does not configure/ }],
    },
    "AES256 that the provider computes": {
      stack: (s) => {
        s.resource(
          BUCKET,
          "data",
          {},
          {
            outputs: {
              serverSideEncryptionConfiguration: {
                rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
              },
            },
          },
        );
      },
      findings: [{ resource: "data", path: "", found: /does not configure/ }],
    },
    "a rule about bucket keys only": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(ENCRYPTION, "sse", { bucket: data.id, rules: [{ bucketKeyEnabled: true }] });
      },
      findings: [
        { resource: "sse", path: "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm", found: /no algorithm/ },
      ],
    },
    "an empty list of rules": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(ENCRYPTION, "sse", { bucket: data.id, rules: [] });
      },
      findings: [{ resource: "data", path: "", found: /does not configure/ }],
    },
    "an algorithm that S3 does not know": {
      stack: encrypted({ sseAlgorithm: "AES-256" }),
      findings: [
        {
          resource: "sse",
          path: "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
          found: /"AES-256" is not/,
          fix: /"AES256", "aws:kms", "aws:kms:dsse"/,
        },
      ],
    },
    "AES256 where the settings ask for KMS": {
      options: { dataBuckets: "kms" },
      stack: encrypted({ sseAlgorithm: "AES256" }),
      findings: [
        {
          resource: "sse",
          path: "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
          found: /data bucket uses "AES256"/,
          fix: /aws:kms/,
        },
      ],
    },
    "no key where the settings ask for one's own": {
      options: { dataBuckets: "customer-managed-key" },
      stack: encrypted({ sseAlgorithm: "aws:kms" }),
      findings: [
        {
          resource: "sse",
          path: "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
          found: /No KMS key is named/,
        },
      ],
    },
    "AWS's alias where the settings ask for one's own key": {
      options: { dataBuckets: "customer-managed-key" },
      stack: encrypted({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:alias/aws/s3" }),
      findings: [
        {
          resource: "sse",
          path: "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
          found: /key that AWS manages/,
        },
      ],
    },
    "names and grants that only look like logs": {
      options: { dataBuckets: "kms" },
      stack: (s) => {
        s.resource(BUCKET, "blog", {
          bucket: "blog-catalogs",
          tags: { Purpose: "blog catalog", Name: "logs", LogBucket: "false" },
          acl: "private",
          policy: JSON.stringify(bucketPolicy({ Service: "cloudtrail.amazonaws.com" }, "s3:GetBucketAcl")),
          grants: [{ type: "Group", permissions: ["READ"], uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" }],
          serverSideEncryptionConfiguration: {
            rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
          },
        });
        s.resource("aws:ec2/flowLog:FlowLog", "flow", { logDestination: "arn:aws:s3:::blog-catalogs" });
        s.resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
          bucket: "blog-catalogs",
          policy: JSON.stringify(bucketPolicy({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject", "Deny")),
        });
      },
      findings: [
        {
          resource: "blog",
          path: "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm",
          found: /data bucket/,
        },
      ],
    },
    "a wrong setting leaves the default": {
      options: { dataBuckets: "aes" },
      stack: (s) => {
        s.resource(BUCKET, "data");
      },
      findings: [
        { resource: "data", path: "", found: /does not configure/ },
        { resource: "data", path: "", found: /must be one of any, kms, customer-managed-key/ },
      ],
    },
  },
  undecided: {
    "the algorithm is not known": encrypted({ sseAlgorithm: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" }),
    "the rules are not known": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(ENCRYPTION, "sse", { bucket: data.id, rules: s.unknown });
    },
    "the bucket of the configuration is not known": (s) => {
      s.resource(BUCKET, "data");
      s.resource(ENCRYPTION, "sse", {
        bucket: s.unknown,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      });
    },
    "what the bucket's policy admits is not known": {
      ...logBucket((s) => {
        s.resource("aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket: "acme-logs", policy: s.unknown });
      }),
    },
    "the target of a trail is not known": logBucket((s) => {
      s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: s.unknown });
    }),
    "the bucket's name is not known, a trail names one literally": logBucket(
      (s) => {
        s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: "acme-logs" });
      },
      { bucket: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" },
    ),
    "the key is not known": {
      options: { dataBuckets: "customer-managed-key" },
      stack: encrypted({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" }),
    },
  },
  malformed: {
    "wrong types": {
      stack: (s) => {
        s.resource(BUCKET, "data", { serverSideEncryptionConfiguration: "AES256" });
        s.resource(BUCKET, "more", { serverSideEncryptionConfiguration: { rule: [1, 2] } });
        s.resource(BUCKET, "null", { serverSideEncryptionConfiguration: null });
      },
      findings: [
        { resource: "data", path: "", found: /does not configure/ },
        {
          resource: "more",
          path: "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm",
          found: /no algorithm/,
        },
        { resource: "null", path: "", found: /does not configure/ },
      ],
    },
    "a policy that is no JSON makes no log bucket": {
      options: { dataBuckets: "kms" },
      stack: (s) => {
        encrypted({ sseAlgorithm: "AES256" })(s);
        s.resource("aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket: "data-1a2b3c4", policy: "{" });
      },
      findings: [
        {
          resource: "sse",
          path: "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
          found: /data bucket uses/,
        },
      ],
    },
  },
});
