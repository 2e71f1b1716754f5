import type { BuiltProvider, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";

function aws(s: StackBuilder, version: unknown, name = "main"): BuiltProvider {
  return s.provider(name, { region: "us-east-1", version });
}

export default cases("resource-deprecated", {
  passes: {
    "a type and inputs that are current": (s) => {
      s.resource(BUCKET, "logs", { bucket: "logs-dev", tags: { a: "b" } });
    },
    "BucketV2, which version 6 advises": (s) => {
      s.resource(BUCKET_V2, "logs", { forceDestroy: true }, { provider: aws(s, "6.83.4") });
    },
    "the inline settings of a Bucket in version 6": (s) => {
      const inputs = { acl: "private", versioning: { enabled: true } };
      s.resource(BUCKET, "logs", inputs, { provider: aws(s, "6.60.0") });
    },
    "an input that a later version deprecated": (s) => {
      const globalSecondaryIndexes = [{ name: "by-day", hashKey: "day" }];
      s.resource("aws:dynamodb/table:Table", "t", { globalSecondaryIndexes }, { provider: aws(s, "7.10.0") });
    },
    "an input that is deprecated from the next version of the table on": (s) => {
      s.resource("aws:s3/bucketAcl:BucketAcl", "acl", { expectedBucketOwner: "1" }, { provider: aws(s, "7.31.9") });
    },
    "a version before the first that is known": (s) => {
      s.resource(BUCKET_V2, "logs", {}, { provider: aws(s, "7.0.0") });
    },
    "a major version that is not known": (s) => {
      s.resource(BUCKET_V2, "logs", {}, { provider: aws(s, "8.0.0") });
      s.resource("aws:ec2/eip:Eip", "eip", { vpc: true }, { provider: aws(s, "5.43.0", "old") });
    },
    "a provider that does not say its version": (s) => {
      s.resource(BUCKET_V2, "logs", {}, { provider: s.provider("main", { region: "us-east-1" }) });
    },
    "the name of a program's own provider says no version": (s) => {
      s.resource(BUCKET_V2, "logs", {}, { provider: s.provider("default_7_48_0_eu", { region: "eu-west-1" }) });
    },
    "deprecated inputs without a value": (s) => {
      s.resource(BUCKET, "logs", { acl: "", grants: [], versioning: null, website: {} });
    },
    "a bucket that was only read": (s) => {
      s.resource(BUCKET_V2, "logs", { acl: "private" }, { isRead: true });
    },
    "a resource of another provider": (s) => {
      s.resource("aws-native:s3:Bucket", "logs", { acl: "private" });
    },
  },
  fails: {
    "BucketV2 in version 7": {
      stack: (s) => {
        s.resource(BUCKET_V2, "logs", { forceDestroy: true });
      },
      findings: [
        {
          resource: "logs",
          path: "",
          found:
            /type aws:s3\/bucketV2:BucketV2 is deprecated in version 7\.48\.0 .*"s3\.BucketV2 .* in favor of s3\.Bucket"\./,
          fix: /Write aws\.s3\.Bucket instead\. .*nothing is replaced/,
          key: "type",
        },
      ],
    },
    "its split resources too": {
      stack: (s) => {
        s.resource("aws:s3/bucketVersioningV2:BucketVersioningV2", "v", { bucket: "logs" });
      },
      findings: [{ resource: "v", path: "", found: /deprecated/, fix: /aws\.s3\.BucketVersioning instead/ }],
    },
    "inline settings of a bucket, with the replacement": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { acl: "private", versioning: { enabled: true } });
      },
      findings: [
        {
          resource: "logs",
          path: "acl",
          found: /input acl is deprecated in version 7\.48\.0 .*Use the aws\.s3\.BucketAcl resource instead"/,
          fix: /Replace acl/,
          key: "input:acl",
        },
        { resource: "logs", path: "versioning", found: /aws\.s3\.BucketVersioning/ },
      ],
    },
    "the replacement that version 6 names": {
      stack: (s) => {
        s.resource(BUCKET_V2, "logs", { acl: "private" }, { provider: aws(s, "6.83.4") });
      },
      findings: [{ resource: "logs", path: "acl", found: /version 6\.83\.4 .*aws\.s3\.BucketAclV2 resource/ }],
    },
    "a version newer than those of the table, of the same major": {
      stack: (s) => {
        s.resource(BUCKET_V2, "logs", {}, { provider: aws(s, "7.60.1") });
      },
      findings: [{ resource: "logs", path: "", found: /version 7\.60\.1/ }],
    },
    "the version in the name of the default provider": {
      stack: (s) => {
        const provider = s.provider("default_6_83_4", { region: "us-east-1" });
        s.resource("aws:ec2/eip:Eip", "eip", { vpc: true }, { provider });
      },
      findings: [{ resource: "eip", path: "vpc", found: /Use domain instead/ }],
    },
    "two providers of different versions": {
      stack: (s) => {
        s.resource(BUCKET_V2, "six", {}, { provider: aws(s, "6.83.4", "six") });
        s.resource(BUCKET_V2, "seven", {}, { provider: aws(s, "v7.20.0-alpha.1+dirty", "seven") });
      },
      findings: [{ resource: "seven", path: "", found: /deprecated/ }],
    },
    "an input inside a list, where it is used first": {
      stack: (s) => {
        const globalSecondaryIndexes = [
          { name: "current", keySchemas: [{ attributeName: "a" }] },
          { name: "by-day", hashKey: "day" },
          { name: "by-hour", hashKey: "hour" },
        ];
        s.resource("aws:dynamodb/table:Table", "t", { globalSecondaryIndexes });
      },
      findings: [
        { resource: "t", path: "globalSecondaryIndexes[1].hashKey", found: /hash_key is deprecated\. Use keySchema/ },
      ],
    },
    "an input that is false is used": {
      stack: (s) => {
        s.resource("aws:ec2/eip:Eip", "eip", { vpc: false }, { provider: aws(s, "6.60.0") });
      },
      findings: [{ resource: "eip", path: "vpc", found: /deprecated/ }],
    },
    "an unknown value is a use": {
      stack: (s) => {
        const group = s.resource("aws:ec2/securityGroup:SecurityGroup", "web", { name: "web" });
        s.resource("aws:ec2/instance:Instance", "app", { securityGroups: [group.ref("name")] });
        s.resource(BUCKET, "logs", { policy: s.unknown });
      },
      findings: [
        { resource: "app", path: "securityGroups", found: /discouraged/ },
        { resource: "logs", path: "policy", found: /BucketPolicy/ },
      ],
    },
  },
  undecided: {
    "the version is not known yet": (s) => {
      s.resource(BUCKET_V2, "logs", { acl: "private" }, { provider: aws(s, s.unknown) });
    },
    "a list that is not known yet": (s) => {
      s.resource("aws:dynamodb/table:Table", "t", { globalSecondaryIndexes: s.unknown });
    },
  },
  malformed: {
    "versions that are none": (s) => {
      s.resource(BUCKET_V2, "a", {}, { provider: aws(s, "latest", "a") });
      s.resource(BUCKET_V2, "b", {}, { provider: aws(s, 7, "b") });
      s.resource(BUCKET_V2, "c", {}, { provider: aws(s, ["7.48.0"], "c") });
    },
    "a list of odd things": (s) => {
      s.resource("aws:dynamodb/table:Table", "t", { globalSecondaryIndexes: [null, 1, "x", [], {}] });
    },
  },
});
