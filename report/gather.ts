/** Gathers events of many runs and stacks into one report; only findings and counts are kept. */
import type { Positions } from "./documents";
import type { EngineEvent, PolicyEvent, PolicySummaryEvent, SummaryEvent } from "./events";
import { FindingMaker, PACK } from "./finding";
import {
  byGravity,
  REPORT_VERSION,
  stackTitle,
  type Finding,
  type PolicyCount,
  type Problem,
  type Report,
  type Run,
  type SourcePosition,
  type StackReport,
} from "./model";
import { partsOfUrn } from "./urn";

/** Whose findings are kept. */
export interface GatherOptions {
  /** Names of packs that count as this one besides its own name, such as one that an organisation made of it. */
  readonly packs?: readonly string[];
  /** Keep the findings of every pack. */
  readonly allPacks?: boolean;
}

interface Count {
  readonly pack: string;
  readonly policy: string;
  passed: number;
  failed: number;
}

/** How policies fared in one run. */
interface Tally {
  resources: number;
  readonly policies: Map<string, Count>;
}

interface Stack {
  readonly project: string;
  readonly stack: string;
  findings: Map<string, Finding>;
  tally: Tally;
  readonly runs: Run[];
  readonly otherPacks: Map<string, number>;
}

/** A run whose summary has not come yet. */
interface OpenRun {
  readonly source: string;
  /** An audit has no prelude. */
  readonly hasPrelude: boolean;
  readonly tallies: Map<Stack, Tally>;
  readonly packs: Set<string>;
  readonly undecided: Set<string>;
  hasMandatory: boolean;
  /**
   * Whether the whole stack was looked at, which the engine does once the program has ended well; undefined where its events do not
   * say what was looked at (older CLIs).
   */
  sawStack: boolean | undefined;
}

/** Takes events, documents and problems in the order in which they are read. */
export class Gatherer {
  private readonly stacks = new Map<string, Stack>();
  private readonly positions = new Map<string, SourcePosition>();
  private readonly problems: Problem[] = [];
  private readonly versions = new Set<string>();
  private readonly packs: ReadonlySet<string>;
  private readonly maker: FindingMaker;
  private run: OpenRun | undefined;

  constructor(private readonly options: GatherOptions = {}) {
    this.packs = new Set([PACK, ...(options.packs ?? [])]);
    this.maker = new FindingMaker(this.packs);
  }

  /** Something about a source that readers of the report must know. */
  problem(problem: Problem): void {
    this.problems.push(problem);
  }

  event(source: string, event: EngineEvent): void {
    if (event.preludeEvent !== undefined) {
      this.endSource(source);
      this.run = openRun(source, true);
    } else if (event.policyEvent) {
      this.violation(this.openRun(source), event.policyEvent);
    } else if (event.policyRemediationEvent) {
      const remediation = event.policyRemediationEvent;
      this.keep(this.openRun(source), remediation, () => this.maker.fromRemediation(remediation));
    } else if (event.policyAnalyzeSummaryEvent) {
      const run = this.openRun(source);
      run.sawStack ??= false;
      this.count(run, event.policyAnalyzeSummaryEvent, true);
    } else if (event.policyAnalyzeStackSummaryEvent) {
      const run = this.openRun(source);
      run.sawStack = true;
      this.count(run, event.policyAnalyzeStackSummaryEvent, false);
    } else if (event.summaryEvent) {
      this.endRun(this.openRun(source), event.summaryEvent);
    }
  }

  /** Places of resources, of a state or of a preview's JSON. */
  places(positions: Positions): void {
    positions.forEach((position, urn) => this.positions.set(urn, position));
  }

  /** A report that was written before. */
  earlier(report: Report): void {
    for (const one of report.stacks) {
      const stack = this.stackOf(one.project, one.stack);
      one.findings.forEach((finding) => addFinding(stack.findings, finding));
      one.runs.forEach((run) => stack.runs.push(run));
      useTally(stack, {
        resources: one.resources,
        policies: new Map(one.policies.map((count) => [`${count.pack}/${count.policy}`, { ...count }])),
      });
      Object.entries(one.otherPacks).forEach(([pack, count]) => addTo(stack.otherPacks, pack, count));
    }
    this.problems.push(...report.problems);
  }

