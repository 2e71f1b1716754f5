/** What a check's findings, failures and open questions look like to the one who reads them. */
import {
  Malformed,
  resourcesOfType,
  Undecided,
  type CheckContext,
  type PolicyDefinition,
  type Resource,
  type Subjects,
} from "../../core";
import { UNKNOWN } from "../harness/builder";
import { Asked, OTHER, THING, urnOf, type Answer, type Made } from "../harness/sdk-args";

const NAME = "made-up-thing";
const FIRST: Made = { name: "first", props: { size: 1, parts: ["a", UNKNOWN, "c"], document: "{" } };
const SECOND: Made = { name: "second" };
const ROOT: Made = { name: "app-dev", type: "pulumi:pulumi:Stack" };

type Definition = PolicyDefinition<Resource, Record<never, never>>;

async function started(
  check: (thing: Resource, context: CheckContext) => void,
  { settings = {}, ...rest }: Partial<Definition> & { readonly settings?: Readonly<Record<string, unknown>> } = {},
): Promise<Asked<Resource, Record<never, never>>> {
  const asked = new Asked({
    name: NAME,
    category: "storage",
    requirements: ["STO-99", "LOG-98"],
    severity: "high",
    level: "mandatory",
    title: "Things are right",
    description: "Every thing is right.",
    rationale: "Wrong things break.",
    fix: "Make it right.",
    references: [],
    subjects: resourcesOfType(THING),
    needs: "stack",
    check,
    ...rest,
  });
  await asked.begin(settings);
  return asked;
}

const textsOf = ({ reported }: Answer) => reported.map(({ message }) => message);
const foundOf = (answer: Answer) => textsOf(answer).map((text) => text.split("\n")[0]);

describe("a finding", () => {
  it("at a property has its path as its key, and the policy's fix", async () => {
    const asked = await started((thing, { report }) => report(thing.at("parts", 0), { found: "It is wrong." }));
    expect((await asked.analyze(FIRST)).reported).toEqual([
      { message: "parts[0]: It is wrong.\nFix: Make it right.\n[STO-99, LOG-98] parts[0]", urn: urnOf(FIRST) },
    ]);
  });

  it("on the whole resource has no path, and a fix and key of its own", async () => {
    const asked = await started((thing, { report }) => report(thing, { found: "Wrong.", fix: "Do it.", key: "k" }));
    expect(textsOf(await asked.analyze(FIRST))).toEqual(["Wrong.\nFix: Do it.\n[STO-99, LOG-98] key=k"]);
  });

  it("at a property may have a key of its own besides the path", async () => {
    const asked = await started((thing, { report }) => report(thing.at("size"), { found: "Wrong.", key: "k" }));
    expect(textsOf(await asked.analyze(FIRST))).toEqual([
      "size: Wrong.\nFix: Make it right.\n[STO-99, LOG-98] size key=k",
    ]);
  });

  it("is told on the resource that it was found on, be it another than the one that is checked", async () => {
    const asked = await started(({ graph }, { report }) =>
      report(graph.ofType([OTHER])[0]?.at("x") ?? fail(), { found: "X." }),
    );
    const other = { name: "other", type: OTHER, props: { x: 1 } };
    expect((await asked.analyzeStack(FIRST, other)).reported.map(({ urn }) => urn)).toEqual([urnOf(other)]);
  });

  it("is told once for each place and key", async () => {
    const asked = await started((thing, { report }) => {
      report(thing.at("size"), { found: "A." });
      report(thing.at("size"), { found: "A again." });
      report(thing.at("size"), { found: "B.", key: "b" });
      report(thing, { found: "C." });
    });
    expect(foundOf(await asked.analyze(FIRST))).toEqual(["size: A.", "size: B.", "C."]);
  });
});

