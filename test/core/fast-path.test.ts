/** The SDK may skip policies by type; that must never cost a finding. Runs on the compiled pack, many requests at once. */
import { execFileSync } from "node:child_process";
import { BinaryWriter } from "google-protobuf";
import { AnalyzeDiagnostic, AnalyzeResponse, PolicyNotApplicable } from "@pulumi/pulumi/proto/analyzer_pb";
import {
  onceForEachMessage,
  REFRAIN,
  type Serialize,
  shortenable,
  skipNextList,
  withRefrain,
} from "../../core/fast-requests";
import { policies } from "../../policies";
import { packageRoot, startAnalyzer, type AnalyzedResource, type Analyzer } from "../../testing/analyzer";
import { allCases } from "../harness/all-cases";
import { caseOf } from "../harness/cases";
import { requestsOf } from "../harness/evaluate";

const ENVIRONMENT = { PULUMI_CONFIG: JSON.stringify({ "aws:region": "us-east-1" }) };

let pack: Analyzer;
beforeAll(async () => {
  pack = await startAnalyzer({ env: ENVIRONMENT });
});
afterAll(() => pack.close());

/** Every analyzed resource of the failing cases, each with a URN of its own. */
const resources: AnalyzedResource[] = allCases()
  .flatMap(({ table }) => Object.values(table.fails))
  .filter((one) => !one.options && !one.settings && !one.config && !one.env)
  .flatMap((one, index) =>
    requestsOf(caseOf(one), "update")
      .filter(({ analyzed, inputs }) => analyzed && inputs.type !== "pulumi:pulumi:Stack")
      .map(({ inputs }) => ({ ...inputs, urn: `${inputs.urn}-${index}`, name: `${inputs.name}-${index}` })),
  );

async function findingsOf(resource: AnalyzedResource, of: Analyzer = pack): Promise<string[]> {
  const { diagnostics } = await of.analyze(resource);
  return diagnostics.map(({ policyName, message }) => `${policyName}\n${message}`).sort();
}

describe("the fast path by type", () => {
  it("finds the same when the engine asks about all resources at once", async () => {
    const inTurn: string[][] = [];
    for (const resource of resources) {
      inTurn.push(await findingsOf(resource));
    }
    const atOnce = await Promise.all(resources.map((resource) => findingsOf(resource)));
    expect(inTurn.flat().length).toBeGreaterThan(0);
    expect(atOnce).toEqual(inTurn);
  });

  it("is effective: the SDK skips a policy of other types without running it", async () => {
    const strange = {
      type: "aws:made/up:Up",
      urn: "urn:pulumi:dev::app::aws:made/up:Up::x",
      name: "x",
      properties: {},
    };
    const { notApplicable } = await pack.analyze(strange);
    const typed = policies.filter(({ types, needs }) => types !== "all" && needs !== "stack-only");
    const skipped = notApplicable.filter(({ reason }) => reason.startsWith("Policy only applies to resources of type"));
    expect(skipped.map(({ policyName }) => policyName)).toEqual(
      expect.arrayContaining(typed.map(({ facts }) => facts.name)),
    );
  });

  it("is effective for policies that are about the type and have nothing to check or to decide yet", async () => {
    const bucket = {
      type: "aws:s3/bucket:Bucket",
      urn: "urn:pulumi:dev::app::aws:s3/bucket:Bucket::x",
      name: "x",
      properties: {},
    };
    // Settings are read when a policy is first run.
    await pack.analyze(bucket);
    const { notApplicable } = await pack.analyze(bucket);
    expect(notApplicable).toContainEqual({
      policyName: "s3-bucket-versioning",
      reason: expect.stringMatching(
        /^Policy only applies to resources of type 'aws:s3\/bucket:Bucket \(decided at the end/,
      ) as string,
    });
  });

  it("finds the same when it is turned off", async () => {
    const slow = await startAnalyzer({ env: { ...ENVIRONMENT, AWS_SECURITY_BASELINE_FAST_START: "0" } });
    try {
      const stack = resources.slice(0, 200);
      for (const one of [pack, slow]) {
        for (const resource of stack) {
          await one.analyze(resource);
        }
      }
      const [quick, plain] = await Promise.all([pack.analyzeStack(stack), slow.analyzeStack(stack)]);
      expect(quick.diagnostics.length).toBeGreaterThan(0);
      expect(quick.diagnostics).toEqual(plain.diagnostics);
      const told = async (of: Analyzer): Promise<unknown[]> => {
        const answers = [];
        for (const resource of stack) {
          const { notApplicable } = await of.analyze(resource);
          // A policy that is passed over because it has nothing to check gives that reason in other words.
          answers.push(notApplicable.map(({ policyName }) => policyName).sort());
        }
        return answers;
      };
      expect(await told(pack)).toEqual(await told(slow));
      expect(await Promise.all(stack.map((resource) => findingsOf(resource)))).toEqual(
        await Promise.all(stack.map((resource) => findingsOf(resource, slow))),
      );
    } finally {
      await slow.close();
    }
  });
});

