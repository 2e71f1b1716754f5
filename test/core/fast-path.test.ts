/** The SDK may skip policies by type; that must never cost a finding. Runs on the compiled pack, many requests at once. */
import { execFileSync } from "node:child_process";
import { policies } from "../../policies";
import { packageRoot, startAnalyzer, type AnalyzedResource, type Analyzer } from "../../testing/analyzer";
import { allCases } from "../harness/all-cases";
import { caseOf } from "../harness/cases";
import { requestsOf } from "../harness/evaluate";

let pack: Analyzer;
beforeAll(async () => {
  pack = await startAnalyzer({ env: { PULUMI_CONFIG: JSON.stringify({ "aws:region": "us-east-1" }) } });
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

async function findingsOf(resource: AnalyzedResource): Promise<string[]> {
  const { diagnostics } = await pack.analyze(resource);
  return diagnostics.map(({ policyName, message }) => `${policyName}\n${message}`).sort();
}

describe("the fast path by type", () => {
  it("finds the same when the engine asks about all resources at once", async () => {
    const inTurn: string[][] = [];
    for (const resource of resources) {
      inTurn.push(await findingsOf(resource));
    }
    const atOnce = await Promise.all(resources.map(findingsOf));
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
    expect(skipped.map(({ policyName }) => policyName).sort()).toEqual(typed.map(({ facts }) => facts.name).sort());
  });
});

describe("starting fast", () => {
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
