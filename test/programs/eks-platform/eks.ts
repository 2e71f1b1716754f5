import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * What eks.Cluster and eks.ManagedNodeGroup (@pulumi/eks 4) register: the same types, names, parents, inputs and
 * dependencies, made here because the components themselves run in a plugin.
 */
interface ServiceRoleArgs {
  service: string;
  description?: string;
  managedPolicies: Record<string, string>;
  assumeRoleActions?: string[];
}

class ServiceRole extends pulumi.ComponentResource {
  readonly role: aws.iam.Role;
  /** The role, once all its policies are attached. */
  readonly resolvedRole: pulumi.Output<aws.iam.Role>;

  constructor(name: string, args: ServiceRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks:index:ServiceRole", name, {}, opts);
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    const assumeRolePolicy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Action: args.assumeRoleActions ?? ["sts:AssumeRole"],
          Effect: "Allow",
          Principal: { Service: [args.service] },
        },
      ],
    });
    this.role = new aws.iam.Role(`${name}-role`, { description: args.description, assumeRolePolicy }, { parent: this });
    const attachments = Object.entries(args.managedPolicies).map(
      ([hash, policy]) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${hash}`,
          { policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}`, role: this.role },
          { parent: this },
        ),
    );
    this.resolvedRole = pulumi.all([this.role.arn, ...attachments.map(({ id }) => id)]).apply(() => this.role);
    this.registerOutputs({ resolvedRole: this.resolvedRole, directRole: this.role });
  }
}

