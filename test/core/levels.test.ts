/** The setting that makes policies advisory outside protected environments, on the compiled pack and its protocol. */
import type { AnalyzedResource, Analyzer, Diagnostic, PackSettings, StackInfo } from "../../testing/analyzer";
import { reconcile, startAnalyzer } from "../../testing/analyzer";

const POLICY = "ec2-imdsv2-required";
const LOWERED = { "baseline-settings": { advisoryOutsideProtectedEnvironments: ["ec2-*"] } };
const HERE = "Advisory here: this is not a protected environment.";

function resourceOf(stack: string, type: string, name: string, properties = {}): AnalyzedResource {
  return { type, name, urn: `urn:pulumi:${stack}::app::${type}::${name}`, properties };
}

const wrong = { ami: "ami-0123456789abcdef0", instanceType: "t3.micro", metadataOptions: { httpTokens: "optional" } };

interface Given {
  readonly stack: StackInfo & { stack: string };
  readonly settings?: PackSettings;
  readonly env?: Record<string, string>;
}

/** What the pack says of a stack with one wrong instance: at the resource, and at the end. */
async function found({
  stack,
  settings = LOWERED,
  env = {},
}: Given): Promise<{ early: Diagnostic[]; late: Diagnostic[] }> {
  const pack = await startAnalyzer({ project: "app", ...stack, env });
  try {
    return await analyzed(pack, stack, settings);
  } finally {
    await pack.close();
  }
}

async function analyzed(pack: Analyzer, stack: Given["stack"], settings: PackSettings) {
  await pack.configureStack(stack);
  await pack.configure(reconcile(await pack.getAnalyzerInfo(), settings));
  const resources = [
    resourceOf(stack.stack, "pulumi:pulumi:Stack", `app-${stack.stack}`),
    ...["first", "second"].map((name) => resourceOf(stack.stack, "aws:ec2/instance:Instance", name, wrong)),
  ];
  const early: Diagnostic[] = [];
  for (const resource of resources) {
    early.push(...(await pack.analyze(resource)).diagnostics);
  }
  const { diagnostics: late } = await pack.analyzeStack(resources);
  return { early, late };
}

const levelsOf = (diagnostics: readonly Diagnostic[], policy = POLICY): string[] =>
  diagnostics.filter(({ policyName }) => policyName === policy).map(({ enforcementLevel }) => enforcementLevel);

describe("advisoryOutsideProtectedEnvironments", () => {
  it.each<[string, Given, string]>([
    ["nothing where it is not set", { stack: { stack: "dev" }, settings: {} }, "mandatory"],
    ["a stack that its name calls ephemeral", { stack: { stack: "dev" } }, "advisory"],
    ["a stack that its tag calls ephemeral", { stack: { stack: "main", tags: { environment: "dev" } } }, "advisory"],
    ["a stack that its config calls ephemeral", { stack: { stack: "main", config: { "app:env": "dev" } } }, "advisory"],
    [
      "a policy at level remediate",
      { stack: { stack: "dev" }, settings: { ...LOWERED, [POLICY]: "remediate" } },
      "advisory",
    ],
    [
      "the slow path of the SDK too",
      { stack: { stack: "dev" }, env: { AWS_SECURITY_BASELINE_FAST_START: "0" } },
      "advisory",
    ],
    ["no protected stack", { stack: { stack: "prod" } }, "mandatory"],
    ["no stack whose environment nothing tells", { stack: { stack: "main" } }, "mandatory"],
    ["no stack that its tag calls protected", { stack: { stack: "dev", tags: { env: "prod" } } }, "mandatory"],
    ["no level up", { stack: { stack: "prod" }, settings: { ...LOWERED, [POLICY]: "advisory" } }, "advisory"],
    [
      "no other policy",
      {
        stack: { stack: "dev" },
        settings: { "baseline-settings": { advisoryOutsideProtectedEnvironments: ["s3-*"] } },
      },
      "mandatory",
    ],
  ])("lowers %s", async (_, given, level) => {
    const { early, late } = await found(given);
    expect(levelsOf(early)).toEqual([level, level]);
    // What was said early is not said again.
    expect(levelsOf(late)).toEqual([]);
    const text = early.find(({ policyName }) => policyName === POLICY)?.message ?? "";
    expect(text.includes(HERE)).toBe(level === "advisory" && given.stack.stack !== "prod");
  });

  it("lowers what is decided at the end", async () => {
    const settings = { "baseline-settings": { advisoryOutsideProtectedEnvironments: ["*"] } };
    const [dev, prod] = [
      await found({ stack: { stack: "dev" }, settings }),
      await found({ stack: { stack: "prod" }, settings }),
    ];
    expect(new Set(dev.late.map(({ enforcementLevel }) => enforcementLevel))).toEqual(new Set(["advisory"]));
    expect(prod.late.some(({ enforcementLevel }) => enforcementLevel === "mandatory")).toBe(true);
  });

  it("takes tags that the engine sends anew", async () => {
    const pack = await startAnalyzer({ project: "app", stack: "main" });
    try {
      const levels = [];
      for (const environment of ["dev", "prod"]) {
        const { early } = await analyzed(pack, { stack: "main", tags: { environment } }, LOWERED);
        levels.push(levelsOf(early)[0]);
      }
      expect(levels).toEqual(["advisory", "mandatory"]);
    } finally {
      await pack.close();
    }
  });

  it.each([
    ["ec2-imdsv2-require", /"ec2-imdsv2-require", which is no policy; did you mean "ec2-imdsv2-required"\?/],
    ["nonsense-*", /"nonsense-\*", which is no policy/],
  ])("says that %s is no policy, and lowers nothing by it", async (name, problem) => {
    const settings = { "baseline-settings": { advisoryOutsideProtectedEnvironments: [name] } };
    const { early } = await found({ stack: { stack: "dev" }, settings });
    const complaints = early.filter(({ policyName }) => policyName === "baseline-settings");
    expect(complaints.map(({ message }) => message)).toEqual([expect.stringMatching(problem)]);
    expect(levelsOf(early)).toEqual(["mandatory", "mandatory"]);
  });
});
