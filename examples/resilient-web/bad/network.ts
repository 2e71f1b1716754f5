import * as aws from "@pulumi/aws";

// x NET-10: nobody adopts the default security group, so that AWS's rules stay in it.
export const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.30.0.0/16", enableDnsHostnames: true });
const gateway = new aws.ec2.InternetGateway("shop", { vpcId: vpc.id });

const publicRoutes = new aws.ec2.RouteTable("public", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
});
const publicSubnet = (name: string, cidrBlock: string, availabilityZone: string) => {
  const subnet = new aws.ec2.Subnet(name, {
    vpcId: vpc.id,
    cidrBlock,
    availabilityZone,
    mapPublicIpOnLaunch: true,
  });
  new aws.ec2.RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: publicRoutes.id });
  return subnet;
};
export const publicA = publicSubnet("public-a", "10.30.0.0/24", "us-east-1a");
export const publicB = publicSubnet("public-b", "10.30.1.0/24", "us-east-1b");

const address = new aws.ec2.Eip("way-out", { domain: "vpc" });
const nat = new aws.ec2.NatGateway("way-out", { subnetId: publicA.id, allocationId: address.allocationId });
const privateRoutes = new aws.ec2.RouteTable("private", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }],
});
const privateSubnet = (name: string, cidrBlock: string, availabilityZone: string) => {
  const subnet = new aws.ec2.Subnet(name, {
    vpcId: vpc.id,
    cidrBlock,
    availabilityZone,
    // x NET-11: what starts in a private subnet gets a public address, copied from above.
    mapPublicIpOnLaunch: true,
  });
  new aws.ec2.RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: privateRoutes.id });
  return subnet;
};
export const privateA = privateSubnet("private-a", "10.30.10.0/24", "us-east-1a");
export const privateB = privateSubnet("private-b", "10.30.11.0/24", "us-east-1b");

// 2.1 NET-01: SSH from the whole internet, and so do the network's own lists allow it.
// x NET-10: no description says what the group or its rules are for.
export const webGroup = new aws.ec2.SecurityGroup("web", {
  vpcId: vpc.id,
  ingress: [
    { protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] },
    { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
    { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
  ],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
export const databaseGroup = new aws.ec2.SecurityGroup("database", {
  vpcId: vpc.id,
  description: "PostgreSQL for the servers and the office",
  ingress: [
    { protocol: "tcp", fromPort: 5432, toPort: 5432, securityGroups: [webGroup.id], description: "Servers" },
    { protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["203.0.113.0/24"], description: "Office" },
  ],
});
new aws.ec2.NetworkAcl("public", {
  vpcId: vpc.id,
  subnetIds: [publicA.id, publicB.id],
  ingress: [{ ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" }],
  egress: [{ ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" }],
});
