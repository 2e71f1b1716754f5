import { addTo } from "./collections";
import { Undecided } from "./undecided";
import { isUnknownMark, Value, type Owner } from "./value";

/** The type of the resource that every stack has at its root; its outputs are the stack's exports. */
export const ROOT_STACK_TYPE = "pulumi:pulumi:Stack";

/** What core knows of a resource from the SDK's arguments. */
export interface ResourceFacts {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** What the program set, after the provider's Check. */
  readonly inputs: Record<string, unknown> | undefined;
  /** What the provider says the resource is; undefined before the whole stack is known. */
  readonly outputs: Record<string, unknown> | undefined;
  readonly options: ResourceOptions;
  readonly provider?: ProviderFacts | undefined;
  readonly parent?: string | undefined;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

export interface ResourceOptions {
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
}

export interface ProviderFacts {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: Record<string, unknown>;
}

/** Where a property leads. `outside` is anything that this stack cannot show: another stack, a look-up, a literal that nothing here bears. */
export type Link =
  | { readonly kind: "absent" }
  | { readonly kind: "outside" }
  | { readonly kind: "inside"; readonly resources: readonly [Resource, ...Resource[]] };

/** One resource of the program. `at` reads what the program set; ids and ARNs come from `output`. */
export class Resource implements Owner {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly options: ResourceOptions;
  readonly inputs: Value;
  readonly outputs: Value;

  constructor(
    readonly graph: Graph,
    private readonly facts: ResourceFacts,
  ) {
    this.urn = facts.urn;
    this.type = facts.type;
    this.name = facts.name;
    this.options = facts.options;
    this.outputs = new Value(this, [], facts.outputs ?? {});
    this.inputs = facts.inputs ? new Value(this, [], facts.inputs) : this.outputs;
  }

  /** Makes a resource usable wherever a view with a `resource` is. */
  get resource(): Resource {
    return this;
  }

  /** Whether the program's own settings are known: false for resources that were read (`.get`) or not targeted. */
  get isAnalysed(): boolean {
    return this.facts.inputs !== undefined;
  }

  at(...keys: (string | number)[]): Value {
    return this.inputs.at(...keys);
  }

  /** An output such as `arn` or `id`, else the input of that name. */
  output(key: string): Value {
    const output = this.outputs.at(key);
    return output.isAbsent ? this.inputs.at(key) : output;
  }

  /** The provider's settings (region, defaultTags, version ...); absent values when the engine shows none. */
  get provider(): { readonly urn: string; readonly type: string; readonly name: string; readonly settings: Value } {
    const provider = this.facts.provider;
    return {
      urn: provider?.urn ?? "",
      type: provider?.type ?? "",
      name: provider?.name ?? "",
      settings: new Value(this, ["provider"], provider?.props ?? {}),
    };
  }

  get hasProvider(): boolean {
    return this.facts.provider !== undefined;
  }

  get parentUrn(): string | undefined {
    return this.facts.parent ?? undefined;
  }

  get parent(): Resource | undefined {
    return this.facts.parent ? this.graph.byUrn(this.facts.parent) : undefined;
  }

  /** The resources that a property was computed from, by the program's own data flow. */
  propertyDependencies(property: string): Resource[] {
    const urns = this.facts.propertyDependencies?.[property] ?? [];
    return urns.flatMap((urn) => this.graph.byUrn(urn) ?? []);
  }

  /** All resources that this one waits for, by data flow or `dependsOn`. */
  get dependencies(): Resource[] {
    const urns = new Set(this.facts.dependencies ?? []);
    for (const list of Object.values(this.facts.propertyDependencies ?? {})) {
      list.forEach((urn) => urns.add(urn));
    }
    return [...urns].flatMap((urn) => this.graph.byUrn(urn) ?? []);
  }

  /** Whether this resource is created after `other`, directly or through resources in between; waiting for a component is waiting for all in it. */
  isCreatedAfter(other: Resource): boolean {
    const seen = new Set<Resource>([this]);
    const queue: Resource[] = [this];
    for (let next = queue.pop(); next; next = queue.pop()) {
      for (const dependency of next.dependencies.flatMap((one) => [one, ...this.graph.descendantsOfComponent(one)])) {
        if (dependency === other) {
          return true;
        }
        if (!seen.has(dependency)) {
          seen.add(dependency);
          queue.push(dependency);
        }
      }
    }
    return false;
  }

  /** The type tokens from the root to this resource's parent, as its URN records them. */
  get parentTypes(): readonly string[] {
    const chain = (this.urn.split("::")[2] ?? "").split("$");
    return chain.slice(0, -1);
  }

  /** Whether a change of the property is ignored by the engine (`ignoreChanges`), itself or a part around it. */
  ignoresChangesOf(property: string): boolean {
    return this.options.ignoreChanges.some(
      (path) => path === "*" || path.replace(/^\["?|"?\].*$|[.[].*$/g, "") === property,
    );
  }
}

/**
 * The resources of a stack and the links between them. An incomplete graph holds the one resource that the engine is
 * about to create: what other resources would have to say is undecided there.
 */
export class Graph {
  readonly resources: readonly Resource[];
  private readonly urns = new Map<string, Resource>();
  private readonly types = new Map<string, Resource[]>();
  private readonly views = new Map<unknown, unknown>();
  private identities: Map<string, Resource[]> | undefined;
  private children: Map<string, Resource[]> | undefined;

