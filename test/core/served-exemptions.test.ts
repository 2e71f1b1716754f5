/** Exemptions of the compiled pack over its protocol: the fast path passes over policies, and must lose no exempted finding. */
import { parseMessage } from "../../core/message";
import {
  reconcile,
  startAnalyzer,
  type AnalyzedResource,
  type Analyzer,
  type Diagnostic,
} from "../../testing/analyzer";

const ROOT = "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev";
const BUCKET = "urn:pulumi:dev::app::aws:s3/bucket:Bucket::assets";
const program: AnalyzedResource[] = [
  { type: "pulumi:pulumi:Stack", urn: ROOT, name: "app-dev", properties: {} },
  ...["assets", "logs"].map((name) => ({
    type: "aws:s3/bucket:Bucket",
    urn: `urn:pulumi:dev::app::aws:s3/bucket:Bucket::${name}`,
    name,
    properties: { acl: "public-read", forceDestroy: true },
  })),
];
const everythingOf = (resource: string) => [
  { policy: "*", resource, reason: "agreed", expires: "2099-12-31", matchEverything: true },
];

interface Said {
  readonly findings: readonly string[];
  readonly ledger: readonly string[];
}

async function run(pack: Analyzer, exemptions: unknown[], { isAtOnce = false } = {}): Promise<Said> {
  const settings = { "baseline-settings": { exemptions } } as Parameters<typeof reconcile>[1];
  await pack.configure(reconcile(await pack.getAnalyzerInfo(), settings));
  const all: Diagnostic[] = [];
  const [root, ...others] = program;
  const ask = async (resource: AnalyzedResource | undefined): Promise<void> => {
    const answer = resource && (await pack.analyze(resource));
    all.push(...(answer?.diagnostics ?? []).map((one) => ({ ...one, urn: resource?.urn ?? "" })));
  };
  await ask(root);
  if (isAtOnce) {
    await Promise.all(others.map(ask));
  } else {
    for (const one of others) {
      await ask(one);
    }
  }
  all.push(...(await pack.analyzeStack(program)).diagnostics);
  const told = all.map((one) => ({ ...one, key: parseMessage(one.message)?.key ?? "" }));
  return {
    findings: told
      .filter(({ policyName }) => !policyName.startsWith("baseline-"))
      .map(({ policyName, urn, key }) => `${urn} ${policyName}:${key}`)
      .sort(),
    ledger: told
      .filter(({ policyName }) => policyName === "baseline-exemptions")
      .map(({ urn, key }) => `${urn} ${key}`)
      .sort(),
  };
}

describe.each([
  ["with the fast path", {}],
  ["without the fast path", { AWS_SECURITY_BASELINE_FAST_START: "0" }],
])("%s", (_, environment) => {
  let pack: Analyzer;
  let before: Said;
  beforeAll(async () => {
    pack = await startAnalyzer({ env: { PULUMI_CONFIG: "{}", ...environment } });
    before = await run(pack, []);
  });
  afterAll(() => pack.close());

  const ofAssets = (said: readonly string[]): string[] => said.filter((one) => one.startsWith(`${BUCKET} `));

  it("nothing is said of exemptions where there are none", () => {
    expect(before.ledger).toEqual([]);
    expect(ofAssets(before.findings).length).toBeGreaterThan(5);
  });

  it.each([
    ["one resource after the other", false],
    ["all resources at once", true],
  ])("every finding of a resource is exempted and listed once: %s", async (_name, isAtOnce) => {
    for (const phase of ["preview", "update"]) {
      const { findings, ledger } = await run(pack, everythingOf("assets"), { isAtOnce });
      expect([phase, ...ofAssets(findings)]).toEqual([phase]);
      expect(findings).toEqual(before.findings.filter((one) => !one.startsWith(`${BUCKET} `)));
      expect(ledger).toEqual(ofAssets(before.findings).map((one) => one.replace(" ", " exempted:")));
    }
  });

  it("a policy whose findings are all exempted is not applicable, and does not pass", async () => {
    await run(pack, everythingOf("*"));
    const { notApplicable } = await pack.analyzeStack(program);
    expect(notApplicable).toContainEqual({
      policyName: "s3-bucket-versioning",
      reason: expect.stringContaining("Exempted: agreed") as string,
    });
  });

  it("after an exemption was taken away its findings are back", async () => {
    expect(await run(pack, [])).toEqual(before);
  });
});
