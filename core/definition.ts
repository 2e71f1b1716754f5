import type * as sdk from "@pulumi/policy";
import type { Graph, Resource } from "./graph";
import type { Options, OptionValues } from "./options";
import type { StackFacts } from "./run";
import type { Settings } from "./settings";
import type { Value } from "./value";

export type Category = "governance" | "secrets" | "iam" | "storage" | "logging" | "pipeline" | "networking" | "compute";
export type Severity = "low" | "medium" | "high" | "critical";
export type Level = "advisory" | "mandatory";

/** A control of a published framework, such as CIS AWS Foundations Benchmark v3.0.0, 2.1.4. */
export interface Control {
  readonly framework: string;
  /** Empty where the framework has none. */
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
  /** What its remediation sets, and what that costs when the resource exists; of policies that can remediate. */
  readonly remediates?: string;
}

/** Anything that stands for one thing to check: a resource, or a view of several. */
export interface Subject {
  readonly resource: Resource;
}

/** Tells types of resources that are too many to list. */
export interface TypeMatcher {
  has(type: string): boolean;
  /** What they are, in words that follow "resources of type". */
  readonly label: string;
}

/** The types that a policy is about: listed, told one by one, or every one. */
export type Types = readonly string[] | TypeMatcher | "all";

/** Where a policy's subjects come from. */
export interface Subjects<S extends Subject> {
  /** The types of the resources that subjects are made of. */
  readonly types: Types;
  /** The subjects in a graph; in an incomplete one, those that its one resource is (a part of). */
  of(graph: Graph): readonly S[];
}

export interface Finding {
  /** What is wrong and what was found, as a sentence; never a secret. */
  readonly found: string;
  /** What to write instead; the policy's own fix when absent. */
  readonly fix?: string;
  /** Tells findings at the same place apart; the path when absent, and `resource` where there is none. */
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
  /** Says that there is nothing to check on this subject, so that the policy does not count as passed for it. */
  readonly notApplicable: () => void;
  /** Checks each element on its own: one that is unknown or malformed hides nothing about the others. */
  readonly each: <T>(items: Iterable<T>, check: (item: T) => void) => void;
}

export interface RemediationContext<O extends Options = Options> {
  readonly options: OptionValues<O>;
  readonly settings: Settings;
  readonly stack: StackFacts;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * Sets a property; a secret there stays one. What is not known yet and what `ignoreChanges` names stays as it is: the engine
   * would store the change and never make it. Tells whether the property is set.
   */
  readonly set: (path: readonly string[], value: unknown) => boolean;
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
  readonly types: Types;
  readonly hasRemediation: boolean;
  /** Whether it asks about resources of a type one by one. */
  readonly isAbout: (type: string) => boolean;
  /** Whether it is certain already that it passes the one resource that the engine asks about. */
  readonly passes: () => boolean;
  readonly sdk: sdk.ResourceValidationPolicy & Partial<sdk.StackValidationPolicy>;
}
