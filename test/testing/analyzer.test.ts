import { reconcile, startAnalyzer } from "../../testing/analyzer";
import type { AnalyzedResource, Analyzer } from "../../testing/analyzer";
import { UNKNOWN, secret } from "../../testing/values";
import { pack, removeFolders } from "./fixtures";

const policies = `
  const { PolicyPack } = require("@pulumi/policy");
  const show = (args) => JSON.stringify({ props: args.props, opts: args.opts, provider: args.provider?.props, config: args.getConfig() });
  new PolicyPack("fixture", { policies: [
    { name: "shows", description: "Shows what it sees.", enforcementLevel: "advisory", severity: "high", tags: ["T-1"],
      configSchema: { properties: { limit: { type: "number", default: 3 }, word: { type: "string" } } },
      validateResource: (args, report) => report(show(args)) },
    { name: "reads", description: "Reads a value.", enforcementLevel: "mandatory",
      validateResource: (args, report) => { if (args.props.value === undefined) args.notApplicable("no value"); report(args.props.value); } },
    { name: "throws", description: "Throws.", enforcementLevel: "mandatory",
      validateResource: (args) => { if (args.type === "test:index:Broken") throw new Error("out of order"); } },
    { name: "renames", description: "Renames.", enforcementLevel: "remediate",
      remediateResource: (args) => args.props.name === "old" ? { ...args.props, name: "new" } : undefined },
    { name: "links", description: "Shows links.", enforcementLevel: "mandatory",
      validateStack: (args, report) => { for (const r of args.resources) report(r.name + ">" + (r.propertyDependencies.bucket ?? []).map((d) => d.name) + "^" + r.parent?.name, r.urn); } },
  ] });
`;

const resource = (
  name: string,
  properties: AnalyzedResource["properties"],
  type = "test:index:Thing",
): AnalyzedResource => ({
  type,
  name,
  urn: `urn:pulumi:dev::trial::${type}::${name}`,
  properties,
});

describe("a running pack", () => {
  let analyzer: Analyzer;
  beforeAll(async () => {
    analyzer = await startAnalyzer({ packDirectory: pack(policies), project: "trial", stack: "dev" });
  });
  afterAll(async () => {
    await analyzer.close();
    removeFolders();
  });

  const seen = async (given: AnalyzedResource, policyName: string): Promise<string[]> =>
    (await analyzer.analyze(given)).diagnostics
      .filter((d) => d.policyName === policyName)
      .map((d) => d.message.slice(d.message.indexOf("\n") + 1));

  it("describes itself", async () => {
    const info = await analyzer.getAnalyzerInfo();
    expect(info.name).toBe("fixture");
    const shows = info.policies.find((policy) => policy.name === "shows");
    expect(shows).toMatchObject({ enforcementLevel: "advisory", severity: "high", type: "resource", tags: ["T-1"] });
    expect(info.policies.find((policy) => policy.name === "links")?.type).toBe("stack");
  });

  it("sees properties, options and the provider; secrets plain, the engine's own properties not", async () => {
    const given: AnalyzedResource = {
      ...resource("a", { value: secret("s"), nested: { __defaults: [], kept: 1 } }),
      options: { protect: true, ignoreChanges: ["tags"], customTimeouts: { create: 5 } },
      provider: { type: "pulumi:providers:test", urn: "urn:p", name: "p", properties: { region: "eu-west-1" } },
    };
    const [text = ""] = await seen(given, "shows");
    expect(JSON.parse(text)).toMatchObject({
      props: { value: "s", nested: { kept: 1 } },
      opts: { protect: true, ignoreChanges: ["tags"], customTimeouts: { createSeconds: 5 } },
      provider: { region: "eu-west-1" },
    });
    expect(text).not.toContain("__defaults");
  });

  it("says which policies do not apply, and that an unknown cannot be read", async () => {
    const without = await analyzer.analyze(resource("a", {}));
    expect(without.notApplicable).toContainEqual({ policyName: "reads", reason: "no value" });
    const [diagnostic] = (await analyzer.analyze(resource("a", { value: UNKNOWN }))).diagnostics.filter(
      (d) => d.policyName === "reads",
    );
    expect(diagnostic).toMatchObject({ enforcementLevel: "advisory" });
    expect(diagnostic?.message).toContain("can't run policy 'reads'");
  });

  it("rejects with the words of a policy that throws, and goes on", async () => {
    await expect(analyzer.analyze(resource("a", {}, "test:index:Broken"))).rejects.toThrow("out of order");
    await expect(seen(resource("a", { value: "v" }), "reads")).resolves.toEqual(["v"]);
  });

  it("gets settings completed from their defaults", async () => {
    const info = await analyzer.getAnalyzerInfo();
    const settings = reconcile(info, { all: "advisory", shows: { enforcementLevel: "mandatory", word: "w" } });
    expect(settings["shows"]).toEqual({ enforcementLevel: "mandatory", limit: 3, word: "w" });
    expect(settings["reads"]).toEqual({ enforcementLevel: "advisory" });
    await analyzer.configure(settings);
    const [text = ""] = await seen(resource("a", {}), "shows");
    expect(JSON.parse(text)).toMatchObject({ config: { limit: 3, word: "w" } });
    await analyzer.configure(reconcile(info));
  });

  it("remediates", async () => {
    const { remediations } = await analyzer.remediate(resource("a", { name: "old", other: 1 }));
    expect(remediations).toEqual([
      { policyName: "renames", description: "Renames.", properties: { name: "new", other: 1 }, diagnostic: "" },
    ]);
  });

  it("follows links in a stack", async () => {
    const bucket = resource("bucket", {});
    const policy = {
      ...resource("policy", {}),
      parent: bucket.urn,
      propertyDependencies: { bucket: [bucket.urn], none: [] },
    };
    const { diagnostics } = await analyzer.analyzeStack([policy, bucket]);
    const messages = diagnostics.map((d) => [d.urn, d.message.split("\n")[1]]);
    expect(messages).toEqual([
      [policy.urn, "policy>bucket^bucket"],
      [bucket.urn, "bucket>^undefined"],
    ]);
  });

  it("takes more than the usual message size", async () => {
    const [text = ""] = await seen(resource("a", { value: "x".repeat(6 * 1024 * 1024) }), "reads");
    expect(text).toHaveLength(6 * 1024 * 1024);
  });
});

describe("a pack that does not start", () => {
  afterAll(removeFolders);

  it("is reported with what it printed", async () => {
    const broken = pack(`throw new Error("no such luck");`);
    await expect(startAnalyzer({ packDirectory: broken })).rejects.toThrow(
      /ended with .* before it served\.\n[^]*no such luck/,
    );
  });

  it("is given up on after a while", async () => {
    const silent = pack(`setInterval(() => {}, 1000);`);
    await expect(startAnalyzer({ packDirectory: silent, timeout: 3000 })).rejects.toThrow("did not start within 3 s");
  });
});
