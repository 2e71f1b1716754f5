/** The tarball of `npm pack`, unpacked and installed as Pulumi Cloud does it, serves the whole pack. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policies } from "../policies";
import { packageRoot, startAnalyzer } from "../testing/analyzer";
import { installProduction, npm, packInto } from "./harness/packed";

const folder = mkdtempSync(join(tmpdir(), "packed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package", () => {
  const { tarball, unpacked } = packInto(folder);

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

  it("runs no script while it is packed: Pulumi takes all that npm prints then for the name of the tarball", () => {
    const { scripts } = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8")) as { scripts: object };
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?(prepare|pack)$/.test(name))).toEqual([]);
  });

  it("survives its own install script without sources, and serves every policy", async () => {
    npm(["run", "dependencies", "--silent"], unpacked);
    installProduction(unpacked);
    const pack = await startAnalyzer({ packDirectory: unpacked });
    const info = await pack.getAnalyzerInfo();
    await pack.close();
    expect(info.policies.map(({ name }) => name)).toEqual(policies.map(({ facts }) => facts.name));
    expect(existsSync(join(unpacked, "tsconfig.json"))).toBe(false);
  });
});

describe("a project that has the package among its dependencies", () => {
  const project = join(folder, "project");

  /** Runs Node in the project; what it prints and how it ends. */
  function run(program: string, ...args: string[]): { readonly code: number | null; readonly text: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: project,
      encoding: "utf8",
    });
    return { code: status, text: stdout + stderr };
  }

  function write(name: string, text: string): string {
    writeFileSync(join(project, name), text);
    return name;
  }

  beforeAll(() => {
    mkdirSync(join(project, "node_modules"), { recursive: true });
    installProduction(project);
    // A copy: Node takes a linked package's dependencies from where the link leads.
    cpSync(join(folder, "package"), join(project, "node_modules", "aws-security-baseline"), {
      recursive: true,
      filter: (path) => !path.includes(join("package", "node_modules")),
    });
    write("package.json", JSON.stringify({ name: "project", private: true }));
  });

  it("has the command, which runs without the packages of development", () => {
    const { bin } = JSON.parse(readFileSync(join(folder, "package", "package.json"), "utf8")) as { bin: string };
    const { code, text } = run(join("node_modules", "aws-security-baseline", bin), "--help");
    expect([code, text]).toEqual([0, expect.stringContaining("Usage: npx aws-security-baseline <command>")]);
  });

  it("can load every module of the package without the packages of development", () => {
    const script = write(
      "all.js",
      `const { readdirSync } = require("node:fs");
       const dist = "node_modules/aws-security-baseline/dist";
       const files = readdirSync(dist, { recursive: true, encoding: "utf8" });
       for (const file of files) if (file.endsWith(".js") && file !== "pack.js") require("./" + dist + "/" + file);
       console.log("loaded");`,
    );
    expect(run(script)).toEqual({ code: 0, text: "loaded\n" });
  });

  it("gets the library, which serves nothing and ends", () => {
    const script = write(
      "library.js",
      `const { policies } = require("aws-security-baseline"); console.log(policies.length);`,
    );
    expect(run(script)).toEqual({ code: 0, text: `${policies.length}\n` });
  });

  it("gets the test helper, which needs no package of development and lets the process end", () => {
    const script = write(
      "helper.js",
      `const { assertFinding, evaluate } = require("aws-security-baseline/testing");
       evaluate([{ type: "aws:s3/bucket:Bucket", name: "b" }])
         .then((findings) => assertFinding(findings, { policy: "s3-bucket-versioning", resource: "b" }))
         .then(() => console.log("found"));`,
    );
    expect(run(script)).toEqual({ code: 0, text: "found\n" });
  });

  it.each([
    { module: "commonjs", moduleResolution: "node10", skipLibCheck: false },
    { module: "nodenext", moduleResolution: "nodenext", skipLibCheck: true },
  ])("compiles against its types with moduleResolution $moduleResolution", (options) => {
    write(
      "consumer.ts",
      `import { policies, type Policy } from "aws-security-baseline";
       import { baselineMatchers, evaluate, type Finding } from "aws-security-baseline/testing";
       export const found: Promise<readonly Finding[]> = evaluate([{ type: "aws:s3/bucket:Bucket", name: "b" }]);
       // @ts-expect-error The types are there: an evaluation needs resources.
       export const none = [baselineMatchers, evaluate()];
       const names: readonly string[] = policies.map((policy: Policy) => policy.facts.name);
       // @ts-expect-error The types are there: a policy's facts have no such property.
       export const wrong = [names, policies[0]?.facts.nothing];`,
    );
    const compilerOptions = { ...options, target: "ES2022", strict: true, noEmit: true, types: [] };
    write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
    const { text } = run(join(packageRoot(), "node_modules", "typescript", "bin", "tsc"), "--pretty", "false");
    // @pulumi/policy's own declarations import what its build strips.
    expect(text.split("\n").filter((line) => line !== "" && !line.includes("@pulumi/policy/"))).toEqual([]);
  });
});
