import type * as sdk from "@pulumi/policy";
import { redact } from "./credentials";
import { exemptionFor, type Exemption } from "./exemptions";
import { Graph, ROOT_STACK_TYPE, type Resource, type ResourceFacts } from "./graph";
import { formatMessage } from "./message";
import { readOptions, type Options, type OptionValues } from "./options";
import { Run, type StackFacts } from "./run";
import { SETTINGS, SETTINGS_POLICY, type Settings } from "./settings";
import { Malformed, Undecided, withoutStackTrace } from "./undecided";
import { plain, Value } from "./value";

export type Category = "governance" | "secrets" | "iam" | "storage" | "logging" | "pipeline" | "networking" | "compute";
export type Severity = "low" | "medium" | "high" | "critical";
export type Level = "advisory" | "mandatory";

/** A control of a published framework, such as CIS AWS Foundations Benchmark v3.0.0, 2.1.4. */
export interface Control {
  readonly framework: string;
  readonly version: string;
  readonly id: string;
  readonly url: string;
}

/** All that is said about a policy; Pulumi's metadata, the docs and the catalogue page derive from it. */
export interface PolicyFacts {
  /** Kebab case, begins with the service: `s3-bucket-versioning`. Stands in users' config files for ever. */
  readonly name: string;
  readonly category: Category;
  /** The rows of requirements.yaml that it serves. */
  readonly requirements: readonly string[];
  readonly severity: Severity;
  readonly level: Level;
  /** What holds when it passes, without a full stop: `S3 buckets keep versions`. */
  readonly title: string;
  /** What the CLI prints above every finding: one sentence that says what is asked for. */
  readonly description: string;
  /** What goes wrong otherwise. */
  readonly rationale: string;
  /** How to fix it, in Pulumi's terms; the default of a finding's own fix. */
  readonly fix: string;
  /** Pages that the facts come from. */
  readonly references: readonly string[];
  readonly controls?: readonly Control[];
}

/** Anything that stands for one thing to check: a resource, or a view of several. */
export interface Subject {
  readonly resource: Resource;
}

/** Where a policy's subjects come from. */
export interface Subjects<S extends Subject> {
  /** The types of the resources that subjects are made of; `"all"` for any resource. */
  readonly types: readonly string[] | "all";
  /** The subjects in a graph; in an incomplete one, those that its one resource is (a part of). */
  of(graph: Graph): readonly S[];
}

export interface Finding {
  /** What is wrong and what was found, as a sentence; never a secret. */
  readonly found: string;
  /** What to write instead; the policy's own fix when absent. */
  readonly fix?: string;
  /** Tells findings at the same place apart; the path when absent. */
  readonly key?: string;
}

export interface CheckContext<O extends Options = Options> {
  readonly options: OptionValues<O>;
  readonly settings: Settings;
  readonly stack: StackFacts;
  readonly graph: Graph;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reports a finding at a property or on a resource as a whole. */
  readonly report: (at: Value | Resource, finding: Finding) => void;
  /** Checks each element on its own: one that is unknown or malformed hides nothing about the others. */
  readonly each: <T>(items: Iterable<T>, check: (item: T) => void) => void;
}

export interface RemediationContext<O extends Options = Options> {
  readonly options: OptionValues<O>;
  readonly settings: Settings;
  readonly stack: StackFacts;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Sets a property. The engine keeps a secret there secret. */
  readonly set: (path: readonly string[], value: unknown) => void;
}

export interface PolicyDefinition<S extends Subject, O extends Options> extends PolicyFacts {
  readonly options?: O;
  readonly subjects: Subjects<S>;
  /**
   * What a decision needs. `resource`: one resource's inputs. `stack`: other resources too; what one resource decides
   * already is decided before it is created, and reported once. `stack-only`: nothing can be said before the end.
   */
  readonly needs: "resource" | "stack" | "stack-only";
  check(subject: S, context: CheckContext<O>): void;
  /** Changes the inputs of a resource so that it passes. Off unless the user sets the level to `remediate`. */
  remediate?(resource: Resource, context: RemediationContext<O>): void;
}

