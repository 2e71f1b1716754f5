import { resolve } from "node:path";
import { FORMATS, type Format, type FormatOptions } from "../report/formats";
import { SEVERITIES, type Report } from "../report/model";
import { writeFile } from "../report/output";
import { fails, totalsOf, type FailOn } from "../report/totals";
import { EXIT, UsageError, type ExitCode, type Terminal } from "./command";

/** The options of commands that write a report, for `parseArgs`. */
export const OUTPUT_OPTIONS = {
  format: { type: "string", multiple: true },
  "fail-on": { type: "string" },
  "fail-severity": { type: "string" },
} as const;

/** What `--help` says of them. */
export const OUTPUT_HELP = `  --format NAME[=FILE]  how to write it, and where to; again for more. Standard output without FILE.
${FORMATS.map(({ name, summary }) => `                          ${name.padEnd(14)} ${summary}`).join("\n")}
  --fail-on LEVEL       what ends with exit code 1: mandatory (also remediate; default), advisory, never
  --fail-severity S     the mildest severity that does: critical, high, medium, low (default)`;

const FAIL_LEVELS = ["mandatory", "advisory", "never"] as const;

/** Where a report goes, and what fails the build. */
export interface Outputs {
  readonly outputs: readonly Output[];
  readonly failOn: FailOn;
}

/** @throws UsageError for a format, level or severity that there is not, and for outputs that exclude one another. */
export function readOutputOptions(values: {
  readonly format?: readonly string[] | undefined;
  readonly "fail-on"?: string | undefined;
  readonly "fail-severity"?: string | undefined;
}): Outputs {
  return {
    outputs: outputsOf(values.format ?? [terminalFormat()]),
    failOn: failOnOf(values["fail-on"], values["fail-severity"]),
  };
}

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

/**
 * Writes a report as asked and says by its exit code whether it fails the build.
 * @throws UsageError when a file cannot be written.
 */
export async function writeReport(
  report: Report,
  { outputs, failOn }: Outputs,
  terminal: Terminal,
  earlier?: Report,
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
