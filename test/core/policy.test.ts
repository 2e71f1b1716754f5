/** What every policy gets from core, shown on made-up ones behind the SDK's own request handlers. */
import {
  definePolicy,
  flag,
  integer,
  resourcesOfType,
  served,
  settingsPolicy,
  type CheckContext,
  type Control,
  type Options,
  type Policy,
  type PolicyDefinition,
  type Resource,
  type Subject,
} from "../../core";
import { parseMessage } from "../../core/message";
import type { AnalyzedResource, Diagnostic } from "../../testing/analyzer";
import type { Value } from "../../testing/values";
import { StackBuilder, UNKNOWN, type Mode } from "../harness/builder";
import { inProcess } from "../harness/in-process";
import { argsOf, nextTurn } from "../harness/sdk-args";

const THING = "aws:made/up:Thing";

function policyOf(
  check: (resource: Resource, context: CheckContext) => void,
  needs: Policy["needs"] = "resource",
): Policy {
  return definePolicy({
    name: "made-up-thing",
    category: "storage",
    requirements: ["STO-99"],
    severity: "high",
    level: "mandatory",
    title: "Things are right",
    description: "Every thing is right.",
    rationale: "Wrong things break.",
    fix: "Make it right.",
    references: ["https://example.com/things"],
    subjects: resourcesOfType(THING),
    needs,
    check,
  });
}

type Config = Record<string, Record<string, unknown>>;

async function run(
  policies: readonly Policy[],
  build: (s: StackBuilder) => void,
  { mode = "preview", config = {} }: { mode?: Mode; config?: Config } = {},
): Promise<{ early: Diagnostic[]; late: Diagnostic[] }> {
  const builder = new StackBuilder("app", "dev");
  build(builder);
  const requests = builder.requests(mode);
  const pack = inProcess([settingsPolicy(), ...policies], config);
  const early: Diagnostic[] = [];
  for (const { inputs } of requests.filter(({ analyzed }) => analyzed)) {
    early.push(...(await pack.analyze(inputs)));
  }
  return { early, late: await pack.analyzeStack(requests.map(({ outputs }) => outputs)) };
}

const twoThings = (s: StackBuilder): void => {
  s.resource(THING, "first", { size: 1, parts: ["a", s.unknown, "c"] });
  s.resource(THING, "second", { size: 2, parts: [] });
};

describe("a finding", () => {
  it("has the policy's description, the place, the fix and the requirement, and its level", async () => {
    const { early } = await run(
      [policyOf((thing, { report }) => report(thing.at("size"), { found: "The size is odd." }))],
      twoThings,
    );
    expect(early[0]?.message).toBe("Every thing is right.\nsize: The size is odd.\nFix: Make it right.\n[STO-99] size");
    expect(early.map(({ enforcementLevel, severity }) => [enforcementLevel, severity])).toEqual([
      ["mandatory", "high"],
      ["mandatory", "high"],
    ]);
  });

  it("is masked where it holds a credential, though a rule should never let one in", async () => {
    const token = `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`;
    const { early } = await run(
      [policyOf((thing, { report }) => report(thing, { found: `It says ${token}.` }))],
      twoThings,
    );
    expect(early.some(({ message }) => message.includes(token))).toBe(false);
  });
});

