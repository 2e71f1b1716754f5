/** What scales by target tracking, for which AWS makes and manages the alarms itself. */
import { Undecided, type Graph, type Resource, type Value } from "../core";
import * as types from "./types";

/** The groups and services that scale by target tracking. Made once per graph. */
interface Tracked {
  readonly resources: ReadonlySet<Resource>;
  /** The names that literals give; `service/cluster/name` calls a service. */
  readonly names: ReadonlySet<string>;
  /** What some policy scales is not known. */
  readonly isOpen: boolean;
}

const SCALED = [...types.AUTOSCALING_GROUP, ...types.ECS_SERVICE];

/** The name of a group, or what a scalable target calls a service: `service/cluster/name`. */
const NAME = /^(?:service\/[^/]+\/)?([^/]+)$/;

/**
 * Whether an Auto Scaling group or a service of one of these names scales by target tracking. Throws `Undecided` while it may.
 * - https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
 * - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 * - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html (capacity providers)
 */
export function scalesByTargetTracking(resource: Resource, names: readonly string[]): boolean {
  const { graph } = resource;
  const tracked = graph.view(indexTracked, () => indexTracked(graph));
  if (tracked.resources.has(resource) || names.some((name) => tracked.names.has(name))) {
    return true;
  }
  if (tracked.isOpen || (resource.at("name").isUnknown && tracked.names.size > 0)) {
    throw new Undecided("what a scaling policy scales");
  }
  return false;
}

function indexTracked(graph: Graph): Tracked {
  const resources = new Set<Resource>();
  const names = new Set<string>();
  let isOpen = false;
  for (const value of trackedIn(graph).flatMap((one) => throughTarget(graph, one))) {
    const link = graph.follow(value, SCALED);
    if (link.kind === "inside") {
      link.resources.forEach((one) => resources.add(one));
    } else if (value.isUnknown) {
      isOpen = true;
    } else {
      names.add(NAME.exec(value.string() ?? "")?.[1] ?? "");
    }
  }
  return { resources, names, isOpen };
}

/** The places that say what is scaled. */
function trackedIn(graph: Graph): readonly Value[] {
  const policies = graph
    .ofType(types.SCALING_POLICY)
    .filter((policy) => policy.at("enabled").raw !== false)
    .filter((policy) => TRACKING.some((input) => !policy.at(input).isAbsent))
    .flatMap((policy) => [policy.at("autoscalingGroupName"), policy.at("resourceId")]);
  const providers = graph
    .ofType(types.ECS_CAPACITY_PROVIDER)
    .map((one) => one.at("autoScalingGroupProvider"))
    .filter((one) => one.isUnknown || isManaged(one.at("managedScaling", "status")))
    .map((one) => one.at("autoScalingGroupArn"));
  return [...policies, ...providers].filter((value) => !value.isAbsent);
}

/** A policy names its service itself, or takes what its scalable target names. */
function throughTarget(graph: Graph, value: Value): readonly Value[] {
  const link = graph.follow(value, types.SCALABLE_TARGET);
  return link.kind === "inside" ? link.resources.map((target) => target.at("resourceId")) : [value];
}

const TRACKING = ["targetTrackingConfiguration", "targetTrackingScalingPolicyConfiguration"];

function isManaged(status: Value): boolean {
  return status.isUnknown || status.string()?.toUpperCase() === "ENABLED";
}
