import { parseArgs } from "node:util";
import { isObject, nearest } from "../../../library";
import { PROFILES } from "../../../profiles";
import { parseAssignment } from "../../../profiles/assignment";
import { checkText, problemLine, type LocatedProblem } from "../../../profiles/check-text";
import { compose } from "../../../profiles/compose";
import { parseJson } from "../../../profiles/json-text";
import { EXIT, UsageError, type Terminal } from "../../command";
import { readText, writeWhole } from "../../files";
import { today, type Subcommand } from "./subcommand";

export const build: Subcommand = {
  name: "build",
  help: `  config build [--profile NAME]... [--config FILE]... [--set POLICY=LEVEL]... [--set POLICY.OPTION=VALUE]... [--out FILE]

    Makes one settings file of profiles, files of your own and single settings. They are laid over each other in the
    order of the command line, and the later one wins: a level replaces a level, an option an option, and lists are
    replaced, not joined. A level for "all" replaces every level before it. The result is checked as by "config check"
    and is not written when it has errors.

    --profile NAME   a profile; "config list" lists them
    --config FILE    a settings file of your own
    --set ...        a level, such as s3-bucket-versioning=advisory, or an option, such as
                     cloudwatch-log-group-retention.minimumDays=30; the value is JSON, a plain text, or a,b,c for a list
    --out FILE       where to write; standard output without it

    For example: config build --profile strict --config policy-config.json --set region-allowed.allowedRegions=eu-west-1 --out strict.json
`,
  async run(args, terminal) {
    const { values, tokens } = parseArgs({
      args: [...args],
      tokens: true,
      options: {
        profile: { type: "string", multiple: true },
        config: { type: "string", multiple: true },
        set: { type: "string", multiple: true },
        out: { type: "string" },
      },
    });
    const layers: Readonly<Record<string, unknown>>[] = [];
    for (const token of tokens) {
      if (token.kind === "option" && token.name !== "out") {
        layers.push(await layer(token.name, token.value ?? "", terminal));
      }
    }
    if (layers.length === 0) {
      throw new UsageError("name what to build from: --profile, --config or --set");
    }
    const text = `${JSON.stringify(compose(layers), undefined, 2)}\n`;
    const problems = checkText(text, today());
    tell(values.out ?? "(the result)", problems, terminal);
    if (problems.some(({ level }) => level === "error")) {
      terminal.err("Nothing was written.\n");
      return EXIT.found;
    }
    if (values.out === undefined) {
      terminal.out(text);
    } else {
      writeWhole(values.out, text, terminal);
      terminal.err(`${values.out} is written.\n`);
    }
    return EXIT.ok;
  },
};

/** What one argument stands for. Throws `UsageError` when it stands for nothing. */
async function layer(option: string, value: string, terminal: Terminal): Promise<Readonly<Record<string, unknown>>> {
  if (option === "profile") {
    return profile(value);
  }
  if (option === "config") {
    return ownFile(value, terminal);
  }
  const parsed = parseAssignment(value);
  if ("problem" in parsed) {
    throw new UsageError(`--set ${value}: ${parsed.problem}`);
  }
  return parsed.settings;
}

function profile(name: string): Readonly<Record<string, unknown>> {
  const found = PROFILES.find((one) => one.name === name);
  if (found) {
    return found.settings;
  }
  const names = PROFILES.map((one) => one.name);
  const near = nearest(name, names);
  throw new UsageError(
    `there is no profile "${name}"; ${near ? `did you mean "${near}"?` : `there are ${names.join(", ")}`}`,
  );
}

/** A file that is wrong on its own would hide its mistakes in the result. */
async function ownFile(file: string, terminal: Terminal): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(file, terminal);
  const errors = checkText(text, today()).filter(({ level }) => level === "error");
  if (errors.length > 0) {
    tell(file, errors, terminal);
    throw new UsageError(`${file} has errors; nothing was written`);
  }
  const { value } = parseJson(text);
  return isObject(value) ? value : {};
}

function tell(file: string, problems: readonly LocatedProblem[], terminal: Terminal): void {
  problems.forEach((problem) => terminal.err(`${problemLine(file, problem)}\n`));
}
