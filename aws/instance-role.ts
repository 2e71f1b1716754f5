import {
  addTo,
  some,
  view,
  whenKnown,
  type Graph,
  type Resource,
  type StackFacts,
  type Subject,
  type Value,
} from "../core";
import { hostsWithProfile, type HostView } from "./host";
import { awsManagedName, managementActions, managesInstances, withoutPath } from "./managed-policies";
import { missingActions } from "./principal-permissions";
import { isSamePlace } from "./region";
import { PrincipalView } from "./role";
import * as types from "./types";

/**
 * AWS managed policies by which nodes of clusters are known.
 * https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
const NODE_POLICIES: ReadonlySet<string> = new Set([
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKSWorkerNodeMinimalPolicy",
  "AmazonEC2ContainerServiceforEC2Role",
]);

/** What only a node of ECS calls, to join its cluster: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html */
const JOIN_CLUSTER = "ecs:registercontainerinstance";

/**
 * The setting that has Systems Manager manage every instance of an account and region.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html
 */
const DEFAULT_HOST_MANAGEMENT = "/ssm/managed-instance/default-ec2-instance-management-role";

/** A role of the stack that EC2 instances have. */
export class InstanceRole implements Subject {
  private readonly principal: PrincipalView;

  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
    /** The instance profiles of the stack that hold it; none when EKS makes its own. */
    readonly profiles: readonly Resource[],
  ) {
    this.principal = new PrincipalView(graph, resource);
  }

  /** Whether its instances are nodes of EKS, ECS or Batch. */
  get isOfNodes(): boolean {
    const names = this.principal.managedPolicies.flatMap(
      ({ at }) => whenKnown(() => awsManagedName(at.string() ?? "")) ?? [],
    );
    return (
      nodeRoles(this.graph).has(this.resource) ||
      names.some((name) => NODE_POLICIES.has(withoutPath(name))) ||
      this.mayJoinCluster
    );
  }

  /** Whether a policy of the stack names the action by which nodes of ECS join; a wildcard that covers it tells nothing. */
  private get mayJoinCluster(): boolean {
    const statements = this.principal.documents.flatMap(
      ({ document }) => whenKnown(() => document.allowStatements) ?? [],
    );
    const actions = statements.flatMap((one) => whenKnown(() => one.actions) ?? []);
    return actions.some((one) => whenKnown(() => one.string())?.toLowerCase() === JOIN_CLUSTER);
  }

  /** What it lacks to be managed by Systems Manager. */
  get missingForManagement(): readonly string[] {
    return missingActions(this.principal, { actions: managementActions(), isGrantedBy: managesInstances });
  }

  /** Whether all of its instances are in places where default host management is set. */
  isManagedByDefault(stack: StackFacts): boolean {
    const settings = this.graph.ofType(types.SSM_SERVICE_SETTING);
    const instances = this.profiles.flatMap((profile) => hostsWithProfile(this.graph).get(profile) ?? []);
    const places = instances.length > 0 ? instances : this.profiles.length > 0 ? this.profiles : [this.resource];
    return places.every((place) =>
      some(settings, (one) => isSamePlace(one, place, stack) && isDefaultHostManagement(one)),
    );
  }
}

/** Roles behind the instance profiles of the stack, and those that EKS node groups take. */
export const instanceRoles = view([...types.INSTANCE_PROFILE, ...types.EKS_NODE_GROUP], readInstanceRoles);

function readInstanceRoles(graph: Graph): InstanceRole[] {
  if (!graph.isComplete) {
    return [];
  }
  const profiles = new Map<Resource, Resource[]>();
  for (const profile of graph.ofType(types.INSTANCE_PROFILE)) {
    rolesAt(graph, profile.at("role")).forEach((role) => addTo(profiles, role, profile));
  }
  for (const group of graph.ofType(types.EKS_NODE_GROUP)) {
    rolesAt(graph, group.at("nodeRoleArn")).forEach((role) => profiles.set(role, profiles.get(role) ?? []));
  }
  return [...profiles].map(([role, holders]) => new InstanceRole(graph, role, holders));
}

/** The roles that a link leads to and that the program makes. */
function rolesAt(graph: Graph, value: Value): readonly Resource[] {
  return graph.resourcesAt(value, types.ROLE).filter((role) => role.isAnalysed);
}

/** Whether the role of a host shows that it is a node of EKS, ECS or Batch. */
export function hasNodeRole({ graph, profile }: HostView): boolean {
  const profiles = profile === "outside" ? [] : graph.resourcesAt(profile, types.INSTANCE_PROFILE);
  return profiles.some((one) =>
    rolesAt(graph, one.at("role")).some((role) => new InstanceRole(graph, role, profiles).isOfNodes),
  );
}

/** Roles that node groups and compute environments have, whatever is attached to them. */
function nodeRoles(graph: Graph): ReadonlySet<Resource> {
  return graph.view(nodeRoles, () => {
    const ofGroups = graph.ofType(types.EKS_NODE_GROUP).flatMap((one) => rolesAt(graph, one.at("nodeRoleArn")));
    const ofBatch = graph.ofType(types.BATCH_COMPUTE_ENVIRONMENT).flatMap((one) => {
      return graph
        .resourcesAt(one.at("computeResources", "instanceRole"), types.INSTANCE_PROFILE)
        .flatMap((profile) => rolesAt(graph, profile.at("role")));
    });
    return new Set([...ofGroups, ...ofBatch]);
  });
}

/** The setting names a role; without one it is off. */
function isDefaultHostManagement(setting: Resource): boolean {
  return (
    setting.at("settingId").string()?.endsWith(DEFAULT_HOST_MANAGEMENT) === true &&
    !/^(?:\$?none)?$/i.test(setting.at("settingValue").string() ?? "")
  );
}
