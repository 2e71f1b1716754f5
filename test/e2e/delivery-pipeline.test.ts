/**
 * The delivery-pipeline examples, end to end: by the embedded preview and by the real CLI with a stand-in provider, as a
 * preview, an update and an audit of the state it leaves.
 */
import { join } from "node:path";
import { errorsFound, pipelineErrors } from "../../scripts/pipeline-errors";
import { packageRoot, type PackSettings } from "../../testing/analyzer";
import type { MessageParts } from "../../core/message";
import { hasPythonSdk } from "../../testing/python-host";
import { previewProgram } from "../../testing/preview";
import { describeCli, runCli, type CliOptions } from "./cli";

const EXAMPLES = join(packageRoot(), "examples", "delivery-pipeline");
const NUMBERS = pipelineErrors.map(({ number }) => number);
/** Levels that stop an update would hide what comes after; the findings are what is compared. */
const ADVISORY: PackSettings = { all: "advisory" };

interface Found {
  readonly policyName: string;
  readonly urn: string;
  readonly parts: MessageParts | undefined;
}

interface Example {
  readonly name: string;
  readonly directory: string;
  readonly stack: string;
  readonly config: Record<string, string>;
  readonly secretKeys: string[];
}

const bad = (folder: string): Example => ({
  name: folder,
  directory: join(EXAMPLES, folder),
  stack: "prod",
  config: {},
  secretKeys: [],
});
const good = (folder: string): Example => ({
  name: folder,
  directory: join(EXAMPLES, folder),
  stack: "dev",
  // Made up, as any stack has its own; a real one stands encrypted in the stack's settings.
  config: { pulumiAccessToken: `pul-${"0".repeat(40)}` },
  secretKeys: ["pulumiAccessToken"],
});

const hasPython = hasPythonSdk();
if (!hasPython) {
  process.stderr.write(
    "Skipped the Python examples: no interpreter with pulumi and pulumi_aws (PULUMI_PYTHON names one).\n",
  );
}
const BAD = [bad("bad"), ...(hasPython ? [bad("bad-python")] : [])];
const GOOD = [good("good"), ...(hasPython ? [good("good-python")] : [])];

function numbersOf(findings: readonly Found[]): number[] {
  const found = errorsFound(
    findings.map(({ urn, parts }) => ({
      type: typeOf(urn),
      requirements: parts?.requirements ?? [],
      key: parts?.key ?? "",
    })),
  );
  return found.map(({ number }) => number).sort((a, b) => a - b);
}

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** What makes two findings the same: the policy, the resource, the place, and all that is said. */
function comparable(findings: readonly Found[]): string[] {
  return findings
    .map(
      ({ policyName, urn, parts }) =>
        `${policyName} ${urn} ${parts?.path} ${parts?.key}\n${parts?.found}\n${parts?.fix}`,
    )
    .sort();
}

const embedded = new Map<string, Promise<Found[]>>();

/** The findings of the embedded preview, which runs once per example. */
function embeddedFindings(example: Example): Promise<Found[]> {
  const known = embedded.get(example.name) ?? previewProgram(example).then(({ findings }) => findings);
  embedded.set(example.name, known);
  return known;
}

async function cliFindings(
  example: Example,
  command: CliOptions["command"],
  packSettings?: PackSettings,
): Promise<Found[]> {
  const skipPreview = command === "up" ? { skipPreview: true } : {};
  return (await runCli({ ...example, command, ...skipPreview, ...(packSettings && { packSettings }) })).findings;
}

describe("the delivery-pipeline examples, in the embedded preview", () => {
  it.each(BAD)("$name makes each of the 28 errors, and each is reported", async (example) => {
    expect(numbersOf(await embeddedFindings(example))).toEqual(NUMBERS);
  });

  it.each(GOOD)("$name has no finding, advisory included", async (example) => {
    expect(comparable(await embeddedFindings(example))).toEqual([]);
  });

  (hasPython ? it : it.skip)("Python and TypeScript have the same findings", async () => {
    const [typescript, python] = await Promise.all(BAD.map(embeddedFindings));
    expect(comparable(python ?? [])).toEqual(comparable(typescript ?? []));
  });

  it("says of every finding what to do, in a form that reports can read back", async () => {
    for (const { policyName, parts } of await embeddedFindings(bad("bad"))) {
      expect([policyName, parts?.fix.length]).toEqual([policyName, expect.any(Number)]);
      expect(parts?.requirements.length).toBeGreaterThan(0);
    }
  });

  it("never shows the token that the program holds", async () => {
    const said = JSON.stringify(await embeddedFindings(bad("bad")));
    expect(said).not.toMatch(/placeholder-token|hardcoded-token/);
  });
});

describeCli("the delivery-pipeline examples, in the real CLI", () => {
  it.each(BAD)("a preview of $name finds what the embedded preview finds", async (example) => {
    const findings = await cliFindings(example, "preview");
    expect(numbersOf(findings)).toEqual(NUMBERS);
    expect(comparable(findings)).toEqual(comparable(await embeddedFindings(example)));
  });

  it.each(BAD)("an update of $name finds all 28 as well, when values are known", async (example) => {
    expect(numbersOf(await cliFindings(example, "up", ADVISORY))).toEqual(NUMBERS);
  });

  it("an audit of the state that bad leaves finds what a state can show", async () => {
    // A state audit has no stack configuration, so it cannot tell where the region comes from (28).
    expect(numbersOf(await cliFindings(bad("bad"), "policy-analyze", ADVISORY))).toEqual(
      NUMBERS.filter((one) => one !== 28),
    );
  });

  it.each(
    GOOD.flatMap((example) =>
      (["preview", "up", "policy-analyze"] as const).map((command) => ({ ...example, command })),
    ),
  )("$command of $name has no finding, advisory included", async ({ command, ...example }) => {
    expect(comparable(await cliFindings(example, command))).toEqual([]);
  });

  it("stops an update that has mandatory findings, and says so", async () => {
    const { exitCode, text } = await runCli({ ...bad("bad"), command: "preview" });
    expect(exitCode).not.toBe(0);
    expect(text).toMatch(/\[mandatory\].*s3-bucket-versioning/);
    expect(text).toContain("Fix: ");
  });
});
