/** Whole JSON documents among the inputs: what they are, and what is taken from them. */
import { isEvent, type EngineEvent } from "./events";
import { isObject } from "../library";
import type { SourcePosition } from "./model";

/** What a document is. */
export type Document =
  /** Of Pulumi Cloud's API: events in one document. */
  | { readonly kind: "events"; readonly events: readonly EngineEvent[] }
  /** A report that this command wrote as json. */
  | { readonly kind: "report"; readonly value: Readonly<Record<string, unknown>> }
  /** `pulumi preview --json` without streaming: no word of policies, but places of resources. */
  | { readonly kind: "digest"; readonly positions: Positions }
  /** `pulumi stack export`: places of resources. */
  | { readonly kind: "state"; readonly positions: Positions }
  | { readonly kind: "unknown" };

/** Places by URN. */
export type Positions = ReadonlyMap<string, SourcePosition>;

/** Tells what a parsed document is by its fields. */
export function classify(value: unknown): Document {
  if (isEvent(value)) {
    return { kind: "events", events: [value] };
  }
  if (!isObject(value)) {
    return { kind: "unknown" };
  }
  const { events, stacks, steps, deployment } = value;
  if (Array.isArray(events)) {
    return { kind: "events", events: events.filter(isEvent) };
  }
  if (Array.isArray(stacks) && "version" in value) {
    return { kind: "report", value };
  }
  if (isObject(deployment)) {
    return { kind: "state", positions: positionsOf(listOf(deployment["resources"])) };
  }
  if (Array.isArray(steps) || ("changeSummary" in value && "duration" in value)) {
    const states = listOf(steps).map((step) => (isObject(step) ? (step["newState"] ?? step["oldState"]) : undefined));
    return { kind: "digest", positions: positionsOf(states) };
  }
  return { kind: "unknown" };
}

/**
 * The engine's `project:///src/index.ts#12,5` (sdk/go/common/apitype/core.go, SourcePosition): a file below or beside the
 * project, line, column. Undefined for places in packages, such as the root stack's: they are not the program's.
 */
export function readPosition(text: unknown): SourcePosition | undefined {
  const match = typeof text === "string" ? /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(text) : null;
  const [, path = "", line = "0", column] = match ?? [];
  const file = decoded(path);
  if (file === "" || Number(line) < 1 || /(^|\/)(node_modules|site-packages)\//.test(file)) {
    return undefined;
  }
  return { file, line: Number(line), ...(column !== undefined && Number(column) > 0 && { column: Number(column) }) };
}

function positionsOf(states: readonly unknown[]): Positions {
  const positions = new Map<string, SourcePosition>();
  for (const state of states) {
    const position = isObject(state) ? readPosition(state["sourcePosition"]) : undefined;
    if (isObject(state) && position && typeof state["urn"] === "string") {
      positions.set(state["urn"], position);
    }
  }
  return positions;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
