/** Counts findings and passed checks by policy, category, stack, requirement and control, and says what is met. */
import { policies } from "../../../library";
import { nameOfStandard, STANDARDS } from "../../../profiles/controls";
import {
  findingsOf,
  isBlocking,
  isObjection,
  SEVERITIES,
  stackTitle,
  type Finding,
  type Report,
  type Severity,
} from "../../model";
import {
  categories,
  categoryOf,
  controlsOfPolicy,
  isAboutPack,
  OTHER_CATEGORY,
  policyNamed,
  policyOf,
  requirementsOf,
} from "./subject";

/** How something fared. */
export interface Tally {
  /** Findings to act on, by severity. */
  readonly open: Record<Severity | "none", number>;
  blocking: number;
  exempted: number;
  undecided: number;
  /** Pairs of policy and resource that are as they should be. */
  passed: number;
}

/** `unseen`: no resource was there to check, or the events do not say what passed. */
export type Status = "not-met" | "undecided" | "exempted" | "met" | "unseen";

/** A tally with a name. */
export interface Row {
  readonly name: string;
  readonly tally: Tally;
  readonly status: Status;
}

/** A category, and how many of the requirements that its policies serve are met, of those that had something to check. */
export interface CategoryRow extends Row {
  readonly met: number;
  readonly checked: number;
}

/** A requirement or control, and the policies that answer it. */
export interface AnsweredRow extends Row {
  readonly policies: readonly string[];
  /** Where it is published; empty for requirements. */
  readonly url: string;
}

/** A standard with its controls. */
export interface StandardRows {
  readonly title: string;
  readonly rows: readonly AnsweredRow[];
}

/** All counts of a page. */
export interface Tallies {
  readonly total: Tally;
  readonly categories: readonly CategoryRow[];
  readonly stacks: readonly Row[];
  readonly requirements: readonly AnsweredRow[];
  readonly standards: readonly StandardRows[];
  /** Whether every stack says what passed; an audit does not. */
  readonly saysPassed: boolean;
}

export function talliesOf(report: Report): Tallies {
  const total = emptyTally();
  const byPolicy = new Tables();
  const byRequirement = new Tables();
  const byCategory = new Tables();
  const byStack = new Tables(report.stacks.map(stackTitle));
  for (const finding of findingsOf(report)) {
    const policy = policyOf(finding);
    const tables = [byPolicy.of(policy), byCategory.of(categoryOf(policy)), byStack.of(stackTitle(finding))];
    [total, ...tables, ...requirementsOf(finding).map((id) => byRequirement.of(id))].forEach((one) =>
      add(one, finding),
    );
  }
  for (const stack of report.stacks) {
    for (const { policy, passed } of stack.policies.filter((one) => !isAboutPack(one.policy))) {
      const rows = policyNamed(policy)?.facts.requirements ?? [];
      const tables = [byPolicy.of(policy), byCategory.of(categoryOf(policy)), byStack.of(stackTitle(stack))];
      [total, ...tables, ...rows.map((id) => byRequirement.of(id))].forEach((one) => (one.passed += passed));
    }
  }
  const requirements = requirementRows(byRequirement);
  return {
    total,
    categories: categories()
      .filter((name) => name !== OTHER_CATEGORY || byCategory.has(name))
      .map((name) => categoryRow(rowOf(name, byCategory.of(name)), requirements)),
    stacks: byStack.names().map((name) => rowOf(name, byStack.of(name))),
    requirements,
    standards: standardRows(byPolicy),
    saysPassed: report.stacks.every((stack) => stack.policies.length > 0),
  };
}

/** How many findings are to be acted on. */
export function openOf({ open }: Tally): number {
  return Object.values(open).reduce((sum, count) => sum + count, 0);
}

/** Tallies by name, made when first asked for. */
class Tables {
  private readonly tallies = new Map<string, Tally>();

  constructor(names: readonly string[] = []) {
    names.forEach((name) => this.of(name));
  }

  of(name: string): Tally {
    const known = this.tallies.get(name) ?? emptyTally();
    this.tallies.set(name, known);
    return known;
  }

  has(name: string): boolean {
    return this.tallies.has(name);
  }

  names(): readonly string[] {
    return [...this.tallies.keys()];
  }
}

function emptyTally(): Tally {
  const open = { critical: 0, high: 0, medium: 0, low: 0, none: 0 };
  return { open, blocking: 0, exempted: 0, undecided: 0, passed: 0 };
}

function add(tally: Tally, finding: Finding): void {
  if (isObjection(finding)) {
    tally.open[finding.severity ?? "none"]++;
    tally.blocking += isBlocking(finding) ? 1 : 0;
  }
  tally.exempted += finding.kind === "exempted" ? 1 : 0;
  tally.undecided += finding.kind === "undecided" ? 1 : 0;
}

function rowOf(name: string, tally: Tally): Row {
  return { name, tally, status: statusOf(tally) };
}

function categoryRow(row: Row, requirements: readonly AnsweredRow[]): CategoryRow {
  const served = requirements.filter((one) => one.policies.some((policy) => categoryOf(policy) === row.name));
  // A row that policies of another category serve as well may have been checked by those alone.
  const checked = row.status === "unseen" ? [] : served.filter(({ status }) => status !== "unseen");
  return { ...row, checked: checked.length, met: checked.filter(({ status }) => status === "met").length };
}

/** The worst that is true: what passed elsewhere does not make up for one finding. */
function statusOf(tally: Tally): Status {
  if (openOf(tally) > 0) {
    return "not-met";
  }
  if (tally.undecided > 0) {
    return "undecided";
  }
  if (tally.exempted > 0) {
    return "exempted";
  }
  return tally.passed > 0 ? "met" : "unseen";
}

/** Every row that policies serve, and those that findings of another version name. */
function requirementRows(tables: Tables): readonly AnsweredRow[] {
  const serving = new Map<string, string[]>();
  for (const { facts } of policies) {
    facts.requirements.forEach((id) => serving.set(id, [...(serving.get(id) ?? []), facts.name]));
  }
  const order = new Intl.Collator("en", { numeric: true }).compare;
  return [...new Set([...serving.keys(), ...tables.names()])]
    .sort(order)
    .map((id) => ({ ...rowOf(id, tables.of(id)), policies: serving.get(id) ?? [], url: "" }));
}

function standardRows(byPolicy: Tables): readonly StandardRows[] {
  const standards = new Map(
    STANDARDS.map((one) => [nameOfStandard(one), new Map<string, { url: string; policies: string[] }>()]),
  );
  for (const { facts } of policies) {
    for (const control of controlsOfPolicy(facts.name)) {
      const controls = standards.get(nameOfStandard(control));
      const known = controls?.get(control.id) ?? { url: control.url, policies: [] };
      known.policies.push(facts.name);
      controls?.set(control.id, known);
    }
  }
  const order = new Intl.Collator("en", { numeric: true }).compare;
  return [...standards].map(([title, controls]) => ({
    title,
    rows: [...controls]
      .sort(([a], [b]) => order(a, b))
      .map(([id, { url, policies: names }]) => ({
        ...rowOf(id, sum(names.map((name) => byPolicy.of(name)))),
        url,
        policies: names,
      })),
  }));
}

function sum(tallies: readonly Tally[]): Tally {
  const total = emptyTally();
  for (const tally of tallies) {
    [...SEVERITIES, "none" as const].forEach((severity) => (total.open[severity] += tally.open[severity]));
    total.blocking += tally.blocking;
    total.exempted += tally.exempted;
    total.undecided += tally.undecided;
    total.passed += tally.passed;
  }
  return total;
}
