import { routeTablesOf } from "../../aws/route-table";
import { kindOfSubnet, subnetsIn } from "../../aws/subnet";
import * as types from "../../aws/types";
import { definePolicy, every, resourcesOfType, some, type Resource } from "../../core";

/** Where a NAT gateway's own traffic may go instead: a firewall before the internet gateway, or another network. */
const OTHER_WAYS = ["vpcEndpointId", "networkInterfaceId", "transitGatewayId", "coreNetworkArn", "gatewayId"];

export default definePolicy({
  name: "vpc-nat-gateway-subnet",
  category: "networking",
  requirements: ["NET-06", "NET-11"],
  severity: "medium",
  level: "advisory",
  title: "NAT gateways stand in public subnets",
  description: "A zonal public NAT gateway stands in a subnet with a default route to an internet gateway.",
  rationale:
    "A NAT gateway hands traffic to the route table of its own subnet. In a private subnet that leads back to the gateway or nowhere: everything behind it is cut off, and the gateway costs all the same.",
  fix: 'Set subnetId to a subnet of the same availability zone whose route table has a default route (destinationCidrBlock: "0.0.0.0/0", gatewayId: <internet gateway>.id), or leave it out and set availabilityMode: "regional" and vpcId: <vpc>.id.',
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/natgateway/",
  ],
  subjects: resourcesOfType(...types.NAT_GATEWAY),
  needs: "stack-only",
  check(gateway, { graph, notApplicable, report }) {
    if (
      gateway.at("connectivityType").string() === "private" ||
      gateway.at("availabilityMode").string() === "regional"
    ) {
      notApplicable();
      return;
    }
    const subnetId = gateway.at("subnetId");
    const [candidates] = subnetsIn(graph, subnetId);
    if (candidates && every(candidates, isDeadEnd)) {
      const names = candidates.map(({ name }) => `"${name}"`).join(" or ");
      report(subnetId, { found: `The subnet of this NAT gateway, ${names}, has no route to an internet gateway.` });
    }
  },
});

function isDeadEnd(subnet: Resource): boolean {
  if (kindOfSubnet(subnet) === "public") {
    return false;
  }
  const routes = routeTablesOf(subnet).flatMap((table) => table.routes);
  return !some(routes, (route) => route.hasTarget(OTHER_WAYS) && route.isDefault);
}
