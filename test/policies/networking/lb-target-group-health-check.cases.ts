import { cases } from "../../harness/cases";
import type { BuiltResource, StackBuilder } from "../../harness/builder";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const TG = "aws:lb/targetGroup:TargetGroup";

/** A public load balancer that forwards to these target groups. */
function forwardingTo(s: StackBuilder, ...groups: readonly BuiltResource[]): BuiltResource {
  const lb = s.resource(LB, "web");
  return s.resource(LISTENER, "listener", {
    loadBalancerArn: lb.arn,
    defaultActions: groups.map((group) => ({ type: "forward", targetGroupArn: group.arn })),
  });
}

export default cases("lb-target-group-health-check", {
  passes: {
    "a path": (s) => {
      forwardingTo(
        s,
        s.resource(TG, "a", { protocol: "HTTP", healthCheck: { path: "/health" } }),
        s.resource(TG, "b", { protocol: "https", healthCheck: [{ path: "/", enabled: true }] }),
      );
    },
    "TCP and Lambda targets have none": (s) => {
      forwardingTo(
        s,
        s.resource(TG, "tcp", { protocol: "TCP" }),
        s.resource(TG, "geneve", { protocol: "GENEVE" }),
        s.resource(TG, "function", { targetType: "lambda" }),
        s.resource(TG, "function2", { targetType: "lambda", protocol: "HTTP" }),
      );
    },
    "of internal load balancers and of none, which an advisory policy asks": (s) => {
      const lb = s.resource(LB, "api", { internal: true });
      const tg = s.resource(TG, "internal", { protocol: "HTTP" });
      s.resource(LISTENER, "listener", {
        loadBalancerArn: lb.arn,
        defaultActions: [{ type: "forward", targetGroupArn: tg.arn }],
      });
      s.resource(TG, "unused", { protocol: "HTTP" });
    },
    "a listener and a load balancer outside": (s) => {
      const one = s.resource(TG, "one", { protocol: "HTTP" });
      const two = s.resource(TG, "two", { protocol: "HTTP" });
      s.resource(RULE, "rule", {
        listenerArn: "arn:aws:elasticloadbalancing:x",
        actions: [{ type: "forward", targetGroupArn: one.arn }],
      });
      s.resource(LISTENER, "listener", {
        loadBalancerArn: "arn:aws:elasticloadbalancing:y",
        defaultActions: [{ type: "forward", targetGroupArn: two.arn }],
      });
    },
    "one that is only read": (s) => {
      forwardingTo(s, s.resource(TG, "tg", { protocol: "HTTP" }, { isRead: true }));
    },
  },
  fails: {
    "no health check, none with a path, one that is off": {
      stack: (s) => {
        forwardingTo(
          s,
          s.resource(TG, "a", { protocol: "HTTP" }),
          s.resource("aws:alb/targetGroup:TargetGroup", "b", { protocol: "HTTPS", healthCheck: { matcher: "200" } }),
          s.resource("aws:elasticloadbalancingv2/targetGroup:TargetGroup", "c", {
            protocol: "HTTP",
            healthCheck: { path: "/", enabled: false },
          }),
        );
      },
      findings: [
        {
          resource: "a",
          path: "healthCheck",
          found: /^There is no healthCheck, so AWS asks for "\/"/,
          fix: /path: "\/health"/,
        },
        {
          resource: "b",
          path: "healthCheck.path",
          found: /^The health check has no path, so AWS asks for "\/", which/,
        },
        { resource: "c", path: "healthCheck.enabled", found: /^The health check is turned off\.$/, fix: /^Remove/ },
      ],
    },
    "weighted forwards, and forwards of a rule": {
      stack: (s) => {
        const a = s.resource(TG, "a", { protocol: "HTTP", targetType: "ip" });
        const b = s.resource(TG, "b", { protocol: "HTTP" });
        const c = s.resource(TG, "c", { protocol: "HTTP" });
        const lb = s.resource(LB, "web");
        const listener = s.resource(LISTENER, "listener", {
          loadBalancerArn: lb.arn,
          defaultActions: [{ type: "forward", forward: { targetGroups: [{ arn: a.arn }, { arn: b.arn, weight: 0 }] } }],
        });
        s.resource(RULE, "rule", {
          listenerArn: listener.arn,
          actions: [{ type: "authenticate-oidc" }, { type: "forward", targetGroupArn: c.arn }],
        });
      },
      findings: ["a", "b", "c"].map((resource) => ({ resource, path: "healthCheck", found: /no healthCheck/ })),
    },
    "gRPC, which has a default of its own": {
      stack: (s) => {
        forwardingTo(
          s,
          s.resource(TG, "a", { protocol: "HTTPS", protocolVersion: "GRPC" }),
          s.resource(TG, "b", { protocol: "HTTP", protocolVersion: "grpc", healthCheck: { matcher: "0" } }),
          s.resource(TG, "c", { protocol: "HTTP", protocolVersion: "HTTP2" }),
        );
      },
      findings: [
        {
          resource: "a",
          path: "healthCheck",
          found: /^There is no healthCheck, so AWS asks for "\/AWS\.ALB\/healthcheck"/,
          fix: /matcher: "0"/,
        },
        { resource: "b", path: "healthCheck.path", found: /no path, so AWS asks for "\/AWS/ },
        { resource: "c", path: "healthCheck", found: /asks for "\/", which/, fix: /path: "\/health", matcher: "200"/ },
      ],
    },
    "what awsx's component makes": {
      stack: (s) => {
        const parent = s.component("awsx:lb:ApplicationLoadBalancer", "lb");
        forwardingTo(
          s,
          s.resource(TG, "a", { protocol: "HTTP" }, { parent }),
          s.resource(TG, "b", { protocol: "HTTP", healthCheck: { enabled: false } }, { parent }),
        );
      },
      findings: [
        {
          resource: "a",
          path: "healthCheck",
          found: /no healthCheck/,
          fix: / Write it in defaultTargetGroup of awsx:lb:ApplicationLoadBalancer\.$/,
        },
        { resource: "b", path: "healthCheck.enabled", found: /turned off/, fix: /^Remove enabled: false\. Write it/ },
      ],
    },
    "of an internal and of a public load balancer": {
      stack: (s) => {
        const tg = s.resource(TG, "tg", { protocol: "HTTP" });
        ["internal", "web"].forEach((name) => {
          const lb = s.resource(LB, name, { internal: name === "internal" });
          s.resource(LISTENER, `${name}-listener`, {
            loadBalancerArn: lb.arn,
            defaultActions: [{ type: "forward", targetGroupArn: tg.arn }],
          });
        });
      },
      findings: [{ resource: "tg", path: "healthCheck", found: /no healthCheck/ }],
    },
  },
  undecided: {
    "protocol, path, switch, who forwards to it": (s) => {
      forwardingTo(
        s,
        s.resource(TG, "a", { protocol: s.unknown }),
        s.resource(TG, "b", { protocol: "HTTP", healthCheck: { path: s.unknown } }),
        s.resource(TG, "c", { protocol: "HTTP", healthCheck: { path: "/", enabled: s.unknown } }),
        s.resource(TG, "d", { protocol: "HTTP", targetType: s.unknown }),
      );
      s.resource(TG, "e", { protocol: "HTTP" });
      s.resource(RULE, "rule", { listenerArn: s.unknown, actions: [s.unknown] });
    },
  },
  malformed: {
    "odd types": (s) => {
      forwardingTo(s, s.resource(TG, "a", { protocol: 80, healthCheck: [] }));
      s.resource(RULE, "rule", { listenerArn: "", actions: [{ forward: { targetGroups: "x" } }, 7] });
    },
  },
});
