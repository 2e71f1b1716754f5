import { cases } from "../../harness/cases";
import type { BuiltResource, StackBuilder } from "../../harness/builder";

const TRAIL = "aws:cloudtrail/trail:Trail";
const BUCKET = "aws:s3/bucket:Bucket";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";

/** A bucket for access logs, and a bucket of data that logs to it. */
function accessLogs(s: StackBuilder): BuiltResource {
  const logs = s.resource(BUCKET, "access-logs");
  const data = s.resource(BUCKET, "data");
  s.resource(LOGGING, "data-logging", { bucket: data.id, targetBucket: logs.id, targetPrefix: "data/" });
  return logs;
}

const own = {
  resource: "audit",
  path: "s3BucketName",
  found: /"trail-logs" of its own.*"access-logs"/,
  fix: /dedicated/,
};

export default cases("cloudtrail-bucket-sharing", {
  passes: {
    "the access log bucket": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: accessLogs(s).id });
    },
    "a stack without an access log bucket": (s) => {
      const logs = s.resource(BUCKET, "trail-logs");
      s.resource(BUCKET, "data");
      s.resource(TRAIL, "audit", { s3BucketName: logs.id });
    },
    "a bucket of another stack": (s) => {
      accessLogs(s);
      s.resource(TRAIL, "audit", { s3BucketName: "central-audit-logs" });
    },
    "a bucket that is only read": (s) => {
      accessLogs(s);
      const central = s.resource(BUCKET, "central", { bucket: "central" }, { isRead: true });
      s.resource(TRAIL, "audit", { s3BucketName: central.id });
    },
    "a log bucket that AWS Config writes to as well": (s) => {
      accessLogs(s);
      const audit = s.resource(BUCKET, "audit-logs");
      s.resource("aws:cfg/deliveryChannel:DeliveryChannel", "config", { s3BucketName: audit.id });
      s.resource(TRAIL, "audit", { s3BucketName: audit.id });
    },
    "an access log bucket of another region": (s) => {
      const provider = s.provider("west", { region: "us-west-2" });
      const west = s.resource(BUCKET, "west-logs", {}, { provider });
      const data = s.resource(BUCKET, "west-data", {}, { provider });
      s.resource(LOGGING, "l", { bucket: data.id, targetBucket: west.id, targetPrefix: "data/" }, { provider });
      const logs = s.resource(BUCKET, "trail-logs");
      s.resource(TRAIL, "audit", { s3BucketName: logs.id });
    },
    "a bucket of data that logs to itself is no access log bucket": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(LOGGING, "l", { bucket: data.id, targetBucket: data.id, targetPrefix: "logs/" });
      const logs = s.resource(BUCKET, "trail-logs");
      s.resource(TRAIL, "audit", { s3BucketName: logs.id });
    },
    "a bucket of its own, where the settings want that": {
      stack: (s) => {
        const logs = accessLogs(s);
        const trail = s.resource(BUCKET, "trail-logs");
        s.resource(LOGGING, "trail-logging", { bucket: trail.id, targetBucket: logs.id, targetPrefix: "trail/" });
        s.resource(TRAIL, "audit", { s3BucketName: trail.id });
        s.resource(TRAIL, "data", { s3BucketName: trail.id });
      },
      options: { mode: "dedicated" },
    },
    "a dedicated bucket that logs to itself": {
      stack: (s) => {
        const trail = s.resource(BUCKET, "trail-logs");
        s.resource(LOGGING, "l", { bucket: trail.id, targetBucket: trail.id, targetPrefix: "access/" });
        s.resource(TRAIL, "audit", { s3BucketName: trail.id });
      },
      options: { mode: "dedicated" },
    },
    "either, where the settings take any": {
      stack: (s) => {
        s.resource(TRAIL, "shared", { s3BucketName: accessLogs(s).id });
        s.resource(TRAIL, "own", { s3BucketName: s.resource(BUCKET, "trail-logs").id });
      },
      options: { mode: "any" },
    },
    "a bucket of data, which another policy tells": (s) => {
      accessLogs(s);
      const state = s.resource(BUCKET, "pulumi-state");
      s.resource(TRAIL, "audit", { s3BucketName: state.id });
    },
  },
  fails: {
    "a bucket of its own beside an access log bucket": {
      stack: (s) => {
        accessLogs(s);
        const logs = s.resource(BUCKET, "trail-logs");
        s.resource(TRAIL, "audit", { s3BucketName: logs.id });
      },
      findings: [own],
    },
    "that logs to the access log bucket": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "access-logs");
        const trail = s.resource(BUCKET, "trail-logs", { logging: { targetBucket: logs.id } });
        s.resource(TRAIL, "audit", { s3BucketName: trail.id });
      },
      findings: [own],
    },
    "by provider v5 and v6": {
      stack: (s) => {
        const logs = s.resource("aws:s3/bucketV2:BucketV2", "access-logs");
        const data = s.resource("aws:s3/bucketV2:BucketV2", "data");
        s.resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "l", { bucket: data.id, targetBucket: logs.id });
        const trail = s.resource("aws:s3/bucketV2:BucketV2", "trail-logs", { bucket: "trail-logs-dev" });
        s.resource(TRAIL, "audit", { s3BucketName: trail.ref("bucket") });
      },
      findings: [own],
    },
    "an access log bucket by its policy": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "access-logs");
        s.resource("aws:s3/bucketPolicy:BucketPolicy", "p", {
          bucket: logs.id,
          policy: JSON.stringify({
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "logging.s3.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: "*",
              },
            ],
          }),
        });
        s.resource(TRAIL, "audit", { s3BucketName: s.resource(BUCKET, "trail-logs").id });
      },
      findings: [own],
    },
    "an access log bucket by its ACL": {
      stack: (s) => {
        s.resource(BUCKET, "access-logs", { acl: "log-delivery-write" });
        s.resource(TRAIL, "audit", { s3BucketName: s.resource(BUCKET, "trail-logs").id });
      },
      findings: [own],
    },
    "the access log bucket, where the settings want one of its own": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: accessLogs(s).id });
      },
      options: { mode: "dedicated" },
      findings: [
        {
          resource: "audit",
          path: "s3BucketName",
          found: /shares the bucket "access-logs".*"data-logging"/,
          fix: /alone/,
        },
      ],
    },
  },
  undecided: {
    "the bucket is not known yet": (s) => {
      accessLogs(s);
      s.resource(TRAIL, "audit", { s3BucketName: s.unknown });
    },
    "whose access logs go where is not known yet": (s) => {
      const logs = s.resource(BUCKET, "trail-logs");
      s.resource(BUCKET, "other");
      s.resource(LOGGING, "l", { bucket: s.unknown, targetBucket: s.unknown });
      s.resource(TRAIL, "audit", { s3BucketName: logs.id });
    },
  },
  malformed: {
    "buckets and targets of the wrong types": (s) => {
      s.resource(BUCKET, "logs", { logging: "logs", acl: ["x"], policy: "{" });
      s.resource(LOGGING, "l", { bucket: null, targetBucket: 3 });
      s.resource(TRAIL, "audit", { s3BucketName: { name: "logs" } });
      s.resource(TRAIL, "null", { s3BucketName: null });
    },
  },
});
