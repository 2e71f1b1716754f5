import { parseArgs } from "node:util";
import { checkText, problemLine, type LocatedProblem } from "../../../profiles/check-text";
import { EXIT, UsageError } from "../../command";
import { readText } from "../../files";
import { counted, today, type Subcommand } from "./subcommand";

export const check: Subcommand = {
  name: "check",
  help: `  config check FILE... [--strict]

    Reports what is wrong with settings files, one line each: FILE:line:column: key: what. Fix: ...
    Errors are mistakes: unknown policies and options, wrong values, settings that contradict each other, exemptions that
    are malformed or over. Warnings are settings without effect, retired policies, and
    exemptions that end within 30 days or whose owner or ticket is still empty.
    "-" reads standard input.

    --strict   warnings count as errors

    Ends with 0 when there is no error, 1 when there is one, 2 when a file cannot be read.
`,
  async run(args, terminal) {
    const { values, positionals: files } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { strict: { type: "boolean", default: false } },
    });
    if (files.length === 0) {
      throw new UsageError("name the settings files to check, such as policy-config.json");
    }
    const texts = await Promise.all(files.map(async (file) => ({ file, text: await readText(file, terminal) })));
    const results = texts.map(({ file, text }) => ({ file, problems: checkText(text, today()) }));
    for (const { file, problems } of results) {
      problems.forEach((problem) => terminal.out(`${problemLine(file, problem)}\n`));
      terminal.out(`${verdict(file, problems)}\n`);
    }
    const counts = results.some(({ problems }) => problems.some(({ level }) => values.strict || level === "error"));
    return counts ? EXIT.found : EXIT.ok;
  },
};

function verdict(file: string, problems: readonly LocatedProblem[]): string {
  if (problems.length === 0) {
    return `${file}: valid`;
  }
  const errors = problems.filter(({ level }) => level === "error").length;
  return `${file}: ${counted(errors, "error")}, ${counted(problems.length - errors, "warning")}`;
}
