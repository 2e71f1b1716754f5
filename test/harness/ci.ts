/** A checked-out repository with a Pulumi program, and shells that run blocks of CI recipes in it as the vendors do. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { packageRoot } from "../../testing/analyzer";

/** How a block ended, and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly text: string;
}

/** A clone in a temporary folder: a program, the pack as a dependency, a file backend with the stack `dev`, the stand-in provider. */
export class Clone {
  readonly root = mkdtempSync(join(tmpdir(), "clone-"));
  /** The folder of the repository. */
  readonly folder = join(this.root, "repository");
  /** Programs that come before those of the machine. */
  private readonly bin = join(this.root, "bin");
  private readonly env: NodeJS.ProcessEnv;

  constructor() {
    mkdirSync(this.folder);
    mkdirSync(this.bin);
    mkdirSync(join(this.root, "state"));
    const foreign = /^(PULUMI|AWS|GITHUB|CI_|GIT_|npm_)/;
    this.env = {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
      PATH: [this.bin, process.env["PATH"] ?? ""].join(delimiter),
      HOME: this.root,
      PULUMI_HOME: join(this.root, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.root, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "only for this run",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    this.install();
    this.program("");
    const made = this.run(["pulumi stack init dev --non-interactive"]);
    if (made.code !== 0) throw new Error(made.text);
  }

  /** Replaces the program; `aws` is there. */
  program(text: string): void {
    this.write("index.js", `const aws = require("@pulumi/aws");\n${text}\n`);
  }

  /** Writes a file of the repository. */
  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** The text of a file below the temporary folder; empty where there is none. */
  read(...path: readonly string[]): string {
    const file = join(this.root, ...path);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  /** Puts a program on PATH before that of the machine. */
  standIn(name: string, script: string): void {
    writeFileSync(join(this.bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.bin, name), 0o755);
  }

  /** Runs lines in one bash that ends at the first failure, in the folder of the repository. */
  run(lines: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
    const file = join(this.root, "script.sh");
    writeFileSync(file, lines.join("\n"));
    const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", file], {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...this.env, ...env },
      timeout: 120_000,
    });
    return { code: status, text: stdout + stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private install(): void {
    const modules = join(this.folder, "node_modules");
    const installed = join(packageRoot(), "node_modules");
    mkdirSync(join(modules, ".bin"), { recursive: true });
    for (const name of readdirSync(installed).filter((one) => !one.startsWith("."))) {
      symlinkSync(join(installed, name), join(modules, name));
    }
    symlinkSync(packageRoot(), join(modules, "aws-security-baseline"));
    const { bin } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { bin: string };
    const command = join(modules, ".bin", "aws-security-baseline");
    writeFileSync(command, `#!/bin/sh\nexec node "${join(packageRoot(), bin)}" "$@"\n`);
    chmodSync(command, 0o755);
    const provider = join(packageRoot(), "test", "e2e", "provider", "bin");
    const project = {
      name: "shop",
      runtime: { name: "nodejs", options: { typescript: false } },
      config: { "aws:region": { value: "us-east-1" } },
      plugins: { providers: ["aws", "random"].map((name) => ({ name, path: provider })) },
    };
    // JSON is YAML.
    this.write("Pulumi.yaml", JSON.stringify(project, undefined, 2));
    this.write("package.json", JSON.stringify({ name: "shop", private: true, main: "index.js" }));
    this.write(".gitignore", "node_modules\n");
  }
}
