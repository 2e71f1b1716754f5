import { cases } from "../../harness/cases";
import { allow, ATTACHMENT, json, policy, ROLE, ROLE_POLICY, trust } from "./documents";
import { CORE, HOST_MANAGEMENT, instanceRole, SETTING } from "./instances";

const EKS = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
const FINDING = { resource: "web", path: "", found: /cannot manage the nodes of "web"/, fix: /InstanceCore/ };

export default cases("ec2-node-role-systems-manager", {
  passes: {
    "nodes with AmazonSSMManagedInstanceCore": (s) => {
      instanceRole(s, { managedPolicyArns: [EKS, CORE] });
    },
    "nodes under default host management": (s) => {
      const role = s.resource(ROLE, "web", { assumeRolePolicy: trust("ec2.amazonaws.com") });
      s.resource("aws:eks/nodeGroup:NodeGroup", "nodes", { nodeRoleArn: role.arn });
      s.resource(SETTING, "setting", { settingId: HOST_MANAGEMENT, settingValue: "service-role/Default" });
    },
    "other instances, which must be managed": (s) => {
      const { role } = instanceRole(s);
      s.resource(ROLE_POLICY, "all", { role: role.id, policy: json(allow("ecs:*")) });
    },
    "node roles of another stack": (s) => {
      s.resource("aws:eks/nodeGroup:NodeGroup", "nodes", { nodeRoleArn: "arn:aws:iam::123456789012:role/nodes" });
    },
  },
  fails: {
    "nodes of EKS by their policy": {
      stack: (s) => {
        const { role } = instanceRole(s);
        s.resource(ATTACHMENT, "a", { role: role.id, policyArn: EKS });
      },
      findings: [FINDING],
    },
    "nodes of ECS by their policy, with a path": {
      stack: (s) => {
        instanceRole(s, {
          managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"],
        });
      },
      findings: [FINDING],
    },
    "nodes of ECS with a policy of their own": {
      stack: (s) => {
        const { role } = instanceRole(s);
        s.resource(ROLE_POLICY, "join", {
          role: role.id,
          policy: policy(allow(["ecs:Poll", "ecs:RegisterContainerInstance"])),
        });
      },
      findings: [FINDING],
    },
    "nodes of an EKS node group, with policies of their own": {
      stack: (s) => {
        const role = s.resource(ROLE, "web", { assumeRolePolicy: trust("ec2.amazonaws.com") });
        s.resource("aws:eks/nodeGroup:NodeGroup", "one", { nodeRoleArn: role.arn });
        s.resource("aws:eks/nodeGroup:NodeGroup", "two", { nodeRoleArn: role.arn });
      },
      findings: [FINDING],
    },
    "nodes of a Batch environment": {
      stack: (s) => {
        const { profile } = instanceRole(s);
        s.resource("aws:batch/computeEnvironment:ComputeEnvironment", "batch", {
          type: "MANAGED",
          computeResources: { type: "EC2", instanceRole: profile.arn },
        });
      },
      findings: [FINDING],
    },
  },
  undecided: {
    "an unknown attachment": (s) => {
      instanceRole(s, { managedPolicyArns: [EKS, s.unknown] });
    },
  },
  malformed: {
    "wrong types": {
      stack: (s) => {
        instanceRole(s, { managedPolicyArns: [EKS, null, ""] });
        s.resource("aws:eks/nodeGroup:NodeGroup", "nodes", { nodeRoleArn: { a: 1 } });
        s.resource("aws:batch/computeEnvironment:ComputeEnvironment", "batch", { computeResources: "x" });
      },
      findings: [FINDING],
    },
  },
});
