import { cases } from "../../harness/cases";
import { network } from "../../harness/network";

const ALB = "aws:lb/loadBalancer:LoadBalancer";
const OLD = "aws:alb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";

export default cases("load-balancer-subnets", {
  passes: {
    "internet-facing ones in public subnets": (s) => {
      const { open } = network(s);
      s.resource(ALB, "a", { subnets: [open.id] });
      s.resource(OLD, "b", { internal: false, subnetMappings: [{ subnetId: open.id }] });
      s.resource(CLASSIC, "c", { subnets: [open.id] });
    },
    "internal ones, wherever they stand": (s) => {
      const { closed, isolated, open } = network(s);
      s.resource(ALB, "a", { internal: true, subnets: [closed.id] });
      s.resource(CLASSIC, "b", { internal: "true", subnets: [isolated.id, closed.id] });
      s.resource(ALB, "c", { internal: true, subnetMappings: [{ subnetId: open.id }] });
    },
    "a gateway load balancer": (s) => {
      const { closed } = network(s);
      s.resource(ALB, "gateway-balancer", { loadBalancerType: "gateway", subnets: [closed.id] });
    },
    "subnets of another stack, or none": (s) => {
      s.resource(ALB, "a", { subnets: ["subnet-1", "subnet-2"] });
      s.resource(CLASSIC, "b", { availabilityZones: ["us-east-1a"] });
    },
    "one that is only read": (s) => {
      const { closed } = network(s);
      s.resource(ALB, "a", { subnets: [closed.id] }, { isRead: true });
    },
  },
  fails: {
    "internet-facing ones in private and isolated subnets": {
      stack: (s) => {
        const { closed, isolated } = network(s);
        s.resource(ALB, "a", { subnets: [closed.id, isolated.id] });
        s.resource(OLD, "b", { subnetMappings: [{ subnetId: closed.id }] });
        s.resource(CLASSIC, "c", { internal: false, subnets: [isolated.id] });
      },
      findings: [
        {
          resource: "a",
          path: "subnets",
          key: "subnets",
          found:
            /internet-facing, but stands in subnets without a default route to .* gateway: "closed", "isolated"\.$/,
          fix: /public subnets of the VPC, or set internal: true/,
        },
        { resource: "b", path: "subnetMappings", found: /: "closed"\.$/ },
        { resource: "c", path: "subnets", found: /: "isolated"\.$/ },
      ],
    },
  },
  undecided: {
    "whether it is internal, and where it stands": (s) => {
      const { closed, open } = network(s);
      s.resource(ALB, "a", { internal: s.unknown, subnets: [closed.id] });
      s.resource(ALB, "b", { subnets: s.unknown });
      s.resource(ALB, "c", { loadBalancerType: s.unknown, subnets: [closed.id] });
      s.resource(ALB, "d", { subnetMappings: s.unknown, subnets: [s.unknown] });
      s.resource(ALB, "e", { subnets: [open.id, closed.id] });
    },
  },
  malformed: {
    "odd types": (s) => {
      s.resource(ALB, "a", { subnets: "subnet-1", subnetMappings: "x", internal: [] });
      s.resource(CLASSIC, "b", { subnets: [3, null, {}] });
    },
  },
});