/** A defined policy: its facts, its options, and what the SDK runs. */
export interface Policy {
  readonly facts: PolicyFacts;
  readonly options: Options;
  readonly needs: "resource" | "stack" | "stack-only";
  readonly types: readonly string[] | "all";
  readonly hasRemediation: boolean;
  readonly sdk: sdk.ResourceValidationPolicy & Partial<sdk.StackValidationPolicy>;
}

/** The state of the one pack that a process serves. */
const run = new Run();

/** Makes a policy of a definition: all that policies have in common is done here. */
export function definePolicy<S extends Subject, O extends Options = Record<never, never>>(
  definition: PolicyDefinition<S, O>,
): Policy {
  const options = definition.options ?? ({} as O);
  const types = definition.subjects.types;
  const runner = new Runner(definition, options);
  const policy: sdk.ResourceValidationPolicy & Partial<sdk.StackValidationPolicy> = {
    ...metadata(definition, options),
    ...(definition.needs !== "stack-only" && {
      validateResource: typed(
        (args: sdk.ResourceValidationArgs, report: sdk.ReportViolation) => runner.validateResource(args, report),
        types,
        (list) => run.resourceTypeFor(list),
      ),
    }),
    ...(definition.needs !== "resource" && {
      validateStack: typed(
        (args: sdk.StackValidationArgs, report: sdk.ReportViolation) => runner.validateStack(args, report),
        types,
        (list) => run.stackTypeFor(list),
      ),
    }),
    ...(definition.remediate && {
      remediateResource: (args: sdk.ResourceValidationArgs) => runner.remediate(args),
    }),
  };
  return {
    facts: definition,
    options,
    needs: definition.needs,
    types,
    hasRemediation: definition.remediate !== undefined,
    sdk: policy,
  };
}

/**
 * The first policy of the pack. It owns the settings that many policies need and sees every resource, so that their
 * inputs are remembered for the stack policies. It reports what is wrong with the shared settings.
 */
export function settingsPolicy(): Policy {
  const facts: PolicyFacts = {
    name: SETTINGS_POLICY,
    category: "governance",
    requirements: [],
    severity: "low",
    level: "advisory",
    title: "The pack's shared settings are valid",
    description: "The settings that many policies share are set here, once; they must be valid.",
    rationale: "A mistyped setting is accepted silently by the engine. This policy says so, and the default is used.",
    fix: "Correct the setting in the policy pack's configuration.",
    references: ["https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/"],
  };
  const policy: sdk.ResourceValidationPolicy = {
    ...metadata(facts, SETTINGS),
    validateResource: (args, report) => {
      const resource = run.enterResource(factsOfArgs(args));
      if (resource.type !== ROOT_STACK_TYPE && run.isConfigured) {
        return;
      }
      for (const problem of run.configure(args.getConfig<Record<string, unknown>>())) {
        report(
          formatMessage({
            path: "",
            found: `Settings of ${SETTINGS_POLICY}: ${problem}.`,
            fix: facts.fix,
            requirements: [],
            key: problem,
          }),
        );
      }
    },
  };
  return { facts, options: SETTINGS, needs: "resource", types: "all", hasRemediation: false, sdk: policy };
}

function metadata(facts: PolicyFacts, options: Options): sdk.Policy {
  const [control, ...controls] = facts.controls ?? [];
  const name = ({ framework, version, id }: Control): string => `${framework} ${version} ${id}`;
  return {
    name: facts.name,
    displayName: facts.title,
    description: facts.description,
    enforcementLevel: facts.level,
    severity: facts.severity,
    remediationSteps: facts.fix,
    ...(facts.references[0] !== undefined && { url: facts.references[0] }),
    tags: [facts.category, ...facts.requirements, ...controls.map(name)],
    ...(control && {
      framework: {
        name: control.framework,
        version: control.version,
        reference: control.url,
        specification: control.id,
      },
    }),
    ...(Object.keys(options).length > 0 && {
      configSchema: {
        properties: Object.fromEntries(
          Object.entries(options).map(([key, option]) => [key, option.schema]),
        ) as sdk.PolicyConfigSchema["properties"],
      },
    }),
  };
}

