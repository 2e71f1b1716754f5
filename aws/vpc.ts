import { elements, some, Undecided, view, whenKnown, type Resource, type Subject, type Value } from "../core";
import { routeTables, tablesAt, type RouteTableView } from "./route-table";
import * as types from "./types";

/** A VPC that the stack makes, or the default one that it adopts. */
export class VpcView implements Subject {
  constructor(readonly resource: Resource) {}

  /** Its subnets in this stack. Throws `Undecided` when there are none, but one that may turn out to be in it. */
  get subnets(): readonly Resource[] {
    return this.parts(types.SUBNET).filter((one) => one.isAnalysed);
  }

  /** The route tables of the stack that its subnets use. */
  get routeTables(): readonly RouteTableView[] {
    const subnets = new Set(this.subnets);
    return routeTables.of(this.resource.graph).filter((table) => table.subnets.some((one) => subnets.has(one)));
  }

  /** Its S3 gateway endpoints. Throws `Undecided` when an endpoint may turn out to be one. */
  get s3GatewayEndpoints(): readonly S3GatewayEndpoint[] {
    this.resource.graph.demandReferrersKnown(this.resource, types.VPC_ENDPOINT, "vpcId");
    return this.parts(types.VPC_ENDPOINT)
      .filter(isS3Gateway)
      .map((one) => new S3GatewayEndpoint(one));
  }

  /** What names it in `vpcId`: gateways, groups, ACLs, also those that are only read. Throws `Undecided` like `subnets`. */
  parts(wanted: readonly string[]): readonly Resource[] {
    return this.resource.graph.referrers(this.resource, wanted, "vpcId");
  }
}

/** An endpoint by which S3 is reached through the route tables that it is associated with. */
export class S3GatewayEndpoint implements Subject {
  constructor(readonly resource: Resource) {}

  /** Whether it is associated with a route table, in its list or by a resource. An unknown id may be the table's. */
  serves(table: RouteTableView): boolean {
    const { graph } = this.resource;
    const ids = elements(this.resource.at("routeTableIds"));
    const associations = graph.referrers(this.resource, types.VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION, "vpcEndpointId");
    const isServed = some([...ids, ...associations.map((one) => one.at("routeTableId"))], (id) => leadsTo(id, table));
    if (!isServed) {
      graph.demandReferrersKnown(this.resource, types.VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION, "vpcEndpointId");
    }
    return isServed;
  }
}

/** Whether an id may be a table's; a known one that nothing here bears is another's. */
function leadsTo(id: Value, { resource }: RouteTableView): boolean {
  const tables = whenKnown(() => tablesAt(resource.graph, id));
  if (!tables && id.isUnknown) {
    throw new Undecided(id.display);
  }
  return tables?.some((one) => one.resource === resource) === true;
}

/** Gateway is the default; the service is named like `com.amazonaws.us-east-1.s3` (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html). */
function isS3Gateway(endpoint: Resource): boolean {
  return (
    (endpoint.at("vpcEndpointType").string() ?? "Gateway") === "Gateway" &&
    endpoint.at("serviceName").string()?.endsWith(".s3") === true
  );
}

/** The VPCs of the stack; those that it only reads are left out. */
export const vpcs = view(types.VPC_OR_DEFAULT, (graph) =>
  graph
    .ofType(types.VPC_OR_DEFAULT)
    .filter((one) => one.isAnalysed)
    .map((one) => new VpcView(one)),
);
