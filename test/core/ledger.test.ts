/** What exemptions do in a run, and what is said of it at the end, on a made-up policy behind the SDK's own request handlers. */
import { definePolicy, exemptionsPolicy, resourcesOfType, settingsPolicy, type Severity } from "../../core";
import { dayAfter } from "../../core/exemptions";
import { parseMessage } from "../../core/message";
import type { Diagnostic } from "../../testing/analyzer";
import { StackBuilder } from "../harness/builder";
import { inProcess } from "../harness/in-process";

const THING = "aws:made/up:Thing";
const TODAY = new Date().toISOString().slice(0, 10);

/** Finds `wrong` when it sees a resource that says so, and `alone` when the stack has no other. */
const policies = (["low", "high"] as const).map((severity: Severity) =>
  definePolicy({
    name: `made-up-${severity}`,
    category: "storage",
    requirements: ["STO-99"],
    severity,
    level: "mandatory",
    title: "Things are right",
    description: "Every thing is right.",
    rationale: "Wrong things break.",
    fix: "Make it right.",
    references: ["https://example.com/things"],
    subjects: resourcesOfType(THING),
    needs: "stack",
    check(thing, { report, graph }) {
      if (thing.at("wrong").boolean() === true) {
        report(thing, { found: "It is wrong.", key: "wrong" });
      }
      if (graph.allOfType([THING]).length === 1) {
        report(thing, { found: "It is alone.", key: "alone" });
      }
    },
  }),
);

interface Given {
  readonly settings?: Record<string, unknown>;
  /** The stack's config at aws-security-baseline:exemptions. */
  readonly stackConfig?: string;
  readonly keys?: Readonly<Record<string, string>>;
  readonly build?: (s: StackBuilder) => void;
}

interface Said {
  /** Findings of the made-up policies, as policy and key. */
  readonly findings: readonly string[];
  readonly messages: readonly string[];
  /** What the ledger said, with the name of the resource. */
  readonly ledger: readonly string[];
  readonly fixes: readonly string[];
  readonly complaints: readonly string[];
}

async function run({ settings = {}, stackConfig, keys = {}, build = oneThing }: Given): Promise<Said> {
  const config = { ...keys, ...(stackConfig !== undefined && { "aws-security-baseline:exemptions": stackConfig }) };
  process.env["PULUMI_CONFIG"] = JSON.stringify(config);
  const builder = new StackBuilder("app", "dev");
  build(builder);
  const requests = builder.requests("preview");
  const pack = inProcess([settingsPolicy(), ...policies, exemptionsPolicy()], { "baseline-settings": settings });
  const all: Diagnostic[] = [];
  for (const { inputs } of requests.filter(({ analyzed }) => analyzed)) {
    all.push(...(await pack.analyze(inputs)));
  }
  all.push(...(await pack.analyzeStack(requests.map(({ outputs }) => outputs))));
  const of = (name: RegExp): Diagnostic[] => all.filter(({ policyName }) => name.test(policyName));
  const parts = (name: RegExp) => of(name).map(({ message, urn }) => ({ ...parseMessage(message), urn }));
  expect(of(/^baseline-/).filter(({ enforcementLevel }) => enforcementLevel !== "advisory")).toEqual([]);
  return {
    findings: of(/^made-up/).map(({ policyName, message }) => `${policyName} ${parseMessage(message)?.key ?? ""}`),
    messages: of(/^made-up/).map(({ message }) => message),
    ledger: parts(/^baseline-exemptions$/).map(({ urn, found = "" }) => `${urn.split("::").at(-1) ?? ""}: ${found}`),
    fixes: parts(/^baseline-exemptions$/).map(({ fix = "" }) => fix),
    complaints: parts(/^baseline-settings$/).map(({ found = "" }) => found),
  };
}

afterEach(() => {
  delete process.env["PULUMI_CONFIG"];
});

const oneThing = (s: StackBuilder): void => void s.resource(THING, "first", { wrong: true });
const exemption = { policy: "made-up-*", resource: "first", reason: "agreed" };
const own = (...exemptions: unknown[]): Given => ({ settings: { exemptions } });

describe("without exemptions", () => {
  it("nothing is said", async () => {
    const { findings, ledger, complaints } = await run({});
    expect(findings).toHaveLength(4);
    expect([ledger, complaints]).toEqual([[], []]);
  });
});

