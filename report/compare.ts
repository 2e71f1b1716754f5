/** What changed between two reports. */
import { findingsOf, isObjection, stackTitle, type Finding, type Report } from "./model";

/** Findings to do something about, against those of an earlier report. */
export interface Comparison {
  readonly fresh: readonly Finding[];
  readonly remaining: readonly Finding[];
  /** Of stacks that both reports are about. In an incomplete report they may just not have been seen. */
  readonly fixed: readonly Finding[];
  /** Exempted since. */
  readonly accepted: readonly Finding[];
  /** What a reader must know of the comparison, in whole sentences. */
  readonly notes: readonly string[];
}

/** Compares by the findings' ids. Stacks that only the earlier report is about are left out: nothing is known of them now. */
export function compareReports(report: Report, earlier: Report): Comparison {
  const titles = new Set(report.stacks.map(stackTitle));
  const before = earlier.stacks.filter((one) => titles.has(stackTitle(one))).flatMap((one) => one.findings);
  const objections = findingsOf(report).filter(isObjection);
  const ids = new Set(objections.map(({ id }) => id));
  const known = new Set(before.filter(isObjection).map(({ id }) => id));
  const exempted = new Set(findingsOf(report).flatMap((one) => (one.kind === "exempted" ? exemptedAddress(one) : [])));
  const gone = before.filter((one) => isObjection(one) && !ids.has(one.id));
  const isAccepted = ({ urn, policy, key }: Finding): boolean => exempted.has(`${urn}\n${policy}:${key}`);
  return {
    fresh: objections.filter(({ id }) => !known.has(id)),
    remaining: objections.filter(({ id }) => known.has(id)),
    fixed: gone.filter((one) => !isAccepted(one)),
    accepted: gone.filter(isAccepted),
    notes: notesOn(report, earlier),
  };
}

/** The ledger's key is `exempted:<policy>:<key>` (core/ledger.ts). */
function exemptedAddress({ urn, key }: Finding): string {
  return `${urn}\n${key.slice("exempted:".length)}`;
}

function notesOn(report: Report, earlier: Report): readonly string[] {
  const earlierTitles = new Set(earlier.stacks.map(stackTitle));
  const added = report.stacks.map(stackTitle).filter((title) => !earlierTitles.has(title));
  const phases = phasesOf(report);
  const before = phasesOf(earlier);
  return [
    ...(added.length > 0 ? [`The earlier report is not about ${added.join(", ")}: findings there count as new.`] : []),
    ...(phases && before && phases !== before
      ? [
          `The earlier report is of: ${before}; this one is of: ${phases}. They do not know the same, so findings may come and go without a change.`,
        ]
      : []),
    ...(report.problems.some((one) => one.incomplete)
      ? ["This report is incomplete: findings that seem fixed may just not have been seen."]
      : []),
  ];
}

function phasesOf(report: Report): string {
  return [...new Set(report.stacks.flatMap(({ runs }) => runs.map(({ phase }) => phase)))].sort().join(" and ");
}
