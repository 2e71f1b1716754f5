import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { FlowLogs } from "./flow-logs";
import { Vpc } from "./vpc";

const config = new pulumi.Config();
const environment = config.require("environment");
const { region } = aws.getRegionOutput();

const network = new Vpc("backbone", {
  cidrBlock: config.require("cidr"),
  availabilityZoneNames: config.requireObject<string[]>("zones"),
  natGateways: environment === "prod" ? "OnePerAz" : "Single",
  tags: { Environment: environment, ManagedBy: "Pulumi", Project: pulumi.getProject() },
});

// Takes the rules out of the group that AWS gives every VPC.
new aws.ec2.DefaultSecurityGroup("backbone-unused", { vpcId: network.vpcId, ingress: [], egress: [] });

for (const service of ["s3", "dynamodb"]) {
  new aws.ec2.VpcEndpoint(`backbone-${service}`, {
    vpcId: network.vpcId,
    serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
    routeTableIds: network.routeTables.map((table) => table.id),
  });
}

new FlowLogs("backbone-flows", { vpcId: network.vpcId, environment, logKeyArn: config.require("logKeyArn") });

export const vpcId = network.vpcId;
export const publicSubnetIds = network.publicSubnetIds;
export const privateSubnetIds = network.privateSubnetIds;
export const isolatedSubnetIds = network.isolatedSubnetIds;
