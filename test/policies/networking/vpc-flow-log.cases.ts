import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

const vpc = (s: StackBuilder, name = "main") => s.resource(VPC, name, { cidrBlock: "10.0.0.0/16" });
const subnet = (s: StackBuilder, of: ReturnType<typeof vpc>, name: string) =>
  s.resource(SUBNET, name, { vpcId: of.id, cidrBlock: "10.0.1.0/24" });

const NONE = {
  resource: "main",
  path: "",
  found: /^Neither the VPC nor its subnets have a flow log\.$/,
  key: "flow-log",
};

export default cases("vpc-flow-log", {
  passes: {
    "a flow log of all traffic": (s) => {
      s.resource(FLOW_LOG, "log", { vpcId: vpc(s).id, trafficType: "ALL" });
    },
    "one of accepted and one of rejected traffic": (s) => {
      const main = vpc(s);
      s.resource(FLOW_LOG, "accepted", { vpcId: main.id, trafficType: "ACCEPT" });
      s.resource(FLOW_LOG, "rejected", { vpcId: main.id, trafficType: "REJECT" });
    },
    "a flow log on each subnet": (s) => {
      const main = vpc(s);
      for (const name of ["a", "b"]) {
        s.resource(FLOW_LOG, name, { subnetId: subnet(s, main, name).id, trafficType: "ALL" });
      }
    },
    "rejected traffic by the VPC, the rest by each subnet": (s) => {
      const main = vpc(s);
      s.resource(FLOW_LOG, "rejected", { vpcId: main.id, trafficType: "REJECT" });
      s.resource(FLOW_LOG, "a", { subnetId: subnet(s, main, "a").id, trafficType: "ACCEPT" });
    },
    "rejected traffic, where that is enough": {
      stack: (s) => {
        s.resource(FLOW_LOG, "log", { vpcId: vpc(s).id, trafficType: "REJECT" });
      },
      options: { trafficType: "REJECT" },
    },
    "all traffic, where rejected traffic is enough": {
      stack: (s) => {
        s.resource(FLOW_LOG, "log", { vpcId: vpc(s).id, trafficType: "ALL" });
      },
      options: { trafficType: "REJECT" },
    },
    "flow logs of another stack": { stack: (s) => void vpc(s), settings: { providedElsewhere: ["flow-logs"] } },
    "a VPC that was looked up": (s) => {
      s.resource(VPC, "shared", { cidrBlock: "10.0.0.0/16" }, { isRead: true });
    },
    "a flow log that was looked up": (s) => {
      s.resource(FLOW_LOG, "log", { vpcId: vpc(s).id, trafficType: "ALL" }, { isRead: true });
    },
    "the default VPC with a flow log": (s) => {
      const main = s.resource("aws:ec2/defaultVpc:DefaultVpc", "default");
      s.resource(FLOW_LOG, "log", { vpcId: main.id, trafficType: "ALL" });
    },
    "a VPC inside a component, whose output names it": (s) => {
      const component = s.component("awsx:ec2:Vpc", "network", { outputs: { vpcId: "main-1a2b3c4" } });
      s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16" }, { parent: component });
      s.resource(FLOW_LOG, "log", { vpcId: component.ref("vpcId"), trafficType: "ALL" });
    },
    "a stack without a VPC": (s) => {
      s.resource(SUBNET, "a", { vpcId: "vpc-0123456789abcdef0" });
    },
  },
  fails: {
    "no flow log": { stack: (s) => void vpc(s), findings: [{ ...NONE, fix: /new aws\.ec2\.FlowLog/ }] },
    "no flow log, with subnets": {
      stack: (s) => {
        const main = vpc(s);
        subnet(s, main, "a");
        subnet(s, main, "b");
      },
      findings: [NONE],
    },
    "the default VPC without one": {
      stack: (s) => void s.resource("aws:ec2/defaultVpc:DefaultVpc", "default"),
      findings: [{ ...NONE, resource: "default" }],
    },
    "other things provided elsewhere": {
      stack: (s) => void vpc(s),
      settings: { providedElsewhere: ["trail"] },
      findings: [NONE],
    },
    "a flow log of the other VPC, of an interface, of a transit gateway": {
      stack: (s) => {
        const main = vpc(s);
        s.resource(FLOW_LOG, "other", { vpcId: vpc(s, "second").id, trafficType: "ALL" });
        s.resource(FLOW_LOG, "eni", { eniId: "eni-0123", trafficType: "ALL" });
        s.resource(FLOW_LOG, "tgw", { transitGatewayId: "tgw-0123" });
        subnet(s, main, "a");
      },
      findings: [NONE],
    },
    "accepted traffic only": {
      stack: (s) => {
        s.resource(FLOW_LOG, "log", { vpcId: vpc(s).id, trafficType: "ACCEPT" });
      },
      findings: [
        {
          resource: "log",
          path: "trafficType",
          found: /^The flow log of the VPC "main" does not capture rejected traffic\.$/,
          fix: /^Set trafficType: "ALL"\.$/,
        },
      ],
    },
    "rejected traffic only": {
      stack: (s) => {
        s.resource(FLOW_LOG, "log", { vpcId: vpc(s).id, trafficType: "REJECT" });
      },
      findings: [{ resource: "log", path: "trafficType", found: /does not capture accepted traffic/ }],
    },
    "accepted traffic, where rejected is asked for": {
      stack: (s) => {
        s.resource(FLOW_LOG, "log", { vpcId: vpc(s).id, trafficType: "ACCEPT" });
      },
      options: { trafficType: "REJECT" },
      findings: [
        { resource: "log", path: "trafficType", found: /does not capture rejected/, fix: /trafficType: "REJECT"/ },
      ],
    },
    "no traffic type": {
      stack: (s) => {
        s.resource(FLOW_LOG, "log", { vpcId: vpc(s).id });
      },
      findings: [{ resource: "log", path: "trafficType", found: /does not capture accepted and rejected traffic/ }],
    },
    "a flow log on one subnet of three": {
      stack: (s) => {
        const main = vpc(s);
        s.resource(FLOW_LOG, "log", { subnetId: subnet(s, main, "b").id, trafficType: "ALL" });
        subnet(s, main, "c");
        subnet(s, main, "a");
      },
      findings: [
        {
          resource: "main",
          path: "",
          found:
            /^The VPC has no flow log, and those of its subnets leave out accepted or rejected traffic of "a" and "c"\.$/,
        },
      ],
    },
    "subnets with rejected traffic only": {
      stack: (s) => {
        s.resource(FLOW_LOG, "log", { subnetId: subnet(s, vpc(s), "a").id, trafficType: "REJECT" });
      },
      findings: [{ resource: "main", path: "", found: /leave out accepted or rejected traffic of "a"/ }],
    },
  },
  undecided: {
    "a flow log of a VPC that is not known": (s) => {
      vpc(s);
      s.resource(FLOW_LOG, "log", { vpcId: s.unknown, trafficType: "ALL" });
    },
    "a flow log of a subnet that is not known": (s) => {
      subnet(s, vpc(s), "a");
      s.resource(FLOW_LOG, "log", { subnetId: s.unknown, trafficType: "ALL" });
    },
    "a second flow log, of a VPC that is not known": (s) => {
      s.resource(FLOW_LOG, "rejected", { vpcId: vpc(s).id, trafficType: "REJECT" });
      s.resource(FLOW_LOG, "log", { vpcId: s.unknown, trafficType: "ALL" });
    },
    "traffic that is not known": (s) => {
      s.resource(FLOW_LOG, "log", { vpcId: vpc(s).id, trafficType: s.unknown });
    },
  },
  malformed: {
    "types that are none": {
      stack: (s) => {
        s.resource(VPC, "main", { cidrBlock: 7 });
        s.resource(FLOW_LOG, "log", { vpcId: null, subnetId: ["a"], trafficType: { all: true } });
        s.resource(SUBNET, "a", { vpcId: 3 });
      },
      findings: [NONE],
    },
    "a list of traffic types": {
      stack: (s) => {
        s.resource(FLOW_LOG, "log", { vpcId: vpc(s).id, trafficType: ["ALL"] });
      },
      findings: [{ resource: "log", path: "trafficType", found: /accepted and rejected/ }],
    },
  },
});
