import type { AnalyzedResource } from "../../testing/analyzer";
import type { Properties } from "../../testing/values";

/** The engine's mark of an unknown text. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** `preview`: what other resources compute is unknown. `update`: everything is known, as while and after it is created. */
export type Mode = "preview" | "update";

/** An output of another resource, or text made of outputs. Unknown in a preview. */
export class Ref {
  constructor(
    readonly sources: readonly BuiltResource[],
    readonly read: () => unknown,
    /** As Pulumi YAML writes it, for the documentation. */
    readonly shown: unknown,
  ) {}
}

export interface ResourceExtras {
  /** What the provider computes besides `id` and `arn`, known after create; of a component, the outputs it registers. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly parent?: BuiltResource;
  readonly dependsOn?: readonly BuiltResource[];
  readonly provider?: BuiltProvider;
  /** Read by `.get` or not targeted: the engine sends no Analyze request for it. */
  readonly isRead?: boolean;
}

export interface BuiltProvider {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** A resource of a case's program. */
export class BuiltResource {
  constructor(
    readonly stack: StackBuilder,
    readonly type: string,
    readonly name: string,
    readonly inputs: Readonly<Record<string, unknown>>,
    readonly extras: ResourceExtras,
    readonly isComponent: boolean,
  ) {}

  get urn(): string {
    const parents = this.extras.parent ? `${this.extras.parent.urn.split("::")[2] ?? ""}$` : "";
    return `urn:pulumi:${this.stack.stackName}::${this.stack.project}::${parents}${this.type}::${this.name}`;
  }

  /** An output, to be used as another resource's input: unknown in a preview, with the dependency that the engine records. */
  ref(output: string): Ref {
    return new Ref([this], () => this.knownOutputs()[output], `\${${this.name}.${output}}`);
  }

  get id(): Ref {
    return this.ref("id");
  }

  get arn(): Ref {
    return this.ref("arn");
  }

  knownOutputs(): Properties {
    if (this.isComponent) {
      return resolve(this.extras.outputs ?? {}, "update") as Properties;
    }
    const inputs = resolve(this.inputs, "update") as Properties;
    const named = [inputs["bucket"], inputs["name"]].find((name) => typeof name === "string");
    const id = named ?? `${this.name}-1a2b3c4`;
    return {
      ...inputs,
      id,
      arn: arnOf(this.type, String(id)),
      ...(resolve(this.extras.outputs ?? {}, "update") as Properties),
    };
  }
}

/** Builds what the engine would show of a program, for a table of cases. */
export class StackBuilder {
  readonly built: BuiltResource[] = [];
  private exported: Readonly<Record<string, unknown>> = {};

  constructor(
    readonly project: string,
    readonly stackName: string,
  ) {}

  /** A value that a preview does not know, of no resource in particular. */
  readonly unknown = UNKNOWN;

  resource(
    type: string,
    name: string,
    inputs: Readonly<Record<string, unknown>> = {},
    extras: ResourceExtras = {},
  ): BuiltResource {
    return this.add(new BuiltResource(this, type, name, inputs, extras, false));
  }

  component(type: string, name: string, extras: ResourceExtras = {}): BuiltResource {
    return this.add(new BuiltResource(this, type, name, {}, extras, true));
  }

  provider(name: string, props: Readonly<Record<string, unknown>>, type = "pulumi:providers:aws"): BuiltProvider {
    return { type, name, props };
  }

  /** What the stack exports. */
  exports(outputs: Readonly<Record<string, unknown>>): void {
    this.exported = outputs;
  }

  /** Text with outputs in it: `` s.text`${bucket.arn}/*` ``. */
  text(strings: TemplateStringsArray, ...parts: readonly unknown[]): Ref {
    const sources = parts.flatMap(sourcesIn);
    const filled = (part: (index: number) => unknown): string =>
      strings.map((one, index) => one + (index < parts.length ? String(part(index)) : "")).join("");
    return new Ref(
      sources,
      () => filled((index) => resolve(parts[index], "update")),
      filled((index) => shown(parts[index])),
    );
  }

  /** A document as JSON text; unknown as a whole when a part is, as the provider makes it. */
  json(document: unknown): Ref | string {
    const sources = sourcesIn(document);
    return sources.length > 0
      ? new Ref(sources, () => JSON.stringify(resolve(document, "update")), { "fn::toJSON": shown(document) })
      : JSON.stringify(document);
  }

  /** The resources as the engine sends them: to Analyze with `inputs`, to AnalyzeStack with `outputs`. */
  requests(
    mode: Mode,
  ): { readonly analyzed: boolean; readonly inputs: AnalyzedResource; readonly outputs: AnalyzedResource }[] {
    const root = this.rootRequest(mode);
    return [root, ...this.built.map((one) => this.request(one, mode))];
  }

