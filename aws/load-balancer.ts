/** Load balancers of version 2 (`lb` and `alb` are one), their listeners, listener rules and target groups. */
import { elements, partsOf, addTo, every, find, some, Undecided, type Graph, type Resource, type Value } from "../core";
import { publishedComponentOf } from "./published-package";
import * as types from "./types";

/** What the program made it: `application` unless it says otherwise. */
export function balancerType(balancer: Resource): string {
  return balancer.at("loadBalancerType").string() ?? "application";
}

/** Whether it has addresses in the VPC only; it faces the internet unless told otherwise. */
export function isInternal(balancer: Resource): boolean {
  return balancer.at("internal").boolean() === true;
}

export function isApplication(balancer: Resource): boolean {
  return balancerType(balancer) === "application";
}

/** Whether it is an application load balancer that the internet reaches. */
export function isPublicApplication(balancer: Resource): boolean {
  return every([() => isApplication(balancer), () => !isInternal(balancer)], (part) => part());
}

/** Whether it is an application or network load balancer, but none that is an application load balancer of the internet. */
export function isInternalOrNetwork(balancer: Resource): boolean {
  return some(
    [() => balancerType(balancer) === "network", () => isApplication(balancer) && isInternal(balancer)],
    (part) => part(),
  );
}

/** The load balancers that a listener may belong to: more than one only while its ARN is not known; none when it stands outside. */
export function balancersOf(listener: Resource): readonly Resource[] {
  return listener.graph.resourcesAt(listener.at("loadBalancerArn"), types.LOAD_BALANCER);
}

/** The listeners of a load balancer. Throws `Undecided` when there may be some that are not known to be its. */
export function listenersOf(balancer: Resource): readonly Resource[] {
  return balancer.graph.referrers(balancer, types.LISTENER, "loadBalancerArn");
}

/** The listener itself, or the one that a listener rule belongs to. Throws `Undecided` while it may be one or another. */
export function listenerOf(resource: Resource): Resource | undefined {
  const [listener, other] = possibleListeners(resource);
  if (other) {
    throw new Undecided(resource.at("listenerArn").display);
  }
  return listener;
}

function possibleListeners(resource: Resource): readonly Resource[] {
  return types.LISTENER.includes(resource.type)
    ? [resource]
    : resource.graph.resourcesAt(resource.at("listenerArn"), types.LISTENER);
}

/** An application load balancer's listener speaks HTTP unless told otherwise. */
export function protocolOf(listener: Resource): string {
  return listener.at("protocol").string()?.toUpperCase() ?? "HTTP";
}

export function speaksTls(listener: Resource): boolean {
  return ["HTTPS", "TLS"].includes(protocolOf(listener));
}

/** What a listener does by default, or what a rule does. */
export function actionsOf(resource: Resource): readonly Value[] {
  return resource.at(types.LISTENER.includes(resource.type) ? "defaultActions" : "actions").list();
}

/** The arguments of awsx's load balancers from which they make listeners and target groups. */
const COMPONENT_ARGUMENTS = [
  { types: types.LISTENER, argument: "listeners" },
  { types: types.TARGET_GROUP, argument: "defaultTargetGroup" },
];

/**
 * Where to write what a resource lacks: in the arguments of the awsx component that made it; undefined when nothing else did.
 * https://www.pulumi.com/registry/packages/awsx/api-docs/lb/applicationloadbalancer/
 */
export function componentArgument(resource: Resource): string | undefined {
  const component = publishedComponentOf(resource);
  const found = COMPONENT_ARGUMENTS.find((one) => one.types.includes(resource.type));
  return found && component?.startsWith("awsx:lb:") ? `${found.argument} of ${component}` : undefined;
}

/** The first action that answers a request in plain text: anything but a redirect to HTTPS. */
export function plainAction(resource: Resource): Value | undefined {
  return find(actionsOf(resource), (action) => !redirectsToHttps(action))?.item;
}

function redirectsToHttps(action: Value): boolean {
  return (
    action.at("type").string()?.toLowerCase() === "redirect" &&
    action.at("redirect", "protocol").string()?.toUpperCase() === "HTTPS"
  );
}

/**
 * The security policies that accept TLS 1.0 or 1.1, with the oldest version that they accept. Names that are not listed
 * are not judged: new ones come every year. Read on 2026-11-21 in
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html and
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
 */
const OLD_POLICIES: ReadonlyMap<string, string> = new Map([
  ["ELBSecurityPolicy-2015-05", "TLS 1.0"],
  ["ELBSecurityPolicy-TLS-1-0-2015-04", "TLS 1.0"],
  ["ELBSecurityPolicy-2016-08", "TLS 1.0"],
  ["ELBSecurityPolicy-TLS-1-1-2017-01", "TLS 1.1"],
  ["ELBSecurityPolicy-FS-2018-06", "TLS 1.0"],
  ["ELBSecurityPolicy-FS-1-1-2019-08", "TLS 1.1"],
  ["ELBSecurityPolicy-TLS13-1-0-2021-06", "TLS 1.0"],
  ["ELBSecurityPolicy-TLS13-1-1-2021-06", "TLS 1.1"],
  ["ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04", "TLS 1.0"],
  ["ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04", "TLS 1.1"],
  ["ELBSecurityPolicy-TLS13-1-0-PQ-2025-09", "TLS 1.0"],
  ["ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09", "TLS 1.0"],
]);

/** What a listener gets that is not made in the console and names no policy; same pages. */
export const DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";

/** The version before TLS 1.2 that a TLS listener accepts; undefined when it accepts none, or when nothing is known of its policy. */
export function oldTlsVersion(listener: Resource): string | undefined {
  return OLD_POLICIES.get(listener.at("sslPolicy").string() ?? DEFAULT_POLICY);
}

/**
 * The load balancers whose listeners or rules forward to a target group, as far as they stand in the stack. Throws `Undecided`
 * when there is none, but one may turn out to be.
 */
export function balancersBefore(targetGroup: Resource): readonly Resource[] {
  const { graph } = targetGroup;
  const { listeners, outside } = graph.view(forwardsIn, () => forwardsIn(graph));
  const found = (listeners.get(targetGroup) ?? []).flatMap(balancersOf);
  const open = found.length > 0 ? undefined : outside.find((value) => graph.mayLeadTo(value, targetGroup));
  if (open) {
    throw new Undecided(open.display);
  }
  return found;
}

interface Forwards {
  readonly listeners: ReadonlyMap<Resource, readonly Resource[]>;
  readonly outside: readonly Value[];
}

function forwardsIn(graph: Graph): Forwards {
  const listeners = new Map<Resource, Resource[]>();
  const outside: Value[] = [];
  for (const resource of graph.allOfType([...types.LISTENER, ...types.LISTENER_RULE])) {
    const possible = possibleListeners(resource);
    for (const value of forwardTargets(resource)) {
      const link = graph.follow(value, types.TARGET_GROUP);
      if (link.kind === "outside") {
        outside.push(value);
      } else if (link.kind === "inside") {
        link.resources.forEach((one) => possible.forEach((listener) => addTo(listeners, one, listener)));
      }
    }
  }
  return { listeners, outside };
}

/** Where a listener or a rule names target groups; what is not known as a whole stands for its own parts. */
function forwardTargets(resource: Resource): readonly Value[] {
  const actions = resource.at(types.LISTENER.includes(resource.type) ? "defaultActions" : "actions");
  return elements(actions).flatMap((action) =>
    action.isUnknown
      ? [action]
      : [action.at("targetGroupArn"), ...partsOf(action.at("forward", "targetGroups"), "arn")],
  );
}
