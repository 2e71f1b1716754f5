import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { allStacks, audit as auditStacks } from "../../report/audit";
import { UsageError, type Command, type Terminal } from "../command";
import { OUTPUT_HELP, OUTPUT_OPTIONS, readOutputOptions, writeReport } from "../outputs";

const HELP = `Usage: npx aws-security-baseline audit (--stack STACK... | --all [--organization ORG]) [--format NAME[=FILE]]...

Judges stacks as they are deployed, from their states: runs "pulumi policy analyze" on each and writes one report. It runs no
program, asks no provider and changes no stack. A stack that fails does not stop the others; the report says which it was.
You are logged in with "pulumi login", as for a preview.

Options:
  --stack STACK         a stack, as STACK in a project's folder or ORGANIZATION/PROJECT/STACK; again for more
  --all                 every stack that you can see
  --organization ORG    with --all: those of one organisation
  --policy-pack DIR     the pack; this package without it
  --config FILE         the pack's config file
  --parallel N          how many stacks at once; 2 without it
${OUTPUT_HELP}

Exit codes: 0 nothing that counts was found; 1 something was, or a stack could not be audited; 2 the arguments cannot be used.
`;

const OPTIONS = {
  ...OUTPUT_OPTIONS,
  stack: { type: "string", multiple: true },
  all: { type: "boolean" },
  organization: { type: "string" },
  "policy-pack": { type: "string" },
  config: { type: "string" },
  parallel: { type: "string" },
} as const;

/** `audit`: what is deployed already, for one stack or all. */
export const audit: Command = {
  name: "audit",
  summary: "Judge what is deployed already, in one stack or in all",
  help: HELP,
  async run(args, terminal) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const outputs = readOutputOptions(values);
    requireSelection(values);
    const parallel = parallelOf(values.parallel);
    const pack = packFolder(values["policy-pack"], terminal);
    const config = values.config === undefined ? undefined : existing(values.config, terminal);
    const { folder, environment } = terminal;
    const stacks = await stacksOf(values, terminal);
    const report = await auditStacks({
      stacks,
      pack,
      ...(config !== undefined && { config }),
      parallel,
      folder,
      environment,
      onDone: (stack, done, of) => terminal.err(`${done} of ${of}: ${stack}\n`),
    });
    return writeReport(report, outputs, terminal);
  },
};

/** Which stacks the arguments name. */
interface Selection {
  readonly stack?: string[];
  readonly all?: boolean;
  readonly organization?: string;
}

function requireSelection({ stack = [], all = false, organization }: Selection): void {
  if (all === stack.length > 0) {
    throw new UsageError("Give --stack (once or more) or --all.");
  }
  if (organization !== undefined && !all) {
    throw new UsageError("--organization goes with --all.");
  }
}

async function stacksOf({ stack = [], all, organization }: Selection, terminal: Terminal): Promise<readonly string[]> {
  if (!all) {
    return [...new Set(stack)];
  }
  try {
    const found = await allStacks(organization, terminal);
    if (found.length > 0) {
      return found;
    }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  throw new UsageError("There are no stacks. Are you logged in to the right backend? See pulumi whoami -v.");
}

/** This package, which the compiled command is in. */
function packFolder(given: string | undefined, terminal: Terminal): string {
  const folder = given === undefined ? resolve(__dirname, "..", "..", "..") : resolve(terminal.folder, given);
  if (!existsSync(join(folder, "PulumiPolicy.yaml"))) {
    throw new UsageError(
      `There is no PulumiPolicy.yaml in ${given ?? folder}. Name the pack's folder with --policy-pack.`,
    );
  }
  return folder;
}

function existing(path: string, terminal: Terminal): string {
  const file = resolve(terminal.folder, path);
  if (!existsSync(file)) {
    throw new UsageError(`There is no file ${path}.`);
  }
  return file;
}

function parallelOf(given = "2"): number {
  const count = Number(given);
  if (!Number.isInteger(count) || count < 1 || count > 64) {
    throw new UsageError(`--parallel is a whole number from 1 to 64, not "${given}".`);
  }
  return count;
}
