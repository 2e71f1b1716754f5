import type { Graph, Link, Value } from "../core";

/**
 * Where a part of a property leads, such as one variable or one action. What the whole property depends on may belong to
 * another part, so it counts only while the value is not known; a known one leads to what bears it.
 */
export function followPart(value: Value, types: readonly string[], graph: Graph): Link {
  if (value.isUnknown || value.isAbsent) {
    return graph.follow(value, types);
  }
  graph.demandComplete();
  const [first, ...rest] = graph.bearing(String(value.raw), types);
  return first ? { kind: "inside", resources: [first, ...rest] } : { kind: "outside" };
}
