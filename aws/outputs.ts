import { addTo, isObject, type Graph, type Resource, type Value } from "../core";

/** What a stack exports. Names are compared in lower case without separators: `pipeline_name` is `pipelineName`. */
export class StackOutputs {
  private readonly values: ReadonlyMap<string, readonly Value[]>;

  constructor(
    /** The root stack resource, which bears the outputs. */
    readonly root: Resource,
  ) {
    const values = new Map<string, Value[]>();
    // An object groups outputs: { pipeline: { name } } exports the pipeline's name.
    for (const [name, value] of root.outputs
      .entries()
      .flatMap(([name, value]) => [[name, value] as const, ...parts(name, value)])) {
      addTo(values, comparable(name), value);
    }
    this.values = values;
  }

  /** Whether something is exported under the name. An unknown value is exported; null or an empty one is not. */
  has(name: string): boolean {
    return this.valuesOf(name).some((value) => value.isUnknown || !value.isAbsent);
  }

  /** What is exported under the name, empty values included. */
  valuesOf(name: string): readonly Value[] {
    return this.values.get(comparable(name)) ?? [];
  }
}

function parts(name: string, value: Value): (readonly [string, Value])[] {
  return !value.isUnknown && isObject(value.raw) ? value.entries().map(([key, part]) => [`${name}${key}`, part]) : [];
}

function comparable(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The outputs of the stack; undecided while only one resource is known. */
export function stackOutputs(graph: Graph): StackOutputs | undefined {
  graph.demandComplete();
  const root = graph.rootStack;
  return root && graph.view(StackOutputs, () => new StackOutputs(root));
}
