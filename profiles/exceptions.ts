/**
 * Exemptions of this pack as exceptions of the engine, which newer CLIs and Pulumi Cloud apply to any pack: see "Policy exceptions" in
 * Pulumi's documentation (docs/discovery-governance/concepts/policy-as-code/policy-exceptions, in public preview).
 */
import {
  addressOf,
  hasEnded,
  isAboutResource,
  isForStack,
  isObject,
  matchesGlob,
  policies,
  readExemptions,
  type Exemption,
} from "../library";

/**
 * An entry of an exception: a violation is exempted when its policy and its resource's URN stand in the same entry. Names and limits as
 * in Pulumi's REST API (schema PolicyExceptionMatch).
 */
export interface ExceptionMatch {
  readonly policies: readonly string[];
  readonly targets: readonly string[];
}

/** An exception of the engine (schema CreatePolicyExceptionRequest). It has no end in a config file. */
export interface PolicyException {
  readonly match: readonly ExceptionMatch[];
  readonly reason: string;
}

/** What can be said in the engine's form, and what cannot, with the reason. */
export interface ExportedExceptions {
  /** By id: the value of the key `exceptions` of a policy pack's config file. */
  readonly exceptions: Readonly<Record<string, PolicyException>>;
  readonly left: readonly { readonly exemption: string; readonly reason: string }[];
}

/** The most policies and targets of an entry, entries of an exception, and characters of a reason and of a URN. */
const MOST = { listed: 100, entries: 100, reason: 2048, urn: 2048 } as const;

/**
 * Turns the exemptions of a policy pack's config into exceptions.
 *
 * @param config what stands in the config file
 * @param options.urns the URNs of the stacks at hand, as `pulumi stack export` has them: the engine takes no patterns
 * @param options.today the day (YYYY-MM-DD) on which exemptions must hold
 */
export function exportExceptions(
  config: unknown,
  options: { readonly urns: readonly string[]; readonly today: string },
): ExportedExceptions {
  const exceptions: Record<string, PolicyException> = {};
  const left: { exemption: string; reason: string }[] = [];
  exemptionsOf(config).forEach((raw, index) => {
    const exemption = `exemptions[${index}]`;
    const read = readExemptions([raw], { where: () => exemption, policies: NAMES });
    const [one] = read.exemptions;
    const exported = one ? exportOne(one, options) : { left: (read.problems[0] ?? "").replace(`${exemption} `, "") };
    if ("left" in exported) {
      left.push({ exemption, reason: exported.left });
      return;
    }
    exported.forEach((exception, part) => {
      exceptions[`exemptions-${index}${part === 0 ? "" : `-${part + 1}`}`] = exception;
    });
  });
  return { exceptions, left };
}

const NAMES = policies.filter(({ facts }) => facts.requirements.length > 0).map(({ facts }) => facts.name);

function exemptionsOf(config: unknown): readonly unknown[] {
  const settings = isObject(config) ? config["baseline-settings"] : undefined;
  const exemptions = isObject(settings) ? settings["exemptions"] : undefined;
  if (exemptions === undefined || Array.isArray(exemptions)) {
    return (exemptions as readonly unknown[] | undefined) ?? [];
  }
  // Read as the one element that it is, which says what is wrong with it.
  return [exemptions];
}

function exportOne(
  one: Exemption,
  { urns, today }: { readonly urns: readonly string[]; readonly today: string },
): readonly PolicyException[] | { readonly left: string } {
  if (hasEnded(one, today)) {
    return { left: `it ended on ${one.expires}` };
  }
  if (one.finding !== undefined) {
    return { left: `it is for the finding "${one.finding}" alone, and an exception is for all findings of a policy` };
  }
  const targets = targetsOf(one, urns);
  if (targets.length === 0) {
    return { left: `no URN of "${one.resource}" is known; give the URNs of its stack (pulumi stack export)` };
  }
  if (targets.some((urn) => urn.length > MOST.urn)) {
    return { left: `a URN has more than ${MOST.urn} characters` };
  }
  const reason = reasonOf(one);
  if (reason.length > MOST.reason) {
    return { left: `its reason, with owner, ticket and end, has more than ${MOST.reason} characters` };
  }
  const named = NAMES.filter((name) => matchesGlob(name, one.policy));
  const match = inParts(named, MOST.listed).flatMap((some) =>
    inParts(targets, MOST.listed).map((part) => ({ policies: some, targets: part })),
  );
  return inParts(match, MOST.entries).map((part) => ({ match: part, reason }));
}

function targetsOf(one: Exemption, urns: readonly string[]): readonly string[] {
  const written = one.resource.startsWith("urn:") && !/[*?]/.test(one.resource) ? [one.resource] : [];
  return [...new Set([...written, ...urns])].filter((urn) => {
    const address = addressOf(urn);
    return isForStack(one, address) && isAboutResource(one, address);
  });
}

/** An exception has no fields for them, and none for an end in a config file. */
function reasonOf({ reason, owner, ticket, expires }: Exemption): string {
  const more = [owner && `owner: ${owner}`, ticket && `ticket: ${ticket}`, expires && `until ${expires}`];
  const known = more.filter((one) => one !== undefined);
  return known.length === 0 ? reason : `${reason} (${known.join(", ")})`;
}

function inParts<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, part) => list.slice(part * size, (part + 1) * size));
}
