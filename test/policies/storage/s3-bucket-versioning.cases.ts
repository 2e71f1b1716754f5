import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";

export default cases("s3-bucket-versioning", {
  passes: {
    "a split resource turns versioning on": (s) => {
      const logs = s.resource(BUCKET, "logs");
      s.resource(VERSIONING, "logs-versioning", { bucket: logs.id, versioningConfiguration: { status: "Enabled" } });
    },
    "inline versioning of provider v5": (s) => {
      s.resource(BUCKET, "logs", { versioning: { enabled: true } });
    },
    "inline versioning of BucketV2, a list of one": (s) => {
      s.resource("aws:s3/bucketV2:BucketV2", "logs", { versionings: [{ enabled: true }] });
    },
    "a split resource that names the bucket by its literal name": (s) => {
      s.resource(BUCKET, "logs", { bucket: "acme-logs" });
      s.resource(VERSIONING, "v", { bucket: "acme-logs", versioningConfiguration: { status: "Enabled" } });
    },
  },
  fails: {
    "nothing configures versioning": {
      stack: (s) => {
        s.resource(BUCKET, "logs");
      },
      findings: [{ resource: "logs", path: "", found: /not configured/ }],
    },
    "the split resource suspends it": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs");
        s.resource(VERSIONING, "v", { bucket: logs.id, versioningConfiguration: { status: "Suspended" } });
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
  },
  undecided: {
    "the status is not known yet": (s) => {
      const logs = s.resource(BUCKET, "logs");
      s.resource(VERSIONING, "v", { bucket: logs.id, versioningConfiguration: { status: s.unknown } });
    },
  },
  malformed: {
    "a list where an object belongs": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { versioning: ["yes"] });
      },
      findings: [{ resource: "logs", path: "", found: /not configured/ }],
    },
  },
});
