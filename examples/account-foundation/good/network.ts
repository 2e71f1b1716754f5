import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { encryptedLogGroup } from "./logs";
import { serviceRole } from "./roles";
import { named, region } from "./settings";

/** A VPC without a way in or out: private subnets in two zones, AWS reached through endpoints, all traffic logged. */
export class PrivateNetwork extends pulumi.ComponentResource {
  readonly vpc: aws.ec2.Vpc;
  readonly subnetIds: pulumi.Output<string>[];
  /** Who is in it reaches Secrets Manager. */
  readonly endpointGroup: aws.ec2.SecurityGroup;

  constructor(name: string, args: { keyArn: pulumi.Input<string> }, opts?: pulumi.ComponentResourceOptions) {
    super("foundation:network:PrivateNetwork", name, {}, opts);
    const parent = { parent: this };
    this.vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: "10.20.0.0/16", enableDnsSupport: true, enableDnsHostnames: true },
      parent,
    );
    const vpcId = this.vpc.id;
    // Without rules, so that what names no group of its own reaches nothing.
    new aws.ec2.DefaultSecurityGroup(name, { vpcId }, parent);

    const zones = aws.getAvailabilityZonesOutput({ state: "available" }).names;
    const routes = new aws.ec2.RouteTable(`${name}-private`, { vpcId }, parent);
    this.subnetIds = [0, 1].map((index) => {
      const subnet = new aws.ec2.Subnet(
        `${name}-private-${index}`,
        {
          vpcId,
          cidrBlock: `10.20.${index}.0/24`,
          availabilityZone: zones[index],
          tags: { SubnetType: "Isolated" },
        },
        parent,
      );
      new aws.ec2.RouteTableAssociation(
        `${name}-private-${index}`,
        { subnetId: subnet.id, routeTableId: routes.id },
        parent,
      );
      return subnet.id;
    });

    new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId,
        vpcEndpointType: "Gateway",
        serviceName: pulumi.interpolate`com.amazonaws.${region}.s3`,
        routeTableIds: [routes.id],
      },
      parent,
    );
    this.endpointGroup = new aws.ec2.SecurityGroup(
      `${name}-endpoints`,
      { vpcId, description: "Interface endpoints of AWS services" },
      parent,
    );
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-endpoints`,
      {
        securityGroupId: this.endpointGroup.id,
        description: "HTTPS from the VPC",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: this.vpc.cidrBlock,
      },
      parent,
    );
    new aws.ec2.VpcEndpoint(
      `${name}-secrets`,
      {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: pulumi.interpolate`com.amazonaws.${region}.secretsmanager`,
        subnetIds: this.subnetIds,
        securityGroupIds: [this.endpointGroup.id],
        privateDnsEnabled: true,
      },
      parent,
    );
    this.logTraffic(name, args.keyArn);
    this.registerOutputs({ vpcId, subnetIds: this.subnetIds });
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
