import { cases } from "../../harness/cases";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const TG = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";

export default cases("lb-internal-settings", {
  passes: {
    "all is set": {
      stackName: "prod",
      stack: (s) => {
        const lb = s.resource(LB, "api", {
          internal: true,
          dropInvalidHeaderFields: true,
          enableDeletionProtection: true,
        });
        const tg = s.resource(TG, "api", { protocol: "HTTP", healthCheck: { path: "/health" } });
        s.resource(LISTENER, "api", {
          loadBalancerArn: lb.arn,
          defaultActions: [{ type: "forward", targetGroupArn: tg.arn }],
        });
        s.resource(LB, "net", { loadBalancerType: "network" }, { protect: true });
      },
    },
    "public ones, which have policies of their own, and gateway ones": {
      stackName: "prod",
      stack: (s) => {
        const lb = s.resource(LB, "web");
        const tg = s.resource(TG, "web", { protocol: "HTTP" });
        s.resource(LISTENER, "web", {
          loadBalancerArn: lb.arn,
          defaultActions: [{ type: "forward", targetGroupArn: tg.arn }],
        });
        s.resource(LB, "gateway", { loadBalancerType: "gateway" });
      },
    },
    "a development stack asks for no protection, a network load balancer for no headers": (s) => {
      s.resource(LB, "net", { loadBalancerType: "network", internal: true });
    },
    "what is only read": {
      stackName: "prod",
      stack: (s) => {
        s.resource(LB, "api", { internal: true }, { isRead: true });
        s.resource(TG, "api", { protocol: "HTTP" }, { isRead: true });
      },
    },
    "TCP and Lambda targets": (s) => {
      s.resource(TG, "tcp", { protocol: "TCP" });
      s.resource(TG, "function", { targetType: "lambda" });
    },
  },
  fails: {
    "an internal application load balancer": {
      stackName: "prod",
      stack: (s) => {
        s.resource(LB, "api", { internal: true, dropInvalidHeaderFields: false });
      },
      findings: [
        {
          resource: "api",
          path: "dropInvalidHeaderFields",
          found: /^dropInvalidHeaderFields is false, so invalid headers/,
          fix: /^Set dropInvalidHeaderFields: true\.$/,
        },
        {
          resource: "api",
          path: "enableDeletionProtection",
          found: /^enableDeletionProtection is not set in stack prod\.$/,
          fix: /^Set enableDeletionProtection: true, or/,
        },
      ],
    },
    "network load balancers, internal or not": {
      stackName: "prod",
      stack: (s) => {
        s.resource(LB, "a", { loadBalancerType: "network", enableDeletionProtection: false });
        s.resource(LB, "b", { loadBalancerType: "network", internal: true });
        s.resource(LB, "c", { loadBalancerType: "network", internal: s.unknown });
      },
      findings: [
        { resource: "a", path: "enableDeletionProtection", found: /is false in stack prod/ },
        { resource: "b", path: "enableDeletionProtection", found: /is not set/ },
        { resource: "c", path: "enableDeletionProtection", found: /is not set/ },
      ],
    },
    "headers, where it is not known whether it is protected": {
      stackName: "prod",
      stack: (s) => {
        s.resource(LB, "api", { internal: true, enableDeletionProtection: s.unknown });
      },
      findings: [{ resource: "api", path: "dropInvalidHeaderFields", found: /is not set/ }],
    },
    "target groups of internal load balancers, of some outside, of none": {
      stack: (s) => {
        const lb = s.resource(LB, "api", { internal: true, dropInvalidHeaderFields: true });
        const internal = s.resource(TG, "internal", { protocol: "HTTP" });
        s.resource(LISTENER, "api", {
          loadBalancerArn: lb.arn,
          defaultActions: [{ type: "forward", targetGroupArn: internal.arn }],
        });
        const outside = s.resource(TG, "outside", { protocol: "HTTPS", healthCheck: { path: "" } });
        s.resource(LISTENER, "outside", {
          loadBalancerArn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shared/1a2b3c",
          defaultActions: [{ type: "forward", targetGroupArn: outside.arn }],
        });
        s.resource(TG, "unused", { protocol: "HTTP", healthCheck: { enabled: false, path: "/" } });
      },
      findings: [
        { resource: "internal", path: "healthCheck", found: /AWS asks for "\/"/, fix: /^Set healthCheck: \{ path/ },
        { resource: "outside", path: "healthCheck.path", found: /has no path/ },
        { resource: "unused", path: "healthCheck.enabled", found: /turned off/, fix: /^Remove enabled: false\.$/ },
      ],
    },
  },
  undecided: {
    "whether it is internal, its headers, who uses a target group": (s) => {
      s.resource(LB, "a", { internal: s.unknown });
      s.resource(LB, "b", { internal: true, dropInvalidHeaderFields: s.unknown });
      s.resource(TG, "tg", { protocol: "HTTP" });
      s.resource(LISTENER, "l", {
        loadBalancerArn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shared/1a2b3c",
        defaultActions: s.unknown,
      });
    },
  },
  malformed: {
    "odd types": (s) => {
      s.resource(LB, "a", { internal: "yes", loadBalancerType: {} });
      s.resource(TG, "b", { protocol: ["HTTP", "HTTP"], healthCheck: "no" });
      s.resource(LISTENER, "c", { loadBalancerArn: null, defaultActions: [null, "x", { forward: 5 }] });
    },
  },
});
