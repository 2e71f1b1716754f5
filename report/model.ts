/**
 * What a report says, whatever it is written as. Plain data: `JSON.stringify` of a `Report` is the json format, and `report` reads it
 * back. Every text is free of terminal colours; none holds a secret, since the pack masks them before the engine sees a message.
 */

/** The version of the json format. It grows when a field changes its meaning or goes, not when one is added. */
export const REPORT_VERSION = 1;

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

/** How bad it is, as the pack says. */
export type Severity = (typeof SEVERITIES)[number];

/** How the engine enforced it. A finding at `remediate` is one that the remediation did not mend. */
export type Level = "mandatory" | "remediate" | "advisory";

/** What a finding is about. */
export type FindingKind =
  /** The resource is not as the policy asks. */
  | "violation"
  /** A value is not known in a preview, so the policy cannot tell (setting `reportUndecided`). */
  | "undecided"
  /** A mistake in the pack's settings. */
  | "settings-problem"
  /** The check itself failed, and the resource counts as not compliant. */
  | "internal-error"
  /** Not a violation: an exemption lets it through. */
  | "exempted"
  /** Not a violation of a resource: an exemption that has expired, or that matched nothing. */
  | "exemption-problem"
  /** Not a violation any more: the engine changed the resource as the policy asks. */
  | "remediated";

/** A place in the program's text. */
export interface SourcePosition {
  /** Relative to the folder of Pulumi.yaml, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1; absent where it is not known. */
  readonly column?: number;
}

/** One thing that a policy said about one resource. */
export interface Finding {
  /** Tells it from all others and stays the same from report to report: made of policy, URN and key. 16 hexadecimal digits. */
  readonly id: string;
  readonly kind: FindingKind;
  readonly project: string;
  readonly stack: string;
  /** Of the resource; the root stack's where it is about the stack as a whole. */
  readonly urn: string;
  /** Of the resource, such as `aws:s3/bucket:Bucket`, without its parents. */
  readonly type: string;
  /** The logical name of the resource. */
  readonly name: string;
  readonly pack: string;
  readonly packVersion: string;
  readonly policy: string;
  readonly level: Level;
  /** Undefined where a policy of another pack has none. */
  readonly severity: Severity | undefined;
  /** What the policy asks for, in one sentence; empty where the message has none. */
  readonly description: string;
  /** The place in the resource's properties; empty for the resource as a whole. */
  readonly path: string;
  /** Tells it from other findings of the policy on the resource; exemptions name it. */
  readonly key: string;
  /** What is wrong. The whole message of a policy of another pack. */
  readonly found: string;
  /** What to write instead; empty for policies of other packs. */
  readonly fix: string;
  /** The catalogue's rows, such as `STO-04`. */
  readonly requirements: readonly string[];
  /** Where the resource is made, when the engine said so or the program's text does (report/locations.ts). */
  readonly position?: SourcePosition;
}

/** How a policy fared in a stack: numbers of resources that it was asked about (1 for the stack as a whole). */
export interface PolicyCount {
  readonly pack: string;
  readonly policy: string;
  readonly passed: number;
  readonly failed: number;
}

/** A preview, an update or an audit, as its events tell it. */
export interface Run {
  /** The file it was read from; `standard input` for that. */
  readonly source: string;
  readonly phase: "preview" | "update" | "audit";
  /** False when its events end before its summary. */
  readonly complete: boolean;
}

/** What was found in one stack, by all runs that were read. */
export interface StackReport {
  /** Empty where no event names a resource, as in an audit without findings. */
  readonly project: string;
  /** The file's name where no event names a resource. */
  readonly stack: string;
  readonly findings: readonly Finding[];
  /**
   * How each policy fared, by name. Empty where the events do not say, as those of `pulumi policy analyze`. A policy that has nothing
   * to check in the stack is not in it.
   */
  readonly policies: readonly PolicyCount[];
  /** How many resources the policies saw; 0 where the events do not say. */
  readonly resources: number;
  readonly runs: readonly Run[];
  /** Findings of other packs, which are left out: how many of each pack. */
  readonly otherPacks: Readonly<Record<string, number>>;
}

/** Something about the input that a reader of the report must know. */
export interface Problem {
  /** The file it was read from; `standard input` for that. */
  readonly source: string;
  /** From 1; absent when it is about the source as a whole. */
  readonly line?: number;
  /** What is wrong and what to do, in whole sentences. */
  readonly text: string;
  /** Findings may be missing because of it, so the report must not pass for a complete one. */
  readonly incomplete: boolean;
}

/** All that was read. */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  /** By project and stack. */
  readonly stacks: readonly StackReport[];
  readonly problems: readonly Problem[];
}

/** The stack's name for a reader: `project/stack`. */
export function stackTitle({ project, stack }: Pick<StackReport, "project" | "stack">): string {
  return [project, stack].filter(Boolean).join("/");
}

/** All findings of all stacks. */
export function findingsOf(report: Report): readonly Finding[] {
  return report.stacks.length === 1 ? (report.stacks[0]?.findings ?? []) : report.stacks.flatMap((one) => one.findings);
}

const OBJECTIONS: ReadonlySet<FindingKind> = new Set(["violation", "internal-error", "settings-problem"]);

/** Whether something is to be done about it: it is neither exempted, nor mended, nor undecided. */
export function isObjection({ kind }: Pick<Finding, "kind">): boolean {
  return OBJECTIONS.has(kind);
}

/** Whether it makes the engine end with an error: an update is not made. */
export function isBlocking(finding: Pick<Finding, "kind" | "level">): boolean {
  return isObjection(finding) && finding.level !== "advisory";
}

/** Sorts by how bad it is: level first, then severity. Negative when `a` is worse. */
export function byGravity(a: Pick<Finding, "level" | "severity">, b: Pick<Finding, "level" | "severity">): number {
  return LEVELS[a.level] - LEVELS[b.level] || severityRank(a.severity) - severityRank(b.severity);
}

/** 0 for critical, 3 for low, 4 where a policy says nothing. */
export function severityRank(severity: Severity | undefined): number {
  return severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
}

const LEVELS: Readonly<Record<Level, number>> = { mandatory: 0, remediate: 1, advisory: 2 };
