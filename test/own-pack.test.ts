/** docs/guides/own-policies.md: its files make a pack that has all policies of this one and those of its own. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { packageRoot, startAnalyzer, type PackSettings } from "../testing/analyzer";
import { closePacks, evaluate, type Finding } from "../testing";
import { policies } from "../library";
import { consumer, filesOf } from "./harness/guides";

const guide = filesOf("own-policies.md");
const index = guide["index.js"] ?? "";
const manifest = { "package.json": JSON.stringify({ name: "acme-policies", version: "1.0.0", main: "index.js" }) };
const folders: string[] = [];

function packOf(files: Readonly<Record<string, string>>): string {
  const folder = consumer({ ...manifest, ...guide, ...files });
  folders.push(folder);
  return folder;
}

const pack = packOf({});
afterAll(async () => {
  await closePacks();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const QUEUE = { type: "aws:sqs/queue:Queue", name: "jobs", inputs: { messageRetentionSeconds: 60 } };
const BUCKET = { type: "aws:s3/bucket:Bucket", name: "data" };

async function own(resources: Parameters<typeof evaluate>[0], settings: PackSettings = {}): Promise<string[]> {
  const findings = await evaluate(resources, settings, { pack });
  return findings.filter(({ policy }) => policy.startsWith("acme-")).map(shown);
}

function shown({ policy, resource, path, found, level }: Finding): string {
  return `${policy} ${resource} ${path} ${level}: ${found}`;
}

describe("the pack of the guide", () => {
  it("has all policies of this one, in their order, and its own before the last", async () => {
    const analyzer = await startAnalyzer({ packDirectory: pack });
    const info = await analyzer.getAnalyzerInfo();
    await analyzer.close();
    const all = policies.map(({ facts }) => facts.name);
    const names = info.policies.map(({ name }) => name);
    expect(info.name).toBe("acme-policies");
    expect([...names].sort()).toEqual([...all, "acme-queue-retention", "acme-bucket-cost-centre"].sort());
    expect([names[0], names.at(-1)]).toEqual(["baseline-settings", "baseline-exemptions"]);
  });

  it("finds what its own policies are about, and what those of this one are about", async () => {
    expect(await own([QUEUE, BUCKET])).toEqual([
      "acme-queue-retention jobs messageRetentionSeconds mandatory: Messages are kept for 60 seconds.",
      "acme-bucket-cost-centre data tags advisory: The tag CostCentre is missing.",
    ]);
    const all = await evaluate([BUCKET], {}, { pack });
    expect(all.map(({ policy }) => policy)).toContain("s3-bucket-versioning");
  });

  it.each([
    [
      "what is right",
      [
        { ...QUEUE, inputs: { messageRetentionSeconds: 345600 } },
        { ...BUCKET, inputs: { tags: { CostCentre: "7" } } },
      ],
    ],
    [
      "what is not known yet",
      [
        { ...QUEUE, inputs: {}, links: { messageRetentionSeconds: ["data"] } },
        { ...BUCKET, inputs: { tags: { CostCentre: "7" } } },
      ],
    ],
  ])("is silent about %s", async (_, resources) => {
    expect(await own(resources)).toEqual([]);
  });

  it("takes options and levels of its own policies", async () => {
    const settings = { "acme-queue-retention": { enforcementLevel: "advisory", minimumDays: 1 } } as const;
    const queue = (seconds: number): typeof QUEUE => ({ ...QUEUE, inputs: { messageRetentionSeconds: seconds } });
    expect(await own([queue(86400)], settings)).toEqual([]);
    expect(await own([queue(86399)], settings)).toEqual([expect.stringContaining(" advisory: Messages are kept")]);
  });

  it("reports a mistyped option of its own policies", async () => {
    expect((await own([QUEUE], { "acme-queue-retention": { minimumDay: 1 } })).join("\n")).toContain("minimumDay");
  });

  it("has the shared settings and exemptions for its own policies", async () => {
    const exemptions = [{ policy: "acme-queue-retention", resource: "jobs", reason: "Read at once" }];
    const settings = { "baseline-settings": { exemptions } };
    expect(await own([QUEUE], settings)).toEqual([]);
    expect(await own([{ ...QUEUE, name: "other" }], settings)).toHaveLength(1);
  });

  it("does not serve two policies of one name, and says which", async () => {
    const packDirectory = packOf({ "index.js": index.replace("acme-queue-retention", "s3-bucket-versioning") });
    await expect(startAnalyzer({ packDirectory })).rejects.toThrow(
      'There are two policies called "s3-bucket-versioning"; give yours a name of its own.',
    );
  });

  it.each([
    ["commonjs", "node10"],
    ["nodenext", "nodenext"],
  ])("compiles as TypeScript, module %s", (module, moduleResolution) => {
    const text = index
      .replace(/const (\{.*?\}) = require\((".*?")\);/g, "import $1 from $2;")
      .concat("\n// @ts-expect-error The types are there.\nresourcesOfType(7);\n");
    const folder = packOf({ "index.ts": text });
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--types", "node"];
    const tsc = join(packageRoot(), "node_modules", "typescript", "bin", "tsc");
    const args = [tsc, ...options, "--module", module, "--moduleResolution", moduleResolution, "index.ts"];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    expect(stdout).toBe("");
  });
});
