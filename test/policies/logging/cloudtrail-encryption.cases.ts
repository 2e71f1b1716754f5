import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";
const KEY = "aws:kms/key:Key";

export default cases("cloudtrail-encryption", {
  passes: {
    "a key of the stack": (s) => {
      const key = s.resource(KEY, "audit");
      s.resource(TRAIL, "audit", { s3BucketName: "logs", kmsKeyId: key.arn });
    },
    "a key of another stack, in China": (s) => {
      const kmsKeyId = "arn:aws-cn:kms:cn-north-1:123456789012:key/1a2b3c4d-0000-0000-0000-000000000000";
      s.resource(TRAIL, "audit", { s3BucketName: "logs", kmsKeyId });
    },
    "an alias of the account's own": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", kmsKeyId: "alias/audit" });
    },
  },
  fails: {
    "no key": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
        s.resource(TRAIL, "empty", { s3BucketName: "logs", kmsKeyId: "" });
      },
      findings: [
        { resource: "audit", path: "kmsKeyId", found: /no KMS key/, fix: /aws\.kms\.Key/ },
        { resource: "empty", path: "kmsKeyId", found: /no KMS key/ },
      ],
    },
    "a key of AWS, which CloudTrail cannot use": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", kmsKeyId: "alias/aws/s3" });
        const kmsKeyId = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/aws/s3";
        s.resource(TRAIL, "gov", { s3BucketName: "logs", kmsKeyId });
      },
      findings: [
        { resource: "audit", path: "kmsKeyId", found: /alias\/aws\/s3 is a key of AWS/ },
        { resource: "gov", path: "kmsKeyId", found: /alias\/aws\/s3 is a key of AWS/ },
      ],
    },
  },
  undecided: {
    "not known yet": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", kmsKeyId: s.unknown });
    },
  },
  malformed: {
    "nulls and lists": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", kmsKeyId: null });
        s.resource(TRAIL, "list", { s3BucketName: "logs", kmsKeyId: ["a", "b"] });
      },
      findings: [{ resource: "audit", path: "kmsKeyId", found: /no KMS key/ }],
    },
  },
});
