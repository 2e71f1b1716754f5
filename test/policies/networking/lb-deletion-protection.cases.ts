import { cases } from "../../harness/cases";

const LB = "aws:lb/loadBalancer:LoadBalancer";

export default cases("lb-deletion-protection", {
  passes: {
    "a development stack": (s) => {
      s.resource(LB, "web");
    },
    "protection by the service, by the resource option": {
      stackName: "prod",
      stack: (s) => {
        s.resource(LB, "web", { enableDeletionProtection: true });
        s.resource("aws:alb/loadBalancer:LoadBalancer", "web2", {}, { protect: true });
      },
    },
    "internal and network ones, which have an advisory policy, and one that is only read": {
      stackName: "prod",
      stack: (s) => {
        s.resource(LB, "web", { internal: true });
        s.resource(LB, "net", { loadBalancerType: "network" });
        s.resource(LB, "read", {}, { isRead: true });
      },
    },
  },
  fails: {
    "not set or off in production": {
      stackName: "prod",
      stack: (s) => {
        s.resource(LB, "a");
        s.resource("aws:alb/loadBalancer:LoadBalancer", "b", { enableDeletionProtection: false });
      },
      findings: [
        {
          resource: "a",
          path: "enableDeletionProtection",
          found: /^enableDeletionProtection is not set in stack prod\.$/,
          fix: /^Set enableDeletionProtection: true, or the resource option protect: true\.$/,
        },
        { resource: "b", path: "enableDeletionProtection", found: /is false in stack prod/ },
      ],
    },
  },
  undecided: {
    "whether it is protected": {
      stackName: "prod",
      stack: (s) => {
        s.resource(LB, "web", { enableDeletionProtection: s.unknown });
      },
    },
  },
  malformed: {
    "odd types": {
      stackName: "prod",
      stack: (s) => {
        s.resource(LB, "web", { enableDeletionProtection: {} });
      },
      findings: [{ resource: "web", path: "enableDeletionProtection", found: /not set/ }],
    },
  },
});