class VpcCniAddon extends pulumi.ComponentResource {
  constructor(name: string, clusterName: pulumi.Input<string>, opts: pulumi.ComponentResourceOptions) {
    super("eks:index:VpcCniAddon", name, {}, opts);
    const env = { AWS_VPC_K8S_CNI_LOGLEVEL: "DEBUG", WARM_ENI_TARGET: "1", ENABLE_POD_ENI: "false" };
    new aws.eks.Addon(
      name,
      {
        clusterName,
        addonName: "vpc-cni",
        addonVersion: "v1.20.4-eksbuild.2",
        preserve: true,
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
        configurationValues: JSON.stringify({ env, init: { env: { DISABLE_TCP_EARLY_DEMUX: "false" } } }),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

export interface ClusterArgs {
  name: string;
  version: string;
  privateSubnetIds: pulumi.Input<string>[];
  encryptionConfigKeyArn: pulumi.Input<string>;
  enabledClusterLogTypes: string[];
  accessEntries: Record<string, { principalArn: pulumi.Input<string>; policyArn: string }>;
}

/** With access entries, private endpoint and the cluster's own security group; without the default node group. */
export class Cluster extends pulumi.ComponentResource {
  readonly eksCluster: aws.eks.Cluster;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks:index:Cluster", name, {}, opts);
    const parent = { parent: this };
    const serviceRole = new ServiceRole(
      `${name}-eksRole`,
      {
        service: "eks.amazonaws.com",
        description: "Allows EKS to manage clusters on your behalf.",
        managedPolicies: { "4b490823": "AmazonEKSClusterPolicy" },
        assumeRoleActions: ["sts:AssumeRole", "sts:TagSession"],
      },
      parent,
    );
    this.eksCluster = new aws.eks.Cluster(
      `${name}-eksCluster`,
      {
        name: args.name,
        roleArn: serviceRole.role.arn,
        bootstrapSelfManagedAddons: true,
        vpcConfig: { subnetIds: args.privateSubnetIds, endpointPrivateAccess: true, endpointPublicAccess: false },
        version: args.version,
        enabledClusterLogTypes: args.enabledClusterLogTypes,
        tags: { Name: `${name}-eksCluster` },
        encryptionConfig: { provider: { keyArn: args.encryptionConfigKeyArn }, resources: ["secrets"] },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
        deletionProtection: true,
      },
      {
        ...parent,
        ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
        dependsOn: serviceRole.resolvedRole,
      },
    );
    const clusterName = this.eksCluster.name;
    new aws.eks.Addon(
      `${name}-kube-proxy`,
      {
        clusterName,
        addonName: "kube-proxy",
        addonVersion: "v1.34.0-eksbuild.4",
        preserve: true,
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
      },
      parent,
    );
    const kubernetes = new Kubernetes(`${name}-eks-k8s`, this.kubeconfig(), parent);
    const entries = Object.entries(args.accessEntries).map(([entry, { principalArn, policyArn }]) =>
      this.accessEntry(`${name}-${entry}`, principalArn, policyArn),
    );
    new VpcCniAddon(`${name}-vpc-cni`, clusterName, { ...parent, dependsOn: entries, providers: { kubernetes } });
    new aws.iam.OpenIdConnectProvider(
      `${name}-oidcProvider`,
      {
        clientIdLists: ["sts.amazonaws.com"],
        url: this.eksCluster.identities.apply((identities) => identities?.[0]?.oidcs?.[0]?.issuer ?? ISSUER),
        thumbprintLists: ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"],
      },
      parent,
    );
    this.registerOutputs({ eksCluster: this.eksCluster, kubeconfig: this.kubeconfig() });
  }

  private accessEntry(name: string, principalArn: pulumi.Input<string>, policyArn: string): aws.eks.AccessEntry {
    const clusterName = this.eksCluster.name;
    const entry = new aws.eks.AccessEntry(
      name,
      { clusterName, principalArn, type: "STANDARD" },
      { parent: this, dependsOn: [this.eksCluster] },
    );
    new aws.eks.AccessPolicyAssociation(
      `${name}-view`,
      { clusterName, principalArn, policyArn, accessScope: { type: "cluster" } },
      { parent: entry, dependsOn: [entry] },
    );
    return entry;
  }

  private kubeconfig(): pulumi.Output<string> {
    const { name, endpoint, certificateAuthority } = this.eksCluster;
    return pulumi.all([name, endpoint, certificateAuthority]).apply(([cluster, server, authority]) =>
      JSON.stringify({
        apiVersion: "v1",
        clusters: [{ cluster: { server, "certificate-authority-data": authority?.data }, name: "kubernetes" }],
        contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
        "current-context": "aws",
        kind: "Config",
        users: [
          { name: "aws", user: { exec: { command: "aws", args: ["eks", "get-token", "--cluster-name", cluster] } } },
        ],
      }),
    );
  }
}

const ISSUER = "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";

class Kubernetes extends pulumi.ProviderResource {
  constructor(name: string, kubeconfig: pulumi.Input<string>, opts: pulumi.ResourceOptions) {
    super("kubernetes", name, { kubeconfig }, opts);
  }
}

export interface ManagedNodeGroupArgs {
  cluster: Cluster;
  nodeRole: aws.iam.Role;
  subnetIds: pulumi.Input<string>[];
  instanceTypes: string[];
  launchTemplate: aws.ec2.LaunchTemplate;
  scalingConfig: { minSize: number; maxSize: number; desiredSize: number };
}

export class ManagedNodeGroup extends pulumi.ComponentResource {
  constructor(name: string, args: ManagedNodeGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks:index:ManagedNodeGroup", name, {}, opts);
    const { id, latestVersion } = args.launchTemplate;
    new aws.eks.NodeGroup(
      name,
      {
        clusterName: args.cluster.eksCluster.name,
        nodeRoleArn: args.nodeRole.arn,
        amiType: "AL2023_x86_64_STANDARD",
        instanceTypes: args.instanceTypes,
        scalingConfig: args.scalingConfig,
        subnetIds: args.subnetIds,
        launchTemplate: { id, version: latestVersion.apply((version) => `${version}`) },
      },
      { parent: this, ignoreChanges: ["scalingConfig.desiredSize"] },
    );
    this.registerOutputs({});
  }
}