describe("a check", () => {
  it("that throws is a finding at its own level, names the policy and the resource, and stops no other", async () => {
    const broken = policyOf((thing) => {
      if (thing.name === "first") {
        throw new TypeError("a secret value stands in this message");
      }
    });
    const { early } = await run([broken], twoThings);
    expect(early.map(({ policyName, enforcementLevel }) => [policyName, enforcementLevel])).toEqual([
      ["made-up-thing", "mandatory"],
    ]);
    expect(early[0]?.message).toMatch(/check itself failed \(TypeError in policy\.test\.[jt]s:\d+\)/);
    expect(early[0]?.message).toContain("first");
    expect(early[0]?.message).not.toContain("secret value");
  });

  it("whose view fails is a finding about itself, not the end of the preview", async () => {
    const broken = definePolicy({
      ...policyOf(() => undefined).facts,
      subjects: {
        types: [THING],
        of: () => {
          throw new RangeError("no view");
        },
      },
      needs: "stack",
      check: () => undefined,
    });
    const { early } = await run([broken], twoThings);
    expect(early.map(({ message }) => parseMessage(message)?.key)).toEqual(["internal-error", "internal-error"]);
  });

  it("that reads an unknown is silent about that element alone", async () => {
    const each = policyOf((thing, context) =>
      context.each(thing.at("parts").list(), (part) => context.report(part, { found: `Part ${part.string()}.` })),
    );
    const { early } = await run([each], twoThings);
    expect(early.map(({ message }) => parseMessage(message)?.found)).toEqual(["Part a.", "Part c."]);
  });

  it("is told as advisory when it cannot be decided, where the settings ask for that", async () => {
    const reads = policyOf((thing) => void thing.at("parts", 1).string(), "stack-only");
    const config = { "baseline-settings": { reportUndecided: true } };
    expect((await run([reads], twoThings)).late).toEqual([]);
    const { late } = await run([reads], twoThings, { config });
    expect(late.map(({ enforcementLevel, message }) => [enforcementLevel, parseMessage(message)?.key])).toEqual([
      ["advisory", "undecided:parts[1]"],
    ]);
  });
});

describe("a policy that needs the stack", () => {
  const linked = policyOf((thing, { graph, report }) => {
    if (thing.at("size").number() === 2) {
      return report(thing, { found: "Two is too much.", key: "size" });
    }
    if (graph.allOfType([THING]).length > 1) {
      report(thing, { found: "It is not alone.", key: "alone" });
    }
  }, "stack");

  it("reports what one resource decides before it is made, the rest at the end, and nothing twice", async () => {
    const { early, late } = await run([linked], twoThings);
    expect(early.map(({ message }) => parseMessage(message)?.key)).toEqual(["size"]);
    expect(late.map(({ message }) => parseMessage(message)?.key)).toEqual(["alone"]);
  });

  it("reports again in the update what the preview said", async () => {
    await run([linked], twoThings);
    const { early } = await run([linked], twoThings, { mode: "update" });
    expect(early).toHaveLength(1);
  });

  it("judges what the program set, not what the provider computed", async () => {
    const unset = policyOf((thing, { report }) => {
      if (thing.at("color").isAbsent) {
        report(thing, { found: "No color." });
      }
    }, "stack-only");
    const { late } = await run([unset], (s) => void s.resource(THING, "one", {}, { outputs: { color: "red" } }), {
      mode: "update",
    });
    expect(late).toHaveLength(1);
  });

  it("reads the outputs of what the program did not make", async () => {
    const unset = policyOf((thing, { report }) => {
      if (thing.at("color").isAbsent) {
        report(thing, { found: "No color." });
      }
    }, "stack-only");
    const { late } = await run(
      [unset],
      (s) => void s.resource(THING, "one", {}, { outputs: { color: "red" }, isRead: true }),
      { mode: "update" },
    );
    expect(late).toEqual([]);
  });
});

describe("an exemption", () => {
  const always = policyOf((thing, { report }) => report(thing, { found: "Wrong.", key: "wrong" }));
  const exempt = (fields: Record<string, unknown>): Config => ({
    "baseline-settings": { exemptions: [{ policy: "made-up-*", resource: "first", reason: "agreed", ...fields }] },
  });

  it("takes its finding out, and no other", async () => {
    const { early } = await run([always], twoThings, { config: exempt({}) });
    expect(early.map(({ urn }) => urn.split("::").at(-1))).toEqual(["second"]);
  });

  it("that has expired, or gives no reason, takes nothing out; the latter is told", async () => {
    expect((await run([always], twoThings, { config: exempt({ expires: "2020-01-01" }) })).early).toHaveLength(2);
    const { early } = await run([always], twoThings, { config: exempt({ reason: "" }) });
    expect(early.filter(({ policyName }) => policyName === "made-up-thing")).toHaveLength(2);
    expect(early.find(({ policyName }) => policyName === "baseline-settings")?.message).toMatch(
      /exemptions\[0\] needs "reason"/,
    );
  });
});

