import { cases } from "../../harness/cases";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const NATIVE_GROUP = "aws-native:ec2:SecurityGroup";

const EVERYTHING = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };

export default cases("security-group-component-egress", {
  passes: {
    "groups of one's own, which are mandatory": (s) => {
      const network = s.component("acme:network:Network", "network");
      s.resource(GROUP, "own", { egress: [EVERYTHING] }, { parent: network });
      s.resource(GROUP, "other", { egress: [EVERYTHING] });
      // A name that begins as a published package's is another package.
      const platform = s.component("eksplatform:index:Cluster", "platform");
      s.resource(GROUP, "platform", { egress: [EVERYTHING] }, { parent: platform });
    },
    "a component's group with listed egress": (s) => {
      const balancer = s.component("awsx:lb:ApplicationLoadBalancer", "web");
      s.resource(GROUP, "web", { egress: [{ ...EVERYTHING, cidrBlocks: ["10.0.0.0/16"] }] }, { parent: balancer });
    },
    "a rule of one's own on a component's group": (s) => {
      const cluster = s.component("eks:index:Cluster", "cluster");
      const group = s.resource(GROUP, "cluster-nodeSecurityGroup", {}, { parent: cluster });
      s.resource(RULE, "mine", { type: "egress", securityGroupId: group.id, ...EVERYTHING });
    },
    "a port that the settings allow": {
      options: { allowedPorts: ["8443/tcp"] },
      stack: (s) => {
        const service = s.component("awsx:ecs:FargateService", "web");
        const rule = { protocol: "tcp", fromPort: 8443, toPort: 8443, cidrBlocks: ["0.0.0.0/0"] };
        s.resource(GROUP, "web", { egress: [rule] }, { parent: service });
      },
    },
  },
  fails: {
    "the groups of an EKS cluster": {
      stack: (s) => {
        const platform = s.component("acme:index:Platform", "platform");
        const cluster = s.component("eks:index:Cluster", "cluster", { parent: platform });
        const control = s.resource(GROUP, "cluster-eksClusterSecurityGroup", {}, { parent: cluster });
        const nodes = s.resource(GROUP, "cluster-nodeSecurityGroup", {}, { parent: cluster });
        s.resource(
          RULE,
          "cluster-eksClusterInternetEgressRule",
          { type: "egress", securityGroupId: control.id, ...EVERYTHING },
          { parent: cluster },
        );
        s.resource(
          RULE,
          "cluster-eksNodeInternetEgressRule",
          { type: "egress", securityGroupId: nodes.id, ...EVERYTHING },
          { parent: cluster },
        );
      },
      findings: [
        {
          resource: "cluster-eksClusterInternetEgressRule",
          path: "cidrBlocks[0]",
          found: /^This rule lets all traffic out to 0\.0\.0\.0\/0\. It is part of eks:index:Cluster\.$/,
          fix: /^Set clusterSecurityGroup of eks\.Cluster to a security group of your own whose egress is listed, or set/,
        },
        {
          resource: "cluster-eksNodeInternetEgressRule",
          path: "cidrBlocks[0]",
          found: /It is part of eks:index:Cluster/,
          fix: /^Set skipDefaultSecurityGroups: true on eks\.Cluster and, in nodeGroupOptions, nodeSecurityGroup \(with clusterIngressRule\) to a security group of your own whose egress is listed; or .*eks\.ManagedNodeGroup/,
        },
      ],
    },
    "the group of a load balancer, of a service and of something else": {
      stack: (s) => {
        const balancer = s.component("awsx:lb:ApplicationLoadBalancer", "web");
        s.resource(GROUP, "web", { egress: [EVERYTHING] }, { parent: balancer });
        const service = s.component("awsx:ecs:FargateService", "api");
        s.resource(GROUP, "api", { egress: [EVERYTHING] }, { parent: service });
        const other = s.component("aws-quickstart-vpc:index:Vpc", "other");
        s.resource(GROUP, "other", { egress: [EVERYTHING] }, { parent: other });
      },
      findings: [
        {
          resource: "web",
          path: "egress[0].cidrBlocks[0]",
          found: /part of awsx:lb:ApplicationLoadBalancer/,
          fix: /^Set securityGroups: .* or list the rules in defaultSecurityGroup: \{ args: \{ vpcId, egress \} \}\.$/,
        },
        {
          resource: "api",
          path: "egress[0].cidrBlocks[0]",
          found: /part of awsx:ecs:FargateService/,
          fix: /^Set networkConfiguration/,
        },
        {
          resource: "other",
          path: "egress[0].cidrBlocks[0]",
          found: /part of aws-quickstart-vpc:index:Vpc/,
          fix: /^Give aws-quickstart-vpc:index:Vpc a security group of your own/,
        },
      ],
    },
    "the group of a node group, whatever its cluster is called": {
      stack: (s) => {
        const nodes = s.component("eks:index:NodeGroupV2", "eksClusterSecurityGroup");
        s.resource(GROUP, "x-eksClusterSecurityGroup", { egress: [EVERYTHING] }, { parent: nodes });
        const cluster = s.component("eks:index:Cluster", "x-eksClusterSecurityGroup-b");
        s.resource(GROUP, "x-eksClusterSecurityGroup-nodeSecurityGroup", { egress: [EVERYTHING] }, { parent: cluster });
        s.resource(GROUP, "b-eksClusterSecurityGroup", { egress: [EVERYTHING] }, { parent: cluster });
      },
      findings: [
        {
          resource: "x-eksClusterSecurityGroup",
          path: "egress[0].cidrBlocks[0]",
          found: /part of eks:index:NodeGroupV2/,
          fix: /^Set nodeSecurityGroup of the node group, and clusterIngressRule with it, to a security group of your own/,
        },
        {
          resource: "x-eksClusterSecurityGroup-nodeSecurityGroup",
          path: "egress[0].cidrBlocks[0]",
          found: /part of/,
          fix: /in nodeGroupOptions/,
        },
        {
          resource: "b-eksClusterSecurityGroup",
          path: "egress[0].cidrBlocks[0]",
          found: /part of/,
          fix: /^Set clusterSecurityGroup/,
        },
      ],
    },
    "rules of a component that add up, and a group that keeps AWS's default": {
      stack: (s) => {
        const cluster = s.component("eks:index:Cluster", "cluster");
        s.resource(
          GROUP,
          "nodes",
          { egress: ["203.0.0.0/16", "198.51.0.0/16"].map((one) => ({ ...EVERYTHING, cidrBlocks: [one] })) },
          { parent: cluster },
        );
        s.resource(NATIVE_GROUP, "native", { groupDescription: "Native" }, { parent: cluster });
      },
      findings: [
        {
          resource: "nodes",
          path: "",
          found: /^all traffic goes out .* add up to it\. It is part of/,
          fix: /nodeSecurityGroup/,
        },
        { resource: "native", path: "securityGroupEgress", found: /^Without securityGroupEgress/ },
      ],
    },
    "what is not known, where the settings want it told": {
      settings: { reportUndecided: true },
      stack: (s) => {
        const cluster = s.component("eks:index:Cluster", "cluster");
        s.resource(GROUP, "nodes", { egress: s.unknown }, { parent: cluster });
        s.resource(GROUP, "own", { egress: s.unknown });
      },
      findings: [{ resource: "nodes", path: "", found: /is not known in a preview/ }],
    },
  },
  undecided: {
    "a range that is not known": (s) => {
      const cluster = s.component("eks:index:Cluster", "cluster");
      s.resource(GROUP, "nodes", { egress: [{ ...EVERYTHING, cidrBlocks: [s.unknown] }] }, { parent: cluster });
    },
  },
  malformed: {
    "rules that are none": (s) => {
      const cluster = s.component("eks:index:Cluster", "cluster");
      s.resource(GROUP, "nodes", { egress: [null, 1, "all"] }, { parent: cluster });
    },
  },
});
