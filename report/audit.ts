/** Runs `pulumi policy analyze` on the states of many stacks and gathers one report. */
import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObject, redact } from "../library";
import { parsed } from "./events";
import type { Problem, Report } from "./model";
import { fileSource, readReport } from "./read";

/** What to audit, and with what. */
export interface AuditOptions {
  /** Names as `pulumi stack ls` gives them, or as the CLI takes them: `stack`, `organization/project/stack`. */
  readonly stacks: readonly string[];
  /** The folder of the pack's PulumiPolicy.yaml. */
  readonly pack: string;
  /** The pack's config file. */
  readonly config?: string;
  /** How many stacks at once. */
  readonly parallel: number;
  /** Where the CLI runs. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Called when a stack is done. */
  readonly onDone?: (stack: string, done: number, of: number) => void;
}

interface Ended {
  readonly code: number;
  readonly errors: string;
}

/**
 * The names of all stacks that whoever is logged in can see, or those of one organisation.
 * @throws Error in words for the user when the CLI does not give them.
 */
export async function allStacks(
  organization: string | undefined,
  { folder, environment }: Pick<AuditOptions, "folder" | "environment">,
): Promise<readonly string[]> {
  const parts: string[] = [];
  const choice = organization === undefined ? [] : ["--organization", organization];
  const ended = await pulumi(["stack", "ls", "--all", "--json", ...choice], folder, environment, (part) =>
    parts.push(part),
  );
  const list = parsed(parts.join(""));
  if (ended.code !== 0 || !Array.isArray(list)) {
    throw new Error(`pulumi stack ls failed: ${lastError(ended.errors)}`);
  }
  return list.flatMap((one: unknown) => (isObject(one) && typeof one["name"] === "string" ? [one["name"]] : []));
}

/** Audits every stack, goes on when one fails, and says which among the report's problems. Changes nothing in any stack. */
export async function audit(options: AuditOptions): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "aws-security-baseline-audit-"));
  try {
    const { stacks } = options;
    const files = new Map<string, string>();
    const problems: Problem[] = [];
    const waiting = stacks.map((stack, index) => ({ stack, file: join(folder, `${index}.json`) }));
    let done = 0;
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { stack, file } = next;
        const problem = await auditStack(stack, file, options);
        if (problem) {
          problems.push(problem);
        } else {
          files.set(stack, file);
        }
        options.onDone?.(stack, ++done, stacks.length);
      }
    };
    await Promise.all(Array.from({ length: Math.min(options.parallel, stacks.length) }, work));
    const named = stacks.flatMap((stack) => {
      const file = files.get(stack);
      return file === undefined ? [] : [fileSource(file, stack)];
    });
    const report = await readReport(named);
    return { ...report, problems: [...problems, ...report.problems] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What stands in the way of reading a stack's events; nothing when they are in the file. */
async function auditStack(stack: string, file: string, options: AuditOptions): Promise<Problem | undefined> {
  const { pack, config, folder, environment } = options;
  const settings = config === undefined ? [] : ["--policy-pack-config", config];
  const args = ["policy", "analyze", "--json", "--stack", stack, "--policy-pack", pack, ...settings];
  const out = createWriteStream(file);
  let bytes = 0;
  const ended = await pulumi(args, folder, environment, (part) => {
    bytes += part.length;
    out.write(part);
  });
  await new Promise((finished) => out.end(finished));
  if (bytes > 0) {
    return undefined;
  }
  return ended.code === 0
    ? { source: stack, text: "The stack has no resources; there is nothing to audit.", incomplete: false }
    : { source: stack, text: `pulumi policy analyze failed: ${lastError(ended.errors)}`, incomplete: true };
}

function pulumi(
  args: readonly string[],
  folder: string,
  environment: AuditOptions["environment"],
  onOutput: (part: string) => void,
): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: folder,
      env: { ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", onOutput);
    child.stderr.setEncoding("utf8").on("data", (part: string) => (errors = (errors + part).slice(-10_000)));
    child.once("error", () => done({ code: 1, errors: "The Pulumi CLI is not on PATH." }));
    child.once("close", (code) => done({ code: code ?? 1, errors }));
  });
}

/** The CLI says what is wrong in lines that begin with "error:". */
function lastError(errors: string): string {
  const lines = errors.split("\n").map((line) => line.trim());
  const said = lines.filter((line) => line.startsWith("error:")).at(-1) ?? lines.filter(Boolean).at(-1);
  return redact(said ?? "it said nothing");
}
