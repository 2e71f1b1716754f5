import { matchesGlob, type Graph, type Resource, type Settings } from "../core";
import * as types from "./types";

/** What only a stack that sets up an account has; a VPC or a role alone makes none. */
const SIGNS: readonly (readonly string[])[] = [
  types.TRAIL,
  types.DETECTOR,
  types.RECORDER,
  types.ACCOUNT_PASSWORD_POLICY,
];

/** Why a stack counts as one that sets up an account. */
export interface Foundation {
  /** The resource that only such a stack has; absent when settings alone name the stack. */
  readonly sign: Resource | undefined;
  /** Why, in words that follow "This stack sets up an account:". */
  readonly reason: string;
}

/**
 * Whether the stack sets up an account (the catalogue's word "foundation"): settings name it, or it makes a trail, a
 * detector, a recorder or an account password policy itself. Throws `Undecided` while only one resource is known.
 */
export function isFoundation(graph: Graph, settings: Settings): boolean {
  return foundationOf(graph, settings) !== undefined;
}

/** Why the stack is a foundation; undefined when it is none. Throws `Undecided` while only one resource is known. */
export function foundationOf(graph: Graph, settings: Settings): Foundation | undefined {
  graph.demandComplete();
  const sign = graph.view(foundationOf, () => findSign(graph));
  if (sign) {
    return { sign, reason: `it has ${nameOf(sign)}` };
  }
  return isNamed(graph, settings) ? { sign, reason: "the settings say so" } : undefined;
}

/** What a stack reads (`.get`) is another stack's. */
function findSign(graph: Graph): Resource | undefined {
  return SIGNS.flatMap((tokens) => graph.ofType(tokens)).find((one) => one.isAnalysed);
}

/** A resource as messages name it: `Trail "audit"`. */
export function nameOf(resource: Resource): string {
  return `${resource.type.split(":").at(-1) ?? "the resource"} "${resource.name}"`;
}

function isNamed(graph: Graph, settings: Settings): boolean {
  const name = stackName(graph);
  return name !== undefined && settings.foundationStacks.some((pattern) => matchesGlob(name, pattern));
}

/** `project/stack`, from the URN of any resource. */
function stackName(graph: Graph): string | undefined {
  const [head = "", project = ""] = (graph.resources[0]?.urn ?? "").split("::");
  return project === "" ? undefined : `${project}/${head.replace(/^urn:pulumi:/, "")}`;
}