describe("an exempted finding", () => {
  it("is listed once, whether it was found early or at the end, with all that is known of the exemption", async () => {
    const end = dayAfter(TODAY, 100);
    const more = { ...exemption, policy: "made-up-low", owner: "shop", ticket: "OPS-1", expires: end };
    const { findings, ledger, fixes } = await run(own(more));
    expect(findings).toEqual(["made-up-high wrong", "made-up-high alone"]);
    const rest = "Reason: agreed. Owner: shop. Ticket: OPS-1. By exemptions[0].";
    expect(ledger).toEqual([
      `first: Exempted until ${end}: made-up-low (alone). ${rest}`,
      `first: Exempted until ${end}: made-up-low (wrong). ${rest}`,
    ]);
    expect(fixes[0]).toContain(`Mend the resource by ${end}`);
  });

  it.each([
    [14, ", in 14 days:"],
    [1, ", in 1 day:"],
    [0, ", which is today:"],
    [15, `until ${dayAfter(TODAY, 15)}:`],
  ])("says %d days before its end: %s", async (days, text) => {
    const { ledger } = await run(own({ ...exemption, finding: "wrong", expires: dayAfter(TODAY, days) }));
    expect(ledger[0]).toContain(text);
  });

  it("without an end is told so, and what to do", async () => {
    const { ledger, fixes } = await run(own({ ...exemption, finding: "wrong" }));
    expect(ledger[0]).toContain("Exempted without an end: made-up-high (wrong)");
    expect(fixes[0]).toContain("Give the exemption a last day");
  });

  it("that two exemptions name is told with both, and the one that holds longest counts", async () => {
    const [soon, later] = [dayAfter(TODAY, 20), dayAfter(TODAY, 40)];
    const only = { ...exemption, finding: "wrong", policy: "made-up-low" };
    const { ledger, fixes } = await run(
      own({ ...only, expires: soon }, { ...only, expires: later }, { ...only, expires: "2020-01-01" }),
    );
    expect(ledger).toEqual([
      `first: Exempted until ${later}: made-up-low (wrong). Reason: agreed. By exemptions[0] and exemptions[1], of which exemptions[1] holds longest and counts.`,
    ]);
    expect(fixes[0]).toContain("One exemption is enough");
  });

  it("shows no credential that somebody wrote into the reason", async () => {
    const token = `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`;
    const { ledger } = await run(own({ ...exemption, reason: `use ${token}` }));
    expect(ledger.join()).not.toContain(token);
  });
});

describe("an exemption that ended", () => {
  it("gives the finding back, which says so, as does the ledger", async () => {
    const { findings, messages, ledger } = await run(
      own({ ...exemption, policy: "made-up-low", finding: "wrong", expires: dayAfter(TODAY, -1) }),
    );
    expect(findings).toContain("made-up-low wrong");
    expect(messages.join()).toContain(`It is wrong. Its exemption (exemptions[0]) ended on ${dayAfter(TODAY, -1)}.`);
    expect(ledger).toEqual([
      `first: No longer exempted: made-up-low (wrong). The exemption ended on ${dayAfter(TODAY, -1)}, so the finding counts again. Reason: agreed. By exemptions[0].`,
    ]);
  });
});

describe("an exemption that accepts nothing", () => {
  const unused = { ...exemption, finding: "lost" };
  it.each<[string, Record<string, unknown>, RegExp | undefined]>([
    ["for every stack is normal", unused, undefined],
    ["for another stack is normal", { ...unused, stack: "prod" }, undefined],
    ["for the same stack of another project is normal", { ...unused, stack: "shop/dev" }, undefined],
    [
      "for stacks of this name, of which one lacks the resource, is normal",
      { ...unused, resource: "x", stack: "dev" },
      undefined,
    ],
    ["for this stack and a resource that it has", { ...unused, stack: "dev" }, /no such finding/],
    ["for this stack, named with its project", { ...unused, resource: "x", stack: "app/dev" }, /No resource/],
    ["for a URN of this stack", { ...unused, resource: `urn:pulumi:dev::app::${THING}::x` }, /No resource/],
    ["and ended", { ...unused, stack: "app/dev", expires: "2020-01-01" }, /It ended on 2020-01-01/],
  ])("%s", async (_, fields, said) => {
    const { ledger } = await run(own(fields));
    expect(ledger).toEqual(said === undefined ? [] : [expect.stringMatching(said)]);
    expect(ledger.filter((line) => !line.includes("Exempts nothing: exemptions[0]"))).toEqual([]);
  });

  it("is not told while something cannot be decided yet", async () => {
    const build = (s: StackBuilder): void => void s.resource(THING, "first", { wrong: s.unknown });
    expect((await run({ ...own({ ...unused, stack: "dev" }), build })).ledger).toEqual([]);
  });
});

describe("settings with mistakes in exemptions", () => {
  it("are told once, by place, and the others count", async () => {
    const { findings, complaints } = await run(
      own({ ...exemption, policy: "made-up-lo" }, { ...exemption, policy: "*" }, exemption),
    );
    expect(findings).toEqual([]);
    expect(complaints).toEqual([
      expect.stringMatching(
        /exemptions\[0\] is for the policy "made-up-lo", which does not exist \(did you mean "made-up-low"\?\)/,
      ),
      expect.stringMatching(/exemptions\[1\] is too wide: policy "\*" is every policy/),
    ]);
  });
});

