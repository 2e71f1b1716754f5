import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { FORMATS, type Format, type FormatOptions } from "../../report/formats";
import { SEVERITIES, stackTitle, type Report } from "../../report/model";
import { writeFile } from "../../report/output";
import { readReport, fileSource } from "../../report/read";
import { fails, totalsOf, type FailOn } from "../../report/totals";
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from "../command";
import { progressOn, sourcesOf } from "../inputs";

const FAIL_LEVELS = ["mandatory", "advisory", "never"] as const;

const HELP = `Usage: npx aws-security-baseline report [FILE...] [--format NAME[=FILE]]...

Reads the engine's events from files or standard input ("-"), of one or many stacks, and writes what the policies found.

What to give it:
  PULUMI_DEBUG_COMMANDS=true pulumi preview --event-log events.json
  PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json > events.json
  pulumi up --yes --skip-preview --json > events.json
  pulumi policy analyze --json --stack STACK --policy-pack PACK > events.json
  a report of --format json
  pulumi stack export > state.json, besides one of these: places of the resources in the program

Options:
  --format NAME[=FILE]  how to write it, and where to; again for more. Standard output without FILE.
${FORMATS.map(({ name, summary }) => `                          ${name.padEnd(10)} ${summary}`).join("\n")}
  --against FILE        an earlier report (--format json) to compare with
  --fail-on LEVEL       what ends with exit code 1: mandatory (also remediate; default), advisory, never
  --fail-severity S     the mildest severity that does: critical, high, medium, low (default)
  --pack NAME           another pack that counts as this one; again for more
  --all-packs           findings of every pack

Exit codes: 0 nothing that counts was found; 1 something was, or events are missing; 2 the arguments or files cannot be used.
`;

/** `report`: the engine's events as findings, in many formats. */
export const report: Command = {
  name: "report",
  summary: "Write what the policies found: for a terminal, as JSON, CSV and more",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
    const outputs = outputsOf(values.format ?? [terminalFormat()]);
    const failOn = failOnOf(values["fail-on"], values["fail-severity"]);
    const earlier = values.against === undefined ? undefined : await readEarlier(values.against, terminal);
    const sources = sourcesOf(positionals, terminal);
    const progress = progressOn(terminal);
    const read = await readReport(sources, {
      packs: values.pack ?? [],
      allPacks: values["all-packs"] ?? false,
      onProgress: progress.show,
    });
    progress.done();
    requireCommonStack(read, earlier);
    return write(read, outputs, failOn, earlier, terminal);
  },
};

const OPTIONS = {
  format: { type: "string", multiple: true },
  against: { type: "string" },
  "fail-on": { type: "string" },
  "fail-severity": { type: "string" },
  pack: { type: "string", multiple: true },
  "all-packs": { type: "boolean" },
} as const;

interface Output {
  readonly format: Format;
  /** Standard output when absent. */
  readonly file?: string;
}

function terminalFormat(): string {
  return FORMATS[0]?.name ?? "";
}

function outputsOf(given: readonly string[]): readonly Output[] {
  const outputs = given.map((text): Output => {
    const [name = "", ...rest] = text.split("=");
    const format = FORMATS.find((one) => one.name === name);
    if (!format) {
      throw new UsageError(`There is no format "${name}". There are ${FORMATS.map((one) => one.name).join(", ")}.`);
    }
    const file = rest.join("=");
    if (rest.length > 0 && file === "") {
      throw new UsageError(`--format ${text} names no file after "=".`);
    }
    return { format, ...(file !== "" && { file }) };
  });
  const printed = outputs.filter(({ file }) => file === undefined);
  if (printed.length > 1) {
    const names = printed.map(({ format }) => format.name).join(" and ");
    throw new UsageError(
      `Only one format can go to standard output, not ${names}. Name files: --format ${printed[0]?.format.name ?? ""}=FILE.`,
    );
  }
  const files = outputs.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) {
    throw new UsageError(`Two formats would be written to ${twice}.`);
  }
  return outputs;
}

function failOnOf(level: string | undefined, severity: string | undefined): FailOn {
  return {
    level: level === undefined ? "mandatory" : choice("--fail-on", level, FAIL_LEVELS),
    severity: severity === undefined ? "low" : choice("--fail-severity", severity, SEVERITIES),
  };
}

function choice<T extends string>(option: string, given: string, choices: readonly T[]): T {
  const chosen = choices.find((one) => one === given);
  if (chosen === undefined) {
    throw new UsageError(`${option} is one of ${choices.join(", ")}, not "${given}".`);
  }
  return chosen;
}

async function readEarlier(path: string, terminal: Terminal): Promise<Report> {
  try {
    const earlier = await readReport([fileSource(resolve(terminal.folder, path), path)]);
    const problem = earlier.stacks.length === 0 ? earlier.problems[0]?.text : undefined;
    if (problem === undefined) {
      return earlier;
    }
    throw new Error(`${path} cannot be compared with: ${problem}`);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function requireCommonStack(report: Report, earlier: Report | undefined): void {
  const titles = new Set(earlier?.stacks.map(stackTitle));
  if (!earlier || report.stacks.length === 0 || report.stacks.some((stack) => titles.has(stackTitle(stack)))) {
    return;
  }
  throw new UsageError(
    `The earlier report is about ${[...titles].join(", ")}, this one about ${report.stacks.map(stackTitle).join(", ")}: they cannot be compared.`,
  );
}

async function write(
  report: Report,
  outputs: readonly Output[],
  failOn: FailOn,
  earlier: Report | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  for (const { format, file } of outputs) {
    const parts = format.write(report, optionsFor(file, earlier, terminal));
    if (file === undefined) {
      for await (const part of parts) {
        terminal.out(part);
      }
      continue;
    }
    try {
      await writeFile(resolve(terminal.folder, file), parts, file);
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  }
  // The terminal format says these itself.
  if (!outputs.some(({ format, file }) => format.name === terminalFormat() && file === undefined)) {
    report.problems.forEach(({ source, line, text, incomplete }) => {
      const place = [source, line].filter((one) => one !== undefined && one !== "").join(":");
      terminal.err(`${incomplete ? "Incomplete" : "Note"}: ${place ? `${place}: ` : ""}${text}\n`);
    });
    terminal.err(`${totalsOf(report)}\n`);
  }
  return fails(report, failOn) ? EXIT.found : EXIT.ok;
}

function optionsFor(file: string | undefined, earlier: Report | undefined, terminal: Terminal): FormatOptions {
  const { NO_COLOR: no, FORCE_COLOR: force } = terminal.environment;
  const columns = file === undefined ? terminal.columns : undefined;
  // https://no-color.org: any value that is not empty.
  const color = file === undefined && !no && (columns !== undefined || (force !== undefined && force !== "0"));
  return { columns, color, folder: terminal.folder, ...(earlier && { earlier }) };
}
