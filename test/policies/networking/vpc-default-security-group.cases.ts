import { cases } from "../../harness/cases";

const VPC = "aws:ec2/vpc:Vpc";
const DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const self = { protocol: "-1", self: true, fromPort: 0, toPort: 0 };
const anywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };

const missing = { resource: "main", path: "", found: /^No DefaultSecurityGroup adopts/, key: "default-security-group" };

export default cases("vpc-default-security-group", {
  passes: {
    "adopted without rules": (s) => {
      const vpc = s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16" });
      s.resource(DEFAULT_GROUP, "unused", { vpcId: vpc.id });
    },
    "adopted with empty lists": (s) => {
      const vpc = s.resource(VPC, "main");
      s.resource(DEFAULT_GROUP, "unused", { vpcId: vpc.id, ingress: [], egress: [] });
    },
    "of a VPC inside a component, by the component's output": (s) => {
      const network = s.component("awsx:ec2:Vpc", "network", { outputs: { vpcId: "vpc-1" } });
      s.resource(VPC, "main", {}, { parent: network, outputs: { id: "vpc-1" } });
      s.resource(DEFAULT_GROUP, "unused", { vpcId: network.ref("vpcId") });
    },
    "the default VPC, whose group names none": (s) => {
      s.resource(DEFAULT_VPC, "main");
      s.resource(DEFAULT_GROUP, "unused", {});
    },
    "the default VPC by its id": (s) => {
      const vpc = s.resource(DEFAULT_VPC, "main");
      s.resource(DEFAULT_GROUP, "unused", { vpcId: vpc.id });
    },
    "a VPC that is only read": (s) => {
      s.resource(VPC, "main", {}, { isRead: true });
    },
    "a default group that is only read": (s) => {
      s.resource(DEFAULT_GROUP, "shared", { vpcId: "vpc-1", ingress: [self] }, { isRead: true });
    },
    "the group of a VPC in another stack": (s) => {
      s.resource(DEFAULT_GROUP, "unused", { vpcId: "vpc-1" });
    },
    "rules of another group": (s) => {
      s.resource(DEFAULT_GROUP, "unused", { vpcId: "vpc-1" });
      const web = s.resource(GROUP, "web", { ingress: [self] });
      s.resource(RULE, "rule", { securityGroupId: web.id, type: "egress", ...anywhere });
    },
  },
  fails: {
    "nothing adopts it": {
      stack: (s) => {
        s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16" });
      },
      findings: [{ ...missing, fix: /^Add new aws\.ec2\.DefaultSecurityGroup\("unused", \{ vpcId: <vpc>\.id \}\)/ }],
    },
    "another group of the VPC is not its default one": {
      stack: (s) => {
        const vpc = s.resource(VPC, "main");
        s.resource(GROUP, "default", { vpcId: vpc.id, name: "default" });
      },
      findings: [missing],
    },
    "another VPC's is adopted": {
      stack: (s) => {
        s.resource(VPC, "main");
        const other = s.resource(VPC, "other");
        s.resource(DEFAULT_GROUP, "unused", { vpcId: other.id });
      },
      findings: [missing],
    },
    "a group that names no VPC is the default VPC's": {
      stack: (s) => {
        s.resource(VPC, "main");
        s.resource(DEFAULT_GROUP, "unused", {});
      },
      findings: [missing],
    },
    "the other VPC of a component, once their ids are known": {
      stack: (s) => {
        const network = s.component("acme:net:Network", "network", { outputs: { vpcId: "vpc-1" } });
        s.resource(VPC, "first", {}, { parent: network, outputs: { id: "vpc-1" } });
        s.resource(VPC, "main", {}, { parent: network, outputs: { id: "vpc-2" } });
        s.resource(DEFAULT_GROUP, "unused", { vpcId: network.ref("vpcId") });
      },
      findings: [missing],
      inPreview: [],
    },
    "the default VPC in another region": {
      stack: (s) => {
        s.resource(DEFAULT_VPC, "main");
        s.resource(DEFAULT_GROUP, "unused", { region: "eu-central-1" });
      },
      findings: [missing],
    },
    "the default VPC, while the group is another VPC's": {
      stack: (s) => {
        s.resource(DEFAULT_VPC, "main");
        s.resource(DEFAULT_GROUP, "unused", { vpcId: "vpc-1" });
      },
      findings: [missing],
    },
    "the rules that AWS gives it": {
      stack: (s) => {
        const vpc = s.resource(VPC, "main");
        s.resource(DEFAULT_GROUP, "default", { vpcId: vpc.id, ingress: [self], egress: [anywhere] });
      },
      findings: [
        {
          resource: "default",
          path: "",
          found: /^The default security group has rules: ingress\[0\] and egress\[0\]\.$/,
          fix: /^Move the rules to an aws\.ec2\.SecurityGroup of their own/,
          key: "rules",
        },
      ],
    },
    "only what goes out": {
      stack: (s) => {
        s.resource(DEFAULT_GROUP, "default", { vpcId: "vpc-1", egress: [anywhere] });
      },
      findings: [{ resource: "default", path: "", found: /rules: egress\[0\]\.$/ }],
    },
    "rules that are resources of their own": {
      stack: (s) => {
        const group = s.resource(DEFAULT_GROUP, "default", { vpcId: "vpc-1" });
        s.resource(RULE, "ssh", { securityGroupId: group.id, type: "ingress", ...self });
        s.resource(EGRESS, "out", { securityGroupId: group.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" });
      },
      findings: [{ resource: "default", path: "", found: /rules: "ssh" and "out"\.$/ }],
    },
  },
  undecided: {
    "a default group may be the VPC's": (s) => {
      s.resource(VPC, "main");
      s.resource(DEFAULT_GROUP, "unused", { vpcId: s.unknown });
    },
    "the rules are not known yet": (s) => {
      s.resource(DEFAULT_GROUP, "unused", { vpcId: "vpc-1", ingress: s.unknown, egress: s.unknown });
    },
  },
  malformed: {
    "wrong types": {
      stack: (s) => {
        s.resource(VPC, "main", { cidrBlock: 3 });
        s.resource(DEFAULT_GROUP, "unused", { vpcId: [], ingress: null, egress: "" });
      },
      findings: [missing],
    },
  },
});
