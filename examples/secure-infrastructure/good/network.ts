import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { encryptedLogGroup } from "./logs";
import { serviceRole } from "./roles";
import { named, region } from "./settings";

/** Public subnets for gateways and private ones for hosts, in two zones each with a way out of its own; all traffic logged. */
export class Network extends pulumi.ComponentResource {
  readonly vpc: aws.ec2.Vpc;
  readonly privateSubnetIds: pulumi.Output<string>[];

  constructor(name: string, args: { keyArn: pulumi.Input<string> }, opts?: pulumi.ComponentResourceOptions) {
    super("infrastructure:network:Network", name, {}, opts);
    const parent = { parent: this };
    this.vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: "10.30.0.0/16", enableDnsSupport: true, enableDnsHostnames: true },
      parent,
    );
    const vpcId = this.vpc.id;
    // Without rules, so that what names no group of its own reaches nothing.
    new aws.ec2.DefaultSecurityGroup(name, { vpcId }, parent);

    const gateway = new aws.ec2.InternetGateway(name, { vpcId }, parent);
    const publicRoutes = new aws.ec2.RouteTable(
      `${name}-public`,
      { vpcId, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] },
      parent,
    );
    const zones = aws.getAvailabilityZonesOutput({ state: "available" }).names;
    const subnet = (kind: string, zone: number, block: number, routeTableId: pulumi.Input<string>) => {
      const { id } = new aws.ec2.Subnet(
        `${name}-${kind}-${zone}`,
        { vpcId, cidrBlock: `10.30.${block}.0/24`, availabilityZone: zones[zone] },
        parent,
      );
      new aws.ec2.RouteTableAssociation(`${name}-${kind}-${zone}`, { subnetId: id, routeTableId }, parent);
      return id;
    };
    const privateRoutes = [0, 1].map((zone) => {
      const subnetId = subnet("public", zone, zone, publicRoutes.id);
      const address = new aws.ec2.Eip(`${name}-nat-${zone}`, { domain: "vpc" }, parent);
      const nat = new aws.ec2.NatGateway(
        `${name}-${zone}`,
        { subnetId, allocationId: address.id },
        { ...parent, dependsOn: gateway },
      );
      return new aws.ec2.RouteTable(
        `${name}-private-${zone}`,
        { vpcId, routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }] },
        parent,
      );
    });
    this.privateSubnetIds = privateRoutes.map(({ id }, zone) => subnet("private", zone, 10 + zone, id));
    new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId,
        vpcEndpointType: "Gateway",
        serviceName: pulumi.interpolate`com.amazonaws.${region}.s3`,
        routeTableIds: privateRoutes.map(({ id }) => id),
      },
      parent,
    );
    this.logTraffic(name, args.keyArn);
    this.registerOutputs({ vpcId, privateSubnetIds: this.privateSubnetIds });
  }

  private logTraffic(name: string, keyArn: pulumi.Input<string>): void {
    const logs = encryptedLogGroup(`${name}-flow`, { groupName: `/aws/vpc/${named(name)}`, keyArn }, this);
    const role = serviceRole(
      `${name}-flow`,
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
