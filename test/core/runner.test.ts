/** What one policy answers to the SDK's requests, and what it lets the SDK skip. */
import {
  allResources,
  flag,
  Malformed,
  resourcesOfType,
  type PolicyDefinition,
  type Resource,
  type Subjects,
} from "../../core";
import { shortenable } from "../../core/fast-requests";
import { parseMessage } from "../../core/message";
import { UNKNOWN } from "../harness/builder";
import { filler } from "../harness/credentials";
import { Asked, nextTurn, OTHER, THING, urnOf, type Answer } from "../harness/sdk-args";

const OPTIONS = { strict: flag({ default: true, description: "Strict." }) };
type Definition = PolicyDefinition<Resource, typeof OPTIONS>;

/** Reports a thing of size 2, has nothing to say of one of size 0, and passes every other. */
function definitionOf(rest: Partial<Definition> = {}): Definition {
  return {
    name: "made-up-thing",
    category: "storage",
    requirements: ["STO-99"],
    severity: "high",
    level: "mandatory",
    title: "Things are right",
    description: "Every thing is right.",
    rationale: "Wrong things break.",
    fix: "Make it right.",
    references: [],
    options: OPTIONS,
    subjects: resourcesOfType(THING),
    needs: "resource",
    check(thing, { notApplicable, report }) {
      const size = thing.at("size").number();
      if (size === 0) {
        return notApplicable();
      }
      if (size === 2) {
        report(thing, { found: "Two is too much.", key: "size" });
      }
    },
    ...rest,
  };
}

async function started(rest: Partial<Definition> = {}, settings: Readonly<Record<string, unknown>> = {}) {
  const asked = new Asked(definitionOf(rest));
  await asked.begin(settings);
  return asked;
}

const WRONG = { name: "wrong", props: { size: 2 } };
const RIGHT = { name: "right", props: { size: 1 } };
const BARE = { name: "bare", props: { size: 0 } };
const OPEN = { name: "open", props: { size: UNKNOWN } };
const STRANGE = { name: "strange", type: OTHER };

const NOTHING = "nothing here to check";
const LATER = "decided at the end, when all resources of the stack are known";
const PASSED: Answer = { reported: [], notApplicable: undefined };
const EXEMPT = { exemptions: [{ policy: "made-up-*", resource: "wrong", reason: "agreed" }] };

const keysOf = ({ reported }: Answer) => reported.map(({ message }) => parseMessage(message)?.key);

describe("the answer about a resource", () => {
  it("is what the check reports, on the resource", async () => {
    const { reported, notApplicable } = await (await started()).analyze(WRONG);
    expect(reported).toEqual([
      { message: "Two is too much.\nFix: Make it right.\n[STO-99] key=size", urn: urnOf(WRONG) },
    ]);
    expect(notApplicable).toBeUndefined();
  });

  it("is that it passes when the check reports nothing", async () => {
    expect(await (await started()).analyze(RIGHT)).toEqual(PASSED);
  });

  it("is not that it passes when there is nothing to check", async () => {
    expect(await (await started()).analyze(BARE)).toEqual({ reported: [], notApplicable: NOTHING });
    const none = await started({ subjects: { types: [THING], of: () => [] } });
    expect(await none.analyze(RIGHT)).toEqual({ reported: [], notApplicable: NOTHING });
  });

  it("is given anew each time, also for the same resource", async () => {
    const asked = await started();
    expect((await asked.analyze(WRONG)).reported).toHaveLength(1);
    expect((await asked.analyze({ ...WRONG, props: { size: 1 } })).reported).toHaveLength(0);
    expect((await asked.analyze(WRONG)).reported).toHaveLength(1);
  });

  it("counts as passed when it cannot be decided and no later request will tell more", async () => {
    expect(await (await started()).analyze(OPEN)).toEqual(PASSED);
  });

  it("is the exemption's reason, without any credential in it, where all findings are exempted", async () => {
    const token = ["gh", "p_", filler(36)].join("");
    const reason = `agreed, see ${token}`;
    const asked = await started({}, { exemptions: [{ policy: "made-up-*", resource: "wrong", reason }] });
    expect(await asked.analyze(WRONG)).toEqual({
      reported: [],
      notApplicable: "Exempted: agreed, see [a GitHub token]",
    });
  });

  it("is the finding that is left where another one of the resource is exempted", async () => {
    const asked = await started(
      {
        check(thing, { report }) {
          report(thing, { found: "One.", key: "one" });
          report(thing, { found: "Two.", key: "two" });
        },
      },
      { exemptions: [{ policy: "made-up-*", resource: "wrong", finding: "one", reason: "agreed" }] },
    );
    const answer = await asked.analyze(WRONG);
    expect([keysOf(answer), answer.notApplicable]).toEqual([["two"], undefined]);
  });
});

