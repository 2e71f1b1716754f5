/** Each profile is a file that the real CLI loads, and it changes what the pack says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deliveryPipeline } from "../../scripts/examples";
import { PROFILES } from "../../profiles";
import { compose } from "../../profiles/compose";
import { packageRoot, type PackSettings } from "../../testing/analyzer";
import { previewProgram, type PreviewOptions } from "../../testing/preview";
import { describeCli, runCli, type CliFinding, type CliResult } from "./cli";

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

function levelsOf(findings: readonly Pick<CliFinding, "enforcementLevel">[]): string[] {
  return [...new Set(findings.map(({ enforcementLevel }) => enforcementLevel))].sort();
}

describeCli("profiles in the real CLI", () => {
  const results = new Map<string, CliResult>();
  it.each(PROFILES)("$name loads, and nothing is wrong with its settings", async ({ name }) => {
    const result = await runCli({ ...badProgram, command: "preview", packSettings: fileOf(name) });
    results.set(name, result);
    expect(result.findings.filter(({ message }) => message.includes("Settings of "))).toEqual([]);
    expect(result.findings).not.toHaveLength(0);
  });

  it("default says what no settings say", async () => {
    const { findings } = await previewProgram(badProgram);
    expect(results.get("default")?.findings).toHaveLength(findings.length);
  });

  it("audit stops nobody", () => {
    const audit = results.get("audit");
    expect([audit?.exitCode, levelsOf(audit?.findings ?? [])]).toEqual([0, ["advisory"]]);
  });

  it("strict stops at everything", () => {
    const strict = results.get("strict");
    expect(strict?.exitCode).not.toBe(0);
    expect(levelsOf(strict?.findings ?? [])).toEqual(["mandatory"]);
  });
});

describe("the profile delivery-pipeline", () => {
  const program = (kind: "good" | "bad", packSettings: PackSettings): PreviewOptions => ({
    directory: join(packageRoot(), "examples", deliveryPipeline.folder, kind),
    config: { ...deliveryPipeline.secrets[kind] },
    secretKeys: Object.keys(deliveryPipeline.secrets[kind]),
    packSettings,
  });
  const profile = fileOf("delivery-pipeline");

  it("is silent on the pipeline done right", async () => {
    expect((await previewProgram(program("good", profile))).findings).toEqual([]);
  });

  it.each<[string, string, Readonly<Record<string, string[]>>]>([
    ["a stage of another name", "codepipeline-stages", { stages: ["Source", "Build", "Release"] }],
    ["another region", "region-allowed", { allowedRegions: ["eu-west-1"] }],
  ])("stops at %s", async (_, policyName, demand) => {
    // The program stays and the demand is changed: what differs between them is what counts.
    const settings = compose([profile, { [policyName]: demand }]) as PackSettings;
    const { findings } = await previewProgram(program("good", settings));
    const said = findings.map((one) => `${one.enforcementLevel} ${one.policyName}`);
    expect([...new Set(said)]).toEqual([`mandatory ${policyName}`]);
  });
});
