/** What became of the policies between two releases, and what a changelog and a version number have to say of it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A policy as a release had it. */
export interface RecordedPolicy {
  readonly level: string;
  readonly severity: string;
  /** The default of every option; null for none. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The content of releases/<version>.json. */
export interface ReleaseRecord {
  readonly version: string;
  readonly policies: Readonly<Record<string, RecordedPolicy>>;
  /** Retired policies whose names are still served, with the version that they retired in. */
  readonly retired: Readonly<Record<string, string>>;
}

/** The headings of a release in CHANGELOG.md that name policies. */
export type Heading = "New policies" | "Stricter" | "Looser" | "Retired";

/** How far a version number has to go up. */
export type Bump = "major" | "minor" | "patch";

/** A change that a changelog has to name. */
export interface Change {
  readonly policy: string;
  /** Where it may stand: whether a new default asks for more or less only a person can tell. */
  readonly headings: readonly [Heading, ...Heading[]];
  /** In words that follow the policy's name. */
  readonly what: string;
  /** The least that the version number goes up by, from 1.0.0 on. */
  readonly bump: Bump;
}

const LEVELS = ["disabled", "advisory", "mandatory"];
const SEVERITIES = ["low", "medium", "high", "critical"];

/** The changes from one release to the next, in the order of the policies' names. */
export function changesBetween(before: ReleaseRecord, after: ReleaseRecord): Change[] {
  const names = [
    ...new Set([...Object.keys(before.policies), ...Object.keys(before.retired), ...Object.keys(after.policies)]),
  ];
  return names.sort().flatMap((policy) => {
    const [was, is] = [before.policies[policy], after.policies[policy]];
    if (was && is) return changesOf(policy, was, is);
    if (is) return [added(policy, is)];
    return was ? [gone(policy, after)] : removed(policy, before, after);
  });
}

function added(policy: string, { level }: RecordedPolicy): Change {
  return {
    policy,
    headings: ["New policies"],
    what: `is new, ${level}`,
    bump: level === "mandatory" ? "major" : "minor",
  };
}

function gone(policy: string, { retired }: ReleaseRecord): Change {
  if (retired[policy] !== undefined) return { policy, headings: ["Retired"], what: "retired", bump: "minor" };
  throw new Error(`${policy} is gone. Its name stands in users' settings: list it in policies/retired.ts.`);
}

/** A stub stays through the major version that follows the one its policy retired in. */
function removed(policy: string, before: ReleaseRecord, after: ReleaseRecord): Change[] {
  if (after.retired[policy] !== undefined) return [];
  const [[since = 0], [now = 0]] = [numbers(before.retired[policy] ?? ""), numbers(after.version)];
  if (now < since + 2)
    throw new Error(`${policy} retired in ${before.retired[policy]}: its stub stays until ${since + 2}.0.0.`);
  return [{ policy, headings: ["Retired"], what: "is no longer served as a stub", bump: "major" }];
}

function changesOf(policy: string, was: RecordedPolicy, is: RecordedPolicy): Change[] {
  const changes: Change[] = [];
  const level = LEVELS.indexOf(is.level) - LEVELS.indexOf(was.level);
  if (level !== 0) {
    const what = `is ${is.level} instead of ${was.level}`;
    changes.push({ policy, headings: [level > 0 ? "Stricter" : "Looser"], what, bump: level > 0 ? "major" : "minor" });
  }
  const severity = SEVERITIES.indexOf(is.severity) - SEVERITIES.indexOf(was.severity);
  if (severity !== 0) {
    const what = `has severity ${is.severity} instead of ${was.severity}`;
    changes.push({ policy, headings: [severity > 0 ? "Stricter" : "Looser"], what, bump: "minor" });
  }
  for (const [option, value] of Object.entries(was.options)) {
    const now = is.options[option];
    if (now === undefined) {
      changes.push({
        policy,
        headings: ["Stricter", "Looser"],
        what: `no longer has the option ${option}`,
        bump: "major",
      });
    } else if (JSON.stringify(now) !== JSON.stringify(value)) {
      const what = `has ${option} = ${JSON.stringify(now)} by default instead of ${JSON.stringify(value)}`;
      changes.push({ policy, headings: ["Stricter", "Looser"], what, bump: "minor" });
    }
  }
  return changes;
}

/** The changes that a release's section of CHANGELOG.md does not name under a heading where they belong. */
export function unnamed(changes: readonly Change[], changelog: string, version: string): Change[] {
  const headings = sectionsOf(changelog, version);
  return changes.filter(
    ({ policy, headings: allowed }) => !allowed.some((one) => headings.get(one)?.includes(`\`${policy}\``) === true),
  );
}

/** The text under each heading of a version's section. */
function sectionsOf(changelog: string, version: string): Map<string, string> {
  const sections = changelog.split(/^## /m).filter((section) => section.startsWith(`[${version}]`));
  const parts = sections.flatMap((section) => section.split(/^### /m).slice(1));
  return new Map(parts.map((part) => [part.slice(0, part.indexOf("\n")).trim(), part]));
}

/** Whether a version number says what its changes ask for. Before 1.0.0 the minor number does the major one's work. */
export function isEnough(from: string, to: string, changes: readonly Change[]): boolean {
  const [[major0 = 0, minor0 = 0], [major1 = 0, minor1 = 0]] = [numbers(from), numbers(to)];
  const bumps = new Set(changes.map(({ bump }) => bump));
  if (major1 > major0) return true;
  if (bumps.has("major")) return major0 === 0 && minor1 > minor0;
  return !bumps.has("minor") || minor1 > minor0;
}

function numbers(version: string): number[] {
  return version.split(/[.-]/).slice(0, 3).map(Number);
}

/** The record of the release before a version, or nothing before the first release. */
export function recordBefore(root: string, version: string): ReleaseRecord | undefined {
  const versions = readdirSync(join(root, "releases"))
    .map((file) => file.replace(/\.json$/, ""))
    .filter((one) => compare(one, version) < 0)
    .sort(compare);
  const last = versions.at(-1);
  if (last === undefined) return undefined;
  return JSON.parse(readFileSync(join(root, "releases", `${last}.json`), "utf8")) as ReleaseRecord;
}

function compare(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  const index = left.findIndex((one, at) => one !== right[at]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
