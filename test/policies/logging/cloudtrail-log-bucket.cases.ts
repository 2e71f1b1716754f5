import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";
const BUCKET = "aws:s3/bucket:Bucket";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

/** The domain names of a bucket. */
function domains(name: string): { readonly outputs: Record<string, string> } {
  return {
    outputs: {
      bucketDomainName: `${name}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${name}.s3.us-east-1.amazonaws.com`,
    },
  };
}

export default cases("cloudtrail-log-bucket", {
  passes: {
    "a bucket for logs": (s) => {
      const logs = s.resource(BUCKET, "logs");
      s.resource(TRAIL, "audit", { s3BucketName: logs.id });
    },
    "a bucket of another stack": (s) => {
      s.resource(BUCKET, "site", { website: { indexDocument: "index.html" } });
      s.resource(TRAIL, "audit", { s3BucketName: "central-audit-logs" });
    },
    "a bucket that is only read": (s) => {
      const central = s.resource(BUCKET, "central-state", { bucket: "central-state" }, { isRead: true });
      s.resource(TRAIL, "audit", { s3BucketName: central.id });
    },
    "a folder that the program makes in it": (s) => {
      const logs = s.resource(BUCKET, "logs");
      s.resource(OBJECT, "folder", { bucket: logs.id, key: "AWSLogs/" });
      s.resource(TRAIL, "audit", { s3BucketName: logs.id });
    },
    "data beside it, in buckets of its own": (s) => {
      const logs = s.resource(BUCKET, "logs");
      const site = s.resource(BUCKET, "site", { website: { indexDocument: "index.html" } });
      s.resource(OBJECT, "index", { bucket: site.id, key: "index.html" });
      s.resource(TRAIL, "audit", { s3BucketName: logs.id });
    },
    "a bucket that CloudFront writes its logs to": (s) => {
      const logs = s.resource(BUCKET, "logs", { bucket: "logs-dev" }, domains("logs-dev"));
      const site = s.resource(BUCKET, "site", { bucket: "site-dev" }, domains("site-dev"));
      s.resource("aws:cloudfront/distribution:Distribution", "cdn", {
        origins: [{ originId: "site", domainName: site.ref("bucketRegionalDomainName") }],
        loggingConfig: { bucket: logs.ref("bucketDomainName") },
      });
      s.resource(TRAIL, "audit", { s3BucketName: logs.id });
    },
  },
  fails: {
    "a bucket with uploads of the program": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(OBJECT, "seed", { bucket: data.id, key: "seed.json" });
        s.resource("aws:s3/bucketObject:BucketObject", "more", { bucket: data.id, key: "more.json" });
        s.resource(TRAIL, "audit", { s3BucketName: data.id });
      },
      findings: [{ resource: "audit", path: "s3BucketName", found: /"data", which holds objects/ }],
    },
    "a website": {
      stack: (s) => {
        const site = s.resource("aws:s3/bucketV2:BucketV2", "site", { bucket: "site-dev" });
        s.resource("aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2", "w", {
          bucket: site.id,
          indexDocument: { suffix: "index.html" },
        });
        s.resource(TRAIL, "audit", { s3BucketName: site.ref("bucket") });
      },
      findings: [{ resource: "audit", path: "s3BucketName", found: /serves a website/ }],
    },
    "what CloudFront serves": {
      stack: (s) => {
        const site = s.resource(BUCKET, "site", { bucket: "site-dev" }, domains("site-dev"));
        s.resource("aws:cloudfront/distribution:Distribution", "cdn", {
          origins: [{ originId: "site", domainName: site.ref("bucketRegionalDomainName") }],
        });
        s.resource(TRAIL, "audit", { s3BucketName: site.id });
      },
      findings: [{ resource: "audit", path: "s3BucketName", found: /CloudFront serves/ }],
    },
    "the artifacts of a pipeline": {
      stack: (s) => {
        const artifacts = s.resource(BUCKET, "artifacts", { bucket: "artifacts-dev" });
        s.resource("aws:codepipeline/pipeline:Pipeline", "release", {
          artifactStores: [{ type: "S3", location: artifacts.id }],
        });
        s.resource(TRAIL, "audit", { s3BucketName: "artifacts-dev" });
      },
      findings: [{ resource: "audit", path: "s3BucketName", found: /keeps the artifacts/ }],
    },
    "Pulumi's state, by name": {
      stack: (s) => {
        const state = s.resource(BUCKET, "pulumi-state");
        s.resource(TRAIL, "audit", { s3BucketName: state.id });
      },
      findings: [{ resource: "audit", path: "s3BucketName", found: /Pulumi's state/ }],
    },
  },
  undecided: {
    "the bucket is not known yet": (s) => {
      s.resource(BUCKET, "site", { website: { indexDocument: "index.html" } });
      s.resource(TRAIL, "audit", { s3BucketName: s.unknown });
    },
    "whose website it is, is not known yet": (s) => {
      const logs = s.resource(BUCKET, "logs");
      s.resource("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "w", { bucket: s.unknown });
      s.resource(TRAIL, "audit", { s3BucketName: logs.id });
    },
  },
  malformed: {
    "origins and keys of the wrong types": (s) => {
      const logs = s.resource(BUCKET, "logs");
      s.resource("aws:cloudfront/distribution:Distribution", "cdn", { origins: ["site", null] });
      s.resource(OBJECT, "o", { bucket: null, key: 3 });
      s.resource(TRAIL, "audit", { s3BucketName: logs.id });
      s.resource(TRAIL, "null", { s3BucketName: null });
      s.resource(TRAIL, "list", { s3BucketName: ["a", "b"] });
    },
  },
});
