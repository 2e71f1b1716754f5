import { addTo } from "./collections";
import { matchesGlob } from "./glob";
import { nearest } from "./options";

/** An accepted finding, as the settings or the program's own stack config name it. */
export interface Exemption {
  readonly policy: string;
  readonly resource: string;
  readonly stack: string | undefined;
  readonly finding: string | undefined;
  readonly reason: string;
  readonly owner: string | undefined;
  readonly ticket: string | undefined;
  /** The last day it holds, as YYYY-MM-DD in UTC; for ever when absent. */
  readonly expires: string | undefined;
  /** Where it stands, as messages name it: `exemptions[3]`. */
  readonly where: string;
  /** Whether it stands in the program's own stack config. */
  readonly isOfStack: boolean;
}

/** A resource, as exemptions name it. */
export interface ExemptionAddress {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly stack: string;
  readonly project: string;
}

/** A finding, as exemptions name it. */
export interface ExemptionTarget extends ExemptionAddress {
  readonly policy: string;
  readonly key: string;
}

/** How a list of exemptions is read. */
export interface ReadingExemptions {
  /** Names the place of an element in messages; `exemptions[3]` by default. */
  readonly where?: (index: number) => string;
  /** The names of all policies: an exemption of none of them is a problem. Not looked at when absent. */
  readonly policies?: readonly string[];
  readonly isOfStack?: boolean;
}

/** Reads a list of exemptions. One that is not complete exempts nothing and is a problem in words. */
export function readExemptions(
  raw: readonly unknown[],
  { where = (index) => `exemptions[${index}]`, policies, isOfStack = false }: ReadingExemptions = {},
): { readonly exemptions: readonly Exemption[]; readonly problems: readonly string[] } {
  const exemptions: Exemption[] = [];
  const problems: string[] = [];
  raw.forEach((one, index) => {
    const problem = problemOf(one) ?? unknownPolicy(one, policies);
    if (problem) {
      problems.push(`${where(index)} ${problem}; it exempts nothing`);
      return;
    }
    exemptions.push({ ...fieldsOf(one), where: where(index), isOfStack });
  });
  return { exemptions, problems };
}

/** The address that a URN says. */
export function addressOf(urn: string): ExemptionAddress {
  const [head = "", project = "", chain = "", ...name] = urn.split("::");
  const type = chain.split("$").at(-1) ?? "";
  return { urn, type, name: name.join("::"), stack: head.replace(/^urn:pulumi:/, ""), project };
}

/** Whether an exemption is about a resource. */
export function isAboutResource({ resource }: Exemption, address: ExemptionAddress): boolean {
  return namesOf(address).some((text) => matchesGlob(text, resource));
}

/** What a resource goes by: the CLI prints the type aws:s3/bucket:Bucket as aws:s3:Bucket, and people copy that. */
export function namesOf({ urn, type, name }: Pick<ExemptionAddress, "urn" | "type" | "name">): readonly string[] {
  return [...new Set([urn, type, type.replace(/\/[^/:]*:/, ":"), name])];
}

/** Whether an exemption is for a stack, which it names by its name or as project/stack. */
export function isForStack({ stack }: Exemption, at: Pick<ExemptionAddress, "stack" | "project">): boolean {
  return stack === undefined || matchesGlob(at.stack, stack) || matchesGlob(`${at.project}/${at.stack}`, stack);
}

/** Whether an exemption has ended on the given day (YYYY-MM-DD, compared as text); it holds through its last day. */
export function hasEnded({ expires }: Exemption, today: string): boolean {
  return expires !== undefined && expires < today;
}

/** The day of a moment as YYYY-MM-DD, in UTC: exemptions end by it. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** A day so many days later. */
export function dayAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * MILLISECONDS_A_DAY));
}

/** How many days it is from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MILLISECONDS_A_DAY);
}

/**
 * The exemptions of one stack, found by the names in them: only findings are looked up, and hundreds of exemptions cost no more
 * than those that have patterns.
 */
export class ExemptionIndex {
  private readonly byPolicy = new Map<string, Exemption[]>();
  private readonly ofPatterns: Exemption[] = [];
  private readonly known = new Map<string, ForPolicy>();

  constructor(
    exemptions: readonly Exemption[],
    /** Whether an exemption may accept findings of a policy. */
    private readonly mayAccept: (exemption: Exemption, policy: string) => boolean = () => true,
  ) {
    for (const one of exemptions) {
      if (isPattern(one.policy)) {
        this.ofPatterns.push(one);
      } else {
        addTo(this.byPolicy, one.policy, one);
      }
    }
  }

  /** Every exemption that names a finding, also those that have ended. */
  naming(target: ExemptionTarget): readonly Exemption[] {
    return this.about(target, target.policy).filter(({ finding }) => finding === undefined || finding === target.key);
  }

  /** Every exemption for whichever finding of a policy on a resource, also those that have ended. */
  about(address: ExemptionAddress, policy: string): readonly Exemption[] {
    const { byResource, ofPatterns } = this.forPolicy(policy);
    const named = namesOf(address).flatMap((text) => byResource.get(text) ?? []);
    return [...named, ...ofPatterns.filter((one) => isAboutResource(one, address))];
  }

  private forPolicy(policy: string): ForPolicy {
    const known = this.known.get(policy) ?? this.readFor(policy);
    this.known.set(policy, known);
    return known;
  }

