import { some, Undecided, type Graph, type Resource, type Value } from "../core";
import { INSTANCES } from "./host";
import * as types from "./types";

/** Properties by which a resource names what passes traffic to it. */
const OWN_LINKS: Readonly<Record<string, readonly string[]>> = {
  "aws:ecs/service:Service": ["loadBalancers"],
  "aws:ecs/taskSet:TaskSet": ["loadBalancers"],
  "aws:autoscaling/group:Group": ["targetGroupArns", "loadBalancers", "trafficSources"],
  "aws:ec2/spotFleetRequest:SpotFleetRequest": ["targetGroupArns", "loadBalancers"],
};

/** Resources that put another one behind a load balancer, and the property that names it. */
const ATTACHMENTS: readonly { readonly of: readonly string[]; readonly by: readonly string[]; readonly at: string }[] =
  [
    { of: types.AUTOSCALING_GROUP, by: types.AUTOSCALING_ATTACHMENT, at: "autoscalingGroupName" },
    { of: types.AUTOSCALING_GROUP, by: types.TRAFFIC_SOURCE_ATTACHMENT, at: "autoscalingGroupName" },
    { of: types.EC2_INSTANCE, by: types.TARGET_GROUP_ATTACHMENT, at: "targetId" },
    { of: types.SPOT_INSTANCE_REQUEST, by: types.TARGET_GROUP_ATTACHMENT, at: "targetId" },
    { of: types.EC2_INSTANCE, by: types.CLASSIC_ATTACHMENT, at: "instance" },
    { of: types.SPOT_INSTANCE_REQUEST, by: types.CLASSIC_ATTACHMENT, at: "instance" },
  ];

/** Whether a load balancer of any kind passes traffic to it. Throws `Undecided` while that is not known. */
export function isBehindLoadBalancer(resource: Resource): boolean {
  const { graph, type } = resource;
  const own = OWN_LINKS[type] ?? [];
  const attachments = ATTACHMENTS.filter(({ of }) => of.includes(type));
  const tests = [
    ...own.map((property) => () => resource.at(property).isPresent),
    ...attachments.map(
      ({ by, at }) =>
        () =>
          graph.referrers(resource, by, at).length > 0,
    ),
    ...(INSTANCES.includes(type) ? [() => isListedByClassic(resource)] : []),
  ];
  return some(tests, (test) => test());
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
  for (const balancer of graph.ofType(types.CLASSIC_LOAD_BALANCER)) {
    const list = balancer.at("instances");
    for (const value of list.isUnknown ? [list] : list.list()) {
      const link = graph.follow(value, INSTANCES);
      if (link.kind === "inside") {
        link.resources.forEach((one) => found.add(one));
      } else {
        open.push(value);
      }
    }
  }
  return { found, open };
}
