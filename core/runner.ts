import type * as sdk from "@pulumi/policy";
import { Check } from "./check";
import { redact } from "./credentials";
import type { PolicyDefinition, Subject, TypeMatcher, Types } from "./definition";
import { exemptionFor, type Exemption } from "./exemptions";
import { skipNextList } from "./fast-requests";
import { Graph, type Resource } from "./graph";
import { readOptions, type Options } from "./options";
import { isIgnored } from "./ignore-changes";
import { canSet, holdsAsset, restoreAssets, setProperty, withoutSecrets } from "./remediation";
import { sentFor } from "./sent-properties";
import type { Run, StackFacts } from "./run";
import { factsOfArgs, factsOfStackResource } from "./sdk-facts";
import { withoutStackTrace } from "./undecided";
import { plain } from "./value";

type ReadOptions<O extends Options> = ReturnType<typeof readOptions<O>>;

/** What both kinds of the SDK's arguments have. */
type Asked = Pick<sdk.StackValidationArgs, "getConfig" | "notApplicable">;

const NOTHING_HERE = "nothing here to check";
const LATER = "decided at the end, when all resources of the stack are known";

interface Violation {
  readonly message: string;
  readonly urn: string | undefined;
}

/** What a remediation sets. */
interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** What a check says of a resource or a stack. */
interface Outcome {
  readonly violations: readonly Violation[];
  /** Why it does not count as passed. */
  readonly notApplicable?: string;
  readonly exemption?: Exemption;
}

/** Runs one policy's check on what the SDK hands over. */
export class Runner<S extends Subject, O extends Options> {
  constructor(
    private readonly run: Run,
    private readonly definition: PolicyDefinition<S, O>,
    private readonly declared: O,
  ) {
    const { types } = definition.subjects;
    this.matcher = types === "all" ? ANY : matcherOf(types);
  }

  private readonly matcher: TypeMatcher;
  private askedIn: number | undefined;

  /** Whether the SDK asked for this policy in this run; it asks for none that is switched off. */
  get wasAsked(): boolean {
    return this.askedIn === this.run.number;
  }

  private latest: { readonly run: number; readonly options: ReadOptions<O> } | undefined;
  /** The outcome for the resource at hand, when it was asked for before the SDK handed anything over. */
  private early: { readonly resource: Resource; readonly outcome: Outcome } | undefined;

  /**
   * What the SDK takes for the type of this policy's resources while it goes through the policies for one resource: that
   * resource's own type when the policy has something to say of it, another text when it has not, nothing when the SDK must run the
   * policy to see.
   */
  resourceType(): string | undefined {
    this.askedIn = this.run.number;
    const resource = this.run.onlyResource;
    const isForAll = this.definition.subjects.types === "all";
    if (!resource) {
      return isForAll ? undefined : this.run.resourceTypeFor(this.matcher);
    }
    if (!this.matcher.has(resource.type)) {
      return this.matcher.label;
    }
    const type = isForAll ? undefined : resource.type;
    if (this.latest?.run !== this.run.number) {
      return type;
    }
    const outcome = this.outcomeFor(resource, this.latest.options);
    return outcome.notApplicable === undefined || outcome.exemption
      ? type
      : `${resource.type} (${outcome.notApplicable})`;
  }

  /** Whether the policy asks about resources of a type. */
  isAbout(type: string): boolean {
    return this.matcher.has(type);
  }

  /** Whether it is certain, before the SDK runs it, that the policy has nothing to say of the resource at hand: it passes. */
  passes(): boolean {
    const resource = this.run.onlyResource;
    if (!resource || this.latest?.run !== this.run.number || !this.matcher.has(resource.type)) {
      return false;
    }
    const { violations, notApplicable } = this.outcomeFor(resource, this.latest.options);
    return violations.length === 0 && notApplicable === undefined;
  }

  private outcomeFor(resource: Resource, options: ReadOptions<O>): Outcome {
    if (this.early?.resource !== resource) {
      this.early = { resource, outcome: this.evaluate(resource.graph, options, resource.urn) };
    }
    return this.early.outcome;
  }

  /** As `resourceType`, for the whole stack: a type of the stack at hand, else one that it lacks. */
  stackType(): string | undefined {
    this.askedIn = this.run.number;
    const present = this.run.presentTypes;
    const type = present?.find((one) => this.matcher.has(one));
    if (!present || type === undefined) {
      return present && this.matcher.label;
    }
    skipNextList();
    return this.definition.subjects.types === "all" ? undefined : type;
  }

  validateResource(args: sdk.ResourceValidationArgs, report: sdk.ReportViolation): void {
    const resource = this.run.enterResource(args.urn, () => factsOfArgs(args));
    const { early } = this;
    this.early = undefined;
    const outcome =
      early?.resource === resource ? early.outcome : this.evaluate(resource.graph, this.optionsOf(args), args.urn);
    tell(outcome, args, report);
  }

  validateStack(args: sdk.StackValidationArgs, report: sdk.ReportViolation): void {
    const graph = this.run.enterStack(() => args.resources.map(factsOfStackResource));
    tell(this.evaluate(graph, this.optionsOf(args), args.resources[0]?.urn ?? ""), args, report);
  }

