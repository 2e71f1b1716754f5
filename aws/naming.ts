import { matchesGlobIgnoringCase, REDACTED, type Resource, type Settings, type StackFacts, type Value } from "../core";
import { physicalNameInputs, scopedNameInputs } from "./schema";
import { BUCKET } from "./types";
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

/** The environments that the stack is, by its name and its suffix; none when neither says it. */
export function ownEnvironments(stack: StackFacts, settings: Settings, environment: Environment): string[] {
  const suffix = environmentSuffix(stack, settings, environment).text;
  if (own?.stack !== stack || own.settings !== settings || own.suffix !== suffix) {
    const names = [...new Set([...environmentsOf(stack.stack, settings), ...environmentsOf(suffix, settings)])];
    own = { stack, settings, suffix, names };
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
 * Whether the stack's data must outlive mistakes: all stacks but those that are ephemeral by name, suffix or environment.
 * When name and suffix disagree (stack prod, suffix dev), the stack is protected.
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

/**
 * Whether the engine made the name of a logical name, which it ends with seven hexadecimal digits, before an extension if
 * there is one (https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming).
 */
export function isAutoName(name: string, logicalName: string): boolean {
  const lower = withoutExtension(name);
  const start = lower.slice(0, -7).replace(/[-_.]$/, "");
  return /[0-9a-f]{7}$/.test(lower) && start.endsWith(logicalName.toLowerCase());
}

/** Whether a name ends with random characters, the engine's or a program's own of letters and digits, so that it cannot collide. */
export function isGeneratedName(name: string, logicalName: string): boolean {
  const tail = /[-_.]([0-9a-f]{6,64})$/.exec(withoutExtension(name))?.[1] ?? "";
  return isAutoName(name, logicalName) || (/\d/.test(tail) && /[a-f]/.test(tail));
}

/** A name in lower case without `.fifo` and the like. */
function withoutExtension(name: string): string {
  return name.toLowerCase().replace(/\.[a-z]+$/, "");
}

/**
 * Names that AWS prescribes or that follow from another resource's name, as patterns by type.
 * - Lambda, RDS, EKS, API Gateway and Container Insights write to log groups of fixed names:
 *   https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 *   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
 *   https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 *   https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 *   https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html
 * - DMS and CloudFormation StackSets look for roles of fixed names:
 *   https://docs.aws.amazon.com/dms/latest/userguide/security-iam.html
 *   https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
 * - Session Manager reads its preferences from one document:
 *   https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html
 * - An account has one configuration recorder, whose name has to be that of the one it has already:
 *   https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html
 */
const PRESCRIBED: Readonly<Record<string, readonly string[]>> = {
  "*": ["default", "default.*", "aws/*", "alias/aws/*", "aws.partner/*", "AWSServiceRoleFor*", "aws-service-role/*"],
  "aws:cloudwatch/logGroup:LogGroup": [
    "/aws/lambda/?*",
    "/aws/rds/*/?*",
    "/aws/eks/?*/cluster",
    "/aws/apigateway/welcome",
    "API-Gateway-Execution-Logs_?*",
    "/aws/ecs/containerinsights/?*",
    "/aws/containerinsights/?*",
    "RDSOSMetrics",
  ],
  "aws:iam/role:Role": [
    "dms-vpc-role",
    "dms-cloudwatch-logs-role",
    "dms-access-for-endpoint",
    "AWSCloudFormationStackSetAdministrationRole",
    "AWSCloudFormationStackSetExecutionRole",
  ],
  "aws:ssm/document:Document": ["SSM-SessionManagerRunShell"],
  "aws:athena/workgroup:Workgroup": ["primary"],
  "aws:cfg/recorder:Recorder": ["*"],
};

/**
 * The bucket of a website has the name of its domain, and other buckets hardly have dots.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/website-hosting-custom-domain-walkthrough.html
 */
const DOMAIN_NAME = /^(?:[a-z0-9-]+\.)+[a-z]{2,6}$/;

/** Whether the program had no choice of name. */
export function isPrescribedName(type: string, name: string): boolean {
  if (BUCKET.includes(type) && DOMAIN_NAME.test(name)) {
    return true;
  }
  return [...(PRESCRIBED["*"] ?? []), ...(PRESCRIBED[type] ?? [])].some((pattern) =>
    matchesGlobIgnoringCase(name, pattern),
  );
}

/** The physical names that a program or the engine gave to a resource; prefixes, to which AWS adds random characters, are none. */
export function physicalNames(resource: Resource): Value[] {
  return physicalNameInputs(resource.type)
    .filter((input) => !input.endsWith("Prefix"))
    .map((input) => resource.at(input))
    .filter(isName);
}

/** Whether resources of the type have names of their own, unique or within a parent. */
export function canCarryName(type: string): boolean {
  return physicalNameInputs(type).length > 0 || scopedNameInputs(type).length > 0;
}

/** All names and prefixes of names of a resource, also those that are unique within a parent only. */
export function allNames(resource: Resource): Value[] {
  return [...physicalNameInputs(resource.type), ...scopedNameInputs(resource.type)]
    .map((input) => resource.at(input))
    .filter(isName);
}

function isName(value: Value): boolean {
  return !value.isAbsent && value.raw !== REDACTED;
}

/**
 * Whether the same name could be wanted by another environment: the program chose it, and it has neither the suffix, nor
 * another word for the suffix's environment, nor random characters.
 */
export function canCollide(resource: Resource, name: string, suffix: EnvironmentSuffix, settings: Settings): boolean {
  // The cheapest question first: most names are the engine's.
  return !(
    isGeneratedName(name, resource.name) ||
    isPrescribedName(resource.type, name) ||
    carriesSuffix(name, suffix.text) ||
    speaksOfSame(name, suffix.text, settings)
  );
}

/** Whether a name speaks of every environment that the suffix does, in other words. */
function speaksOfSame(name: string, suffix: string, settings: Settings): boolean {
  const environments = environmentsOf(suffix, settings);
  const named = environments.length > 0 ? environmentsOf(name, settings) : [];
  return environments.length > 0 && environments.every((one) => named.includes(one));
}

/** A name as messages quote it. */
export function quoteName(name: string): string {
  return `"${name.length > 100 ? `${name.slice(0, 100)}...` : name}"`;
}
