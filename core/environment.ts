import { matchesGlobIgnoringCase } from "./glob";
import type { StackFacts } from "./run";
import type { Settings } from "./settings";
import { MAX_NAME, wordsOf } from "./words";

/** Environment variables of the run, as policies see them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What names of a stack must carry so that environments cannot collide, and who says so. */
export interface EnvironmentSuffix {
  readonly text: string;
  readonly source: "settings" | "config" | "environment" | "stack";
  /** The suffix and its source in words. A value of the stack's config may be a secret, so it is named by its key. */
  readonly display: string;
}

/** Suffixes of config entries: anything else there is not meant as one. */
const SUFFIX = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** Namespaces of the stack's config that belong to the engine and the providers. */
const FOREIGN_NAMESPACES: ReadonlySet<string> = new Set(["pulumi", "aws", "aws-native"]);

/** Words before an environment's that turn it into another one: non-prod, pre-prod. */
const NEGATIONS: ReadonlySet<string> = new Set(["non", "not", "no", "pre", "post"]);

/** What every physical name of the stack carries: from the pack's settings, the stack's config, the run, else the stack's name. */
export function environmentSuffix(stack: StackFacts, settings: Settings, environment: Environment): EnvironmentSuffix {
  const given = environment["ENVIRONMENT_SUFFIX"];
  if (asked?.stack !== stack || asked.settings !== settings || asked.given !== given) {
    asked = { stack, settings, given, suffix: readSuffix(stack, settings, given) };
  }
  return asked.suffix;
}

/** The latest answer: it is asked for every resource of one stack. */
let asked:
  | {
      readonly stack: StackFacts;
      readonly settings: Settings;
      readonly given: string | undefined;
      readonly suffix: EnvironmentSuffix;
    }
  | undefined;

function readSuffix(stack: StackFacts, settings: Settings, given: string | undefined): EnvironmentSuffix {
  if (settings.environmentSuffix) {
    const text = settings.environmentSuffix;
    return { text, source: "settings", display: `"${text}" (set in the policy pack's settings)` };
  }
  const fromStack = { text: stack.stack, source: "stack", display: `"${stack.stack}" (the stack's name)` } as const;
  if (stack.isAudit) {
    return fromStack;
  }
  const entry = suffixInConfig(stack, settings);
  if (entry) {
    const isPublic = environmentsOf(entry.text, settings).length > 0 || stack.stack.includes(entry.text);
    const display = isPublic ? `"${entry.text}" (config ${entry.key})` : `the value of config ${entry.key}`;
    return { text: entry.text, source: "config", display };
  }
  const text = given?.trim();
  return text ? { text, source: "environment", display: `"${text}" (ENVIRONMENT_SUFFIX of the run)` } : fromStack;
}

/** The stack's own config entries, without those of the engine and the providers, the project's namespace first. */
export function ownConfig(
  stack: StackFacts,
): { readonly namespace: string; readonly name: string; readonly value: string }[] {
  return [...stack.config]
    .map(([key, value]) => {
      const end = key.indexOf(":");
      return { namespace: key.slice(0, Math.max(end, 0)), name: key.slice(end + 1), value };
    })
    .filter(({ namespace }) => !FOREIGN_NAMESPACES.has(namespace))
    .sort((a, b) => Number(b.namespace === stack.project) - Number(a.namespace === stack.project));
}

function suffixInConfig(stack: StackFacts, settings: Settings): { key: string; text: string } | undefined {
  const entries = ownConfig(stack).filter(({ value }) => SUFFIX.test(value));
  for (const name of settings.environmentSuffixConfigKeys) {
    const entry = entries.find((one) => one.name === name);
    if (entry) {
      return { key: `${entry.namespace}:${name}`, text: entry.value };
    }
  }
  return undefined;
}

