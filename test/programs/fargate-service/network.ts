import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface NetworkArgs {
  cidr: string;
  zones: number;
  environment: string;
}

/** A VPC with a public and a private subnet per zone, one NAT gateway per zone, and flow logs. */
export class Network extends pulumi.ComponentResource {
  readonly vpc: aws.ec2.Vpc;
  readonly publicSubnets: aws.ec2.Subnet[] = [];
  readonly privateSubnets: aws.ec2.Subnet[] = [];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shop:network:Network", name, {}, opts);
    const parent = { parent: this };
    const named = (part: string) => ({ tags: { Name: `${name}-${part}-${args.environment}` } });

    this.vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: args.cidr, enableDnsHostnames: true, enableDnsSupport: true, ...named("vpc") },
      parent,
    );
    new aws.ec2.DefaultSecurityGroup(name, { vpcId: this.vpc.id, ...named("default") }, parent);
    const gateway = new aws.ec2.InternetGateway(name, { vpcId: this.vpc.id, ...named("igw") }, parent);
    const publicRoutes = new aws.ec2.RouteTable(
      `${name}-public`,
      { vpcId: this.vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }], ...named("public") },
      parent,
    );
    const zones = aws.getAvailabilityZonesOutput({ state: "available" }, parent).names;
    const prefix = args.cidr.split(".").slice(0, 2).join(".");
    const privateTables: aws.ec2.RouteTable[] = [];
    for (let zone = 0; zone < args.zones; zone++) {
      const publicSubnet = new aws.ec2.Subnet(
        `${name}-public-${zone}`,
        {
          vpcId: this.vpc.id,
          cidrBlock: `${prefix}.${zone}.0/24`,
          availabilityZone: zones[zone],
          ...named(`public-${zone}`),
        },
        parent,
      );
      new aws.ec2.RouteTableAssociation(
        `${name}-public-${zone}`,
        { subnetId: publicSubnet.id, routeTableId: publicRoutes.id },
        parent,
      );
      const address = new aws.ec2.Eip(`${name}-nat-${zone}`, { domain: "vpc", ...named(`nat-${zone}`) }, parent);
      const nat = new aws.ec2.NatGateway(
        `${name}-${zone}`,
        { subnetId: publicSubnet.id, allocationId: address.allocationId, ...named(`nat-${zone}`) },
        { ...parent, dependsOn: [gateway] },
      );
      const privateSubnet = new aws.ec2.Subnet(
        `${name}-private-${zone}`,
        {
          vpcId: this.vpc.id,
          cidrBlock: `${prefix}.${128 + zone}.0/24`,
          availabilityZone: zones[zone],
          ...named(`private-${zone}`),
        },
        parent,
      );
      const privateRoutes = new aws.ec2.RouteTable(
        `${name}-private-${zone}`,
        { vpcId: this.vpc.id, ...named(`private-${zone}`) },
        parent,
      );
      new aws.ec2.Route(
        `${name}-private-${zone}`,
        { routeTableId: privateRoutes.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id },
        parent,
      );
      new aws.ec2.RouteTableAssociation(
        `${name}-private-${zone}`,
        { subnetId: privateSubnet.id, routeTableId: privateRoutes.id },
        parent,
      );
      this.publicSubnets.push(publicSubnet);
      this.privateSubnets.push(privateSubnet);
      privateTables.push(privateRoutes);
    }

    new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: this.vpc.id,
        serviceName: pulumi.interpolate`com.amazonaws.${aws.getRegionOutput({}, parent).region}.s3`,
        routeTableIds: privateTables.map((table) => table.id),
        ...named("s3"),
      },
      parent,
    );
    this.logFlows(name, args);
    this.registerOutputs({
      vpcId: this.vpc.id,
      publicSubnetIds: this.publicSubnets.map((subnet) => subnet.id),
      privateSubnetIds: this.privateSubnets.map((subnet) => subnet.id),
    });
  }

  private logFlows(name: string, args: NetworkArgs): void {
    const parent = { parent: this };
    const { accountId } = aws.getCallerIdentityOutput({}, parent);
    const { region } = aws.getRegionOutput({}, parent);
    const groupName = `/vpc/${name}-flows-${args.environment}`;
    const key = aws.kms.getAliasOutput({ name: `alias/logs-${args.environment}` }, parent);
    const group = new aws.cloudwatch.LogGroup(
      `${name}-flows`,
      { name: groupName, retentionInDays: 90, kmsKeyId: key.targetKeyArn, skipDestroy: true },
      parent,
    );
    const role = new aws.iam.Role(
      `${name}-flows`,
      {
        assumeRolePolicy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: {
            Effect: "Allow",
            Principal: { Service: "vpc-flow-logs.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              StringEquals: { "aws:SourceAccount": accountId },
              ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*` },
            },
          },
        }),
        inlinePolicies: [
          {
            name: "write-flows",
            policy: group.arn.apply((arn) =>
              JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                  {
                    Effect: "Allow",
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                    Resource: [arn, `${arn}:*`],
                  },
                ],
              }),
            ),
          },
        ],
      },
      parent,
    );
    new aws.ec2.FlowLog(
      name,
      {
        vpcId: this.vpc.id,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: group.arn,
        iamRoleArn: role.arn,
      },
      parent,
    );
  }
}
