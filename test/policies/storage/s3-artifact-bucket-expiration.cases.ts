import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

const EXPIRE = { id: "expire", status: "Enabled", filter: {}, expiration: { days: 30 } };

/** A pipeline with its artifact bucket and that bucket's rules. */
function artifacts(s: StackBuilder, ...rules: unknown[]): BuiltResource {
  const bucket = s.resource(BUCKET, "artifacts");
  s.resource(PIPELINE, "pipeline", { artifactStores: [{ location: bucket.id, type: "S3" }] });
  if (rules.length > 0) {
    s.resource(LIFECYCLE, "lifecycle", { bucket: bucket.id, rules });
  }
  return bucket;
}

export default cases("s3-artifact-bucket-expiration", {
  passes: {
    "everything expires after thirty days": (s) => {
      artifacts(s, EXPIRE);
    },
    "a rule without any filter": (s) => {
      artifacts(s, { id: "expire", status: "Enabled", expiration: { days: 7 } });
    },
    "an empty prefix, the older way to say everything": (s) => {
      artifacts(s, { ...EXPIRE, filter: { prefix: "" } });
    },
    "noncurrent versions expire too": (s) => {
      const bucket = artifacts(s, { ...EXPIRE, noncurrentVersionExpiration: { noncurrentDays: 30 } });
      s.resource(VERSIONING, "v", { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
    },
    "noncurrent versions expire by a rule of their own": (s) => {
      const bucket = artifacts(s, EXPIRE, {
        id: "old",
        status: "Enabled",
        noncurrentVersionExpiration: { noncurrentDays: 365 },
      });
      s.resource(VERSIONING, "v", { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
    },
    "inline rules of provider v5": (s) => {
      const bucket = s.resource(BUCKET, "artifacts", {
        versioning: { enabled: true },
        lifecycleRules: [{ enabled: true, expiration: { days: 14 }, noncurrentVersionExpiration: { days: 14 } }],
      });
      s.resource(PIPELINE, "pipeline", { artifactStores: [{ location: bucket.id, type: "S3" }] });
    },
    "inline rules of BucketV2": (s) => {
      const bucket = s.resource("aws:s3/bucketV2:BucketV2", "artifacts", {
        versionings: [{ enabled: true }],
        lifecycleRules: [
          { enabled: true, expirations: [{ days: 14 }], noncurrentVersionExpirations: [{ days: 14 }], tags: {} },
        ],
      });
      s.resource(PIPELINE, "pipeline", { artifactStores: [{ location: bucket.id, type: "S3" }] });
    },
    "another bucket of the stack keeps its objects": (s) => {
      artifacts(s, EXPIRE);
      s.resource(BUCKET, "data");
    },
    "the artifact bucket is in another stack": (s) => {
      s.resource(BUCKET, "data");
      s.resource(PIPELINE, "pipeline", { artifactStores: [{ location: "shared-artifacts", type: "S3" }] });
    },
    "ninety days, and the settings accept that": {
      options: { maximumDays: 90 },
      stack: (s) => {
        artifacts(s, { ...EXPIRE, expiration: { days: 90 } });
      },
    },
  },
  fails: {
    "no lifecycle rule": {
      stack: (s) => {
        artifacts(s);
      },
      findings: [{ resource: "artifacts", path: "", found: /never expire/, fix: /BucketLifecycleConfiguration/ }],
    },
    "a rule that only tidies up uploads": {
      stack: (s) => {
        artifacts(s, { id: "abort", status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } });
      },
      findings: [{ resource: "artifacts", path: "", found: /never expire/ }],
    },
    "a rule that only removes delete markers": {
      stack: (s) => {
        artifacts(s, { ...EXPIRE, expiration: { expiredObjectDeleteMarker: true } });
      },
      findings: [{ resource: "artifacts", path: "", found: /never expire/ }],
    },
    "expiry after a year": {
      stack: (s) => {
        artifacts(s, { ...EXPIRE, expiration: { days: 365 } });
      },
      findings: [{ resource: "lifecycle", path: "rules[0].expiration.days", found: /after 365 days/, fix: /30/ }],
    },
    "a rule that is off": {
      stack: (s) => {
        artifacts(s, { ...EXPIRE, status: "Disabled" });
      },
      findings: [{ resource: "lifecycle", path: "rules[0]", found: /not enabled/ }],
    },
    "a rule for a prefix": {
      stack: (s) => {
        artifacts(s, { ...EXPIRE, filter: { prefix: "source/" } });
      },
      findings: [{ resource: "lifecycle", path: "rules[0]", found: /only a part/, fix: /filter: \{\}/ }],
    },
    "a rule for the deprecated prefix": {
      stack: (s) => {
        artifacts(s, { id: "expire", status: "Enabled", prefix: "source/", expiration: { days: 30 } });
      },
      findings: [{ resource: "lifecycle", path: "rules[0]", found: /only a part/ }],
    },
    "a rule for a tag, or for several": {
      stack: (s) => {
        artifacts(
          s,
          { ...EXPIRE, filter: { tag: { key: "temporary", value: "true" } } },
          { ...EXPIRE, filter: { and: { prefix: "", tags: { temporary: "true" } } } },
        );
      },
      findings: [{ resource: "lifecycle", path: "rules[0]", found: /only a part/ }],
    },
    "a rule for large objects": {
      stack: (s) => {
        artifacts(s, { ...EXPIRE, filter: { objectSizeGreaterThan: 1000000 } });
      },
      findings: [{ resource: "lifecycle", path: "rules[0]", found: /only a part/ }],
    },
    "an inline rule that is off": {
      stack: (s) => {
        const bucket = s.resource(BUCKET, "artifacts", {
          lifecycleRules: [{ enabled: false, expiration: { days: 7 } }],
        });
        s.resource(PIPELINE, "pipeline", { artifactStores: [{ location: bucket.id, type: "S3" }] });
      },
      findings: [{ resource: "artifacts", path: "lifecycleRules[0]", found: /not enabled/, fix: /enabled: true/ }],
    },
    "noncurrent versions stay": {
      stack: (s) => {
        const bucket = artifacts(s, EXPIRE);
        s.resource(VERSIONING, "v", { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
      },
      findings: [{ resource: "artifacts", path: "", found: /noncurrent versions/, key: "noncurrent-versions" }],
    },
    "noncurrent versions expire in a part of the bucket only": {
      stack: (s) => {
        const bucket = artifacts(s, EXPIRE, {
          id: "old",
          status: "Enabled",
          filter: { prefix: "source/" },
          noncurrentVersionExpiration: { noncurrentDays: 30 },
        });
        s.resource(VERSIONING, "v", { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
      },
      findings: [{ resource: "artifacts", path: "", found: /noncurrent versions/ }],
    },
    "stores in two regions": {
      stack: (s) => {
        const east = s.resource(BUCKET, "east");
        const west = s.resource(BUCKET, "west");
        s.resource(LIFECYCLE, "lifecycle", { bucket: east.id, rules: [EXPIRE] });
        s.resource(PIPELINE, "pipeline", {
          artifactStores: [
            { location: east.id, type: "S3", region: "us-east-1" },
            { location: west.id, type: "S3", region: "us-west-2" },
          ],
        });
      },
      findings: [{ resource: "west", path: "", found: /never expire/ }],
    },
    "the store is named literally": {
      stack: (s) => {
        s.resource(BUCKET, "artifacts", { bucket: "acme-artifacts" });
        s.resource(PIPELINE, "pipeline", { artifactStores: { location: "acme-artifacts", type: "S3" } });
      },
      findings: [{ resource: "artifacts", path: "", found: /never expire/ }],
    },
    "the lifecycle belongs to another bucket": {
      stack: (s) => {
        artifacts(s);
        const other = s.resource(BUCKET, "other");
        s.resource(LIFECYCLE, "lifecycle", { bucket: other.id, rules: [EXPIRE] });
      },
      findings: [{ resource: "artifacts", path: "", found: /never expire/ }],
    },
    "later than the settings allow": {
      stack: (s) => {
        artifacts(s, { ...EXPIRE, expiration: { days: 60 } });
      },
      options: { maximumDays: 45 },
      findings: [{ resource: "lifecycle", path: "rules[0].expiration.days", found: /60 days/, fix: /45/ }],
    },
  },
  undecided: {
    "a rule is not known": (s) => {
      artifacts(s, s.unknown);
    },
    "the days are not known": (s) => {
      artifacts(s, { ...EXPIRE, expiration: { days: s.unknown } });
    },
    "the store is not known": (s) => {
      s.resource(BUCKET, "artifacts");
      s.resource(PIPELINE, "pipeline", { artifactStores: s.unknown });
    },
    "whether versions are kept is not known": (s) => {
      const bucket = artifacts(s, EXPIRE);
      s.resource(VERSIONING, "v", { bucket: bucket.id, versioningConfiguration: { status: s.unknown } });
    },
  },
  malformed: {
    "stores of wrong types": (s) => {
      s.resource(BUCKET, "artifacts");
      s.resource(PIPELINE, "one", { artifactStores: "artifacts" });
      s.resource(PIPELINE, "two", { artifactStores: [null, 3, { location: { a: 1 } }] });
      s.resource(PIPELINE, "three", {});
    },
    "rules of wrong types": {
      stack: (s) => {
        artifacts(s, null, "all", { status: "Enabled", expiration: "soon" });
      },
      findings: [{ resource: "artifacts", path: "", found: /never expire/ }],
    },
  },
});