  private add(resource: BuiltResource): BuiltResource {
    this.built.push(resource);
    return resource;
  }

  private get rootUrn(): string {
    return `urn:pulumi:${this.stackName}::${this.project}::pulumi:pulumi:Stack::${this.project}-${this.stackName}`;
  }

  private rootRequest(mode: Mode): { analyzed: boolean; inputs: AnalyzedResource; outputs: AnalyzedResource } {
    const common = {
      type: "pulumi:pulumi:Stack",
      name: `${this.project}-${this.stackName}`,
      urn: this.rootUrn,
      options: {},
      dependencies: [],
      propertyDependencies: {},
    };
    return {
      analyzed: true,
      inputs: { ...common, properties: {} },
      outputs: { ...common, properties: resolve(this.exported, mode) as Properties },
    };
  }

  private request(
    one: BuiltResource,
    mode: Mode,
  ): { analyzed: boolean; inputs: AnalyzedResource; outputs: AnalyzedResource } {
    const { extras } = one;
    const inputs = resolve(one.inputs, mode) as Properties;
    const propertyDependencies = Object.fromEntries(
      Object.entries(one.inputs).map(([key, value]) => [key, unique(sourcesIn(value).map((source) => source.urn))]),
    );
    const dependsOn = (extras.dependsOn ?? []).map((dependency) => dependency.urn);
    const provider = extras.provider ?? {
      type: "pulumi:providers:aws",
      name: "default_7_48_0",
      props: { region: "us-east-1", version: "7.48.0" },
    };
    const common = {
      type: one.type,
      name: one.name,
      urn: one.urn,
      options: {
        protect: extras.protect ?? false,
        ignoreChanges: [...(extras.ignoreChanges ?? [])],
        additionalSecretOutputs: [...(extras.additionalSecretOutputs ?? [])],
        parent: extras.parent?.urn ?? this.rootUrn,
      },
      parent: extras.parent?.urn ?? this.rootUrn,
      dependencies: unique([...dependsOn, ...Object.values(propertyDependencies).flat()]),
      propertyDependencies,
      ...(!one.isComponent && {
        provider: {
          type: provider.type,
          name: provider.name,
          urn: `urn:pulumi:${this.stackName}::${this.project}::${provider.type}::${provider.name}`,
          properties: { ...provider.props } as Properties,
        },
      }),
    };
    const outputs = mode === "update" ? one.knownOutputs() : previewOutputs(one, inputs);
    return {
      analyzed: !extras.isRead,
      inputs: { ...common, properties: inputs },
      outputs: { ...common, properties: outputs },
    };
  }
}

/** What a preview shows: a component's registered outputs as far as they are known, of a resource its inputs. */
function previewOutputs(one: BuiltResource, inputs: Properties): Properties {
  return one.isComponent
    ? (resolve(one.extras.outputs ?? {}, "preview") as Properties)
    : { ...inputs, id: UNKNOWN, arn: UNKNOWN };
}

function resolve(value: unknown, mode: Mode): unknown {
  return mapped(value, (ref) => (mode === "preview" ? UNKNOWN : ref.read()));
}

/** The value as Pulumi YAML writes it. */
export function shown(value: unknown): unknown {
  return mapped(value, (ref) => ref.shown);
}

function mapped(value: unknown, map: (ref: Ref) => unknown): unknown {
  if (value instanceof Ref) {
    return map(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => mapped(item, map));
  }
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, mapped(item, map)]),
    );
  }
  return value;
}

function sourcesIn(value: unknown): BuiltResource[] {
  if (value instanceof Ref) {
    return [...value.sources];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sourcesIn) : [];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** ARNs of the shapes that AWS documents; close enough for links and policies. */
function arnOf(type: string, id: string): string {
  const service = type.split(":")[1]?.split("/")[0] ?? "";
  const kind = type.split("/")[1]?.split(":")[0] ?? "";
  switch (service) {
    case "s3":
      return `arn:aws:s3:::${id}`;
    case "iam":
      return `arn:aws:iam::123456789012:${kind}/${id}`;
    case "sns":
    case "sqs":
      return `arn:aws:${service}:us-east-1:123456789012:${id}`;
    case "cloudwatch":
      return kind === "logGroup"
        ? `arn:aws:logs:us-east-1:123456789012:log-group:${id}`
        : `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${id}`;
    case "codepipeline":
      return `arn:aws:codepipeline:us-east-1:123456789012:${id}`;
    default:
      return `arn:aws:${service}:us-east-1:123456789012:${kind}/${id}`;
  }
}