describe("an exemption", () => {
  const always = (thing: Resource, { report }: CheckContext) => report(thing.at("size"), { found: "Wrong." });
  const inner: Made = { name: "a::b", inside: ["made:up:Outer", "made:up:Inner"], props: { size: 1 } };
  const exempting = (fields: Readonly<Record<string, unknown>>) => ({
    settings: { exemptions: [{ policy: NAME, resource: "a::*", reason: "agreed", ...fields }] },
  });

  it.each<[string, Record<string, unknown>]>([
    ["its URN", { resource: urnOf(inner) }],
    ["its type", { resource: THING }],
    ["its name, colons and all", { resource: "a::b" }],
    ["its stack", { stack: "dev" }],
    ["its finding", { finding: "size" }],
  ])("names a finding's resource by %s", async (_, fields) => {
    const asked = await started(always, exempting(fields));
    expect(await asked.analyze(inner)).toEqual({ reported: [], notApplicable: "Exempted: agreed" });
  });

  it.each<[string, Record<string, unknown>]>([
    ["a component around it", { resource: "made:up:Inner" }],
    ["a part of its name", { resource: "b" }],
    ["another stack", { stack: "app" }],
    ["another policy", { policy: "made-up" }],
    ["another finding", { finding: "length" }],
    ["a day gone by", { expires: "2020-01-31" }],
  ])("does not cover it by %s", async (_, fields) => {
    const asked = await started(always, exempting(fields));
    expect((await asked.analyze(inner)).reported).toHaveLength(1);
  });

  it("that ends in years to come covers it", async () => {
    const asked = await started(always, exempting({ expires: "2999-12-31" }));
    expect((await asked.analyze(inner)).reported).toEqual([]);
  });
});

describe("a check that fails", () => {
  const failing = (error: unknown) => () => {
    throw error;
  };
  /** An error whose trace ends as V8 writes it. */
  const errorAt = (...lines: string[]): Error => {
    const error = new RangeError("the password is hunter2");
    error.stack = ["RangeError: the password is hunter2", ...lines].join("\n");
    return error;
  };

  it.each<[string, unknown, string]>([
    [
      "its kind and place",
      errorAt("    at rule (/home/x/dist/rules.js:12:34)", "    at g (/b/other.js:5:6)"),
      "RangeError in rules.js:12",
    ],
    [
      "the place in code without a name",
      errorAt("    at /home/x/dist/my.rule-2.ts:7:8"),
      "RangeError in my.rule-2.ts:7",
    ],
    ["its kind alone where the place is not known", errorAt("    at <anonymous>"), "RangeError"],
    ["its kind alone where there is no trace", Object.assign(errorAt(), { stack: undefined }), "RangeError"],
    ["what kind of thing was thrown", "the password is hunter2", "string"],
  ])("tells %s, and nothing that could be a secret", async (_, error, expected) => {
    const [message, ...more] = textsOf(await (await started(failing(error))).analyze(FIRST));
    expect(more).toEqual([]);
    expect(message?.split("\n")).toEqual([
      `The check itself failed (${expected}), so first counts as not compliant.`,
      expect.stringMatching(
        /^Fix: Report this .*without secrets.*exempt this finding or set "made-up-thing" to advisory/,
      ),
      "[STO-99, LOG-98] key=internal-error",
    ]);
  });

  it("for one resource is told there and does not stop the check of the next", async () => {
    const asked = await started((thing, { report }) => {
      if (thing.name === "first") {
        throw new TypeError("a defect");
      }
      report(thing, { found: "Wrong." });
    });
    const { reported } = await asked.analyzeStack(FIRST, SECOND);
    expect(reported.map(({ urn, enforcementLevel }) => [urn, enforcementLevel])).toEqual([
      [urnOf(FIRST), undefined],
      [urnOf(SECOND), undefined],
    ]);
  });

  it("for one element does not stop the check of the others", async () => {
    const asked = await started((_, { each }) =>
      each([1, 2], (part) => {
        throw part === 1 ? new TypeError("a defect") : new Undecided("two");
      }),
    );
    expect(foundOf(await asked.analyze(FIRST))).toEqual([expect.stringContaining("(TypeError in ")]);
  });

  const noView: Subjects<Resource> = { types: [THING], of: failing(new RangeError("no view")) };

  it.each<[string, readonly Made[], string, string]>([
    ["the root stack", [FIRST, ROOT, SECOND], urnOf(ROOT), "app-dev"],
    ["nothing but the stack, where that is not shown", [FIRST], "", "the stack"],
  ])("to see what there is to check in the stack is told on %s", async (_, stack, urn, name) => {
    const { reported } = await (await started(() => undefined, { subjects: noView })).analyzeStack(...stack);
    expect(reported.map((one) => one.urn)).toEqual([urn]);
    expect(reported[0]?.message).toContain(`, so ${name} counts as not compliant.`);
  });

  it("to see what there is to check in one resource is told on that", async () => {
    const { reported } = await (await started(() => undefined, { subjects: noView })).analyze(FIRST);
    expect(reported.map(({ urn }) => urn)).toEqual([urnOf(FIRST)]);
  });
});