/** Lets the SDK skip a function by type; see `Run.resourceTypeFor`. */
function typed<F extends object>(
  validate: F,
  types: readonly string[] | "all",
  typeFor: (types: ReadonlySet<string>) => string | undefined,
): F {
  if (types === "all") {
    return validate;
  }
  const set = new Set(types);
  return Object.defineProperty(validate, "__pulumiType", { get: () => typeFor(set) });
}

/** Runs one policy's check on what the SDK hands over. */
class Runner<S extends Subject, O extends Options> {
  constructor(
    private readonly definition: PolicyDefinition<S, O>,
    private readonly declared: O,
  ) {}

  validateResource(args: sdk.ResourceValidationArgs, report: sdk.ReportViolation): void {
    const resource = run.enterResource(factsOfArgs(args));
    const subjects = this.subjectsOf(resource.graph, args);
    const check = this.check(resource.graph, args, report, run.stackOf(args.urn));
    subjects.forEach((subject) => check.subject(subject));
    if (this.definition.needs === "stack" && check.undecided === subjects.length) {
      notApplicable(args, "Decided at the end, when all resources of the stack are known");
    }
    this.excuse(check, args);
  }

  validateStack(args: sdk.StackValidationArgs, report: sdk.ReportViolation): void {
    const graph = run.enterStack(() => args.resources.map(factsOfStackResource));
    const subjects = this.subjectsOf(graph, args);
    const check = this.check(graph, args, report, run.stackOf(args.resources[0]?.urn ?? ""));
    subjects.forEach((subject) => check.subject(subject));
    this.excuse(check, args);
  }

  remediate(args: sdk.ResourceValidationArgs): Record<string, unknown> | undefined {
    const { subjects } = this.definition;
    if (subjects.types !== "all" && !subjects.types.includes(args.type)) {
      return undefined;
    }
    const [resource] = new Graph([factsOfRemediation(args)], false).resources;
    // The SDK cannot give back an archive of assets as it came, so a resource that holds one stays as it is.
    if (!resource || holdsAssetArchive(resource.inputs.raw)) {
      return undefined;
    }
    const changes: { path: readonly string[]; value: unknown }[] = [];
    try {
      this.definition.remediate?.(resource, {
        options: readOptions(this.declared, args.getConfig()).values,
        settings: run.settings,
        stack: run.stackOf(args.urn),
        environment: process.env,
        set: (path, value) => changes.push({ path, value }),
      });
    } catch (error) {
      if (error instanceof Undecided || error instanceof Malformed) {
        return undefined;
      }
      throw error;
    }
    changes.forEach(({ path, value }) => setProperty(args.props, path, value));
    return changes.length > 0 ? args.props : undefined;
  }

  private subjectsOf(graph: Graph, args: { notApplicable(reason?: string): never }): readonly S[] {
    const { types } = this.definition.subjects;
    const subjects = this.definition.subjects.of(graph);
    if (subjects.length === 0) {
      notApplicable(args, types === "all" ? "Nothing here to check" : `Nothing to check among ${types.join(", ")}`);
    }
    return subjects;
  }

  private check(
    graph: Graph,
    args: { getConfig<T extends object>(): T },
    report: sdk.ReportViolation,
    stack: StackFacts,
  ): Check<S, O> {
    const { values, problems } = readOptions(this.declared, args.getConfig<Record<string, unknown>>());
    const check = new Check(this.definition, values, graph, stack, report);
    if (problems.length > 0 && run.isFirstComplaint(this.definition.name)) {
      problems.forEach((problem) => check.complain(problem));
    }
    return check;
  }

