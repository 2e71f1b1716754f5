import { Ref, type BuiltResource, type StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import {
  ASSOCIATION,
  DEFAULT_TABLE,
  defaultVpcOf,
  EVERYWHERE,
  INTERNET,
  NAT,
  publicSubnet,
  ROUTE,
  SUBNET,
  subnetOf,
  TABLE,
  vpcOf,
} from "./network";

const INSTANCE = "aws:ec2/instance:Instance";
const DB_GROUP = "aws:rds/subnetGroup:SubnetGroup";
const PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";

/** The ways out that a default route may name. */
const WAYS_OUT: readonly string[] = [
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

/** A subnet with a table that has these routes. */
const routed =
  (routes: (s: StackBuilder, vpc: BuiltResource) => readonly unknown[]) =>
  (s: StackBuilder): void => {
    const vpc = vpcOf(s);
    subnetOf(s, vpc, "app", routes(s, vpc));
  };

/** A prefix list of the stack. */
function everything(s: StackBuilder, name = "everything", cidr: unknown = EVERYWHERE): BuiltResource {
  return s.resource("aws:ec2/managedPrefixList:ManagedPrefixList", name, { entries: [{ cidr }] });
}

const cutOff = (
  resource: string,
  subnets: string,
): Record<"resource" | "path" | "key", string> & { found: RegExp } => ({
  resource,
  path: "",
  key: "no-default-route",
  found: new RegExp(`^There is no default route in .*reaches the internet: ${subnets}\\.$`),
});

const isolated = [cutOff("app-table", '"app"')];

export default cases("vpc-private-subnet-internet-route", {
  passes: {
    "a NAT gateway": routed((s) => {
      const nat = s.resource(NAT, "nat", { subnetId: "subnet-public" });
      return [{ cidrBlock: EVERYWHERE, natGatewayId: nat.id }];
    }),
    "a NAT gateway that is named as a gateway": routed((s) => {
      const nat = s.resource(NAT, "nat", { subnetId: "subnet-public" });
      return [{ cidrBlock: EVERYWHERE, gatewayId: nat.id }];
    }),
    "a route of its own": (s) => {
      const { table } = subnetOf(s, vpcOf(s), "app");
      const nat = s.resource(NAT, "nat", { subnetId: "subnet-public" });
      s.resource(ROUTE, "out", { routeTableId: table.id, destinationCidrBlock: EVERYWHERE, natGatewayId: nat.id });
    },
    "every way out": (s) => {
      const vpc = vpcOf(s);
      WAYS_OUT.forEach((property, index) => {
        subnetOf(s, vpc, `app-${index}`, [{ cidrBlock: EVERYWHERE, [property]: "somewhere" }]);
      });
    },
    "a route of aws-native, on an association of aws-native": (s) => {
      const vpc = vpcOf(s);
      const subnet = s.resource(SUBNET, "app", { vpcId: vpc.id });
      const table = s.resource(TABLE, "app", { vpcId: vpc.id });
      s.resource("aws-native:ec2:SubnetRouteTableAssociation", "app", { subnetId: subnet.id, routeTableId: table.id });
      s.resource("aws-native:ec2:Route", "out", {
        routeTableId: table.id,
        destinationCidrBlock: EVERYWHERE,
        natGatewayId: "nat-1",
      });
    },
    "a prefix list that stands for everything": routed((s) => [
      { destinationPrefixListId: everything(s).id, natGatewayId: "nat-1" },
    ]),
    "an internet gateway behind a prefix list that stands for everything": routed((s) => [
      { destinationPrefixListId: everything(s).id, gatewayId: "igw-0123456789abcdef0" },
    ]),
    "a subnet in which only a NAT gateway stands: vpc-nat-gateway-subnet reports it": (s) => {
      s.resource(NAT, "nat", { subnetId: subnetOf(s, vpcOf(s), "nat").subnet.id });
    },
    "an egress-only gateway for IPv6": routed(() => [{ ipv6CidrBlock: "::/0", egressOnlyGatewayId: "eigw-1" }]),
    "public subnets": (s) => {
      publicSubnet(s, vpcOf(s));
    },
    "a public table whose IPv6 goes elsewhere": routed(() => [
      { cidrBlock: EVERYWHERE, gatewayId: "igw-0123456789abcdef0" },
      { ipv6CidrBlock: "::/0", vpcPeeringConnectionId: "pcx-1" },
    ]),
    "a subnet that is only read": (s) => {
      const vpc = vpcOf(s);
      const subnet = s.resource(SUBNET, "app", { vpcId: vpc.id }, { isRead: true });
      const table = s.resource(TABLE, "app", { vpcId: vpc.id });
      s.resource(ASSOCIATION, "app", { subnetId: subnet.id, routeTableId: table.id });
    },
    "an internet gateway that is named as a NAT gateway": routed((s, vpc) => {
      const gateway = s.resource(INTERNET, "gateway", { vpcId: vpc.id });
      return [{ cidrBlock: EVERYWHERE, natGatewayId: gateway.id }];
    }),
    "a VPN gateway that tells its routes": (s) => {
      const { table } = subnetOf(s, vpcOf(s), "app");
      const vpnGatewayId = "vgw-0123456789abcdef0";
      s.resource("aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation", "vpn", {
        routeTableId: table.id,
        vpnGatewayId,
      });
    },
    "a VPN gateway that tells its routes, set on the table": (s) => {
      const vpc = vpcOf(s);
      const subnet = s.resource(SUBNET, "app", { vpcId: vpc.id });
      const table = s.resource(TABLE, "app", { vpcId: vpc.id, propagatingVgws: ["vgw-1"] });
      s.resource(ASSOCIATION, "app", { subnetId: subnet.id, routeTableId: table.id });
    },
    "a route server that tells its routes": (s) => {
      const { table } = subnetOf(s, vpcOf(s), "app");
      s.resource("aws:vpc/routeServerPropagation:RouteServerPropagation", "routes", {
        routeTableId: table.id,
        routeServerId: "rs-1",
      });
    },
    "isolated subnets that say so": (s) => {
      const vpc = vpcOf(s);
      subnetOf(s, vpc, "tagged", [], { tags: { SubnetType: "Isolated" } });
      subnetOf(s, vpc, "isolated-1");
      subnetOf(s, vpc, "named", [], { tags: { Name: "shop-isolated-a" } });
    },
    "isolated subnets that say so by a tag of its own": (s) => {
      const { subnet } = subnetOf(s, vpcOf(s), "vault");
      s.resource("aws:ec2/tag:Tag", "isolated", { resourceId: subnet.id, key: "SubnetType", value: "Isolated" });
    },
    "isolated subnets by the words of the settings": {
      stack: (s) => {
        const vpc = vpcOf(s);
        const { subnet } = subnetOf(s, vpc, "intra-1");
        s.resource(INSTANCE, "batch", { subnetId: subnet.id });
        subnetOf(s, vpc, "b", [], { tags: { Name: "Vault-b" } });
      },
      settings: { isolatedSubnets: ["intra-*", "vault-*"] },
    },
    "a database in isolated subnets": (s) => {
      const vpc = vpcOf(s);
      const [a, b] = ["a", "b"].map((name) => subnetOf(s, vpc, name).subnet);
      s.resource(DB_GROUP, "db", { subnetIds: [a?.id, b?.id] });
    },
    "endpoints in an isolated subnet": (s) => {
      const vpc = vpcOf(s);
      const { subnet } = subnetOf(s, vpc, "endpoints");
      s.resource("aws:ec2/vpcEndpoint:VpcEndpoint", "ssm", { vpcId: vpc.id, subnetIds: [subnet.id] });
    },
    "the NAT gateway is in another stack": { stack: routed(() => []), settings: { providedElsewhere: ["nat"] } },
    "a route table that no subnet uses": (s) => {
      s.resource(TABLE, "spare", { vpcId: vpcOf(s).id });
    },
    "a route table of a gateway": (s) => {
      const vpc = vpcOf(s);
      const gateway = s.resource(INTERNET, "gateway", { vpcId: vpc.id });
      const table = s.resource(TABLE, "ingress", { vpcId: vpc.id });
      s.resource(ASSOCIATION, "ingress", { gatewayId: gateway.id, routeTableId: table.id });
    },
    "the main table that comes with the VPC, and subnets and tables of other stacks": (s) => {
      s.resource(SUBNET, "app", { vpcId: vpcOf(s).id });
      const foreign = s.resource(SUBNET, "foreign", { vpcId: "vpc-0123456789abcdef0" });
      s.resource(ASSOCIATION, "foreign", { subnetId: foreign.id, routeTableId: "rtb-0123456789abcdef0" });
      const table = s.resource(TABLE, "table", { vpcId: "vpc-0123456789abcdef0" });
      s.resource(ASSOCIATION, "literal", { subnetId: "subnet-0123456789abcdef0", routeTableId: table.id });
    },
    "the default VPC as it comes": (s) => {
      const vpc = defaultVpcOf(s);
      s.resource("aws:ec2/defaultSubnet:DefaultSubnet", "a", { availabilityZone: "us-east-1a" });
      s.resource(SUBNET, "more", { vpcId: vpc.id });
      s.resource(ROUTE, "peer", {
        routeTableId: vpc.ref("mainRouteTableId"),
        destinationCidrBlock: "10.1.0.0/16",
        vpcPeeringConnectionId: "pcx-1",
      });
    },
    "a main table that is only read": (s) => {
      const vpc = vpcOf(s);
      s.resource(SUBNET, "app", { vpcId: vpc.id });
      const defaultRouteTableId = vpc.ref("defaultRouteTableId");
      s.resource(DEFAULT_TABLE, "main", { defaultRouteTableId }, { isRead: true });
    },
    "a table that is only read": (s) => {
      const vpc = vpcOf(s);
      const subnet = s.resource(SUBNET, "app", { vpcId: vpc.id });
      const table = s.resource(TABLE, "app", { vpcId: vpc.id }, { isRead: true });
      s.resource(ASSOCIATION, "app", { subnetId: subnet.id, routeTableId: table.id });
    },
  },
  fails: {
    "a table without routes": {
      stack: routed(() => []),
      findings: [{ ...isolated[0]!, fix: /natGatewayId: .*SubnetType: "Isolated"/ }],
    },
    "only routes inside": {
      stack: routed(() => [
        { cidrBlock: "10.0.0.0/8", transitGatewayId: "tgw-1" },
        { ipv6CidrBlock: "fc00::/7", transitGatewayId: "tgw-1" },
        { ipv6CidrBlock: "2600::/4", transitGatewayId: "tgw-1" },
      ]),
      findings: isolated,
    },
    "the table of two subnets": {
      stack: (s) => {
        const vpc = vpcOf(s);
        const { table } = subnetOf(s, vpc, "a");
        for (const [name, tags] of [
          ["b", { SubnetType: "Private" }],
          ["c", { SubnetType: "Isolated" }],
        ] as const) {
          const subnet = s.resource(SUBNET, name, { vpcId: vpc.id, tags });
          s.resource(ASSOCIATION, name, { subnetId: subnet.id, routeTableId: table.id });
        }
      },
      findings: [cutOff("a-table", '"a", "b"')],
    },
    "the adopted main table, emptied": {
      stack: (s) => {
        const vpc = vpcOf(s);
        s.resource(SUBNET, "app", { vpcId: vpc.id });
        s.resource(DEFAULT_TABLE, "main", { defaultRouteTableId: vpc.ref("defaultRouteTableId"), routes: [] });
      },
      findings: [cutOff("main", '"app"')],
    },
    "the emptied main table of the default VPC": {
      stack: (s) => {
        const vpc = defaultVpcOf(s);
        s.resource("aws:ec2/defaultSubnet:DefaultSubnet", "a", { availabilityZone: "us-east-1a" });
        s.resource(DEFAULT_TABLE, "main", { defaultRouteTableId: vpc.ref("defaultRouteTableId"), routes: [] });
      },
      findings: [cutOff("main", '"a"')],
    },
    "the main table of the VPC with routes inside": {
      stack: (s) => {
        const vpc = vpcOf(s);
        s.resource(SUBNET, "app", { vpcId: vpc.id });
        s.resource(ROUTE, "peer", {
          routeTableId: vpc.ref("mainRouteTableId"),
          destinationCidrBlock: "10.1.0.0/16",
          vpcPeeringConnectionId: "pcx-1",
        });
      },
      findings: [
        {
          resource: "vpc",
          path: "",
          key: "no-default-route",
          found: /^There is no default route in the main table of "vpc", so .*: "app"\.$/,
        },
      ],
    },
    "a table of a VPC of another stack": {
      stack: (s) => {
        const subnet = s.resource(SUBNET, "app", { vpcId: "vpc-0123456789abcdef0" });
        const table = s.resource(TABLE, "app-table", { vpcId: "vpc-0123456789abcdef0" });
        s.resource(ASSOCIATION, "app", { subnetId: subnet.id, routeTableId: table.id });
      },
      findings: isolated,
    },
    "an instance beside a database": {
      stack: (s) => {
        const { subnet } = subnetOf(s, vpcOf(s), "app");
        s.resource(DB_GROUP, "db", { subnetIds: [subnet.id] });
        s.resource(INSTANCE, "web", { subnetId: subnet.id });
      },
      findings: isolated,
    },
    "a database in another subnet": {
      stack: (s) => {
        const vpc = vpcOf(s);
        subnetOf(s, vpc, "app");
        s.resource(DB_GROUP, "db", { subnetIds: [subnetOf(s, vpc, "isolated").subnet.id] });
      },
      findings: isolated,
    },
    "a database in one subnet of two that its list was computed from": {
      stack: (s) => {
        const vpc = vpcOf(s);
        const a = subnetOf(s, vpc, "a").subnet;
        const b = subnetOf(s, vpc, "b").subnet;
        s.resource(DB_GROUP, "db", { subnetIds: new Ref([a, b], () => [a.knownOutputs()["id"]], "${a.id}") });
      },
      findings: [cutOff("b-table", '"b"')],
      inPreview: [],
    },
    "a default route to a peering connection": {
      stack: routed((s) => {
        const peering = s.resource(PEERING, "peering", { peerVpcId: "vpc-1" });
        return [{ cidrBlock: EVERYWHERE, vpcPeeringConnectionId: peering.id }];
      }),
      findings: [
        {
          resource: "app-table",
          path: "routes[0]",
          found: /leads to a VPC peering connection/,
          fix: /^Set natGatewayId .* transitGatewayId/,
        },
      ],
    },
    "a default route to a database network": {
      stack: routed(() => [{ cidrBlock: EVERYWHERE, odbNetworkArn: "arn:aws:odb:us-east-1:1:odb-network/odbnet-1" }]),
      findings: [{ resource: "app-table", path: "routes[0]", found: /leads to a database network \(ODB\), through/ }],
    },
    "prefix lists of AWS and of networks inside": {
      stack: routed((s) => [
        { destinationPrefixListId: "pl-63a5400a", gatewayId: "vpce-1" },
        { destinationPrefixListId: everything(s, "inside", "10.0.0.0/8").id, transitGatewayId: "tgw-1" },
      ]),
      findings: isolated,
    },
    "everything, as a prefix list, to a peering connection": {
      stack: routed((s) => [{ destinationPrefixListId: everything(s).id, vpcPeeringConnectionId: "pcx-1" }]),
      findings: [{ resource: "app-table", path: "routes[0]", found: /peering/ }],
    },
    "half of the internet to a peering connection, though elsewhere has a NAT gateway": {
      stack: routed(() => [
        { cidrBlock: "10.0.0.0/8", vpcPeeringConnectionId: "pcx-1" },
        { cidrBlock: "0.0.0.0/1", natGatewayId: "nat-1" },
        { cidrBlock: "128.0.0.0/1", vpcPeeringConnectionId: "pcx-1" },
      ]),
      settings: { providedElsewhere: ["nat"] },
      findings: [{ resource: "app-table", path: "routes[2]", found: /peering/ }],
    },
    "beside routes of which only a part is known": {
      stack: routed((s) => [
        { cidrBlock: s.unknown, vpcPeeringConnectionId: "pcx-1" },
        { cidrBlock: "10.0.0.0/8", gatewayId: s.unknown },
        { cidrBlock: EVERYWHERE, vpcPeeringConnectionId: "pcx-1" },
      ]),
      findings: [{ resource: "app-table", path: "routes[2]", found: /peering/ }],
    },
    "a default route whose NAT gateway is not there": {
      stack: (s) => {
        const { table } = subnetOf(s, vpcOf(s), "app");
        s.resource(ROUTE, "out", {
          routeTableId: table.id,
          destinationIpv6CidrBlock: "2000::/3",
          natGatewayId: undefined,
        });
      },
      findings: [{ resource: "out", path: "", found: /leads nowhere/ }],
    },
    "a range wider than any network's own": {
      stack: routed(() => [{ cidrBlock: "8.0.0.0/7", vpcPeeringConnectionId: "pcx-1" }]),
      findings: [{ resource: "app-table", path: "routes[0]", found: /peering/ }],
    },
  },
  undecided: {
    "where a further route belongs": (s) => {
      const { table } = subnetOf(s, vpcOf(s), "app");
      s.resource(ROUTE, "peer", {
        routeTableId: table.id,
        destinationCidrBlock: "10.1.0.0/16",
        vpcPeeringConnectionId: "pcx-1",
      });
      s.resource(ROUTE, "out", { routeTableId: s.unknown, destinationCidrBlock: EVERYWHERE, natGatewayId: "nat-1" });
    },
    "what is in the prefix list that a route is for": routed((s) => [
      { destinationPrefixListId: everything(s, "list", s.unknown).id, natGatewayId: "nat-1" },
    ]),
    "what a route is for": routed((s) => [{ cidrBlock: s.unknown, natGatewayId: "nat-1" }]),
    "which gateway it is, an internet gateway or a VPN gateway": routed((s, vpc) => {
      const internet = s.resource(INTERNET, "internet", { vpcId: vpc.id });
      const vpn = s.resource("aws:ec2/vpnGateway:VpnGateway", "vpn", { vpcId: vpc.id });
      return [
        { cidrBlock: EVERYWHERE, gatewayId: vpn.id },
        { cidrBlock: "198.51.100.0/24", gatewayId: internet.id },
      ];
    }),
    "which of two tables a subnet has": (s) => {
      const vpc = vpcOf(s);
      const a = s.resource(TABLE, "a", { vpcId: vpc.id });
      const b = s.resource(TABLE, "b", { vpcId: vpc.id, routes: [{ cidrBlock: EVERYWHERE, natGatewayId: "nat-1" }] });
      const subnet = s.resource(SUBNET, "app", { vpcId: vpc.id });
      s.resource(ASSOCIATION, "app", { subnetId: subnet.id, routeTableId: s.text`${a.id}${b.id}` });
    },
    "which subnet a table is for": (s) => {
      const vpc = vpcOf(s);
      s.resource(SUBNET, "app", { vpcId: vpc.id });
      s.resource(DEFAULT_TABLE, "main", { defaultRouteTableId: vpc.ref("defaultRouteTableId") });
      const table = s.resource(TABLE, "app", { vpcId: vpc.id });
      s.resource(ASSOCIATION, "app", { subnetId: s.unknown, routeTableId: table.id });
    },
    "the tags of the subnet": (s) => {
      subnetOf(s, vpcOf(s), "app", [], { tags: s.unknown });
    },
    "which of two subnets the database is in": (s) => {
      const vpc = vpcOf(s);
      const a = subnetOf(s, vpc, "a").subnet;
      const b = subnetOf(s, vpc, "b").subnet;
      s.resource(DB_GROUP, "db", { subnetIds: s.json([a.id, b.id]) });
    },
  },
  malformed: {
    "routes of odd types": {
      stack: routed(() => ["x", 3, null, { cidrBlock: ["0.0.0.0/0"], natGatewayId: 7 }, { cidrBlock: "300.0.0.0/0" }]),
      findings: isolated,
    },
    "tags of odd types": {
      stack: (s) => {
        subnetOf(s, vpcOf(s), "app", [], { tags: { SubnetType: {}, Name: ["x", "y"] } });
      },
      findings: isolated,
    },
    "associations in a circle, and names for ids": (s) => {
      const vpc = vpcOf(s);
      const subnet = s.resource(SUBNET, "app", { vpcId: vpc.id });
      s.resource(ASSOCIATION, "a", { subnetId: subnet.id, routeTableId: subnet.id });
      s.resource(ASSOCIATION, "b", { subnetId: "app", routeTableId: {} });
    },
  },
});
