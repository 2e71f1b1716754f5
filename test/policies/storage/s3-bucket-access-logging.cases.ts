import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const LOGGING_V2 = "aws:s3/bucketLoggingV2:BucketLoggingV2";

export default cases("s3-bucket-access-logging", {
  passes: {
    "a data bucket logs to a log bucket": (s) => {
      const logs = s.resource(BUCKET, "logs");
      const data = s.resource(BUCKET, "data");
      s.resource(LOGGING, "logging", { bucket: data.id, targetBucket: logs.id, targetPrefix: "data/" });
    },
    "the logging resource of provider 6": (s) => {
      const logs = s.resource(BUCKET_V2, "logs");
      const data = s.resource(BUCKET_V2, "data");
      s.resource(LOGGING_V2, "logging", { bucket: data.id, targetBucket: logs.id, targetPrefix: "" });
    },
    "inline logging": (s) => {
      const logs = s.resource(BUCKET, "logs");
      s.resource(BUCKET, "data", { logging: { targetBucket: logs.id } });
    },
    "the inline list of BucketV2": (s) => {
      const logs = s.resource(BUCKET_V2, "logs");
      s.resource(BUCKET_V2, "data", { loggings: [{ targetBucket: logs.id }] });
    },
    "the log bucket is in another stack": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(LOGGING, "logging", { bucket: data.id, targetBucket: "acme-central-logs", targetPrefix: "data/" });
    },
    "the log bucket is read": (s) => {
      const logs = s.resource(BUCKET, "logs", { bucket: "acme-logs" }, { isRead: true });
      const data = s.resource(BUCKET, "data");
      s.resource(LOGGING, "logging", { bucket: data.id, targetBucket: logs.id, targetPrefix: "data/" });
    },
    "a bucket of a trail is a log bucket": (s) => {
      const trail = s.resource(BUCKET, "trail-logs");
      s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: trail.id });
    },
    "a bucket that the settings name as a log bucket": {
      settings: { logBuckets: ["archive*"] },
      stack: (s) => {
        s.resource(BUCKET, "archive");
      },
    },
    "a bucket that is tagged as a log bucket": (s) => {
      s.resource(BUCKET, "archive", { tags: { Purpose: "access-logs" } });
    },
    "log buckets are elsewhere": {
      settings: { providedElsewhere: ["log-bucket"] },
      stack: (s) => {
        s.resource(BUCKET, "data");
      },
    },
    "a directory bucket has no access logs": (s) => {
      s.resource("aws:s3/directoryBucket:DirectoryBucket", "fast", { bucket: "fast--use1-az4--x-s3" });
    },
    "a bucket that is only read": (s) => {
      s.resource(BUCKET, "data", { bucket: "acme-data" }, { isRead: true });
    },
    "the same region, once said by the provider and once by the bucket": (s) => {
      const logs = s.resource(BUCKET, "logs", { region: "us-east-1" });
      s.resource(BUCKET, "data", { logging: { targetBucket: logs.id } });
    },
    "two providers of one account and region": (s) => {
      const other = s.provider("tagged", { region: "us-east-1" });
      const logs = s.resource(BUCKET, "logs", {}, { provider: other });
      s.resource(BUCKET, "data", { logging: { targetBucket: logs.id } });
    },
    "a log bucket that logs to a second log bucket": (s) => {
      const archive = s.resource(BUCKET, "archive");
      const logs = s.resource(BUCKET, "logs", { logging: { targetBucket: archive.id } });
      s.resource(BUCKET, "data", { logging: { targetBucket: logs.id } });
      s.resource(BUCKET, "more", { logging: { targetBucket: logs.id } });
    },
    "a long chain of buckets": (s) => {
      s.resource(BUCKET, "link-0", { bucket: "acme-0" });
      for (let index = 1; index <= 50; index++) {
        s.resource(BUCKET, `link-${index}`, {
          bucket: `acme-${index}`,
          logging: { targetBucket: `acme-${index - 1}` },
        });
      }
    },
    "logging of a bucket outside": (s) => {
      s.resource(LOGGING, "logging", { bucket: "acme-data", targetBucket: "acme-logs", targetPrefix: "" });
    },
  },
  fails: {
    "no logging": {
      stack: (s) => {
        s.resource(BUCKET, "data");
      },
      findings: [{ resource: "data", path: "", found: /does not log access/, fix: /BucketLogging/, key: "logging" }],
    },
    "the logging of another bucket": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs");
        const other = s.resource(BUCKET, "other");
        s.resource(BUCKET_V2, "data");
        s.resource(LOGGING, "logging", { bucket: other.id, targetBucket: logs.id, targetPrefix: "" });
      },
      findings: [{ resource: "data", path: "", found: /does not log access/ }],
    },
    "a name that only sounds like a log bucket's": {
      stack: (s) => {
        s.resource(BUCKET, "access-logs");
      },
      findings: [{ resource: "access-logs", path: "", found: /does not log access/ }],
    },
    "empty inline logging": {
      stack: (s) => {
        s.resource(BUCKET, "data", { loggings: [] });
      },
      findings: [{ resource: "data", path: "", found: /does not log access/ }],
    },
    "logging without a target": {
      stack: (s) => {
        s.resource(BUCKET, "data", { logging: { targetPrefix: "data/" } });
      },
      findings: [{ resource: "data", path: "logging.targetBucket", found: /names no target bucket/ }],
    },
    "a bucket that logs to itself": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(LOGGING, "logging", { bucket: data.id, targetBucket: data.id, targetPrefix: "logs/" });
      },
      findings: [{ resource: "logging", path: "targetBucket", found: /logs to itself/, fix: /another bucket/ }],
    },
    "a bucket that logs to itself by its name": {
      stack: (s) => {
        s.resource(BUCKET, "data", { bucket: "acme-data", logging: { targetBucket: "acme-data" } });
      },
      findings: [{ resource: "data", path: "logging.targetBucket", found: /logs to itself/ }],
    },
    "a bucket outside that logs to itself": {
      stack: (s) => {
        s.resource(LOGGING, "logging", { bucket: "acme-data", targetBucket: "acme-data", targetPrefix: "logs/" });
      },
      findings: [{ resource: "logging", path: "targetBucket", found: /logs to itself/ }],
    },
    "two buckets that log to each other": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs");
        const data = s.resource(BUCKET, "data");
        s.resource(LOGGING, "data-logging", { bucket: data.id, targetBucket: logs.id, targetPrefix: "" });
        s.resource(LOGGING, "logs-logging", { bucket: logs.id, targetBucket: data.id, targetPrefix: "" });
      },
      findings: [
        {
          resource: "data-logging",
          path: "targetBucket",
          found: /circle \(data -> logs -> data\)/,
          fix: /Take the logging/,
        },
      ],
    },
    "a circle of three, half of it inline and by name": {
      stack: (s) => {
        const c = s.resource(BUCKET, "c", { bucket: "acme-c", logging: { targetBucket: "acme-a" } });
        const b = s.resource(BUCKET, "b", { logging: { targetBucket: c.id } });
        const a = s.resource(BUCKET_V2, "a", { bucket: "acme-a" });
        s.resource(LOGGING_V2, "a-logging", { bucket: a.id, targetBucket: b.id, targetPrefix: "" });
        s.resource(BUCKET, "data", { logging: { targetBucket: a.id } });
      },
      findings: [{ resource: "b", path: "logging.targetBucket", found: /circle \(b -> c -> a -> b\)/ }],
    },
    "a second logging resource closes the circle": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs");
        const other = s.resource(BUCKET, "other");
        const data = s.resource(BUCKET, "data");
        s.resource(LOGGING, "a", { bucket: data.id, targetBucket: other.id, targetPrefix: "" });
        s.resource(LOGGING, "b", { bucket: data.id, targetBucket: logs.id, targetPrefix: "" });
        s.resource(LOGGING, "c", { bucket: logs.id, targetBucket: data.id, targetPrefix: "" });
      },
      findings: [{ resource: "b", path: "targetBucket", found: /circle/ }],
    },
    "a long circle of buckets": {
      stack: (s) => {
        for (let index = 0; index < 50; index++) {
          s.resource(BUCKET, `link-${index}`, {
            bucket: `acme-${index}`,
            logging: { targetBucket: `acme-${(index + 1) % 50}` },
          });
        }
      },
      findings: [
        {
          resource: "link-0",
          path: "logging.targetBucket",
          found: /circle \(link-0 -> link-1 -> link-2 -> link-3 -> \.\.\. -> link-0\)/,
        },
      ],
    },
    "the log bucket is in another region": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs", { region: "eu-west-1" });
        const data = s.resource(BUCKET, "data");
        s.resource(LOGGING, "logging", { bucket: data.id, targetBucket: logs.id, targetPrefix: "" });
      },
      findings: [
        { resource: "logging", path: "targetBucket", found: /"logs" is in region eu-west-1, this bucket in us-east-1/ },
      ],
    },
    "the log bucket is of a provider of another region": {
      stack: (s) => {
        const west = s.provider("west", { region: "us-west-2" });
        const logs = s.resource(BUCKET, "logs", {}, { provider: west });
        s.resource(BUCKET, "data", { logging: { targetBucket: logs.id } });
      },
      findings: [{ resource: "data", path: "logging.targetBucket", found: /region us-west-2/ }],
    },
    "the log bucket is in another account": {
      stack: (s) => {
        const audit = s.provider("audit", {
          region: "us-east-1",
          assumeRoles: JSON.stringify([{ roleArn: "arn:aws:iam::999999999999:role/deploy" }]),
        });
        const own = s.provider("own", { region: "us-east-1", allowedAccountIds: '["123456789012"]' });
        const logs = s.resource(BUCKET, "logs", {}, { provider: audit });
        s.resource(BUCKET, "data", { logging: { targetBucket: logs.id } }, { provider: own });
      },
      findings: [{ resource: "data", path: "logging.targetBucket", found: /account 999999999999, .* 123456789012/ }],
    },
    "an unknown logging of one bucket hides nothing about another": {
      stack: (s) => {
        s.resource(BUCKET, "open", { logging: { targetBucket: s.unknown } });
        const logs = s.resource(BUCKET, "logs");
        const data = s.resource(BUCKET, "data");
        s.resource(LOGGING, "a", { bucket: data.id, targetBucket: logs.id, targetPrefix: "" });
        s.resource(LOGGING, "b", { bucket: logs.id, targetBucket: data.id, targetPrefix: "" });
      },
      findings: [{ resource: "a", path: "targetBucket", found: /circle/ }],
    },
  },
  undecided: {
    "the target is not known": (s) => {
      s.resource(BUCKET, "data", { logging: { targetBucket: s.unknown } });
    },
    "a logging resource may belong to any bucket": (s) => {
      s.resource(BUCKET, "data");
      s.resource(LOGGING, "logging", { bucket: s.unknown, targetBucket: "acme-logs", targetPrefix: "" });
    },
    "what logs to it is not known, so it may be a log bucket": (s) => {
      s.resource(BUCKET, "data");
      s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: s.unknown });
    },
  },
  malformed: {
    "numbers and lists": {
      stack: (s) => {
        s.resource(BUCKET, "data", { logging: "acme-logs" });
        s.resource(LOGGING, "logging", { bucket: ["acme"], targetBucket: 5 });
      },
      findings: [{ resource: "data", path: "logging.targetBucket", found: /names no target bucket/ }],
    },
    null: {
      stack: (s: StackBuilder) => {
        s.resource(BUCKET, "data", { logging: null });
      },
      findings: [{ resource: "data", path: "", found: /does not log access/ }],
    },
  },
});
