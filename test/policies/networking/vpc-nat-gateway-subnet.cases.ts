import { Ref } from "../../harness/builder";
import { cases } from "../../harness/cases";
import {
  ASSOCIATION,
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

/** Where a NAT gateway's own traffic may go instead of an internet gateway. */
const OTHER_WAYS: readonly string[] = [
  "vpcEndpointId",
  "networkInterfaceId",
  "transitGatewayId",
  "coreNetworkArn",
  "gatewayId",
];

const found = /^The subnet of this NAT gateway, "private", has no route to an internet gateway\.$/;

export default cases("vpc-nat-gateway-subnet", {
  passes: {
    "a public subnet": (s) => {
      s.resource(NAT, "nat", { subnetId: publicSubnet(s, vpcOf(s)).id });
    },
    "a private NAT gateway": (s) => {
      s.resource(NAT, "nat", { subnetId: subnetOf(s, vpcOf(s), "private").subnet.id, connectivityType: "private" });
    },
    "a regional NAT gateway": (s) => {
      const vpc = vpcOf(s);
      s.resource(NAT, "nat", { vpcId: vpc.id, availabilityMode: "regional" });
      const { subnet } = subnetOf(s, vpc, "private");
      s.resource(NAT, "named", { subnetId: subnet.id, availabilityMode: "regional" });
    },
    "a subnet behind a firewall, an appliance or a transit gateway": (s) => {
      const vpc = vpcOf(s);
      OTHER_WAYS.forEach((property, index) => {
        const { subnet } = subnetOf(s, vpc, `nat-${index}`, [
          { cidrBlock: EVERYWHERE, [property]: "somewhere" },
          { cidrBlock: "128.0.0.0/1", natGatewayId: "nat-1" },
        ]);
        s.resource(NAT, `nat-${index}`, { subnetId: subnet.id });
      });
    },
    "subnets of other stacks, and one in the main table that comes with the VPC": (s) => {
      s.resource(NAT, "literal", { subnetId: "subnet-0123456789abcdef0" });
      s.resource(NAT, "main", { subnetId: s.resource(SUBNET, "main", { vpcId: vpcOf(s).id }).id });
      const read = s.resource(SUBNET, "read", { vpcId: vpcOf(s, "other").id }, { isRead: true });
      s.resource(NAT, "read", { subnetId: read.id });
    },
    "the default subnet of a zone": (s) => {
      const subnet = s.resource("aws:ec2/defaultSubnet:DefaultSubnet", "a", { availabilityZone: "us-east-1a" });
      s.resource(NAT, "nat", { subnetId: subnet.id });
    },
    "a subnet that is added to the default VPC": (s) => {
      s.resource(NAT, "nat", { subnetId: s.resource(SUBNET, "more", { vpcId: defaultVpcOf(s).id }).id });
    },
    "an internet gateway that the route names as a NAT gateway": (s) => {
      const vpc = vpcOf(s);
      const gateway = s.resource(INTERNET, "gateway", { vpcId: vpc.id });
      const { subnet } = subnetOf(s, vpc, "public", [{ cidrBlock: EVERYWHERE, natGatewayId: gateway.id }]);
      s.resource(NAT, "nat", { subnetId: subnet.id });
    },
  },
  fails: {
    "the private subnet whose own default route it is": {
      stack: (s) => {
        const { subnet, table } = subnetOf(s, vpcOf(s), "private");
        const nat = s.resource(NAT, "nat", { subnetId: subnet.id });
        s.resource(ROUTE, "out", { routeTableId: table.id, destinationCidrBlock: EVERYWHERE, natGatewayId: nat.id });
      },
      findings: [
        {
          resource: "nat",
          path: "subnetId",
          found,
          fix: /gatewayId: <internet gateway>\.id\).*availabilityMode: "regional" and vpcId: <vpc>\.id/,
        },
      ],
    },
    "an isolated subnet, of a gateway that says what it is by default": {
      stack: (s) => {
        const { subnet } = subnetOf(s, vpcOf(s), "private", [{ cidrBlock: "10.1.0.0/16", transitGatewayId: "tgw-1" }]);
        s.resource(NAT, "nat", { subnetId: subnet.id, connectivityType: "public", availabilityMode: "zonal" });
      },
      findings: [{ resource: "nat", path: "subnetId", found }],
    },
    "a subnet with one of two isolated tables": {
      stack: (s) => {
        const vpc = vpcOf(s);
        const [a, b] = ["a", "b"].map((name) => s.resource(TABLE, name, { vpcId: vpc.id }));
        const subnet = s.resource(SUBNET, "private", { vpcId: vpc.id });
        const routeTableId = new Ref([a!, b!], () => b?.knownOutputs()["id"], "${b.id}");
        s.resource(ASSOCIATION, "private", { subnetId: subnet.id, routeTableId });
        s.resource(NAT, "nat", { subnetId: subnet.id });
      },
      findings: [{ resource: "nat", path: "subnetId", found }],
    },
    "one of two private subnets": {
      stack: (s) => {
        const vpc = vpcOf(s);
        const a = subnetOf(s, vpc, "a").subnet;
        const b = subnetOf(s, vpc, "b").subnet;
        const first = new Ref([a, b], () => a.knownOutputs()["id"], "${a.id}");
        s.resource(NAT, "nat", { subnetId: first });
      },
      findings: [{ resource: "nat", path: "subnetId", found: /gateway, "a", has no/ }],
      inPreview: [{ resource: "nat", path: "subnetId", found: /gateway, "a" or "b", has no/ }],
    },
  },
  undecided: {
    "which subnet": (s) => {
      s.resource(NAT, "nat", { subnetId: s.unknown });
    },
    "of which kind it is": (s) => {
      const { subnet } = subnetOf(s, vpcOf(s), "private");
      s.resource(NAT, "nat", { subnetId: subnet.id, connectivityType: s.unknown });
      s.resource(NAT, "mode", { subnetId: subnet.id, availabilityMode: s.unknown });
    },
    "where the subnet's default route leads": (s) => {
      const { subnet } = subnetOf(s, vpcOf(s), "any", [{ cidrBlock: EVERYWHERE, gatewayId: s.unknown }]);
      s.resource(NAT, "nat", { subnetId: subnet.id });
    },
    "which table the subnet has": (s) => {
      const vpc = vpcOf(s);
      const a = s.resource(TABLE, "a", { vpcId: vpc.id, routes: [{ cidrBlock: EVERYWHERE, natGatewayId: "nat-1" }] });
      const b = s.resource(TABLE, "b", { vpcId: vpc.id });
      const subnet = s.resource(SUBNET, "any", { vpcId: vpc.id });
      s.resource(ASSOCIATION, "any", { subnetId: subnet.id, routeTableId: s.text`${a.id}${b.id}` });
      s.resource(NAT, "nat", { subnetId: subnet.id });
    },
    "which of a private and a public subnet": (s) => {
      const vpc = vpcOf(s);
      const a = subnetOf(s, vpc, "private").subnet;
      const b = publicSubnet(s, vpc);
      s.resource(NAT, "nat", { subnetId: s.text`${a.id}${b.id}` });
    },
  },
  malformed: {
    "odd types": (s) => {
      s.resource(NAT, "nat", { subnetId: ["x"], connectivityType: 3, availabilityMode: {} });
      s.resource(NAT, "empty");
    },
  },
});
