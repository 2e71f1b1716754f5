import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Network } from "./network";
import { Service } from "./service";

const config = new pulumi.Config();
const environment = config.require("environment");
const region = new pulumi.Config("aws").require("region") as aws.Region;

const provider = new aws.Provider("tagged", {
  region,
  defaultTags: {
    tags: { Environment: environment, ManagedBy: "Pulumi", Project: pulumi.getProject(), Team: "storefront" },
  },
});
const providers = { providers: [provider] };

const network = new Network("shop", { cidr: config.require("cidr"), zones: 2, environment }, providers);
const service = new Service(
  "web",
  {
    environment,
    network,
    certificateArn: config.require("certificateArn"),
    webAclArn: config.require("webAclArn"),
    domain: config.require("domain"),
    imageTag: config.require("imageTag"),
    cpu: config.requireNumber("cpu"),
    memory: config.requireNumber("memory"),
    desiredCount: environment === "prod" ? 4 : 2,
  },
  providers,
);

export const vpcId = network.vpc.id;
export const serviceName = service.service.name;
export const loadBalancerDns = service.loadBalancer.dnsName;
export const repositoryUrl = service.repository.repositoryUrl;
