import { cases } from "../../harness/cases";
import type { StackBuilder } from "../../harness/builder";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

/** A bucket with a lifecycle configuration of these rules. */
function withRules(...rules: Record<string, unknown>[]) {
  return (s: StackBuilder): void => {
    const data = s.resource(BUCKET, "data");
    s.resource(LIFECYCLE, "lifecycle", { bucket: data.id, rules });
  };
}

export default cases("s3-bucket-noncurrent-versions", {
  passes: {
    "no lifecycle rules": (s) => {
      s.resource(BUCKET, "data");
    },
    "noncurrent versions are kept for thirty days": withRules({
      id: "old",
      status: "Enabled",
      noncurrentVersionExpiration: { noncurrentDays: 30 },
    }),
    "exactly seven days": withRules({
      id: "old",
      status: "Enabled",
      noncurrentVersionExpiration: { noncurrentDays: 7 },
    }),
    "a rule that is off": withRules({
      id: "old",
      status: "Disabled",
      noncurrentVersionExpiration: { noncurrentDays: 1 },
    }),
    "current objects may expire early": withRules({ id: "tmp", status: "Enabled", expiration: { days: 1 } }),
    "two days, and the settings accept that": {
      stack: withRules({ id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 2 } }),
      options: { minimumDays: 2 },
    },
  },
  fails: {
    "noncurrent versions are deleted after a day": {
      stack: withRules(
        { id: "tmp", status: "Enabled", expiration: { days: 90 } },
        { id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 1 } },
      ),
      findings: [
        {
          resource: "lifecycle",
          path: "rules[1].noncurrentVersionExpiration.noncurrentDays",
          found: /after 1 day\./,
          fix: /7 or more/,
        },
      ],
    },
    "a rule for a prefix deletes versions too": {
      stack: withRules({
        id: "old",
        status: "Enabled",
        filter: { prefix: "reports/" },
        noncurrentVersionExpiration: { noncurrentDays: 3 },
      }),
      findings: [
        {
          resource: "lifecycle",
          path: "rules[0].noncurrentVersionExpiration.noncurrentDays",
          found: /after 3 days/,
        },
      ],
    },
    "inline rules of provider v5": {
      stack: (s) => {
        s.resource(BUCKET, "data", { lifecycleRules: [{ enabled: true, noncurrentVersionExpiration: { days: 2 } }] });
      },
      findings: [{ resource: "data", path: "lifecycleRules[0].noncurrentVersionExpiration.days", found: /2 days/ }],
    },
    "inline rules of BucketV2, lists of one": {
      stack: (s) => {
        s.resource(BUCKET_V2, "data", {
          lifecycleRules: [{ enabled: true, noncurrentVersionExpirations: [{ days: 2 }] }],
        });
      },
      findings: [{ resource: "data", path: "lifecycleRules[0].noncurrentVersionExpirations.days", found: /2 days/ }],
    },
    "a bucket outside": {
      stack: (s) => {
        s.resource(LIFECYCLE, "lifecycle", {
          bucket: "elsewhere",
          rules: [{ id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 1 } }],
        });
      },
      findings: [
        { resource: "lifecycle", path: "rules[0].noncurrentVersionExpiration.noncurrentDays", found: /1 day\./ },
      ],
    },
    "the settings ask for more": {
      stack: withRules({ id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } }),
      options: { minimumDays: 90 },
      findings: [
        {
          resource: "lifecycle",
          path: "rules[0].noncurrentVersionExpiration.noncurrentDays",
          found: /30 days/,
          fix: /90/,
        },
      ],
    },
    "an unknown rule hides nothing about the next": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(LIFECYCLE, "lifecycle", {
          bucket: data.id,
          rules: [s.unknown, { id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 1 } }],
        });
      },
      findings: [
        { resource: "lifecycle", path: "rules[1].noncurrentVersionExpiration.noncurrentDays", found: /1 day\./ },
      ],
    },
  },
  undecided: {
    "the number of days is not known": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(LIFECYCLE, "lifecycle", {
        bucket: data.id,
        rules: [{ id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: s.unknown } }],
      });
    },
    "whether the rule is on is not known": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(LIFECYCLE, "lifecycle", {
        bucket: data.id,
        rules: [{ id: "old", status: s.unknown, noncurrentVersionExpiration: { noncurrentDays: 1 } }],
      });
    },
  },
  malformed: {
    "rules of wrong types": (s) => {
      const data = s.resource(BUCKET, "data", { lifecycleRules: "all" });
      s.resource(LIFECYCLE, "lifecycle", {
        bucket: data.id,
        rules: [null, 7, "x", { status: 1, noncurrentVersionExpiration: { noncurrentDays: "soon" } }],
      });
    },
  },
});
