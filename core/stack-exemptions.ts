import type { Severity } from "./definition";
import { dayAfter, isForStack, readExemptions, type Exemption } from "./exemptions";
import { matchesGlob } from "./glob";
import { nearest } from "./options";
import type { StackFacts } from "./run";
import { SETTINGS_POLICY, type Settings } from "./settings";

const NAMESPACE = "aws-security-baseline";

/** Where a program's own stack config has exemptions, as a list. */
export const STACK_CONFIG_KEY = `${NAMESPACE}:exemptions`;

/** More text than this is a mistake; it would cost every preview. */
const MOST_CHARACTERS = 1_000_000;

/** Why exemptions of a stack's config do not count, and what to do. */
export interface StackProblem {
  readonly found: string;
  readonly fix: string;
}

/** The severities of the policies, by name. */
export type Severities = ReadonlyMap<string, Severity>;

/** Exemptions of a stack's own config, as far as the settings of the pack allow them. */
export function readStackExemptions(
  stack: StackFacts,
  settings: Settings,
  severities: Severities,
  today: string,
): { readonly exemptions: readonly Exemption[]; readonly problems: readonly StackProblem[] } {
  const text = stack.config.get(STACK_CONFIG_KEY);
  const mistyped = mistypedKeys(stack);
  if (text === undefined) {
    return { exemptions: [], problems: mistyped };
  }
  const list = settings.exemptionsFromStackConfig ? listOf(text, stack) : { problem: notAllowed(stack) };
  if ("problem" in list) {
    const problem =
      typeof list.problem === "string"
        ? { found: `${place(stack)} ${list.problem}; nothing of it is exempted.`, fix: FIX_FORM }
        : list.problem;
    return { exemptions: [], problems: [...mistyped, problem] };
  }
  const policies = [...severities.keys()];
  const where = (index: number): string => `${place(stack)}[${index}]`;
  const { exemptions, problems } = readExemptions(list.items, { where, policies, isOfStack: true });
  const judged = exemptions.map((one) => ({ one, refusal: refusal(one, stack, settings, severities, today) }));
  const refused = judged.flatMap(({ one, refusal: why }) => (why ? [`${one.where} ${why}; it exempts nothing`] : []));
  return {
    exemptions: judged.flatMap(({ one, refusal: why }) => (why ? [] : [one])),
    problems: [...mistyped, ...[...problems, ...refused].map((found) => ({ found: `${found}.`, fix: FIX_ONE }))],
  };
}

/** Whether the settings let a stack's own config accept findings of a policy. */
export function mayStackAccept(policy: string, settings: Settings, severities: Severities): boolean {
  const severity = severities.get(policy);
  return (
    settings.stackExemptionPolicies.some((pattern) => matchesGlob(policy, pattern)) &&
    severity !== undefined &&
    settings.stackExemptionSeverities.includes(severity)
  );
}

const FIX_FORM = `Write a list, for example with: pulumi config set --path '${STACK_CONFIG_KEY}[0].policy' s3-bucket-versioning (and resource, reason and expires alike).`;
const FIX_ONE = "Correct it there, or ask who configures the policy pack for an exemption.";

function place({ stack }: StackFacts): string {
  return `Pulumi.${stack}.yaml: ${STACK_CONFIG_KEY}`;
}

function notAllowed(stack: StackFacts): StackProblem {
  return {
    found: `${place(stack)} is ignored: the policy pack's configuration does not let stacks exempt anything themselves.`,
    fix: `Remove it, or ask who configures the policy pack to add these exemptions there, or to set exemptionsFromStackConfig of ${SETTINGS_POLICY} to true.`,
  };
}

/** What an exemption says is printed in every preview. */
function stored(stack: StackFacts): StackProblem {
  return {
    found: `${place(stack)} has a secret in it, and exemptions are printed; nothing of it is exempted.`,
    fix: "Set it anew without --secret, and write nothing into it that must not be read.",
  };
}