/** Whether a name has the suffix as a word, whatever stands between the suffix's own words: `pr-42` is in `appPr42`. */
export function carriesSuffix(name: string, suffix: string): boolean {
  const wanted = wordsOf(suffix).join("");
  const whole = wordsOf(name);
  return (
    wanted === "" ||
    runsOf(whole.flatMap(lettersAndDigits), wanted).length > 0 ||
    (wanted.length >= 3 && whole.some((word) => endsWithSuffix(word, wanted)))
  );
}

/** Names that allow no separator: `appdev`, not `nonprod`. */
function endsWithSuffix(word: string, wanted: string): boolean {
  return word.length > wanted.length && word.endsWith(wanted) && !NEGATIONS.has(word.slice(0, -wanted.length));
}

/** Where consecutive words make up `wanted` and are not negated. */
function runsOf(parts: readonly string[], wanted: string): number[] {
  return parts.flatMap((_, start) => {
    let run = "";
    for (let end = start; run.length < wanted.length && end < parts.length; end++) {
      run += parts[end] ?? "";
    }
    return run === wanted && !NEGATIONS.has(parts[start - 1] ?? "") ? [start] : [];
  });
}

function lettersAndDigits(word: string): string[] {
  return word.split(/(?<=\p{N})(?=\p{L})|(?<=\p{L})(?=\p{N})/u);
}

/** A word of a name that means an environment. */
export interface EnvironmentWord {
  /** The environment, by the name that the settings give it. */
  readonly environment: string;
  /** The alias that was found. */
  readonly alias: string;
  /** Nothing but digits, regions or random characters follows it, or it is a whole segment of a path. */
  readonly isProminent: boolean;
  /** The word before it: "unit" of unit-test. */
  readonly before: string;
}

/** The environments that a name speaks of. `device` and `product` speak of none, `non-prod` not of prod, `dev2` of dev. */
export function environmentWords(name: string, settings: Settings): readonly EnvironmentWord[] {
  const known = wordsByName.get(settings.environments) ?? new Map<string, readonly EnvironmentWord[]>();
  wordsByName.set(settings.environments, known);
  const words = known.get(name) ?? readEnvironmentWords(name, settings);
  if (known.size < MOST_NAMES) {
    known.set(name, words);
  }
  return words;
}

/** Tags and configuration say the same few words again and again; names are more, and differ. */
const MOST_NAMES = 1000;
const wordsByName = new WeakMap<Settings["environments"], Map<string, readonly EnvironmentWord[]>>();

function readEnvironmentWords(name: string, settings: Settings): readonly EnvironmentWord[] {
  const possible = possibleAliases(name, settings);
  if (possible.length === 0) {
    return [];
  }
  const parts = wordsOf(name).map((word) => word.replace(/\d+$/, ""));
  const segments = name.slice(0, MAX_NAME).toLowerCase().split(/[/.:]/);
  const last = parts.findLastIndex((part) => part !== "" && !INSIGNIFICANT.test(part));
  return possible.flatMap(({ environment, alias, compact }) =>
    runsOf(parts, compact).map((start) => ({
      environment,
      alias,
      before: parts[start - 1] ?? "",
      isProminent: segments.includes(alias) || start + wordsOf(alias).length - 1 >= last,
    })),
  );
}

/**
 * A quick look that spares most names the search: words joined make up an alias only where its letters stand one after
 * the other, whatever stands between. An alias with a digit is never ruled out.
 */
function possibleAliases(name: string, settings: Settings): readonly Alias[] {
  const lower = name.slice(0, MAX_NAME).toLowerCase();
  // Classes of Unicode are slow, and most names need none.
  const letters = /^[ -~]*$/.test(lower) ? lower.replace(/[^a-z]+/g, "") : lower.replace(/\P{L}+/gu, "");
  return aliases(settings).filter(({ compact, hasDigit }) => hasDigit || letters.includes(compact));
}

/** Parts of a name that say where or which, not what: directions of regions, hexadecimal digits. */
const INSIGNIFICANT = /^(?:us|eu|ap|ca|sa|af|me|il|mx|cn|gov|north|south|east|west|central|[a-f]*\d[a-f\d]*|[a-f])$/;

