import { exemptionFor, readExemptions } from "../../core/exemptions";

const target = {
  policy: "s3-bucket-versioning",
  urn: "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::assets",
  type: "aws:s3/bucket:Bucket",
  name: "assets",
  stack: "prod",
  key: "versioning",
};
const TODAY = "2026-11-21";

function covers(fields: Readonly<Record<string, unknown>>): boolean {
  const { exemptions, problems } = readExemptions([
    { policy: target.policy, resource: target.name, reason: "agreed", ...fields },
  ]);
  expect(problems).toEqual([]);
  return exemptionFor(target, exemptions, TODAY) !== undefined;
}

describe("an exemption", () => {
  it.each<[string, Record<string, unknown>]>([
    ["its policy and resource by name", {}],
    ["every policy of a service", { policy: "s3-*" }],
    ["a resource by its URN", { resource: target.urn }],
    ["resources by their type", { resource: "aws:s3/*" }],
    ["one stack", { stack: "prod" }],
    ["one finding", { finding: "versioning" }],
    ["its last day", { expires: TODAY }],
  ])("covers %s", (_, fields) => {
    expect(covers(fields)).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ["another policy", { policy: "s3-bucket-encryption" }],
    ["a resource whose name only contains the text", { resource: "asset" }],
    ["another stack", { stack: "dev" }],
    ["another finding of the same resource", { finding: "lifecycle" }],
    ["anything after its last day", { expires: "2026-11-20" }],
  ])("does not cover %s", (_, fields) => {
    expect(covers(fields)).toBe(false);
  });

  it.each<[string, unknown, RegExp]>([
    ["no reason", { policy: "a-b", resource: "c" }, /needs "reason"/],
    ["a blank reason", { policy: "a-b", resource: "c", reason: " " }, /needs "reason"/],
    ["an unknown field", { policy: "a-b", resource: "c", reason: "r", until: "2027-01-01" }, /unknown field "until"/],
    ["a date that is none", { policy: "a-b", resource: "c", reason: "r", expires: "2027-02-30" }, /needs a day/],
    ["a date in another form", { policy: "a-b", resource: "c", reason: "r", expires: "31.1.2027" }, /needs a day/],
    ["text instead of an object", "all", /must be an object/],
    ["nothing", null, /must be an object/],
  ])("with %s exempts nothing, and says so", (_, raw, problem) => {
    const { exemptions, problems } = readExemptions([raw as Record<string, unknown>]);
    expect(exemptions).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });
});
