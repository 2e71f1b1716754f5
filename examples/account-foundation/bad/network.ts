import * as aws from "@pulumi/aws";

// 6.4 NET-05: no DNS host names.
export const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.20.0.0/16" });
const gateway = new aws.ec2.InternetGateway("shop", { vpcId: vpc.id });

// 6.3 NET-04: private subnets, and no endpoint for S3 on their table.
const privateRoutes = new aws.ec2.RouteTable("shop-private", { vpcId: vpc.id });
const publicRoutes = new aws.ec2.RouteTable("shop-public", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
});
const subnet = (name: string, cidrBlock: string, availabilityZone: string, routes: aws.ec2.RouteTable) => {
  const { id } = new aws.ec2.Subnet(name, { vpcId: vpc.id, cidrBlock, availabilityZone });
  new aws.ec2.RouteTableAssociation(name, { subnetId: id, routeTableId: routes.id });
  return id;
};
subnet("shop-private-a", "10.20.0.0/24", "us-east-1a", privateRoutes);
subnet("shop-private-b", "10.20.1.0/24", "us-east-1b", privateRoutes);
export const publicSubnets = [
  subnet("shop-public-a", "10.20.8.0/24", "us-east-1a", publicRoutes),
  subnet("shop-public-b", "10.20.9.0/24", "us-east-1b", publicRoutes),
];

// 6.1 LOG-11: kept for ever, and not encrypted. GOV-06: gone with the first mistake.
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
// 6.1 NET-03: only what was refused.
new aws.ec2.FlowLog("shop", {
  vpcId: vpc.id,
  trafficType: "REJECT",
  logDestination: traffic.arn,
  iamRoleArn: flowLogs.arn,
});

// 6.2 NET-01: SSH from the whole internet.
export const openGroup = new aws.ec2.SecurityGroup("open", {
  vpcId: vpc.id,
  description: "Everybody's way in",
  ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"], description: "SSH" }],
});
