import { elements, some, Undecided, type Graph, type Resource, type Value } from "../core";
import * as types from "./types";

/** Lists in which a resource names the load balancers that pass traffic to it, or their target groups. */
const OWN_LISTS: readonly { readonly of: readonly string[]; readonly lists: readonly string[] }[] = [
  { of: [...types.ECS_SERVICE, ...types.ECS_TASK_SET], lists: ["loadBalancers"] },
  { of: [...types.AUTOSCALING_GROUP, ...types.SPOT_FLEET], lists: ["targetGroupArns", "loadBalancers"] },
];

/** Resources that put another one behind a load balancer, and the property that names it. */
const ATTACHMENTS: readonly { readonly of: readonly string[]; readonly by: readonly string[]; readonly at: string }[] =
  [
    { of: types.AUTOSCALING_GROUP, by: types.AUTOSCALING_ATTACHMENT, at: "autoscalingGroupName" },
    { of: types.INSTANCES, by: types.TARGET_GROUP_ATTACHMENT, at: "targetId" },
    { of: types.INSTANCES, by: types.CLASSIC_ATTACHMENT, at: "instance" },
  ];

/** Whether a load balancer of any kind passes traffic to it; VPC Lattice is none. Throws `Undecided` while that is not known. */
export function isBehindLoadBalancer(resource: Resource): boolean {
  const { graph, type } = resource;
  const lists = OWN_LISTS.flatMap((one) => (one.of.includes(type) ? one.lists : []));
  const attachments = ATTACHMENTS.filter(({ of }) => of.includes(type));
  const signs = [
    ...lists.map((list) => () => namesSomething(resource.at(list))),
    ...attachments.map(
      ({ by, at }) =>
        () =>
          graph.referrers(resource, by, at).length > 0,
    ),
    ...(types.AUTOSCALING_GROUP.includes(type) ? [() => some(trafficSourcesOf(resource), isLoadBalancer)] : []),
    ...(types.INSTANCES.includes(type) ? [() => isListedByClassic(resource)] : []),
  ];
  return some(signs, (sign) => sign());
}

/** What stands in a list is something, whatever its ARN will be. */
function namesSomething(list: Value): boolean {
  return list.list().some((one) => !one.isAbsent);
}

/** What sends traffic to an Auto Scaling group, by its own list and by attachments. Those that are known come first. */
function* trafficSourcesOf(group: Resource): Generator<Value> {
  yield* elements(group.at("trafficSources"));
  const attachments = group.graph.referrers(group, types.TRAFFIC_SOURCE_ATTACHMENT, "autoscalingGroupName");
  yield* attachments.map((one) => one.at("trafficSource"));
}

/**
 * VPC Lattice has health checks of its own; without a type the identifier is an ARN, which tells.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TrafficSourceIdentifier.html
 */
function isLoadBalancer(source: Value): boolean {
  const type = source.at("type").string();
  return type === undefined
    ? source.at("identifier").string()?.includes(":vpc-lattice:") === false
    : type !== "vpc-lattice";
}

/** Whether a classic load balancer names it in its list of instances. */
function isListedByClassic(instance: Resource): boolean {
  const { graph } = instance;
  graph.demandComplete();
  const { found, open } = graph.view(isListedByClassic, () => listedByClassic(graph));
  const possible = open.find((value) => graph.mayLeadTo(value, instance));
  if (!found.has(instance) && possible) {
    throw new Undecided(possible.display);
  }
  return found.has(instance);
}

function listedByClassic(graph: Graph): { readonly found: ReadonlySet<Resource>; readonly open: readonly Value[] } {
  const found = new Set<Resource>();
  const open: Value[] = [];
  for (const value of graph.ofType(types.CLASSIC_LOAD_BALANCER).flatMap((one) => elements(one.at("instances")))) {
    const link = graph.follow(value, types.INSTANCES);
    if (link.kind === "inside") {
      link.resources.forEach((one) => found.add(one));
    } else {
      open.push(value);
    }
  }
  return { found, open };
}
