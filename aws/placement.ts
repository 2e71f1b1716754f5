import { every, find, some, Undecided, type CheckContext, type Graph, type Resource, type Value } from "../core";
import { kindOfSubnet, subnetsIn } from "./subnet";
import { routeTablesOf, type SubnetKind } from "./route-table";

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
      if (every(candidates, (subnet) => kinds.includes(certainKindOf(subnet)))) {
        candidates.forEach(({ name }) => names.add(`"${name}"`));
      }
    });
  });
  return [...names].sort();
}

/**
 * Default routes behind which a subnet may be reached from the internet all the same: a firewall's endpoint before the
 * internet gateway, the gateway of a Wavelength Zone or of an Outpost.
 * https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-single-zone-igw.html
 */
const OTHER_WAYS_IN = ["vpcEndpointId", "carrierGatewayId", "localGatewayId"] as const;

/** Whether a subnet is public, private or isolated. Throws `Undecided` like `kindOfSubnet`, and when its routes leave it open. */
export function certainKindOf(subnet: Resource): SubnetKind {
  const kind = kindOfSubnet(subnet);
  const routes = kind === "private" ? routeTablesOf(subnet).flatMap((table) => table.routes) : [];
  const other = find(
    routes,
    ({ value, isDefault }) => isDefault && some(OTHER_WAYS_IN, (target) => value.at(target).isPresent),
  );
  if (other) {
    throw new Undecided(`where ${other.item.value.display} of ${subnet.name} leads`);
  }
  return kind;
}

/** The lists of the subnet groups that a property leads to; none when another stack has the group. */
export function subnetsOfGroup(graph: Graph, group: Value, groups: readonly string[]): Places {
  return graph
    .resourcesAt(group, groups)
    .filter((one) => one.isAnalysed)
    .map((one) => one.at("subnetIds"));
}

/** Where a resource says in which subnets it stands. */
export type PlacesOf = (resource: Resource) => Places;

/** What the catalogue's rules about private subnets mean: an isolated one is private too. */
export const NOT_PUBLIC: readonly SubnetKind[] = ["private", "isolated"];