describe("settings that are wrong", () => {
  const lenient = definePolicy({
    ...policyOf(() => undefined).facts,
    subjects: resourcesOfType(THING),
    needs: "resource",
    options: { strict: flag({ default: true, description: "Strict." }) },
    check: (thing, { options, report }) => {
      if (options.strict) {
        report(thing, { found: "Strict.", key: "strict" });
      }
    },
  });

  it("are told once, as advisory, and never weaken the policy", async () => {
    const { early } = await run([lenient], twoThings, {
      config: { "made-up-thing": { strict: "no", strickt: false } },
    });
    const told = early.filter(({ enforcementLevel }) => enforcementLevel === "advisory").map(({ message }) => message);
    expect(told).toEqual([
      expect.stringContaining('option "strict" must be true or false; the default true is used'),
      expect.stringContaining('there is no option "strickt"; did you mean "strict"?'),
    ]);
    expect(early.filter(({ enforcementLevel }) => enforcementLevel === "mandatory")).toHaveLength(2);
  });
});

describe("remediation", () => {
  const SECRET_MARK = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  const coloring = definePolicy({
    ...policyOf(() => undefined).facts,
    subjects: resourcesOfType(THING),
    needs: "resource",
    check: () => undefined,
    remediate(thing, context) {
      if (thing.at("color").string() !== "blue") {
        context.set(["color"], "blue");
      }
    },
  });

  async function remediated(properties: AnalyzedResource["properties"], type = THING): Promise<unknown> {
    const urn = `urn:pulumi:dev::app::${type}::one`;
    return inProcess([coloring], {}).remediate(coloring, { type, urn, name: "one", properties });
  }

  it("changes what it must and nothing else", async () => {
    expect(await remediated({ color: "red", tags: { a: "b" }, list: [1, { c: null }] })).toEqual({
      color: "blue",
      tags: { a: "b" },
      list: [1, { c: null }],
    });
  });

  it("keeps a secret a secret, and an unknown unknown", async () => {
    const password = { ...SECRET_MARK, value: "hunter2" };
    expect(await remediated({ color: { ...SECRET_MARK, value: "red" }, password, size: UNKNOWN })).toEqual({
      color: { ...SECRET_MARK, value: "blue" },
      password,
      size: UNKNOWN,
    });
  });

  it("that fails leaves the resource as it is", async () => {
    const failing = definePolicy({
      ...policyOf(() => undefined).facts,
      subjects: resourcesOfType(THING),
      needs: "resource",
      check: () => undefined,
      remediate: () => {
        throw new TypeError("a defect");
      },
    });
    const thing = { type: THING, urn: `urn:pulumi:dev::app::${THING}::one`, name: "one", properties: { color: "red" } };
    expect(await inProcess([failing], {}).remediate(failing, thing)).toBeUndefined();
  });

  it("leaves alone what is right already, what it cannot know, other types, and archives that the SDK would break", async () => {
    const archive = {
      "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
      assets: { "index.js": { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "x" } },
    };
    expect(await remediated({ color: "blue" })).toBeUndefined();
    expect(await remediated({ color: UNKNOWN })).toBeUndefined();
    expect(await remediated({ color: "red" }, "aws:made/up:Other")).toBeUndefined();
    expect(await remediated({ color: "red", code: archive })).toBeUndefined();
  });

  describe("a made-up remediation", () => {
    type Remediate = NonNullable<PolicyDefinition<Subject, Options>["remediate"]>;

    function remediating(remediate: Remediate, name = "made-up-thing"): Policy {
      return definePolicy({
        ...policyOf(() => undefined).facts,
        name,
        subjects: resourcesOfType(THING),
        needs: "resource",
        check: () => undefined,
        remediate,
      });
    }

    async function afterwards(
      policy: Policy,
      properties: AnalyzedResource["properties"],
      options: AnalyzedResource["options"] = {},
    ): Promise<unknown> {
      const urn = `urn:pulumi:dev::app::${THING}::one`;
      return inProcess([policy], {}).remediate(policy, { type: THING, urn, name: "one", properties, options });
    }

    const both = remediating((_, { set }) => {
      set(["size"], 2);
      set(["tags", "Owner"], "team-a");
    });

    it.each<[string, string[], unknown]>([
      ["nothing is ignored", [], { size: 2, tags: { Owner: "team-a", Name: "n" } }],
      ["something else is ignored", ["color", "tags.Name"], { size: 2, tags: { Owner: "team-a", Name: "n" } }],
      ["one is ignored", ["size"], { size: 1, tags: { Owner: "team-a", Name: "n" } }],
      ["what is around it is ignored", ["tags"], { size: 2, tags: { Name: "n" } }],
      ["it is ignored by its own name", ["tags.Owner"], { size: 2, tags: { Name: "n" } }],
      ["both are ignored", ["tags.Owner", "size"], undefined],
      ["everything is ignored", ["*"], undefined],
    ])("sets what the program does not ignore: %s", async (_, ignoreChanges, expected) => {
      expect(await afterwards(both, { size: 1, tags: { Name: "n" } }, { ignoreChanges })).toEqual(expected);
    });

    it("leaves unknowns, and what stands in them", async () => {
      expect(await afterwards(both, { size: UNKNOWN, tags: {} })).toEqual({ size: UNKNOWN, tags: { Owner: "team-a" } });
      expect(await afterwards(both, { size: 1, tags: UNKNOWN })).toEqual({ size: 2, tags: UNKNOWN });
      expect(await afterwards(both, { size: UNKNOWN, tags: UNKNOWN })).toBeUndefined();
    });

    it("says whether it sets a property", async () => {
      const answers: boolean[] = [];
      const asking = remediating((_, { set }) => {
        answers.push(set(["size"], 2), set(["color"], "blue"), set(["shape", "edges"], 3));
      });
      await afterwards(asking, { size: UNKNOWN }, { ignoreChanges: ["color"] });
      expect(answers).toEqual([false, false, true]);
    });

    it("changes all or nothing", async () => {
      const properties = { size: 1, tags: "no map" };
      expect(await afterwards(both, properties)).toBeUndefined();
    });

    it("keeps a secret map and a secret in it secret, at any depth", async () => {
      const secret = (value: Value): Value => ({ ...SECRET_MARK, value });
      const properties = { size: secret(1), tags: secret({ Owner: secret("x"), list: [secret({ a: secret("b") })] }) };
      expect(await afterwards(both, properties)).toEqual({
        size: secret(2),
        tags: secret({ Owner: secret("team-a"), list: [secret({ a: secret("b") })] }),
      });
    });

    it("leaves what is exempted as it is, whichever finding the exemption names", async () => {
      const exemption = { policy: "made-up-*", resource: "one", reason: "Known" };
      for (const [one, isLeft] of [
        [exemption, true],
        [{ ...exemption, finding: "some-key" }, true],
        [{ ...exemption, stack: "dev" }, true],
        [{ ...exemption, resource: THING }, true],
        [{ ...exemption, resource: `urn:*::one` }, true],
        [{ ...exemption, stack: "prod" }, false],
        [{ ...exemption, resource: "two" }, false],
        [{ ...exemption, policy: "other" }, false],
        [{ ...exemption, expires: "2020-01-01" }, false],
        [{ ...exemption, expires: "2999-01-01" }, true],
      ] as const) {
        await run([both], () => undefined, { config: { "baseline-settings": { exemptions: [one] } } });
        const changed = await afterwards(both, { size: 1 });
        expect([one, changed === undefined]).toEqual([one, isLeft]);
      }
      await run([both], () => undefined);
    });

    it("composes: what one policy set, the next one sees", async () => {
      const seen: unknown[] = [];
      const first = remediating((thing, { set }) => void set(["size"], Number(thing.at("size").number()) + 1));
      const second = remediating((thing, { set }) => {
        seen.push(thing.at("size").raw);
        set(["color"], "blue");
      }, "made-up-other");
      const urn = `urn:pulumi:dev::app::${THING}::one`;
      const pack = inProcess([first, second], {});
      expect(await pack.remediateAll({ type: THING, urn, name: "one", properties: { size: 1 } })).toEqual([
        { size: 2 },
        { size: 2, color: "blue" },
      ]);
      expect(seen).toEqual([2]);
    });

    it("leaves assets alone where it is not remembered what was sent", async () => {
      const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "x" };
      expect(await afterwards(both, { size: 1, source: asset })).toBeUndefined();
      expect(await afterwards(both, { size: 1, list: [{ source: asset }] })).toBeUndefined();
    });
  });
});