  constructor(
    facts: readonly ResourceFacts[],
    readonly isComplete: boolean,
  ) {
    this.resources = facts.map((one) => new Resource(this, one));
    for (const resource of this.resources) {
      this.urns.set(resource.urn, resource);
      addTo(this.types, resource.type, resource);
    }
  }

  byUrn(urn: string): Resource | undefined {
    return this.urns.get(urn);
  }

  /** The resources of any of these types, in the engine's order. */
  ofType(types: readonly string[]): Resource[] {
    return types.flatMap((type) => this.types.get(type) ?? []);
  }

  /** The types that the stack has, once each. */
  get presentTypes(): readonly string[] {
    return [...this.types.keys()];
  }

  /** All resources of these types, of the whole stack: throws `Undecided` while only one resource is known. */
  allOfType(types: readonly string[]): Resource[] {
    this.demandComplete();
    return this.ofType(types);
  }

  /** Throws `Undecided` unless all resources of the stack are known. */
  demandComplete(): void {
    if (!this.isComplete) {
      throw new Undecided("the rest of the stack");
    }
  }

  get rootStack(): Resource | undefined {
    return this.ofType([ROOT_STACK_TYPE])[0];
  }

  /** Builds a view of this graph once; later calls with the same key get the same one. */
  view<T>(key: unknown, build: () => T): T {
    if (!this.views.has(key)) {
      this.views.set(key, build());
    }
    return this.views.get(key) as T;
  }

  /** The resources of this stack that a property leads to, as by `follow`; several only while it is not known which, none outside. */
  resourcesAt(value: Value, types: readonly string[]): readonly Resource[] {
    const link = this.follow(value, types);
    return link.kind === "inside" ? link.resources : [];
  }

  /**
   * Where a property leads among resources of the given types: by property dependency first (there when ids are
   * unknown), then by equal id, name or ARN. What a whole property depends on may belong to another part of it than the
   * one at hand, so a part that is known leads only to a dependency that shows its text.
   * Throws `Undecided` while only one resource is known.
   */
  follow(value: Value, types: readonly string[]): Link {
    if (value.isAbsent) {
      return { kind: "absent" };
    }
    this.demandComplete();
    const isKnownPart = value.path.length > 1 && !value.isUnknown;
    const candidates = this.dependenciesOf(value).filter(
      (resource) => types.includes(resource.type) && (!isKnownPart || shows(resource, textOf(value))),
    );
    const named = value.isUnknown ? [] : this.bearing(textOf(value), types);
    const exact = candidates.filter((resource) => named.includes(resource));
    const [first, ...rest] = exact.length > 0 ? exact : candidates.length > 0 ? candidates : named;
    return first ? { kind: "inside", resources: [first, ...rest] } : { kind: "outside" };
  }

  /**
   * The resources of the given types whose property leads to `target`. When there is none, but one that may turn out to
   * lead there, nothing can be called missing: throws `Undecided`. Indexed once per question: linear in the stack.
   */
  referrers(target: Resource, types: readonly string[], property: string): readonly Resource[] {
    const found = this.referrersTo(target, types, property).found.get(target) ?? [];
    if (found.length === 0) {
      this.demandReferrersKnown(target, types, property);
    }
    return found;
  }

  /** Throws `Undecided` when, besides those that `referrers` gives, one more may turn out to lead to `target`. */
  demandReferrersKnown(target: Resource, types: readonly string[], property: string): void {
    const { outside, open } = this.referrersTo(target, types, property);
    const candidates = hasUnknownIdentity(target) ? outside : open;
    const candidate = candidates.find((value) => this.mayLeadTo(value, target));
    if (candidate) {
      throw new Undecided(candidate.display);
    }
  }

  /**
   * Whether a property that leads outside as far as is known may yet turn out to lead to `target`: it is unknown and
   * depends on nothing that could tell, or on something that may hand `target`'s name on, such as the component that it
   * stands in; or it is a literal while what
   * `target` is called is not known.
   */
  mayLeadTo(value: Value, target: Resource): boolean {
    if (this.follow(value, [target.type]).kind !== "outside") {
      return false;
    }
    if (value.isUnknown) {
      const sources = this.dependenciesOf(value);
      return sources.length === 0 || sources.some((one) => refersTo(one, target) || isInside(target, one));
    }
    const text = textOf(value);
    return (
      hasUnknownIdentity(target) || (isArn(text) && target.output("arn").isUnknown && endsWithNameOf(text, target))
    );
  }

  /** The resources that bear this text as id, ARN, name or the like. */
  bearing(text: string, types?: readonly string[]): Resource[] {
    this.identities ??= this.indexIdentities();
    const found = this.identities.get(text) ?? [];
    return types ? found.filter((resource) => types.includes(resource.type)) : found;
  }

