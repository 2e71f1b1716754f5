import { routeTables, type Route } from "../../aws/route-table";
import { holdsServices, holdsWorkloads, isDeclaredIsolated } from "../../aws/subnet";
import { definePolicy, whenKnown, type Resource, type Settings } from "../../core";

/** Where a default route of private subnets may lead: https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html */
const WAYS_OUT = [
  "natGatewayId",
  "egressOnlyGatewayId",
  "transitGatewayId",
  "vpcEndpointId",
  "networkInterfaceId",
  "instanceId",
  "gatewayId",
  "carrierGatewayId",
  "localGatewayId",
  "coreNetworkArn",
];

/** Peered networks lend nobody their gateways: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
const DEAD_ENDS = [
  { property: "vpcPeeringConnectionId", noun: "a VPC peering connection" },
  { property: "odbNetworkArn", noun: "a database network (ODB)" },
];

export default definePolicy({
  name: "vpc-private-subnet-internet-route",
  category: "networking",
  requirements: ["NET-06"],
  severity: "medium",
  level: "advisory",
  title: "Private subnets reach the internet through a NAT gateway",
  description:
    "The route tables of private subnets have a default route to a NAT gateway or another way out, unless the subnets are isolated on purpose.",
  rationale:
    "Hosts in a private subnet without a way out get no updates, no images and no answer from AWS's services, and the quick cure is a public address. With a NAT gateway they call out, and nobody calls in.",
  fix: 'Add new aws.ec2.Route("private-internet", { routeTableId: <the table>.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: <a NAT gateway in a public subnet>.id }). Where the subnets need no internet, say so with the tag SubnetType: "Isolated" on them.',
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html",
    "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
  ],
  subjects: routeTables,
  needs: "stack-only",
  check(table, { each, notApplicable, report, settings }) {
    const { kind, subnets } = table;
    if (kind === "public" || (kind === "isolated" && settings.providedElsewhere.includes("nat"))) {
      notApplicable();
      return;
    }
    if (kind === "isolated") {
      const cutOff = subnets.filter((one) => whenKnown(() => isIsolatedOnPurpose(one, settings)) === false);
      if (cutOff.length > 0) {
        const names = cutOff.map(({ name }) => `"${name}"`).join(", ");
        report(table.resource, {
          found: `There is no default route in ${table.label}, so nothing in these subnets reaches the internet: ${names}.`,
          key: "no-default-route",
        });
      }
      return;
    }
    each(table.routes, (route) => {
      if (!route.hasTarget(WAYS_OUT) && route.isDefault) {
        report(route.value, {
          found: whereItLeads(route),
          fix: "Set natGatewayId to a NAT gateway in a public subnet of this VPC, or transitGatewayId to a transit gateway that leads to one.",
        });
      }
    });
  },
});

function whereItLeads(route: Route): string {
  const [dead] = DEAD_ENDS.filter(({ property }) => route.hasTarget([property]));
  return dead
    ? `This default route leads to ${dead.noun}, through which nothing reaches the internet.`
    : "This default route leads nowhere: it names no target.";
}

function isIsolatedOnPurpose(subnet: Resource, settings: Settings): boolean {
  return isDeclaredIsolated(subnet, settings) || (holdsServices(subnet) && !holdsWorkloads(subnet));
}