describe("the answer about the stack", () => {
  it("is what the check reports on any of its resources", async () => {
    const answer = await (await started({ needs: "stack-only" })).analyzeStack(RIGHT, WRONG, STRANGE);
    expect(answer.reported.map(({ urn }) => urn)).toEqual([urnOf(WRONG)]);
  });

  it("is that it passes when some resource passes and the others have nothing to check", async () => {
    const asked = await started({ needs: "stack-only" });
    expect(await asked.analyzeStack(BARE, RIGHT)).toEqual(PASSED);
    expect(await asked.analyzeStack(BARE, STRANGE)).toEqual({ reported: [], notApplicable: NOTHING });
    expect(await asked.analyzeStack()).toEqual({ reported: [], notApplicable: NOTHING });
  });

  it("belongs to the stack that the first URN names", async () => {
    let seen: string | undefined;
    const asked = await started({
      needs: "stack-only",
      check: (_, { stack }) => void (seen = `${stack.project}/${stack.stack}`),
    });
    await asked.analyzeStack(RIGHT);
    expect(seen).toBe("app/dev");
  });
});

describe("a policy that needs the stack", () => {
  const both = { needs: "stack" } as const;

  it("does not count as passed before the end where one resource does not decide it", async () => {
    const asked = await started(both);
    expect(await asked.analyze(OPEN)).toEqual({ reported: [], notApplicable: LATER });
    expect(await asked.analyze(RIGHT)).toEqual(PASSED);
    expect(await asked.analyzeStack(OPEN)).toEqual(PASSED);
  });

  it("counts as passed by a resource some part of which is decided", async () => {
    const parts: Subjects<Resource> = { types: [THING], of: ({ resources }) => [...resources, ...resources] };
    let turn = 0;
    const asked = await started({
      ...both,
      subjects: parts,
      check: (thing) => {
        if (turn++ === 1) {
          thing.at("size").number();
        }
      },
    });
    expect(await asked.analyze(OPEN)).toEqual(PASSED);
  });

  it("counts what it has reported already as reported, not as passed or as nothing to check", async () => {
    const asked = await started(both);
    expect((await asked.analyze(WRONG)).reported).toHaveLength(1);
    expect(await asked.analyzeStack(WRONG, BARE)).toEqual(PASSED);
  });
});

describe("a resource whose document is malformed", () => {
  it("is passed: the policy about documents reports it", async () => {
    const asked = await started({
      needs: "stack",
      check: () => {
        throw new Malformed("the document", "");
      },
    });
    expect(await asked.analyze(RIGHT)).toEqual(PASSED);
  });
});

describe("a policy's settings", () => {
  it("are read once for each run", async () => {
    const asked = await started();
    await asked.analyze(RIGHT);
    await asked.analyze(WRONG);
    await asked.analyzeStack(RIGHT);
    expect(asked.configsRead).toBe(1);
    await asked.begin();
    await asked.analyze(RIGHT);
    expect(asked.configsRead).toBe(2);
  });

  it("reach the check, as they are in the run at hand", async () => {
    const seen: boolean[] = [];
    const asked = await started({ check: (_, { options }) => void seen.push(options.strict) });
    await asked.analyze(RIGHT);
    asked.config = { strict: false };
    await asked.begin();
    await asked.analyze(RIGHT);
    expect(seen).toEqual([true, false]);
  });

  it("that are wrong are told once in each run, with whatever is asked about first", async () => {
    const asked = await started();
    asked.config = { strict: "no", strickt: false };
    const told = async () => (await asked.analyze(RIGHT)).reported.map(({ enforcementLevel }) => enforcementLevel);
    expect([await told(), await told()]).toEqual([["advisory", "advisory"], []]);
    await asked.begin();
    expect(await told()).toEqual(["advisory", "advisory"]);
  });

  it("that are right are not complained about", async () => {
    const asked = await started();
    asked.config = { strict: false };
    expect(await asked.analyze(RIGHT)).toEqual(PASSED);
  });
});

