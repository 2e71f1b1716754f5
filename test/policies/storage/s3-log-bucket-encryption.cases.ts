import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const AT = "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm";

/** A bucket with this default encryption. */
function logs(s: StackBuilder, sseAlgorithm: string, kmsMasterKeyId?: unknown): BuiltResource {
  const bucket = s.resource(BUCKET, "logs");
  s.resource(ENCRYPTION, "encryption", {
    bucket: bucket.id,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId } }],
  });
  return bucket;
}

function accessLogsInto(s: StackBuilder, bucket: BuiltResource): void {
  s.resource(BUCKET, "data", { logging: { targetBucket: bucket.id } });
}

const keyFor = (...services: readonly string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" },
      ...services.map((Service) => ({
        Effect: "Allow",
        Principal: { Service },
        Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
        Resource: "*",
      })),
    ],
  });

export default cases("s3-log-bucket-encryption", {
  passes: {
    "AES256 for access logs": (s) => {
      accessLogsInto(s, logs(s, "AES256"));
    },
    "AES256 for an application load balancer": (s) => {
      const bucket = logs(s, "AES256");
      s.resource("aws:alb/loadBalancer:LoadBalancer", "web", { accessLogs: { bucket: bucket.id, enabled: true } });
    },
    "a trail with its own key into AES256": (s) => {
      const bucket = logs(s, "AES256");
      s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: bucket.id, kmsKeyId: KEY_ARN });
    },
    "a key for access logs whose policy lets S3 use it": (s) => {
      const key = s.resource("aws:kms/key:Key", "key", { policy: keyFor("logging.s3.amazonaws.com") });
      accessLogsInto(s, logs(s, "aws:kms", key.arn));
    },
    "the same by a KeyPolicy and an alias": (s) => {
      const key = s.resource("aws:kms/key:Key", "key");
      s.resource("aws:kms/keyPolicy:KeyPolicy", "policy", {
        keyId: key.id,
        policy: keyFor("logging.s3.amazonaws.com"),
      });
      s.resource("aws:kms/alias:Alias", "alias", { name: "alias/logs", targetKeyId: key.id });
      accessLogsInto(s, logs(s, "aws:kms:dsse", "alias/logs"));
    },
    "a network load balancer can use KMS": (s) => {
      const bucket = logs(s, "aws:kms", KEY_ARN);
      s.resource("aws:lb/loadBalancer:LoadBalancer", "tcp", {
        loadBalancerType: "network",
        accessLogs: { bucket: bucket.id, enabled: true },
      });
    },
    "the load balancer's logs are off": (s) => {
      const bucket = logs(s, "aws:kms", KEY_ARN);
      s.resource("aws:lb/loadBalancer:LoadBalancer", "web", { accessLogs: { bucket: bucket.id, enabled: false } });
    },
    "CloudFront can use KMS": (s) => {
      const bucket = logs(s, "aws:kms", KEY_ARN);
      s.resource("aws:s3/bucketAcl:BucketAcl", "acl", {
        bucket: bucket.id,
        accessControlPolicy: {
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
    },
    "flow logs can use KMS": (s) => {
      const bucket = logs(s, "aws:kms", KEY_ARN);
      s.resource("aws:ec2/flowLog:FlowLog", "flow", { logDestination: bucket.arn, logDestinationType: "s3" });
    },
    "a data bucket": (s) => {
      logs(s, "aws:kms", KEY_ARN);
    },
    "no encryption at all is another rule's": (s) => {
      accessLogsInto(s, s.resource(BUCKET, "logs"));
    },
  },
  fails: {
    "a key outside for access logs": {
      stack: (s) => {
        accessLogsInto(s, logs(s, "aws:kms", KEY_ARN));
      },
      findings: [{ resource: "encryption", path: AT, found: /this stack does not show/, fix: /AES256/ }],
    },
    "AWS's own key for access logs": {
      stack: (s) => {
        accessLogsInto(s, logs(s, "aws:kms"));
      },
      findings: [{ resource: "encryption", path: AT, found: /AWS manages/ }],
    },
    "AWS's own key for access logs, by alias": {
      stack: (s) => {
        accessLogsInto(s, logs(s, "aws:kms", "alias/aws/s3"));
      },
      findings: [{ resource: "encryption", path: AT, found: /AWS manages/ }],
    },
    "access logs of other stacks, which the bucket's ACL admits": {
      stack: (s) => {
        const bucket = logs(s, "aws:kms", KEY_ARN);
        s.resource("aws:s3/bucketAcl:BucketAcl", "acl", {
          bucket: bucket.id,
          accessControlPolicy: {
            grants: [
              {
                grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" },
                permission: "WRITE",
              },
            ],
          },
        });
      },
      findings: [{ resource: "encryption", path: AT, found: /this stack does not show/ }],
    },
    "access logs of other stacks, which the bucket's policy admits": {
      stack: (s) => {
        const bucket = logs(s, "aws:kms", KEY_ARN);
        s.resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
          bucket: bucket.id,
          policy: {
            Statement: {
              Effect: "Allow",
              Principal: { Service: "logging.s3.amazonaws.com" },
              Action: "s3:PutObject",
              Resource: "arn:aws:s3:::acme-logs/*",
            },
          },
        });
      },
      findings: [{ resource: "encryption", path: AT, found: /this stack does not show/ }],
    },
    "a key whose policy lets another service use it": {
      stack: (s) => {
        const key = s.resource("aws:kms/key:Key", "key", { policy: keyFor("delivery.logs.amazonaws.com") });
        accessLogsInto(s, logs(s, "aws:kms", key.arn));
      },
      findings: [{ resource: "encryption", path: AT, found: /does not let logging\.s3\.amazonaws\.com/ }],
    },
    "a key with the default policy, which admits no service": {
      stack: (s) => {
        const key = s.resource("aws:kms/key:Key", "key");
        accessLogsInto(s, logs(s, "aws:kms", key.arn));
      },
      findings: [{ resource: "encryption", path: AT, found: /does not let logging\.s3\.amazonaws\.com/ }],
    },
    "an application load balancer, by whatever type name": {
      stack: (s) => {
        const bucket = logs(s, "aws:kms", KEY_ARN);
        s.resource("aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "web", {
          connectionLogs: { bucket: bucket.id, enabled: true },
        });
      },
      findings: [{ resource: "encryption", path: AT, found: /Application load balancers write .* AES256 only/ }],
    },
    "an application load balancer, whatever the key's policy": {
      stack: (s) => {
        const key = s.resource("aws:kms/key:Key", "key", { policy: keyFor("logging.s3.amazonaws.com") });
        const bucket = logs(s, "aws:kms", key.arn);
        accessLogsInto(s, bucket);
        s.resource("aws:lb/loadBalancer:LoadBalancer", "web", {
          loadBalancerType: "application",
          accessLogs: { bucket: bucket.id, enabled: "true" },
        });
      },
      findings: [{ resource: "encryption", path: AT, found: /Application load balancers/ }],
    },
    "a trail into a bucket with KMS": {
      stack: (s) => {
        const bucket = logs(s, "aws:kms", KEY_ARN);
        s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: bucket.id });
      },
      findings: [{ resource: "encryption", path: AT, found: /trail brings its own key/, fix: /kmsKeyId on the aws/ }],
    },
    "inline, in the lists of BucketV2": {
      stack: (s) => {
        const bucket = s.resource("aws:s3/bucketV2:BucketV2", "logs", {
          serverSideEncryptionConfigurations: [
            { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms" }] }] },
          ],
        });
        const data = s.resource("aws:s3/bucketV2:BucketV2", "data");
        s.resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "logging", { bucket: data.id, targetBucket: bucket.id });
      },
      findings: [
        {
          resource: "logs",
          path: "serverSideEncryptionConfigurations.rules.applyServerSideEncryptionByDefaults.sseAlgorithm",
          found: /AWS manages/,
        },
      ],
    },
  },
  undecided: {
    "whether the bucket's policy admits access logs": (s) => {
      const bucket = logs(s, "aws:kms", KEY_ARN);
      s.resource("aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket: bucket.id, policy: s.unknown });
    },
    "the algorithm": (s) => {
      accessLogsInto(s, logs(s, s.unknown));
    },
    "the key": (s) => {
      accessLogsInto(s, logs(s, "aws:kms", s.unknown));
    },
    "the key's policy": (s) => {
      const key = s.resource("aws:kms/key:Key", "key", { policy: s.unknown });
      accessLogsInto(s, logs(s, "aws:kms", key.arn));
    },
    "the load balancer's type": (s) => {
      const bucket = logs(s, "aws:kms", KEY_ARN);
      s.resource("aws:lb/loadBalancer:LoadBalancer", "web", {
        loadBalancerType: s.unknown,
        accessLogs: { bucket: bucket.id, enabled: true },
      });
    },
  },
  malformed: {
    "a key policy that is not JSON": (s) => {
      const key = s.resource("aws:kms/key:Key", "key", { policy: "{" });
      accessLogsInto(s, logs(s, "aws:kms", key.arn));
    },
    "texts for objects": (s) => {
      accessLogsInto(s, s.resource(BUCKET, "logs", { serverSideEncryptionConfiguration: 3 }));
    },
  },
});