  private readFor(policy: string): ForPolicy {
    const patterns = this.ofPatterns.filter((one) => matchesGlob(policy, one.policy));
    const all = [...(this.byPolicy.get(policy) ?? []), ...patterns].filter((one) => this.mayAccept(one, policy));
    const byResource = new Map<string, Exemption[]>();
    all.filter(({ resource }) => !isPattern(resource)).forEach((one) => addTo(byResource, one.resource, one));
    return { byResource, ofPatterns: all.filter(({ resource }) => isPattern(resource)) };
  }
}

/** The exemptions for one policy: by the URN, type or name that they give, and those that give a pattern. */
interface ForPolicy {
  readonly byResource: ReadonlyMap<string, readonly Exemption[]>;
  readonly ofPatterns: readonly Exemption[];
}

/** What `*` and `?` do is done by no other character. */
export function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}

/** Whether a pattern for policies matches all of them. */
export function matchesEveryPolicy(pattern: string): boolean {
  // Names of policies have nothing in common but hyphens: two that differ in all else tell.
  return ["\u0001-\u0001-\u0001", "\u0002\u0002-\u0002\u0002-\u0002"].every((name) => matchesGlob(name, pattern));
}

/** Whether a pattern for resources matches all of them, or all of AWS. */
export function matchesEveryResource(pattern: string): boolean {
  const resources = ["\u0001", "\u0002\u0002\u0002"].map((text) => ({
    type: `aws:${text}/${text}:${text}`,
    name: text,
    urn: `urn:pulumi:${text}::${text}::aws:${text}/${text}:${text}::${text}`,
  }));
  return resources.every(({ type, name, urn }) => [type, name, urn].some((text) => matchesGlob(text, pattern)));
}

const MILLISECONDS_A_DAY = 86_400_000;

const REQUIRED = ["policy", "resource", "reason"];
const TEXTS = [...REQUIRED, "stack", "finding", "owner", "ticket", "expires"];
const FLAG = "matchEverything";

function problemOf(one: unknown): string | undefined {
  if (typeof one !== "object" || one === null || Array.isArray(one)) {
    return "must be an object";
  }
  const fields = one as Record<string, unknown>;
  return (
    wrongType(fields) ?? missing(fields) ?? unknownField(Object.keys(fields)) ?? wrongDay(fields) ?? tooWide(fields)
  );
}

function wrongType(fields: Readonly<Record<string, unknown>>): string | undefined {
  const wrong = TEXTS.find((name) => fields[name] !== undefined && typeof fields[name] !== "string");
  if (wrong !== undefined) {
    return `needs text as "${wrong}"${typeof fields[wrong] === "number" ? " (put it in quotes)" : ""}`;
  }
  return fields[FLAG] === undefined || typeof fields[FLAG] === "boolean"
    ? undefined
    : `needs true or false as "${FLAG}"`;
}

function missing(fields: Readonly<Record<string, unknown>>): string | undefined {
  const name = REQUIRED.find((one) => optionalText(fields[one]) === undefined);
  return name && `needs "${name}"`;
}

function unknownField(names: readonly string[]): string | undefined {
  const known = [...TEXTS, FLAG];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) {
    return undefined;
  }
  const near = nearest(unknown, known);
  return `has an unknown field "${unknown}"${near ? ` (did you mean "${near}"?)` : ` (it has ${known.join(", ")})`}`;
}

function wrongDay(fields: Readonly<Record<string, unknown>>): string | undefined {
  const expires = optionalText(fields["expires"]);
  return expires !== undefined && !isDay(expires) ? `needs a day such as 2027-01-31 as "expires"` : undefined;
}

function tooWide(fields: Readonly<Record<string, unknown>>): string | undefined {
  if (fields[FLAG] === true) {
    return undefined;
  }
  const [policy, resource] = [String(fields["policy"]), String(fields["resource"])];
  const wide = matchesEveryPolicy(policy)
    ? `policy "${policy}" is every policy`
    : matchesEveryResource(resource) && `resource "${resource}" is every resource`;
  return wide ? `is too wide: ${wide}. Name what you mean, or say that you mean it with "${FLAG}": true` : undefined;
}

function unknownPolicy(one: unknown, policies: readonly string[] | undefined): string | undefined {
  const { policy } = fieldsOf(one);
  if (!policies || policies.length === 0 || policies.some((name) => matchesGlob(name, policy))) {
    return undefined;
  }
  const near = nearest(policy, policies);
  return `is for the policy "${policy}", which does not exist${near ? ` (did you mean "${near}"?)` : ""}`;
}

function fieldsOf(one: unknown): Omit<Exemption, "where" | "isOfStack"> {
  const fields = one as Record<string, unknown>;
  return {
    policy: String(fields["policy"]),
    resource: String(fields["resource"]),
    stack: optionalText(fields["stack"]),
    finding: optionalText(fields["finding"]),
    reason: String(fields["reason"]).trim(),
    owner: optionalText(fields["owner"]),
    ticket: optionalText(fields["ticket"]),
    expires: optionalText(fields["expires"]),
  };
}

function optionalText(raw: unknown): string | undefined {
  return typeof raw === "string" && raw.trim() !== "" ? raw : undefined;
}

/** Whether a text is a day of the calendar, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
