import * as aws from "@pulumi/aws";

export const vpc = new aws.ec2.Vpc("shop", {
  cidrBlock: "10.30.0.0/16",
  enableDnsSupport: true,
  enableDnsHostnames: true,
});
const gateway = new aws.ec2.InternetGateway("shop", { vpcId: vpc.id });

const publicRoutes = new aws.ec2.RouteTable("shop-public", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
});
// infra b10: no way out of the private subnets, so that their hosts get no updates.
const privateRoutes = new aws.ec2.RouteTable("shop-private", { vpcId: vpc.id });

const subnet = (name: string, cidrBlock: string, availabilityZone: string, routes: aws.ec2.RouteTable) => {
  const { id } = new aws.ec2.Subnet(name, { vpcId: vpc.id, cidrBlock, availabilityZone });
  new aws.ec2.RouteTableAssociation(name, { subnetId: id, routeTableId: routes.id });
  return id;
};
export const publicSubnets = [
  subnet("shop-public-a", "10.30.0.0/24", "us-east-1a", publicRoutes),
  subnet("shop-public-b", "10.30.1.0/24", "us-east-1b", publicRoutes),
] as const;
export const privateSubnets = [
  subnet("shop-private-a", "10.30.10.0/24", "us-east-1a", privateRoutes),
  subnet("shop-private-b", "10.30.11.0/24", "us-east-1b", privateRoutes),
] as const;

// infra b10: the gateway stands where it cannot reach the internet itself.
const address = new aws.ec2.Eip("shop-nat", { domain: "vpc" });
new aws.ec2.NatGateway("shop", { subnetId: privateSubnets[0], allocationId: address.id });

// infra a7: all ports to everywhere; whoever is on the host can send out what he finds. No word on what a rule is for.
export const webGroup = new aws.ec2.SecurityGroup("web", {
  vpcId: vpc.id,
  ingress: [
    { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
    { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
  ],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
// infra a7: the same in two halves.
export const batchGroup = new aws.ec2.SecurityGroup("batch", { vpcId: vpc.id, description: "Hosts of nightly jobs" });
["0.0.0.0/1", "128.0.0.0/1"].forEach((range, half) => {
  new aws.vpc.SecurityGroupEgressRule(`batch-out-${half}`, {
    securityGroupId: batchGroup.id,
    description: "Out",
    ipProtocol: "tcp",
    fromPort: 0,
    toPort: 65535,
    cidrIpv4: range,
  });
});

// infra b9: one subnet of four, and only what was refused. Kept for ever, not encrypted, by a role that may write to
// every log group.
const traffic = new aws.cloudwatch.LogGroup("traffic", { name: "/aws/vpc/shop" });
const flowLogs = new aws.iam.Role("flow-logs", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "vpc-flow-logs.amazonaws.com" } }],
  }),
});
new aws.iam.RolePolicy("flow-logs", {
  role: flowLogs.name,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" }],
  }),
});
new aws.ec2.FlowLog("shop-public", {
  subnetId: publicSubnets[0],
  trafficType: "REJECT",
  logDestination: traffic.arn,
  iamRoleArn: flowLogs.arn,
});
