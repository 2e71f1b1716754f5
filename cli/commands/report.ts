import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { locate } from "../../report/locations";
import { stackTitle, type Report } from "../../report/model";
import { readReport, fileSource } from "../../report/read";
import { UsageError, type Command, type Terminal } from "../command";
import { progressOn, sourcesOf } from "../inputs";
import { OUTPUT_HELP, OUTPUT_OPTIONS, readOutputOptions, writeReport } from "../outputs";

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
${OUTPUT_HELP}
  --against FILE        an earlier report (--format json) to compare with
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
    const outputs = readOutputOptions(values);
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
    return writeReport(locate(read, terminal.folder), outputs, terminal, earlier);
  },
};

const OPTIONS = {
  ...OUTPUT_OPTIONS,
  against: { type: "string" },
  pack: { type: "string", multiple: true },
  "all-packs": { type: "boolean" },
} as const;

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
