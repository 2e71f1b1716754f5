/** Each profile is a file that the real CLI loads, and it changes what the pack says. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountFoundation, deliveryPipeline } from "../../scripts/examples";
import { PROFILES } from "../../profiles";
import { packageRoot, type PackSettings } from "../../testing/analyzer";
import { previewProgram, type PreviewOptions } from "../../testing/preview";
import { describeCli, runCli, type CliResult } from "./cli";

/** The published file, as a user gives it to the CLI. */
function fileOf(name: string): PackSettings {
  return JSON.parse(readFileSync(join(packageRoot(), "profiles", `${name}.json`), "utf8")) as PackSettings;
}

/** A program with findings of every kind, whose findings without settings every profile is compared with. */
const badProgram = {
  directory: join(packageRoot(), "examples", deliveryPipeline.folder, "bad"),
  config: { ...deliveryPipeline.secrets.bad },
  secretKeys: Object.keys(deliveryPipeline.secrets.bad),
};

/** What a result says, and at which level. */
function said({ findings }: CliResult): string[] {
  return findings
    .map(({ policyName, urn, enforcementLevel, parts }) => `${enforcementLevel} ${policyName} ${urn} ${parts?.key}`)
    .sort();
}

describeCli("profiles in the real CLI", () => {
  const results = new Map<string, Promise<CliResult>>();
  /** A preview with a profile; each is run once. */
  function previewed(name: string): Promise<CliResult> {
    const known = results.get(name) ?? runCli({ ...badProgram, command: "preview", packSettings: fileOf(name) });
    results.set(name, known);
    return known;
  }
  const levelsIn = ({ findings }: CliResult): string[] => [
    ...new Set(findings.map(({ enforcementLevel }) => enforcementLevel)),
  ];

  it("default says what no settings say", async () => {
    const { findings } = await previewProgram(badProgram);
    expect((await previewed("default")).findings).toHaveLength(findings.length);
  });

  it.each(PROFILES.filter(({ name }) => name !== "default"))(
    "$name loads, nothing is wrong with its settings, and it changes what is said",
    async ({ name }) => {
      const result = await previewed(name);
      expect(result.findings.filter(({ message }) => message.includes("Settings of "))).toEqual([]);
      expect(said(result)).not.toEqual(said(await previewed("default")));
    },
  );

  it("audit stops nobody", async () => {
    const audit = await previewed("audit");
    expect([audit.exitCode, levelsIn(audit)]).toEqual([0, ["advisory"]]);
  });

  it("strict stops at everything", async () => {
    const strict = await previewed("strict");
    expect(strict.exitCode).not.toBe(0);
    expect(levelsIn(strict)).toEqual(["mandatory"]);
  });
});

describe("the profile delivery-pipeline", () => {
  const folder = mkdtempSync(join(tmpdir(), "profiles-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const good = join(packageRoot(), "examples", deliveryPipeline.folder, "good");
  const preview = (more: Partial<PreviewOptions> = {}) =>
    previewProgram({
      directory: good,
      secretKeys: Object.keys(deliveryPipeline.secrets.good),
      packSettings: fileOf("delivery-pipeline"),
      ...more,
      config: { ...deliveryPipeline.secrets.good, ...more.config },
    });
  const stopping = async (more: Partial<PreviewOptions>): Promise<string[]> =>
    (await preview(more)).findings.map((one) => `${one.enforcementLevel} ${one.policyName}`);

  it("is silent on the pipeline done right", async () => {
    expect((await preview()).findings).toEqual([]);
  });

  it("stops at a stage of another name", async () => {
    const program = join(folder, "program");
    cpSync(good, program, { recursive: true });
    symlinkSync(join(packageRoot(), "node_modules"), join(folder, "node_modules"));
    const index = join(program, "index.ts");
    const [stage, renamed] = ['name: "Deploy"', 'name: "Release"'];
    const text = readFileSync(index, "utf8");
    expect(text).toContain(stage);
    writeFileSync(index, text.replace(stage, renamed));
    expect(await stopping({ directory: program })).toContain("mandatory codepipeline-stages");
  });

  it("stops in another region", async () => {
    expect(new Set(await stopping({ config: { "aws:region": "eu-west-1" } }))).toEqual(
      new Set(["mandatory region-allowed"]),
    );
  });
});

it("the profile strict is silent on the foundation of an account done right, which needs no other stack", async () => {
  const { findings } = await previewProgram({
    directory: join(packageRoot(), "examples", accountFoundation.folder, "good"),
    config: { ...accountFoundation.secrets.good },
    secretKeys: Object.keys(accountFoundation.secrets.good),
    packSettings: fileOf("strict"),
  });
  expect(findings.map(({ policyName, message }) => [policyName, message])).toEqual([]);
});
