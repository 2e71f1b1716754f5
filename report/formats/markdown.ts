import { compareReports } from "../compare";
import { Repository } from "../locations";
import { findingsOf, isBlocking, isObjection, stackTitle, type Finding, type Problem, type Report } from "../model";
import { aboutFinding, cut, oneLine } from "../text";
import { totalsOf } from "../totals";
import type { Format, FormatOptions } from "./format";

/** How long a text may be, and how that is counted. */
interface Limit {
  readonly most: number;
  readonly sizeOf: (text: string) => number;
  /** What the limit is of, for the note about what was left out. */
  readonly reason: string;
}

/** For a comment of a pull request. "Body is too long (maximum is 65536 characters)" is what GitHub's API answers beyond it. */
export const markdown: Format = {
  name: "markdown",
  extension: "md",
  summary: "for a comment of a pull request; with --against: new, fixed, remaining",
  write: (report, options) =>
    new Writer(options, {
      most: 65_536,
      sizeOf: (text) => text.length,
      reason: "a comment on GitHub holds 65,536 characters",
    }).report(report),
};

/**
 * For `$GITHUB_STEP_SUMMARY`: "each step is restricted to a maximum size of 1MiB", and more is not shown at all
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits).
 */
export const summary: Format = {
  name: "summary",
  extension: "md",
  summary: "the same for a job's page: --format summary=$GITHUB_STEP_SUMMARY",
  write: (report, options) =>
    new Writer(options, {
      most: 1024 * 1024,
      sizeOf: (text) => Buffer.byteLength(text),
      reason: "the summary of a step holds 1 MiB",
    }).report(report),
};

interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly isOpen?: boolean;
}

/** What is kept free for the note at the end. */
const RESERVE = 400;
/** Of one text in a table, before it is escaped. */
const LONGEST = 700;
const MOST_PROBLEMS = 10;

class Writer {
  private readonly repository: Repository;
  private readonly earlier: Report | undefined;
  private used = 0;

  constructor(
    { folder, earlier }: FormatOptions,
    private readonly limit: Limit,
  ) {
    this.repository = new Repository(folder);
    this.earlier = earlier;
  }

  *report(report: Report): Iterable<string> {
    // A bot finds its comment of the last run by this line.
    yield this.counted("<!-- aws-security-baseline -->\n");
    yield this.counted(`## ${headline(report)}\n\n${plain(totalsOf(report))}\n\n`);
    for (const problem of report.problems.slice(0, MOST_PROBLEMS)) {
      yield this.counted(`> ${problemText(problem)}\n\n`);
    }
    const { sections, lead } = this.earlier ? comparedSections(report, this.earlier) : plainSections(report);
    yield this.counted(lead);
    let left = 0;
    for (const section of sections) {
      left += yield* this.section(section, report.stacks.length > 1);
    }
    if (left > 0) {
      const findings = left === 1 ? "1 finding is" : `${left.toLocaleString("en")} findings are`;
      yield `**${findings} not shown here**: ${this.limit.reason}. All are in the other formats, such as html or csv.\n`;
    }
  }

  /** Returns how many findings there was no room for. */
  private *section({ title, findings, isOpen }: Section, namesStack: boolean): Generator<string, number> {
    const head = `<details${isOpen ? " open" : ""}>\n<summary><b>${title} (${findings.length.toLocaleString("en")})</b></summary>\n\n| Level | Policy | Resource | What is wrong |\n| --- | --- | --- | --- |\n`;
    const tail = "\n</details>\n\n";
    let shown = 0;
    for (const [index, finding] of findings.entries()) {
      const row = this.row(finding, findings[index - 1], namesStack);
      if (!this.fits(shown === 0 ? head + row + tail : row)) {
        break;
      }
      yield shown === 0 ? this.counted(head, tail) + this.counted(row) : this.counted(row);
      shown++;
    }
    if (shown > 0) {
      yield tail;
    }
    return findings.length - shown;
  }