/** The names of the environments that a text speaks of, without repeats. */
export function environmentsOf(text: string, settings: Settings): string[] {
  return [...new Set(environmentWords(text, settings).map(({ environment }) => environment))];
}

interface Alias {
  readonly environment: string;
  readonly alias: string;
  readonly compact: string;
  readonly hasDigit: boolean;
}

const aliasesOf = new WeakMap<Settings["environments"], readonly Alias[]>();

/** Every word that means an environment; an environment's own name does so without being listed. */
function aliases({ environments }: Settings): readonly Alias[] {
  let known = aliasesOf.get(environments);
  if (!known) {
    known = Object.entries(environments)
      .flatMap(([environment, list]) =>
        [...new Set([environment, ...list].map((alias) => alias.toLowerCase()))].map((alias) => {
          const compact = wordsOf(alias).join("");
          return { environment, alias, compact, hasDigit: /\d/.test(compact) };
        }),
      )
      .filter(({ compact }) => compact !== "");
    aliasesOf.set(environments, known);
  }
  return known;
}

/**
 * The value of the first of `environmentStackTags` that the stack has (`pulumi stack tag set environment prod`). It says which environment
 * the stack is and leaves the suffix of names as it is. A state audit is shown no tags.
 */
function environmentTag(stack: StackFacts, settings: Settings): string | undefined {
  const values = settings.environmentStackTags.map((name) => stack.tags.get(name)?.trim());
  return values.find((value) => value !== undefined && value !== "");
}

/** The environments that a tag's value names: those that it speaks of, else itself, for a tag says it in so many words. */
function environmentsOfTag(tag: string | undefined, settings: Settings): string[] {
  if (tag === undefined) {
    return [];
  }
  const known = environmentsOf(tag, settings);
  return known.length > 0 ? known : [tag];
}

/** The environments that the stack is, by its tag, its name and its suffix; none when nothing says it. */
export function ownEnvironments(stack: StackFacts, settings: Settings, environment: Environment): string[] {
  const suffix = environmentSuffix(stack, settings, environment).text;
  if (own?.stack !== stack || own.settings !== settings || own.suffix !== suffix) {
    const tagged = environmentsOfTag(environmentTag(stack, settings), settings);
    const named = [stack.stack, suffix].flatMap((text) => environmentsOf(text, settings));
    own = { stack, settings, suffix, names: [...new Set([...tagged, ...named])] };
  }
  return own.names;
}

/** The latest answer: it is asked for every resource of one stack. */
let own:
  | { readonly stack: StackFacts; readonly settings: Settings; readonly suffix: string; readonly names: string[] }
  | undefined;

/** Whether an environment or a stack of this name is made to be destroyed. */
export function isEphemeralName(name: string, settings: Settings): boolean {
  const matches = (pattern: string): boolean => matchesGlobIgnoringCase(name, pattern);
  return settings.ephemeralEnvironments.some(matches) && !settings.protectedEnvironments.some(matches);
}

/**
 * Whether the stack's data must outlive mistakes: all stacks but those that are ephemeral by tag, name, suffix or environment.
 * When these disagree (stack prod, suffix dev), the stack is protected, and so it is when nothing tells the environment.
 */
export function isProtected(stack: StackFacts, settings: Settings, environment: Environment): boolean {
  const suffix = environmentSuffix(stack, settings, environment).text;
  const environments = ownEnvironments(stack, settings, environment);
  if (protection?.environments !== environments) {
    const isEphemeral = [stack.stack, suffix, ...environments].some((name) => isEphemeralName(name, settings));
    const isProtected = !isEphemeral || environments.some((name) => !isEphemeralName(name, settings));
    protection = { environments, isProtected };
  }
  return protection.isProtected;
}

/** The latest answer; the list of environments is another one for another stack, suffix or settings. */
let protection: { readonly environments: readonly string[]; readonly isProtected: boolean } | undefined;