describe("requests made cheap", () => {
  it("hand one resource to a stack policy that needs no more, and all to every other", () => {
    const list = shortenable(["stack", "bucket", "role"]);
    expect([...list]).toEqual(["stack", "bucket", "role"]);
    skipNextList();
    expect([...list]).toEqual(["stack"]);
    expect([...list]).toEqual(["stack", "bucket", "role"]);
    expect(list.some((one) => one === "role")).toBe(true);
  });

  it("deserialize a message once, and anew where secrets are kept, since remediation changes what it gets", () => {
    const deserialize = onceForEachMessage(() => ({}));
    const message = {};
    expect(deserialize(message, false)).toBe(deserialize(message, false));
    expect(deserialize(message, false)).not.toBe(deserialize({}, false));
    expect(deserialize(message, true)).not.toBe(deserialize(message, true));
  });

  it("encode an answer to the same bytes, whatever part of it is always the same", () => {
    type Reasons = readonly (readonly [string, string])[];
    const plain: Serialize = (answer, writer) =>
      AnalyzeResponse.serializeBinaryToWriter(answer as unknown as AnalyzeResponse, writer as BinaryWriter);
    const listOf = (reasons: Reasons): PolicyNotApplicable[] =>
      reasons.map(([policy, reason]) => {
        const one = new PolicyNotApplicable();
        one.setPolicyName(policy);
        one.setReason(reason);
        return one;
      });
    const answerOf = (reasons: Reasons): AnalyzeResponse => {
      const answer = new AnalyzeResponse();
      const diagnostic = new AnalyzeDiagnostic();
      diagnostic.setMessage("found");
      answer.addDiagnostics(diagnostic);
      answer.setNotApplicableList(listOf(reasons));
      return answer;
    };
    const write = withRefrain(plain, (list) => {
      const answer = new AnalyzeResponse();
      answer.setNotApplicableList(list as PolicyNotApplicable[]);
      return answer.serializeBinary();
    });
    const same: Reasons = [
      ["b", "y"],
      ["c", "z"],
    ];
    const refrain = { list: listOf(same) };
    for (const own of [[["a", "x"]], [], [["a", "other"]]] as const) {
      const writer = new BinaryWriter();
      write(Object.assign(answerOf(own), { [REFRAIN]: refrain }), writer);
      expect(Buffer.from(writer.getResultBuffer())).toEqual(Buffer.from(answerOf([...own, ...same]).serializeBinary()));
    }
    const alone = new BinaryWriter();
    write(answerOf(same), alone);
    expect(Buffer.from(alone.getResultBuffer())).toEqual(Buffer.from(answerOf(same).serializeBinary()));
  });
});

describe("starting fast", () => {
  /** Whether the debugger of the SDK's closure hooks answers after the pack's first module was loaded. */
  function debuggerIsOn(environment: Record<string, string>): boolean {
    const script = `
      const hooks = require("@pulumi/pulumi/runtime/closure/v8Hooks");
      hooks.isInitializedAsync().then(async () => {
        require("./dist/core/fast-start");
        await new Promise((done) => setImmediate(done));
        const session = await hooks.getSessionAsync();
        session.post("Debugger.setPauseOnExceptions", { state: "none" }, (error) => console.log(error === null ? "on" : "off"));
      });`;
    const env = { ...process.env, ...environment };
    return (
      execFileSync(process.execPath, ["-e", script], { cwd: packageRoot(), encoding: "utf8", env }).trim() === "on"
    );
  }

  it("turns the debugger off that makes exceptions slow, unless it is told not to", () => {
    expect(debuggerIsOn({})).toBe(false);
    expect(debuggerIsOn({ AWS_SECURITY_BASELINE_FAST_START: "0" })).toBe(true);
  });

  /** Loads the SDK in a Node process of its own, and says how much of the deferred package was loaded, before and after it is touched. */
  function load(environment: Record<string, string>): { before: number; after: number; kind: string } {
    const script = `
      require("./dist/core/fast-start");
      require("@pulumi/policy");
      const from = require("node:module").createRequire(require.resolve("@pulumi/pulumi/package.json"));
      const count = () => Object.keys(require.cache).filter((file) => /arborist.lib./.test(file)).length;
      const before = count();
      const kind = typeof from("@npmcli/arborist").Arborist;
      console.log(JSON.stringify({ before, after: count(), kind }));`;
    const printed = execFileSync(process.execPath, ["-e", script], {
      cwd: packageRoot(),
      encoding: "utf8",
      env: { ...process.env, ...environment },
    });
    return JSON.parse(printed) as { before: number; after: number; kind: string };
  }

  it("leaves what no policy uses unloaded until it is touched, and gives the real thing then", () => {
    const { before, after, kind } = load({});
    // The stand-in itself is one entry of the cache.
    expect(before).toBeLessThanOrEqual(1);
    expect(after).toBeGreaterThan(10);
    expect(kind).toBe("function");
  });

  it("can be switched off", () => {
    expect(load({ AWS_SECURITY_BASELINE_FAST_START: "0" }).before).toBeGreaterThan(10);
  });
});
