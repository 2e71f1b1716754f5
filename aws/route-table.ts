import {
  addTo,
  every,
  some,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Resource,
  type Subject,
  type Value,
} from "../core";
import { parseRange, type Range } from "./cidr";
import { prefixListsAt } from "./prefix-list";
import * as types from "./types";

/**
 * What the routes of a table make of its subnets (the catalogue's words): `public` has a default route to an internet
 * gateway, `private` has another one, `isolated` has none.
 */
export type SubnetKind = "public" | "private" | "isolated";

/**
 * A default route is one for the internet at large: wider than any range that belongs to one organisation. So the two
 * halves of the internet are default routes, and `2000::/3`, which is all that IPv6 has given out
 * (https://www.iana.org/assignments/ipv6-unicast-address-assignments).
 */
const WIDEST_ORDINARY_PREFIX = { ipv4: 8, ipv6: 4 } as const;

/** A route of a table: inline, or a resource of its own. */
export class Route {
  constructor(
    private readonly graph: Graph,
    /** The place that has the targets: `gatewayId`, `natGatewayId` and the like. */
    readonly value: Value,
    private readonly destinations: readonly Value[],
  ) {}

  /** Whether it is for the whole internet, or for a large part of it. */
  get isDefault(): boolean {
    return some(this.destinations, (one) => isWide(parseRange(one.string() ?? ""))) || this.hasWidePrefixList;
  }

  /** Whether a prefix list of the stack stands for the whole internet; those of AWS and of others stand for networks. */
  private get hasWidePrefixList(): boolean {
    const lists = prefixListsAt(this.graph, this.value.at("destinationPrefixListId"));
    if (lists.some(({ ranges }) => ranges.some(isWide))) {
      return true;
    }
    const open = lists.find((list) => list.open !== undefined)?.open;
    if (open !== undefined) {
      throw new Undecided(open);
    }
    return false;
  }

  /** Whether one of these properties names where it leads. */
  hasTarget(properties: readonly string[]): boolean {
    return properties.some((one) => !this.value.at(one).isAbsent);
  }

  /**
   * Whether it leads to an internet gateway, of this stack or another; throws `Undecided` when that is not known yet. EC2
   * takes an internet gateway for a NAT gateway's id, too:
   * https://www.pulumi.com/registry/packages/aws/api-docs/ec2/routetable/
   */
  private get leadsToInternetGateway(): boolean {
    return some([this.value.at("gatewayId"), this.value.at("natGatewayId")], (one) => this.isInternetGateway(one));
  }

  /** What decides it is enough: a route inside the network may lead anywhere, one to a peering connection may be for anything. */
  get isDefaultToInternetGateway(): boolean {
    return every([() => this.isDefault, () => this.leadsToInternetGateway], (test) => test());
  }

  private isInternetGateway(id: Value): boolean {
    const link = this.graph.follow(id, GATEWAYS);
    if (link.kind !== "inside") {
      return id.string()?.startsWith("igw-") === true;
    }
    const found = new Set(link.resources.map((one) => types.INTERNET_GATEWAY.includes(one.type)));
    if (found.size > 1) {
      throw new Undecided(id.display);
    }
    return found.has(true);
  }
}

function isWide(range: Range | undefined): boolean {
  return range !== undefined && range.prefix < WIDEST_ORDINARY_PREFIX[range.kind];
}

/** What `gatewayId` and `natGatewayId` may name. */
const GATEWAYS = [...types.INTERNET_GATEWAY, ...types.VPN_GATEWAY, ...types.NAT_GATEWAY];

/** A route table of the stack; a VPC stands for the main table that comes with it. */
export class RouteTableView implements Subject {
  constructor(readonly resource: Resource) {}

  /** What messages call it. */
  get label(): string {
    const name = `"${this.resource.name}"`;
    return this.isMainTableOfVpc ? `the main table of ${name}` : name;
  }

  /** The subnets that surely use it. */
  get subnets(): readonly Resource[] {
    return usesOf(this.resource.graph).get(this.resource) ?? [];
  }

  /** The routes that the stack gives it, inline ones first. */
  get routes(): readonly Route[] {
    const { graph } = this.resource;
    const inline = this.resource
      .at("routes")
      .list()
      .map((value) => new Route(graph, value, [value.at("cidrBlock"), value.at("ipv6CidrBlock")]));
    const split = graph
      .referrers(this.resource, types.ROUTE, "routeTableId")
      .map(
        ({ inputs }) =>
          new Route(graph, inputs, [inputs.at("destinationCidrBlock"), inputs.at("destinationIpv6CidrBlock")]),
      );
    return [...inline, ...split];
  }

