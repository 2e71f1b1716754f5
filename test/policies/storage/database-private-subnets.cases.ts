import type { BuiltResource, ResourceExtras, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { network as nets } from "../../harness/network";

const DB = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const GROUP = "aws:rds/subnetGroup:SubnetGroup";
const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const TABLE = "aws:ec2/routeTable:RouteTable";
const DEFAULT_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
const MAIN = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const ROUTE = "aws:ec2/route:Route";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";

const EVERYWHERE = "0.0.0.0/0";

/** A VPC with one subnet and a database in it; its route tables are the case's own. */
function network(s: StackBuilder, extras: ResourceExtras = {}): { vpc: BuiltResource; subnet: BuiltResource } {
  const vpc = s.resource(VPC, "vpc", { cidrBlock: "10.0.0.0/16" }, { outputs: { defaultRouteTableId: "rtb-main" } });
  const subnet = s.resource(SUBNET, "subnet", { vpcId: vpc.id }, extras);
  const group = s.resource(GROUP, "group", { name: "group", subnetIds: [subnet.id] });
  s.resource(DB, "db", { dbSubnetGroupName: group.ref("name") });
  return { vpc, subnet };
}

const gateway = (s: StackBuilder, vpc: BuiltResource): BuiltResource => s.resource(GATEWAY, "igw", { vpcId: vpc.id });

/** The network with a route table for its subnet that has these routes. */
const routed =
  (routes: (s: StackBuilder, igw: BuiltResource, vpc: BuiltResource) => unknown) =>
  (s: StackBuilder): void => {
    const { vpc, subnet } = network(s);
    const table = s.resource(TABLE, "table", { vpcId: vpc.id, routes: routes(s, gateway(s, vpc), vpc) });
    s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
  };

const inPublic = [
  {
    resource: "db",
    path: "dbSubnetGroupName",
    found: /have a default route to an internet gateway: "subnet"\.$/,
  },
];

/** What keeps data and names subnets itself, with the path of its subnets. */
const STORES: Readonly<
  Record<string, readonly [type: string, inputs: (subnets: unknown) => Record<string, unknown>, path: string]>
> = {
  "Redshift workgroup": ["aws:redshiftserverless/workgroup:Workgroup", (subnetIds) => ({ subnetIds }), "subnetIds"],
  "DocumentDB elastic cluster": [
    "aws:docdb/elasticCluster:ElasticCluster",
    (subnetIds) => ({ subnetIds }),
    "subnetIds",
  ],
  "RDS proxy": ["aws:rds/proxy:Proxy", (vpcSubnetIds) => ({ vpcSubnetIds }), "vpcSubnetIds"],
  "InfluxDB database": [
    "aws:timestreaminfluxdb/dbInstance:DbInstance",
    (vpcSubnetIds) => ({ vpcSubnetIds }),
    "vpcSubnetIds",
  ],
  "ElastiCache cache": ["aws:elasticache/serverlessCache:ServerlessCache", (subnetIds) => ({ subnetIds }), "subnetIds"],
  "search domain": [
    "aws:opensearch/domain:Domain",
    (subnetIds) => ({ vpcOptions: { subnetIds } }),
    "vpcOptions.subnetIds",
  ],
  "Kafka cluster": [
    "aws:msk/cluster:Cluster",
    (clientSubnets) => ({ brokerNodeGroupInfo: { clientSubnets } }),
    "brokerNodeGroupInfo.clientSubnets",
  ],
  "serverless Kafka cluster": [
    "aws:msk/serverlessCluster:ServerlessCluster",
    (subnetIds) => ({ vpcConfigs: [{ subnetIds }] }),
    "vpcConfigs.subnetIds",
  ],
  "message broker": ["aws:mq/broker:Broker", (subnetIds) => ({ subnetIds }), "subnetIds"],
};

/** What keeps data in a subnet group, with the type of that group and what names it. */
const GROUPED: Readonly<Record<string, readonly [type: string, group: string, path: string]>> = {
  "ElastiCache cluster": [
    "aws:elasticache/cluster:Cluster",
    "aws:elasticache/subnetGroup:SubnetGroup",
    "subnetGroupName",
  ],
  "ElastiCache replication group": [
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:elasticache/subnetGroup:SubnetGroup",
    "subnetGroupName",
  ],
  "MemoryDB cluster": ["aws:memorydb/cluster:Cluster", "aws:memorydb/subnetGroup:SubnetGroup", "subnetGroupName"],
  "DAX cluster": ["aws:dax/cluster:Cluster", "aws:dax/subnetGroup:SubnetGroup", "subnetGroupName"],
  "DMS replication instance": [
    "aws:dms/replicationInstance:ReplicationInstance",
    "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
    "replicationSubnetGroupId",
  ],
};

/** All of them in this subnet. */
function everyStore(s: StackBuilder, subnet: BuiltResource): void {
  for (const [name, [type, inputs]] of Object.entries(STORES)) {
    s.resource(type, name, inputs([subnet.id]));
  }
  for (const [name, [type, groups, property]] of Object.entries(GROUPED)) {
    const group = s.resource(groups, `group of ${name}`, { name: `group-${type}`, subnetIds: [subnet.id] });
    s.resource(type, name, { [property]: group.id });
  }
}

export default cases("database-private-subnets", {
  passes: {
    "a private subnet behind a NAT gateway": routed((s) => {
      const nat = s.resource("aws:ec2/natGateway:NatGateway", "nat", {});
      return [{ cidrBlock: EVERYWHERE, natGatewayId: nat.id }];
    }),
    "an isolated subnet": routed(() => []),
    "a part of the internet through the gateway": routed((_, igw) => [
      { cidrBlock: "198.51.100.0/24", gatewayId: igw.id },
    ]),
    "a VPN gateway": routed((s) => {
      const vpn = s.resource("aws:ec2/vpnGateway:VpnGateway", "vpn", {});
      return [{ cidrBlock: EVERYWHERE, gatewayId: vpn.id }];
    }),
    "an egress-only gateway for IPv6": routed((s) => {
      const egress = s.resource("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "egress", {});
      return [{ ipv6CidrBlock: "::/0", egressOnlyGatewayId: egress.id }];
    }),
    "a route of its own to a transit gateway": (s) => {
      const { vpc, subnet } = network(s);
      const table = s.resource(TABLE, "table", { vpcId: vpc.id });
      s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
      s.resource(ROUTE, "route", {
        routeTableId: table.id,
        destinationCidrBlock: EVERYWHERE,
        transitGatewayId: "tgw-0123456789abcdef0",
      });
    },
    "the main table of the VPC, of which nothing is known": (s) => {
      network(s);
    },
    "an explicit private table instead of a public main one": (s) => {
      const { vpc, subnet } = network(s);
      s.resource(DEFAULT_TABLE, "main", {
        defaultRouteTableId: vpc.ref("defaultRouteTableId"),
        routes: [{ cidrBlock: EVERYWHERE, gatewayId: gateway(s, vpc).id }],
      });
      const table = s.resource(TABLE, "table", { vpcId: vpc.id });
      s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
    },
    "public and private subnets beside each other": (s) => {
      const { vpc, subnet } = network(s);
      const web = s.resource(SUBNET, "web", { vpcId: vpc.id });
      const open = s.resource(TABLE, "open", { vpcId: vpc.id });
      const closed = s.resource(TABLE, "closed", { vpcId: vpc.id });
      s.resource(ROUTE, "internet", {
        routeTableId: open.id,
        destinationCidrBlock: EVERYWHERE,
        gatewayId: gateway(s, vpc).id,
      });
      s.resource(ASSOCIATION, "a", { subnetId: web.id, routeTableId: open.id });
      s.resource(ASSOCIATION, "b", { subnetId: subnet.id, routeTableId: closed.id });
    },
    "the subnet group of another stack": (s) => {
      s.resource(DB, "db", { dbSubnetGroupName: "shared-private" });
      s.resource("aws:redshift/cluster:Cluster", "warehouse", { clusterSubnetGroupName: "shared-private" });
    },
    "subnets of another stack": (s) => {
      const group = s.resource(GROUP, "group", { name: "group", subnetIds: ["subnet-0a", "subnet-0b"] });
      s.resource(DB, "db", { dbSubnetGroupName: group.ref("name") });
    },
    "a subnet group that is only read, and a subnet that is only read in a public table": (s) => {
      const vpc = s.resource(VPC, "vpc");
      const subnet = s.resource(SUBNET, "subnet", { vpcId: vpc.id }, { isRead: true });
      const open = s.resource(SUBNET, "open", { vpcId: vpc.id });
      const table = s.resource(TABLE, "table", {
        vpcId: vpc.id,
        routes: [{ cidrBlock: EVERYWHERE, gatewayId: gateway(s, vpc).id }],
      });
      s.resource(ASSOCIATION, "a", { subnetId: subnet.id, routeTableId: table.id });
      s.resource(ASSOCIATION, "b", { subnetId: open.id, routeTableId: table.id });
      const read = s.resource(GROUP, "read", { name: "read", subnetIds: [open.id] }, { isRead: true });
      const group = s.resource(GROUP, "group", { name: "group", subnetIds: [subnet.id] });
      s.resource(DB, "a1", { dbSubnetGroupName: read.ref("name") });
      s.resource(DB, "b1", { dbSubnetGroupName: group.ref("name") });
    },
    "a table that is only read": (s) => {
      const { vpc, subnet } = network(s);
      const routes = [{ cidrBlock: EVERYWHERE, gatewayId: gateway(s, vpc).id }];
      const table = s.resource(TABLE, "table", { vpcId: vpc.id, routes }, { isRead: true });
      s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
    },
    "a subnet that is only read": (s) => {
      network(s, { isRead: true });
    },
    "other stores in private and isolated subnets": (s) => {
      everyStore(s, nets(s).closed);
    },
    "other stores whose subnets are not told, or only read": (s) => {
      const { open } = nets(s);
      for (const [name, [type, inputs]] of Object.entries(STORES)) {
        s.resource(type, name, inputs(undefined));
        s.resource(type, `read ${name}`, inputs([open.id]), { isRead: true });
      }
      for (const [name, [type, , property]] of Object.entries(GROUPED)) {
        s.resource(type, name);
        s.resource(type, `other ${name}`, { [property]: "shared" });
      }
    },
    "a replica stands where its source does": (s) => {
      s.resource(DB, "db", { replicateSourceDb: "main" });
      s.resource(DB, "byArn", { replicateSourceDb: "arn:aws:rds:us-east-1:123456789012:db:main" });
    },
  },
  fails: {
    "an inline route to an internet gateway": {
      stack: routed((_, igw) => [{ cidrBlock: EVERYWHERE, gatewayId: igw.id }]),
      findings: inPublic,
    },
    "an internet gateway that the route names as a NAT gateway": {
      stack: routed((_, igw) => [{ cidrBlock: EVERYWHERE, natGatewayId: igw.id }]),
      findings: inPublic,
    },
    "a subnet that is added to the default VPC": {
      stack: (s) => {
        const vpc = s.resource("aws:ec2/defaultVpc:DefaultVpc", "vpc");
        const subnet = s.resource(SUBNET, "subnet", { vpcId: vpc.id });
        const group = s.resource(GROUP, "group", { name: "group", subnetIds: [subnet.id] });
        s.resource(DB, "db", { dbSubnetGroupName: group.ref("name") });
      },
      findings: inPublic,
    },
    "an IPv6 route to an internet gateway": {
      stack: routed((_, igw) => [{ ipv6CidrBlock: "::/0", gatewayId: igw.id }]),
      findings: inPublic,
    },
    "the two halves of the internet": {
      stack: routed((_, igw) => [
        { cidrBlock: "0.0.0.0/1", gatewayId: igw.id },
        { cidrBlock: "128.0.0.0/1", gatewayId: igw.id },
      ]),
      findings: inPublic,
    },
    "the internet gateway of another stack": {
      stack: routed(() => [{ cidrBlock: EVERYWHERE, gatewayId: "igw-0123456789abcdef0" }]),
      findings: inPublic,
    },
    "a route of its own": {
      stack: (s) => {
        const { vpc, subnet } = network(s);
        const table = s.resource(TABLE, "table", { vpcId: vpc.id });
        s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
        s.resource(ROUTE, "route", {
          routeTableId: table.id,
          destinationCidrBlock: EVERYWHERE,
          gatewayId: gateway(s, vpc).id,
        });
      },
      findings: inPublic,
    },
    "a route of its own for IPv6": {
      stack: (s) => {
        const { vpc, subnet } = network(s);
        const table = s.resource(TABLE, "table", { vpcId: vpc.id });
        s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: table.id });
        s.resource(ROUTE, "route", {
          routeTableId: table.id,
          destinationIpv6CidrBlock: "::/0",
          gatewayId: gateway(s, vpc).id,
        });
      },
      findings: inPublic,
    },
    "the adopted main table": {
      stack: (s) => {
        const { vpc } = network(s);
        s.resource(DEFAULT_TABLE, "main", {
          defaultRouteTableId: vpc.ref("defaultRouteTableId"),
          routes: [{ cidrBlock: EVERYWHERE, gatewayId: gateway(s, vpc).id }],
        });
      },
      findings: inPublic,
    },
    "another main table": {
      stack: (s) => {
        const { vpc } = network(s);
        const table = s.resource(TABLE, "table", {
          vpcId: vpc.id,
          routes: [{ cidrBlock: EVERYWHERE, gatewayId: gateway(s, vpc).id }],
        });
        s.resource(MAIN, "main", { vpcId: vpc.id, routeTableId: table.id });
      },
      findings: inPublic,
    },
    "a route added to the main table that comes with the VPC": {
      stack: (s) => {
        const { vpc } = network(s);
        s.resource(ROUTE, "route", {
          routeTableId: vpc.ref("defaultRouteTableId"),
          destinationCidrBlock: EVERYWHERE,
          gatewayId: gateway(s, vpc).id,
        });
      },
      findings: inPublic,
    },
    "the subnets that come with the account": {
      stack: (s) => {
        const subnet = s.resource("aws:ec2/defaultSubnet:DefaultSubnet", "subnet", { availabilityZone: "us-east-1a" });
        const group = s.resource(GROUP, "group", { name: "group", subnetIds: [subnet.id] });
        s.resource(DB, "db", { dbSubnetGroupName: group.ref("name") });
      },
      findings: inPublic,
    },
    "one public subnet of two": {
      stack: (s) => {
        const vpc = s.resource(VPC, "vpc");
        const subnet = s.resource(SUBNET, "subnet", { vpcId: vpc.id });
        const closed = s.resource(SUBNET, "closed", { vpcId: vpc.id });
        const open = s.resource(TABLE, "open", {
          vpcId: vpc.id,
          routes: [{ cidrBlock: EVERYWHERE, gatewayId: gateway(s, vpc).id }],
        });
        const none = s.resource(TABLE, "none", { vpcId: vpc.id });
        s.resource(ASSOCIATION, "a", { subnetId: subnet.id, routeTableId: open.id });
        s.resource(ASSOCIATION, "b", { subnetId: closed.id, routeTableId: none.id });
        const group = s.resource(GROUP, "group", { name: "group", subnetIds: [subnet.id, closed.id] });
        s.resource(DB, "db", { dbSubnetGroupName: group.ref("name") });
      },
      findings: inPublic,
      // Which of both an unknown id is does not show yet.
      inPreview: [],
    },
    "other stores in a public subnet": {
      stack: (s) => {
        everyStore(s, nets(s).open);
      },
      findings: [
        ...Object.entries(STORES).map(([resource, [, , path]]) => ({
          resource,
          path,
          found: new RegExp(
            `^Subnets of this ${resource.replace(/^serverless /, "")} have a default route to an internet gateway: "open"\\.$`,
          ),
        })),
        ...Object.entries(GROUPED).map(([resource, [, , path]]) => ({
          resource,
          path,
          found: new RegExp(
            `^Subnets of this ${resource.replace("replication group", "cluster")} have a default route`,
          ),
        })),
      ],
    },
    "two public subnets, told once whether their ids are known or not": {
      stack: (s) => {
        const vpc = s.resource(VPC, "vpc");
        const open = s.resource(TABLE, "open", {
          vpcId: vpc.id,
          routes: [{ cidrBlock: EVERYWHERE, gatewayId: gateway(s, vpc).id }],
        });
        const [b, a] = ["b", "a"].map((name) => {
          const subnet = s.resource(SUBNET, name, { vpcId: vpc.id });
          s.resource(ASSOCIATION, name, { subnetId: subnet.id, routeTableId: open.id });
          return subnet;
        });
        const group = s.resource(GROUP, "group", { name: "group", subnetIds: [b?.id, a?.id] });
        s.resource(DB, "db", { dbSubnetGroupName: group.ref("name") });
      },
      findings: [{ resource: "db", path: "dbSubnetGroupName", key: "public-subnets", found: /gateway: "a", "b"\.$/ }],
    },
    "replicas that do not stand where their source does": {
      stack: (s) => {
        s.resource(DB, "far", { replicateSourceDb: "arn:aws:rds:eu-west-1:123456789012:db:main" });
        s.resource(DB, "named", { replicateSourceDb: "main", dbSubnetGroupName: "default" });
      },
      findings: [
        { resource: "far", path: "dbSubnetGroupName", found: /stands in the default VPC/ },
        { resource: "named", path: "dbSubnetGroupName", found: /stands in the default VPC/ },
      ],
    },
    "no subnet group, or the default one": {
      stack: (s) => {
        s.resource(DB, "db");
        s.resource(DB, "named", { dbSubnetGroupName: "default" });
        s.resource(CLUSTER, "cluster");
        s.resource("aws:docdb/cluster:Cluster", "docs");
        s.resource("aws:neptune/cluster:Cluster", "graph");
        s.resource("aws:redshift/cluster:Cluster", "warehouse");
      },
      findings: [
        {
          resource: "db",
          path: "dbSubnetGroupName",
          found: /RDS instance stands in the default VPC/,
          fix: /aws\.rds\.SubnetGroup/,
        },
        { resource: "named", path: "dbSubnetGroupName", found: /default VPC/ },
        { resource: "cluster", path: "dbSubnetGroupName", found: /RDS cluster stands/ },
        {
          resource: "docs",
          path: "dbSubnetGroupName",
          found: /DocumentDB cluster stands/,
          fix: /aws\.docdb\.SubnetGroup/,
        },
        { resource: "graph", path: "neptuneSubnetGroupName", found: /Neptune cluster stands/ },
        { resource: "warehouse", path: "clusterSubnetGroupName", found: /Redshift cluster stands/ },
      ],
    },
  },
  undecided: {
    "where the source of a replica is": (s) => {
      s.resource(DB, "db", { replicateSourceDb: s.unknown });
    },
    "which subnet group": (s) => {
      s.resource(DB, "db", { dbSubnetGroupName: s.unknown });
    },
    "which subnets": (s) => {
      const group = s.resource(GROUP, "group", { name: "group", subnetIds: s.unknown });
      s.resource(DB, "db", { dbSubnetGroupName: group.ref("name") });
    },
    "where the default route leads": routed((s) => [{ cidrBlock: EVERYWHERE, gatewayId: s.unknown }]),
    "whether the default route leads to the internet gateway or to the VPN gateway": routed((s, igw) => {
      const vpn = s.resource("aws:ec2/vpnGateway:VpnGateway", "vpn", {});
      return [
        { cidrBlock: EVERYWHERE, gatewayId: vpn.id },
        { cidrBlock: "198.51.100.0/24", gatewayId: igw.id },
      ];
    }),
    "which table the subnet has": (s) => {
      const { vpc, subnet } = network(s);
      s.resource(TABLE, "table", { vpcId: vpc.id, routes: [{ cidrBlock: EVERYWHERE, gatewayId: gateway(s, vpc).id }] });
      s.resource(ASSOCIATION, "association", { subnetId: subnet.id, routeTableId: s.unknown });
    },
  },
  malformed: {
    "odd types": (s) => {
      const group = s.resource(GROUP, "group", { name: "group", subnetIds: "subnet-1" });
      s.resource(DB, "db", { dbSubnetGroupName: group.ref("name") });
      s.resource(DB, "list", { dbSubnetGroupName: ["a", "b"] });
      s.resource("aws:msk/cluster:Cluster", "kafka", { brokerNodeGroupInfo: 3 });
    },
    "routes of odd types": routed(() => ["x", 3, { cidrBlock: ["0.0.0.0/0"], gatewayId: 7 }]),
  },
});
