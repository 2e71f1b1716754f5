/** Judges resources that a test writes down, without a program. */
import type { AnalyzedResource, PackSettings, ResourceOptions } from "./analyzer";
import { findingOf, refuseUnknownPolicies, type Finding } from "./findings";
import { withPack } from "./kept-pack";
import { reconcile } from "./analyzer";
import { fullKey, configText } from "./project";
import { UNKNOWN, type Properties, type Value } from "./values";

/** A resource as a test writes it down. */
export interface PlainResource {
  /** Such as `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  /** What the program set. A value that is not known yet is `unknown`. Nothing by default. */
  readonly inputs?: Properties;
  /** What the deployed resource shows, id and ARN among it; over the inputs. */
  readonly outputs?: Properties;
  /**
   * Properties that come from other resources: the names of those, by property. A property that the inputs leave out is then one
   * that is not known yet, as an id is in a preview.
   */
  readonly links?: Readonly<Record<string, readonly string[]>>;
  readonly options?: Omit<ResourceOptions, "parent" | "aliases">;
}

/** The stack that the resources are of. */
export interface EvaluateOptions {
  /** "dev" by default. */
  stack?: string;
  /** "project" by default. */
  project?: string;
  /** Configuration; keys without a namespace are the project's. */
  config?: Readonly<Record<string, Value>>;
  /** What the stack exports. */
  outputs?: Properties;
  /** The folder of another pack's PulumiPolicy.yaml. */
  pack?: string;
}

/** A value that is not known yet, in `inputs` and `outputs`, and in the resources of a preview. */
export const unknown = UNKNOWN;

/**
 * Has the compiled pack judge resources, as the engine would show them, and no provider would complete them. Settings are those of a
 * --policy-pack-config file. Rejects when two resources are the same, or a link leads to none.
 */
export async function evaluate(
  resources: readonly PlainResource[],
  settings: PackSettings = {},
  options: EvaluateOptions = {},
): Promise<readonly Finding[]> {
  const [project, stack] = [options.project ?? "project", options.stack ?? "dev"];
  const config = Object.entries(options.config ?? {}).map(([key, value]) => [fullKey(project, key), configText(value)]);
  const about = {
    organization: "organization",
    project,
    stack,
    config: Object.fromEntries(config) as Texts,
    dryRun: true,
  };
  const shown = new Stack(project, stack, resources);
  return withPack(options.pack, about, async (pack) => {
    const info = await pack.getAnalyzerInfo();
    refuseUnknownPolicies(info, settings);
    await pack.configureStack(about);
    await pack.configure(reconcile(info, settings));
    const findings: Finding[] = [];
    for (const resource of [shown.root({}), ...shown.analyzed()]) {
      const { diagnostics } = await pack.analyze(resource);
      findings.push(...diagnostics.map((one) => findingOf({ ...one, urn: resource.urn })));
    }
    const root = shown.root(options.outputs ?? {});
    const { diagnostics } = await pack.analyzeStack([root, ...shown.deployed()]);
    return [...findings, ...diagnostics.map((one) => findingOf({ ...one, urn: one.urn || root.urn }))];
  });
}

type Texts = Record<string, string>;

/** Plain resources as the engine shows them. */
class Stack {
  private readonly urns = new Map<string, string>();

  constructor(
    private readonly project: string,
    private readonly stack: string,
    private readonly resources: readonly PlainResource[],
  ) {
    for (const resource of resources) {
      const urn = this.urnOf(resource);
      if ([...this.urns.values()].includes(urn)) {
        throw new Error(`There are two resources ${resource.type} called "${resource.name}".`);
      }
      this.urns.set(`${resource.type} ${resource.name}`, urn);
    }
  }

  root(outputs: Properties): AnalyzedResource {
    const [type, name] = ["pulumi:pulumi:Stack", `${this.project}-${this.stack}`];
    return { type, name, urn: this.urnOf({ type, name }), properties: outputs };
  }

  analyzed(): AnalyzedResource[] {
    return this.resources.map((one) => this.shown(one, this.inputsOf(one)));
  }

  deployed(): AnalyzedResource[] {
    return this.resources.map((one) => this.shown(one, { ...this.inputsOf(one), ...one.outputs }));
  }

  private shown(one: PlainResource, properties: Properties): AnalyzedResource {
    const links = Object.entries(one.links ?? {}).map(([property, names]): [string, string[]] => [
      property,
      names.map((name) => this.linked(one, name)),
    ]);
    return {
      ...{ type: one.type, name: one.name, urn: this.urnOf(one), properties },
      options: one.options ?? {},
      parent: this.root({}).urn,
      dependencies: links.flatMap(([, urns]) => urns),
      propertyDependencies: Object.fromEntries(links),
    };
  }

  private inputsOf({ inputs = {}, links = {} }: PlainResource): Properties {
    const open = Object.keys(links).filter((property) => !(property in inputs));
    return { ...inputs, ...Object.fromEntries(open.map((property) => [property, UNKNOWN])) };
  }

  /** Names are not unique: a bucket and its versioning often share one. The resource itself is never meant. */
  private linked(from: PlainResource, name: string): string {
    const called = this.resources.filter((one) => one.name === name && one !== from);
    const [only, ...others] = called;
    if (only === undefined) {
      throw new Error(`"${from.name}" (${from.type}) has a link to "${name}", and no other resource is called that.`);
    }
    if (others.length > 0) {
      const types = called.map(({ type }) => type).join(", ");
      throw new Error(`"${from.name}" (${from.type}) has a link to "${name}", and several are called that: ${types}.`);
    }
    return this.urnOf(only);
  }

  private urnOf({ type, name }: Pick<PlainResource, "type" | "name">): string {
    return `urn:pulumi:${this.stack}::${this.project}::${type}::${name}`;
  }
}
