import fc from "fast-check";
import { bucketNameIn } from "../../aws/bucket-link";
import { hasUniquePart } from "../../aws/bucket-name";
import type { BuiltResource, StackBuilder } from "../harness/builder";
import { evaluate } from "../harness/evaluate";

/** What a bucket sets, whatever the form. */
interface Settings {
  readonly versioning: boolean | undefined;
  readonly encryption: { readonly sseAlgorithm: string; readonly kmsMasterKeyId?: string } | undefined;
  readonly rules: readonly Rule[];
  readonly acl: string | undefined;
  readonly policyService: string | undefined;
  readonly isArtifactStore: boolean;
  readonly isWebsite: boolean;
  readonly logsTo: "itself" | undefined;
}

interface Rule {
  readonly isEnabled: boolean;
  readonly prefix: string;
  readonly days: number | undefined;
  readonly noncurrentDays: number | undefined;
}

const rule: fc.Arbitrary<Rule> = fc.record({
  isEnabled: fc.boolean(),
  prefix: fc.constantFrom("", "tmp/"),
  days: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  noncurrentDays: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
});

const settings: fc.Arbitrary<Settings> = fc.record({
  versioning: fc.constantFrom(undefined, true, false),
  encryption: fc.constantFrom(
    undefined,
    { sseAlgorithm: "AES256" },
    { sseAlgorithm: "aws:kms" },
    { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:key/1" },
    { sseAlgorithm: "ROT13" },
  ),
  rules: fc.array(rule, { maxLength: 3 }),
  acl: fc.constantFrom(undefined, "private", "log-delivery-write"),
  policyService: fc.constantFrom(undefined, "cloudtrail.amazonaws.com", "events.amazonaws.com"),
  isArtifactStore: fc.boolean(),
  isWebsite: fc.boolean(),
  logsTo: fc.constantFrom(undefined, "itself" as const),
});

const NAME = "acme.data";

/** The forms of the same bucket, by the version of the provider that they are of. */
const FORMS: Readonly<Record<string, (s: StackBuilder, set: Settings) => BuiltResource>> = {
  "Bucket with everything inline (v5)": inline,
  "BucketV2 with everything inline (v6)": inlineV2,
  "BucketV2 with split resources (v5, v6)": (s, set) => split(s, set, "aws:s3/bucketV2:BucketV2", "V2", "id"),
  "Bucket with split resources (v7)": (s, set) => split(s, set, "aws:s3/bucket:Bucket", "", "id"),
  "Bucket with split resources that name it literally": (s, set) => split(s, set, "aws:s3/bucket:Bucket", "", "name"),
};

function inline(s: StackBuilder, set: Settings): BuiltResource {
  return s.resource("aws:s3/bucket:Bucket", "data", {
    bucket: NAME,
    acl: set.acl,
    policy: policyOf(set),
    versioning: set.versioning === undefined ? undefined : { enabled: set.versioning },
    serverSideEncryptionConfiguration: set.encryption && {
      rule: { applyServerSideEncryptionByDefault: set.encryption },
    },
    lifecycleRules: set.rules.map((one) => ({
      enabled: one.isEnabled,
      prefix: one.prefix,
      expiration: one.days && { days: one.days },
      noncurrentVersionExpiration: one.noncurrentDays && { days: one.noncurrentDays },
    })),
    website: set.isWebsite ? { indexDocument: "index.html" } : undefined,
    loggings: set.logsTo && [{ targetBucket: NAME }],
  });
}

function inlineV2(s: StackBuilder, set: Settings): BuiltResource {
  return s.resource("aws:s3/bucketV2:BucketV2", "data", {
    bucket: NAME,
    acl: set.acl,
    policy: policyOf(set),
    versionings: set.versioning === undefined ? undefined : [{ enabled: set.versioning }],
    serverSideEncryptionConfigurations: set.encryption && [
      { rules: [{ applyServerSideEncryptionByDefaults: [set.encryption] }] },
    ],
    lifecycleRules: set.rules.map((one) => ({
      enabled: one.isEnabled,
      prefix: one.prefix,
      expirations: one.days ? [{ days: one.days }] : [],
      noncurrentVersionExpirations: one.noncurrentDays ? [{ days: one.noncurrentDays }] : [],
    })),
    websites: set.isWebsite ? [{ indexDocument: "index.html" }] : [],
    loggings: set.logsTo && [{ targetBucket: NAME }],
  });
}

function split(s: StackBuilder, set: Settings, type: string, suffix: "" | "V2", link: "id" | "name"): BuiltResource {
  const data = s.resource(type, "data", { bucket: NAME });
  const bucket = link === "id" ? data.id : NAME;
  const part = (name: string, inputs: Record<string, unknown>, version = suffix): void => {
    const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}${version}`;
    s.resource(`aws:s3/${file}:${name}${version}`, name, { bucket, ...inputs });
  };
  if (set.versioning !== undefined) {
    part("BucketVersioning", { versioningConfiguration: { status: set.versioning ? "Enabled" : "Suspended" } });
  }
  if (set.encryption) {
    part("BucketServerSideEncryptionConfiguration", {
      rules: [{ applyServerSideEncryptionByDefault: set.encryption }],
    });
  }
  if (set.rules.length > 0) {
    part("BucketLifecycleConfiguration", { rules: set.rules.map(splitRule) });
  }
  if (set.acl) {
    part("BucketAcl", { acl: set.acl });
  }
  if (set.policyService) {
    part("BucketPolicy", { policy: policyOf(set) }, "");
  }
  if (set.isWebsite) {
    part("BucketWebsiteConfiguration", { indexDocument: { suffix: "index.html" } });
  }
  if (set.logsTo) {
    part("BucketLogging", { targetBucket: bucket, targetPrefix: "logs/" });
  }
  return data;
}

function splitRule(one: Rule, index: number): Record<string, unknown> {
  return {
    id: `rule-${index}`,
    status: one.isEnabled ? "Enabled" : "Disabled",
    filter: { prefix: one.prefix },
    expiration: one.days && { days: one.days },
    noncurrentVersionExpiration: one.noncurrentDays && { noncurrentDays: one.noncurrentDays },
  };
}

function policyOf({ policyService }: Settings): string | undefined {
  return (
    policyService &&
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: policyService }, Action: "s3:PutObject", Resource: "*" }],
    })
  );
}

/** What all storage policies find on a form, without the place, which differs by form. */
async function findingsOn(build: (s: StackBuilder, set: Settings) => BuiltResource, set: Settings): Promise<string[]> {
  const found = await evaluate(
    {
      options: { dataBuckets: "customer-managed-key" },
      stack: (s) => {
        const bucket = build(s, set);
        if (set.isArtifactStore) {
          s.resource("aws:codepipeline/pipeline:Pipeline", "pipeline", {
            artifactStores: [{ location: bucket.id, type: "S3" }],
          });
        }
      },
    },
    "s3-bucket-encryption",
    "update",
    "in-process",
  );
  return found
    .filter((one) => STORAGE_POLICIES.has(one.policy))
    .map((one) => `${one.policy}: ${one.found.replace(/Versioning is (off|"Suspended".*)\.$/, "Versioning is off.")}`)
    .sort();
}

const STORAGE_POLICIES = new Set([
  "s3-artifact-bucket-expiration",
  "s3-bucket-encryption",
  "s3-bucket-name",
  "s3-bucket-noncurrent-versions",
  "s3-bucket-public-access-block",
  "s3-bucket-versioning",
]);

describe("a bucket", () => {
  it("has the same findings in all its forms", async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (set) => {
        const expected = await findingsOn(inline, set);
        for (const [form, build] of Object.entries(FORMS)) {
          expect({ form, findings: await findingsOn(build, set) }).toEqual({ form, findings: expected });
        }
      }),
      { numRuns: 25 },
    );
  });

  it("has the findings that its settings deserve", async () => {
    const bad = await findingsOn(inline, {
      versioning: true,
      encryption: { sseAlgorithm: "AES256" },
      rules: [{ isEnabled: true, prefix: "", days: 60, noncurrentDays: 1 }],
      acl: "private",
      policyService: "events.amazonaws.com",
      isArtifactStore: true,
      isWebsite: false,
      logsTo: undefined,
    });
    expect(bad.map((line) => line.split(":")[0])).toEqual([
      "s3-artifact-bucket-expiration",
      "s3-bucket-encryption",
      "s3-bucket-name",
      "s3-bucket-name",
      "s3-bucket-noncurrent-versions",
      "s3-bucket-public-access-block",
    ]);
  });
});

describe("a bucket's name", () => {
  it.each([
    ["acme-data", "acme-data"],
    ["arn:aws:s3:::acme-data", "acme-data"],
    ["arn:aws-cn:s3:::acme-data/prefix/", "acme-data"],
    ["s3://acme-data/infra?region=us-east-1", "acme-data"],
    ["acme-data.s3.amazonaws.com", "acme-data"],
    ["acme-data.s3.eu-west-1.amazonaws.com", "acme-data"],
    ["acme-data.s3-eu-west-1.amazonaws.com", "acme-data"],
    ["acme.data.s3.cn-north-1.amazonaws.com.cn", "acme.data"],
    ["acme.s3.data", "acme.s3.data"],
  ])("is read from %s", (text, name) => {
    expect(bucketNameIn(text)).toBe(name);
  });

  it.each(["acme-123456789012", "acme-1234567890123-1a2b3c4", "acme-0a1b2c", "acme.9f86d081884c7d65", "x7k2p9qd-acme"])(
    "%s has a part of its own",
    (name) => {
      expect(hasUniquePart(name)).toBe(true);
    },
  );

  it.each([
    "acme",
    "acme-dev",
    "prod01-data",
    "data-2024",
    "data-20240131",
    "us-east-1-logs",
    "decade-facade",
    "v2-api",
  ])("%s has none", (name) => {
    expect(hasUniquePart(name)).toBe(false);
  });
});
