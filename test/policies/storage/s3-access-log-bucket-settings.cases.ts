import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const PAYMENT = "aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration";
const RETENTION = { defaultRetention: { mode: "GOVERNANCE", days: 30 } };

function accessLogsInto(s: StackBuilder, bucket: BuiltResource): void {
  s.resource(BUCKET, "data", { logging: { targetBucket: bucket.id } });
}

export default cases("s3-access-log-bucket-settings", {
  passes: {
    "neither is set": (s) => {
      accessLogsInto(s, s.resource(BUCKET, "logs"));
    },
    "Object Lock without a default retention": (s) => {
      const logs = s.resource(BUCKET, "logs", { objectLockEnabled: true });
      s.resource(LOCK, "lock", { bucket: logs.id, objectLockEnabled: "Enabled" });
      accessLogsInto(s, logs);
    },
    "the owner pays": (s) => {
      const logs = s.resource(BUCKET, "logs", { requestPayer: "BucketOwner" });
      s.resource(PAYMENT, "payment", { bucket: logs.id, payer: "BucketOwner" });
      accessLogsInto(s, logs);
    },
    "a trail's bucket may lock": (s) => {
      const logs = s.resource(BUCKET, "logs", {
        objectLockConfiguration: { objectLockEnabled: "Enabled", rule: RETENTION },
      });
      s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: logs.id });
    },
    "a data bucket": (s) => {
      s.resource(BUCKET, "data", { requestPayer: "Requester", objectLockConfiguration: { rule: RETENTION } });
    },
  },
  fails: {
    "access logs of other stacks, which the bucket's ACL admits": {
      stack: (s) => {
        s.resource(BUCKET_V2, "logs", { acl: "log-delivery-write", requestPayer: "Requester" });
      },
      findings: [{ resource: "logs", path: "requestPayer", found: /requester pays/ }],
    },
    "a default retention": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs");
        s.resource(LOCK, "lock", { bucket: logs.id, rule: RETENTION });
        accessLogsInto(s, logs);
      },
      findings: [
        { resource: "lock", path: "rule.defaultRetention", found: /default retention/, fix: /Leave out rule/ },
      ],
    },
    "a default retention in the resource of provider 6": {
      stack: (s) => {
        const logs = s.resource(BUCKET_V2, "logs");
        s.resource("aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2", "lock", {
          bucket: logs.id,
          rule: { defaultRetention: { mode: "COMPLIANCE", years: 1 } },
        });
        accessLogsInto(s, logs);
      },
      findings: [{ resource: "lock", path: "rule.defaultRetention", found: /default retention/ }],
    },
    "a default retention inline": {
      stack: (s) => {
        accessLogsInto(
          s,
          s.resource(BUCKET, "logs", {
            objectLockConfiguration: { objectLockEnabled: "Enabled", rule: RETENTION },
          }),
        );
      },
      findings: [
        { resource: "logs", path: "objectLockConfiguration.rule.defaultRetention", found: /default retention/ },
      ],
    },
    "a default retention in the lists of BucketV2": {
      stack: (s) => {
        accessLogsInto(
          s,
          s.resource(BUCKET_V2, "logs", {
            objectLockConfiguration: { rules: [{ defaultRetentions: [{ mode: "GOVERNANCE", days: 1 }] }] },
          }),
        );
      },
      findings: [
        { resource: "logs", path: "objectLockConfiguration.rules.defaultRetentions", found: /default retention/ },
      ],
    },
    "the requester pays": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs");
        s.resource(PAYMENT, "payment", { bucket: logs.id, payer: "Requester" });
        accessLogsInto(s, logs);
      },
      findings: [{ resource: "payment", path: "payer", found: /requester pays/, fix: /BucketOwner/ }],
    },
    "the requester pays, inline and beside a default retention": {
      stack: (s) => {
        accessLogsInto(
          s,
          s.resource(BUCKET_V2, "logs", {
            requestPayer: "Requester",
            objectLockConfiguration: { rules: [{ defaultRetentions: [{ mode: "GOVERNANCE", days: 1 }] }] },
          }),
        );
      },
      findings: [
        { resource: "logs", path: "requestPayer", found: /requester pays/ },
        { resource: "logs", path: "objectLockConfiguration.rules.defaultRetentions", found: /default retention/ },
      ],
    },
    "an unknown payer hides nothing about the retention": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs", { requestPayer: s.unknown });
        s.resource(LOCK, "lock", { bucket: logs.id, rule: RETENTION });
        accessLogsInto(s, logs);
      },
      findings: [{ resource: "lock", path: "rule.defaultRetention", found: /default retention/ }],
    },
  },
  undecided: {
    "the payer": (s) => {
      accessLogsInto(s, s.resource(BUCKET, "logs", { requestPayer: s.unknown }));
    },
    "the retention": (s) => {
      accessLogsInto(s, s.resource(BUCKET, "logs", { objectLockConfiguration: s.unknown }));
    },
  },
  malformed: {
    "numbers and nulls": (s) => {
      const logs = s.resource(BUCKET, "logs", { requestPayer: 7, objectLockConfiguration: null });
      s.resource(LOCK, "lock", { bucket: logs.id, rule: "GOVERNANCE" });
      accessLogsInto(s, logs);
    },
  },
});
