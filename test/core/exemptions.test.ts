import {
  addressOf,
  dayAfter,
  daysBetween,
  ExemptionIndex,
  hasEnded,
  isForStack,
  readExemptions,
  type ExemptionTarget,
} from "../../core/exemptions";

const URN = "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::assets";
const target: ExemptionTarget = { ...addressOf(URN), policy: "s3-bucket-versioning", key: "versioning" };
const TODAY = "2026-11-21";
const EXEMPTION = { policy: target.policy, resource: target.name, reason: "agreed" };

function covers(fields: Readonly<Record<string, unknown>>): boolean {
  const { exemptions, problems } = readExemptions([{ ...EXEMPTION, ...fields }]);
  expect(problems).toEqual([]);
  const here = exemptions.filter((one) => isForStack(one, target) && !hasEnded(one, TODAY));
  return new ExemptionIndex(here).naming(target).length === 1;
}

describe("an exemption", () => {
  it.each<[string, Record<string, unknown>]>([
    ["its policy and resource by name", {}],
    ["every policy of a service", { policy: "s3-*" }],
    ["policies by a pattern of single characters", { policy: "s?-bucket-versionin?" }],
    ["a resource by its URN", { resource: target.urn }],
    ["a resource by its type", { resource: "aws:s3/bucket:Bucket" }],
    ["resources by a pattern for types", { resource: "aws:s3/*" }],
    ["resources by a pattern for names", { resource: "asset?" }],
    ["resources by a pattern for URNs", { resource: "urn:pulumi:prod::shop::*" }],
    ["one stack", { stack: "prod" }],
    ["one stack of one project", { stack: "shop/prod" }],
    ["all stacks of a project", { stack: "shop/*" }],
    ["one finding", { finding: "versioning" }],
    ["its last day", { expires: TODAY }],
    ["every resource, where it says so", { resource: "*", matchEverything: true }],
    ["every policy, where it says so", { policy: "*", matchEverything: true }],
  ])("covers %s", (_, fields) => {
    expect(covers(fields)).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ["another policy", { policy: "s3-bucket-encryption" }],
    ["policies of which it is the beginning", { policy: "s3-bucket" }],
    ["a resource whose name only contains the text", { resource: "asset" }],
    ["another stack", { stack: "dev" }],
    ["the same stack of another project", { stack: "blog/prod" }],
    ["another finding of the same resource", { finding: "lifecycle" }],
    ["anything after its last day", { expires: "2026-11-20" }],
  ])("does not cover %s", (_, fields) => {
    expect(covers(fields)).toBe(false);
  });

  it("is known with all its fields, and with its place", () => {
    const more = { stack: "prod", finding: "versioning", owner: "shop", ticket: "OPS-1", expires: TODAY };
    const { exemptions } = readExemptions([{ ...EXEMPTION, ...more }], { where: (index) => `config[${index}]` });
    expect(exemptions).toEqual([{ ...EXEMPTION, ...more, where: "config[0]", isOfStack: false }]);
  });

  const nothing = { reason: "r", policy: "a-b", resource: "c" };
  it.each<[string, unknown, RegExp]>([
    ["no reason", { policy: "a-b", resource: "c" }, /needs "reason"/],
    ["a blank reason", { ...nothing, reason: " " }, /needs "reason"/],
    ["no resource", { policy: "a-b", reason: "r" }, /needs "resource"/],
    ["an unknown field", { ...nothing, until: "2027-01-01" }, /unknown field "until" \(it has policy, /],
    ["a mistyped field", { ...nothing, expire: "2027-01-01" }, /"expire" \(did you mean "expires"\?\)/],
    ["a number", { ...nothing, ticket: 4711 }, /needs text as "ticket" \(put it in quotes\)/],
    ["a list", { ...nothing, policy: ["a-b"] }, /needs text as "policy"/],
    ["a flag that is text", { ...nothing, matchEverything: "yes" }, /needs true or false as "matchEverything"/],
    ["a date that is none", { ...nothing, expires: "2027-02-30" }, /needs a day/],
    ["a date in another form", { ...nothing, expires: "31.1.2027" }, /needs a day/],
    ["text instead of an object", "all", /must be an object/],
    ["a list instead of an object", [nothing], /must be an object/],
    ["nothing", null, /must be an object/],
  ])("with %s exempts nothing, and says so", (_, raw, problem) => {
    const { exemptions, problems } = readExemptions([{ ...EXEMPTION }, raw]);
    expect(exemptions).toHaveLength(1);
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems[0]).toMatch(/^exemptions\[1\] .*; it exempts nothing$/);
  });

  it.each(["*", "**", "?*", "*?*", "*-*", "?*-*"])("for the policies %s is refused: that is every policy", (policy) => {
    const { exemptions, problems } = readExemptions([{ ...EXEMPTION, policy }]);
    expect(exemptions).toEqual([]);
    expect(problems[0]).toContain(`policy "${policy}" is every policy`);
    expect(problems[0]).toContain('"matchEverything": true');
  });

  it.each(["*", "**", "?*", "*:*", "urn:*", "urn:pulumi:*::*", "aws:*", "*aws*", "*l*"])(
    "for the resources %s is refused: that is every resource",
    (resource) => {
      const { exemptions, problems } = readExemptions([{ ...EXEMPTION, resource }]);
      expect(exemptions).toEqual([]);
      expect(problems[0]).toContain(`resource "${resource}" is every resource`);
    },
  );

  it("for a policy that does not exist is a problem that names the nearest", () => {
    const policies = ["s3-bucket-versioning", "s3-bucket-encryption"];
    const read = readExemptions(
      [
        { ...EXEMPTION, policy: "s3-bucket-versionin" },
        { ...EXEMPTION, policy: "s4-*" },
      ],
      {
        policies,
      },
    );
    expect(read.exemptions).toEqual([]);
    expect(read.problems).toEqual([
      'exemptions[0] is for the policy "s3-bucket-versionin", which does not exist (did you mean "s3-bucket-versioning"?); it exempts nothing',
      'exemptions[1] is for the policy "s4-*", which does not exist; it exempts nothing',
    ]);
  });
});

describe("an index of exemptions", () => {
  it("has each that names a finding once, however it names it", () => {
    const { exemptions } = readExemptions([
      EXEMPTION,
      { ...EXEMPTION, resource: URN },
      { ...EXEMPTION, policy: "s3-*", resource: "aws:s3/*" },
      { ...EXEMPTION, resource: "other" },
    ]);
    const same = { ...target, name: target.type };
    const named = new ExemptionIndex(exemptions).naming(target).map(({ where }) => where);
    expect(named.sort()).toEqual(["exemptions[0]", "exemptions[1]", "exemptions[2]"]);
    const byType = readExemptions([{ ...EXEMPTION, resource: target.type }]).exemptions;
    expect(new ExemptionIndex(byType).naming(same)).toHaveLength(1);
  });
});

it("days are counted over months, years and the last Sunday of October", () => {
  expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
  expect(dayAfter("2026-10-20", 14)).toBe("2026-11-03");
  expect(daysBetween("2026-10-20", "2026-11-03")).toBe(14);
  expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
});
