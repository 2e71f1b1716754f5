/** What a URN says: `urn:pulumi:<stack>::<project>::<parents>$<type>::<name>`, as the engine writes it. */
export interface UrnParts {
  readonly project: string;
  readonly stack: string;
  /** Without its parents. */
  readonly type: string;
  readonly name: string;
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
  return { stack, project, type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}