describe("exemptions of the stack's own config", () => {
  const allowed = { exemptionsFromStackConfig: true };
  const end = dayAfter(TODAY, 30);
  const low = { ...exemption, policy: "made-up-low", expires: end };
  const config = (...list: unknown[]): string => JSON.stringify(list);

  it("are ignored by default, which is told with the setting that allows them", async () => {
    const { findings, ledger, fixes } = await run({ stackConfig: config(low) });
    expect(findings).toHaveLength(4);
    expect(ledger).toEqual([expect.stringMatching(/Pulumi\.dev\.yaml: aws-security-baseline:exemptions is ignored/)]);
    expect(fixes[0]).toContain("exemptionsFromStackConfig");
  });

  it("count where the settings allow them", async () => {
    const { findings, ledger } = await run({ settings: allowed, stackConfig: config({ ...low, finding: "wrong" }) });
    expect(findings).not.toContain("made-up-low wrong");
    expect(ledger).toEqual([
      `first: Exempted until ${end}: made-up-low (wrong). Reason: agreed. By Pulumi.dev.yaml: aws-security-baseline:exemptions[0].`,
    ]);
  });

  it("take YAML's own form of a day", async () => {
    const { findings } = await run({
      settings: allowed,
      stackConfig: config({ ...low, expires: `${end} 00:00:00 +0000 UTC` }),
    });
    expect(findings).toEqual(["made-up-high wrong", "made-up-high alone"]);
  });

  it("of a pattern reach no further than the settings allow", async () => {
    const { findings } = await run({ settings: allowed, stackConfig: config({ ...low, policy: "made-up-*" }) });
    expect(findings).toEqual(["made-up-high wrong", "made-up-high alone"]);
  });

  it.each<[string, Record<string, unknown>, unknown, RegExp]>([
    [
      "of a severity that is not allowed",
      {},
      { ...low, policy: "made-up-high" },
      /\[0\] is for "made-up-high" of severity high, and stacks may exempt only low, medium/,
    ],
    [
      "of a policy that is not allowed",
      { stackExemptionPolicies: ["s3-*"] },
      low,
      /stacks may exempt only s3-\* \(stackExemptionPolicies/,
    ],
    ["without an end", {}, { ...low, expires: undefined }, /\[0\] needs "expires", .* at the latest \(90 days/],
    ["that last too long", { stackExemptionLongestDays: 29 }, low, /\[0\] ends on .* is the latest day \(29 days/],
    ["of another stack", {}, { ...low, stack: "prod" }, /is for the stack "prod", and this is app\/dev/],
    ["without a reason", {}, { ...low, reason: undefined }, /\[0\] needs "reason"/],
    ["of a policy that does not exist", {}, { ...low, policy: "made-up-lov" }, /did you mean "made-up-low"/],
  ])("%s exempt nothing, and are told", async (_, settings, one, said) => {
    const { findings, ledger } = await run({ settings: { ...allowed, ...settings }, stackConfig: config(one) });
    expect(findings).toHaveLength(4);
    expect(ledger).toEqual([expect.stringMatching(said)]);
    expect(ledger[0]).toMatch(/: Pulumi\.dev\.yaml: aws-security-baseline:exemptions\[0\] .*; it exempts nothing\.$/);
  });

  it.each([
    ["not JSON", "hunter2hunter2"],
    ["an object", '{"policy":"hunter2hunter2"}'],
    ["a number", "7"],
    ["huge", `["${"hunter2hunter2".repeat(100_000)}"]`],
  ])("that are %s are told without being quoted", async (_, stackConfig) => {
    const { findings, ledger } = await run({ settings: allowed, stackConfig });
    expect(findings).toHaveLength(4);
    expect(ledger).toEqual([expect.stringMatching(/Pulumi\.dev\.yaml: aws-security-baseline:exemptions (must|has)/)]);
    expect(ledger.join()).not.toContain("hunter2");
  });

  it("with many mistakes tell the first ones and how many are left", async () => {
    const { ledger } = await run({
      settings: allowed,
      stackConfig: JSON.stringify(Array.from({ length: 500 }, () => 1)),
    });
    expect(ledger).toHaveLength(21);
    expect(ledger.at(-1)).toContain("480 more");
  });

  it("under a mistyped key are told", async () => {
    const { ledger } = await run({ settings: allowed, keys: { "aws-security-baseline:exemption": config(low) } });
    expect(ledger).toEqual([expect.stringMatching(/aws-security-baseline:exemption, which nothing reads/)]);
  });

  it("that accept nothing are told, since they can be for no other stack", async () => {
    const { ledger } = await run({ settings: allowed, stackConfig: config({ ...low, resource: "gone" }) });
    expect(ledger).toEqual([expect.stringMatching(/No resource of this stack is its resource/)]);
  });
});