  /** What its subnets are; throws `Undecided` while that is not known, or when this stack does not show it. */
  get kind(): SubnetKind {
    const { routes } = this;
    if (some(routes, (one) => one.isDefaultToInternetGateway)) {
      return "public";
    }
    if (this.isMainTableOfVpc) {
      if (types.DEFAULT_VPC.includes(this.resource.type)) {
        // https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
        return "public";
      }
      if (routes.length === 0) {
        throw new Undecided("the main route table, which is not in this stack");
      }
    } else {
      this.resource.graph.demandReferrersKnown(this.resource, types.ROUTE, "routeTableId");
    }
    return some(routes, (one) => one.isDefault) || this.learnsRoutes ? "private" : "isolated";
  }

  /** Whether a VPN gateway or a route server tells it routes, among which a default one may be. */
  private get learnsRoutes(): boolean {
    const { graph } = this.resource;
    return (
      this.resource.at("propagatingVgws").isPresent ||
      graph.referrers(this.resource, types.ROUTE_PROPAGATION, "routeTableId").length > 0
    );
  }

  private get isMainTableOfVpc(): boolean {
    return types.VPC_OR_DEFAULT.includes(this.resource.type);
  }
}

/**
 * The route table of a subnet: its explicit one, else its VPC's main one. Several while it is not known yet which of
 * them it is. Throws `Undecided` when it is not in this stack.
 */
export function routeTablesOf(subnet: Resource): readonly RouteTableView[] {
  const { graph } = subnet;
  graph.demandComplete();
  if (!subnet.isAnalysed) {
    throw new Undecided("a subnet outside of this stack");
  }
  const associations = graph.referrers(subnet, types.ROUTE_TABLE_ASSOCIATION, "subnetId");
  if (associations.length > 0) {
    return associations.flatMap((one) => tablesAt(graph, one.at("routeTableId")));
  }
  return vpcsOf(subnet).flatMap(mainTablesOf);
}

/** The route tables that an id leads to. Throws `Undecided` when it is outside of this stack. */
export function tablesAt(graph: Graph, id: Value): readonly RouteTableView[] {
  return inStack(graph, id, [...types.ROUTE_TABLE, ...types.VPC_OR_DEFAULT]).flatMap((one) =>
    types.VPC_OR_DEFAULT.includes(one.type) ? defaultTablesOf(one) : [new RouteTableView(one)],
  );
}

function mainTablesOf(vpc: Resource): readonly RouteTableView[] {
  const replacing = vpc.graph.referrers(vpc, types.MAIN_ROUTE_TABLE_ASSOCIATION, "vpcId");
  return replacing.length > 0
    ? replacing.flatMap((one) => tablesAt(vpc.graph, one.at("routeTableId")))
    : defaultTablesOf(vpc);
}

/** The table that comes with a VPC, as far as the stack adopts it; else the VPC stands for it. */
function defaultTablesOf(vpc: Resource): readonly RouteTableView[] {
  const adopted = vpc.graph.referrers(vpc, types.ROUTE_TABLE, "defaultRouteTableId").filter((one) => one.isAnalysed);
  return (adopted.length > 0 ? adopted : [vpc]).map((one) => new RouteTableView(one));
}

/** The VPC that a subnet is in. A default subnet names none: it is in the default VPC. */
function vpcsOf(subnet: Resource): readonly Resource[] {
  const { graph } = subnet;
  if (!types.DEFAULT_SUBNET.includes(subnet.type)) {
    return inStack(graph, subnet.at("vpcId"), types.VPC_OR_DEFAULT);
  }
  return graph.ofType(types.DEFAULT_VPC);
}

function inStack(graph: Graph, id: Value, wanted: readonly string[]): readonly Resource[] {
  const link = graph.follow(id, wanted);
  const found = link.kind === "inside" ? link.resources.filter((one) => one.isAnalysed) : [];
  if (found.length === 0) {
    throw new Undecided(`${id.display}, which leads outside of this stack,`);
  }
  return found;
}

/** The route tables that subnets of the stack use. */
export const routeTables = view([...types.ROUTE_TABLE, ...types.VPC_OR_DEFAULT], (graph) =>
  graph.isComplete ? [...usesOf(graph).keys()].map((one) => new RouteTableView(one)) : [],
);

/** Which subnets use a route table, of those whose table is known. */
function usesOf(graph: Graph): ReadonlyMap<Resource, readonly Resource[]> {
  return graph.view(usesOf, () => {
    const uses = new Map<Resource, Resource[]>();
    for (const subnet of graph.ofType(types.SUBNET)) {
      const [table, ...others] = whenKnown(() => routeTablesOf(subnet)) ?? [];
      if (table && others.length === 0) {
        addTo(uses, table.resource, subnet);
      }
    }
    return uses;
  });
}
