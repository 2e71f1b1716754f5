import { Undecided, type Graph, type Resource, type Value } from "../core";
import { routeTablesOf, type SubnetKind } from "./route-table";
import * as types from "./types";

/**
 * Whether a subnet is public, private or isolated by its routes. Throws `Undecided` while the rest of the stack, or what
 * its routes lead to, is not known, and when the subnet, its VPC or its route table is outside of the stack.
 */
export function kindOfSubnet(subnet: Resource): SubnetKind {
  const tables = routeTablesOf(subnet);
  if (tables.length === 0) {
    // The subnets that come with an account are public: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
    return "public";
  }
  const [kind, ...others] = new Set(tables.map((table) => table.kind));
  if (kind === undefined || others.length > 0) {
    throw new Undecided(`the route table of ${subnet.name}`);
  }
  return kind;
}

/**
 * The subnets that each id of a list may lead to; an unknown id may be any of those that its list was computed from. What is
 * outside of the stack is left out.
 */
export function subnetsIn(graph: Graph, list: Value): (readonly Resource[])[] {
  const values = list.isUnknown ? [list] : list.list();
  return values.map((value) => followed(graph, value)).filter((candidates) => candidates.length > 0);
}

function followed(graph: Graph, value: Value): readonly Resource[] {
  const link = graph.follow(value, types.SUBNET);
  return link.kind === "inside" ? link.resources.filter((one) => one.isAnalysed) : [];
}
