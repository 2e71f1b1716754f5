/**
 * AWS's published facts about IAM actions: which exist, their access level, and whether a policy can name resources for
 * them. From a table made of AWS's service authorization reference (see scripts/generate/iamActions.ts).
 *
 * The table is required at the first question, and services are decoded as they are asked for. One line is
 *
 *     s3 L+ListBucket,ListBucketVersions L-ListAllMyBuckets R+GetObject,GetObjectAcl
 *
 * the service prefix, then groups of actions: a letter for the level (List, Read, Write, Tagging, Permissions
 * management), `+` where AWS supports resource-level permissions or `-` where only `*` works as the resource, and names.
 */
import type * as Data from "./data/iamActions";

/** Access levels as AWS names them. */
export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

/** One action of one service. */
export interface Action {
  /** Service prefix in lower case, `s3`. */
  readonly service: string;
  /** Name in AWS's spelling, `GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** Whether a statement can restrict the action to resources; false means that only `*` works. */
  readonly supportsResources: boolean;
}

/** Beyond this a pattern can match nothing that a policy could usefully hold, and remembering it would cost memory. */
const LONGEST_PATTERN = 512;
/** Patterns remembered; a run sees a few dozen, and a program that makes up thousands must not grow the process. */
const MOST_REMEMBERED = 1000;

const LEVELS: Readonly<Record<string, AccessLevel>> = {
  L: "List",
  R: "Read",
  W: "Write",
  T: "Tagging",
  P: "Permissions management",
};
const NONE: readonly Action[] = [];

let lines: ReadonlyMap<string, string> | undefined;
const decoded = new Map<string, readonly Action[]>();
/** Names of a service in lower case, in the order of its actions. */
const lowered = new Map<string, readonly string[]>();
const matched = new Map<string, readonly Action[]>();
let everything: readonly Action[] | undefined;

/**
 * The actions that a pattern of a policy document covers, ordered by service and level: `s3:GetObject`, `s3:Get*`,
 * `S3:*`, `*`. Case does not matter, `*` stands for any text and `?` for one character, in the service prefix too.
 * Patterns that are no action (no colon, an empty part, several colons) cover nothing, except for `*` alone. The time
 * is linear in the number of actions whatever the pattern; results are remembered and must not be changed.
 */
export function actionsMatching(pattern: string): readonly Action[] {
  const wanted = normalise(pattern);
  if (wanted === undefined) return NONE;
  const known = matched.get(wanted);
  if (known !== undefined) return known;
  const found = match(wanted);
  if (matched.size >= MOST_REMEMBERED) matched.clear();
  matched.set(wanted, found);
  return found;
}

/** The action that a full name stands for (`s3:GetObject`, in any case), undefined for wildcards and unknown names. */
export function findAction(action: string): Action | undefined {
  const [prefix = "", name = "", ...more] = action.toLowerCase().split(":", 3);
  if (more.length > 0) return undefined;
  return decode(prefix)[namesOf(prefix).indexOf(name)];
}

/**
 * Glob matching as IAM does it, `*` for any text and `?` for one character. Greedy with one point to return to, so the
 * time is at most the product of both lengths and never exponential. The caller lowers the case of both.
 */
export function globMatches(pattern: string, text: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let afterStar = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === "*") {
      star = inPattern++;
      afterStar = at;
    } else if (wanted === "?" || wanted === text[at]) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++afterStar;
    } else return false;
  }
  while (pattern[inPattern] === "*") inPattern++;
  return inPattern === pattern.length;
}

function match(pattern: string): readonly Action[] {
  const parts = split(pattern);
  if (parts === undefined) return NONE;
  if (parts.prefix === "*" && parts.name === "*") return all();
  const [first, ...others] = services(parts.prefix);
  if (first === undefined) return NONE;
  if (others.length === 0) return matchIn(first, parts.name);
  return [first, ...others].flatMap((service) => matchIn(service, parts.name));
}

/** Lower case without runs of stars; undefined for what is too long to be an action. */
function normalise(pattern: string): string | undefined {
  // "**" means "*", and a run of thousands of stars is one.
  const collapsed = pattern.replace(/\*{2,}/g, "*");
  return collapsed.length > LONGEST_PATTERN ? undefined : collapsed.toLowerCase();
}

function split(pattern: string): { readonly prefix: string; readonly name: string } | undefined {
  if (pattern === "*") return { prefix: "*", name: "*" };
  const [prefix = "", name = "", ...more] = pattern.split(":", 3);
  return prefix === "" || name === "" || more.length > 0 ? undefined : { prefix, name };
}

function services(prefix: string): readonly string[] {
  if (!isGlob(prefix)) return [prefix];
  return [...table().keys()].filter((service) => globMatches(prefix, service));
}

function matchIn(prefix: string, name: string): readonly Action[] {
  if (name === "*") return decode(prefix);
  const names = namesOf(prefix);
  if (!isGlob(name)) {
    const one = decode(prefix)[names.indexOf(name)];
    return one === undefined ? NONE : [one];
  }
  const found: Action[] = [];
  // A service without a match is never decoded.
  names.forEach((lower, at) => {
    if (!globMatches(name, lower)) return;
    const action = decode(prefix)[at];
    if (action !== undefined) found.push(action);
  });
  return found;
}

function all(): readonly Action[] {
  everything ??= NONE.concat(...[...table().keys()].map(decode));
  return everything;
}

function decode(service: string): readonly Action[] {
  const known = decoded.get(service);
  if (known !== undefined) return known;
  const line = table().get(service);
  if (line === undefined) return NONE;
  const actions = line.split(" ").flatMap((group) => {
    const level = LEVELS[group.charAt(0)] ?? "Write";
    const supportsResources = group.charAt(1) === "+";
    return group
      .slice(2)
      .split(",")
      .map((name): Action => ({ service, name, level, supportsResources }));
  });
  decoded.set(service, actions);
  return actions;
}

function namesOf(service: string): readonly string[] {
  const known = lowered.get(service);
  if (known !== undefined) return known;
  const line = table().get(service);
  if (line === undefined) return [];
  const names = line
    .toLowerCase()
    .split(" ")
    .flatMap((group) => group.slice(2).split(","));
  lowered.set(service, names);
  return names;
}

function table(): ReadonlyMap<string, string> {
  if (lines !== undefined) return lines;
  // 400 KB that only programs with policy documents need.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const data = require("./data/iamActions") as typeof Data;
  const read = new Map<string, string>();
  for (const line of data.actions.split("\n")) {
    const end = line.indexOf(" ");
    if (end > 0) read.set(line.slice(0, end), line.slice(end + 1));
  }
  lines = read;
  return read;
}

function isGlob(text: string): boolean {
  return text.includes("*") || text.includes("?");
}
