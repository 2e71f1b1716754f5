import type { Severity } from "./definition";
import {
  addressOf,
  daysBetween,
  ExemptionIndex,
  hasEnded,
  isForStack,
  isPattern,
  namesOf,
  readExemptions,
  type Exemption,
  type ExemptionAddress,
} from "./exemptions";
import { matchesGlob } from "./glob";
import type { Graph } from "./graph";
import type { StackFacts } from "./run";
import type { Settings } from "./settings";
import { mayStackAccept, readStackExemptions, type StackProblem } from "./stack-exemptions";
import { sentence } from "./words";

/** From so many days before its end a used exemption says when it ends. */
const ENDS_SOON_DAYS = 14;

/** More of one kind than this help nobody in a terminal; their number is told. */
const MOST_PROBLEMS = 20;

/** What the ledger must know of a policy. */
export interface LedgerPolicy {
  readonly name: string;
  readonly severity: Severity;
  /** Whether the SDK asked for it in this run; it asks for none that is switched off. */
  readonly wasAsked: () => boolean;
}

/** What exemptions say of a finding: it is accepted, or was until a day that is over. */
export interface Verdict {
  readonly accepted?: Exemption;
  readonly ended?: Exemption;
}

/** A line of the ledger, as a finding at a resource; at the stack when it has no URN. */
export interface LedgerEntry {
  readonly urn?: string;
  readonly found: string;
  readonly fix: string;
  readonly key: string;
}

/** What became of one finding. */
interface Judged {
  readonly policy: string;
  readonly key: string;
  /** The exemption that counts: of those that name the finding the one that holds longest. */
  readonly longest: Exemption;
  /** All exemptions that name it and have not ended. */
  readonly inForce: readonly Exemption[];
}

const NOTHING: Verdict = {};

/** Keeps what exemptions did in one run: what they accepted, what they no longer accept, and what they were for nothing. */
export class Ledger {
  private readonly policies = new Map<string, LedgerPolicy>();
  private exemptions: readonly Exemption[] = [];
  private problems: readonly StackProblem[] = [];
  private index = new ExemptionIndex([]);
  private today = "";
  private stack: Pick<StackFacts, "project" | "stack"> = { project: "", stack: "" };
  /** By URN, then by policy and key: a resource that is asked about again begins anew. */
  private readonly judged = new Map<string, Map<string, Judged>>();
  private readonly matched = new Set<Exemption>();
  private readonly undecided = new Set<string>();

  /** Makes a policy of the pack known: its name can be exempted. */
  register(policy: LedgerPolicy): void {
    this.policies.set(policy.name, policy);
  }

  /** The names that exemptions and settings may speak of. */
  get policyNames(): readonly string[] {
    return [...this.policies.keys()];
  }

  /** Begins a run; returns what is wrong with the exemptions of the settings, in sentences. */
  begin(settings: Settings, stack: StackFacts, today: string): readonly string[] {
    const severities = new Map([...this.policies.values()].map(({ name, severity }) => [name, severity]));
    const own = readExemptions(settings.exemptions, { policies: [...severities.keys()] });
    const ofStack = readStackExemptions(stack, settings, severities, today);
    this.clear();
    this.today = today;
    this.stack = stack;
    this.exemptions = [...own.exemptions, ...ofStack.exemptions].filter((one) => isForStack(one, stack));
    this.index = new ExemptionIndex(
      this.exemptions,
      ({ isOfStack }, policy) => !isOfStack || mayStackAccept(policy, settings, severities),
    );
    this.problems = ofStack.problems;
    return own.problems;
  }

  /** Forgets what was judged: the stack is gone through anew. */
  clear(): void {
    this.judged.clear();
    this.matched.clear();
    this.undecided.clear();
  }

  /** Forgets what was judged of a resource, which is asked about again. */
  forget(urn: string): void {
    this.judged.delete(urn);
  }

  /** Remembers that a policy could not decide everything: what it finds later, an exemption may be for. */
  noteUndecided(policy: string): void {
    this.undecided.add(policy);
  }

  /** What exemptions say of a finding. Of several the one that holds longest counts. */
  judge(policy: string, urn: string, key: string): Verdict {
    if (this.exemptions.length === 0) {
      return NOTHING;
    }
    const naming = this.index.naming({ ...addressOf(urn), policy, key });
    const [longest] = [...naming].sort((a, b) => compareEnds(b, a));
    if (longest === undefined) {
      return NOTHING;
    }
    naming.forEach((one) => this.matched.add(one));
    const inForce = naming.filter((one) => !hasEnded(one, this.today));
    const known = this.judged.get(urn) ?? new Map<string, Judged>();
    this.judged.set(urn, known.set(`${policy}\n${key}`, { policy, key, longest, inForce }));
    return inForce.length > 0 ? { accepted: longest } : { ended: longest };
  }

  /** Whether an exemption accepts any finding of a policy on a resource: then somebody wants it to stay as it is. */
  accepts(policy: string, urn: string): boolean {
    return this.index.about(addressOf(urn), policy).some((one) => !hasEnded(one, this.today));
  }

  /** Whether there is nothing that exemptions could have done. */
  get isEmpty(): boolean {
    return this.exemptions.length === 0 && this.problems.length === 0;
  }

  /** All there is to say at the end of a run, by resource, then by policy. */
  entries(graph: Graph): readonly LedgerEntry[] {
    const urns = [...this.judged.keys()].sort();
    const used = urns.flatMap((urn) =>
      [...(this.judged.get(urn)?.values() ?? [])]
        .sort((a, b) => (`${a.policy}\n${a.key}` < `${b.policy}\n${b.key}` ? -1 : 1))
        .map((one) => this.entryOf(urn, one)),
    );
    return [...used, ...this.problemEntries(), ...this.unusedEntries(graph)];
  }

