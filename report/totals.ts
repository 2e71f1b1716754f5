/** A report in one line, and whether it fails a build. */
import { findingsOf, isBlocking, isObjection, severityRank, type Finding, type Report, type Severity } from "./model";

/** Such as `83 mandatory, 41 advisory in 1 stack; 2 exempted.` */
export function totalsOf(report: Report): string {
  const findings = findingsOf(report);
  const count = (is: (finding: Finding) => boolean): number =>
    findings.reduce((sum, one) => sum + (is(one) ? 1 : 0), 0);
  const blocking = count(isBlocking);
  const advisory = count((one) => isObjection(one) && !isBlocking(one));
  const others = [
    [count(({ kind }) => kind === "exempted"), "exempted"],
    [count(({ kind }) => kind === "undecided"), "undecided"],
    [count(({ kind }) => kind === "remediated"), "changed by remediation"],
  ] as const;
  const stacks = `${report.stacks.length} ${report.stacks.length === 1 ? "stack" : "stacks"}`;
  const main =
    blocking + advisory === 0 ? `No findings in ${stacks}` : `${blocking} mandatory, ${advisory} advisory in ${stacks}`;
  const rest = others.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  const incomplete = report.problems.some((one) => one.incomplete) ? ". The report is incomplete" : "";
  return `${[main, ...rest].join("; ")}${incomplete}.`;
}

/** What makes a build fail. */
export interface FailOn {
  /** The mildest level that does; `never` also forgives an incomplete report. */
  readonly level: "mandatory" | "advisory" | "never";
  /** The mildest severity that does. Findings without one always do. */
  readonly severity: Severity;
}

/** Whether a report fails a build. One that is incomplete does: what is missing may be what counts. */
export function fails(report: Report, { level, severity }: FailOn): boolean {
  if (level === "never") {
    return false;
  }
  const counts = (one: Finding): boolean =>
    (level === "advisory" ? isObjection(one) : isBlocking(one)) &&
    (one.severity === undefined || severityRank(one.severity) <= severityRank(severity));
  return report.problems.some((one) => one.incomplete) || findingsOf(report).some(counts);
}