  remediate(args: sdk.ResourceValidationArgs): Record<string, unknown> | undefined {
    if (!this.matcher.has(args.type)) {
      return undefined;
    }
    try {
      return this.remediated(args);
    } catch {
      // Unknown, malformed or a defect of ours: the resource stays as it is, and its validation says what is wrong.
      return undefined;
    }
  }

  private remediated(args: sdk.ResourceValidationArgs): Record<string, unknown> | undefined {
    const props = plain(args.props);
    const [resource] = new Graph([{ ...factsOfArgs(args), inputs: withoutSecrets(props) }], false).resources;
    const stack = this.run.stackOf(args.urn);
    if (!resource || this.isAccepted(args, stack.stack)) {
      return undefined;
    }
    // What the SDK makes of an asset or an archive is not what was sent, so it can only be given back as it came.
    const sent = holdsAsset(resource.inputs.raw) ? sentFor(props) : {};
    const changes = this.changesTo(resource, args, stack);
    if (!sent || changes.length === 0 || !changes.every(({ path }) => canSet(withoutSecrets(props), path))) {
      return undefined;
    }
    changes.forEach(({ path, value }) => setProperty(args.props, path, value));
    restoreAssets(props, sent);
    return args.props;
  }

  /** What the policy wants to be otherwise: nothing that is not known yet, and nothing whose changes the program ignores. */
  private changesTo(resource: Resource, args: sdk.ResourceValidationArgs, stack: StackFacts): readonly Change[] {
    const changes: Change[] = [];
    this.definition.remediate?.(resource, {
      options: readOptions(this.declared, args.getConfig<Record<string, unknown>>()).values,
      settings: this.run.settings,
      stack,
      environment: this.run.environment,
      set: (path, value) => {
        const isFree = !isIgnored(path, args.opts.ignoreChanges) && !resource.at(...path).isUnknown;
        if (isFree) {
          changes.push({ path, value });
        }
        return isFree;
      },
    });
    return changes;
  }

  /** Whether an exemption covers any finding of the policy on the resource: then somebody wants it to stay as it is. */
  private isAccepted({ urn, type, name }: sdk.ResourceValidationArgs, stack: string): boolean {
    const today = new Date().toISOString().slice(0, 10);
    return this.run.exemptions.some((one) => {
      const target = { policy: this.definition.name, urn, type, name, stack, key: one.finding ?? "" };
      return exemptionFor(target, [one], today) !== undefined;
    });
  }

  /** Runs the check and keeps what it says. */
  private evaluate(graph: Graph, { values, problems }: ReadOptions<O>, urn: string): Outcome {
    const violations: Violation[] = [];
    const check = new Check(this.run, this.definition, values, graph, this.run.stackOf(urn), (message, about) => {
      violations.push({ message, urn: about });
    });
    if (problems.length > 0 && this.run.isFirstComplaint(this.definition.name)) {
      problems.forEach((problem) => check.complain(problem));
    }
    const subjects = check.subjects();
    subjects.forEach((subject) => check.subject(subject));
    const [exemption] = check.exempted;
    if (check.reports > 0) {
      return { violations };
    }
    if (exemption) {
      return { violations, exemption, notApplicable: `Exempted: ${redact(exemption.reason)}` };
    }
    if (check.empty >= subjects.length) {
      return { violations, notApplicable: NOTHING_HERE };
    }
    const isLater = !graph.isComplete && this.definition.needs === "stack" && check.undecided === subjects.length;
    return isLater ? { violations, notApplicable: LATER } : { violations };
  }

  private optionsOf(args: Asked): ReadOptions<O> {
    if (this.latest?.run !== this.run.number) {
      this.latest = { run: this.run.number, options: readOptions(this.declared, args.getConfig()) };
    }
    return this.latest.options;
  }
}

const ANY: TypeMatcher = { has: () => true, label: "any" };

/** Asks a list of types as quickly as a matcher; its first type stands for all of them in words. */
function matcherOf(types: Exclude<Types, "all">): TypeMatcher {
  if (!isList(types)) {
    return remembering(types);
  }
  const set = new Set(types);
  return { has: (type) => set.has(type), label: types[0] ?? "" };
}

/** Matchers look into tables; a program has few types and asks about each of them often. */
function remembering(matcher: TypeMatcher): TypeMatcher {
  const answers = new Map<string, boolean>();
  return {
    label: matcher.label,
    has: (type) => {
      const answer = answers.get(type) ?? matcher.has(type);
      answers.set(type, answer);
      return answer;
    },
  };
}

function isList(types: Exclude<Types, "all">): types is readonly string[] {
  return Array.isArray(types);
}

/** Hands an outcome to the SDK; throws to it when the policy is not applicable, which takes it out of "passed". */
function tell({ violations, notApplicable }: Outcome, args: Asked, report: sdk.ReportViolation): void {
  violations.forEach(({ message, urn }) => report(message, urn));
  if (notApplicable !== undefined) {
    withoutStackTrace(() => args.notApplicable(notApplicable));
  }
}
