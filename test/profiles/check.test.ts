import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../library";
import { checkText, problemLine } from "../../profiles/check-text";

const TODAY = "2026-11-21";
const ROOT = join(__dirname, "..", "..");

/** What `config check` prints of a file, without the name. */
function said(settings: unknown): string[] {
  return checkText(JSON.stringify(settings), TODAY).map((one) => problemLine("f", one).replace(/^f:\d+:\d+: /, ""));
}

const exemption = { policy: "s3-bucket-versioning", resource: "scratch", reason: "Scratch" };
const settings = (own: object): object => ({ "baseline-settings": own });

describe("a settings file", () => {
  it.each([
    [
      "the short and the long form",
      { "s3-bucket-versioning": "advisory", "vpc-dns": { enforcementLevel: "remediate" } },
    ],
    ["a level for all", { all: "mandatory" }],
    ["all disabled but the shared settings", { all: "disabled", "baseline-settings": "advisory" }],
    ["options", { "cloudwatch-log-group-retention": { minimumDays: 14 } }],
    ["environments of Pulumi ESC", { environments: ["org/policies"] }],
    ["exceptions of newer CLIs", { exceptions: { one: { reason: "x", match: [{ policies: [], targets: [] }] } } }],
    ["an exemption with a day", settings({ exemptions: [{ ...exemption, expires: "2027-03-31" }] })],
    ["an exemption without end", settings({ exemptions: [exemption] })],
    ["a default ephemeral environment that is protected", settings({ protectedEnvironments: ["dev"] })],
    [
      "elsewhere, of a policy at its default level",
      { ...settings({ providedElsewhere: ["waf"] }), "lb-web-acl": "mandatory" },
    ],
    [
      "foundation stacks",
      { ...settings({ foundationStacks: ["landing/*"] }), "account-security-services": "mandatory" },
    ],
    ["nothing", {}],
  ])("may have %s", (_, file) => expect(said(file)).toEqual([]));

  it.each<[string, unknown, RegExp]>([
    ["a list", [], /^the file must hold an object/],
    [
      "an unknown policy",
      { "s3-bucket-versionning": "advisory" },
      /no policy .* Fix: Did you mean "s3-bucket-versioning"\?$/,
    ],
    ["$schema", { $schema: "x" }, /^\$schema: the CLI takes this for a policy .*json\.schemas/],
    ["a number for a policy", { "vpc-dns": 1 }, /^vpc-dns: must be a level or an object, and is 1/],
    ["null for a policy", { "vpc-dns": null }, /^vpc-dns: must be a level or an object/],
    ["a mistyped level", { "vpc-dns": "madatory" }, /^vpc-dns: "madatory" is no enforcement level.*"mandatory"\?/],
    ["a mistyped long level", { "vpc-dns": { enforcementLevel: 1 } }, /^vpc-dns\.enforcementLevel: 1 is no/],
    ["a level that cannot be", { "s3-bucket-versioning": "remediate" }, /cannot repair anything/],
    ["options of all", { all: { mode: 1 } }, /^all\.mode: options of all policies are ignored/],
    ["an unknown option", { "s3-bucket-encryption": { dataBucket: "any" } }, /no option "dataBucket".*"dataBuckets"\?/],
    ["an option of a policy without any", { "vpc-dns": { x: 1 } }, /no option "x"\. Fix: It has none; remove it/],
    ["a text for a number", { "cloudwatch-log-group-retention": { minimumDays: "9" } }, /whole number, and is "9"/],
    [
      "a number below the limit",
      { "cloudwatch-log-group-retention": { minimumDays: 0 } },
      /0 is too small\. Fix: Write 1/,
    ],
    [
      "a number above the limit",
      { "ec2-metadata-hop-limit": { maximumHopLimit: 65 } },
      /65 is too large\. Fix: Write 64/,
    ],
    ["an unknown choice", { "s3-bucket-encryption": { dataBuckets: "kmss" } }, /"kmss" is not one of .*"kms"\?/],
    ["a wrong element", settings({ providedElsewhere: ["trail", "wav"] }), /providedElsewhere\[1\]: "wav".*"waf"\?/],
    ["null for an option", { "s3-bucket-encryption": { dataBuckets: null } }, /must be a text in quotes, and is null/],
    ["a text for a list", { "region-allowed": { allowedRegions: "eu-west-1" } }, /must be a list/],
    ["a wrong value in a map", { "resource-required-tags": { tagValues: { a: 1 } } }, /tagValues\.a: must be a text/],
    ["a day in another form", { "lambda-supported-runtime": { asOf: "soon" } }, /has the wrong form/],
    ["a port that is none", { "security-group-egress": { allowedPorts: ["https"] } }, /must be a list of ports/],
    ["environments that are none", { environments: "org/x" }, /^environments: must be a list/],
    ["exceptions in a list", { exceptions: [] }, /^exceptions: must be an object/],
  ])("must not have %s", (_, file, expected) => {
    expect(said(file)).toEqual([expect.stringMatching(expected)]);
    expect(said(file)[0]).toMatch(/ Fix: .+\S$/);
  });

  it.each<[string, object, RegExp]>([
    [
      "the shared settings off",
      settings({ enforcementLevel: "disabled" }),
      /^baseline-settings\.enforcementLevel: .*switched off/,
    ],
    ["all off", { all: "disabled" }, /^all: this switches baseline-settings off too/],
    [
      "what is ephemeral and protected",
      settings({ ephemeralEnvironments: ["qa"], protectedEnvironments: ["qa"] }),
      /cannot be both/,
    ],
    ["everything ephemeral", settings({ ephemeralEnvironments: ["*"] }), /makes production ephemeral/],
    [
      "a word of two environments",
      settings({ environments: { prod: ["live"], test: ["Live"] } }),
      /means the environment "prod" already/,
    ],
    [
      "what is mandatory and elsewhere",
      { ...settings({ providedElsewhere: ["state-bucket"] }), "pulumi-state-bucket": "mandatory" },
      /^pulumi-state-bucket: .*never asks/,
    ],
    [
      "all account services elsewhere",
      {
        ...settings({ providedElsewhere: ["trail", "guardduty", "config"] }),
        "account-security-services": "mandatory",
      },
      /"trail", "guardduty", "config"/,
    ],
    ["a stack without a project", settings({ foundationStacks: ["prod"] }), /"prod\/\*" or "\*\/prod"/],
    [
      "limits that exclude each other",
      { "cloudwatch-log-group-retention": { minimumDays: 9, maximumDays: 8 }, "codebuild-log-group": "disabled" },
      /^cloudwatch-log-group-retention\.maximumDays: at least 9 and at most 8/,
    ],
    [
      "a remediation outside the limits",
      {
        "cloudwatch-log-group-retention": { enforcementLevel: "remediate", maximumDays: 13 },
        "codebuild-log-group": "disabled",
      },
      /remediation would set 14 days/,
    ],
    [
      "a pattern that is none",
      { "resource-required-tags": { valuePatterns: { a: "(" } } },
      /valuePatterns\.a: "\(" is no regular expression/,
    ],
    [
      "what lists exemptions, mandatory",
      { all: "mandatory", ...settings({ exemptions: [exemption] }) },
      /^all: this makes baseline-exemptions mandatory/,
    ],
    [
      "an environment's level for no policy",
      settings({ stackExemptionPolicies: ["s4-*"] }),
      /stackExemptionPolicies\[0\]: there is no policy "s4-\*"/,
    ],
  ])("must not contradict itself: %s", (_, file, expected) =>
    expect(said(file)).toEqual([expect.stringMatching(expected)]),
  );

  it.each<[string, object, RegExp]>([
    [
      "options of a disabled policy",
      { "region-allowed": { enforcementLevel: "disabled", allowedRegions: [] } },
      /region-allowed\.allowedRegions: the policy is disabled/,
    ],
    [
      "a demand on foundation stacks without any",
      { "account-security-services": "mandatory" },
      /foundationStacks is empty/,
    ],
    [
      "two retentions of the logs of builds",
      { "cloudwatch-log-group-retention": { minimumDays: 30 } },
      /exactly 14 by codebuild-log-group/,
    ],
    [
      "an exemption that ends soon",
      settings({ exemptions: [{ ...exemption, expires: "2026-12-05" }] }),
      /ends in 14 days/,
    ],
    [
      "exemptions whose owner is to be filled in",
      settings({ exemptions: [exemption, { ...exemption, owner: "" }, { ...exemption, owner: " " }] }),
      /exemptions\[1\]\.owner: is empty here and in 1 more\. Fix: Fill in the owner/,
    ],
    [
      "an exemption whose ticket is to be filled in",
      settings({ exemptions: [{ ...exemption, owner: "shop", ticket: "" }] }),
      /exemptions\[0\]\.ticket: is empty\. Fix/,
    ],
    ["an exemption that ends today", settings({ exemptions: [{ ...exemption, expires: TODAY }] }), /ends today/],
    [
      "an exemption of a disabled policy",
      { ...settings({ exemptions: [exemption] }), "s3-bucket-versioning": "disabled" },
      /nothing to exempt/,
    ],
  ])("is warned of %s", (_, file, expected) => {
    expect(said(file)).toEqual([expect.stringMatching(expected)]);
    expect(said(file)[0]).toMatch(/^warning: /);
  });

  it.each<[string, unknown, RegExp]>([
    ["over", { ...exemption, expires: "2026-11-20" }, /exemptions\[1\]\.expires: the exemption ended on 2026-11-20/],
    ["without a reason", { policy: "vpc-dns", resource: "x" }, /exemptions\[1\]: needs "reason"; it exempts nothing/],
    [
      "of an unknown policy",
      { ...exemption, policy: "vpc-dsn" },
      /\[1\]\.policy: there is no policy "vpc-dsn".*"vpc-dns"/,
    ],
    ["with an unknown field", { ...exemption, owners: "me" }, /\[1\]\.owners: has an unknown field "owners"/],
    ["with another form of day", { ...exemption, expires: "31.12.2027" }, /\[1\]\.expires: needs a day/],
    ["of everything", { ...exemption, policy: "*" }, /\[1\].*every policy/],
    ["that is a text", "s3", /exemptions\[1\]: must be an object/],
  ])("must not have an exemption %s", (_, one, expected) =>
    expect(said(settings({ exemptions: [exemption, one] }))).toEqual([expect.stringMatching(expected)]),
  );

  it("has its problems in the order of the text, with line and column", () => {
    const text =
      '{\n  "vpc-dns": "on",\n  "region-allowed": {\n    "allowedRegions": ["eu", 1] },\n  "vpc-dns": "mandatory"\n}';
    expect(checkText(text, TODAY).map((one) => problemLine("a.json", one).split(": ")[0])).toEqual([
      "a.json:4:30",
      "a.json:5:3",
    ]);
  });
});

it.each(["README.md", "docs/guides/settings.md"])("the settings in %s are valid", (file) => {
  const blocks = [...readFileSync(join(ROOT, file), "utf8").matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, text = ""]) => text,
  );
  const files = blocks.filter((text) => !text.includes("json.schemas"));
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap((text) => checkText(text, TODAY))).toEqual([]);
});

it("what is silenced by providedElsewhere is read from there by the policies themselves", () => {
  const table =
    readFileSync(join(ROOT, "profiles/contradictions.ts"), "utf8").match(/const SILENCED[\s\S]*?\n};/)?.[0] ?? "";
  const rows = [...table.matchAll(/"?([\w-]+)"?: \[([^\]]+)\]/g)];
  expect(rows.length).toBeGreaterThan(5);
  for (const [, thing = "", names = ""] of rows) {
    for (const [, name = ""] of names.matchAll(/"([\w-]+)"/g)) {
      const category = policies.find(({ facts }) => facts.name === name)?.facts.category ?? "";
      const source = readFileSync(join(ROOT, "policies", category, `${name}.ts`), "utf8");
      expect([name, source]).toEqual([name, expect.stringContaining(`providedElsewhere.includes("${thing}")`)]);
    }
  }
});
