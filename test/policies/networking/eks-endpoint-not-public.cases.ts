import { cases } from "../../harness/cases";

const CLUSTER = "aws:eks/cluster:Cluster";

const cidrs = (...publicAccessCidrs: unknown[]): Record<string, unknown> => ({ vpcConfig: { publicAccessCidrs } });

export default cases("eks-endpoint-not-public", {
  passes: {
    "a private endpoint": (s) => {
      s.resource(CLUSTER, "a", { vpcConfig: { endpointPublicAccess: false, endpointPrivateAccess: true } });
      s.resource(CLUSTER, "b", { vpcConfig: { endpointPublicAccess: "false", publicAccessCidrs: ["0.0.0.0/0"] } });
    },
    "a public endpoint for ranges of our own": (s) => {
      s.resource(CLUSTER, "a", cidrs("203.0.113.0/24", "198.51.100.7/32"));
      s.resource(CLUSTER, "b", cidrs("10.0.0.0/8"));
    },
    "a cluster that is only read": (s) => {
      s.resource(CLUSTER, "cluster", { vpcConfig: { publicAccessCidrs: ["0.0.0.0/0"] } }, { isRead: true });
    },
  },
  fails: {
    "the default": {
      stack: (s) => {
        s.resource(CLUSTER, "a", { vpcConfig: { subnetIds: ["subnet-1"] } });
        s.resource(CLUSTER, "b", { vpcConfig: { endpointPublicAccess: true, endpointPrivateAccess: true } });
      },
      findings: ["a", "b"].map((resource) => ({
        resource,
        path: "vpcConfig.publicAccessCidrs",
        found: /^Its endpoint is public and open to 0\.0\.0\.0\/0, the default\.$/,
        fix: /^Set vpcConfig/,
      })),
    },
    everybody: {
      stack: (s) => {
        s.resource(CLUSTER, "a", cidrs("0.0.0.0/0"));
        s.resource(CLUSTER, "b", cidrs("203.0.113.7/32", "::/0"));
        s.resource(CLUSTER, "c", cidrs("0.0.0.0/1", "128.0.0.0/1"));
        s.resource(CLUSTER, "d", cidrs("0.0.0.0/0", s.unknown));
        s.resource(CLUSTER, "e", { vpcConfig: [{ endpointPublicAccess: "true", publicAccessCidrs: [] }] });
      },
      findings: [
        { resource: "a", path: "vpcConfig.publicAccessCidrs", found: /open to 0\.0\.0\.0\/0\.$/ },
        { resource: "b", path: "vpcConfig.publicAccessCidrs", found: /open to 203\.0\.113\.7\/32, ::\/0\.$/ },
        { resource: "c", path: "vpcConfig.publicAccessCidrs", found: /open to 0\.0\.0\.0\/1, 128\.0\.0\.0\/1\.$/ },
        { resource: "d", path: "vpcConfig.publicAccessCidrs", found: /open to 0\.0\.0\.0\/0\.$/ },
        { resource: "e", path: "vpcConfig.publicAccessCidrs", found: /the default/ },
      ],
    },
    "a cluster of the eks package": {
      stack: (s) => {
        const parent = s.component("eks:index:Cluster", "eks");
        s.resource(CLUSTER, "cluster", { vpcConfig: {} }, { parent });
      },
      findings: [
        { resource: "cluster", path: "vpcConfig.publicAccessCidrs", found: /default/, fix: /^Give the eks\.Cluster/ },
      ],
    },
  },
  undecided: {
    "what is set": (s) => {
      s.resource(CLUSTER, "a", { vpcConfig: s.unknown });
      s.resource(CLUSTER, "b", { vpcConfig: { endpointPublicAccess: s.unknown } });
      s.resource(CLUSTER, "c", cidrs(s.unknown));
    },
  },
  malformed: {
    "no ranges": (s) => {
      s.resource(CLUSTER, "a", cidrs("everybody", 3, null));
      s.resource(CLUSTER, "b", { vpcConfig: [{ publicAccessCidrs: ["10.0.0.0/8"] }] });
    },
  },
});
