/**
 * The engine's events as the CLI writes them, one JSON object a line: `--event-log`, the streaming `--json` of previews and updates, and
 * `pulumi policy analyze --json`. The fields are those of sdk/go/common/apitype/events.go of github.com/pulumi/pulumi (v3.260).
 */
import { isObject } from "../library";

/** A violation. */
export interface PolicyEvent {
  readonly resourceUrn?: string;
  readonly message?: string;
  readonly policyName?: string;
  readonly policyPackName?: string;
  readonly policyPackVersion?: string;
  readonly policyPackVersionTag?: string;
  readonly enforcementLevel?: string;
  readonly severity?: string;
}

/** What a remediation changed. */
export interface PolicyRemediationEvent extends PolicyEvent {
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** Which policies passed and failed, for one resource or, without a URN, for the stack. Those that do not apply are in neither list. */
export interface PolicySummaryEvent {
  readonly resourceUrn?: string;
  readonly policyPackName?: string;
  readonly passed?: readonly string[];
  readonly failed?: readonly string[];
}

/** The end of a preview or an update. */
export interface SummaryEvent {
  readonly isPreview?: boolean;
  readonly result?: string;
  /** Names of packs; local ones with `|local|` and their folder. */
  readonly PolicyPacks?: Readonly<Record<string, string>>;
}

/** One event: one of these is there, or it is of a kind that says nothing about policies. */
export interface EngineEvent {
  readonly preludeEvent?: unknown;
  readonly resourcePreEvent?: unknown;
  readonly policyEvent?: PolicyEvent;
  readonly policyRemediationEvent?: PolicyRemediationEvent;
  readonly policyAnalyzeSummaryEvent?: PolicySummaryEvent;
  readonly policyAnalyzeStackSummaryEvent?: PolicySummaryEvent;
  readonly summaryEvent?: SummaryEvent;
}

const HEAD = /^\s*\{"sequence":\d+,"timestamp":\d+,"(\w+Event)":/;

const ABOUT_POLICIES: ReadonlySet<string> = new Set([
  "preludeEvent",
  "policyEvent",
  "policyRemediationEvent",
  "policyAnalyzeSummaryEvent",
  "policyAnalyzeStackSummaryEvent",
  "summaryEvent",
]);

/** Whether the beginning of a line (80 characters are enough) shows an event that says nothing about policies: nine of ten are. */
export function isOtherEvent(beginning: string): boolean {
  const name = HEAD.exec(beginning)?.[1];
  return name !== undefined && !ABOUT_POLICIES.has(name);
}

/** Whether a value is an event: an object with one field that is named so. */
export function isEvent(value: unknown): value is EngineEvent {
  return isObject(value) && Object.keys(value).some((name) => name.endsWith("Event") && isObject(value[name]));
}

/** The events of a text, in order; lines that are none are left out. */
export function eventsOf(text: string): EngineEvent[] {
  return text.split("\n").flatMap((line) => {
    const value = line.startsWith("{") ? parsed(line) : undefined;
    return isEvent(value) ? [value] : [];
  });
}

/** Undefined when it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A message without the engine's marks for colours, which events hold unless the CLI ran with `--color never`. */
export function withoutColors(message: string): string {
  return message.includes("<{%") ? message.replace(/<\{%[^%]*%\}>/g, "") : message;
}
