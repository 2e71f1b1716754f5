import type { RouteTableView } from "../../aws/route-table";
import { holdsServices, holdsWorkloads, isDeclaredIsolated } from "../../aws/subnet";
import { vpcs } from "../../aws/vpc";
import { definePolicy, some, whenKnown, type Resource, type Settings } from "../../core";

export default definePolicy({
  name: "vpc-s3-gateway-endpoint",
  category: "networking",
  requirements: ["NET-04"],
  severity: "medium",
  level: "mandatory",
  title: "Private subnets reach S3 through a gateway endpoint",
  description: "A VPC with private subnets has an S3 gateway endpoint that is associated with their route tables.",
  rationale:
    "Without the endpoint, what private subnets read from and write to S3 takes the way to the internet through a NAT gateway, which costs by the gigabyte and is closed to no bucket; with it, traffic stays in the network and an endpoint policy can say which buckets it may reach. It is free.",
  fix: 'Add new aws.ec2.VpcEndpoint("s3", { vpcId: vpc.id, serviceName: `com.amazonaws.${region}.s3`, routeTableIds: [<the private route tables>.id] }).',
  references: [
    "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/vpcendpoint/",
    "https://github.com/pulumi/pulumi-awsx/issues/1627",
  ],
  subjects: vpcs,
  needs: "stack-only",
  check(vpc, { notApplicable, report, settings }) {
    if (settings.providedElsewhere.includes("s3-endpoint")) {
      notApplicable();
      return;
    }
    const asked = vpc.routeTables.filter((table) => whenKnown(() => needsEndpoint(table, settings)));
    if (asked.length === 0) {
      notApplicable();
      return;
    }
    const endpoints = vpc.s3GatewayEndpoints;
    const missing = asked.filter((table) => whenKnown(() => some(endpoints, (one) => one.serves(table))) === false);
    if (missing.length === 0) {
      return;
    }
    const names = missing.map(({ label }) => label).join(", ");
    const own = endpoints.find(({ resource }) => resource.isAnalysed)?.resource;
    report(own?.at("routeTableIds") ?? vpc.resource, {
      found: own
        ? `These route tables of private subnets are not associated with the S3 gateway endpoint: ${names}.`
        : `No S3 gateway endpoint serves these route tables of private subnets: ${names}.`,
      ...fixFor(vpc.resource, own),
      key: "s3-endpoint",
    });
  },
});

/** https://github.com/pulumi/pulumi-awsx/issues/1627 */
const AWSX_FIX =
  'The route tables are made by awsx.ec2.Vpc, and its vpcEndpointSpecs cannot reach them: add an endpoint beside the component, new aws.ec2.VpcEndpoint("s3", { vpcId: vpc.vpcId, serviceName: `com.amazonaws.${region}.s3`, routeTableIds: vpc.routeTables.apply((tables) => tables.map((table) => table.id)) }), and take S3 out of vpcEndpointSpecs.';

/** What awsx makes cannot be changed, what stands beside it can. */
function fixFor(vpc: Resource, own: Resource | undefined): { readonly fix?: string } {
  if (own && !isMadeByAwsx(own)) {
    return { fix: "Add the id of each to routeTableIds: [..., <the route table>.id]." };
  }
  return isMadeByAwsx(vpc) ? { fix: AWSX_FIX } : {};
}

/** Isolated tables need none when nothing but databases and the like, or nothing that is meant to call out, uses them. */
function needsEndpoint(table: RouteTableView, settings: Settings): boolean {
  const { kind } = table;
  return kind === "private" || (kind === "isolated" && some(table.subnets, (one) => !restsInIsolation(one, settings)));
}

function restsInIsolation(subnet: Resource, settings: Settings): boolean {
  return !holdsWorkloads(subnet) && (holdsServices(subnet) || isDeclaredIsolated(subnet, settings));
}

function isMadeByAwsx(resource: Resource): boolean {
  return resource.parentTypes.some((type) => /^awsx:(?:x:)?ec2:Vpc$/.test(type));
}
