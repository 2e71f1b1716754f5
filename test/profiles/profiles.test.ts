import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { policies } from "../../library";
import { PROFILES } from "../../profiles";
import { parseAssignment } from "../../profiles/assignment";
import { checkText, type LocatedProblem } from "../../profiles/check-text";
import { compose } from "../../profiles/compose";
import { levelIn, optionIn } from "../../profiles/effective";
import { settingsFileSchema } from "../../profiles/schema";

const ROOT = join(__dirname, "..", "..");

function profile(name: string): Readonly<Record<string, unknown>> {
  return PROFILES.find((one) => one.name === name)?.settings ?? {};
}

describe.each(PROFILES)("the profile $name", ({ name, summary, settings }) => {
  const text = readFileSync(join(ROOT, "profiles", `${name}.json`), "utf8");

  it("is published as a file", () => expect(JSON.parse(text)).toEqual(settings));
  it("has no mistake, and tells at most which stacks it should be told", () => {
    // A control set cannot know which stacks of an organisation set up its accounts.
    const known = (one: LocatedProblem): boolean => one.level === "warning" && one.what.startsWith("foundationStacks");
    expect(checkText(text, "2026-11-21").filter((one) => !known(one))).toEqual([]);
  });
  it("says in a line what it is for", () => expect(summary).toMatch(/^.{20,140}\.$/));
});

describe("the profiles", () => {
  it("default has every policy at its own level", () =>
    expect(policies.filter(({ facts }) => levelIn(profile("default"), facts.name) !== facts.level)).toEqual([]));

  it("audit has every policy advisory", () =>
    expect(policies.filter(({ facts }) => levelIn(profile("audit"), facts.name) !== "advisory")).toEqual([]));

  it("strict has every policy that enforces a requirement mandatory", () =>
    expect(
      policies
        .filter(({ facts }) => facts.requirements.length > 0 && levelIn(profile("strict"), facts.name) !== "mandatory")
        .map(({ facts }) => facts.name),
    ).toEqual([]));

  it.each([
    // Rows of the catalogue (docs/requirements.yaml) that name a profile.
    ["SEC-11, STO-02", "strict", "s3-data-bucket-kms-key", undefined, undefined],
    ["IAM-05", "strict", "iam-access-analyzer", "askStacksWithRoles", true],
    ["IAM-01", "delivery-pipeline", "iam-no-wildcard-actions", "mode", "strict"],
    [
      "NET-01",
      "strict",
      "security-group-remote-administration",
      "additionalPorts",
      expect.arrayContaining(["5432/tcp"]),
    ],
    ["GOV-04", "delivery-pipeline", "region-allowed", "allowedRegions", ["us-east-1"]],
    ["GOV-05", "delivery-pipeline", "stack-outputs", "everyOutput", true],
    ["STO-07", "delivery-pipeline", "pulumi-state-bucket", undefined, undefined],
    ["PIP-04", "delivery-pipeline", "codebuild-pulumi-access-token", "alwaysRequired", true],
    ["PIP-09", "delivery-pipeline", "codepipeline-stages", "by", "name"],
    ["PIP-09", "delivery-pipeline", "codepipeline-stages", "exact", true],
    ["PIP-09", "delivery-pipeline", "codepipeline-stages", "stages", ["Source", "Build", "Deploy"]],
    ["IAM-05", "account-foundation", "iam-access-analyzer", undefined, undefined],
    ["LOG-01", "account-foundation", "account-security-services", undefined, undefined],
    ["LOG-10", "account-foundation", "cloudtrail-cis-events", undefined, undefined],
  ])("%s: %s has %s mandatory, %s", (_, name, policy, option, value) => {
    expect(levelIn(profile(name), policy)).toBe("mandatory");
    expect(option === undefined ? undefined : optionIn(profile(name), policy, option)).toEqual(value);
  });

  it("every pipeline project runs Pulumi in delivery-pipeline", () =>
    expect(optionIn(profile("delivery-pipeline"), "baseline-settings", "everyPipelineProjectRunsPulumi")).toBe(true));

  /** Why an option with modes keeps its default in strict. */
  const KEPT: Readonly<Record<string, string>> = {
    "stack-outputs.everyOutput": "a demand of delivery-pipeline",
    "codebuild-pulumi-access-token.alwaysRequired": "a demand of delivery-pipeline",
    "codepipeline-stages.by": "a demand of delivery-pipeline",
    "codepipeline-stages.exact": "a demand of delivery-pipeline",
    "s3-bucket-encryption.dataBuckets":
      "s3-data-bucket-kms-key says the same of a bucket, and one mistake is reported once",
    "cloudtrail-bucket-sharing.mode": "shared and dedicated are two ways",
    "cloudtrail-multi-region.mode": "required is the strictest",
    "codebuild-log-group.retention": "exactly is the strictest",
    "codebuild-pulumi-buildspec.placement": "phase is the strictest",
    "iam-mfa-policy-complete.requireSids": "true is the strictest",
    "pulumi-state-bucket.pulumiCloud": "false is the strictest",
    "credential-in-plain-text.allowExampleKeys": "false is the strictest",
    "credential-in-stack-output.allowExampleKeys": "false is the strictest",
    "vpc-flow-log.trafficType": "ALL is the strictest",
  };
  const modes = policies
    .filter(({ facts }) => facts.requirements.length > 0)
    .flatMap(({ facts, options }) =>
      Object.entries(options)
        .filter(([, { schema }]) => schema.type === "boolean" || schema.enum !== undefined)
        .map(([name]) => ({ policy: facts.name, name })),
    );
  it.each(modes)("strict sets $policy.$name to its strictest mode, or there is a reason not to", ({ policy, name }) => {
    const isSet = optionIn(profile("strict"), policy, name) !== optionIn({}, policy, name);
    expect(isSet || `${policy}.${name}` in KEPT).toBe(true);
  });
});

