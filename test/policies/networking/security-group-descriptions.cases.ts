import { cases } from "../../harness/cases";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const NATIVE_GROUP = "aws-native:ec2:SecurityGroup";
const NATIVE_INGRESS = "aws-native:ec2:SecurityGroupIngress";
const NATIVE_EGRESS = "aws-native:ec2:SecurityGroupEgress";

const description = "Web servers behind the public load balancer";
const https = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] };
const described = { ...https, description: "HTTPS from the offices" };
const noneOfItsOwn = /^The security group's rule has no description\.$/;

export default cases("security-group-descriptions", {
  passes: {
    "a group and its inline rules": (s) => {
      s.resource(GROUP, "web", { description, ingress: [described], egress: [described, described] });
    },
    "rules of their own": (s) => {
      const web = s.resource(GROUP, "web", { description });
      s.resource(RULE, "a", { securityGroupId: web.id, type: "ingress", ...described });
      s.resource(INGRESS, "b", { securityGroupId: web.id, description: "HTTPS from the offices" });
      s.resource(EGRESS, "c", { securityGroupId: web.id, description: "HTTPS to the internet" });
    },
    "a description that speaks of Pulumi": (s) => {
      s.resource(GROUP, "web", { description: "Runners managed by Pulumi and their caches" });
      s.resource(GROUP, "more", { description: "Managed by Pulumi for the runners" });
      s.resource(GROUP, "runners", { description: "Instances that are not managed by Terraform" });
    },
    "groups and rules inside components of published packages": (s) => {
      const cluster = s.component("eks:index:Cluster", "eks");
      const nodes = s.resource(
        GROUP,
        "nodes",
        { description: "Managed by Pulumi", ingress: [https] },
        { parent: cluster },
      );
      s.resource(RULE, "rule", { securityGroupId: nodes.id, ...https }, { parent: nodes });
    },
    "aws-native": (s) => {
      const web = s.resource(NATIVE_GROUP, "web", { groupDescription: description, securityGroupIngress: [described] });
      s.resource(NATIVE_INGRESS, "in", { groupId: web.id, description: "HTTPS from the offices" });
      s.resource(NATIVE_EGRESS, "out", { groupId: web.id, description: "HTTPS to the internet" });
    },
    "the default group is not described": (s) => {
      s.resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", { vpcId: "vpc-1", ingress: [https] });
    },
    "a group that is only read": (s) => {
      s.resource(GROUP, "shared", { ingress: [https] }, { isRead: true });
    },
  },
  fails: {
    "what the provider writes when nothing is said": {
      stack: (s) => {
        s.resource(GROUP, "web", { description: "Managed by Pulumi" });
      },
      findings: [
        {
          resource: "web",
          path: "description",
          found: /^The security group has only the description that its provider writes, "Managed by Pulumi"\.$/,
          fix: /^Set description to what the group is for\. An existing group is replaced/,
        },
      ],
    },
    "what Terraform writes, in any case of letters": {
      stack: (s) => {
        s.resource(GROUP, "web", { description: " managed by terraform. " });
      },
      findings: [{ resource: "web", path: "description", found: /"managed by terraform\."/ }],
    },
    "nothing at all, and blanks": {
      stack: (s) => {
        s.resource(GROUP, "web", {});
        s.resource(GROUP, "db", { description: "  " });
      },
      findings: [
        { resource: "web", path: "description", found: /^The security group has no description\.$/ },
        { resource: "db", path: "description", found: /no description/ },
      ],
    },
    "inline rules": {
      stack: (s) => {
        s.resource(GROUP, "web", {
          description,
          ingress: [https, described, { ...https, description: "Managed by Pulumi" }],
          egress: [{ ...https, description: "" }],
        });
      },
      findings: [
        {
          resource: "web",
          path: "ingress",
          found: /^Rules without a description of their own: ingress\[0\] and ingress\[2\]\.$/,
          fix: /^Say in each rule what it is for: description: "/,
        },
        { resource: "web", path: "egress", found: /own: egress\[0\]\.$/ },
      ],
    },
    "rules of their own": {
      stack: (s) => {
        s.resource(RULE, "a", { securityGroupId: "sg-1", type: "ingress", ...https });
        s.resource(INGRESS, "b", { securityGroupId: "sg-1", cidrIpv4: "10.0.0.0/8" });
        s.resource(EGRESS, "c", { securityGroupId: "sg-1", description: "Managed by Pulumi" });
      },
      findings: [
        { resource: "a", path: "description", found: noneOfItsOwn, fix: /^Set description to what the rule is for\.$/ },
        { resource: "b", path: "description", found: noneOfItsOwn },
        { resource: "c", path: "description", found: /^The security group's rule has only/ },
      ],
    },
    "aws-native": {
      stack: (s) => {
        s.resource(NATIVE_GROUP, "web", { description, securityGroupIngress: [https], securityGroupEgress: [https] });
        s.resource(NATIVE_INGRESS, "in", { groupId: "sg-1" });
        s.resource(NATIVE_EGRESS, "out", { groupId: "sg-1" });
      },
      findings: [
        { resource: "web", path: "groupDescription", found: /no description/, fix: /^Set groupDescription/ },
        { resource: "web", path: "securityGroupIngress", found: /securityGroupIngress\[0\]/ },
        { resource: "web", path: "securityGroupEgress", found: /securityGroupEgress\[0\]/ },
        { resource: "in", path: "description", found: noneOfItsOwn },
        { resource: "out", path: "description", found: noneOfItsOwn },
      ],
    },
    "a component of the program's own": {
      stack: (s) => {
        const web = s.component("acme:web:Tier", "tier");
        s.resource(GROUP, "web", { description: "Managed by Pulumi" }, { parent: web });
      },
      findings: [{ resource: "web", path: "description", found: /provider writes/ }],
    },
    "one rule is not known yet, another has no description": {
      stack: (s) => {
        s.resource(GROUP, "web", { description: s.unknown, ingress: [{ ...https, description: s.unknown }, https] });
      },
      findings: [{ resource: "web", path: "ingress", found: /own: ingress\[1\]\.$/ }],
    },
    "one list is not known yet": {
      stack: (s) => {
        s.resource(GROUP, "web", { description, ingress: s.unknown, egress: [https] });
      },
      findings: [{ resource: "web", path: "egress", found: /egress\[0\]/ }],
    },
  },
  undecided: {
    "nothing is known yet": (s) => {
      s.resource(GROUP, "web", { description: s.unknown, ingress: s.unknown, egress: s.unknown });
      s.resource(RULE, "rule", { securityGroupId: "sg-1", description: s.unknown });
    },
  },
  malformed: {
    "wrong types": {
      stack: (s) => {
        s.resource(GROUP, "web", { description: ["x", "y"], ingress: https, egress: "all" });
      },
      findings: [
        { resource: "web", path: "description", found: /no description/ },
        { resource: "web", path: "ingress", found: /own: ingress\.$/ },
        { resource: "web", path: "egress", found: /own: egress\.$/ },
      ],
    },
    "ten thousand rules": {
      stack: (s) => {
        s.resource(GROUP, "web", { description, ingress: Array.from({ length: 10_000 }, () => null) });
      },
      findings: [{ resource: "web", path: "ingress", found: /ingress\[3\] and 9996 more\.$/ }],
    },
  },
});
