import { Repository, type Place } from "../locations";
import { findingsOf, isBlocking, isObjection, stackTitle, type Finding } from "../model";
import { aboutFinding, cut, oneLine } from "../text";
import type { Format } from "./format";

/**
 * Workflow commands, which GitHub Actions shows as annotations: the worst first, for it shows no more than 10 errors, 10 warnings and
 * 10 notices of a step, and the others in the log alone
 * (https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations).
 */
export const github: Format = {
  name: "github",
  extension: "txt",
  summary: "annotations of GitHub Actions, for standard output",
  *write(report, { folder }) {
    const repository = new Repository(folder);
    const counts = new Map<Command, number>();
    for (const finding of findingsOf(report)) {
      const command = commandOf(finding);
      counts.set(command, (counts.get(command) ?? 0) + 1);
      yield command === undefined
        ? `Exempted: ${textOf(finding)}\n`
        : annotation(command, finding, repository.placeOf(finding));
    }
    for (const problem of report.problems) {
      const command = problem.incomplete ? "error" : "notice";
      yield `::${command} title=${property("Report of the policies")}::${data(`${problem.source}: ${problem.text}`)}\n`;
    }
    const hidden = [...counts].filter(([command, count]) => command !== undefined && count > SHOWN);
    if (hidden.length > 0) {
      const numbers = hidden.map(([command, count]) => `${SHOWN} of ${count} ${command}s`).join(", ");
      yield `GitHub shows ${numbers} as annotations. All are above, and in the summary (--format summary).\n`;
    }
  },
};

type Command = "error" | "warning" | "notice" | undefined;

/** Annotations of one kind that GitHub shows of a step. */
const SHOWN = 10;
/** Longer messages are cut; nobody reads them in an annotation. */
const LONGEST = 2000;

/** Exempted findings are for the log alone. */
function commandOf(finding: Finding): Command {
  if (finding.kind === "exempted") {
    return undefined;
  }
  return isBlocking(finding) ? "error" : isObjection(finding) ? "warning" : "notice";
}

function annotation(command: string, finding: Finding, { file, line, column }: Place): string {
  const title = [finding.policy, finding.severity && `(${finding.severity})`].filter(Boolean).join(" ");
  const properties = [
    `file=${property(file)}`,
    `line=${line}`,
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${property(oneLine(title))}`,
  ];
  return `::${command} ${properties.join(",")}::${data(textOf(finding))}\n`;
}

function textOf(finding: Finding): string {
  const resource = oneLine(`${finding.name} (${finding.type}) in ${stackTitle(finding)}`);
  const fix = finding.fix && isObjection(finding) ? ` Fix: ${oneLine(finding.fix)}` : "";
  return cut(`${resource}: ${aboutFinding(finding)}${fix}`, LONGEST);
}

/** As `escapeData` of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** As `escapeProperty` there. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
