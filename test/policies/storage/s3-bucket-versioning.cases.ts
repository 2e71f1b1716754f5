import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const VERSIONING_V2 = "aws:s3/bucketVersioningV2:BucketVersioningV2";

export default cases("s3-bucket-versioning", {
  passes: {
    "a split resource turns versioning on": (s) => {
      const logs = s.resource(BUCKET, "logs");
      s.resource(VERSIONING, "logs-versioning", { bucket: logs.id, versioningConfiguration: { status: "Enabled" } });
    },
    "the split resource of provider v5 and v6": (s) => {
      const logs = s.resource(BUCKET_V2, "logs");
      s.resource(VERSIONING_V2, "v", { bucket: logs.id, versioningConfiguration: { status: "Enabled" } });
    },
    "inline versioning of provider v5": (s) => {
      s.resource(BUCKET, "logs", { versioning: { enabled: true } });
    },
    "inline versioning of BucketV2, a list of one": (s) => {
      s.resource(BUCKET_V2, "logs", { versionings: [{ enabled: true }] });
    },
    "a split resource that names the bucket by its literal name": (s) => {
      s.resource(BUCKET, "logs", { bucket: "acme-logs" });
      s.resource(VERSIONING, "v", { bucket: "acme-logs", versioningConfiguration: { status: "Enabled" } });
    },
    "a split resource that takes the bucket's name from another split resource": (s) => {
      const logs = s.resource(BUCKET, "logs");
      const acl = s.resource("aws:s3/bucketAcl:BucketAcl", "acl", { bucket: logs.id, acl: "private" });
      s.resource(VERSIONING, "v", { bucket: acl.ref("bucket"), versioningConfiguration: { status: "Enabled" } });
    },
    "Object Lock, which keeps versioning on": (s) => {
      s.resource(BUCKET, "vault", { objectLockEnabled: true });
    },
    "a directory bucket, which has no versioning": (s) => {
      s.resource("aws:s3/directoryBucket:DirectoryBucket", "fast", { bucket: "fast--use1-az4--x-s3" });
    },
    "a bucket that is only read": (s) => {
      s.resource(BUCKET, "shared", { versioning: { enabled: false } }, { isRead: true });
    },
    "versioning of a bucket in another stack": (s) => {
      s.resource(VERSIONING, "v", { bucket: "elsewhere", versioningConfiguration: { status: "Enabled" } });
    },
  },
  fails: {
    "nothing configures versioning": {
      stack: (s) => {
        s.resource(BUCKET, "logs");
      },
      findings: [{ resource: "logs", path: "", found: /not configured/, fix: /BucketVersioning/ }],
    },
    "the split resource suspends it": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs");
        s.resource(VERSIONING, "v", { bucket: logs.id, versioningConfiguration: { status: "Suspended" } });
      },
      findings: [{ resource: "v", path: "versioningConfiguration.status", found: /"Suspended"/ }],
    },
    "the split resource disables it": {
      stack: (s) => {
        const logs = s.resource(BUCKET_V2, "logs");
        s.resource(VERSIONING_V2, "v", { bucket: logs.id, versioningConfiguration: { status: "Disabled" } });
      },
      findings: [{ resource: "v", path: "versioningConfiguration.status", found: /"Disabled"/ }],
    },
    "the split resource suspends it on a bucket outside": {
      stack: (s) => {
        s.resource(VERSIONING, "v", { bucket: "elsewhere", versioningConfiguration: { status: "Suspended" } });
      },
      findings: [{ resource: "v", path: "versioningConfiguration.status", found: /"Suspended"/ }],
    },
    "the split resource belongs to another bucket": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs");
        s.resource(BUCKET, "data");
        s.resource(VERSIONING, "v", { bucket: logs.id, versioningConfiguration: { status: "Enabled" } });
      },
      findings: [{ resource: "data", path: "", found: /not configured/ }],
    },
    "inline versioning is off": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { versioning: { enabled: false } });
      },
      findings: [{ resource: "logs", path: "versioning.enabled", found: /is off/ }],
    },
    "inline versioning of BucketV2 is off": {
      stack: (s) => {
        s.resource(BUCKET_V2, "logs", { versionings: [{ enabled: false }] });
      },
      findings: [{ resource: "logs", path: "versionings.enabled", found: /is off/ }],
    },
    "only MFA delete is spoken of": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { versioning: { mfaDelete: true } });
      },
      findings: [{ resource: "logs", path: "", found: /not configured/ }],
    },
    "what the provider computes does not count": {
      stack: (s) => {
        s.resource(BUCKET, "logs", {}, { outputs: { versioning: { enabled: true } } });
      },
      findings: [{ resource: "logs", path: "", found: /not configured/ }],
    },
  },
  undecided: {
    "the status is not known yet": (s) => {
      const logs = s.resource(BUCKET, "logs");
      s.resource(VERSIONING, "v", { bucket: logs.id, versioningConfiguration: { status: s.unknown } });
    },
    "the split resource may belong to any bucket": (s) => {
      s.resource(BUCKET, "logs");
      s.resource(VERSIONING, "v", { bucket: s.unknown, versioningConfiguration: { status: "Enabled" } });
    },
    "the bucket's name is not known, the split resource names one literally": (s) => {
      s.resource(BUCKET, "logs", { bucket: s.unknown });
      s.resource(VERSIONING, "v", { bucket: "acme-logs", versioningConfiguration: { status: "Enabled" } });
    },
  },
  malformed: {
    "a list where an object belongs": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { versioning: ["yes"] });
      },
      findings: [{ resource: "logs", path: "", found: /not configured/ }],
    },
    "nulls and numbers": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { versioning: null, versionings: 3 });
        s.resource(VERSIONING, "v", { bucket: null, versioningConfiguration: null });
      },
      findings: [{ resource: "logs", path: "", found: /not configured/ }],
    },
    "a status that is a list": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs");
        s.resource(VERSIONING, "v", { bucket: logs.id, versioningConfiguration: { status: ["Enabled", "x"] } });
      },
      findings: [{ resource: "v", path: "versioningConfiguration.status", found: /not a status/ }],
    },
  },
});
