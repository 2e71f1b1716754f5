import type { BuiltResource, ResourceExtras, StackBuilder } from "../../harness/builder";

export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const TABLE = "aws:ec2/routeTable:RouteTable";
export const DEFAULT_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
export const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
export const ROUTE = "aws:ec2/route:Route";
export const INTERNET = "aws:ec2/internetGateway:InternetGateway";
export const NAT = "aws:ec2/natGateway:NatGateway";
export const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const EVERYWHERE = "0.0.0.0/0";

/** A VPC as its provider makes it. */
export function vpcOf(s: StackBuilder, name = "vpc", extras: ResourceExtras = {}): BuiltResource {
  return s.resource(VPC, name, { cidrBlock: "10.0.0.0/16" }, { outputs: tableIds(name), ...extras });
}

/** The VPC that comes with the account. */
export function defaultVpcOf(s: StackBuilder): BuiltResource {
  return s.resource("aws:ec2/defaultVpc:DefaultVpc", "vpc", {}, { outputs: tableIds("default") });
}

function tableIds(name: string): Readonly<Record<string, string>> {
  return { defaultRouteTableId: `rtb-${name}`, mainRouteTableId: `rtb-${name}` };
}

/** A subnet with a route table of its own, both of this name. */
export function subnetOf(
  s: StackBuilder,
  vpc: BuiltResource,
  name: string,
  routes: readonly unknown[] = [],
  inputs: Readonly<Record<string, unknown>> = {},
): { subnet: BuiltResource; table: BuiltResource } {
  const subnet = s.resource(SUBNET, name, { vpcId: vpc.id, ...inputs });
  const table = s.resource(TABLE, `${name}-table`, { vpcId: vpc.id, routes });
  s.resource(ASSOCIATION, name, { subnetId: subnet.id, routeTableId: table.id });
  return { subnet, table };
}

/** A subnet whose route table leads to a NAT gateway of another stack. */
export function privateSubnet(
  s: StackBuilder,
  vpc: BuiltResource,
  name = "private",
): { subnet: BuiltResource; table: BuiltResource } {
  return subnetOf(s, vpc, name, [{ cidrBlock: EVERYWHERE, natGatewayId: "nat-0123456789abcdef0" }]);
}

/** A subnet whose route table leads to an internet gateway. */
export function publicSubnet(s: StackBuilder, vpc: BuiltResource, name = "public"): BuiltResource {
  const gateway = s.resource(INTERNET, `${name}-gateway`, { vpcId: vpc.id });
  return subnetOf(s, vpc, name, [{ cidrBlock: EVERYWHERE, gatewayId: gateway.id }]).subnet;
}
