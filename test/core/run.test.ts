/** What is remembered from one request of the engine to the next, and what is not. */
import type { TypeMatcher } from "../../core/definition";
import { ROOT_STACK_TYPE, type ResourceFacts } from "../../core/graph";
import { Run } from "../../core/run";
import { defaultSettings } from "../../core/settings";
import { nextTurn } from "../harness/sdk-args";

const THING = "t:m:Thing";
const OTHER = "t:m:Other";

function urnOf(name: string, type = THING): string {
  return `urn:pulumi:dev::app::${type}::${name}`;
}

function fact(name: string, rest: Partial<ResourceFacts> = {}): ResourceFacts {
  const options = { protect: false, ignoreChanges: [], additionalSecretOutputs: [] };
  const type = rest.type ?? THING;
  return { urn: urnOf(name, type), type, name, inputs: {}, outputs: undefined, options, ...rest };
}

const enter = (run: Run, one: ResourceFacts) => run.enterResource(one.urn, () => one);
const begin = (run: Run) => enter(run, fact("app-dev", { type: ROOT_STACK_TYPE }));

/** Runs something with variables set, or unset where they are undefined, and puts the environment back. */
function withVariables<T>(variables: Readonly<Record<string, string | undefined>>, run: () => T): T {
  const before = { ...process.env };
  try {
    process.env = { ...before };
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = value;
      }
    }
    return run();
  } finally {
    process.env = before;
  }
}

const UNSET = { PULUMI_CONFIG: undefined, PULUMI_NODEJS_STACK: undefined };

describe("a resource that the engine is about to create", () => {
  it("is read once for all policies of its request, and anew in the next", async () => {
    const run = new Run();
    let reads = 0;
    const ask = () =>
      run.enterResource(urnOf("a"), () => {
        reads++;
        return fact("a", { inputs: { size: reads } });
      });
    const first = ask();
    expect(ask()).toBe(first);
    expect([reads, run.entered]).toEqual([1, 1]);
    await nextTurn();
    expect(ask().at("size").number()).toBe(2);
    expect([reads, run.entered]).toEqual([2, 2]);
  });

  it("stands alone in a graph that is known to lack the rest", () => {
    const a = enter(new Run(), fact("a"));
    expect([a.graph.resources, a.graph.isComplete]).toEqual([[a], false]);
  });

  it("is not taken for another one of the same turn", () => {
    const run = new Run();
    expect(enter(run, fact("a")).name).toBe("a");
    expect(enter(run, fact("b")).name).toBe("b");
    expect(enter(run, fact("a")).name).toBe("a");
  });
});

describe("what every question of a turn is about", () => {
  it("is known while the engine asks about one resource", async () => {
    const run = new Run();
    expect([run.onlyResource, run.onlyType]).toEqual([undefined, undefined]);
    const a = enter(run, fact("a"));
    expect([run.onlyResource, run.onlyType]).toEqual([a, THING]);
    await nextTurn();
    expect([run.onlyResource, run.onlyType]).toEqual([undefined, undefined]);
    const b = enter(run, fact("b", { type: OTHER }));
    expect([run.onlyResource, run.onlyType]).toEqual([b, OTHER]);
  });

  it("is not known when requests overlap, though they be of one type", () => {
    const run = new Run();
    enter(run, fact("a"));
    enter(run, fact("b"));
    expect([run.onlyResource, run.onlyType]).toEqual([undefined, undefined]);
  });

  it("is forgotten at the end of a turn that begins after another one", async () => {
    const run = new Run();
    enter(run, fact("a"));
    await nextTurn();
    enter(run, fact("b"));
    await nextTurn();
    expect(run.onlyResource).toBeUndefined();
    expect(run.resourceTypeFor({ has: () => true, label: "any" })).toBeUndefined();
  });
});

describe("the type by which the SDK may skip a policy", () => {
  const things: TypeMatcher = { has: (type) => type === THING, label: "things" };
  const both: TypeMatcher = { has: (type) => type === THING || type === OTHER, label: "both" };

  it.each<[string, readonly string[], TypeMatcher, string | undefined]>([
    ["none when nothing was asked", [], things, undefined],
    ["the resource's own when it is about it", [THING], things, THING],
    ["one that no resource has when it is not", [OTHER], things, "things"],
    ["the one type of several resources", [THING, THING], things, THING],
    ["one that no resource has when it is about none of them", [OTHER, "t:m:Third"], things, "things"],
    ["none when it is about the first only", [THING, OTHER], things, undefined],
    ["none when it is about a later one only", [OTHER, THING], things, undefined],
    ["none when it is about one of three", [OTHER, "t:m:Third", THING], things, undefined],
    ["none when it is about all of several types", [THING, OTHER], both, undefined],
  ])("is %s", (_, types, matcher, expected) => {
    const run = new Run();
    types.forEach((type, index) => enter(run, fact(`thing-${index}`, { type })));
    expect(run.resourceTypeFor(matcher)).toBe(expected);
  });
});

