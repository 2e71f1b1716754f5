/** A retired policy's stub, in a pack of its own, through the protocol of the engine. */
import { join } from "node:path";
import { policies } from "../../policies";
import { retiredPolicies } from "../../policies/retired";
import { packageRoot, reconcile, startAnalyzer, type Analyzer, type PackSettings } from "../../testing/analyzer";
import { pack, removeFolders } from "../testing/fixtures";

const NAME = "s3-bucket-mfa-delete";

const PACK = `
  const { PolicyPack } = require("@pulumi/policy");
  const { policies, retiredPolicy, served } = require(${JSON.stringify(join(packageRoot(), "dist", "library.js"))});
  const retired = retiredPolicy({
    name: "${NAME}", since: "1.4.0", reason: "Object Lock does more.", replacedBy: ["s3-bucket-versioning"],
  });
  new PolicyPack("fixture", { policies: served([policies[0], retired]) });
`;

const stack = {
  type: "pulumi:pulumi:Stack",
  name: "shop-prod",
  urn: "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod",
};
const bucket = { type: "aws:s3/bucket:Bucket", name: "a", urn: "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::a" };

describe("the stub of a retired policy", () => {
  let analyzer: Analyzer;
  beforeAll(async () => {
    analyzer = await startAnalyzer({ packDirectory: pack(PACK), project: "shop", stack: "prod" });
  });
  afterAll(async () => {
    await analyzer.close();
    removeFolders();
  });

  async function told(settings: PackSettings): Promise<{ enforcementLevel: string; message: string }[]> {
    await analyzer.configure(reconcile(await analyzer.getAnalyzerInfo(), settings));
    const found = [];
    for (const resource of [stack, bucket])
      found.push(...(await analyzer.analyze({ ...resource, properties: {} })).diagnostics);
    return found.filter(({ policyName }) => policyName === NAME);
  }

  it("is served under its name, switched off", async () => {
    const { policies: known } = await analyzer.getAnalyzerInfo();
    expect(known.find(({ name }) => name === NAME)).toMatchObject({ enforcementLevel: "disabled" });
  });

  it.each<[string, PackSettings]>([
    ["no settings", {}],
    ["a level for all policies", { all: "mandatory" }],
    ["a level of its own", { [NAME]: "mandatory" }],
    ["options that are switched off", { [NAME]: { enforcementLevel: "disabled", days: 3 } }],
  ])("says nothing with %s", async (_, settings) => {
    expect(await told(settings)).toEqual([]);
  });

  it("says once, as advisory, that its options are without effect and what to set instead", async () => {
    const [first, ...more] = await told({ [NAME]: { enforcementLevel: "mandatory", days: 3 } });
    expect(more).toEqual([]);
    expect(first?.enforcementLevel).toBe("advisory");
    expect(first?.message).toContain("Retired in version 1.4.0: s3-bucket-versioning does its work.");
    expect(first?.message).toContain(`Settings of ${NAME} are without effect (days). Object Lock does more.`);
    expect(first?.message).toContain(`Fix: Remove "${NAME}" from the policy pack's configuration`);
  });
});

describe("the retired policies of this pack", () => {
  it("have names that no policy has, a version, and replacements that exist", () => {
    const names = policies.map(({ facts }) => facts.name);
    for (const { name, since, replacedBy = [] } of retiredPolicies) {
      expect(names).not.toContain(name);
      expect(since).toMatch(/^\d+\.\d+\.\d+$/);
      expect(names).toEqual(expect.arrayContaining([...replacedBy]));
    }
  });
});
