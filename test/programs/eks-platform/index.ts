import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { FlowLogs } from "../awsx-network/flow-logs";
import { Vpc } from "../awsx-network/vpc";
import { Cluster, ManagedNodeGroup } from "./eks";

const config = new pulumi.Config();
const environment = pulumi.getStack();
const logKeyArn = aws.kms.getAliasOutput({ name: `alias/logs-${environment}` }).targetKeyArn;
const diskKeyArn = aws.kms.getAliasOutput({ name: `alias/disks-${environment}` }).targetKeyArn;
const zones = aws.getAvailabilityZones({ state: "available" }).then(({ names }) => names);

/** Awaits the zones, as awsx does before it makes subnets. */
export = async () => {
  const network = new Vpc("platform", {
    cidrBlock: config.require("cidr"),
    availabilityZoneNames: (await zones).slice(0, 2),
    natGateways: "Single",
    subnetTags: {
      Public: { "kubernetes.io/role/elb": "1" },
      Private: { "kubernetes.io/role/internal-elb": "1" },
    },
  });
  new aws.ec2.DefaultSecurityGroup("platform-unused", { vpcId: network.vpcId });
  new aws.ec2.VpcEndpoint("platform-s3", {
    vpcId: network.vpcId,
    serviceName: pulumi.interpolate`com.amazonaws.${aws.getRegionOutput().region}.s3`,
    routeTableIds: network.routeTables.map((table) => table.id),
  });
  new FlowLogs("platform-flows", { vpcId: network.vpcId, environment, logKeyArn });

  // EKS writes to the group of this name, and would make one that keeps logs for ever.
  const clusterName = `platform-${environment}`;
  const controlPlaneLogs = new aws.cloudwatch.LogGroup("control-plane", {
    name: `/aws/eks/${clusterName}/cluster`,
    retentionInDays: 365,
    kmsKeyId: logKeyArn,
    deletionProtectionEnabled: true,
  });

  const nodeRole = new aws.iam.Role("nodes", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
  });
  for (const policy of [
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonSSMManagedInstanceCore",
  ]) {
    new aws.iam.RolePolicyAttachment(`nodes-${policy}`, {
      role: nodeRole.name,
      policyArn: `arn:aws:iam::aws:policy/${policy}`,
    });
  }

  const cluster = new Cluster(
    "platform",
    {
      name: clusterName,
      version: "1.34",
      privateSubnetIds: network.privateSubnetIds,
      encryptionConfigKeyArn: aws.kms.getAliasOutput({ name: `alias/kubernetes-${environment}` }).targetKeyArn,
      enabledClusterLogTypes: ["api", "audit", "authenticator"],
      accessEntries: {
        oncall: {
          principalArn: aws.iam.getRoleOutput({ name: "oncall" }).arn,
          policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
        },
      },
    },
    { dependsOn: [controlPlaneLogs] },
  );

  const template = new aws.ec2.LaunchTemplate("workers", {
    description: "Workers of the platform: encrypted disks, session tokens for the metadata service",
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 2 },
    blockDeviceMappings: [
      { deviceName: "/dev/xvda", ebs: { volumeSize: 80, volumeType: "gp3", encrypted: "true", kmsKeyId: diskKeyArn } },
    ],
    tagSpecifications: ["instance", "volume"].map((resourceType) => ({
      resourceType,
      tags: { Name: `platform-worker-${environment}`, Purpose: "Kubernetes worker", Backup: "None", ...common },
    })),
  });
  new ManagedNodeGroup("workers", {
    cluster,
    nodeRole,
    subnetIds: network.privateSubnetIds,
    instanceTypes: ["m7i.large", "m6i.large"],
    launchTemplate: template,
    scalingConfig: { minSize: 2, maxSize: 6, desiredSize: 3 },
  });

  return { clusterName: cluster.eksCluster.name, vpcId: network.vpcId, controlPlaneLogGroup: controlPlaneLogs.name };
};

const common = { Environment: environment, ManagedBy: "Pulumi", Project: pulumi.getProject() };