  /** An exempted finding takes the policy out of "passed" for this request, unless others remain. */
  private excuse(check: Check<S, O>, args: { notApplicable(reason?: string): never }): void {
    const [exemption] = check.exempted;
    if (exemption && check.reports === 0) {
      notApplicable(args, `Exempted: ${redact(exemption.reason)}`);
    }
  }
}

/** One check of one request: isolates what cannot be decided and addresses what is found. */
class Check<S extends Subject, O extends Options> implements CheckContext<O> {
  readonly settings: Settings = run.settings;
  readonly environment = process.env;
  readonly exempted: Exemption[] = [];
  /** How many subjects could not be decided as a whole. */
  undecided = 0;
  reports = 0;
  private at: Resource | undefined;

  constructor(
    private readonly definition: PolicyDefinition<S, O>,
    readonly options: OptionValues<O>,
    readonly graph: Graph,
    readonly stack: StackFacts,
    private readonly violate: sdk.ReportViolation,
  ) {}

  subject(subject: S): void {
    this.at = subject.resource;
    if (this.isolate(() => this.definition.check(subject, this))) {
      this.undecided++;
    }
  }

  // Rules take these out of the context, so they carry their own `this`.
  readonly each = <T>(items: Iterable<T>, check: (item: T) => void): void => {
    for (const item of items) {
      this.isolate(() => check(item));
    }
  };

  readonly report = (at: Value | Resource, finding: Finding): void => {
    const urn = at instanceof Value ? at.owner.urn : at.urn;
    const path = at instanceof Value ? at.display : "";
    this.emit(urn, path, { ...finding, key: finding.key ?? path });
  };

  /** A mistake in this policy's settings: told once, as advisory, while the default holds. */
  complain(problem: string): void {
    const { name } = this.definition;
    const message = formatMessage({
      path: "",
      found: `Settings of ${name}: ${problem}.`,
      fix: `Correct the settings of "${name}" in the policy pack's configuration.`,
      requirements: this.definition.requirements,
      key: problem,
    });
    this.violateAsAdvisory(message, undefined);
  }

  /** Runs a part of the check; true when it could not be decided. */
  private isolate(part: () => void): boolean {
    try {
      part();
      return false;
    } catch (error) {
      if (error instanceof Malformed) {
        return false;
      }
      if (error instanceof Undecided) {
        this.tellUndecided(error);
        return true;
      }
      this.failClosed(error);
      return false;
    }
  }

  private tellUndecided(undecided: Undecided): void {
    const resource = this.at;
    if (!this.settings.reportUndecided || !resource || !this.graph.isComplete) {
      return;
    }
    this.emit(
      resource.urn,
      "",
      {
        found: `This cannot be decided yet: ${undecided.what} is not known in a preview.`,
        fix: "Nothing to do now; it is decided in the update.",
        key: `undecided:${undecided.what}`,
      },
      "advisory",
    );
  }

  /** A defect of ours must neither stop the preview nor let the resource through unseen. */
  private failClosed(error: unknown): void {
    const resource = this.at;
    const name = error instanceof Error ? error.name : typeof error;
    const place =
      error instanceof Error ? (/\(?([\w.-]+\.[jt]s:\d+)(?::\d+)?\)?$/m.exec(error.stack ?? "")?.[1] ?? "") : "";
    this.emit(resource?.urn ?? "", "", {
      found: `The check itself failed (${name}${place ? ` in ${place}` : ""}), so ${resource?.name ?? "the stack"} counts as not compliant.`,
      fix: `Report this with the resource's inputs (without secrets); until it is mended, exempt this finding or set "${this.definition.name}" to advisory.`,
      key: "internal-error",
    });
  }

