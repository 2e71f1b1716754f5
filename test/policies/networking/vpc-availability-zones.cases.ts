import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ALB = "aws:lb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const ASG = "aws:autoscaling/group:Group";
const DB_GROUP = "aws:rds/subnetGroup:SubnetGroup";

/** Subnets of one VPC that another stack has, each in a zone: `a` in us-east-1a. */
function subnetsIn(s: StackBuilder, ...letters: readonly string[]): BuiltResource[] {
  return letters.map((letter, index) =>
    s.resource(SUBNET, `${letter}${index}`, { vpcId: "vpc-1", availabilityZone: `us-east-1${letter}` }),
  );
}

const inOne = { found: /in us-east-1a only/, path: "subnetIds", key: "zones" };

export default cases("vpc-availability-zones", {
  passes: {
    "a VPC with subnets in two zones": (s) => {
      const vpc = s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16" });
      s.resource(SUBNET, "a", { vpcId: vpc.id, availabilityZone: "us-east-1a" });
      s.resource(SUBNET, "b", { vpcId: vpc.id, availabilityZone: "us-east-1b" });
      s.resource(SUBNET, "c", { vpcId: vpc.id, availabilityZone: "us-east-1a" });
    },
    "zones by their ids": (s) => {
      const vpc = s.resource(VPC, "main");
      s.resource(SUBNET, "a", { vpcId: vpc.id, availabilityZoneId: "use1-az1" });
      s.resource(SUBNET, "b", { vpcId: vpc.id, availabilityZoneId: "use1-az2" });
    },
    "one by its name, one by its id: nobody knows whether they are the same": (s) => {
      const vpc = s.resource(VPC, "main");
      s.resource(SUBNET, "a", { vpcId: vpc.id, availabilityZone: "us-east-1a" });
      s.resource(SUBNET, "b", { vpcId: vpc.id, availabilityZoneId: "use1-az1" });
    },
    "two zones and a third subnet of which nothing is known": (s) => {
      const vpc = s.resource(VPC, "main");
      s.resource(SUBNET, "a", { vpcId: vpc.id, availabilityZone: "us-east-1a" });
      s.resource(SUBNET, "b", { vpcId: vpc.id, availabilityZone: "us-east-1b" });
      s.resource(SUBNET, "c", { vpcId: vpc.id, availabilityZone: s.unknown });
    },
    "AWS put them in two zones": (s) => {
      const vpc = s.resource(VPC, "main");
      s.resource(SUBNET, "a", { vpcId: vpc.id }, { outputs: { availabilityZone: "us-east-1a" } });
      s.resource(SUBNET, "b", { vpcId: vpc.id }, { outputs: { availabilityZone: "us-east-1b" } });
    },
    "a VPC whose subnets another stack has": (s) => {
      s.resource(VPC, "main");
    },
    "a VPC that is only read": (s) => {
      const vpc = s.resource(VPC, "shared", {}, { isRead: true });
      s.resource(SUBNET, "a", { vpcId: vpc.id, availabilityZone: "us-east-1a" });
    },
    "a subnet group over two zones, one subnet of which is only read": (s) => {
      const [a] = subnetsIn(s, "a");
      const b = s.resource(SUBNET, "b", { availabilityZone: "us-east-1b" }, { isRead: true });
      s.resource(DB_GROUP, "db", { subnetIds: [a?.id, b.id] });
    },
    "a load balancer with subnet mappings": (s) => {
      const subnets = subnetsIn(s, "a", "b");
      s.resource(ALB, "net", {
        loadBalancerType: "network",
        subnetMappings: subnets.map((one) => ({ subnetId: one.id })),
      });
    },
    "two subnets of another stack": (s) => {
      s.resource(ALB, "web", { subnets: ["subnet-1", "subnet-2"] });
      s.resource(ASG, "web", { vpcZoneIdentifiers: ["subnet-1", "subnet-2"] });
    },
    "one subnet of this stack and one of another": (s) => {
      const [a] = subnetsIn(s, "a");
      s.resource(DB_GROUP, "db", { subnetIds: [a?.id, "subnet-2"] });
    },
    "an Auto Scaling group over zones of default subnets": (s) => {
      s.resource(ASG, "web", { availabilityZones: ["us-east-1a", "us-east-1b"] });
    },
    "a classic load balancer over zones": (s) => {
      s.resource(CLASSIC, "old", { availabilityZones: ["us-east-1a", "us-east-1b"] });
    },
    "a group of which nothing says where it stands": (s) => {
      s.resource(ASG, "web", { minSize: 1 });
      s.resource(ALB, "web", {});
    },
    "a group that is only read": (s) => {
      s.resource(DB_GROUP, "db", { subnetIds: ["subnet-1"] }, { isRead: true });
    },
    "a subnet and the stack reference that gives the other": (s) => {
      const [a] = subnetsIn(s, "a");
      const network = s.resource("pulumi:pulumi:StackReference", "network", {}, { outputs: { subnetId: "subnet-2" } });
      s.resource(DB_GROUP, "db", { subnetIds: [a?.id, network.ref("subnetId")] });
    },
  },
  fails: {
    "all subnets of the VPC are in one zone": {
      stack: (s) => {
        const vpc = s.resource(VPC, "main");
        s.resource(SUBNET, "public", { vpcId: vpc.id, availabilityZone: "us-east-1a" });
        s.resource(SUBNET, "private", { vpcId: vpc.id, availabilityZone: "us-east-1a" });
      },
      findings: [
        {
          resource: "main",
          path: "",
          found: /^The VPC is in us-east-1a only\.$/,
          fix: /^Add an aws\.ec2\.Subnet with vpcId: <vpc>\.id and another availabilityZone \(names\[1\] of/,
          key: "zones",
        },
      ],
    },
    "a VPC with one subnet, wherever it is": {
      stack: (s) => {
        const vpc = s.resource(VPC, "main");
        s.resource(SUBNET, "only", { vpcId: vpc.id, availabilityZone: s.unknown });
      },
      findings: [{ resource: "main", path: "", found: /^The VPC has one subnet, and so one availability zone\.$/ }],
    },
    "one zone by its id": {
      stack: (s) => {
        const vpc = s.resource(VPC, "main");
        s.resource(SUBNET, "a", { vpcId: vpc.id, availabilityZoneId: "use1-az1" });
        s.resource(SUBNET, "b", { vpcId: vpc.id, availabilityZoneId: "use1-az1" });
      },
      findings: [{ resource: "main", path: "", found: /use1-az1 only/ }],
    },
    "AWS put both into one zone": {
      stack: (s) => {
        const vpc = s.resource(VPC, "main");
        s.resource(SUBNET, "a", { vpcId: vpc.id }, { outputs: { availabilityZone: "us-east-1c" } });
        s.resource(SUBNET, "b", { vpcId: vpc.id }, { outputs: { availabilityZone: "us-east-1c" } });
      },
      findings: [{ resource: "main", path: "", found: /us-east-1c only/ }],
      inPreview: [],
    },
    "another VPC has the second zone": {
      stack: (s) => {
        const main = s.resource(VPC, "main");
        const other = s.resource(VPC, "other");
        s.resource(SUBNET, "a", { vpcId: main.id, availabilityZone: "us-east-1a" });
        s.resource(SUBNET, "b", { vpcId: main.id, availabilityZone: "us-east-1a" });
        s.resource(SUBNET, "c", { vpcId: other.id, availabilityZone: "us-east-1b" });
        s.resource(SUBNET, "d", { vpcId: other.id, availabilityZone: "us-east-1c" });
      },
      findings: [{ resource: "main", path: "", found: /us-east-1a only/ }],
    },
    ...Object.fromEntries(
      ["rds", "docdb", "neptune", "redshift", "elasticache", "memorydb", "dax"].map((service) => [
        `a subnet group of ${service} in one zone`,
        {
          stack: (s: StackBuilder) => {
            const subnets = subnetsIn(s, "a", "a");
            s.resource(`aws:${service}/subnetGroup:SubnetGroup`, "db", { subnetIds: subnets.map((one) => one.id) });
          },
          findings: [{ ...inOne, resource: "db", fix: /^Add a subnet in another availability zone to subnetIds\.$/ }],
        },
      ]),
    ),
    ...Object.fromEntries(
      [
        ALB,
        "aws:alb/loadBalancer:LoadBalancer",
        "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
        "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
        CLASSIC,
        "aws:elasticloadbalancing/loadBalancer:LoadBalancer",
      ].map((type) => [
        `${type} in one zone`,
        {
          stack: (s: StackBuilder) => {
            const subnets = subnetsIn(s, "a", "a");
            s.resource(type, "web", { subnets: subnets.map((one) => one.id) });
          },
          findings: [{ resource: "web", path: "subnets", found: /^The load balancer is in us-east-1a only/ }],
        },
      ]),
    ),
    "subnet mappings in one zone": {
      stack: (s) => {
        const subnets = subnetsIn(s, "a", "a");
        s.resource(ALB, "net", { subnetMappings: subnets.map((one) => ({ subnetId: one.id })) });
      },
      findings: [{ resource: "net", path: "subnetMappings", found: /us-east-1a only/, fix: /to subnetMappings\.$/ }],
    },
    "one subnet mapping": {
      stack: (s) => {
        s.resource(ALB, "net", { subnetMappings: [{ subnetId: "subnet-1", allocationId: "eipalloc-1" }] });
      },
      findings: [{ resource: "net", path: "subnetMappings", found: /has one subnet, and so one availability zone/ }],
    },
    "an Auto Scaling group in one subnet of another stack": {
      stack: (s) => {
        s.resource(ASG, "web", { vpcZoneIdentifiers: ["subnet-1"] });
      },
      findings: [
        { resource: "web", path: "vpcZoneIdentifiers", found: /^The Auto Scaling group has one subnet, and so/ },
      ],
    },
    "an Auto Scaling group with the same subnet twice": {
      stack: (s) => {
        s.resource(ASG, "web", { vpcZoneIdentifiers: ["subnet-1", "subnet-1"] });
      },
      findings: [{ resource: "web", path: "vpcZoneIdentifiers", found: /one subnet/ }],
    },
    "the same subnet of this stack twice is one once it has an id": {
      stack: (s) => {
        const [a] = subnetsIn(s, "a");
        s.resource(ASG, "web", { vpcZoneIdentifiers: [a?.id, a?.id] });
      },
      findings: [{ resource: "web", path: "vpcZoneIdentifiers", found: /one subnet/ }],
      inPreview: [],
    },
    "an Auto Scaling group in one zone of default subnets": {
      stack: (s) => {
        s.resource(ASG, "web", { availabilityZones: ["us-east-1a"] });
      },
      findings: [
        {
          resource: "web",
          path: "availabilityZones",
          found: /^The Auto Scaling group is in us-east-1a only/,
          fix: /^Add another zone to availabilityZones \(names\[1\] of aws\.getAvailabilityZones/,
        },
      ],
    },
    "a classic load balancer whose zone and subnet are the same": {
      stack: (s) => {
        const [a] = subnetsIn(s, "a");
        s.resource(CLASSIC, "old", { subnets: [a?.id], availabilityZones: ["us-east-1a"] });
      },
      findings: [{ resource: "old", path: "subnets", found: /us-east-1a only/ }],
    },
    "default subnets of one zone, written out": {
      stack: (s) => {
        s.resource("aws:ec2/defaultSubnet:DefaultSubnet", "d", { availabilityZone: "us-east-1a" });
        const a = s.resource("aws:ec2/defaultSubnet:DefaultSubnet", "a", { availabilityZone: "us-east-1a" });
        const [b] = subnetsIn(s, "a");
        s.resource(DB_GROUP, "db", { subnetIds: [a.id, b?.id] });
      },
      findings: [{ ...inOne, resource: "db" }],
    },
  },
  undecided: {
    "the zones are not known yet": (s) => {
      const vpc = s.resource(VPC, "main");
      s.resource(SUBNET, "a", { vpcId: vpc.id, availabilityZone: s.unknown });
      s.resource(SUBNET, "b", { vpcId: vpc.id, availabilityZone: s.unknown });
    },
    "one of the zones is not known yet": (s) => {
      const vpc = s.resource(VPC, "main");
      s.resource(SUBNET, "a", { vpcId: vpc.id, availabilityZone: "us-east-1a" });
      s.resource(SUBNET, "b", { vpcId: vpc.id, availabilityZone: s.unknown });
    },
    "one more subnet may belong to the VPC": (s) => {
      const vpc = s.resource(VPC, "main");
      s.resource(SUBNET, "a", { vpcId: vpc.id, availabilityZone: "us-east-1a" });
      s.resource(SUBNET, "b", { vpcId: s.unknown, availabilityZone: "us-east-1b" });
    },
    "the list is not known yet": (s) => {
      subnetsIn(s, "a");
      s.resource(DB_GROUP, "db", { subnetIds: s.unknown });
      s.resource(ASG, "web", { vpcZoneIdentifiers: s.unknown });
    },
    "one subnet is not known yet and depends on nothing here": (s) => {
      const [a, b] = subnetsIn(s, "a", "a");
      s.resource(DB_GROUP, "db", { subnetIds: [a?.id, b?.id, s.unknown] });
    },
    "a subnet of a component": (s) => {
      const [a] = subnetsIn(s, "a");
      const network = s.component("acme:net:Network", "net", { outputs: { subnetId: s.unknown } });
      s.resource(SUBNET, "inner", { availabilityZone: "us-east-1a" }, { parent: network });
      s.resource(DB_GROUP, "db", { subnetIds: [a?.id, network.ref("subnetId")] });
    },
    "one of two zones is not known yet": (s) => {
      s.resource(ASG, "web", { availabilityZones: ["us-east-1a", s.unknown] });
    },
    "the only zone is not known yet": (s) => {
      s.resource(ASG, "web", { availabilityZones: [s.unknown] });
    },
  },
  malformed: {
    "a text where a list belongs": {
      stack: (s) => {
        s.resource(DB_GROUP, "db", { subnetIds: "subnet-1" });
      },
      findings: [{ resource: "db", path: "subnetIds", found: /one subnet/ }],
    },
    "nulls and objects": (s) => {
      s.resource(DB_GROUP, "db", { subnetIds: null });
      s.resource(ALB, "web", { subnets: [null, ""], subnetMappings: [{}, null, 3] });
      s.resource(ASG, "nothing", { vpcZoneIdentifiers: [null] });
      s.resource(ASG, "asg", { availabilityZones: [[], {}] });
      s.resource(VPC, "main", { cidrBlock: 3 });
      s.resource(SUBNET, "a", { vpcId: null, availabilityZone: ["us-east-1a"] });
    },
  },
});
