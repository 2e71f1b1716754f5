import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";

const ALL = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };

export default cases("s3-bucket-public-access-block", {
  passes: {
    "all four settings on": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(BLOCK, "block", { bucket: data.id, ...ALL });
    },
    "BucketV2, named literally": (s) => {
      s.resource("aws:s3/bucketV2:BucketV2", "data", { bucket: "acme-data" });
      s.resource(BLOCK, "block", { bucket: "acme-data", ...ALL });
    },
    "the account's block": (s) => {
      s.resource(BUCKET, "data");
      s.resource(BUCKET, "more");
      s.resource(ACCOUNT_BLOCK, "account", ALL);
    },
    "the account's block makes up for an open setting": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(BLOCK, "block", { bucket: data.id, ...ALL, blockPublicPolicy: false });
      s.resource(ACCOUNT_BLOCK, "account", ALL);
    },
    "the account's block of another version's default provider": (s) => {
      const v6 = s.provider("default_6_83_0", { region: "us-east-1", version: "6.83.0" });
      s.resource(BUCKET, "data", {}, { provider: v6 });
      s.resource(ACCOUNT_BLOCK, "account", ALL);
    },
    "the bucket says the region that the stack's config gives its provider": (s) => {
      const settings = s.provider("default_7_48_0", { version: "7.48.0" });
      s.resource(BUCKET, "data", { region: "us-east-1" }, { provider: settings });
      s.resource(ACCOUNT_BLOCK, "account", ALL, { provider: settings });
    },
    "the account's block of the same explicit provider": (s) => {
      const west = s.provider("west", { region: "us-west-2" });
      s.resource(BUCKET, "data", {}, { provider: west });
      s.resource(ACCOUNT_BLOCK, "account", ALL, { provider: west });
    },
    "a block for a bucket outside": (s) => {
      s.resource(BLOCK, "block", { bucket: "elsewhere", ...ALL });
    },
    "a directory bucket, which is never public": (s) => {
      s.resource("aws:s3/directoryBucket:DirectoryBucket", "fast", { bucket: "fast--use1-az4--x-s3" });
    },
    "a bucket that is only read": (s) => {
      s.resource(BUCKET, "shared", { bucket: "shared" }, { isRead: true });
    },
  },
  fails: {
    "no block": {
      stack: (s) => {
        s.resource(BUCKET, "data");
      },
      findings: [{ resource: "data", path: "", found: /no public access block\.$/, fix: /restrictPublicBuckets/ }],
    },
    "one of four is false": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(BLOCK, "block", { bucket: data.id, ...ALL, restrictPublicBuckets: false });
      },
      findings: [
        { resource: "block", path: "restrictPublicBuckets", found: /is not true/, fix: /restrictPublicBuckets: true/ },
      ],
    },
    "one of four is missing": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(BLOCK, "block", { bucket: data.id, ...ALL, ignorePublicAcls: undefined });
      },
      findings: [{ resource: "block", path: "ignorePublicAcls", found: /is not true/ }],
    },
    "a second block that opens what the first one closes": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(BLOCK, "a", { bucket: data.id, ...ALL });
        s.resource(BLOCK, "b", { bucket: data.id, ...ALL, blockPublicPolicy: false });
      },
      findings: [{ resource: "b", path: "blockPublicPolicy", found: /is not true/ }],
    },
    "an empty block": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(BLOCK, "block", { bucket: data.id });
      },
      findings: Object.keys(ALL).map((path) => ({ resource: "block", path, found: /is not true/ })),
    },
    "a block attached to another bucket": {
      stack: (s) => {
        const other = s.resource(BUCKET, "other");
        s.resource(BUCKET, "data");
        s.resource(BLOCK, "block", { bucket: other.id, ...ALL });
      },
      findings: [{ resource: "data", path: "", found: /no public access block/ }],
    },
    "the account's block leaves one open": {
      stack: (s) => {
        s.resource(BUCKET, "data");
        s.resource(ACCOUNT_BLOCK, "account", { ...ALL, blockPublicAcls: false });
      },
      findings: [{ resource: "data", path: "", found: /leaves blockPublicAcls open/ }],
    },
    "the account's block of another provider": {
      stack: (s) => {
        const other = s.provider("other-account", { region: "us-east-1", profile: "other" });
        s.resource(BUCKET, "data");
        s.resource(ACCOUNT_BLOCK, "account", ALL, { provider: other });
      },
      findings: [{ resource: "data", path: "", found: /no public access block/ }],
    },
    "the account's block of another region": {
      stack: (s) => {
        s.resource(BUCKET, "data", { region: "eu-west-1" });
        s.resource(ACCOUNT_BLOCK, "account", ALL);
      },
      findings: [{ resource: "data", path: "", found: /no public access block/ }],
    },
    "an open block for a bucket outside": {
      stack: (s) => {
        s.resource(BLOCK, "block", { bucket: "elsewhere", ...ALL, blockPublicAcls: false });
      },
      findings: [{ resource: "block", path: "blockPublicAcls", found: /is not true/ }],
    },
    "an unknown setting hides nothing about the others": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(BLOCK, "block", { bucket: data.id, ...ALL, blockPublicAcls: s.unknown, blockPublicPolicy: false });
      },
      findings: [{ resource: "block", path: "blockPublicPolicy", found: /is not true/ }],
    },
  },
  undecided: {
    "a setting is not known": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(BLOCK, "block", { bucket: data.id, ...ALL, blockPublicAcls: s.unknown });
    },
    "the account's setting is not known": (s) => {
      s.resource(BUCKET, "data");
      s.resource(ACCOUNT_BLOCK, "account", { ...ALL, blockPublicAcls: s.unknown });
    },
    "the block may belong to any bucket": (s) => {
      s.resource(BUCKET, "data");
      s.resource(BLOCK, "block", { bucket: s.unknown, ...ALL });
    },
  },
  malformed: {
    "texts and nulls for settings": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(BLOCK, "block", { bucket: data.id, ...ALL, blockPublicAcls: "yes", ignorePublicAcls: null });
      },
      findings: [
        { resource: "block", path: "blockPublicAcls", found: /is not true/ },
        { resource: "block", path: "ignorePublicAcls", found: /is not true/ },
      ],
    },
    "a block without a bucket": {
      stack: (s) => {
        s.resource(BUCKET, "data");
        s.resource(BLOCK, "block", { bucket: 3, ...ALL });
      },
      findings: [{ resource: "data", path: "", found: /no public access block/ }],
    },
  },
  remediates: {
    "sets what is missing": {
      stack: (s) => {
        s.resource(BLOCK, "block", { bucket: "acme-data", blockPublicAcls: true, blockPublicPolicy: true });
      },
      resource: "block",
      becomes: { bucket: "acme-data", ...ALL },
    },
    "sets what is false, which is how the provider shows what is missing": {
      stack: (s) => {
        s.resource(BLOCK, "block", { bucket: "acme-data", ...ALL, restrictPublicBuckets: false });
      },
      resource: "block",
      becomes: { bucket: "acme-data", ...ALL },
    },
    "leaves a complete block alone": {
      stack: (s) => {
        s.resource(BLOCK, "block", { bucket: "acme-data", ...ALL });
      },
      resource: "block",
      becomes: undefined,
    },
    "leaves an unknown setting alone": {
      stack: (s) => {
        s.resource(BLOCK, "block", { bucket: "acme-data", ...ALL, blockPublicAcls: s.unknown });
      },
      resource: "block",
      becomes: undefined,
    },
    "makes no block for a bucket": {
      stack: (s) => {
        s.resource(BUCKET, "data", { bucket: "acme-data" });
      },
      resource: "data",
      becomes: undefined,
    },
  },
});
