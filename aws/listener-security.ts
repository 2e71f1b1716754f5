/** What is wrong with how load balancers speak and check, in words that the policies about public and about internal ones share. */
import { every, some, Undecided, type Finding, type Graph, type Resource, type Value } from "../core";
import {
  balancersOf,
  componentArgument,
  DEFAULT_POLICY,
  listenerOf,
  oldTlsVersion,
  plainAction,
  protocolOf,
  speaksTls,
} from "./load-balancer";
import { isAnywhere, overlaps, TCP, type Traffic } from "./ranges";
import { securityGroupOf, type SecurityGroupView } from "./security-group";
import * as types from "./types";

export interface Weakness extends Finding {
  readonly at: Value;
  readonly fix: string;
}

const GOOD_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

/** A TLS listener that accepts versions before TLS 1.2. */
export function oldTls(listener: Resource): Weakness | undefined {
  if (!speaksTls(listener)) {
    return undefined;
  }
  const version = oldTlsVersion(listener);
  const at = listener.at("sslPolicy");
  const policy = at.isAbsent ? `sslPolicy is not set, so AWS takes ${DEFAULT_POLICY}, which` : `${at.string() ?? ""}`;
  return version === undefined
    ? undefined
    : {
        at,
        found: `${policy} accepts ${version}.`,
        fix: asWritten(listener, `Set sslPolicy: "${GOOD_POLICY}", which accepts TLS 1.2 and 1.3 only.`),
      };
}

/** An HTTP listener, or a rule of one, that does not only redirect to HTTPS. A listener that does not is the mistake, not its rules. */
export function plainHttp(resource: Resource): Weakness | undefined {
  const listener = listenerOf(resource);
  if (!listener || protocolOf(listener) !== "HTTP") {
    return undefined;
  }
  const at = plainAction(resource);
  if (!at || (resource !== listener && plainAction(listener))) {
    return undefined;
  }
  const what = resource === listener ? "The HTTP listener" : "A rule of an HTTP listener";
  return {
    at,
    found: `${what} answers requests in plain text (${at.at("type").string() ?? "no type"}) instead of redirecting them to HTTPS.`,
    fix: asWritten(
      resource,
      `Write { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }, and forward in a listener with protocol: "HTTPS", a certificateArn and sslPolicy: "${GOOD_POLICY}".`,
    ),
  };
}

/** An HTTP target group whose targets are not asked by a path of their own. TCP and Lambda targets have none. */
export function noHealthCheck(targetGroup: Resource): Weakness | undefined {
  const protocol = targetGroup.at("protocol").string()?.toUpperCase();
  if ((protocol !== "HTTP" && protocol !== "HTTPS") || targetGroup.at("targetType").string() === "lambda") {
    return undefined;
  }
  const check = targetGroup.at("healthCheck");
  if (check.at("enabled").boolean() === false) {
    return {
      at: check.at("enabled"),
      found: "The health check is turned off.",
      fix: asWritten(targetGroup, "Remove enabled: false."),
    };
  }
  const path = check.at("path");
  if (path.isPresent) {
    return undefined;
  }
  const { asked, write } = targetGroup.at("protocolVersion").string()?.toUpperCase() === "GRPC" ? GRPC : HTTP;
  return {
    at: check.isAbsent ? check : path,
    found: `${check.isAbsent ? "There is no healthCheck" : "The health check has no path"}, so AWS asks for "${asked}", which may answer though the application is broken.`,
    fix: asWritten(
      targetGroup,
      `Set healthCheck: ${write}, with a path that answers so only while the application works.`,
    ),
  };
}

/** What AWS asks for unless told otherwise: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
const HTTP = { asked: "/", write: '{ path: "/health", matcher: "200" }' };
const GRPC = { asked: "/AWS.ALB/healthcheck", write: '{ path: "/grpc.health.v1.Health/Check", matcher: "0" }' };

/** A fix in the words of whoever wrote it: of what a component made, only its arguments can be changed. */
function asWritten(resource: Resource, fix: string): string {
  const argument = componentArgument(resource);
  return argument === undefined ? fix : `${fix} Write it in ${argument}.`;
}

/**
 * Whether the security groups of a listener's load balancers let only prefix lists reach its port, such as CloudFront's; of groups
 * outside it cannot be seen. Without groups of its own a load balancer has the VPC's default one, which admits others.
 */
export function isBehindPrefixLists(listener: Resource): boolean {
  const port = listener.at("port").number() ?? 80;
  const traffic = { protocol: TCP, first: port, last: port };
  return every(balancersOf(listener), (balancer) => {
    const ids = balancer.at("securityGroups").list();
    const groups = ids.flatMap((id) => groupsAt(balancer.graph, id));
    return ids.length > 0 && every(groups, (group) => admitsOnlyPrefixLists(group, traffic));
  });
}

/** The groups of the stack that an id leads to; an id that nothing here bears leads to one outside. */
function groupsAt(graph: Graph, id: Value): readonly SecurityGroupView[] {
  const link = graph.follow(id, types.SECURITY_GROUP);
  if (link.kind === "outside" && id.isUnknown) {
    throw new Undecided(id.display);
  }
  return link.kind === "inside" ? link.resources.flatMap((one) => securityGroupOf(one) ?? []) : [];
}

function admitsOnlyPrefixLists(group: SecurityGroupView, traffic: Traffic): boolean {
  const rules = group.rules("ingress").filter((rule) => rule.traffic && overlaps(rule.traffic, traffic));
  const namesOthers = some(
    rules,
    (rule) => rule.isSelf || some([...rule.cidrs, ...rule.groups], (one) => one.isPresent),
  );
  return !namesOthers && !isAnywhere(rules.flatMap((rule) => rule.sources.flatMap((source) => source.ranges)));
}
