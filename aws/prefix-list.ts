import { Undecided, whenKnown, type Graph, type Resource, type Value } from "../core";
import { parseRange, type Range } from "./cidr";
import * as types from "./types";

/** The ranges of a prefix list as far as they are known. */
export interface PrefixListRanges {
  readonly list: Resource;
  readonly ranges: readonly Range[];
  /** What may turn out to be a range of it too. */
  readonly open: string | undefined;
}

/**
 * The prefix lists of the stack that a rule names, with inline and split entries. A list that is outside or only read cannot be
 * seen: nothing. Throws `Undecided` while the stack is not known, or which list it is.
 */
export function prefixListsAt(graph: Graph, value: Value): readonly PrefixListRanges[] {
  const link = graph.follow(value, types.PREFIX_LIST);
  if (link.kind !== "inside") {
    return [];
  }
  if (value.isUnknown && !isOnlyChoice(graph, value)) {
    throw new Undecided(value.display);
  }
  return link.resources
    .filter((list) => list.isAnalysed)
    .map((list) => graph.view(`prefix list ${list.urn}`, () => rangesOf(list)));
}

/**
 * Dependencies are those of a whole property. In a rule of its own they are the rule's; of inline rules, one may name one list
 * and another one another.
 */
function isOnlyChoice(graph: Graph, value: Value): boolean {
  const [property, ...inside] = value.path;
  const isInline = inside.some((step) => typeof step === "string");
  return !isInline || graph.byUrn(value.owner.urn)?.propertyDependencies(String(property)).length === 1;
}

function rangesOf(list: Resource): PrefixListRanges {
  const inline = list.at("entries");
  const split = whenKnown(() => list.graph.referrers(list, types.PREFIX_LIST_ENTRY, "prefixListId"));
  const cidrs = [
    ...(inline.isUnknown ? [inline] : inline.list().map((entry) => entry.at("cidr"))),
    ...(split ?? []).map((entry) => entry.at("cidr")),
  ];
  return {
    list,
    ranges: cidrs.flatMap((cidr) => (cidr.isUnknown ? [] : (parseRange(cidr.string() ?? "") ?? []))),
    open: cidrs.find((cidr) => cidr.isUnknown)?.display ?? (split ? undefined : "an entry of the prefix list"),
  };
}