describe("what the SDK is told of a policy", () => {
  const facts = {
    ...policyOf(() => undefined).facts,
    requirements: ["STO-98", "STO-99"],
    references: ["https://example.com/things", "https://example.com/more"],
  };
  const control = (id: string): Control => ({
    framework: "Made-up Benchmark",
    version: "v3",
    id,
    url: `https://example.com/controls/${id}`,
  });
  const made = (rest: Partial<PolicyDefinition<Resource, Options>> = {}): Policy =>
    definePolicy({ ...facts, subjects: resourcesOfType(THING), needs: "resource", check: () => undefined, ...rest });
  /** All but what it runs. */
  const told = ({ sdk }: Policy): Record<string, unknown> =>
    Object.fromEntries(Object.entries(sdk).filter(([, value]) => typeof value !== "function"));

  it("is what Pulumi shows of it, and nothing that the policy lacks", () => {
    expect(told(made())).toStrictEqual({
      name: "made-up-thing",
      displayName: "Things are right",
      description: "Every thing is right.",
      enforcementLevel: "mandatory",
      severity: "high",
      remediationSteps: "Make it right.",
      url: "https://example.com/things",
      tags: ["storage", "STO-98", "STO-99"],
    });
    expect(told(made({ references: [] }))).not.toHaveProperty("url");
  });

  it("names the first control as its framework and the others as tags", () => {
    const { tags, framework } = told(made({ controls: [control("1.1"), control("2.1"), control("2.2")] }));
    expect(framework).toEqual({
      name: "Made-up Benchmark",
      version: "v3",
      reference: "https://example.com/controls/1.1",
      specification: "1.1",
    });
    expect(tags).toEqual(["storage", "STO-98", "STO-99", "Made-up Benchmark v3 2.1", "Made-up Benchmark v3 2.2"]);
  });

  it("has the schema of every option, where there are options", () => {
    const options = {
      strict: flag({ default: true, description: "Strict." }),
      days: integer({ default: 7, description: "Days." }),
    };
    expect(told(made({ options }))["configSchema"]).toEqual({
      properties: {
        strict: { type: "boolean", default: true, description: "Strict." },
        days: { type: "integer", default: 7, description: "Days." },
      },
    });
  });

  it.each<[Policy["needs"], readonly string[]]>([
    ["resource", ["validateResource"]],
    ["stack", ["validateResource", "validateStack"]],
    ["stack-only", ["validateStack"]],
  ])("has no function that a policy which needs %s does not need", (needs, expected) => {
    const run = (policy: Policy): string[] =>
      Object.entries(policy.sdk).flatMap(([key, value]) => (typeof value === "function" ? [key] : []));
    expect(run(made({ needs }))).toEqual(expected);
    expect(run(made({ needs, remediate: () => undefined }))).toEqual([...expected, "remediateResource"]);
  });

  it("is known to the pack too", () => {
    const options = { strict: flag({ default: true, description: "Strict." }) };
    const policy = made({ needs: "stack", options, remediate: () => undefined });
    expect(policy).toMatchObject({ needs: "stack", types: [THING], hasRemediation: true });
    expect([policy.facts.name, policy.options]).toEqual(["made-up-thing", options]);
    expect(made()).toMatchObject({ needs: "resource", hasRemediation: false, options: {} });
  });
});

