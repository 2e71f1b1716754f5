/** The tarball of `npm pack`, unpacked and installed as Pulumi Cloud does it, serves the whole pack. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policies } from "../policies";
import { startAnalyzer } from "../testing/analyzer";

const ROOT = join(__dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "packed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", [...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

describe("the package", () => {
  const tarball = join(
    folder,
    npm(["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], ROOT).trim(),
  );
  execFileSync("tar", ["xzf", tarball, "-C", folder]);
  const unpacked = join(folder, "package");

  it("is under 1 MB", () => {
    expect(statSync(tarball).size).toBeLessThan(1_000_000);
  });

  it("holds what runs and what is read, and neither tests nor sources", () => {
    const files = readdirSync(unpacked, { recursive: true, encoding: "utf8" });
    expect(files).toEqual(
      expect.arrayContaining(["PulumiPolicy.yaml", "README.md", "package.json", join("dist", "pack.js")]),
    );
    expect(files.filter((file) => /(^|\/)(test|scripts|examples)\/|(?<!\.d)\.ts$/.test(file))).toEqual([]);
  });

  it("names @pulumi/aws nowhere among what it installs or requires", () => {
    const manifest = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    expect(Object.keys(manifest.dependencies)).not.toContain("@pulumi/aws");
    const requiring = readdirSync(join(unpacked, "dist"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".js"))
      .filter((file) => /require\("@pulumi\/(aws|random)/.test(readFileSync(join(unpacked, "dist", file), "utf8")));
    expect(requiring).toEqual([]);
  });

  it("survives its own prepare script without sources, and serves every policy", async () => {
    npm(["run", "prepare", "--silent"], unpacked);
    // The same dependencies as an install would bring, without asking a registry in every test run.
    symlinkSync(join(ROOT, "node_modules"), join(unpacked, "node_modules"));
    const pack = await startAnalyzer({ packDirectory: unpacked });
    const info = await pack.getAnalyzerInfo();
    await pack.close();
    expect(info.policies.map(({ name }) => name)).toEqual(policies.map(({ facts }) => facts.name));
    expect(existsSync(join(unpacked, "tsconfig.json"))).toBe(false);
  });
});
