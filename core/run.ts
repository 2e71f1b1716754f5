import type { TypeMatcher } from "./definition";
import { dayOf } from "./exemptions";
import { matchesGlob } from "./glob";
import { Graph, ROOT_STACK_TYPE, type Resource, type ResourceFacts } from "./graph";
import { Ledger } from "./ledger";
import { nearest, readOptions } from "./options";
import { secretConfigKeys } from "./secret-keys";
import { defaultSettings, SETTINGS, type Settings } from "./settings";

/** The part of a map by which the SDK shows the stack's tags. */
export type StackTags = Pick<ReadonlyMap<string, string>, "get">;

/** What a policy knows of the stack that is checked. */
export interface StackFacts {
  readonly project: string;
  readonly stack: string;
  /** The stack's configuration as `namespace:key`; empty in a state audit, which has none. Holds secrets: never print a value. */
  readonly config: ReadonlyMap<string, string>;
  /** The keys of `config` whose values are secret; undefined when the engine did not say which ones are. */
  readonly secretKeys: ReadonlySet<string> | undefined;
  /** The stack's tags (`pulumi stack tag ls`), from every kind of backend; empty in a state audit and before CLI 3.186. */
  readonly tags: StackTags;
  /** Whether a state is audited (`pulumi policy analyze`): no program runs and no configuration is shown. */
  readonly isAudit: boolean;
}

const NO_TAGS: StackTags = new Map<string, string>();

/**
 * What is remembered while the engine goes through one stack: the inputs of every resource (AnalyzeStack shows only
 * outputs), what was reported already, and the shared settings. One process serves one stack at a time; it begins anew
 * with the root stack resource, which the engine registers first in the preview and again in the update.
 */
export class Run {
  settings: Settings = defaultSettings();
  /** Counts runs. The engine configures a pack before a run and not within one, so what is read of settings holds for it. */
  number = 0;
  /** What exemptions do in this run. */
  readonly ledger = new Ledger();
  /** The stack's tags as the SDK hands them to every policy: the same object until the engine sends others. */
  tags: StackTags = NO_TAGS;
  private readonly inputs = new Map<string, Record<string, unknown>>();
  private readonly reported = new Map<string, Set<string>>();
  private readonly described = new Set<string>();
  /** The types that the engine asks about in this turn of the event loop. */
  private readonly typesInFlight = new Set<string>();
  private resourceOfTurn: Resource | undefined;
  private requestsOfTurn = 0;
  /** How many resources were entered so far. */
  entered = 0;
  private graphOfTurn: Graph | undefined;
  private latestStack: { readonly run: number; readonly urns: string; readonly stack: StackFacts } | undefined;
  private latestEnvironment: { readonly run: number; readonly variables: NodeJS.ProcessEnv } | undefined;
  private isClearing = false;
  private hasSettings = false;

  /** Whether the shared settings of this run were taken. */
  get isConfigured(): boolean {
    return this.hasSettings;
  }

  /** Takes the shared settings of a resource's stack from a config; returns what is wrong with them, in sentences. */
  configure(config: Readonly<Record<string, unknown>>, urn: string): readonly string[] {
    this.hasSettings = true;
    const { values, problems } = readOptions(SETTINGS, config);
    this.settings = values;
    const today = dayOf(new Date());
    return [...problems, ...this.ledger.begin(values, this.stackOf(urn), today), ...this.unknownPolicies(values)];
  }

  /** Names in the settings that match no policy: a level that was to be lower and is not. */
  private unknownPolicies({ advisoryOutsideProtectedEnvironments: patterns }: Settings): string[] {
    const names = this.ledger.policyNames;
    const unknown = names.length === 0 ? [] : patterns.filter((one) => !names.some((name) => matchesGlob(name, one)));
    return unknown.map((pattern) => {
      const near = nearest(pattern, names);
      return `advisoryOutsideProtectedEnvironments has "${pattern}", which is no policy${near ? `; did you mean "${near}"?` : ""}`;
    });
  }

  /** The resource that the engine is about to create, alone in a graph; remembers its inputs. */
  enterResource(urn: string, read: () => ResourceFacts): Resource {
    if (this.resourceOfTurn?.urn === urn) {
      return this.resourceOfTurn;
    }
    const facts = read();
    if (facts.type === ROOT_STACK_TYPE) {
      this.number++;
      this.inputs.clear();
      this.reported.clear();
      this.described.clear();
      this.ledger.clear();
    }
    this.reported.delete(facts.urn);
    this.ledger.forget(facts.urn);
    this.inputs.set(facts.urn, facts.inputs ?? {});
    const [resource] = new Graph([facts], false).resources;
    if (!resource) {
      throw new Error("a graph of one resource has none");
    }
    this.resourceOfTurn = resource;
    this.requestsOfTurn++;
    this.entered++;
    this.typesInFlight.add(facts.type);
    this.clearAfterTurn();
    return resource;
  }

