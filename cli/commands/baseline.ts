import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { baselineOf, mergeBaseline, type BaselineFields } from "../../report/baseline";
import { dayAfter, dayOf, isDay, isObject } from "../../library";
import { parsed } from "../../report/events";
import { writeFile } from "../../report/output";
import { readReport } from "../../report/read";
import { EXIT, UsageError, type Command, type Terminal } from "../command";
import { progressOn, sourcesOf } from "../inputs";

const REASON = "Found when the pack was introduced, not judged yet";

const HELP = `Usage: npx aws-security-baseline baseline [EVENTS...] [--config FILE] [--out FILE]

Turns today's findings into exemptions, so that only new findings block: one for every finding, by policy, resource (its whole URN),
stack and key, never by a wildcard. EVENTS are what "report" reads, standard input without them.

Options:
  --config FILE     a config file of the pack: what is in it stays, and the exemptions that it lacks are added
  --out FILE        where to write it; standard output without it. It may be the file of --config
  --reason TEXT     why they are accepted ("${REASON}")
  --owner TEXT      who answers for them; empty to be filled in
  --ticket TEXT     where they are tracked; empty to be filled in
  --expires DAY     the last day they hold, as 2027-01-31
  --days N          the same in days from today; 90 without either
  --mandatory       only findings that block; advisory ones stay visible
  --pack NAME       another pack that counts as this one; again for more

Exit codes: 0 written; 1 written, but events are missing, so findings may be too; 2 the arguments or files cannot be used.
`;

const OPTIONS = {
  config: { type: "string" },
  out: { type: "string" },
  reason: { type: "string" },
  owner: { type: "string" },
  ticket: { type: "string" },
  expires: { type: "string" },
  days: { type: "string" },
  mandatory: { type: "boolean" },
  pack: { type: "string", multiple: true },
} as const;

/** `baseline`: today's findings as exemptions. */
export const baseline: Command = {
  name: "baseline",
  summary: "Turn today's findings into exemptions, so that only new ones block",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
    const fields: BaselineFields = {
      reason: reasonOf(values.reason),
      owner: values.owner ?? "",
      ticket: values.ticket ?? "",
      expires: expiryOf(values.expires, values.days, new Date()),
      onlyBlocking: values.mandatory ?? false,
    };
    const config = values.config === undefined ? {} : readConfig(values.config, terminal);
    const progress = progressOn(terminal);
    const report = await readReport(sourcesOf(positionals, terminal), {
      packs: values.pack ?? [],
      onProgress: progress.show,
    });
    progress.done();
    const { exemptions, notes } = baselineOf(report, fields);
    const merged = mergeBaseline(config, exemptions);
    if (typeof merged === "string") {
      throw new UsageError(`${values.config ?? ""}: ${merged}`);
    }
    const text = `${JSON.stringify(merged.config, undefined, 2)}\n`;
    if (values.out === undefined) {
      terminal.out(text);
    } else {
      await writeOut(values.out, text, terminal);
    }
    const incomplete = report.problems.filter((one) => one.incomplete);
    incomplete.forEach(({ source, text: problem }) => terminal.err(`Incomplete: ${source}: ${problem}\n`));
    notes.forEach((note) => terminal.err(`${note}\n`));
    const there = merged.kept > 0 ? `; ${merged.kept} were there already` : "";
    const empty = [fields.owner === "" && "who owns each", fields.ticket === "" && "its ticket"].filter(Boolean);
    const toDo = empty.length > 0 ? ` Fill in ${empty.join(" and ")}.` : "";
    terminal.err(`${merged.added} exemptions until ${fields.expires}${there}.${toDo}\n`);
    return incomplete.length > 0 ? EXIT.found : EXIT.ok;
  },
};

function reasonOf(given: string | undefined): string {
  if (given?.trim() === "") {
    throw new UsageError("--reason is empty: an exemption needs a reason.");
  }
  return given ?? REASON;
}

function expiryOf(expires: string | undefined, days: string | undefined, now: Date): string {
  if (expires !== undefined && days !== undefined) {
    throw new UsageError("Give --expires or --days, not both.");
  }
  const today = dayOf(now);
  if (expires !== undefined) {
    if (!isDay(expires) || expires < today) {
      throw new UsageError(`--expires is a day from today on, such as ${today}, not "${expires}".`);
    }
    return expires;
  }
  const count = Number(days ?? "90");
  if (!Number.isInteger(count) || count < 1 || count > 3650) {
    throw new UsageError(`--days is a whole number from 1 to 3650, not "${days ?? ""}".`);
  }
  return dayAfter(today, count);
}

function readConfig(path: string, terminal: Terminal): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(resolve(terminal.folder, path), "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`);
  }
  const value = parsed(text.replace(/^\uFEFF/, ""));
  if (!isObject(value)) {
    throw new UsageError(`${path} is no JSON object. Run "npx aws-security-baseline config check ${path}".`);
  }
  return value;
}

async function writeOut(path: string, text: string, terminal: Terminal): Promise<void> {
  try {
    await writeFile(resolve(terminal.folder, path), [text], path);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
