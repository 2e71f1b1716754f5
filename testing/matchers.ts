/** What a test says about findings: matchers for `expect`, and functions for runners without one. */
import { AssertionError } from "node:assert";
import { nearest, policies } from "../library";
import { describeFinding, objections, type Finding, type FindingLevel } from "./findings";

/** What has findings: a preview, or the findings themselves. */
export type Findings = readonly Finding[] | { readonly findings: readonly Finding[] };

/** Which finding is meant: all that is given holds for it. */
export interface FindingQuery {
  readonly policy?: string | RegExp;
  /** The logical name of the resource. */
  readonly resource?: string | RegExp;
  readonly type?: string | RegExp;
  readonly path?: string | RegExp;
  readonly key?: string | RegExp;
  /** A part of what is said. */
  readonly found?: string | RegExp;
  readonly level?: FindingLevel;
  readonly severity?: NonNullable<Finding["severity"]>;
}

/** Which findings count. */
export interface NoFindingsOptions {
  /** The mildest level that counts; "advisory" by default, which is all. */
  readonly level?: FindingLevel;
}

/** The matchers, for the types of runners other than jest: `interface Matchers<T> extends BaselineMatchers<T> {}`. */
export interface BaselineMatchers<R = unknown> {
  /** Nothing is to be done: no violation, no mistake in settings, no failed check. What is exempted does not count. */
  toHaveNoFindings(options?: NoFindingsOptions): R;
  /** There is a finding for which all that is given holds. */
  toHaveFinding(query: FindingQuery): R;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface Matchers<R> extends BaselineMatchers<R> {}
  }
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** For `expect.extend(baselineMatchers)`, in jest and vitest. */
export const baselineMatchers = {
  toHaveNoFindings(received: unknown, options: NoFindingsOptions = {}): MatcherResult {
    const counted = objections(findingsOf(received), options.level);
    return { pass: counted.length === 0, message: () => noFindingsMessage(counted, options) };
  },
  toHaveFinding(received: unknown, query: FindingQuery): MatcherResult {
    const all = findingsOf(received);
    const met = matching(all, query);
    return { pass: met.length > 0, message: () => findingMessage(all, met, query) };
  },
};

/** Throws an AssertionError that lists the findings, where there are any. */
export function assertNoFindings(received: Findings, options: NoFindingsOptions = {}): void {
  assert(baselineMatchers.toHaveNoFindings(received, options), assertNoFindings);
}

/** Throws an AssertionError that lists the findings, where none is the one that is meant. */
export function assertFinding(received: Findings, query: FindingQuery): void {
  assert(baselineMatchers.toHaveFinding(received, query), assertFinding);
}

function assert({ pass, message }: MatcherResult, caller: (...args: never) => void): void {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn: caller });
}

function findingsOf(received: unknown): readonly Finding[] {
  const list: unknown =
    typeof received === "object" && received !== null && "findings" in received ? received.findings : received;
  if (Array.isArray(list)) return list as readonly Finding[];
  const hint = received instanceof Promise ? " It is a promise: await it first." : "";
  throw new TypeError(`Expected what previewProgram or evaluate gives.${hint}`);
}

function matching(findings: readonly Finding[], query: FindingQuery): readonly Finding[] {
  const wanted = Object.entries(query).filter(([, value]) => value !== undefined);
  if (wanted.length === 0) throw new TypeError("Say which finding is meant: { policy, resource, path ... }.");
  return findings.filter((finding) => wanted.every(([name, value]) => meets(finding, name, value as string | RegExp)));
}

function meets(finding: Finding, name: string, wanted: string | RegExp): boolean {
  const fields: Readonly<Record<string, unknown>> = { ...finding };
  if (!(name in fields)) {
    throw new TypeError(`A finding has no "${name}". It has ${Object.keys(fields).join(", ")}.`);
  }
  const value = String(fields[name]);
  if (typeof wanted !== "string") return new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, "")).test(value);
  return name === "found" ? value.includes(wanted) : value === wanted;
}

function noFindingsMessage(findings: readonly Finding[], { level }: NoFindingsOptions): string {
  const what = level === undefined || level === "advisory" ? "finding" : `finding at ${level} or above`;
  if (findings.length === 0) return `Expected findings, and there is no ${what}.`;
  return `Expected no ${what}, and there ${findings.length === 1 ? "is 1" : `are ${findings.length}`}:\n\n${listed(findings)}`;
}

function findingMessage(all: readonly Finding[], met: readonly Finding[], query: FindingQuery): string {
  const wanted = Object.entries(query).map(
    ([name, value]) => `${name}: ${value instanceof RegExp ? String(value) : JSON.stringify(value)}`,
  );
  const meant = `{ ${wanted.join(", ")} }`;
  if (met.length > 0) return `Expected no finding with ${meant}, and there is:\n\n${listed(met)}`;
  const hint = hintFor(query);
  if (all.length === 0) return `Expected a finding with ${meant}, and there is none at all.${hint}`;
  const near = nearby(all, query);
  const said = near.length > 0 ? "The nearest are" : "There are others";
  const shown = near.length > 0 ? near : all;
  return `Expected a finding with ${meant}, and there is none.${hint} ${said}:\n\n${listed(shown)}`;
}

/** A mistyped name finds nothing. */
function hintFor({ policy }: FindingQuery): string {
  const names = policies.map(({ facts }) => facts.name);
  if (typeof policy !== "string" || names.includes(policy)) return "";
  const near = nearest(policy, names);
  return near === undefined ? "" : ` There is no policy "${policy}"; did you mean "${near}"?`;
}

/** Those of the policy that is meant, else those of the resource. */
function nearby(all: readonly Finding[], { policy, resource }: FindingQuery): readonly Finding[] {
  const ofPolicy = policy === undefined ? [] : matching(all, { policy });
  return ofPolicy.length > 0 || resource === undefined ? ofPolicy : matching(all, { resource });
}

const MOST_SHOWN = 20;

function listed(findings: readonly Finding[]): string {
  const more = findings.length - MOST_SHOWN;
  const shown = findings.slice(0, MOST_SHOWN).map(describeFinding);
  return [...shown, ...(more > 0 ? [`... and ${more} more`] : [])].join("\n\n");
}