  /** Like findings follow one another, so the same fix is said once. */
  private row(finding: Finding, before: Finding | undefined, namesStack: boolean): string {
    const { policy, name, type, severity, level, fix } = finding;
    const place = this.repository.placeOf(finding);
    const resource = [
      code(name || "(the stack)"),
      plain(type),
      ...(place.isExact ? [code(`${place.file}:${place.line}`)] : []),
      ...(namesStack ? [plain(stackTitle(finding))] : []),
    ];
    const saysFix = fix !== "" && isObjection(finding) && !(before?.policy === policy && before.fix === fix);
    const text = [plain(aboutFinding(finding)), ...(saysFix ? [`<b>Fix:</b> ${plain(fix)}`] : [])];
    const cells = [
      [level, severity].filter(Boolean).join(", "),
      code(policy),
      resource.join("<br>"),
      text.join("<br>"),
    ];
    return `| ${cells.join(" | ")} |\n`;
  }

  private fits(text: string): boolean {
    return this.used + this.limit.sizeOf(text) <= this.limit.most - RESERVE;
  }

  /** The text, whose size is taken from what there is; with that of others that must follow. */
  private counted(text: string, others = ""): string {
    this.used += this.limit.sizeOf(text + others);
    return text;
  }
}

function headline({ stacks }: Report): string {
  const [first] = stacks;
  const about = stacks.length === 1 && first ? plain(stackTitle(first)) : `${stacks.length} stacks`;
  return `AWS security baseline: ${about}`;
}

function problemText({ source, line, text, incomplete }: Problem): string {
  const place = [source, line].filter((one) => one !== undefined && one !== "").join(":");
  return `<b>${incomplete ? "Incomplete" : "Note"}:</b> ${place ? `${code(place)}: ` : ""}${plain(text)}`;
}

interface Sections {
  readonly sections: readonly Section[];
  /** What stands above them. */
  readonly lead: string;
}

function plainSections(report: Report): Sections {
  const findings = findingsOf(report);
  return {
    lead: "",
    sections: [
      { title: "Blocking", findings: findings.filter(isBlocking), isOpen: true },
      { title: "Advisory", findings: findings.filter((one) => isObjection(one) && !isBlocking(one)) },
      ...otherSections(findings),
    ],
  };
}

function comparedSections(report: Report, earlier: Report): Sections {
  const { fresh, fixed, remaining, accepted, notes } = compareReports(report, earlier);
  const counts = [
    `${fresh.length} new`,
    `${fixed.length} fixed`,
    ...(accepted.length > 0 ? [`${accepted.length} exempted`] : []),
    `${remaining.length} remaining`,
  ];
  return {
    lead: `**Since the earlier report: ${counts.join(", ")}.**\n\n${notes.map((note) => `> ${plain(note)}\n\n`).join("")}`,
    sections: [
      { title: "New", findings: fresh, isOpen: true },
      { title: "Fixed", findings: fixed },
      { title: "Remaining", findings: remaining },
      ...otherSections(findingsOf(report)),
    ],
  };
}

const OTHERS: readonly (readonly [Finding["kind"], string])[] = [
  ["exemption-problem", "Exemptions to look at"],
  ["exempted", "Exempted"],
  ["undecided", "Undecided until the update"],
  ["remediated", "Changed by remediation"],
];

function otherSections(findings: readonly Finding[]): readonly Section[] {
  return OTHERS.map(([kind, title]) => ({ title, findings: findings.filter((one) => one.kind === kind) }));
}

/** Text that is shown as it is: nothing in it is Markdown, HTML, a mention (`@team`) or a reference (`#1`). */
function plain(text: string): string {
  return escaped(cut(oneLine(text), LONGEST).replace(/([@#])(?=\w)/g, "$1\u200b"));
}

/** Mentions and references mean nothing in code. */
function code(text: string): string {
  return `<code>${escaped(cut(oneLine(text), LONGEST))}</code>`;
}

/**
 * Numeric references are never taken for structure (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references),
 * also not for the cells of a table.
 */
function escaped(text: string): string {
  return text.replace(/[\\`|<>&*_~[\]$]/g, (character) => `&#${character.charCodeAt(0)};`);
}
