import type * as sdk from "@pulumi/policy";
import { Check } from "./check";
import { redact } from "./credentials";
import type { PolicyDefinition, Subject, TypeMatcher, Types } from "./definition";
import { Graph } from "./graph";
import { readOptions, type Options } from "./options";
import { holdsAssetArchive, setProperty, withoutSecrets } from "./remediation";
import type { Run, StackFacts } from "./run";
import { factsOfArgs, factsOfStackResource } from "./sdk-facts";
import { withoutStackTrace } from "./undecided";
import { plain } from "./value";

type ReadOptions<O extends Options> = ReturnType<typeof readOptions<O>>;

/** What both kinds of the SDK's arguments have. */
type Asked = Pick<sdk.StackValidationArgs, "getConfig" | "notApplicable">;

/** Runs one policy's check on what the SDK hands over. */
export class Runner<S extends Subject, O extends Options> {
  constructor(
    private readonly run: Run,
    private readonly definition: PolicyDefinition<S, O>,
    private readonly declared: O,
  ) {}

  private latest: { readonly run: number; readonly options: ReadOptions<O> } | undefined;

  validateResource(args: sdk.ResourceValidationArgs, report: sdk.ReportViolation): void {
    const resource = this.run.enterResource(args.urn, () => factsOfArgs(args));
    this.validate(resource.graph, args, args.urn, report);
  }

  validateStack(args: sdk.StackValidationArgs, report: sdk.ReportViolation): void {
    const graph = this.run.enterStack(() => args.resources.map(factsOfStackResource));
    this.validate(graph, args, args.resources[0]?.urn ?? "", report);
  }

  remediate(args: sdk.ResourceValidationArgs): Record<string, unknown> | undefined {
    const { subjects } = this.definition;
    if (subjects.types !== "all" && !matcherOf(subjects.types).has(args.type)) {
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
    const [resource] = new Graph([{ ...factsOfArgs(args), inputs: withoutSecrets(plain(args.props)) }], false)
      .resources;
    // The SDK cannot give back an archive of assets as it came, so a resource that holds one stays as it is.
    if (!resource || holdsAssetArchive(resource.inputs.raw)) {
      return undefined;
    }
    const changes: { path: readonly string[]; value: unknown }[] = [];
    this.definition.remediate?.(resource, {
      options: readOptions(this.declared, args.getConfig<Record<string, unknown>>()).values,
      settings: this.run.settings,
      stack: this.run.stackOf(args.urn),
      environment: process.env,
      set: (path, value) => changes.push({ path, value }),
    });
    changes.forEach(({ path, value }) => setProperty(args.props, path, value));
    return changes.length > 0 ? args.props : undefined;
  }

  private validate(graph: Graph, args: Asked, urn: string, report: sdk.ReportViolation): void {
    const check = this.check(graph, args, report, this.run.stackOf(urn));
    const subjects = check.subjects();
    if (subjects.length === 0 && check.reports === 0) {
      const { types } = this.definition.subjects;
      notApplicable(args, types === "all" ? "Nothing here to check" : `Nothing to check of ${matcherOf(types).label}`);
    }
    subjects.forEach((subject) => check.subject(subject));
    const [exemption] = check.exempted;
    if (check.reports > 0) {
      return;
    }
    if (exemption) {
      notApplicable(args, `Exempted: ${redact(exemption.reason)}`);
    }
    if (!graph.isComplete && this.definition.needs === "stack" && check.undecided === subjects.length) {
      notApplicable(args, "Decided at the end, when all resources of the stack are known");
    }
  }

  private check(graph: Graph, args: Asked, report: sdk.ReportViolation, stack: StackFacts): Check<S, O> {
    const { values, problems } = this.optionsOf(args);
    const check = new Check(this.run, this.definition, values, graph, stack, report);
    if (problems.length > 0 && this.run.isFirstComplaint(this.definition.name)) {
      problems.forEach((problem) => check.complain(problem));
    }
    return check;
  }

  private optionsOf(args: Asked): ReadOptions<O> {
    if (this.latest?.run !== this.run.number) {
      this.latest = { run: this.run.number, options: readOptions(this.declared, args.getConfig()) };
    }
    return this.latest.options;
  }
}

/** Asks a list of types as quickly as a matcher; its first type stands for all of them in words. */
export function matcherOf(types: Exclude<Types, "all">): TypeMatcher {
  if (!isList(types)) {
    return types;
  }
  const set = new Set(types);
  return { has: (type) => set.has(type), label: types[0] ?? "" };
}

function isList(types: Exclude<Types, "all">): types is readonly string[] {
  return Array.isArray(types);
}

/** Takes the policy out of "passed" for this request; throws to the SDK. */
function notApplicable(args: { notApplicable(reason?: string): never }, reason: string): never {
  return withoutStackTrace(() => args.notApplicable(reason));
}