  childrenOf(urn: string): Resource[] {
    this.children ??= this.indexChildren();
    return this.children.get(urn) ?? [];
  }

  /** What stands inside a component; nothing for a provider's resource or the root stack. */
  descendantsOfComponent(resource: Resource): Resource[] {
    if (resource.hasProvider || resource.type === ROOT_STACK_TYPE) {
      return [];
    }
    const found: Resource[] = [];
    const queue = [...this.childrenOf(resource.urn)];
    for (let next = queue.pop(); next; next = queue.pop()) {
      found.push(next);
      queue.push(...this.childrenOf(next.urn));
    }
    return found;
  }

  private dependenciesOf(value: Value): Resource[] {
    const owner = this.byUrn(value.owner.urn);
    const property = value.path[0];
    return owner && typeof property === "string" ? owner.propertyDependencies(property) : [];
  }

  private indexIdentities(): Map<string, Resource[]> {
    const index = new Map<string, Resource[]>();
    for (const resource of this.resources) {
      const texts = new Set<string>();
      for (const key of IDENTITY_PROPERTIES) {
        const raw = resource.output(key).raw;
        if (typeof raw === "string" && raw !== "" && !isUnknownMark(raw)) {
          texts.add(raw);
        }
      }
      for (const text of texts) {
        addTo(index, text, resource);
      }
    }
    return index;
  }

  private referrersTo(target: Resource, types: readonly string[], property: string): Referrers {
    this.demandComplete();
    const key = `referrers ${target.type} ${types.join(",")} ${property}`;
    return this.view(key, () => this.indexReferrers(target.type, types, property));
  }

  private indexReferrers(targetType: string, types: readonly string[], property: string): Referrers {
    const found = new Map<Resource, Resource[]>();
    const outside: Value[] = [];
    for (const resource of this.ofType(types)) {
      const value = resource.at(property);
      const link = this.follow(value, [targetType]);
      if (link.kind === "inside") {
        link.resources.forEach((target) => addTo(found, target, resource));
      } else if (link.kind === "outside") {
        outside.push(value);
      }
    }
    const open = outside.filter((value) => value.isUnknown || isArn(textOf(value)));
    return { found, outside, open };
  }

  private indexChildren(): Map<string, Resource[]> {
    const index = new Map<string, Resource[]>();
    for (const resource of this.resources) {
      const parent = resource.parentUrn;
      if (parent) {
        addTo(index, parent, resource);
      }
    }
    return index;
  }
}

/**
 * The properties by which AWS resources are referred to. `bucket`, `role`, ... are references on other types, so an
 * equal text there is told from the resource itself by the types that the caller asks for.
 */
const IDENTITY_PROPERTIES = ["id", "arn", "name", "bucket", "url", "keyId", "functionName", "identifier", "family"];

/** Who refers to what by one property, and the links that lead outside; `open` are those whose target may get its ARN later. */
interface Referrers {
  readonly found: ReadonlyMap<Resource, Resource[]>;
  readonly outside: readonly Value[];
  readonly open: readonly Value[];
}

/** Whether the program itself does not know yet what the resource is called. */
function hasUnknownIdentity(resource: Resource): boolean {
  return IDENTITY_PROPERTIES.some((key) => resource.inputs.at(key).isUnknown);
}

/** Whether a text is an output of the resource, or has its ARN in it. */
function shows({ outputs }: Resource, text: string): boolean {
  const arn = outputs.at("arn").raw;
  const hasArn = typeof arn === "string" && isArn(arn) && text.includes(arn);
  return hasArn || outputs.keys().some((key) => outputs.at(key).raw === text);
}

/** Whether a resource refers to another, so that its outputs may name that one: `version.secretId` is the secret's. */
function refersTo(resource: Resource, target: Resource): boolean {
  return resource.inputs.keys().some((property) => resource.propertyDependencies(property).includes(target));
}

/** Whether a resource stands in a component, which may give out its id as an output of its own. */
function isInside(resource: Resource, component: Resource): boolean {
  for (let parent = resource.parent; parent; parent = parent.parent) {
    if (parent === component) {
      return true;
    }
  }
  return false;
}

/** The text of a link; nothing for what is no text, which leads nowhere. */
function textOf(value: Value): string {
  return typeof value.raw === "string" || typeof value.raw === "number" ? String(value.raw) : "";
}

function isArn(text: string): boolean {
  return text.startsWith("arn:");
}

/** Whether an ARN ends with a name of the resource; a resource without any known name may have any ARN. */
function endsWithNameOf(arn: string, resource: Resource): boolean {
  const names = IDENTITY_PROPERTIES.flatMap((key) => {
    const { raw } = resource.output(key);
    return typeof raw === "string" && raw !== "" && !isUnknownMark(raw) ? raw : [];
  });
  return names.length === 0 || names.some((name) => arn.endsWith(`:${name}`) || arn.endsWith(`/${name}`));
}