describe("the type by which the SDK may skip a policy for a resource", () => {
  it("is not told before any resource is known", () => {
    expect(new Asked(definitionOf()).runner.resourceType()).toBeUndefined();
    expect(new Asked(definitionOf({ subjects: allResources })).runner.resourceType()).toBeUndefined();
  });

  it("is another one for a resource that the policy is not about", async () => {
    const asked = await started();
    asked.enter(STRANGE);
    expect(asked.runner.resourceType()).toBe(THING);
  });

  it("is the resource's own until the settings of the run were read: the SDK must run the policy", async () => {
    let checks = 0;
    const asked = await started({ check: () => void checks++ });
    asked.enter(BARE);
    expect([asked.runner.resourceType(), checks]).toEqual([THING, 0]);
    await nextTurn();
    await asked.analyze(RIGHT);
    await asked.begin();
    asked.enter(BARE);
    expect([asked.runner.resourceType(), checks]).toEqual([THING, 1]);
  });

  it.each([
    ["its own when there is something to report", WRONG, THING],
    ["its own when it passes", RIGHT, THING],
    ["none, with the reason, when there is nothing to check", BARE, `${THING} (${NOTHING})`],
    ["none, with the reason, when it is decided later", OPEN, `${THING} (${LATER})`],
  ])("is %s", async (_, made, expected) => {
    const asked = await started({ needs: "stack" });
    await asked.analyze(RIGHT);
    asked.enter(made);
    expect(asked.runner.resourceType()).toBe(expected);
  });

  it("is its own when findings are exempted, so that the SDK asks and hears the reason", async () => {
    const asked = await started({}, EXEMPT);
    await asked.analyze(RIGHT);
    asked.enter(WRONG);
    expect(asked.runner.resourceType()).toBe(THING);
    expect((await asked.analyze(WRONG)).notApplicable).toBe("Exempted: agreed");
  });

  it("is none that the SDK could compare for a policy about every type, unless there is nothing to say", async () => {
    const asked = await started({ subjects: { ...allResources, of: ({ resources }) => resources } });
    asked.enter(RIGHT);
    expect(asked.runner.resourceType()).toBeUndefined();
    await asked.analyze(RIGHT);
    asked.enter(RIGHT);
    expect(asked.runner.resourceType()).toBeUndefined();
    await nextTurn();
    asked.enter(BARE);
    expect(asked.runner.resourceType()).toBe(`${THING} (${NOTHING})`);
  });

  it("is one that fits all resources while the engine asks about several at once", async () => {
    const asked = await started();
    const every = await started({ subjects: allResources });
    for (const one of [asked, every]) {
      one.enter(STRANGE);
      one.enter({ ...STRANGE, name: "stranger" });
    }
    expect([asked.runner.resourceType(), every.runner.resourceType()]).toEqual([THING, undefined]);
    asked.enter(WRONG);
    expect(asked.runner.resourceType()).toBeUndefined();
  });

  it("costs no second check of the resource", async () => {
    let checks = 0;
    const asked = await started({ check: () => void checks++ });
    await asked.analyze(RIGHT);
    asked.enter(WRONG);
    asked.runner.resourceType();
    asked.runner.passes();
    await asked.analyze(WRONG);
    expect(checks).toBe(2);
  });

  it("of one resource says nothing of the next", async () => {
    const asked = await started();
    await asked.analyze(RIGHT);
    asked.enter(WRONG);
    asked.runner.resourceType();
    await nextTurn();
    expect(await asked.analyze(RIGHT)).toEqual(PASSED);
    asked.enter(BARE);
    expect(asked.runner.resourceType()).toBe(`${THING} (${NOTHING})`);
  });
});

