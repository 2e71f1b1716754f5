import { createColors } from "picocolors";
import wrapAnsi from "wrap-ansi";
import {
  isObjection,
  SEVERITIES,
  severityRank,
  stackTitle,
  type Finding,
  type Level,
  type Problem,
  type Report,
  type Severity,
  type StackReport,
} from "../model";
import { totalsOf } from "../totals";
import type { Format, FormatOptions } from "./format";
import { groupsOf } from "../groups";

/** For people: by stack, severity and policy; the fix once where it is the same for all. */
export const terminal: Format = {
  name: "terminal",
  extension: "txt",
  summary: "for reading; in colours on a terminal",
  write(report, options) {
    return new Writer(options).report(report);
  },
};

type Paint = ReturnType<typeof createColors>;

class Writer {
  private readonly paint: Paint;

  constructor(private readonly options: FormatOptions) {
    this.paint = createColors(options.color);
  }

  *report(report: Report): Iterable<string> {
    for (const stack of report.stacks) {
      yield* this.stack(stack);
    }
    for (const problem of report.problems) {
      yield this.problem(problem);
    }
    yield this.line(0, this.paint.bold(totalsOf(report)));
  }

  private *stack(stack: StackReport): Iterable<string> {
    const { paint } = this;
    yield this.line(0, `${paint.bold(printable(stackTitle(stack)))}  ${paint.dim(seenIn(stack))}`);
    for (const severity of [...SEVERITIES, undefined]) {
      const findings = stack.findings.filter((one) => isObjection(one) && one.severity === severity);
      if (findings.length > 0) {
        yield `\n${this.line(2, this.severity(severity))}`;
      }
      for (const group of groupsOf(findings, ({ pack, policy, level }) => `${pack}/${policy}/${level}`)) {
        yield* this.policy(group);
      }
    }
    const others = stack.findings.filter((one) => !isObjection(one));
    for (const group of groupsOf(others, ({ kind }) => kind)) {
      yield* this.other(group);
    }
    yield "\n";
  }

  private *policy(findings: readonly Finding[]): Iterable<string> {
    const [first] = findings;
    if (!first) {
      return;
    }
    const { paint } = this;
    const rows = first.requirements.length > 0 ? `  ${paint.dim(first.requirements.join(", "))}` : "";
    yield this.line(4, `${paint.bold(first.policy)}  ${this.level(first.level)}${rows}`);
    if (first.description) {
      yield this.line(6, paint.dim(printable(first.description)));
    }
    for (const group of groupsOf(findings, ({ fix }) => fix)) {
      for (const finding of group) {
        yield this.line(6, `${this.resource(finding)}: ${about(finding)}`);
      }
      const fix = group[0]?.fix;
      if (fix) {
        yield this.line(6, `${paint.green("Fix:")} ${printable(fix)}`);
      }
    }
  }

  private *other(findings: readonly Finding[]): Iterable<string> {
    const [first] = findings;
    if (!first) {
      return;
    }
    yield `\n${this.line(2, this.paint.bold(OTHERS[first.kind] ?? first.kind))}`;
    for (const finding of findings) {
      yield this.line(4, `${finding.policy}  ${this.resource(finding)}: ${about(finding)}`);
    }
  }

  private resource({ name, type, position }: Finding): string {
    const place = position ? ` ${this.paint.dim(`${position.file}:${position.line}`)}` : "";
    return `${this.paint.cyan(printable(name))} ${this.paint.dim(`(${printable(type)})`)}${place}`;
  }

  private problem({ source, line, text, incomplete }: Problem): string {
    const word = incomplete ? this.paint.red("Incomplete:") : this.paint.yellow("Note:");
    const place = [source, line].filter((one) => one !== undefined && one !== "").join(":");
    return this.line(0, `${word} ${place ? `${printable(place)}: ` : ""}${text}`);
  }

  private level(level: Level): string {
    return level === "advisory" ? this.paint.blue(level) : this.paint.red(level);
  }

  private severity(severity: Severity | undefined): string {
    const text = this.paint.bold((severity ?? "no severity").toUpperCase());
    return severityRank(severity) < 2 ? this.paint.red(text) : this.paint.yellow(text);
  }

  /** A text that begins at a column, continued two columns further right. */
  private line(indent: number, text: string): string {
    const { columns } = this.options;
    const width = columns === undefined ? undefined : Math.max(columns - indent - 2, 20);
    const lines = width === undefined ? [text] : wrapAnsi(text, width, { hard: false, trim: true }).split("\n");
    return `${lines.map((line, index) => " ".repeat(index === 0 ? indent : indent + 2) + line).join("\n")}\n`;
  }
}

const OTHERS: Readonly<Partial<Record<Finding["kind"], string>>> = {
  undecided: "Undecided until the update",
  exempted: "Exempted",
  "exemption-problem": "Exemptions to look at",
  remediated: "Changed by remediation",
};

function seenIn({ runs, resources, otherPacks }: StackReport): string {
  const phases = [...new Set(runs.map(({ phase }) => phase))].join(" and ");
  const seen = resources > 0 ? `${phases} of ${resources} resources` : phases;
  const others = Object.entries(otherPacks).map(([pack, count]) => `${count} of ${pack}`);
  return [seen, ...(others.length > 0 ? [`left out: ${others.join(", ")} (--all-packs)`] : [])].join("; ");
}

function about({ path, found }: Finding): string {
  return printable(path && !found.startsWith(path) ? `${path}: ${found}` : found);
}

/** Names come from programs and could steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}