describe("the list of policies that is served", () => {
  const first = policyOf((thing, { report }) => {
    if (thing.at("size").number() === 2) {
      report(thing, { found: "Two is too much." });
    }
  });
  const last = policyOf(() => undefined, "stack-only");
  const shared = settingsPolicy();

  it("has all of them in their order", () => {
    expect([...served([shared, first, last])]).toEqual([shared.sdk, first.sdk, last.sdk]);
  });

  it("knows which policies ask about a resource of a type one by one", () => {
    const about = (type: string): boolean[] => [shared, first, last].map((policy) => policy.isAbout(type));
    expect([about(THING), about("aws:made/up:Other")]).toEqual([
      [true, true, false],
      [true, false, false],
    ]);
  });

  it("knows, once a policy has run, which resources it passes and by which type the SDK may skip it", async () => {
    const seen = (name: string, size: number) => {
      const urn = `urn:pulumi:dev::app::${THING}::${name}`;
      askedAbout(shared, { urn, type: THING, name, props: { size } });
      return [first.passes(), last.passes(), shared.passes(), typeOf(first.sdk.validateResource)];
    };
    await run([first], twoThings);
    await nextTurn();
    expect(seen("right", 1)).toEqual([true, false, false, THING]);
    await nextTurn();
    expect(seen("wrong", 2)).toEqual([false, false, false, THING]);
    await nextTurn();
    expect(seen("open", 3)).toEqual([true, false, false, THING]);
    expect(typeOf(last.sdk.validateStack)).toBeUndefined();
  });

  it("lets the SDK skip a stack policy when the stack has none of its types", async () => {
    let type: string | undefined;
    const reading = policyOf(() => void (type = typeOf(absent.sdk.validateStack)), "stack-only");
    const absent = definePolicy({
      ...last.facts,
      subjects: resourcesOfType("aws:made/up:Other"),
      needs: "stack-only",
      check: () => undefined,
    });
    await run([reading], twoThings);
    expect(type).toBe("aws:made/up:Other");
  });
});