describe("what cannot be decided in a preview", () => {
  const reading = (thing: Resource, { each, report }: CheckContext) =>
    each(thing.at("parts").list(), (part) => report(part, { found: `Part ${part.string()}.` }));
  const TOLD = { settings: { reportUndecided: true } };

  it("is not told unless the settings ask for it, and hides nothing else", async () => {
    expect(foundOf(await (await started(reading)).analyzeStack(FIRST))).toEqual([
      "parts[0]: Part a.",
      "parts[2]: Part c.",
    ]);
  });

  it("is told at the end as advice, below the policy's description, which the SDK leaves out there", async () => {
    const { reported } = await (await started(reading, TOLD)).analyzeStack(FIRST);
    expect(reported[1]).toEqual({
      message: [
        "Every thing is right.",
        "This cannot be decided yet: parts[1] is not known in a preview.",
        "Fix: Nothing to do now; it is decided in the update.",
        "[STO-99, LOG-98] key=undecided:parts[1]",
      ].join("\n"),
      urn: urnOf(FIRST),
      enforcementLevel: "advisory",
    });
    expect(reported).toHaveLength(3);
  });

  it("is not told of a resource before it is created: the end may decide it", async () => {
    expect(foundOf(await (await started(reading, TOLD)).analyze(FIRST))).toEqual([
      "parts[0]: Part a.",
      "parts[2]: Part c.",
    ]);
  });

  it("is told once, however many parts of a check need it", async () => {
    const asked = await started((_, { each }) => each([1, 2], () => fail(new Undecided("it"))), TOLD);
    expect((await asked.analyzeStack(FIRST)).reported).toHaveLength(1);
  });

  it("is not told of what there is to check: no resource stands for that", async () => {
    const subjects: Subjects<Resource> = { types: [THING], of: () => fail(new Undecided("the rest")) };
    expect((await (await started(reading, { ...TOLD, subjects })).analyzeStack(FIRST)).reported).toEqual([]);
  });
});

describe("what is malformed", () => {
  it("is silent, and hides no other element and no other resource", async () => {
    const asked = await started(
      (thing, { each, report }) => {
        each(["bad", "good"], (part) => {
          if (part === "bad") {
            throw new Malformed(part, "");
          }
          report(thing, { found: `Part ${part}.`, key: part });
        });
        thing.at("document").json();
        report(thing, { found: "Not reached where the document is malformed." });
      },
      { settings: { reportUndecided: true } },
    );
    expect(foundOf(await asked.analyzeStack(FIRST, { ...SECOND, props: { document: "{}" } }))).toEqual([
      "Part good.",
      "Part good.",
      "Not reached where the document is malformed.",
    ]);
  });
});

describe("a mistake in a policy's settings", () => {
  it("is told as advice that names the policy, the option and where to mend it, on no resource", async () => {
    const asked = await started(() => undefined);
    asked.config = { colour: "red" };
    expect((await asked.analyze(FIRST)).reported).toEqual([
      {
        message: [
          "Every thing is right.",
          'Settings of made-up-thing: there is no option "colour"; it has no options.',
          'Fix: Correct the settings of "made-up-thing" in the policy pack\'s configuration.',
          '[STO-99, LOG-98] key=there is no option "colour"; it has no options',
        ].join("\n"),
        urn: undefined,
        enforcementLevel: "advisory",
      },
    ]);
  });
});

describe("the context of a check", () => {
  it("has the shared settings, the environment and the stack, whole only at the end", async () => {
    const seen: unknown[] = [];
    const asked = await started(
      (_, { settings, environment, stack, graph }) =>
        void seen.push([settings.logBuckets, environment["PATH"], stack.stack, graph.isComplete]),
      { settings: { logBuckets: ["logs"] } },
    );
    await asked.analyze(FIRST);
    await asked.analyzeStack(FIRST);
    expect(seen).toEqual([
      [["logs"], process.env["PATH"], "dev", false],
      [["logs"], process.env["PATH"], "dev", true],
    ]);
  });
});

function fail(error: Error = new Error("the test lacks something")): never {
  throw error;
}
