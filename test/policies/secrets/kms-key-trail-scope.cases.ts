import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";
const KEY = "aws:kms/key:Key";
const CONTEXT = "kms:EncryptionContext:aws:cloudtrail:arn";
const ARN = "arn:aws:cloudtrail:us-east-1:123456789012:trail/audit";

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" };
const BY_CONTEXT = { StringLike: { [CONTEXT]: "arn:aws:cloudtrail:*:123456789012:trail/*" } };

const trails = (more: object = {}): object => ({
  Sid: "Encrypt",
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "kms:GenerateDataKey*",
  Resource: "*",
  Condition: { StringEquals: { "aws:SourceArn": ARN } },
  ...more,
});

const describe = (more: object = {}): object => trails({ Sid: "Describe", Action: "kms:DescribeKey", ...more });

function trailUnder(s: StackBuilder, ...statements: unknown[]): void {
  const key = s.resource(KEY, "key", { policy: { Version: "2012-10-17", Statement: [ROOT, ...statements] } });
  s.resource(TRAIL, "trail", { name: "audit", s3BucketName: "logs", kmsKeyId: key.arn });
}

export default cases("kms-key-trail-scope", {
  passes: {
    "both statements with the trail's ARN": (s) => {
      trailUnder(s, trails(), describe());
    },
    "one statement with the trail's ARN": (s) => {
      trailUnder(s, trails({ Action: ["kms:GenerateDataKey*", "kms:DescribeKey"] }));
    },
    "the policy that AWS's console writes": (s) => {
      const condition = { StringEquals: { "aws:SourceArn": ARN }, StringLike: BY_CONTEXT.StringLike };
      trailUnder(s, trails({ Condition: condition }), describe({ Condition: undefined }));
    },
    "the encryption context alone, and an open description": (s) => {
      trailUnder(s, trails({ Condition: BY_CONTEXT }), describe({ Condition: undefined }));
    },
    "a wildcard within the account": (s) => {
      const condition = { ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:123456789012:trail/*" } };
      trailUnder(s, trails({ Condition: condition }), describe({ Condition: condition }));
    },
    "nothing for CloudTrail, which is another policy's business": (s) => {
      trailUnder(s);
    },
    "a condition that CloudTrail never meets, which is another policy's business": (s) => {
      trailUnder(s, trails({ Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } } }), describe());
    },
    "a key that no trail uses": (s) => {
      s.resource(KEY, "key", { policy: { Statement: [ROOT, trails({ Sid: undefined, Condition: undefined })] } });
    },
    "a key outside": (s) => {
      s.resource(TRAIL, "trail", { s3BucketName: "logs", kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/central" });
    },
  },
  fails: {
    "the key is not described": {
      stack: (s) => {
        trailUnder(s, trails());
      },
      findings: [
        {
          resource: "key",
          path: "policy",
          found:
            /does not let cloudtrail\.amazonaws\.com use kms:DescribeKey, which it does when the trail "trail" is made/,
          fix: /kms:DescribeKey/,
          key: "describe",
        },
      ],
    },
    "the description demands an encryption context": {
      stack: (s) => {
        trailUnder(s, trails(), describe({ Condition: BY_CONTEXT }));
      },
      findings: [
        {
          resource: "key",
          path: `policy.Statement[2].Condition.StringLike.${CONTEXT}`,
          found: /does not send when it uses the key/,
        },
      ],
    },
    "one statement under an encryption context": {
      stack: (s) => {
        trailUnder(s, trails({ Action: ["kms:GenerateDataKey*", "kms:DescribeKey"], Condition: BY_CONTEXT }));
      },
      findings: [
        { resource: "key", path: `policy.Statement[1].Condition.StringLike.${CONTEXT}`, found: /does not send/ },
      ],
    },
    "the description is denied": {
      stack: (s) => {
        trailUnder(s, trails(), describe({ Effect: "Deny", Sid: "No", Condition: undefined }));
      },
      findings: [
        { resource: "key", path: "policy.Statement[2]", found: /denies kms:DescribeKey/, fix: /^Name in Principal/ },
      ],
    },
    "no condition": {
      stack: (s) => {
        trailUnder(s, trails({ Condition: undefined }), describe());
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1]",
          found: /does not say for which trails cloudtrail\.amazonaws\.com may use the key/,
          fix: /aws:SourceArn/,
        },
      ],
    },
    "a condition on trails of anybody": {
      stack: (s) => {
        const condition = { StringLike: { [CONTEXT]: "arn:aws:cloudtrail:*:*:trail/*" } };
        trailUnder(s, trails({ Condition: condition }), describe());
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1]",
          found: /does not say for which trails cloudtrail\.amazonaws\.com may use the key/,
        },
      ],
    },
    "the account alone, which AWS supports and does not recommend": {
      stack: (s) => {
        const condition = { StringEquals: { "aws:SourceAccount": "123456789012" } };
        trailUnder(s, trails({ Condition: condition }), describe());
      },
      findings: [
        { resource: "key", path: "policy.Statement[1]", found: /no condition on aws:SourceArn or .* names an account/ },
      ],
    },
    "kms:Decrypt without a condition": {
      stack: (s) => {
        trailUnder(s, trails(), describe(), trails({ Sid: "Decrypt", Action: "kms:Decrypt", Condition: undefined }));
      },
      findings: [
        {
          resource: "key",
          key: "policy.Statement[Decrypt].Condition::scope",
          path: "policy.Statement[3]",
          found: /does not say for which trails cloudtrail\.amazonaws\.com may use the key/,
        },
      ],
    },
    "no Sid": {
      stack: (s) => {
        trailUnder(s, trails({ Sid: undefined }), describe({ Sid: undefined }));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1]",
          found: /no Sid/,
          fix: /Sid: "CloudTrail"/,
          key: "policy.Statement[1].Sid::missing",
        },
        { resource: "key", path: "policy.Statement[2]", found: /no Sid/ },
      ],
    },
  },
  undecided: {
    "a condition that is not known yet": (s) => {
      trailUnder(s, trails({ Condition: { StringEquals: { "aws:SourceArn": s.unknown } } }), describe());
    },
    "the keys of a condition are not known yet": (s) => {
      trailUnder(s, trails({ Condition: { StringEquals: s.unknown } }), describe());
    },
    "a statement that is not known yet": (s) => {
      trailUnder(s, trails(), s.unknown);
    },
    "a policy that is not known yet": (s) => {
      const key = s.resource(KEY, "key", { policy: s.unknown });
      s.resource(TRAIL, "trail", { s3BucketName: "logs", kmsKeyId: key.arn });
    },
  },
  malformed: {
    "a policy that is not JSON": (s) => {
      const key = s.resource(KEY, "key", { policy: "{{" });
      s.resource(TRAIL, "trail", { s3BucketName: "logs", kmsKeyId: key.arn });
    },
    "statements that are none": (s) => {
      trailUnder(s, null, 7, trails(), describe());
    },
  },
});
