import type { Graph, Resource, Value } from "../core";

/** The resources of the stack that a link may lead to: more than one only while it is not known which, none when it leads outside. */
export function resourcesAt(graph: Graph, value: Value, types: readonly string[]): readonly Resource[] {
  const link = graph.follow(value, types);
  return link.kind === "inside" ? link.resources : [];
}