  /** The whole stack, built once for all policies of one AnalyzeStack request. */
  enterStack(facts: () => readonly ResourceFacts[]): Graph {
    this.graphOfTurn ??= new Graph(
      // The engine's order differs from run to run; messages that name the first of several must not.
      facts()
        .map((one) => ({ ...one, inputs: this.inputs.get(one.urn) }))
        .sort((a, b) => (a.urn < b.urn ? -1 : 1)),
      true,
    );
    this.clearAfterTurn();
    return this.graphOfTurn;
  }

  /**
   * The type by which the SDK may skip a resource policy without deserializing anything, or `undefined` when it must
   * not. The engine asks about several resources at once and the SDK does not say which one it is about: an answer is
   * given only when it is right for every one in flight. See docs/architecture.md, "The fast path".
   */
  resourceTypeFor(types: TypeMatcher): string | undefined {
    const [first, ...others] = this.typesInFlight;
    if (first === undefined) {
      return undefined;
    }
    if (!types.has(first) && !others.some((type) => types.has(type))) {
      return types.label;
    }
    return others.length === 0 ? first : undefined;
  }

  /** The resource that every question of this turn is about; undefined when the engine asks about several at once. */
  get onlyResource(): Resource | undefined {
    return this.requestsOfTurn === 1 ? this.resourceOfTurn : undefined;
  }

  get onlyType(): string | undefined {
    return this.onlyResource?.type;
  }

  /** The types of the stack at hand; undefined before the first policy saw it. */
  get presentTypes(): readonly string[] | undefined {
    return this.graphOfTurn?.presentTypes;
  }

  /** The stack that a URN belongs to. Read once per run: the environment is slow to read, and a process has one. */
  stackOf(urn: string): StackFacts {
    const known = this.latestStack;
    if (known?.run === this.number && known.stack.tags === this.tags && urn.startsWith(known.urns)) {
      return known.stack;
    }
    const read = readStackFacts(urn, this.environment, this.tags);
    // The same object for the same facts, so that what is derived from them can be kept with it.
    const stack = known && isSameStack(known.stack, read) ? known.stack : read;
    this.latestStack = { run: this.number, urns: `urn:pulumi:${stack.stack}::${stack.project}::`, stack };
    return stack;
  }

  /** The environment of the process, read once per run. */
  get environment(): NodeJS.ProcessEnv {
    if (this.latestEnvironment?.run !== this.number) {
      this.latestEnvironment = { run: this.number, variables: { ...process.env } };
    }
    return this.latestEnvironment.variables;
  }

  /** Whether this is the first report of a finding in this run. */
  isFirstReport(policy: string, urn: string, key: string): boolean {
    const known = this.reported.get(urn) ?? new Set();
    this.reported.set(urn, known);
    return isFirst(known, `${policy}\n${key}`);
  }

  /** Whether a policy's settings have not been complained about yet in this run. */
  isFirstComplaint(policy: string): boolean {
    return isFirst(this.described, policy);
  }

  /** All checks of one request run in one turn of the event loop; what they share must not outlive it. */
  private clearAfterTurn(): void {
    if (this.isClearing) {
      return;
    }
    this.isClearing = true;
    setImmediate(() => {
      this.isClearing = false;
      this.typesInFlight.clear();
      this.requestsOfTurn = 0;
      this.resourceOfTurn = undefined;
      this.graphOfTurn = undefined;
    });
  }
}

/** Project and stack from a URN, the only place that every kind of run fills, and the stack's configuration. */
function readStackFacts(urn: string, environment: NodeJS.ProcessEnv, tags: StackTags): StackFacts {
  const [head = "", project = ""] = urn.split("::");
  const json = environment["PULUMI_CONFIG"];
  // The engine names the stack to the pack of a preview or update, also when that stack's configuration is empty.
  const isAudit = !json && !environment["PULUMI_NODEJS_STACK"];
  return {
    project,
    stack: head.replace(/^urn:pulumi:/, ""),
    config: configOf(json),
    secretKeys: secretConfigKeys(),
    tags,
    isAudit,
  };
}

function isSameStack(one: StackFacts, other: StackFacts): boolean {
  const { project, stack, config, secretKeys, tags, isAudit } = one;
  return (
    project === other.project &&
    stack === other.stack &&
    config === other.config &&
    secretKeys === other.secretKeys &&
    tags === other.tags &&
    isAudit === other.isAudit
  );
}

let latestConfig: { readonly json: string | undefined; readonly config: ReadonlyMap<string, string> } | undefined;

/** The configuration by full key. It is the same text for every request of a process, and may be large. */
function configOf(json: string | undefined): ReadonlyMap<string, string> {
  if (latestConfig?.json !== json || !latestConfig) {
    latestConfig = { json, config: parseConfig(json) };
  }
  return latestConfig.config;
}

function parseConfig(json: string | undefined): ReadonlyMap<string, string> {
  try {
    const parsed = JSON.parse(json ?? "{}") as Record<string, unknown>;
    return new Map(Object.entries(parsed).map(([key, value]) => [key, String(value)]));
  } catch {
    return new Map();
  }
}

function isFirst(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) {
    return false;
  }
  seen.add(key);
  return true;
}