  private entryOf(urn: string, judged: Judged): LedgerEntry {
    return judged.inForce.length > 0 ? this.exempted(urn, judged) : this.ended(urn, judged);
  }

  private exempted(urn: string, { policy, key, longest, inForce }: Judged): LedgerEntry {
    const until = longest.expires === undefined ? "without an end" : `until ${longest.expires}${this.soon(longest)}`;
    const by =
      inForce.length > 1 ? `${wheres(inForce)}, of which ${longest.where} holds longest and counts` : longest.where;
    return {
      urn,
      found: `Exempted ${until}: ${titled(policy, key)}. ${storyOf(longest)} By ${by}.`,
      fix: fixOfUsed(longest, inForce),
      key: `exempted:${policy}:${key}`,
    };
  }

  private ended(urn: string, { policy, key, longest }: Judged): LedgerEntry {
    return {
      urn,
      found: `No longer exempted: ${titled(policy, key)}. The exemption ended on ${longest.expires ?? ""}, so the finding counts again. ${storyOf(longest)} By ${longest.where}.`,
      fix: "Mend the resource. If that must wait, agree on a new day and write it as expires.",
      key: `ended:${policy}:${key}`,
    };
  }

  private soon({ expires }: Exemption): string {
    if (expires === undefined) {
      return "";
    }
    const days = daysBetween(this.today, expires);
    if (days > ENDS_SOON_DAYS) {
      return "";
    }
    return days === 0 ? ", which is today" : `, in ${days} day${days === 1 ? "" : "s"}`;
  }

  private problemEntries(): readonly LedgerEntry[] {
    const shown = this.problems.slice(0, MOST_PROBLEMS);
    const left = this.problems.length - shown.length;
    const more = { found: `There are ${left} more mistakes of this kind.`, fix: "Correct these first." };
    return [...shown, ...(left > 0 ? [more] : [])].map((one) => ({ ...one, key: `stack-config:${one.found}` }));
  }

  private unusedEntries(graph: Graph): readonly LedgerEntry[] {
    const unused = this.exemptions.filter((one) => !this.matched.has(one));
    // Once for all of them: hundreds of exemptions and thousands of resources are usual.
    const names = new Set(unused.length > 0 ? graph.resources.flatMap(namesOf) : []);
    return unused.flatMap((one) => {
      const why = this.whyUnused(one, names);
      return why === undefined
        ? []
        : [
            {
              found: `Exempts nothing: ${one.where} (${one.policy} on ${one.resource}). ${why}${this.endOf(one)} ${storyOf(one)}`,
              fix: "Remove it, or correct its policy, resource or finding: those of a finding stand in the finding's message.",
              key: `unused:${one.where}`,
            },
          ];
    });
  }

  private endOf(one: Exemption): string {
    return hasEnded(one, this.today) ? ` It ended on ${one.expires ?? ""}.` : "";
  }

  /** Why an exemption that could have accepted something in this stack did not; undefined when it could not. */
  private whyUnused(one: Exemption, names: ReadonlySet<string>): string | undefined {
    const isForHere = one.isOfStack || namesThisStack(one, this.stack);
    if (!isForHere && !namesAStack(one)) {
      return undefined;
    }
    const asked = [...this.policies.values()].filter(
      ({ name, wasAsked }) => matchesGlob(name, one.policy) && wasAsked(),
    );
    if (asked.length === 0 || asked.some(({ name }) => this.undecided.has(name))) {
      return undefined;
    }
    const { resource } = one;
    const isHere = isPattern(resource) ? [...names].some((text) => matchesGlob(text, resource)) : names.has(resource);
    if (isHere) {
      return "Its resource has no such finding in this stack.";
    }
    return isForHere ? "No resource of this stack is its resource." : undefined;
  }
}

function compareEnds(a: Exemption, b: Exemption): number {
  const [first, second] = [a.expires ?? "9999-12-31", b.expires ?? "9999-12-31"];
  return first === second ? 0 : first < second ? -1 : 1;
}

/** Whether an exemption is for some stacks and not for all. */
function namesAStack({ stack }: Exemption): boolean {
  return stack !== undefined && !/^[*?/]+$/.test(stack);
}

/** Whether an exemption can be for no stack but this one: it has its project and name, or a URN with both. */
function namesThisStack({ stack, resource }: Exemption, at: Pick<ExemptionAddress, "stack" | "project">): boolean {
  const [project, name] = stack?.split("/") ?? [];
  const isNamed = project !== undefined && name !== undefined && !isPattern(project) && project === at.project;
  return isNamed || resource.startsWith(`urn:pulumi:${at.stack}::${at.project}::`);
}

function fixOfUsed({ expires }: Exemption, inForce: readonly Exemption[]): string {
  const later =
    expires === undefined
      ? "Give the exemption a last day (expires)."
      : `Mend the resource by ${expires}; until then the finding blocks nothing.`;
  return inForce.length > 1 ? `${later} One exemption is enough: remove the others.` : later;
}

/** Reason, owner and ticket, each as a sentence. */
function storyOf({ reason, owner, ticket }: Exemption): string {
  const parts = [`Reason: ${reason}`, owner && `Owner: ${owner}`, ticket && `Ticket: ${ticket}`];
  return parts.flatMap((part) => (part ? [sentence(part)] : [])).join(" ");
}

function wheres(exemptions: readonly Exemption[]): string {
  const names = exemptions.map(({ where }) => where);
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

function titled(policy: string, key: string): string {
  return key === "" ? policy : `${policy} (${key})`;
}