describe("the whole stack", () => {
  const stack = (...names: string[]) =>
    names.map((name) => fact(name, { inputs: undefined, outputs: { color: "red" } }));

  it("has what the program set, remembered from before; nothing of it for what was read", async () => {
    const run = new Run();
    begin(run);
    await nextTurn();
    enter(run, fact("set", { inputs: { color: "blue" } }));
    await nextTurn();
    enter(run, fact("unset", { inputs: undefined }));
    await nextTurn();
    const graph = run.enterStack(() => stack("set", "unset", "read"));
    expect(graph.isComplete).toBe(true);
    expect(
      graph.resources.map((one) => [one.name, one.isAnalysed, one.at("color").string(), one.outputs.at("color").raw]),
    ).toEqual([
      ["read", false, "red", "red"],
      ["set", true, "blue", "red"],
      ["unset", true, undefined, "red"],
    ]);
  });

  it("stands in the order of URNs, whatever the engine's is", () => {
    const names = (...given: string[]) => new Run().enterStack(() => stack(...given)).resources.map(({ name }) => name);
    expect(names("c", "a", "d", "b")).toEqual(["a", "b", "c", "d"]);
    expect(names("a", "b", "c")).toEqual(["a", "b", "c"]);
  });

  it("is built once for all policies of a request, and anew for the next", async () => {
    const run = new Run();
    expect(run.presentTypes).toBeUndefined();
    const first = run.enterStack(() => [...stack("a"), fact("b", { type: OTHER })]);
    expect(run.enterStack(() => [])).toBe(first);
    expect([...(run.presentTypes ?? [])].sort()).toEqual([OTHER, THING]);
    await nextTurn();
    expect(run.presentTypes).toBeUndefined();
    expect(run.enterStack(() => []).resources).toEqual([]);
  });
});

