/** Nobody's preview may crash because of the pack: hostile programs and settings, through the compiled pack. */
import { reconcile, startAnalyzer, type AnalyzedResource, type Analyzer } from "../testing/analyzer";
import { parseMessage } from "../core/message";
import { StackBuilder } from "./harness/builder";

let pack: Analyzer;
beforeAll(async () => {
  pack = await startAnalyzer({ env: { PULUMI_CONFIG: JSON.stringify({ "aws:region": "us-east-1" }) } });
});
afterAll(() => pack.close());

async function keysOf(build: (s: StackBuilder) => void): Promise<string[]> {
  const builder = new StackBuilder("app", "dev");
  build(builder);
  const requests = builder.requests("update");
  const keys: string[] = [];
  const all = async (resource: AnalyzedResource): Promise<void> => {
    const { diagnostics } = await pack.analyze(resource);
    keys.push(...diagnostics.map(({ policyName, message }) => `${policyName} ${parseMessage(message)?.key}`));
  };
  for (const { inputs } of requests) {
    await all(inputs);
  }
  const { diagnostics } = await pack.analyzeStack(requests.map(({ outputs }) => outputs));
  return [...keys, ...diagnostics.map(({ policyName, message }) => `${policyName} ${parseMessage(message)?.key}`)];
}

/** JSON nested as deep as a parser takes it. */
const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const MEGABYTES_5 = 5 * 1024 * 1024;

describe("a program with odd input", () => {
  it.each<[string, (s: StackBuilder) => void]>([
    ["resources of types never seen", (s) => void s.resource("acme:index:Rocket", "r", { fuel: [null, {}] })],
    ["types that are no types", (s) => void s.resource("x", "r", {})],
    [
      "a policy document of 5 MB",
      (s) =>
        void s.resource("aws:iam/policy:Policy", "p", {
          policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "x".repeat(MEGABYTES_5) }],
          }),
        }),
    ],
    ["a broken policy document", (s) => void s.resource("aws:iam/policy:Policy", "p", { policy: '{"Statement": [' })],
    ["a deeply nested policy document", (s) => void s.resource("aws:iam/policy:Policy", "p", { policy: deep(5_000) })],
    [
      "a buildspec of 5 MB",
      (s) =>
        void s.resource("aws:codebuild/project:Project", "b", {
          source: {
            type: "S3",
            buildspec: `version: 0.2\nphases:\n  build:\n    commands:\n      - echo ${"a".repeat(MEGABYTES_5)}\n`,
          },
        }),
    ],
    [
      "user data of 5 MB",
      (s) => void s.resource("aws:ec2/instance:Instance", "i", { userData: "echo ok\n".repeat(MEGABYTES_5 / 8) }),
    ],
    [
      "10,000 statements",
      (s) =>
        void s.resource("aws:iam/policy:Policy", "p", {
          policy: JSON.stringify({
            Statement: Array.from({ length: 10_000 }, (_, index) => ({
              Effect: "Allow",
              Action: "s3:GetObject",
              Resource: `arn:aws:s3:::b${index}/*`,
            })),
          }),
        }),
    ],
    [
      "a resource that depends on itself",
      (s) => {
        const role = s.resource("aws:iam/role:Role", "r", { name: "r" });
        s.resource("aws:iam/rolePolicy:RolePolicy", "p", { role: role.id, policy: role.arn }, { dependsOn: [role] });
      },
    ],
    [
      "names of object members as keys",
      (s) =>
        void s.resource("aws:s3/bucket:Bucket", "b", {
          tags: { constructor: "x", hasOwnProperty: "y", toString: "z" },
        }),
    ],
  ])("does not fail on %s", async (_, build) => {
    expect((await keysOf(build)).filter((key) => key.includes("internal-error"))).toEqual([]);
  });

  it("reports a broken document without quoting it, and goes on with the rest", async () => {
    const keys = await keysOf((s) => {
      s.resource("aws:iam/policy:Policy", "broken", { policy: '{"Statement": [' });
      s.resource("aws:iam/policy:Policy", "wide", {
        policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] }),
      });
    });
    expect(keys.filter((key) => key.startsWith("iam-no-wildcard-actions"))).not.toEqual([]);
  });
});

describe("settings with mistakes", () => {
  it("are told with the right name, and the defaults hold", async () => {
    const settings = {
      "baseline-settings": { environmentSufix: "dev", providedElsewhere: ["moon"], exemptions: [{ policy: "*" }, 7] },
      "cloudwatch-log-group-retention": { minimumDays: "seven" },
    };
    await pack.configure(reconcile(await pack.getAnalyzerInfo(), settings));
    const root = {
      type: "pulumi:pulumi:Stack",
      urn: "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev",
      name: "app-dev",
      properties: {},
    };
    const shared = (await pack.analyze(root)).diagnostics.map(({ message }) => message).join("\n");
    expect(shared).toContain('there is no option "environmentSufix"; did you mean "environmentSuffix"?');
    expect(shared).toContain('option "providedElsewhere" must be a list of trail');
    expect(shared).toContain('exemptions[0] needs "resource"');
    expect(shared).toContain("exemptions[1] must be an object");

    const urn = "urn:pulumi:dev::app::aws:cloudwatch/logGroup:LogGroup::logs";
    const group = { type: "aws:cloudwatch/logGroup:LogGroup", urn, name: "logs", properties: { retentionInDays: 2 } };
    const { diagnostics } = await pack.analyze(group);
    const retention = diagnostics.filter(({ policyName }) => policyName === "cloudwatch-log-group-retention");
    expect(retention.map(({ enforcementLevel }) => enforcementLevel).sort()).toEqual(["advisory", "mandatory"]);
  });
});