  /** No more of this source: a run that is open was cut off. */
  endSource(source: string): void {
    const { run } = this;
    this.run = undefined;
    if (!run) {
      return;
    }
    this.problem({
      source: run.source,
      text: "A run's events end before its summary, so the run was cut off or the file was copied too early. Findings may be missing; run it again.",
      incomplete: true,
    });
    this.close(run, source, run.hasPrelude ? "preview" : "audit", false);
  }

  report(): Report {
    if (this.versions.size > 1) {
      const text = `The findings are of several versions of ${PACK}: ${[...this.versions].sort().join(", ")}. They may judge differently.`;
      this.problem({ source: "", text, incomplete: false });
    }
    const stacks = [...this.stacks.values()].sort((a, b) => compare(stackTitle(a), stackTitle(b)));
    return {
      version: REPORT_VERSION,
      stacks: stacks.map((stack) => this.stackReport(stack)),
      problems: this.problems,
    };
  }

  private stackReport(stack: Stack): StackReport {
    const findings = [...stack.findings.values()].sort(
      (a, b) => byGravity(a, b) || compare(a.policy, b.policy) || compare(a.urn, b.urn) || compare(a.key, b.key),
    );
    const counts: PolicyCount[] = [...stack.tally.policies.values()];
    return {
      project: stack.project,
      stack: stack.stack,
      findings: this.positions.size === 0 ? findings : findings.map((finding) => this.placed(finding)),
      policies: counts.sort((a, b) => compare(a.policy, b.policy)),
      resources: stack.tally.resources,
      runs: stack.runs,
      otherPacks: Object.fromEntries(stack.otherPacks),
    };
  }

  private placed(finding: Finding): Finding {
    const position = this.positions.get(finding.urn);
    return position ? { ...finding, position } : finding;
  }

  private openRun(source: string): OpenRun {
    if (this.run?.source !== source) {
      this.run = openRun(source, false);
    }
    return this.run;
  }

  private violation(run: OpenRun, event: PolicyEvent): void {
    run.hasMandatory ||= event.enforcementLevel !== "advisory";
    this.keep(run, event, () => this.maker.fromViolation(event));
  }

  private keep(run: OpenRun, event: PolicyEvent, make: () => Finding): void {
    const pack = event.policyPackName ?? "";
    run.packs.add(pack);
    if (!this.options.allPacks && !this.maker.isOwn(event)) {
      addTo(this.stackOfUrn(run, event.resourceUrn).otherPacks, pack, 1);
      return;
    }
    const finding = make();
    if (this.packs.has(pack)) {
      this.versions.add(finding.packVersion);
    }
    if (finding.kind === "undecided") {
      run.undecided.add(finding.id);
    }
    addFinding(this.stackOfUrn(run, finding.urn).findings, finding);
  }

  private count(run: OpenRun, event: PolicySummaryEvent, isAboutResource: boolean): void {
    const pack = event.policyPackName ?? "";
    run.packs.add(pack);
    if (!this.options.allPacks && !this.packs.has(pack)) {
      return;
    }
    const [first] = run.tallies.keys();
    const stack = !isAboutResource && first ? first : this.stackOfUrn(run, event.resourceUrn);
    const tally = run.tallies.get(stack) ?? { resources: 0, policies: new Map<string, Count>() };
    run.tallies.set(stack, tally);
    tally.resources += isAboutResource ? 1 : 0;
    event.passed?.forEach((policy) => countOf(tally, pack, policy).passed++);
    event.failed?.forEach((policy) => countOf(tally, pack, policy).failed++);
  }

