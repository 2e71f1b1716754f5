import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const GROUP = "aws:autoscaling/group:Group";
const ATTACHMENT = "aws:autoscaling/attachment:Attachment";
const SOURCE_ATTACHMENT = "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const SIZE = { minSize: 2, maxSize: 4 };
const LATTICE = "arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-1";
const TARGETS = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/1";

const group = (s: StackBuilder, inputs: Readonly<Record<string, unknown>> = {}) =>
  s.resource(GROUP, "web", { ...SIZE, ...inputs });
const targets = (s: StackBuilder) => s.resource(TARGET_GROUP, "targets", { port: 80 });

const UNSET = {
  resource: "web",
  path: "healthCheckType",
  found: /^A load balancer sends traffic to this group, and its health check type is not set, which means "EC2"\.$/,
};

export default cases("autoscaling-group-load-balancer-health", {
  passes: {
    "ELB health checks": (s) => void group(s, { targetGroupArns: [targets(s).arn], healthCheckType: "ELB" }),
    "ELB among several": (s) => void group(s, { loadBalancers: ["web"], healthCheckType: "EBS, elb" }),
    "no load balancer": (s) => void group(s),
    "no load balancer, in empty lists": (s) => {
      group(s, { targetGroupArns: [], loadBalancers: [""], trafficSources: [], healthCheckType: "EC2" });
    },
    "VPC Lattice, which checks by itself": (s) => {
      const web = group(s, { trafficSources: [{ identifier: LATTICE, type: "vpc-lattice" }, { identifier: LATTICE }] });
      s.resource(SOURCE_ATTACHMENT, "lattice", {
        autoscalingGroupName: web.id,
        trafficSource: { identifier: LATTICE, type: "vpc-lattice" },
      });
    },
    "an attachment of another group": (s) => {
      group(s);
      s.resource(ATTACHMENT, "other", { autoscalingGroupName: "batch", lbTargetGroupArn: TARGETS });
    },
    "a group that was looked up": (s) => {
      s.resource(GROUP, "web", { ...SIZE, loadBalancers: ["web"] }, { isRead: true });
    },
    "a type that is not known yet but is right": (s) => {
      const source = s.resource(TARGET_GROUP, "targets", { port: 80 }, { outputs: { check: "ELB" } });
      group(s, { targetGroupArns: [source.arn], healthCheckType: source.ref("check") });
    },
  },
  fails: {
    "target groups": {
      stack: (s) => void group(s, { targetGroupArns: [targets(s).arn] }),
      findings: [{ ...UNSET, fix: /Set healthCheckType: "ELB"/ }],
    },
    "a classic load balancer, and the type EC2": {
      stack: (s) => void group(s, { loadBalancers: ["web"], healthCheckType: "EC2" }),
      findings: [{ resource: "web", path: "healthCheckType", found: /its health check type is "EC2"\.$/ }],
    },
    "a type that only looks like it": {
      stack: (s) => void group(s, { loadBalancers: ["web"], healthCheckType: "EC2,ELBv2" }),
      findings: [{ resource: "web", path: "healthCheckType", found: /is "EC2,ELBv2"\.$/ }],
    },
    "traffic sources, with and without a type": {
      stack: (s) => {
        group(s, { trafficSources: [{ identifier: LATTICE }, { identifier: TARGETS }] });
        s.resource(GROUP, "second", { ...SIZE, trafficSources: [{ identifier: "classic", type: "elb" }] });
      },
      findings: [UNSET, { ...UNSET, resource: "second" }],
    },
    "an attachment": {
      stack: (s) => {
        s.resource(ATTACHMENT, "a", { autoscalingGroupName: group(s).id, lbTargetGroupArn: targets(s).arn });
      },
      findings: [UNSET],
    },
    "an attachment of a traffic source": {
      stack: (s) => {
        const web = group(s, { name: "web" });
        s.resource(SOURCE_ATTACHMENT, "a", {
          autoscalingGroupName: web.id,
          trafficSource: { identifier: TARGETS, type: "elbv2" },
        });
      },
      findings: [UNSET],
    },
    "an unknown list beside one that is known": {
      stack: (s) => void group(s, { targetGroupArns: s.unknown, loadBalancers: ["web"] }),
      findings: [UNSET],
    },
  },
  undecided: {
    "a type that is not known": (s) => void group(s, { loadBalancers: ["web"], healthCheckType: s.unknown }),
    "target groups that are not known": (s) => void group(s, { targetGroupArns: s.unknown }),
    "traffic sources that are not known": (s) => void group(s, { trafficSources: s.unknown }),
    "an identifier that is not known": (s) => void group(s, { trafficSources: [{ identifier: s.unknown }] }),
    "an attachment to a group that is not known": (s) => {
      group(s);
      s.resource(ATTACHMENT, "a", { autoscalingGroupName: s.unknown, lbTargetGroupArn: TARGETS });
    },
  },
  malformed: {
    "numbers, null and lists": (s) => {
      group(s, { targetGroupArns: null, loadBalancers: {}, trafficSources: [null, 7], healthCheckType: ["ELB"] });
    },
    "a single name where a list belongs": {
      stack: (s) => void group(s, { loadBalancers: "web", healthCheckType: 7 }),
      findings: [{ resource: "web", path: "healthCheckType", found: /is "7"/ }],
    },
  },
});
