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

const smallProgram = { directory: join(packageRoot(), "test", "programs", "static-site"), stack: "prod" };

/** Findings of the small program without settings, which every profile is compared with. */
const withoutSettings = previewProgram(smallProgram);

function levelsOf(findings: readonly Pick<CliFinding, "policyName" | "enforcementLevel">[]): string[] {
  return [...new Set(findings.map(({ enforcementLevel }) => enforcementLevel))].sort();
}

describeCli("profiles in the real CLI", () => {
  const results = new Map<string, CliResult>();
  it.each(PROFILES)("$name loads", async ({ name }) => {
    const result = await runCli({ ...smallProgram, command: "preview", packSettings: fileOf(name) });
    results.set(name, result);
    const { findings } = await previewProgram({ ...smallProgram, packSettings: fileOf(name) });
    const lines = (all: readonly Pick<CliFinding, "policyName" | "enforcementLevel" | "urn">[]): string[] =>
      all.map(({ policyName, enforcementLevel, urn }) => `${enforcementLevel} ${policyName} ${urn}`).sort();
    expect(lines(result.findings)).toEqual(lines(findings));
    expect(result.findings.filter(({ policyName }) => policyName === "baseline-settings")).toEqual([]);
  });

  it("default says what no settings say", async () => {
    const { findings } = await withoutSettings;
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