  private endRun(run: OpenRun, summary: SummaryEvent): void {
    this.run = undefined;
    const phase = summary.isPreview === true ? "preview" : run.hasPrelude ? "update" : "audit";
    // A pack of the command line is "name|local|folder" there.
    const names = Object.keys(summary.PolicyPacks ?? {}).map((name) => name.split("|")[0] ?? "");
    const ran = new Set([...names, ...run.packs]);
    const problem = problemOf(run, summary, phase, this.options.allPacks ? ran.size > 0 : this.hasOwn(ran));
    if (problem !== undefined) {
      this.problem({ source: run.source, text: problem, incomplete: true });
    }
    this.close(run, run.source, phase, true);
  }

  private hasOwn(packs: ReadonlySet<string>): boolean {
    return [...packs].some((pack) => this.packs.has(pack));
  }

  private close(run: OpenRun, source: string, phase: Run["phase"], complete: boolean): void {
    if (run.tallies.size === 0) {
      this.stackOfUrn(run, undefined);
    }
    for (const [stack, tally] of run.tallies) {
      stack.runs.push({ source, phase, complete });
      useTally(stack, tally);
      if (phase === "update" && complete) {
        // What a preview could not decide was decided now.
        for (const [id, { kind }] of stack.findings) {
          if (kind === "undecided" && !run.undecided.has(id)) {
            stack.findings.delete(id);
          }
        }
      }
    }
  }

  /** The stack of a resource; that of the run, or one that is named as the source, when there is none. */
  private stackOfUrn(run: OpenRun, urn: string | undefined): Stack {
    const parts = partsOfUrn(urn ?? "");
    const [first] = run.tallies.keys();
    const stack = parts ? this.stackOf(parts.project, parts.stack) : (first ?? this.stackOf("", run.source));
    if (!run.tallies.has(stack)) {
      run.tallies.set(stack, { resources: 0, policies: new Map() });
    }
    return stack;
  }

  private stackOf(project: string, stack: string): Stack {
    const key = `${project}/${stack}`;
    const known = this.stacks.get(key);
    if (known) {
      return known;
    }
    const made: Stack = {
      project,
      stack,
      findings: new Map(),
      tally: { resources: 0, policies: new Map() },
      runs: [],
      otherPacks: new Map(),
    };
    this.stacks.set(key, made);
    return made;
  }
}

function openRun(source: string, hasPrelude: boolean): OpenRun {
  return {
    source,
    hasPrelude,
    tallies: new Map(),
    packs: new Set(),
    undecided: new Set(),
    hasMandatory: false,
    sawStack: undefined,
  };
}

/** Why the findings of a run that came to its end may still not be all. */
function problemOf(
  run: OpenRun,
  { result }: SummaryEvent,
  phase: Run["phase"],
  ranOwnPack: boolean,
): string | undefined {
  if (!ranOwnPack) {
    return `No policy of ${PACK} ran in this ${phase}, so it says nothing about it. Run it with --policy-pack, or with a policy group that has the pack.`;
  }
  // An update ends at the first mandatory finding; a preview goes on, and looks at the whole stack unless its program failed.
  const isForPolicies = run.hasMandatory && (run.sawStack !== false || phase !== "preview");
  return result !== undefined && result !== "succeeded" && !isForPolicies
    ? `The ${phase} ${result} for another reason than a policy, so findings may be missing. See what the CLI printed, and run it again.`
    : undefined;
}

/** The same finding in a preview and in its update is one: the later text, the stricter level. */
function addFinding(findings: Map<string, Finding>, finding: Finding): void {
  const known = findings.get(finding.id);
  findings.set(finding.id, known && byGravity(known, finding) < 0 ? { ...finding, level: known.level } : finding);
}

/** The counts of the run that saw most; of equal ones the later. */
function useTally(stack: Stack, tally: Tally): void {
  if (tally.resources >= stack.tally.resources && tally.policies.size > 0) {
    stack.tally = tally;
  }
}

function countOf(tally: Tally, pack: string, policy: string): Count {
  const key = `${pack}/${policy}`;
  const known = tally.policies.get(key);
  if (known) {
    return known;
  }
  const made = { pack, policy, passed: 0, failed: 0 };
  tally.policies.set(key, made);
  return made;
}

function addTo(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** Code units, so that a report is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
