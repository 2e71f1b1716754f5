import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { encryptedLogGroup } from "./logs";
import { serviceRole } from "./roles";
import { named, region } from "./settings";

/**
 * A VPC over two zones in three layers: public subnets for the load balancer and NAT, private ones for the servers, and
 * isolated ones, without any way out, for the database.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpc: aws.ec2.Vpc;
  readonly publicSubnetIds: pulumi.Output<string>[];
  readonly privateSubnetIds: pulumi.Output<string>[];
  readonly isolatedSubnetIds: pulumi.Output<string>[];

  constructor(name: string, args: { keyArn: pulumi.Input<string> }, opts?: pulumi.ComponentResourceOptions) {
    super("shop:network:Network", name, {}, opts);
    const parent = { parent: this };
    this.vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: "10.40.0.0/16", enableDnsSupport: true, enableDnsHostnames: true },
      parent,
    );
    const vpcId = this.vpc.id;
    // Without rules, so that what names no group of its own reaches nothing.
    new aws.ec2.DefaultSecurityGroup(name, { vpcId }, parent);
    const gateway = new aws.ec2.InternetGateway(name, { vpcId }, parent);
    const zones = aws.getAvailabilityZonesOutput({ state: "available" }).names;
    const subnet = (kind: string, index: number, block: number, routes: aws.ec2.RouteTable, tags = {}) => {
      const subnetName = `${name}-${kind}-${index}`;
      const { id } = new aws.ec2.Subnet(
        subnetName,
        { vpcId, cidrBlock: `10.40.${block + index}.0/24`, availabilityZone: zones[index], tags },
        parent,
      );
      new aws.ec2.RouteTableAssociation(subnetName, { subnetId: id, routeTableId: routes.id }, parent);
      return id;
    };
    const table = (kind: string, routes: aws.types.input.ec2.RouteTableRoute[]) =>
      new aws.ec2.RouteTable(`${name}-${kind}`, { vpcId, routes }, parent);

    const publicRoutes = table("public", [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }]);
    this.publicSubnetIds = [0, 1].map((index) => subnet("public", index, 0, publicRoutes));
    // A NAT gateway in each zone, so that one zone can do without the other.
    const privateRoutes = this.publicSubnetIds.map((subnetId, index) => {
      const address = new aws.ec2.Eip(`${name}-nat-${index}`, { domain: "vpc" }, parent);
      const nat = new aws.ec2.NatGateway(
        `${name}-nat-${index}`,
        { subnetId, allocationId: address.allocationId },
        { ...parent, dependsOn: gateway },
      );
      return table(`private-${index}`, [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }]);
    });
    this.privateSubnetIds = privateRoutes.map((routes, index) => subnet("private", index, 10, routes));
    const isolatedRoutes = table("isolated", []);
    this.isolatedSubnetIds = [0, 1].map((index) =>
      subnet("isolated", index, 20, isolatedRoutes, { SubnetType: "Isolated" }),
    );

    new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId,
        vpcEndpointType: "Gateway",
        serviceName: pulumi.interpolate`com.amazonaws.${region}.s3`,
        routeTableIds: [...privateRoutes, isolatedRoutes].map(({ id }) => id),
      },
      parent,
    );
    this.logTraffic(name, args.keyArn);
    this.registerOutputs({ vpcId });
  }

  private logTraffic(name: string, keyArn: pulumi.Input<string>): void {
    const logs = encryptedLogGroup(`${name}-traffic`, { groupName: `/aws/vpc/${named(name)}`, keyArn }, this);
    const role = serviceRole(
      `${name}-traffic`,
      {
        service: "vpc-flow-logs.amazonaws.com",
        namesAccount: true,
        statements: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${logs.arn}:*`,
          },
        ],
      },
      this,
    );
    new aws.ec2.FlowLog(
      `${name}-traffic`,
      {
        vpcId: this.vpc.id,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: logs.arn,
        iamRoleArn: role.arn,
      },
      { parent: this },
    );
  }
}

/** Who may open connections to what. Each group is named by what it is for; each rule says why it is there. */
export class Access extends pulumi.ComponentResource {
  readonly balancer: aws.ec2.SecurityGroup;
  readonly servers: aws.ec2.SecurityGroup;
  readonly database: aws.ec2.SecurityGroup;

  constructor(
    name: string,
    { vpc, serverPort, databasePort }: { vpc: aws.ec2.Vpc; serverPort: number; databasePort: number },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shop:network:Access", name, {}, opts);
    const parent = { parent: this };
    const group = (groupName: string, description: string) =>
      new aws.ec2.SecurityGroup(groupName, { vpcId: vpc.id, description }, parent);
    this.balancer = group("balancer", "The load balancer, which everybody reaches");
    this.servers = group("servers", "Servers of the shop, which the load balancer reaches");
    this.database = group("database", "The database, which servers reach; it opens no connections");

    const anywhere = { cidrIpv4: "0.0.0.0/0" };
    const port = (number: number) => ({ ipProtocol: "tcp", fromPort: number, toPort: number });
    const ingress = (ruleName: string, args: aws.vpc.SecurityGroupIngressRuleArgs) =>
      new aws.vpc.SecurityGroupIngressRule(ruleName, args, parent);
    const egress = (ruleName: string, args: aws.vpc.SecurityGroupEgressRuleArgs) =>
      new aws.vpc.SecurityGroupEgressRule(ruleName, args, parent);
    const [balancer, servers, database] = [this.balancer.id, this.servers.id, this.database.id];

    ingress("https", { securityGroupId: balancer, ...anywhere, ...port(443), description: "HTTPS from anywhere" });
    ingress("http", { securityGroupId: balancer, ...anywhere, ...port(80), description: "HTTP, to redirect it" });
    egress("balancer-to-servers", {
      securityGroupId: balancer,
      referencedSecurityGroupId: servers,
      ...port(serverPort),
      description: "Requests and health checks",
    });
    ingress("servers-from-balancer", {
      securityGroupId: servers,
      referencedSecurityGroupId: balancer,
      ...port(serverPort),
      description: "Requests and health checks of the load balancer",
    });
    egress("servers-to-aws", {
      securityGroupId: servers,
      ...anywhere,
      ...port(443),
      description: "HTTPS to AWS and to the payment provider",
    });
    egress("servers-to-database", {
      securityGroupId: servers,
      referencedSecurityGroupId: database,
      ...port(databasePort),
      description: "PostgreSQL",
    });
    ingress("database-from-servers", {
      securityGroupId: database,
      referencedSecurityGroupId: servers,
      ...port(databasePort),
      description: "PostgreSQL from the servers",
    });
    this.registerOutputs({ balancerGroupId: balancer, serverGroupId: servers, databaseGroupId: database });
  }
}
