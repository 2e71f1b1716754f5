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
      const list = this.types.get(resource.type);
      if (list) {
        list.push(resource);
      } else {
        this.types.set(resource.type, [resource]);
      }
    }
  }

  byUrn(urn: string): Resource | undefined {
    return this.urns.get(urn);
  }

  /** The resources of any of these types, in the engine's order. */
  ofType(types: readonly string[]): Resource[] {
    return types.flatMap((type) => this.types.get(type) ?? []);
  }

  hasType(type: string): boolean {
    return this.types.has(type);
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

  /**
   * Where a property leads among resources of the given types: by property dependency first (there when ids are
   * unknown), then by equal id, name or ARN. Throws `Undecided` while only one resource is known.
   */
  follow(value: Value, types: readonly string[]): Link {
    if (value.isAbsent) {
      return { kind: "absent" };
    }
    this.demandComplete();
    const candidates = this.dependenciesOf(value).filter((resource) => types.includes(resource.type));
    const named = value.isUnknown ? [] : this.bearing(String(value.raw), types);
    const exact = candidates.filter((resource) => named.includes(resource));
    const [first, ...rest] = exact.length > 0 ? exact : candidates.length > 0 ? candidates : named;
    return first ? { kind: "inside", resources: [first, ...rest] } : { kind: "outside" };
  }

  /** The resources of the given types whose property leads to `target`. */
  referrers(target: Resource, types: readonly string[], property: string): Resource[] {
    return [...(this.references(types, property, target.type).byTarget.get(target) ?? [])];
  }

  /**
   * The resources of the given types whose property may yet turn out to lead to `target` (see `mayLeadTo`). While there
   * is one, nothing that refers to `target` can be called missing.
   */
  possibleReferrers(target: Resource, types: readonly string[], property: string): Resource[] {
    const { outside } = this.references(types, property, target.type);
    return outside.filter((resource) => this.mayLeadTo(resource.at(property), target));
  }

  /**
   * Whether a property that leads outside as far as is known may yet turn out to lead to `target`: it is not known and
   * depends on nothing that could tell, or it spells out an ARN while the ARN of `target` is not known yet.
   */
  mayLeadTo(value: Value, target: Resource): boolean {
    if (this.follow(value, [target.type]).kind !== "outside") {
      return false;
    }
    if (value.isUnknown) {
      return true;
    }
    const text = typeof value.raw === "string" ? value.raw : "";
    return text.startsWith("arn:") && target.output("arn").isUnknown && mayEndWithNameOf(text, target);
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

  /** Where a property of some types leads, turned round; built once, so that asking for every target stays linear. */
  private references(types: readonly string[], property: string, targetType: string): References {
    const resources = this.allOfType(types);
    return this.view(`referrers ${types.join()} ${property} ${targetType}`, () => {
      const byTarget = new Map<Resource, Resource[]>();
      const outside: Resource[] = [];
      for (const resource of resources) {
        const link = this.follow(resource.at(property), [targetType]);
        if (link.kind === "inside") {
          for (const target of link.resources) {
            const list = byTarget.get(target);
            if (list) {
              list.push(resource);
            } else {
              byTarget.set(target, [resource]);
            }
          }
        } else if (link.kind === "outside") {
          outside.push(resource);
        }
      }
      return { byTarget, outside };
    });
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
        const list = index.get(text);
        if (list) {
          list.push(resource);
        } else {
          index.set(text, [resource]);
        }
      }
    }
    return index;
  }

  private indexChildren(): Map<string, Resource[]> {
    const index = new Map<string, Resource[]>();
    for (const resource of this.resources) {
      const parent = resource.parentUrn;
      if (parent) {
        const list = index.get(parent);
        if (list) {
          list.push(resource);
        } else {
          index.set(parent, [resource]);
        }
      }
    }
    return index;
  }
}

interface References {
  readonly byTarget: ReadonlyMap<Resource, readonly Resource[]>;
  readonly outside: readonly Resource[];
}

/**
 * The properties by which AWS resources are referred to. `bucket`, `role`, ... are references on other types, so an
 * equal text there is told from the resource itself by the types that the caller asks for.
 */
const IDENTITY_PROPERTIES = ["id", "arn", "name", "bucket", "url", "keyId", "functionName", "identifier", "family"];

/** Whether an ARN ends with a name of the resource, or could because none is known yet. */
function mayEndWithNameOf(arn: string, target: Resource): boolean {
  const names = IDENTITY_PROPERTIES.flatMap((key) => {
    const { raw } = target.output(key);
    return typeof raw === "string" && raw !== "" && !isUnknownMark(raw) ? raw : [];
  });
  return names.length === 0 || names.some((name) => arn.endsWith(`:${name}`) || arn.endsWith(`/${name}`));
}
