import { cases } from "../../harness/cases";

const LB = "aws:lb/loadBalancer:LoadBalancer";

export default cases("lb-invalid-headers", {
  passes: {
    "headers are dropped": (s) => {
      s.resource(LB, "web", { dropInvalidHeaderFields: true });
      s.resource("aws:alb/loadBalancer:LoadBalancer", "web2", { internal: false, dropInvalidHeaderFields: "true" });
    },
    "an internal one, which has an advisory policy": (s) => {
      s.resource(LB, "web", { internal: true });
    },
    "other types know no headers": (s) => {
      s.resource(LB, "net", { loadBalancerType: "network" });
      s.resource(LB, "gateway", { loadBalancerType: "gateway" });
    },
    "one that is only read": (s) => {
      s.resource(LB, "web", {}, { isRead: true });
    },
    "a network load balancer of which it is not known whether it is internal": (s) => {
      s.resource(LB, "net", { loadBalancerType: "network", internal: s.unknown });
    },
  },
  fails: {
    "not set, in every spelling of the type": {
      stack: (s) => {
        s.resource(LB, "a", { internal: false, loadBalancerType: "application" });
        s.resource("aws:alb/loadBalancer:LoadBalancer", "b");
        s.resource("aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "c");
        s.resource("aws:applicationloadbalancing/loadBalancer:LoadBalancer", "d");
      },
      findings: ["a", "b", "c", "d"].map((resource) => ({
        resource,
        path: "dropInvalidHeaderFields",
        found: /^dropInvalidHeaderFields is not set, so they reach the targets\.$/,
      })),
    },
    "turned off, within awsx's component": {
      stack: (s) => {
        const parent = s.component("awsx:lb:ApplicationLoadBalancer", "lb");
        s.resource(LB, "lb", { dropInvalidHeaderFields: false }, { parent });
      },
      findings: [{ resource: "lb", path: "dropInvalidHeaderFields", found: /is false/ }],
    },
  },
  undecided: {
    "whether they are dropped, whether it is internal, what type it is": (s) => {
      s.resource(LB, "a", { dropInvalidHeaderFields: s.unknown });
      s.resource(LB, "b", { internal: s.unknown });
      s.resource(LB, "c", { loadBalancerType: s.unknown });
    },
  },
  malformed: {
    "odd types": {
      stack: (s) => {
        s.resource(LB, "web", { internal: null, loadBalancerType: "", dropInvalidHeaderFields: [1] });
      },
      findings: [{ resource: "web", path: "dropInvalidHeaderFields", found: /not set/ }],
    },
  },
});
