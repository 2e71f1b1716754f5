import type { Resource } from "../core";

/**
 * Packages of components that many programs share and that make AWS resources; who uses one cannot edit the resources in
 * it, only give it arguments. They are those with `component: true` in
 * https://github.com/pulumi/registry/tree/master/themes/default/data/registry/packages
 */
const PUBLISHED_PACKAGES: ReadonlySet<string> = new Set([
  "awsx",
  "eks",
  "aws-apigateway",
  "aws-iam",
  "aws-miniflux",
  "aws-quickstart-aurora-postgres",
  "aws-quickstart-redshift",
  "aws-quickstart-vpc",
  "aws-static-website",
  "aws-s3-replicated-bucket",
  "lbrlabs-eks",
  "metabase",
  "nuage",
]);

/** The type of the innermost component of a published package that the resource is part of: `eks:index:Cluster`. */
export function publishedComponentOf(resource: Resource): string | undefined {
  return resource.parentTypes.findLast((type) => PUBLISHED_PACKAGES.has(type.split(":")[0] ?? ""));
}

/**
 * By which argument a component takes a security group of one's own, or the rules of the one that it makes.
 * https://github.com/pulumi/pulumi-eks/blob/master/nodejs/eks/cluster/cluster.ts, .../nodes/nodegroup.ts,
 * https://github.com/pulumi/pulumi-awsx/blob/master/awsx/lb/applicationLoadBalancer.ts, .../ecs/fargateService.ts
 */
export function fixOfGroupIn(component: string, { name }: Resource, quality: string, rules: string): string {
  const own = `a security group of your own ${quality}`;
  if (component.startsWith("eks:")) {
    return fixInEks(component, name, own);
  }
  if (component.startsWith("awsx:ecs:")) {
    return `Set networkConfiguration: { subnets, securityGroups: [<group>.id] } of the service, with ${own}.`;
  }
  if (component.startsWith("awsx:lb:")) {
    return `Set securityGroups: [<group>.id] of the load balancer, with ${own}, or list the rules in defaultSecurityGroup: { args: { vpcId, ${rules} } }.`;
  }
  return `Give ${component} ${own}, by the argument that it has for it.`;
}

/** A cluster makes both groups, and its node groups take the one for nodes, until it is told not to. */
function fixInEks(component: string, name: string, own: string): string {
  if (component !== "eks:index:Cluster") {
    return `Set nodeSecurityGroup of the node group, and clusterIngressRule with it, to ${own}.`;
  }
  return /-eksCluster(?:SecurityGroup|InternetEgressRule)$/.test(name)
    ? `Set clusterSecurityGroup of eks.Cluster to ${own}, or set skipDefaultSecurityGroups: true, which leaves the group that EKS itself makes.`
    : `Set skipDefaultSecurityGroups: true on eks.Cluster and, in nodeGroupOptions, nodeSecurityGroup (with clusterIngressRule) to ${own}; or set skipDefaultNodeGroup: true too and use eks.ManagedNodeGroup, whose nodes have the group that EKS itself makes.`;
}
