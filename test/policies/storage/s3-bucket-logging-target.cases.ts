import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";

export default cases("s3-bucket-logging-target", {
  passes: {
    "by output": (s) => {
      const logs = s.resource(BUCKET, "logs");
      const data = s.resource(BUCKET, "data");
      s.resource(LOGGING, "logging", { bucket: data.id, targetBucket: logs.id, targetPrefix: "" });
    },
    "by the output of a bucket with a name of its own": (s) => {
      const logs = s.resource(BUCKET, "logs", { bucket: "acme-logs" });
      s.resource("aws:s3/bucketV2:BucketV2", "data", { loggings: [{ targetBucket: logs.ref("bucket") }] });
    },
    "through a resource that hands the name on": (s) => {
      const logs = s.resource(BUCKET, "logs", { bucket: "acme-logs" });
      const versioning = s.resource("aws:s3/bucketVersioning:BucketVersioning", "versioning", { bucket: logs.id });
      s.resource(BUCKET, "data", { logging: { targetBucket: versioning.ref("bucket") } });
    },
    "as text, but it waits for the log bucket": (s) => {
      const logs = s.resource(BUCKET, "logs", { bucket: "acme-logs" });
      s.resource(BUCKET, "data", { logging: { targetBucket: "acme-logs" } }, { dependsOn: [logs] });
    },
    "a log bucket outside": (s) => {
      s.resource(BUCKET, "data", { logging: { targetBucket: "acme-logs" } });
    },
    "a log bucket that is only read is there already": (s) => {
      s.resource(BUCKET, "logs", { bucket: "acme-logs" }, { isRead: true });
      s.resource(BUCKET, "data", { logging: { targetBucket: "acme-logs" } });
    },
    "a bucket that logs to itself is told as such": (s) => {
      s.resource(BUCKET, "data", { bucket: "acme-data", logging: { targetBucket: "acme-data" } });
    },
    "a circle of names is told as such": (s) => {
      s.resource(BUCKET, "a", { bucket: "acme-a", logging: { targetBucket: "acme-b" } });
      s.resource(BUCKET, "b", { bucket: "acme-b", logging: { targetBucket: "acme-a" } });
    },
    "no logging at all": (s) => {
      s.resource(BUCKET, "data");
    },
  },
  fails: {
    "inline, by text": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "acme-logs" });
        s.resource(BUCKET, "data", { logging: { targetBucket: "acme-logs" } });
      },
      findings: [
        {
          resource: "data",
          path: "logging.targetBucket",
          found: /"logs" of this stack is named as text/,
          fix: /its id/,
        },
      ],
    },
    "the list of BucketV2": {
      stack: (s) => {
        s.resource("aws:s3/bucketV2:BucketV2", "logs", { bucket: "acme-logs" });
        s.resource("aws:s3/bucketV2:BucketV2", "data", { loggings: [{ targetBucket: "acme-logs" }] });
      },
      findings: [{ resource: "data", path: "loggings.targetBucket", found: /named as text/ }],
    },
    "split, by text, though the data bucket is a reference": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "acme-logs" });
        const data = s.resource(BUCKET, "data");
        s.resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "logging", { bucket: data.id, targetBucket: "acme-logs" });
      },
      findings: [{ resource: "logging", path: "targetBucket", found: /named as text/ }],
    },
    "the logging of a bucket outside": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "acme-logs" });
        s.resource(LOGGING, "logging", { bucket: "acme-data", targetBucket: "acme-logs", targetPrefix: "" });
      },
      findings: [{ resource: "logging", path: "targetBucket", found: /named as text/ }],
    },
    "it waits for another bucket": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "acme-logs" });
        const other = s.resource(BUCKET, "other");
        s.resource(BUCKET, "data", { logging: { targetBucket: "acme-logs" } }, { dependsOn: [other] });
      },
      findings: [{ resource: "data", path: "logging.targetBucket", found: /named as text/ }],
    },
  },
  undecided: {
    "the target is not known": (s) => {
      s.resource(BUCKET, "logs");
      s.resource(BUCKET, "data", { logging: { targetBucket: s.unknown } });
    },
  },
  malformed: {
    "no text": (s) => {
      s.resource(BUCKET, "logs", { bucket: "acme-logs" });
      s.resource(BUCKET, "data", { logging: { targetBucket: { name: "acme-logs" } } });
      s.resource(LOGGING, "logging", { bucket: null, targetBucket: 3 });
    },
  },
});