describe("a new run, which the root stack begins,", () => {
  it("reports and complains again, once each", async () => {
    const run = new Run();
    begin(run);
    const said = () => [run.isFirstReport("p", urnOf("a"), "k"), run.isFirstComplaint("p")];
    expect([said(), said()]).toEqual([
      [true, true],
      [false, false],
    ]);
    await nextTurn();
    begin(run);
    expect([said(), said()]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it("knows nothing of the inputs of the one before", async () => {
    const run = new Run();
    enter(run, fact("a"));
    await nextTurn();
    begin(run);
    expect(run.enterStack(() => [fact("a")]).resources.map((one) => one.isAnalysed)).toEqual([false]);
  });

  it("has a number of its own, which other resources do not change", async () => {
    const run = new Run();
    const numbers: number[] = [];
    for (const one of [fact("s", { type: ROOT_STACK_TYPE }), fact("a"), fact("s", { type: ROOT_STACK_TYPE })]) {
      enter(run, one);
      numbers.push(run.number);
      await nextTurn();
    }
    expect(numbers).toEqual([1, 1, 2]);
  });
});

describe("a report", () => {
  it("is the first of its policy, resource and key only once", () => {
    const run = new Run();
    const asked = [
      ["p", "a", "k"],
      ["p", "a", "k"],
      ["q", "a", "k"],
      ["p", "b", "k"],
      ["p", "a", "l"],
      ["p", "a", "l"],
    ] as const;
    expect(asked.map(([policy, urn, key]) => run.isFirstReport(policy, urn, key))).toEqual([
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it("is made again when the engine asks about the resource again, as for its replacement, and for no other", async () => {
    const run = new Run();
    const report = (name: string) => run.isFirstReport("p", urnOf(name), "k");
    enter(run, fact("a"));
    expect([report("a"), report("b")]).toEqual([true, true]);
    await nextTurn();
    enter(run, fact("a"));
    expect([report("a"), report("b")]).toEqual([true, false]);
  });
});

describe("a complaint about settings", () => {
  it("is made once for each policy", () => {
    const run = new Run();
    expect([run.isFirstComplaint("p"), run.isFirstComplaint("q"), run.isFirstComplaint("p")]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("the shared settings", () => {
  it("have every default until they are taken", () => {
    const run = new Run();
    expect([run.isConfigured, run.settings, run.ledger.isEmpty]).toEqual([false, defaultSettings(), true]);
  });

  it("are taken with what is wrong with them: options first, then exemptions", () => {
    const run = new Run();
    const good = { policy: "p", resource: "r", reason: "agreed" };
    const config = { reportUndecided: "yes", exemptions: [good, { policy: "p" }], logBuckets: ["l"] };
    const problems = run.configure(config, urnOf("r"));
    expect(problems).toEqual([
      expect.stringContaining('option "reportUndecided" must be true or false'),
      expect.stringContaining("exemptions[1]"),
    ]);
    expect([run.isConfigured, run.settings.reportUndecided, run.settings.logBuckets]).toEqual([true, false, ["l"]]);
    expect(run.ledger.judge("p", urnOf("r"), "key").accepted).toEqual(expect.objectContaining(good));
  });
});

describe("the stack at hand", () => {
  const URN = urnOf("a");

  it("is told by the URN, and its configuration by the environment", () => {
    const json = JSON.stringify({ "aws:region": "eu-west-1", "app:size": 3, "app:on": true });
    const stack = withVariables({ ...UNSET, PULUMI_CONFIG: json }, () => new Run().stackOf(URN));
    expect([stack.project, stack.stack, stack.isAudit]).toEqual(["app", "dev", false]);
    expect([...stack.config]).toEqual([
      ["aws:region", "eu-west-1"],
      ["app:size", "3"],
      ["app:on", "true"],
    ]);
  });

  it.each<[string, string | undefined]>([
    ["missing", undefined],
    ["empty", ""],
    ["no JSON", "{"],
    ["null", "null"],
  ])("has no configuration when that is %s", (_, json) => {
    const stack = withVariables({ ...UNSET, PULUMI_CONFIG: json }, () => new Run().stackOf(URN));
    expect([...stack.config]).toEqual([]);
  });

  it.each<[string, Record<string, string | undefined>, boolean]>([
    ["an audited state when the engine names neither stack nor configuration", {}, true],
    ["none when it names the stack, whose configuration is empty", { PULUMI_NODEJS_STACK: "dev" }, false],
    ["none when it gives a configuration", { PULUMI_CONFIG: "{}" }, false],
  ])("is %s", (_, variables, expected) => {
    expect(withVariables({ ...UNSET, ...variables }, () => new Run().stackOf(URN)).isAudit).toBe(expected);
  });

  it("is nameless, not a crash, where a URN is none", () => {
    const stack = new Run().stackOf("");
    expect([stack.project, stack.stack]).toEqual(["", ""]);
  });

  it("is the same object for every resource of it", () => {
    const run = new Run();
    expect(run.stackOf(urnOf("b", OTHER))).toBe(run.stackOf(URN));
  });

  it("is told from others whose names begin alike", () => {
    const run = new Run();
    const named = (urn: string) => [run.stackOf(urn).project, run.stackOf(urn).stack];
    expect(named(URN)).toEqual(["app", "dev"]);
    expect(named("urn:pulumi:dev::app2::t:m:Thing::a")).toEqual(["app2", "dev"]);
    expect(named("urn:pulumi:dev2::app::t:m:Thing::a")).toEqual(["app", "dev2"]);
  });

  it("stays the same object in the next run while nothing about it changed", async () => {
    const run = new Run();
    const variables = { ...UNSET, PULUMI_CONFIG: '{"a:b":"c"}' };
    const first = withVariables(variables, () => run.stackOf(URN));
    await nextTurn();
    begin(run);
    expect(withVariables(variables, () => run.stackOf(URN))).toBe(first);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ["its configuration", { PULUMI_CONFIG: '{"a:b":"d"}', PULUMI_NODEJS_STACK: "dev" }, URN],
    ["its name", { PULUMI_CONFIG: undefined, PULUMI_NODEJS_STACK: "dev" }, URN.replace("dev", "prod")],
    ["its project", { PULUMI_CONFIG: undefined, PULUMI_NODEJS_STACK: "dev" }, URN.replace("app", "web")],
    ["whether a state is audited", {}, URN],
  ])("is another one in the next run when %s changed", (_, variables, urn) => {
    const run = new Run();
    const first = withVariables({ ...UNSET, PULUMI_NODEJS_STACK: "dev" }, () => run.stackOf(URN));
    begin(run);
    expect(withVariables({ ...UNSET, ...variables }, () => run.stackOf(urn))).not.toEqual(first);
  });
});

describe("the environment", () => {
  it("is read once for each run", () => {
    const run = new Run();
    const seen = (value: string) => withVariables({ MADE_UP: value }, () => run.environment["MADE_UP"]);
    begin(run);
    expect([seen("one"), seen("two")]).toEqual(["one", "one"]);
  });

  it("is read again in the next one", async () => {
    const run = new Run();
    begin(run);
    expect(withVariables({ MADE_UP: "one" }, () => run.environment["MADE_UP"])).toBe("one");
    await nextTurn();
    begin(run);
    expect(withVariables({ MADE_UP: "two" }, () => run.environment["MADE_UP"])).toBe("two");
  });
});
