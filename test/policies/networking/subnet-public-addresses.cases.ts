import { cases } from "../../harness/cases";
import { network } from "../../harness/network";

const SUBNET = "aws:ec2/subnet:Subnet";
const DEFAULT = "aws:ec2/defaultSubnet:DefaultSubnet";
const TABLE = "aws:ec2/routeTable:RouteTable";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

const ZONE = { availabilityZone: "us-east-1a" };

export default cases("subnet-public-addresses", {
  passes: {
    "a public subnet": (s) => {
      const { vpc } = network(s);
      const gateway = s.resource("aws:ec2/internetGateway:InternetGateway", "igw", { vpcId: vpc.id });
      const subnet = s.resource(SUBNET, "subnet", { vpcId: vpc.id, mapPublicIpOnLaunch: true });
      const table = s.resource(TABLE, "table", {
        vpcId: vpc.id,
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
      });
      s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
    },
    "subnets that do not say that they give addresses": (s) => {
      network(s);
    },
    "subnets that give no addresses": (s) => {
      network(s, { mapPublicIpOnLaunch: false });
    },
    "subnets that are reached through a firewall, a carrier or an Outpost": (s) => {
      const { vpc } = network(s);
      const targets = { vpcEndpointId: "vpce-1", carrierGatewayId: "cagw-1", localGatewayId: "lgw-1" };
      for (const [target, id] of Object.entries(targets)) {
        const subnet = s.resource(SUBNET, target, { vpcId: vpc.id, mapPublicIpOnLaunch: true });
        const routes = [{ cidrBlock: "0.0.0.0/0", [target]: id }];
        const table = s.resource(TABLE, `table-${target}`, { vpcId: vpc.id, routes });
        s.resource(ASSOCIATION, `association-${target}`, { subnetId: subnet.id, routeTableId: table.id });
      }
    },
    "a subnet whose route table is in another stack": (s) => {
      s.resource(SUBNET, "subnet", { vpcId: "vpc-0123456789abcdef0", mapPublicIpOnLaunch: true });
    },
    "a default subnet, which is public": (s) => {
      s.resource(DEFAULT, "subnet", ZONE);
    },
    "a default subnet that was made private and says so": (s) => {
      const subnet = s.resource(DEFAULT, "subnet", { ...ZONE, mapPublicIpOnLaunch: false });
      const table = s.resource(TABLE, "table", { vpcId: "vpc-0123456789abcdef0" });
      s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
    },
    "a subnet that is only read": (s) => {
      const { vpc } = network(s);
      const subnet = s.resource(SUBNET, "subnet", { vpcId: vpc.id, mapPublicIpOnLaunch: true }, { isRead: true });
      const table = s.resource(TABLE, "table", { vpcId: vpc.id });
      s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
    },
  },
  fails: {
    "private and isolated subnets": {
      stack: (s) => {
        network(s, { mapPublicIpOnLaunch: true });
      },
      findings: [
        { resource: "closed", path: "mapPublicIpOnLaunch", found: /make it private, but it gives a public address/ },
        {
          resource: "isolated",
          path: "mapPublicIpOnLaunch",
          found: /make it isolated, but it gives/,
          fix: /^Leave out mapPublicIpOnLaunch/,
        },
      ],
    },
    "a private subnet with another route through an endpoint": {
      stack: (s) => {
        const { vpc } = network(s);
        const subnet = s.resource(SUBNET, "subnet", { vpcId: vpc.id, mapPublicIpOnLaunch: true });
        const table = s.resource(TABLE, "table", {
          vpcId: vpc.id,
          routes: [
            { cidrBlock: "0.0.0.0/0", transitGatewayId: "tgw-1" },
            { cidrBlock: "10.1.0.0/16", vpcEndpointId: "vpce-1" },
          ],
        });
        s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
      },
      findings: [{ resource: "subnet", path: "mapPublicIpOnLaunch", found: /make it private/ }],
    },
    "a default subnet that was made isolated, unset or set": {
      stack: (s) => {
        const table = s.resource(TABLE, "table", { vpcId: "vpc-0123456789abcdef0" });
        const unset = s.resource(DEFAULT, "unset", ZONE);
        s.resource(ASSOCIATION, "a", { subnetId: unset.id, routeTableId: table.id });
        const set = s.resource(DEFAULT, "set", { ...ZONE, mapPublicIpOnLaunch: "true" });
        s.resource(ASSOCIATION, "b", { subnetId: set.id, routeTableId: table.id });
      },
      findings: [
        {
          resource: "unset",
          path: "mapPublicIpOnLaunch",
          found: /make it isolated, but as a default subnet it gives/,
          fix: /^Set mapPublicIpOnLaunch: false\.$/,
        },
        { resource: "set", path: "mapPublicIpOnLaunch", found: /isolated, but it gives/ },
      ],
    },
  },
  undecided: {
    "whether it gives addresses": (s) => {
      network(s, { mapPublicIpOnLaunch: s.unknown });
    },
    "where the default route leads": (s) => {
      const { vpc } = network(s);
      const subnet = s.resource(SUBNET, "subnet", { vpcId: vpc.id, mapPublicIpOnLaunch: true });
      const table = s.resource(TABLE, "table", {
        vpcId: vpc.id,
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: s.unknown }],
      });
      s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
    },
  },
  malformed: {
    "odd types": (s) => {
      network(s, { mapPublicIpOnLaunch: ["x"] });
    },
  },
});
