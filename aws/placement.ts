import { every, type CheckContext, type Graph, type Resource, type Value } from "../core";
import { kindOfSubnet, subnetsIn } from "./subnet";
import type { SubnetKind } from "./route-table";

/** Places that name subnets: a list of ids, or one id. */
export type Places = readonly Value[];

/**
 * The names of the subnets at these places that are certainly of one of the kinds, in order. A subnet that is outside of
 * the stack, or of which it is not known yet what it is, is left out. Before subnets have ids it is not known which of
 * them a place holds; then all that it may hold have to be of these kinds.
 */
export function subnetsOfKind(
  graph: Graph,
  places: Places,
  kinds: readonly SubnetKind[],
  each: CheckContext["each"],
): readonly string[] {
  const names = new Set<string>();
  each(places, (place) => {
    each(subnetsIn(graph, place), (candidates) => {
      if (every(candidates, (subnet) => kinds.includes(kindOfSubnet(subnet)))) {
        candidates.forEach(({ name }) => names.add(`"${name}"`));
      }
    });
  });
  return [...names].sort();
}

/** The lists of the subnet groups that a property leads to; none when another stack has the group. */
export function subnetsOfGroup(graph: Graph, group: Value, groups: readonly string[]): Places {
  const link = graph.follow(group, groups);
  return link.kind === "inside" ? link.resources.filter((one) => one.isAnalysed).map((one) => one.at("subnetIds")) : [];
}

/** A part of every element of a list; of a list that is not known, the part of whatever stands there. */
export function partsOf(list: Value, key: string): Places {
  return (list.isUnknown ? [list] : list.list()).map((one) => one.at(key));
}

/** Where a resource says in which subnets it stands. */
export type PlacesOf = (resource: Resource) => Places;

/** What the catalogue's rules about private subnets mean: an isolated one is private too. */
export const NOT_PUBLIC: readonly SubnetKind[] = ["private", "isolated"];