  private emit(urn: string, path: string, finding: Finding & { key: string }, level?: Level): void {
    const { definition } = this;
    if (!run.isFirstReport(definition.name, urn, finding.key)) {
      this.reports++;
      return;
    }
    const exemption = exemptionFor(
      { policy: definition.name, urn, ...partsOfUrn(urn), stack: this.stack.stack, key: finding.key },
      run.exemptions,
      new Date().toISOString().slice(0, 10),
    );
    if (exemption) {
      this.exempted.push(exemption);
      return;
    }
    this.reports++;
    const message = redact(
      formatMessage({
        path,
        found: finding.found,
        fix: finding.fix ?? definition.fix,
        requirements: definition.requirements,
        key: finding.key,
      }),
    );
    if (level === "advisory") {
      this.violateAsAdvisory(message, urn);
      return;
    }
    this.violate(message, urn);
  }

  /** The SDK also takes an object with a level of its own, which its types do not say. */
  private violateAsAdvisory(message: string, urn: string | undefined): void {
    const diagnostic = { message: `${this.definition.description}\n${message}`, urn, enforcementLevel: "advisory" };
    this.violate(diagnostic as unknown as string);
  }
}

/** Takes the policy out of "passed" for this request; throws to the SDK. */
function notApplicable(args: { notApplicable(reason?: string): never }, reason: string): never {
  return withoutStackTrace(() => args.notApplicable(reason));
}

function factsOfArgs(args: sdk.ResourceValidationArgs): ResourceFacts {
  return {
    urn: args.urn,
    type: args.type,
    name: args.name,
    inputs: plain(args.props),
    outputs: undefined,
    options: args.opts,
    provider: args.provider && { ...args.provider, props: plain(args.provider.props) },
    parent: args.opts.parent,
  };
}

function factsOfRemediation(args: sdk.ResourceValidationArgs): ResourceFacts {
  return { ...factsOfArgs(args), inputs: withoutSecrets(plain(args.props)) as Record<string, unknown> };
}

function factsOfStackResource(resource: sdk.PolicyResource): ResourceFacts {
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    inputs: undefined,
    outputs: plain(resource.props),
    options: resource.opts,
    provider: resource.provider && { ...resource.provider, props: plain(resource.provider.props) },
    parent: resource.parent?.urn ?? resource.opts.parent,
    dependencies: resource.dependencies.map((one) => one.urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([key, list]) => [key, list.map((one) => one.urn)]),
    ),
  };
}

function partsOfUrn(urn: string): { type: string; name: string } {
  const [, , chain = "", ...name] = urn.split("::");
  return { type: chain.split("$").at(-1) ?? "", name: name.join("::") };
}

/** A copy without the SDK's secret wrappers, which only remediation sees. */
function withoutSecrets(raw: unknown, depth = 0): unknown {
  const target = typeof raw === "object" && raw !== null ? plain(raw as Record<string, unknown>) : raw;
  if (typeof target !== "object" || target === null || depth > 64) {
    return target;
  }
  if (target.constructor?.name === "Secret" && "value" in target) {
    return withoutSecrets(target.value, depth + 1);
  }
  if (Array.isArray(target)) {
    return target.map((item) => withoutSecrets(item, depth + 1));
  }
  if (Object.getPrototypeOf(target) !== Object.prototype) {
    return target;
  }
  return Object.fromEntries(Object.entries(target).map(([key, value]) => [key, withoutSecrets(value, depth + 1)]));
}

function holdsAssetArchive(raw: unknown, depth = 0): boolean {
  if (typeof raw !== "object" || raw === null || depth > 64) {
    return false;
  }
  const kind = raw as { __pulumiArchive?: unknown; assets?: unknown };
  if (kind.__pulumiArchive !== undefined && kind.assets !== undefined) {
    return true;
  }
  return Object.values(raw).some((value) => holdsAssetArchive(value, depth + 1));
}

/** Sets a nested property through the SDK's proxies, which keep a secret there secret. */
function setProperty(props: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let container = props;
  for (const key of path.slice(0, -1)) {
    if (typeof container[key] !== "object" || container[key] === null) {
      container[key] = {};
    }
    container = container[key] as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) {
    container[last] = value;
  }
}
