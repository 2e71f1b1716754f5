/** What a URN says: `urn:pulumi:<stack>::<project>::<parents>$<type>::<name>`, as the engine writes it. */
export interface UrnParts {
  readonly project: string;
  readonly stack: string;
  /** Without its parents. */
  readonly type: string;
  readonly name: string;
  /** The types of its parents, outermost first; without the stack's. */
  readonly parents: readonly string[];
}

const PREFIX = "urn:pulumi:";

/** Undefined when it is no URN. Names may hold `::`. */
export function partsOfUrn(urn: string): UrnParts | undefined {
  if (!urn.startsWith(PREFIX)) {
    return undefined;
  }
  const [stack, project, types, ...name] = urn.slice(PREFIX.length).split("::");
  if (!stack || !project || !types || name.length === 0) {
    return undefined;
  }
  const parents = types.split("$");
  const type = parents.pop() ?? "";
  return { stack, project, type, name: name.join("::"), parents };
}
