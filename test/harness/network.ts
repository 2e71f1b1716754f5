import type { BuiltResource, StackBuilder } from "./builder";

/** A VPC with a public, a private and an isolated subnet, each with a route table of its own. */
export interface Network {
  readonly vpc: BuiltResource;
  readonly open: BuiltResource;
  readonly closed: BuiltResource;
  readonly isolated: BuiltResource;
}

export function network(s: StackBuilder, inputs: Readonly<Record<string, unknown>> = {}): Network {
  const vpc = s.resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
  const gateway = s.resource("aws:ec2/internetGateway:InternetGateway", "gateway", { vpcId: vpc.id });
  const nat = s.resource("aws:ec2/natGateway:NatGateway", "nat", {});
  const subnet = (name: string, routes: readonly unknown[]): BuiltResource => {
    const made = s.resource("aws:ec2/subnet:Subnet", name, { vpcId: vpc.id, ...inputs });
    const table = s.resource("aws:ec2/routeTable:RouteTable", `${name}-table`, { vpcId: vpc.id, routes });
    s.resource("aws:ec2/routeTableAssociation:RouteTableAssociation", `${name}-association`, {
      subnetId: made.id,
      routeTableId: table.id,
    });
    return made;
  };
  return {
    vpc,
    open: subnet("open", [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }]),
    closed: subnet("closed", [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }]),
    isolated: subnet("isolated", []),
  };
}
