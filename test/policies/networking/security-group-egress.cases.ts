import { cases } from "../../harness/cases";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const NATIVE_GROUP = "aws-native:ec2:SecurityGroup";
const NATIVE_EGRESS = "aws-native:ec2:SecurityGroupEgress";

const EVERYTHING = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };

const to = (
  ports: number | readonly [number, number],
  cidrBlocks: readonly unknown[] = ["0.0.0.0/0"],
  protocol = "tcp",
): Record<string, unknown> => {
  const [fromPort, toPort] = typeof ports === "number" ? [ports, ports] : ports;
  return { protocol, fromPort, toPort, cidrBlocks };
};

export default cases("security-group-egress", {
  passes: {
    "no egress at all": (s) => {
      s.resource(GROUP, "hosts", { ingress: [EVERYTHING] });
      s.resource(DEFAULT_GROUP, "unused", { vpcId: "vpc-0a" });
    },
    "the allowed ports to anywhere": (s) =>
      s.resource(GROUP, "hosts", {
        egress: [
          to(443),
          { ...to(443, []), ipv6CidrBlocks: ["::/0"] },
          to(80),
          to(53, undefined, "udp"),
          to(53),
          to(123, undefined, "udp"),
        ],
      }),
    "the port of the database's group": (s) => {
      const database = s.resource(GROUP, "database", {});
      s.resource(GROUP, "hosts", { egress: [{ ...to(5432, []), securityGroups: [database.id] }] });
      s.resource(EGRESS_RULE, "everything", {
        securityGroupId: "sg-0a",
        ipProtocol: "-1",
        referencedSecurityGroupId: database.id,
      });
    },
    "itself and a foreign prefix list, any port": (s) =>
      s.resource(GROUP, "hosts", {
        egress: [
          { ...EVERYTHING, cidrBlocks: [], self: true },
          { ...EVERYTHING, cidrBlocks: [], prefixListIds: ["pl-63a5400a"] },
        ],
      }),
    "private ranges, any port": (s) =>
      s.resource(GROUP, "hosts", { egress: [{ ...EVERYTHING, cidrBlocks: ["10.0.0.0/8", "192.168.0.0/16"] }] }),
    "any port to a partner": (s) => s.resource(GROUP, "hosts", { egress: [to([0, 65535], ["203.0.113.0/24"])] }),
    "ping to anywhere": (s) =>
      s.resource(GROUP, "hosts", {
        egress: [
          { protocol: "icmp", fromPort: -1, toPort: -1, cidrBlocks: ["0.0.0.0/0"] },
          { protocol: "icmpv6", fromPort: -1, toPort: -1, ipv6CidrBlocks: ["::/0"] },
        ],
      }),
    "everything that comes in": (s) => {
      const group = s.resource(GROUP, "hosts", {});
      s.resource(RULE, "in", { type: "ingress", securityGroupId: group.id, ...EVERYTHING });
      s.resource(INGRESS_RULE, "in-too", { securityGroupId: group.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" });
    },
    "large ranges that add up, each to another port": (s) =>
      s.resource(GROUP, "hosts", { egress: [to(8443, ["203.0.0.0/16"]), to(8444, ["198.51.0.0/16"])] }),
    "large ranges that overlap in an allowed port only": (s) =>
      s.resource(GROUP, "hosts", { egress: [to([442, 443], ["203.0.0.0/16"]), to([443, 444], ["198.51.0.0/16"])] }),
    "a group of Cloud Control with egress": (s) =>
      s.resource(NATIVE_GROUP, "hosts", {
        groupDescription: "Hosts",
        securityGroupEgress: [{ ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIp: "0.0.0.0/0" }],
      }),
    "a group of Cloud Control that is only read": (s) => s.resource(NATIVE_GROUP, "theirs", {}, { isRead: true }),
    "groups of components of published packages, which are advisory": (s) => {
      const cluster = s.component("eks:index:Cluster", "cluster");
      const group = s.resource(GROUP, "cluster-nodeSecurityGroup", {}, { parent: cluster });
      s.resource(
        RULE,
        "cluster-out",
        { type: "egress", securityGroupId: group.id, ...EVERYTHING },
        { parent: cluster },
      );
      const balancer = s.component("awsx:lb:ApplicationLoadBalancer", "web");
      s.resource(GROUP, "web", { egress: [EVERYTHING] }, { parent: balancer });
    },
    "a port that the settings allow": {
      options: { allowedPorts: ["8443/tcp", "443/tcp"] },
      stack: (s) => s.resource(GROUP, "hosts", { egress: [to(8443), to(443)] }),
    },
  },
  fails: {
    "everything to anywhere": {
      stack: (s) => s.resource(GROUP, "hosts", { egress: [to(443), EVERYTHING] }),
      findings: [
        {
          resource: "hosts",
          path: "egress[1].cidrBlocks[0]",
          found: /^This rule lets all traffic out to 0\.0\.0\.0\/0\.$/,
          fix: /securityGroups: \[database\.id\]/,
          key: "egress[1]",
        },
      ],
    },
    "all ports to any IPv6 address": {
      stack: (s) => s.resource(GROUP, "hosts", { egress: [{ ...to([0, 65535], []), ipv6CidrBlocks: ["::/0"] }] }),
      findings: [{ resource: "hosts", path: "egress[0].ipv6CidrBlocks[0]", found: /lets 0-65535\/tcp out to ::\/0/ }],
    },
    "all of IPv4 behind a NAT gateway that translates IPv6": {
      stack: (s) =>
        s.resource(GROUP, "hosts", { egress: [{ ...to([0, 65535], []), ipv6CidrBlocks: ["64:ff9b::/96"] }] }),
      findings: [{ resource: "hosts", path: "egress[0].ipv6CidrBlocks[0]", found: /64:ff9b::\/96/ }],
    },
    "another port to anywhere": {
      stack: (s) => s.resource(GROUP, "hosts", { egress: to(8443) }),
      findings: [{ resource: "hosts", path: "egress.cidrBlocks[0]", found: /lets 8443\/tcp out/ }],
    },
    "an allowed port over the other protocol, and one with neighbours": {
      stack: (s) =>
        s.resource(GROUP, "hosts", {
          egress: [to(443, undefined, "udp"), to([442, 443]), to([443, 444]), to(123), to(80, undefined, "17")],
        }),
      findings: [
        { resource: "hosts", path: "egress[0].cidrBlocks[0]", found: /443\/udp/ },
        { resource: "hosts", path: "egress[1].cidrBlocks[0]", found: /442-443\/tcp/ },
        { resource: "hosts", path: "egress[2].cidrBlocks[0]", found: /443-444\/tcp/ },
        { resource: "hosts", path: "egress[3].cidrBlocks[0]", found: /123\/tcp/ },
        { resource: "hosts", path: "egress[4].cidrBlocks[0]", found: /80\/udp/ },
      ],
    },
    "a protocol without ports, which carries anything": {
      stack: (s) => s.resource(GROUP, "hosts", { egress: [{ ...EVERYTHING, protocol: "47" }] }),
      findings: [{ resource: "hosts", path: "egress[0].cidrBlocks[0]", found: /lets protocol 47 out/ }],
    },
    "both halves of the internet": {
      stack: (s) => {
        const group = s.resource(GROUP, "hosts", { egress: [{ ...EVERYTHING, cidrBlocks: ["0.0.0.0/1"] }] });
        s.resource(RULE, "half", {
          type: "egress",
          securityGroupId: group.id,
          ...EVERYTHING,
          cidrBlocks: ["128.0.0.0/1"],
        });
      },
      findings: [
        { resource: "hosts", path: "egress[0].cidrBlocks[0]", found: /all traffic out to 0\.0\.0\.0\/1/ },
        { resource: "half", path: "cidrBlocks[0]", found: /all traffic out to 128\.0\.0\.0\/1/ },
      ],
    },
    "ranges that add up in rules of their own": {
      stack: (s) => {
        const group = s.resource(GROUP, "hosts", { egress: [to([8000, 9000], ["203.0.0.0/16"])] });
        s.resource(EGRESS_RULE, "everything", {
          securityGroupId: group.id,
          ipProtocol: "-1",
          cidrIpv4: "198.51.0.0/16",
        });
        s.resource(RULE, "web", { type: "egress", securityGroupId: group.id, ...to(443, ["0.0.0.0/0"]) });
      },
      findings: [
        {
          resource: "hosts",
          path: "",
          found:
            /^8000\/tcp goes out to a large part of the internet: the rules egress\[0\] and "everything" add up to it\.$/,
          key: "sum",
        },
      ],
    },
    "two ports that add up": {
      stack: (s) =>
        s.resource(GROUP, "hosts", {
          egress: [
            to([8443, 8500], ["203.0.0.0/16"]),
            to([8444, 8500], ["198.51.0.0/16"]),
            to(8445, ["198.52.0.0/16"]),
          ],
        }),
      findings: [{ resource: "hosts", path: "", found: /^8444\/tcp and 8445\/tcp go out to a large part/ }],
    },
    "all traffic that adds up": {
      stack: (s) =>
        s.resource(GROUP, "hosts", {
          egress: [
            { ...EVERYTHING, cidrBlocks: ["203.0.0.0/16"] },
            { ...EVERYTHING, cidrBlocks: ["198.51.0.0/16"] },
          ],
        }),
      findings: [{ resource: "hosts", path: "", found: /^all traffic goes out .* egress\[0\] and egress\[1\] add up/ }],
    },
    "rules of their own to anywhere": {
      stack: (s) => {
        const group = s.resource(GROUP, "hosts", {});
        s.resource(RULE, "one", { type: "egress", securityGroupId: group.id, ...EVERYTHING });
        s.resource(EGRESS_RULE, "four", { securityGroupId: group.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" });
        s.resource(EGRESS_RULE, "six", { securityGroupId: "sg-0a", ipProtocol: "-1", cidrIpv6: "::/0" });
      },
      findings: [
        { resource: "one", path: "cidrBlocks[0]", found: /all traffic/, key: "egress" },
        { resource: "four", path: "cidrIpv4", found: /all traffic/ },
        { resource: "six", path: "cidrIpv6", found: /all traffic/ },
      ],
    },
    "the default group as AWS makes it": {
      stack: (s) => s.resource(DEFAULT_GROUP, "default", { vpcId: "vpc-0a", egress: [EVERYTHING] }),
      findings: [{ resource: "default", path: "egress[0].cidrBlocks[0]", found: /all traffic/ }],
    },
    "a prefix list of the stack that is anywhere": {
      stack: (s) => {
        const list = s.resource(PREFIX_LIST, "everyone", { entries: [{ cidr: "0.0.0.0/0" }] });
        s.resource(GROUP, "hosts", { egress: [{ ...EVERYTHING, cidrBlocks: [], prefixListIds: [list.id] }] });
      },
      findings: [
        { resource: "hosts", path: "egress[0].prefixListIds[0]", found: /out to the prefix list "everyone"\.$/ },
      ],
    },
    "a group of Cloud Control without egress": {
      stack: (s) => {
        const group = s.resource(NATIVE_GROUP, "hosts", { groupDescription: "Hosts" });
        s.resource(NATIVE_GROUP, "empty", { groupDescription: "Hosts", securityGroupEgress: [] });
        s.resource(NATIVE_EGRESS, "web", {
          groupId: group.id,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrIp: "0.0.0.0/0",
        });
        s.resource(NATIVE_EGRESS, "everything", { groupId: group.id, ipProtocol: "-1", cidrIp: "0.0.0.0/0" });
      },
      findings: [
        {
          resource: "hosts",
          path: "securityGroupEgress",
          found: /^Without securityGroupEgress .* to 0\.0\.0\.0\/0 and ::\/0\.$/,
        },
        { resource: "empty", path: "securityGroupEgress", found: /^Without securityGroupEgress/ },
        { resource: "everything", path: "cidrIp", found: /all traffic/ },
      ],
    },
    "groups in components of one's own, and rules of one's own on a component's group": {
      stack: (s) => {
        const network = s.component("acme:network:Network", "network");
        s.resource(GROUP, "own", { egress: [EVERYTHING] }, { parent: network });
        const cluster = s.component("eks:index:Cluster", "cluster");
        const group = s.resource(GROUP, "cluster-nodeSecurityGroup", {}, { parent: cluster });
        s.resource(RULE, "mine", { type: "egress", securityGroupId: group.id, ...EVERYTHING });
      },
      findings: [
        { resource: "own", path: "egress[0].cidrBlocks[0]", found: /all traffic/ },
        { resource: "mine", path: "cidrBlocks[0]", found: /all traffic/ },
      ],
    },
    "a rule of one's own that adds up with a component's": {
      stack: (s) => {
        const cluster = s.component("eks:index:Cluster", "cluster");
        const group = s.resource(GROUP, "nodes", { egress: [to(8443, ["203.0.0.0/16"])] }, { parent: cluster });
        s.resource(RULE, "mine", { type: "egress", securityGroupId: group.id, ...to(8443, ["198.51.0.0/16"]) });
      },
      findings: [{ resource: "nodes", path: "", found: /^8443\/tcp goes out .* egress\[0\] and "mine"/ }],
    },
    "the web, when the settings allow it no longer": {
      options: { allowedPorts: [] },
      stack: (s) => s.resource(GROUP, "hosts", { egress: [to(80)] }),
      findings: [{ resource: "hosts", path: "egress[0].cidrBlocks[0]", found: /80\/tcp/ }],
    },
    "what is not known, where the settings want it told": {
      settings: { reportUndecided: true },
      stack: (s) => {
        s.resource(GROUP, "range", { egress: [to(8443, [s.unknown])] });
        s.resource(GROUP, "allowed", { egress: [to(443, [s.unknown])] });
        s.resource(GROUP, "ping", { egress: [to(8, [s.unknown], "icmp")] });
        s.resource(GROUP, "rules", { egress: s.unknown });
        const cluster = s.component("eks:index:Cluster", "cluster");
        s.resource(GROUP, "nodes", { egress: s.unknown }, { parent: cluster });
        s.resource(EGRESS_RULE, "outside", { securityGroupId: "sg-0a", ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" });
      },
      findings: ["range", "rules"].map((resource) => ({ resource, path: "", found: /is not known in a preview/ })),
    },
  },
  undecided: {
    "a range that is not known": (s) => s.resource(GROUP, "hosts", { egress: [to(8443, [s.unknown])] }),
    "rules that are not known": (s) => s.resource(GROUP, "hosts", { egress: s.unknown }),
    "rules of Cloud Control that are not known": (s) =>
      s.resource(NATIVE_GROUP, "hosts", { groupDescription: "Hosts", securityGroupEgress: s.unknown }),
    "a protocol that is not known": (s) =>
      s.resource(GROUP, "hosts", { egress: [{ ...EVERYTHING, protocol: s.unknown }] }),
  },
  malformed: {
    "rules that are none": (s) => {
      s.resource(GROUP, "text", { egress: "everything" });
      s.resource(GROUP, "numbers", { egress: [22, null, []] });
      s.resource(EGRESS_RULE, "empty", {});
      s.resource(GROUP, "ranges", { egress: [to(8443, ["everyone", "0.0.0.0/33", null])] });
      s.resource(GROUP, "ports", { egress: [to([23, 22]), to([0, 70000])] });
    },
    "ports in the settings that are none": {
      options: { allowedPorts: ["8443/tcp", "web"] },
      stack: (s) => s.resource(GROUP, "hosts", { egress: [to(443)] }),
      findings: [
        {
          resource: "hosts",
          path: "",
          found: /"allowedPorts" must be a list of ports such as "22\/tcp".*; the default \["443\/tcp",.* is used/,
        },
      ],
    },
  },
});
