import { Ref, type BuiltResource, type StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import {
  ASSOCIATION,
  DEFAULT_TABLE,
  defaultVpcOf,
  ENDPOINT,
  EVERYWHERE,
  privateSubnet,
  publicSubnet,
  ROUTE,
  SUBNET,
  subnetOf,
  VPC,
  vpcOf,
} from "./network";

const LINK = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";
const S3 = "com.amazonaws.us-east-1.s3";

/** A VPC with a private subnet, and what the case says of its endpoints. */
const network =
  (endpoints: (s: StackBuilder, vpc: BuiltResource, table: BuiltResource) => void) =>
  (s: StackBuilder): void => {
    const vpc = vpcOf(s);
    const { table } = privateSubnet(s, vpc);
    endpoints(s, vpc, table);
  };

const none = {
  resource: "vpc",
  path: "",
  key: "s3-endpoint",
  found: /^No S3 gateway endpoint serves .*"private-table"/,
};

/** What awsx.ec2.Vpc registers for one private subnet. */
function awsx(s: StackBuilder, type = "awsx:ec2:Vpc"): { vpc: BuiltResource; table: BuiltResource } {
  const component = s.component(type, "network");
  const vpc = vpcOf(s, "network", { parent: component });
  const below = { parent: vpc, dependsOn: [vpc] };
  const tags = { SubnetType: "Private" };
  const subnet = s.resource(SUBNET, "network-private-1", { vpcId: vpc.id, tags }, below);
  const table = s.resource("aws:ec2/routeTable:RouteTable", "network-private-1", { vpcId: vpc.id }, { parent: subnet });
  s.resource(ASSOCIATION, "network-private-1", { routeTableId: table.id, subnetId: subnet.id }, { parent: table });
  const nat = s.resource("aws:ec2/natGateway:NatGateway", "network-1", { subnetId: "subnet-public" });
  const route = { routeTableId: table.id, natGatewayId: nat.id, destinationCidrBlock: EVERYWHERE };
  s.resource(ROUTE, "network-private-1", route, { parent: table });
  return { vpc, table };
}

const IN_ISOLATION: readonly string[] = [
  "aws:rds/subnetGroup:SubnetGroup",
  "aws:docdb/subnetGroup:SubnetGroup",
  "aws:neptune/subnetGroup:SubnetGroup",
  "aws:redshift/subnetGroup:SubnetGroup",
  "aws:elasticache/subnetGroup:SubnetGroup",
  "aws:memorydb/subnetGroup:SubnetGroup",
  "aws:dax/subnetGroup:SubnetGroup",
  "aws:redshiftserverless/workgroup:Workgroup",
  "aws:opensearch/domain:Domain",
  "aws:elasticsearch/domain:Domain",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:docdb/elasticCluster:ElasticCluster",
  "aws:efs/mountTarget:MountTarget",
  "aws:opensearch/vpcEndpoint:VpcEndpoint",
  "aws:opensearch/serverlessVpcEndpoint:ServerlessVpcEndpoint",
  "aws:route53/resolverEndpoint:ResolverEndpoint",
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  "aws:ec2/natGateway:NatGateway",
];

const WORKLOADS: readonly string[] = [
  "aws:ec2/instance:Instance",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:autoscaling/group:Group",
  "aws:ec2/networkInterface:NetworkInterface",
  "aws:ecs/service:Service",
  "aws:eks/nodeGroup:NodeGroup",
  "aws:eks/fargateProfile:FargateProfile",
  "aws:lambda/function:Function",
  "aws:batch/computeEnvironment:ComputeEnvironment",
  "aws:codebuild/project:Project",
  "aws:apprunner/vpcConnector:VpcConnector",
];

export default cases("vpc-s3-gateway-endpoint", {
  passes: {
    "an endpoint that lists the route table": network((s, vpc, table) => {
      s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds: [table.id] });
    }),
    "a list of ids that is computed as a whole": (s) => {
      const vpc = vpcOf(s);
      const tables = ["a", "b"].map((name) => privateSubnet(s, vpc, name).table);
      const ids = new Ref(tables, () => tables.map((one) => one.knownOutputs()["id"]), "${ids}");
      s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds: ids });
    },
    "a Gateway endpoint, said so, in China": network((s, vpc, table) => {
      s.resource(ENDPOINT, "s3", {
        vpcId: vpc.id,
        serviceName: "cn.com.amazonaws.cn-north-1.s3",
        vpcEndpointType: "Gateway",
        routeTableIds: [table.id],
      });
    }),
    "an endpoint that is associated by a resource": network((s, vpc, table) => {
      const endpoint = s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3 });
      s.resource(LINK, "s3-private", { vpcEndpointId: endpoint.id, routeTableId: table.id });
    }),
    "each of two tables by an endpoint of its own way": (s) => {
      const vpc = vpcOf(s);
      const a = privateSubnet(s, vpc, "a").table;
      const b = privateSubnet(s, vpc, "b").table;
      const endpoint = s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds: [a.id] });
      s.resource(LINK, "s3-b", { vpcEndpointId: endpoint.id, routeTableId: b.id });
      s.resource(ENDPOINT, "dynamodb", { vpcId: vpc.id, serviceName: "com.amazonaws.us-east-1.dynamodb" });
    },
    "the main table, by its id": (s) => {
      const vpc = vpcOf(s);
      s.resource(SUBNET, "private", { vpcId: vpc.id });
      const routeTableId = vpc.ref("mainRouteTableId");
      s.resource(ROUTE, "nat", { routeTableId, destinationCidrBlock: EVERYWHERE, natGatewayId: "nat-1" });
      s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds: [routeTableId] });
    },
    "the adopted main table, by the id that the VPC gives it": (s) => {
      const vpc = vpcOf(s);
      s.resource(SUBNET, "private", { vpcId: vpc.id });
      s.resource(DEFAULT_TABLE, "main", {
        defaultRouteTableId: vpc.ref("defaultRouteTableId"),
        routes: [{ cidrBlock: EVERYWHERE, natGatewayId: "nat-1" }],
      });
      const routeTableIds = [vpc.ref("mainRouteTableId")];
      s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds });
    },
    "an endpoint of aws-native": network((s, vpc, table) => {
      const inputs = { vpcId: vpc.id, serviceName: S3, vpcEndpointType: "Gateway", routeTableIds: [table.id] };
      s.resource("aws-native:ec2:VpcEndpoint", "s3", inputs);
    }),
    "an endpoint that is only read": network((s, vpc, table) => {
      const inputs = { vpcId: vpc.id, serviceName: S3, routeTableIds: [table.id] };
      s.resource(ENDPOINT, "s3", inputs, { isRead: true });
    }),
    "public subnets only": (s) => {
      publicSubnet(s, vpcOf(s));
    },
    "no subnets at all": (s) => {
      vpcOf(s);
    },
    "subnets in the main table that comes with the VPC": (s) => {
      s.resource(SUBNET, "private", { vpcId: vpcOf(s).id });
    },
    "subnets whose tables are those of another stack": (s) => {
      const subnet = s.resource(SUBNET, "private", { vpcId: vpcOf(s).id });
      s.resource(ASSOCIATION, "private", { subnetId: subnet.id, routeTableId: "rtb-0123456789abcdef0" });
    },
    "a VPC of another stack": (s) => {
      const subnet = s.resource(SUBNET, "private", { vpcId: "vpc-0123456789abcdef0" });
      const table = s.resource("aws:ec2/routeTable:RouteTable", "private", {
        vpcId: "vpc-0123456789abcdef0",
        routes: [{ cidrBlock: EVERYWHERE, natGatewayId: "nat-1" }],
      });
      s.resource(ASSOCIATION, "private", { subnetId: subnet.id, routeTableId: table.id });
    },
    "a VPC and a subnet that are only read": (s) => {
      const read = vpcOf(s, "read", { isRead: true });
      privateSubnet(s, read, "a");
      const vpc = vpcOf(s);
      const subnet = s.resource(SUBNET, "b", { vpcId: vpc.id }, { isRead: true });
      const table = s.resource("aws:ec2/routeTable:RouteTable", "b", {
        vpcId: vpc.id,
        routes: [{ cidrBlock: EVERYWHERE, natGatewayId: "nat-1" }],
      });
      s.resource(ASSOCIATION, "b", { subnetId: subnet.id, routeTableId: table.id });
    },
    "another stack has the endpoint": { stack: network(() => {}), settings: { providedElsewhere: ["s3-endpoint"] } },
    "isolated tables that databases, caches and endpoints use": (s) => {
      const vpc = vpcOf(s);
      IN_ISOLATION.forEach((type, index) => {
        const { subnet } = subnetOf(s, vpc, `data-${index}`);
        s.resource(type, `data-${index}`, { subnetIds: [subnet.id] });
      });
      const { subnet } = subnetOf(s, vpc, "endpoints");
      s.resource(ENDPOINT, "ssm", {
        vpcId: vpc.id,
        serviceName: "com.amazonaws.us-east-1.ssm",
        vpcEndpointType: "Interface",
        subnetIds: [subnet.id],
      });
    },
    "a database in two isolated subnets, beside a Lambda function in a public one": (s) => {
      const vpc = vpcOf(s);
      const [a, b] = ["a", "b"].map((name) => subnetOf(s, vpc, name).subnet);
      s.resource("aws:rds/subnetGroup:SubnetGroup", "db", { subnetIds: [a?.id, b?.id] });
      s.resource("aws:lambda/function:Function", "web", { vpcConfig: { subnetIds: [publicSubnet(s, vpc).id] } });
    },
    "isolated subnets that say so, with nothing in this stack": (s) => {
      const vpc = vpcOf(s);
      subnetOf(s, vpc, "tagged", [], { tags: { SubnetType: "Isolated" } });
      subnetOf(s, vpc, "lower", [], { tags: { SubnetType: "isolated" } });
      subnetOf(s, vpc, "Isolated-1");
      subnetOf(s, vpc, "named", [], { tags: { Name: "shop-isolated-a" } });
    },
    "isolated subnets by the words of the settings": {
      stack: (s) => {
        subnetOf(s, vpcOf(s), "intra-1");
      },
      settings: { isolatedSubnets: ["intra-*"] },
    },
    "awsx with an endpoint beside it": (s) => {
      const { vpc, table } = awsx(s);
      s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds: [table.id] });
    },
  },
  fails: {
    "no endpoint": { stack: network(() => {}), findings: [{ ...none, fix: /routeTableIds: \[<the private route/ }] },
    "an endpoint that is associated with nothing": {
      stack: network((s, vpc) => {
        s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3 });
      }),
      findings: [
        {
          resource: "s3",
          path: "routeTableIds",
          key: "s3-endpoint",
          found: /^These route tables .* are not associated with the S3 gateway endpoint: "private-table"\.$/,
          fix: /^Add the id of each to routeTableIds: \[\.\.\., <the route table>\.id\]\.$/,
        },
      ],
    },
    "an endpoint that is only read, of other tables": {
      stack: network((s, vpc) => {
        s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3 }, { isRead: true });
      }),
      findings: [none],
    },
    "an endpoint of the public table and of one elsewhere, and an association of another endpoint": {
      stack: network((s, vpc, table) => {
        const open = subnetOf(s, vpc, "open", [{ cidrBlock: EVERYWHERE, gatewayId: "igw-1" }]).table;
        s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds: [open.id, "rtb-elsewhere"] });
        const other = s.resource(ENDPOINT, "dynamodb", {
          vpcId: vpc.id,
          serviceName: "com.amazonaws.us-east-1.dynamodb",
        });
        s.resource(LINK, "private", { vpcEndpointId: other.id, routeTableId: table.id });
      }),
      findings: [{ resource: "s3", path: "routeTableIds", found: /: "private-table"\.$/ }],
    },
    "endpoints that are something else": {
      stack: network((s, vpc, table) => {
        const routeTableIds = [table.id];
        s.resource(ENDPOINT, "dynamodb", {
          vpcId: vpc.id,
          serviceName: "com.amazonaws.us-east-1.dynamodb",
          routeTableIds,
        });
        s.resource(ENDPOINT, "express", {
          vpcId: vpc.id,
          serviceName: "com.amazonaws.us-east-1.s3express",
          routeTableIds,
        });
        s.resource(ENDPOINT, "interface", {
          vpcId: vpc.id,
          serviceName: S3,
          vpcEndpointType: "Interface",
          routeTableIds,
        });
        s.resource(ENDPOINT, "nameless", { vpcId: vpc.id, routeTableIds });
      }),
      findings: [none],
    },
    "the endpoint of another VPC": {
      stack: network((s, _, table) => {
        s.resource(ENDPOINT, "s3", { vpcId: vpcOf(s, "other").id, serviceName: S3, routeTableIds: [table.id] });
      }),
      findings: [none],
    },
    "one table of two": {
      stack: (s) => {
        const vpc = vpcOf(s);
        const a = privateSubnet(s, vpc, "a").table;
        privateSubnet(s, vpc, "b");
        privateSubnet(s, vpc, "c");
        s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds: [a.id] });
      },
      findings: [{ resource: "s3", path: "routeTableIds", found: /: "b-table", "c-table"\.$/ }],
    },
    "the main table of the VPC": {
      stack: (s) => {
        const vpc = vpcOf(s);
        s.resource(SUBNET, "private", { vpcId: vpc.id });
        const routeTableId = vpc.ref("mainRouteTableId");
        s.resource(ROUTE, "nat", { routeTableId, destinationCidrBlock: EVERYWHERE, natGatewayId: "nat-1" });
      },
      findings: [{ resource: "vpc", path: "", found: /: the main table of "vpc"\.$/ }],
    },
    "isolated tables that nothing explains": {
      stack: (s) => {
        subnetOf(s, vpcOf(s), "app", [], { tags: { SubnetType: "Private", Name: "app" } });
      },
      findings: [{ resource: "vpc", path: "", found: /"app-table"/ }],
    },
    "a workload in an isolated subnet that says so": {
      stack: (s) => {
        const vpc = vpcOf(s);
        WORKLOADS.forEach((type, index) => {
          const { subnet } = subnetOf(s, vpc, `isolated-${index}`);
          s.resource(type, `workload-${index}`, { subnets: [subnet.id] });
        });
      },
      findings: [
        {
          resource: "vpc",
          path: "",
          found: new RegExp(
            `: ${WORKLOADS.map((_, index) => `"isolated-${index}-table"`)
              .sort()
              .join(", ")}\\.$`,
          ),
        },
      ],
    },
    "a workload beside a database in one isolated table": {
      stack: (s) => {
        const vpc = vpcOf(s);
        const { subnet, table } = subnetOf(s, vpc, "data");
        const app = s.resource(SUBNET, "app", { vpcId: vpc.id });
        s.resource(ASSOCIATION, "app", { subnetId: app.id, routeTableId: table.id });
        s.resource("aws:rds/subnetGroup:SubnetGroup", "db", { subnetIds: [subnet.id] });
        s.resource("aws:lambda/function:Function", "report", { vpcConfig: { subnetIds: [app.id] } });
      },
      findings: [{ resource: "vpc", path: "", found: /"data-table"/ }],
    },
    "a workload among several subnets, as soon as their ids are known": {
      stack: (s) => {
        const vpc = vpcOf(s);
        const [a, b] = ["a", "b"].map((name) => subnetOf(s, vpc, name).subnet);
        s.resource("aws:rds/subnetGroup:SubnetGroup", "db", { subnetIds: [a?.id, b?.id] });
        s.resource("aws:lambda/function:Function", "report", { vpcConfig: { subnetIds: [a?.id, b?.id] } });
      },
      findings: [{ resource: "vpc", path: "", found: /"a-table", "b-table"/ }],
      inPreview: [],
    },
    "awsx, whose vpcEndpointSpecs reach no table": {
      stack: (s) => {
        const { vpc } = awsx(s);
        s.resource(ENDPOINT, "network-s3", { vpcId: vpc.id, serviceName: S3 }, { parent: vpc });
      },
      findings: [
        {
          resource: "network-s3",
          path: "routeTableIds",
          found: /"network-private-1"/,
          fix: /vpcEndpointSpecs cannot reach them: .*new aws\.ec2\.VpcEndpoint\(.*routeTableIds: vpc\.routeTables/,
        },
      ],
    },
    "an endpoint beside awsx that forgets a table": {
      stack: (s) => {
        s.resource(ENDPOINT, "s3", { vpcId: awsx(s).vpc.id, serviceName: S3 });
      },
      findings: [{ resource: "s3", path: "routeTableIds", found: /"network-private-1"/, fix: /^Add the id of each/ }],
    },
    "awsx of the classic package, without an endpoint": {
      stack: (s) => {
        awsx(s, "awsx:x:ec2:Vpc");
      },
      findings: [{ resource: "network", path: "", found: /^No S3/, fix: /vpcEndpointSpecs/ }],
    },
    "a default VPC with a private subnet": {
      stack: (s) => {
        const vpc = defaultVpcOf(s);
        privateSubnet(s, vpc);
      },
      findings: [none],
    },
    "another component of a like name": {
      stack: (s) => {
        awsx(s, "acme:awsx:ec2:Vpc");
      },
      findings: [{ resource: "network", path: "", found: /^No S3/, fix: /^Add new aws\.ec2\.VpcEndpoint/ }],
    },
    "a component whose name begins alike": {
      stack: (s) => {
        awsx(s, "awsx:ec2:VpcPair");
      },
      findings: [{ resource: "network", path: "", found: /^No S3/, fix: /^Add new aws\.ec2\.VpcEndpoint/ }],
    },
    "a workload and a database in one isolated subnet that says so": {
      stack: (s) => {
        const vpc = vpcOf(s);
        const { subnet } = subnetOf(s, vpc, "isolated");
        const group = s.resource("aws:ec2/securityGroup:SecurityGroup", "report", { vpcId: vpc.id });
        s.resource("aws:rds/subnetGroup:SubnetGroup", "db", { subnetIds: [subnet.id] });
        s.resource("aws:lambda/function:Function", "report", {
          vpcConfig: { subnetIds: [subnet.id], securityGroupIds: [group.id] },
        });
      },
      findings: [{ resource: "vpc", path: "", found: /"isolated-table"/ }],
    },
  },
  undecided: {
    "which tables the endpoint has": network((s, vpc) => {
      s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds: s.unknown });
    }),
    "which table one of the ids names": network((s, vpc) => {
      s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds: ["rtb-elsewhere", s.unknown] });
    }),
    "which table an association names": network((s, vpc) => {
      const endpoint = s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3 });
      s.resource(LINK, "private", { vpcEndpointId: endpoint.id, routeTableId: s.unknown });
    }),
    "which endpoint a second association is of": network((s, vpc, table) => {
      const endpoint = s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3 });
      s.resource(LINK, "other", { vpcEndpointId: endpoint.id, routeTableId: "rtb-elsewhere" });
      s.resource(LINK, "private", { vpcEndpointId: s.unknown, routeTableId: table.id });
    }),
    "of which service an endpoint is": network((s, vpc, table) => {
      s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: s.unknown, routeTableIds: [table.id] });
    }),
    "of which VPC a second endpoint is": network((s, vpc, table) => {
      s.resource(ENDPOINT, "dynamodb", { vpcId: vpc.id, serviceName: "com.amazonaws.us-east-1.dynamodb" });
      s.resource(ENDPOINT, "s3", { vpcId: s.unknown, serviceName: S3, routeTableIds: [table.id] });
    }),
    "where the default route leads": (s) => {
      subnetOf(s, vpcOf(s), "any", [{ cidrBlock: EVERYWHERE, gatewayId: s.unknown }]);
    },
    "the tags of an isolated subnet": (s) => {
      subnetOf(s, vpcOf(s), "any", [], { tags: s.unknown });
    },
  },
  malformed: {
    "odd types": (s) => {
      const vpc = s.resource(VPC, "vpc", { cidrBlock: 7 });
      s.resource(SUBNET, "subnet", { vpcId: [vpc.id], tags: "x" });
      s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: {}, routeTableIds: { a: 1 } });
    },
    "ids of odd types": {
      stack: network((s, vpc) => {
        s.resource(ENDPOINT, "s3", { vpcId: vpc.id, serviceName: S3, routeTableIds: [null, 3, ["x"], { id: "y" }] });
      }),
      findings: [{ resource: "s3", path: "routeTableIds", found: /"private-table"/ }],
    },
  },
});