describe("composing", () => {
  it("lets the later level and option win, and replaces lists", () => {
    expect(
      compose([
        { "region-allowed": { enforcementLevel: "mandatory", allowedRegions: ["a", "b"] }, "vpc-dns": "advisory" },
        { "region-allowed": { allowedRegions: ["c"] }, "vpc-dns": "mandatory" },
      ]),
    ).toEqual({
      "region-allowed": { enforcementLevel: "mandatory", allowedRegions: ["c"] },
      "vpc-dns": { enforcementLevel: "mandatory" },
    });
  });

  it("has a level for all replace those before it, and keeps those after it and every option", () => {
    const file = compose([
      { "vpc-dns": "disabled", "region-allowed": { enforcementLevel: "disabled", allowedRegions: ["a"] } },
      { all: "mandatory" },
      { "s3-bucket-versioning": "advisory" },
    ]);
    expect(file).toEqual({
      all: { enforcementLevel: "mandatory" },
      "region-allowed": { allowedRegions: ["a"] },
      "s3-bucket-versioning": { enforcementLevel: "advisory" },
    });
    expect(levelIn(file, "vpc-dns")).toBe("mandatory");
  });

  it("keeps what belongs to the engine as it is", () =>
    expect(compose([{ exceptions: { a: {} }, environments: ["x"] }, { environments: ["y"] }])).toEqual({
      exceptions: { a: {} },
      environments: ["y"],
    }));
});

describe("a single setting", () => {
  it.each<[string, unknown]>([
    ["all=advisory", { all: { enforcementLevel: "advisory" } }],
    ["vpc-dns=remediate", { "vpc-dns": { enforcementLevel: "remediate" } }],
    ["cloudwatch-log-group-retention.minimumDays=30", { "cloudwatch-log-group-retention": { minimumDays: 30 } }],
    [
      "region-allowed.allowedRegions=eu-west-1, eu-west-2",
      { "region-allowed": { allowedRegions: ["eu-west-1", "eu-west-2"] } },
    ],
    ['region-allowed.allowedRegions=["eu-*"]', { "region-allowed": { allowedRegions: ["eu-*"] } }],
    ["baseline-settings.environmentSuffix=007", { "baseline-settings": { environmentSuffix: "007" } }],
    ["stack-outputs.everyOutput=true", { "stack-outputs": { everyOutput: true } }],
  ])("%s", (text, settings) => expect(parseAssignment(text)).toEqual({ settings }));

  it.each([
    ["nonsense", /policy=level/],
    ["vpc-dsn=advisory", /"vpc-dns"/],
    ["vpc-dns=on", /no enforcement level/],
    ["region-allowed.allowedRegion=x", /"allowedRegions"/],
    ["all.x=1", /no option "x"/],
    ["region-allowed.constructor=1", /no option/],
  ])("%s is refused", (text, problem) =>
    expect(parseAssignment(text)).toEqual({ problem: expect.stringMatching(problem) as string }),
  );
});

describe("the schema for editors", () => {
  const validate = new Ajv({ strict: true, strictTypes: false }).compile(settingsFileSchema());

  it("is committed as it is made", () =>
    expect(JSON.parse(readFileSync(join(ROOT, "policy-config.schema.json"), "utf8"))).toEqual(
      JSON.parse(JSON.stringify(settingsFileSchema())),
    ));

  it.each(PROFILES)("takes the profile $name", ({ settings }) => expect(validate(settings)).toBe(true));

  it.each([
    { "s3-bucket-versioning": "advisory" },
    { exceptions: { one: { reason: "x", match: [{ policies: ["vpc-dns"], targets: ["urn:..."] }] } } },
    { environments: ["org/env"] },
    { all: "mandatory" },
    { all: "disabled", "baseline-settings": "advisory" },
  ])("takes %j", (file) => expect(validate(file)).toBe(true));

  it.each([
    { "s3-bucket-versionning": "advisory" },
    { "vpc-dns": "on" },
    { "s3-bucket-versioning": "remediate" },
    { "vpc-dns": { x: 1 } },
    { "cloudwatch-log-group-retention": { minimumDays: "30" } },
    { "cloudwatch-log-group-retention": { minimumDays: 0 } },
    { "baseline-settings": "disabled" },
    { all: "disabled" },
    { all: { enforcementLevel: "disabled" }, "baseline-settings": { logBuckets: ["logs"] } },
    { "baseline-settings": { providedElsewhere: ["trial"] } },
    { "baseline-settings": { exemptions: [{ policy: "vpc-dns", resource: "x" }] } },
    { $schema: "x" },
    [],
  ])("refuses %j", (file) => expect(validate(file)).toBe(false));
});