describe("a policy is known to pass, without being asked,", () => {
  it.each([
    ["a resource that it finds right", RIGHT, true],
    ["none that it reports", WRONG, false],
    ["none that it has nothing to check on", BARE, false],
    ["none that it is not about", STRANGE, false],
  ])("%s", async (_, made, expected) => {
    const asked = await started();
    await asked.analyze(RIGHT);
    asked.enter(made);
    expect(asked.runner.passes()).toBe(expected);
  });

  it("nothing before its settings were read in the run", async () => {
    const asked = await started();
    asked.enter(RIGHT);
    expect(asked.runner.passes()).toBe(false);
    await nextTurn();
    await asked.analyze(RIGHT);
    await asked.begin();
    asked.enter(RIGHT);
    expect(asked.runner.passes()).toBe(false);
  });

  it("nothing while the engine asks about several resources at once, or none", async () => {
    const asked = await started();
    await asked.analyze(RIGHT);
    expect(asked.runner.passes()).toBe(false);
    asked.enter(RIGHT);
    asked.enter({ ...RIGHT, name: "second" });
    expect(asked.runner.passes()).toBe(false);
  });

  it("no resource some finding of which is exempted", async () => {
    const asked = await started({}, EXEMPT);
    await asked.analyze(RIGHT);
    asked.enter(WRONG);
    expect(asked.runner.passes()).toBe(false);
  });
});

describe("the type by which the SDK may skip a policy for the stack", () => {
  const stack = [RIGHT, STRANGE];
  /** Whether the SDK is handed one resource only, which is enough for a policy after the first. */
  const isShort = (): boolean => [...shortenable([1, 2, 3])].length === 1;

  it("is not told to the first policy, which hands the stack over", async () => {
    const { runner } = await started();
    isShort();
    expect([runner.stackType(), isShort()]).toEqual([undefined, false]);
  });

  it("is one of the stack, when the policy is about it; its list need not be made again", async () => {
    const asked = await started({ needs: "stack-only", subjects: resourcesOfType("aws:made/up:None", THING) });
    isShort();
    void asked.analyzeStack(...stack);
    expect([asked.runner.stackType(), isShort(), isShort()]).toEqual([THING, true, false]);
  });

  it("is one that the stack lacks when it is about none of them", async () => {
    const asked = await started({ needs: "stack-only", subjects: resourcesOfType("aws:made/up:None") });
    isShort();
    void asked.analyzeStack(...stack);
    expect([asked.runner.stackType(), isShort()]).toEqual(["aws:made/up:None", false]);
  });

  it("is none for a policy about every type, which needs no list either", async () => {
    const asked = await started({ needs: "stack-only", subjects: allResources });
    isShort();
    void asked.analyzeStack(...stack);
    expect([asked.runner.stackType(), isShort()]).toEqual([undefined, true]);
  });
});

describe("the types that a policy is about", () => {
  it("are every one, those of a list, or those that a matcher says", () => {
    const about = (subjects: Subjects<Resource>) => {
      const { runner } = new Asked(definitionOf({ subjects }));
      return [THING, OTHER].map((type) => runner.isAbout(type));
    };
    expect(about(allResources)).toEqual([true, true]);
    expect(about(resourcesOfType(THING))).toEqual([true, false]);
    expect(about(resourcesOfType())).toEqual([false, false]);
    expect(about({ types: { has: (type) => type === OTHER, label: "others" }, of: () => [] })).toEqual([false, true]);
  });

  it("are asked of a matcher once for each type, and told by its label", async () => {
    const questions: string[] = [];
    const has = (type: string) => {
      questions.push(type);
      return type === THING;
    };
    const asked = await started({
      subjects: { types: { has, label: "things with a size" }, of: ({ resources }) => resources },
    });
    asked.enter(STRANGE);
    expect(asked.runner.resourceType()).toBe("things with a size");
    const again = [THING, OTHER, THING, OTHER].map((type) => asked.runner.isAbout(type));
    expect([again, questions]).toEqual([
      [true, false, true, false],
      [OTHER, THING],
    ]);
  });

  it("that are an empty list let the SDK skip it for every resource", async () => {
    const asked = await started({ subjects: resourcesOfType() });
    asked.enter(RIGHT);
    expect(asked.runner.resourceType()).toBe("");
  });
});
