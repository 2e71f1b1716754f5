import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";

/** A bucket of this name. */
function named(bucket: unknown, name = "data") {
  return (s: StackBuilder): void => {
    s.resource(BUCKET, name, { bucket });
  };
}

/** What a name that S3 refuses is told; it is not unique either. */
function refused(bucket: string, found: RegExp, isUnique = false, fix = /^(Write|Choose)/) {
  const legal = { resource: "data", path: "bucket", found, fix, key: "legal" };
  const unique = { resource: "data", path: "bucket", found: /no account id/, key: "unique" };
  return { stack: named(bucket), findings: isUnique ? [legal] : [legal, unique] };
}

export default cases("s3-bucket-name", {
  passes: {
    "the account id": named("pipeline-artifacts-dev-123456789012"),
    "a hash": named("pipeline-artifacts-dev-a1b2c3d"),
    "the account id in the middle": named("acme-123456789012-artifacts"),
    "a UUID": named("artifacts-2f1c9a44-5b0e-4e2a-9c55-0f6f3f2f7a11"),
    "random letters and digits": named("artifacts-x7k2p9qd"),
    "no name": (s) => {
      s.resource(BUCKET, "data");
    },
    "the engine's own name": named("pipeline-artifacts-1a2b3c4", "pipeline-artifacts"),
    "the engine's own name that happens to have letters only": named(
      "pipeline-artifacts-abcdefa",
      "pipeline-artifacts",
    ),
    "the engine's own name of a logical name in capitals": named("pipelineartifacts-0123456", "PipelineArtifacts"),
    "a prefix": (s) => {
      s.resource(BUCKET, "data", { bucketPrefix: "pipeline-artifacts-" });
    },
    "a random resource, whatever it gives": (s) => {
      const pet = s.resource("random:index/randomPet:RandomPet", "pet", {}, { outputs: { id: "fluffy-panda" } });
      s.resource(BUCKET, "data", { bucket: s.text`artifacts-${pet.ref("id")}` });
    },
    "a website, whose name is its domain": (s) => {
      const site = s.resource(BUCKET, "site", { bucket: "www.example.com" });
      s.resource("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "website", {
        bucket: site.id,
        indexDocument: { suffix: "index.html" },
      });
    },
    "an inline website": (s) => {
      s.resource(BUCKET, "site", { bucket: "www.example.com", website: { indexDocument: "index.html" } });
    },
    "a bucket that is only read": (s) => {
      s.resource(BUCKET, "shared", { bucket: "shared" }, { isRead: true });
    },
    "63 characters": named(`${"a".repeat(50)}-123456789012`),
  },
  fails: {
    "a plain name": {
      stack: named("pipeline-artifacts-dev"),
      findings: [
        {
          resource: "data",
          path: "bucket",
          found: /"pipeline-artifacts-dev" has no .*any other AWS account may have taken it/,
          fix: /bucketPrefix.*bucket: pulumi\.interpolate`pipeline-artifacts-dev-\$\{aws\.getCallerIdentityOutput\(\)\.accountId\}`/,
          key: "unique",
        },
      ],
    },
    "a plain name of BucketV2": {
      stack: (s) => {
        s.resource("aws:s3/bucketV2:BucketV2", "data", { bucket: "artifacts" });
      },
      findings: [{ resource: "data", path: "bucket", found: /no account id/ }],
    },
    "numbered words, a year and a region": {
      stack: named("acme-prod01-backup2024-us-east-1"),
      findings: [{ resource: "data", path: "bucket", found: /no account id/ }],
    },
    "a date": {
      stack: named("acme-logs-20240131"),
      findings: [{ resource: "data", path: "bucket", found: /no account id/ }],
    },
    "a word of the letters a to f": {
      stack: named("acme-facade-decade"),
      findings: [{ resource: "data", path: "bucket", found: /no account id/ }],
    },
    "a name made of the stack's name": {
      stack: (s) => {
        const role = s.resource("aws:iam/role:Role", "role", { name: "build" });
        s.resource(BUCKET, "data", { bucket: s.text`artifacts-${role.ref("name")}` });
      },
      findings: [{ resource: "data", path: "bucket", found: /"artifacts-build" has no/ }],
      inPreview: [],
    },
    "too short": refused("ab", /has 2 characters/, false, /^Choose 3 to 63/),
    "too long": refused("a".repeat(64), /has 64 characters/),
    "upper case": refused("Artifacts-123456789012", /upper-case/, true, /^Write bucket: "artifacts-123456789012"\.$/),
    "an underscore": refused("artifacts_123456789012", /"_"/, true, /^Write bucket: "artifacts-123456789012"\.$/),
    "a hyphen at the end": refused("artifacts-", /begin and end/),
    "two dots": refused("artifacts..dev", /two dots/),
    "an IP address": refused("192.168.5.4", /IP address/),
    "a reserved prefix": refused("xn--artifacts", /"xn--"/),
    "a reserved suffix": refused("artifacts--ol-s3", /"--ol-s3"/),
    dots: {
      stack: named("acme.artifacts.123456789012"),
      findings: [
        { resource: "data", path: "bucket", found: /has dots.*TLS/, fix: /"acme-artifacts-123456789012"/, key: "dots" },
      ],
    },
    "a prefix in upper case": {
      stack: (s) => {
        s.resource(BUCKET, "data", { bucketPrefix: "Artifacts-" });
      },
      findings: [{ resource: "data", path: "bucketPrefix", found: /upper-case/ }],
    },
    "a prefix that is too long": {
      stack: (s) => {
        s.resource(BUCKET, "data", { bucketPrefix: "a".repeat(38) });
      },
      findings: [{ resource: "data", path: "bucketPrefix", found: /38 characters/ }],
    },
  },
  undecided: {
    "the name is not known": (s) => {
      s.resource(BUCKET, "data", { bucket: s.unknown });
    },
    "the name has an unknown part": (s) => {
      s.resource(BUCKET, "data", { bucket: `artifacts-${s.unknown}` });
    },
  },
  malformed: {
    "names of other types": {
      stack: (s) => {
        s.resource(BUCKET, "null", { bucket: null });
        s.resource(BUCKET, "list", { bucket: ["artifacts"] });
        s.resource(BUCKET, "object", { bucket: { name: "artifacts" }, bucketPrefix: [] });
      },
    },
    "a huge name": {
      stack: named("a".repeat(100_000)),
      findings: [
        { resource: "data", path: "bucket", found: /^"a{70}…" has 100000 characters/ },
        { resource: "data", path: "bucket", found: /no account id/ },
      ],
    },
  },
});
