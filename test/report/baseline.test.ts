import { readExemptions } from "../../library";
import { baselineOf, mergeBaseline } from "../../report/baseline";
import { REPORT_VERSION, type Finding, type Report } from "../../report/model";

const URN = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs";
const FIELDS = { reason: "r", owner: "", ticket: "", expires: "2099-01-31", onlyBlocking: false };

function reportOf(...findings: Partial<Finding>[]): Report {
  const full = findings.map((one): Finding => ({
    id: "0",
    kind: "violation",
    project: "shop",
    stack: "dev",
    urn: URN,
    type: "aws:s3/bucket:Bucket",
    name: "logs",
    pack: "aws-security-baseline",
    packVersion: "1.0.0",
    policy: "s3-bucket-versioning",
    level: "mandatory",
    severity: "medium",
    description: "",
    path: "",
    key: "versioning",
    found: "",
    fix: "",
    requirements: [],
    ...one,
  }));
  const stack = { project: "shop", stack: "dev", findings: full, policies: [], resources: 1, runs: [], otherPacks: {} };
  return { version: REPORT_VERSION, stacks: [stack], problems: [] };
}

it("exempts a finding by policy, URN, stack and key, in a form that the pack takes", () => {
  const { exemptions } = baselineOf(reportOf({}), FIELDS);
  expect(exemptions).toEqual([
    {
      policy: "s3-bucket-versioning",
      resource: URN,
      stack: "dev",
      finding: "versioning",
      reason: "r",
      owner: "",
      ticket: "",
      expires: "2099-01-31",
    },
  ]);
  expect(readExemptions(exemptions.map((one) => ({ ...one }))).problems).toEqual([]);
});

it.each<[string, Partial<Finding>, RegExp | undefined]>([
  ["a mistake in the settings", { kind: "settings-problem" }, /correct the settings/],
  ["what is undecided", { kind: "undecided" }, undefined],
  ["what is exempted already", { kind: "exempted" }, undefined],
])("does not exempt %s", (_, finding, note) => {
  const { exemptions, notes } = baselineOf(reportOf(finding), FIELDS);
  expect(exemptions).toEqual([]);
  expect(notes.join()).toMatch(note ?? /^$/);
});

it("leaves advisory findings visible when only what blocks is asked for", () => {
  const report = reportOf({}, { level: "advisory", key: "other" });
  expect(baselineOf(report, { ...FIELDS, onlyBlocking: true }).exemptions).toHaveLength(1);
});

it("says that a name with a star covers more", () => {
  expect(baselineOf(reportOf({ urn: `${URN}*` }), FIELDS).notes.join()).toContain(`${URN}*`);
});

it("adds to a config what it lacks, and keeps the rest as it is", () => {
  const { exemptions } = baselineOf(reportOf({}, { key: "second" }), FIELDS);
  const own = { ...exemptions[0], reason: "known since 2020" };
  const config = { all: "advisory", "baseline-settings": { logBuckets: ["logs"], exemptions: [own] } };
  expect(mergeBaseline(config, exemptions)).toEqual({
    config: { all: "advisory", "baseline-settings": { logBuckets: ["logs"], exemptions: [own, exemptions[1]] } },
    added: 1,
    kept: 1,
  });
});

it("keeps a level alone as the level beside the exemptions", () => {
  const { exemptions } = baselineOf(reportOf({}), FIELDS);
  expect(mergeBaseline({ "baseline-settings": "mandatory" }, exemptions)).toMatchObject({
    config: { "baseline-settings": { enforcementLevel: "mandatory", exemptions } },
  });
});

it.each([
  ["a list where settings belong", { "baseline-settings": [] }, /must be a level or an object/],
  ["exemptions that are no list", { "baseline-settings": { exemptions: {} } }, /must be a list/],
])("refuses %s", (_, config, text) => {
  expect(mergeBaseline(config, [])).toMatch(text);
});

it("exempts a finding about a resource as a whole for that policy and resource, and says so", () => {
  const { exemptions, notes } = baselineOf(reportOf({ key: "" }), FIELDS);
  expect(exemptions).toMatchObject([{ policy: "s3-bucket-versioning", resource: URN }]);
  expect(exemptions[0]).not.toHaveProperty("finding");
  expect(notes.join()).toMatch(/that one resource/);
});