/** Keys beside the one that is read are slips: nothing else has this namespace. */
function mistypedKeys(stack: StackFacts): StackProblem[] {
  return [...stack.config.keys()]
    .filter((key) => key.startsWith(`${NAMESPACE}:`) && key !== STACK_CONFIG_KEY)
    .filter((key) => nearest(key, [STACK_CONFIG_KEY]) !== undefined)
    .map((key) => ({
      found: `Pulumi.${stack.stack}.yaml has ${key}, which nothing reads.`,
      fix: `Rename it to ${STACK_CONFIG_KEY}.`,
    }));
}

/** Structured config reaches a pack as JSON text. What it holds may be secret: a message never quotes it. */
function listOf(
  text: string,
  stack: StackFacts,
): { readonly items: readonly unknown[] } | { readonly problem: string | StackProblem } {
  if (stack.secretKeys?.has(STACK_CONFIG_KEY)) {
    return { problem: stored(stack) };
  }
  if (text.length > MOST_CHARACTERS) {
    return { problem: `has more than ${MOST_CHARACTERS} characters` };
  }
  try {
    const parsed = JSON.parse(text) as unknown;
    return Array.isArray(parsed) ? { items: parsed.map(withPlainDay) } : { problem: "must be a list of exemptions" };
  } catch {
    return { problem: "must be a list of exemptions, and is neither YAML's nor JSON's form of one" };
  }
}

/**
 * YAML takes 2027-01-31 without quotes for a point in time, which the CLI (seen with 3.260) writes into the configuration as
 * "2027-01-31 00:00:00 +0000 UTC".
 */
function withPlainDay(one: unknown): unknown {
  if (typeof one !== "object" || one === null || !("expires" in one) || typeof one.expires !== "string") {
    return one;
  }
  return { ...one, expires: one.expires.replace(/^(\d{4}-\d{2}-\d{2}) 00:00:00 \+0000 UTC$/, "$1") };
}

function refusal(
  exemption: Exemption,
  stack: StackFacts,
  settings: Settings,
  severities: Severities,
  today: string,
): string | undefined {
  if (!isForStack(exemption, stack)) {
    return `is for the stack "${exemption.stack ?? ""}", and this is ${stack.project}/${stack.stack}`;
  }
  return refusedPolicy(exemption, settings, severities) ?? refusedTerm(exemption, settings, today);
}

function refusedPolicy({ policy }: Exemption, settings: Settings, severities: Severities): string | undefined {
  const names = [...severities.keys()].filter((name) => matchesGlob(name, policy));
  if (names.some((name) => mayStackAccept(name, settings, severities))) {
    return undefined;
  }
  const { stackExemptionPolicies: policies, stackExemptionSeverities: allowed } = settings;
  const isListed = names.some((name) => policies.some((pattern) => matchesGlob(name, pattern)));
  if (!isListed) {
    return `is for "${policy}", and stacks may exempt only ${listed(policies)} (stackExemptionPolicies of ${SETTINGS_POLICY})`;
  }
  const found = listed([...new Set(names.map((name) => severities.get(name) ?? ""))]);
  return `is for "${policy}" of severity ${found}, and stacks may exempt only ${listed(allowed)} (stackExemptionSeverities of ${SETTINGS_POLICY})`;
}

function refusedTerm({ expires }: Exemption, settings: Settings, today: string): string | undefined {
  const days = settings.stackExemptionLongestDays;
  const last = dayAfter(today, days);
  if (expires === undefined) {
    return `needs "expires", ${last} at the latest (${days} days from today, stackExemptionLongestDays of ${SETTINGS_POLICY})`;
  }
  return expires > last
    ? `ends on ${expires}, and ${last} is the latest day (${days} days from today, stackExemptionLongestDays of ${SETTINGS_POLICY})`
    : undefined;
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? "nothing" : texts.join(", ");
}