describe("the shared settings", () => {
  it("that are wrong are told once in each run, by the policy that owns them, with where to mend them", async () => {
    const config = { "baseline-settings": { logBucket: ["x"], reportUndecided: 1 } };
    for (const mode of ["preview", "update"] as const) {
      const { early, late } = await run([], twoThings, { config, mode });
      expect(late).toEqual([]);
      expect(early.map(({ policyName, message }) => [policyName, ...message.split("\n").slice(1)])).toEqual([
        [
          "baseline-settings",
          'Settings of baseline-settings: option "reportUndecided" must be true or false; the default false is used.',
          "Fix: Correct the setting in the policy pack's configuration.",
          '[] key=option "reportUndecided" must be true or false; the default false is used',
        ],
        [
          "baseline-settings",
          'Settings of baseline-settings: there is no option "logBucket"; did you mean "logBuckets"?',
          "Fix: Correct the setting in the policy pack's configuration.",
          '[] key=there is no option "logBucket"; did you mean "logBuckets"?',
        ],
      ]);
    }
  });

  it("belong to a policy that every resource reaches, as advice, with a schema of all of them", () => {
    const policy = settingsPolicy();
    expect([policy.types, policy.needs, policy.hasRemediation]).toEqual(["all", "resource", false]);
    expect(policy.sdk).toMatchObject({ name: "baseline-settings", enforcementLevel: "advisory", tags: ["governance"] });
    expect(Object.keys(policy.sdk.configSchema?.properties ?? {})).toEqual(Object.keys(policy.options));
    expect(typeOf(policy.sdk.validateResource)).toBeUndefined();
  });
});

/** Asks a policy about one resource, in this turn of the event loop. */
function askedAbout({ sdk }: Policy, resource: Parameters<typeof argsOf>[0]): void {
  if (typeof sdk.validateResource === "function") {
    void sdk.validateResource(argsOf(resource), () => undefined);
  }
}

/** The type by which the SDK skips a function without running it. */
function typeOf(validate: unknown): string | undefined {
  return (validate as { readonly __pulumiType?: string } | undefined)?.__pulumiType;
}
