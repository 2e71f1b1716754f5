import { find, some, type Graph, type Resource, type Value } from "../core";
import { parseRange } from "./cidr";
import * as types from "./types";

/**
 * What a subnet's routes make of it (the catalogue's words): `public` has a default route to an internet gateway, `private`
 * has another one, `isolated` has none, of `outside` the route table is not in the stack.
 */
export type SubnetKind = "public" | "private" | "isolated" | "outside";

/** A route of a table: inline, or a resource of its own. */
interface Route {
  readonly value: Value;
  readonly destinations: readonly Value[];
}

/** The subnets that come with an account are public: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html */
const DEFAULT_SUBNET = "aws:ec2/defaultSubnet:DefaultSubnet";

/** Throws `Undecided` while the rest of the stack, or what its routes lead to, is not known. */
export function subnetKind(subnet: Resource): SubnetKind {
  const { graph } = subnet;
  graph.demandComplete();
  if (!subnet.isAnalysed) {
    return "outside";
  }
  const tables = tablesOf(subnet);
  if (tables.length === 0) {
    return subnet.type === DEFAULT_SUBNET ? "public" : "outside";
  }
  const routes = tables.flatMap((table) => routesOf(table));
  const defaultRoute = find(routes, (route) => isDefault(route) && leadsToInternetGateway(graph, route));
  if (defaultRoute) {
    return "public";
  }
  if (tables.some((table) => types.VPC.includes(table.type)) && routes.length === 0) {
    // The main table of a VPC, of which nothing here shows a route.
    return "outside";
  }
  return some(routes, isDefault) ? "private" : "isolated";
}

/** The subnet's explicit route tables, else its VPC's main one; a VPC stands for the main table that comes with it. */
function tablesOf(subnet: Resource): readonly Resource[] {
  const { graph } = subnet;
  const associations = graph.referrers(subnet, types.ROUTE_TABLE_ASSOCIATION, "subnetId");
  if (associations.length > 0) {
    return associations.flatMap((one) => followed(graph, one.at("routeTableId"), [...types.ROUTE_TABLE, ...types.VPC]));
  }
  return followed(graph, subnet.at("vpcId"), types.VPC).flatMap(mainTablesOf);
}

function mainTablesOf(vpc: Resource): readonly Resource[] {
  const { graph } = vpc;
  const replacing = graph.referrers(vpc, types.MAIN_ROUTE_TABLE_ASSOCIATION, "vpcId");
  if (replacing.length > 0) {
    return replacing.flatMap((one) => followed(graph, one.at("routeTableId"), types.ROUTE_TABLE));
  }
  const adopted = graph.referrers(vpc, types.ROUTE_TABLE, "defaultRouteTableId");
  return adopted.length > 0 ? adopted : [vpc];
}

function routesOf(table: Resource): readonly Route[] {
  const { graph } = table;
  const inline = table
    .at("routes")
    .list()
    .map((value) => ({
      value,
      destinations: [value.at("cidrBlock"), value.at("ipv6CidrBlock")],
    }));
  const split = graph.referrers(table, types.ROUTE, "routeTableId").map(({ inputs }) => ({
    value: inputs,
    destinations: [inputs.at("destinationCidrBlock"), inputs.at("destinationIpv6CidrBlock")],
  }));
  return [...inline, ...split];
}

/** Whether a route is for the whole internet, or one of the two halves of it that make a default route together. */
function isDefault({ destinations }: Route): boolean {
  return some(destinations, (one) => {
    const range = parseRange(one.string() ?? "");
    return range !== undefined && range.prefix <= 1;
  });
}

function leadsToInternetGateway(graph: Graph, { value }: Route): boolean {
  const gateway = value.at("gatewayId");
  const link = graph.follow(gateway, types.INTERNET_GATEWAY);
  if (link.kind !== "outside") {
    return link.kind === "inside";
  }
  const owner = graph.byUrn(gateway.owner.urn);
  const isOtherGateway = gateway.isUnknown && (owner?.propertyDependencies(String(gateway.path[0])).length ?? 0) > 0;
  return !isOtherGateway && gateway.string()?.startsWith("igw-") === true;
}

function followed(graph: Graph, value: Value, wanted: readonly string[]): readonly Resource[] {
  const link = graph.follow(value, wanted);
  return link.kind === "inside" ? link.resources.filter((one) => one.isAnalysed) : [];
}

/**
 * The subnets that each id of a list may lead to; an unknown id may be any of those that its list was computed from. What is
 * outside of the stack is left out.
 */
export function subnetsIn(graph: Graph, list: Value): (readonly Resource[])[] {
  const values = list.isUnknown ? [list] : list.list();
  return values.map((value) => followed(graph, value, types.SUBNET)).filter((candidates) => candidates.length > 0);
}
