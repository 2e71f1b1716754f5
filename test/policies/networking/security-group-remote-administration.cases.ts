import { cases } from "../../harness/cases";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";
const NATIVE_GROUP = "aws-native:ec2:SecurityGroup";
const NATIVE_INGRESS = "aws-native:ec2:SecurityGroupIngress";
const NATIVE_PREFIX_LIST = "aws-native:ec2:PrefixList";

const ssh = (...cidrBlocks: unknown[]): Record<string, unknown> => ({
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  cidrBlocks,
});

const tcp = (fromPort: unknown, toPort: unknown, cidrBlocks: unknown = ["0.0.0.0/0"]): Record<string, unknown> => ({
  protocol: "tcp",
  fromPort,
  toPort,
  cidrBlocks,
});

export default cases("security-group-remote-administration", {
  passes: {
    "SSH from one office": (s) => s.resource(GROUP, "bastion", { ingress: [ssh("203.0.113.7/32")] }),
    "SSH from a public /16, the smallest accepted prefix": (s) =>
      s.resource(GROUP, "bastion", { ingress: [ssh("203.0.0.0/16")] }),
    "SSH from an IPv6 /32": (s) =>
      s.resource(GROUP, "bastion", { ingress: [{ ...ssh(), ipv6CidrBlocks: ["2001:db8::/32"] }] }),
    "two public ranges that add up to less than a /15": (s) =>
      s.resource(GROUP, "bastion", { ingress: [ssh("203.0.0.0/16"), ssh("198.51.0.0/17")] }),
    "the web from anywhere": (s) =>
      s.resource(GROUP, "web", { ingress: [tcp(443, 443), tcp(80, 80), tcp(23, 3388), tcp(3390, 65535)] }),
    "port 22 of UDP, which is no SSH": (s) =>
      s.resource(GROUP, "odd", { ingress: [{ ...ssh("0.0.0.0/0"), protocol: "udp" }] }),
    "ping from anywhere": (s) =>
      s.resource(GROUP, "ping", { ingress: [{ protocol: "icmp", fromPort: 8, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] }),
    "SSH from all private ranges": (s) =>
      s.resource(GROUP, "hosts", {
        ingress: [
          { ...ssh("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"), ipv6CidrBlocks: ["fc00::/7"] },
        ],
      }),
    "everything from itself and from another group": (s) => {
      const bastion = s.resource(GROUP, "bastion", {});
      s.resource(GROUP, "hosts", {
        ingress: [
          { protocol: "-1", fromPort: 0, toPort: 0, self: true },
          { ...ssh(), securityGroups: [bastion.id] },
        ],
      });
    },
    "groups that admit each other": (s) => {
      const a = s.resource(GROUP, "a", {});
      const b = s.resource(GROUP, "b", {});
      const everything = { type: "ingress", protocol: "-1", fromPort: 0, toPort: 0 };
      s.resource(RULE, "a-from-b", { ...everything, securityGroupId: a.id, sourceSecurityGroupId: b.id });
      s.resource(RULE, "b-from-a", { ...everything, securityGroupId: b.id, sourceSecurityGroupId: a.id });
    },
    "a prefix list of another stack, or only read": (s) => {
      const read = s.resource(PREFIX_LIST, "read", { entries: [{ cidr: "0.0.0.0/0" }] }, { isRead: true });
      s.resource(GROUP, "bastion", {
        ingress: [
          { ...ssh(), prefixListIds: ["pl-0123456789abcdef0"] },
          { ...ssh(), prefixListIds: [read.id] },
        ],
      });
    },
    "a prefix list of the stack with offices": (s) => {
      const list = s.resource(PREFIX_LIST, "offices", { entries: [{ cidr: "203.0.113.0/24" }] });
      s.resource(PREFIX_LIST_ENTRY, "berlin", { prefixListId: list.id, cidr: "198.51.100.0/24" });
      s.resource(INGRESS_RULE, "ssh", {
        securityGroupId: "sg-0a",
        ipProtocol: "tcp",
        fromPort: 22,
        toPort: 22,
        prefixListId: list.id,
      });
    },
    "what goes out": (s) => {
      const group = s.resource(GROUP, "hosts", { egress: [ssh("0.0.0.0/0")] });
      s.resource(RULE, "out", { type: "egress", securityGroupId: group.id, ...ssh("0.0.0.0/0") });
      s.resource(EGRESS_RULE, "out-too", {
        securityGroupId: group.id,
        ipProtocol: "-1",
        cidrIpv4: "0.0.0.0/0",
      });
    },
    "halves of the internet in two groups": (s) => {
      s.resource(GROUP, "one", { ingress: [ssh("203.0.0.0/16")] });
      s.resource(GROUP, "other", { ingress: [ssh("198.51.0.0/16")] });
      s.resource(RULE, "outside", { type: "ingress", securityGroupId: "sg-0a", ...ssh("203.0.0.0/16") });
      s.resource(RULE, "outside-too", { type: "ingress", securityGroupId: "sg-0b", ...ssh("198.51.0.0/16") });
    },
    "ranges that add up, each to another port": (s) =>
      s.resource(GROUP, "hosts", { ingress: [ssh("203.0.0.0/16"), tcp(3389, 3389, ["198.51.0.0/16"])] }),
    "no rules at all": (s) => {
      s.resource(GROUP, "empty", {});
      s.resource(DEFAULT_GROUP, "unused", { vpcId: "vpc-0a" });
    },
    "a group that is only read": (s) => s.resource(GROUP, "theirs", { ingress: [ssh("0.0.0.0/0")] }, { isRead: true }),
    "a rule that is only read": (s) =>
      s.resource(RULE, "theirs", { type: "ingress", securityGroupId: "sg-0a", ...ssh("0.0.0.0/0") }, { isRead: true }),
    "an allow list, and SSH from a part of it": {
      options: { sshAllowList: ["203.0.113.0/24", "10.0.0.0/9", "10.128.0.0/9"] },
      stack: (s) =>
        s.resource(GROUP, "bastion", { ingress: [ssh("203.0.113.7/32"), ssh("10.0.0.0/8"), tcp(443, 443)] }),
    },
    "an allow list, and SSH from groups, itself and lists outside": {
      options: { sshAllowList: ["203.0.113.0/24"] },
      stack: (s) =>
        s.resource(GROUP, "hosts", {
          ingress: [
            { protocol: "-1", fromPort: 0, toPort: 0, self: true },
            { ...ssh(), securityGroups: ["sg-0a", "sg-0b"] },
            { ...ssh(), prefixListIds: ["pl-0a"] },
          ],
        }),
    },
    "an allow list does not speak about the remote desktop": {
      options: { sshAllowList: ["203.0.113.0/24"] },
      stack: (s) => s.resource(GROUP, "hosts", { ingress: [tcp(3389, 3389, ["10.0.0.0/8"])] }),
    },
    "a shorter accepted prefix": {
      options: { smallestPrefixLength: 8, smallestIpv6PrefixLength: 16 },
      stack: (s) =>
        s.resource(GROUP, "bastion", {
          ingress: [{ ...ssh("203.0.0.0/8"), ipv6CidrBlocks: ["2001::/16"] }],
        }),
    },
  },
  fails: {
    "SSH from anywhere": {
      stack: (s) => s.resource(GROUP, "bastion", { ingress: [tcp(443, 443), ssh("203.0.113.7/32", "0.0.0.0/0")] }),
      findings: [
        {
          resource: "bastion",
          path: "ingress[1].cidrBlocks[1]",
          found: /^22\/tcp is open to 0\.0\.0\.0\/0\.$/,
          fix: /Session Manager/,
          key: "ingress[1]",
        },
      ],
    },
    "all ports from any IPv6 address": {
      stack: (s) => s.resource(GROUP, "web", { ingress: [{ ...tcp(0, 65535, []), ipv6CidrBlocks: ["::/0"] }] }),
      findings: [
        {
          resource: "web",
          path: "ingress[0].ipv6CidrBlocks[0]",
          found: /^0-65535\/tcp, which includes 22\/tcp and 3389\/tcp, is open to ::\/0\.$/,
        },
      ],
    },
    "everything from anywhere, said twice in one rule": {
      stack: (s) =>
        s.resource(GROUP, "web", {
          ingress: { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] },
        }),
      findings: [
        {
          resource: "web",
          path: "ingress.cidrBlocks[0]",
          found: /^all traffic, which includes 22\/tcp, 3389\/tcp and 3389\/udp, is open to 0\.0\.0\.0\/0 and ::\/0\.$/,
        },
      ],
    },
    "the remote desktop over UDP": {
      stack: (s) => s.resource(GROUP, "desktop", { ingress: [{ ...tcp(3389, 3389), protocol: "17" }] }),
      findings: [{ resource: "desktop", path: "ingress[0].cidrBlocks[0]", found: /^3389\/udp is open/ }],
    },
    "protocols by number and in capitals, ports as text": {
      stack: (s) =>
        s.resource(GROUP, "bastion", {
          ingress: [
            { ...ssh("0.0.0.0/0"), protocol: 6 },
            { ...ssh("0.0.0.0/0"), protocol: "TCP", fromPort: "20", toPort: "22" },
            { protocol: "all", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
          ],
        }),
      findings: [
        { resource: "bastion", path: "ingress[0].cidrBlocks[0]", found: /^22\/tcp is/ },
        { resource: "bastion", path: "ingress[1].cidrBlocks[0]", found: /^20-22\/tcp, which includes 22\/tcp, is/ },
        { resource: "bastion", path: "ingress[2].cidrBlocks[0]", found: /^all traffic/ },
      ],
    },
    "a public range that is too large": {
      stack: (s) => s.resource(GROUP, "bastion", { ingress: [ssh("203.0.0.0/15")] }),
      findings: [{ resource: "bastion", path: "ingress[0].cidrBlocks[0]", found: /open to 203\.0\.0\.0\/15\.$/ }],
    },
    "an IPv6 range that is too large": {
      stack: (s) => s.resource(GROUP, "bastion", { ingress: [{ ...ssh(), ipv6CidrBlocks: ["2001:db8::/31"] }] }),
      findings: [{ resource: "bastion", path: "ingress[0].ipv6CidrBlocks[0]", found: /2001:db8::\/31/ }],
    },
    "both halves of the internet in one rule": {
      stack: (s) => s.resource(GROUP, "bastion", { ingress: [ssh("203.0.0.0/16", "10.0.0.0/8", "198.51.0.0/16")] }),
      findings: [
        {
          resource: "bastion",
          path: "ingress[0]",
          found:
            /^22\/tcp is open to 203\.0\.0\.0\/16 and 198\.51\.0\.0\/16, which add up to a large part of the internet\.$/,
        },
      ],
    },
    "both halves of the internet in two rules": {
      stack: (s) =>
        s.resource(GROUP, "bastion", {
          ingress: [ssh("203.0.0.0/16"), ssh("10.0.0.0/8"), tcp(0, 1023, ["198.51.0.0/16"]), tcp(80, 80)],
        }),
      findings: [
        {
          resource: "bastion",
          path: "",
          found:
            /^22\/tcp is open to a large part of the internet: the rules ingress\[0\] and ingress\[2\] add up to it\.$/,
          key: "sum",
        },
      ],
    },
    "quarters of the internet in rules of their own": {
      stack: (s) => {
        const group = s.resource(GROUP, "bastion", { ingress: [ssh("203.0.0.0/17")] });
        s.resource(RULE, "first", { type: "ingress", securityGroupId: group.id, ...ssh("203.0.128.0/17") });
        s.resource(INGRESS_RULE, "second", {
          securityGroupId: group.id,
          ipProtocol: "-1",
          cidrIpv4: "198.51.0.0/17",
        });
        s.resource(INGRESS_RULE, "third", {
          securityGroupId: group.id,
          ipProtocol: "tcp",
          fromPort: 22,
          toPort: 22,
          cidrIpv4: "198.51.128.0/17",
        });
      },
      findings: [
        {
          resource: "bastion",
          path: "",
          found: /^22\/tcp is open .* the rules ingress\[0\], "first", "second" and "third" add up to it\.$/,
        },
      ],
    },
    "quarters of the internet for a group that is known by its id only": {
      stack: (s) => {
        for (const [index, cidr] of ["203.0.0.0/16", "198.51.0.0/16"].entries()) {
          s.resource(RULE, `part-${index}`, { type: "ingress", securityGroupId: "sg-0a", ...ssh(cidr) });
        }
      },
      findings: [{ resource: "part-0", path: "", found: /the rules "part-0" and "part-1" add up/ }],
    },
    "quarters of the internet for a group that is only read": {
      stack: (s) => {
        const group = s.resource(GROUP, "theirs", {}, { isRead: true });
        for (const [index, cidr] of ["203.0.0.0/16", "198.51.0.0/16"].entries()) {
          s.resource(RULE, `part-${index}`, { type: "ingress", securityGroupId: group.id, ...ssh(cidr) });
        }
      },
      findings: [{ resource: "part-0", path: "", found: /the rules "part-0" and "part-1" add up/ }],
    },
    "many rules that add up are not all listed": {
      stack: (s) =>
        s.resource(GROUP, "bastion", {
          ingress: Array.from({ length: 8 }, (_, index) => ssh(`203.0.${index * 32}.0/16`, `20${index}.1.0.0/17`)),
        }),
      findings: [
        {
          resource: "bastion",
          path: "",
          found: /the rules ingress\[0\], ingress\[1\], ingress\[2\], ingress\[3\] and 4 more add up/,
        },
      ],
    },
    "an open rule beside others that add up": {
      stack: (s) =>
        s.resource(GROUP, "bastion", {
          ingress: [ssh("0.0.0.0/0"), tcp(3389, 3389, ["203.0.0.0/16"]), tcp(3389, 3389, ["198.51.0.0/16"])],
        }),
      findings: [
        { resource: "bastion", path: "ingress[0].cidrBlocks[0]", found: /^22\/tcp/ },
        { resource: "bastion", path: "", found: /^3389\/tcp is open .* ingress\[1\] and ingress\[2\]/ },
      ],
    },
    "rules of their own from anywhere": {
      stack: (s) => {
        const group = s.resource(GROUP, "bastion", {});
        s.resource(RULE, "one", { type: "ingress", securityGroupId: group.id, ...ssh("0.0.0.0/0") });
        s.resource(INGRESS_RULE, "four", {
          securityGroupId: group.id,
          ipProtocol: "tcp",
          fromPort: 22,
          toPort: 22,
          cidrIpv4: "0.0.0.0/0",
        });
        s.resource(INGRESS_RULE, "six", { securityGroupId: "sg-0a", ipProtocol: "-1", cidrIpv6: "::/0" });
      },
      findings: [
        { resource: "one", path: "cidrBlocks[0]", found: /^22\/tcp is open to 0/, key: "ingress" },
        { resource: "four", path: "cidrIpv4", found: /^22\/tcp is open to 0/ },
        { resource: "six", path: "cidrIpv6", found: /^all traffic/ },
      ],
    },
    "the default group": {
      stack: (s) => s.resource(DEFAULT_GROUP, "default", { vpcId: "vpc-0a", ingress: [ssh("0.0.0.0/0")] }),
      findings: [{ resource: "default", path: "ingress[0].cidrBlocks[0]", found: /^22\/tcp/ }],
    },
    "groups of Cloud Control": {
      stack: (s) => {
        const list = s.resource(NATIVE_PREFIX_LIST, "list", { entries: [{ cidr: "0.0.0.0/0" }] });
        const group = s.resource(NATIVE_GROUP, "bastion", {
          groupDescription: "Bastion",
          securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIp: "0.0.0.0/0" }],
        });
        s.resource(NATIVE_INGRESS, "six", {
          groupId: group.id,
          ipProtocol: "tcp",
          fromPort: 0,
          toPort: 100,
          cidrIpv6: "::/0",
        });
        s.resource(NATIVE_INGRESS, "listed", {
          groupId: group.id,
          ipProtocol: "tcp",
          fromPort: 22,
          toPort: 22,
          sourcePrefixListId: list.id,
        });
      },
      findings: [
        { resource: "bastion", path: "securityGroupIngress[0].cidrIp", found: /^22\/tcp/ },
        { resource: "six", path: "cidrIpv6", found: /^0-100\/tcp/ },
        { resource: "listed", path: "sourcePrefixListId", found: /open to the prefix list "list"/ },
      ],
    },
    "prefix lists of the stack": {
      stack: (s) => {
        const inline = s.resource(PREFIX_LIST, "inline", {
          entries: [{ cidr: "203.0.0.0/16" }, { cidr: "198.51.0.0/16" }],
        });
        const split = s.resource(PREFIX_LIST, "split", {});
        s.resource(PREFIX_LIST_ENTRY, "everyone", { prefixListId: split.id, cidr: "0.0.0.0/0" });
        s.resource(GROUP, "bastion", { ingress: [{ ...ssh(), prefixListIds: [inline.id] }] });
        s.resource(RULE, "rule", { type: "ingress", securityGroupId: "sg-0a", ...ssh(), prefixListIds: [split.id] });
      },
      findings: [
        {
          resource: "bastion",
          path: "ingress[0].prefixListIds[0]",
          found: /^22\/tcp is open to the prefix list "inline"\.$/,
        },
        { resource: "rule", path: "prefixListIds[0]", found: /the prefix list "split"/ },
      ],
    },
    "a prefix list and a range that add up": {
      stack: (s) => {
        const list = s.resource(PREFIX_LIST, "half", { entries: [{ cidr: "203.0.0.0/16" }, { cidr: "10.0.0.0/8" }] });
        s.resource(GROUP, "bastion", { ingress: [{ ...ssh("198.51.0.0/16"), prefixListIds: [list.id] }] });
      },
      findings: [
        {
          resource: "bastion",
          path: "ingress[0]",
          found: /198\.51\.0\.0\/16 and the prefix list "half", which add up/,
        },
      ],
    },
    "the group that a published component opens, with the argument to set": {
      stack: (s) => {
        const balancer = s.component("awsx:lb:ApplicationLoadBalancer", "web");
        const everything = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
        const group = s.resource(GROUP, "web", { ingress: [everything] }, { parent: balancer });
        s.resource(RULE, "mine", { type: "ingress", securityGroupId: group.id, ...ssh("0.0.0.0/0") });
      },
      findings: [
        {
          resource: "web",
          path: "ingress[0].cidrBlocks[0]",
          found: /^all traffic/,
          fix: /^Set securityGroups: \[<group>\.id\] of the load balancer, with a security group of your own that lets in only what is served, or .* args: \{ vpcId, ingress, egress \}/,
        },
        { resource: "mine", path: "cidrBlocks[0]", found: /^22\/tcp/, fix: /^Reach hosts through/ },
      ],
    },
    "settings that would let everything pass": {
      options: { smallestPrefixLength: 7, smallestIpv6PrefixLength: 15 },
      stack: (s) => s.resource(GROUP, "bastion", { ingress: [ssh("0.0.0.0/0")] }),
      findings: [
        { resource: "bastion", path: "ingress[0].cidrBlocks[0]", found: /^22\/tcp/ },
        { resource: "bastion", path: "", found: /"smallestPrefixLength" must be/ },
        { resource: "bastion", path: "", found: /"smallestIpv6PrefixLength" must be/ },
      ],
    },
    "ranges that add up where several ports overlap": {
      options: { additionalPorts: ["8000-8100/tcp"] },
      stack: (s) =>
        s.resource(GROUP, "hosts", {
          ingress: [
            tcp(8000, 8010, ["203.0.0.0/16"]),
            tcp(8005, 8020, ["198.51.0.0/16"]),
            tcp(8015, 8030, ["203.0.0.0/16"]),
            tcp(8021, 8050, ["198.52.0.0/16"]),
            tcp(8031, 8031, ["203.1.0.0/16"]),
            tcp(8060, 8060, ["203.2.0.0/16"]),
            tcp(8010, 8010, ["10.0.0.0/8"]),
          ],
        }),
      findings: [
        {
          resource: "hosts",
          path: "",
          found:
            /^8005\/tcp, 8015\/tcp, 8021\/tcp and 8031\/tcp are open .* the rules ingress\[0\], ingress\[1\], ingress\[2\], ingress\[3\] and ingress\[4\] add up to it\.$/,
        },
      ],
    },
    "ports without a range, which are all": {
      stack: (s) =>
        s.resource(INGRESS_RULE, "rule", { securityGroupId: "sg-0a", ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0" }),
      findings: [{ resource: "rule", path: "cidrIpv4", found: /^0-65535\/tcp/ }],
    },
    "an open range beside an unknown one": {
      stack: (s) => s.resource(GROUP, "bastion", { ingress: [ssh(s.unknown, "0.0.0.0/0")] }),
      findings: [{ resource: "bastion", path: "ingress[0].cidrBlocks[1]", found: /^22\/tcp/ }],
    },
    "an open rule of a group that is not known yet": {
      stack: (s) => s.resource(RULE, "rule", { type: "ingress", securityGroupId: s.unknown, ...ssh("0.0.0.0/0") }),
      findings: [{ resource: "rule", path: "cidrBlocks[0]", found: /^22\/tcp/ }],
    },
    "a database port that the settings add": {
      options: { additionalPorts: ["5432/tcp", "27017-27019/tcp"] },
      stack: (s) => s.resource(GROUP, "database", { ingress: [tcp(5432, 5432), tcp(27018, 27020), tcp(27020, 27020)] }),
      findings: [
        { resource: "database", path: "ingress[0].cidrBlocks[0]", found: /^5432\/tcp is open/ },
        {
          resource: "database",
          path: "ingress[1].cidrBlocks[0]",
          found: /^27018-27020\/tcp, which includes 27018\/tcp/,
        },
      ],
    },
    "a longer accepted prefix": {
      options: { smallestPrefixLength: 24, smallestIpv6PrefixLength: 48 },
      stack: (s) =>
        s.resource(GROUP, "bastion", {
          ingress: [ssh("203.0.113.0/24"), ssh("198.51.100.0/23"), { ...ssh(), ipv6CidrBlocks: ["2001:db8::/47"] }],
        }),
      findings: [
        { resource: "bastion", path: "ingress[1].cidrBlocks[0]", found: /198\.51\.100\.0\/23/ },
        { resource: "bastion", path: "ingress[2].ipv6CidrBlocks[0]", found: /2001:db8::\/47/ },
      ],
    },
    "SSH from beside the allow list": {
      options: { sshAllowList: ["203.0.113.0/24"] },
      stack: (s) =>
        s.resource(GROUP, "bastion", { ingress: [ssh("203.0.113.0/24"), ssh("203.0.112.0/23"), ssh("10.0.0.0/8")] }),
      findings: [
        {
          resource: "bastion",
          path: "ingress[1]",
          found: /^This rule allows SSH, but it admits 203\.0\.112\.0\/23, which sshAllowList does not name\.$/,
          fix: /one rule for each range/,
          key: "ingress[1]",
        },
        { resource: "bastion", path: "ingress[2]", found: /it admits 10\.0\.0\.0\/8/ },
      ],
    },
    "several sources or ports in one rule, with an allow list": {
      options: { sshAllowList: ["203.0.113.0/24", "198.51.100.0/24"] },
      stack: (s) =>
        s.resource(GROUP, "bastion", {
          ingress: [
            ssh("203.0.113.0/24", "198.51.100.0/24"),
            tcp(22, 23, ["203.0.113.0/24"]),
            { ...ssh("203.0.113.0/24"), self: true },
            { ...ssh("203.0.113.0/24"), securityGroups: ["sg-0a"], prefixListIds: ["pl-0a"] },
            { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["192.0.2.0/24"] },
          ],
        }),
      findings: [
        { resource: "bastion", path: "ingress[0]", found: /, but it has 2 sources instead of one\.$/ },
        {
          resource: "bastion",
          path: "ingress[1]",
          found: /, but it lets 22-23\/tcp through instead of exactly 22\/tcp\.$/,
        },
        { resource: "bastion", path: "ingress[2]", found: /it has 2 sources/ },
        { resource: "bastion", path: "ingress[3]", found: /it has 3 sources/ },
        {
          resource: "bastion",
          path: "ingress[4]",
          found: /192\.0\.2\.0\/24, which .* and it lets all traffic through/,
        },
      ],
    },
    "an allow list and rules that add up are one mistake, and so is an open rule": {
      options: { sshAllowList: ["203.0.0.0/16"] },
      stack: (s) =>
        s.resource(GROUP, "bastion", { ingress: [ssh("203.0.0.0/16"), ssh("198.51.0.0/16"), ssh("0.0.0.0/0")] }),
      findings: [
        { resource: "bastion", path: "ingress[1]", found: /it admits 198/ },
        { resource: "bastion", path: "ingress[2].cidrBlocks[0]", found: /^22\/tcp is open to 0\.0\.0\.0\/0/ },
      ],
    },
    "what is not known, where the settings want it told": {
      settings: { reportUndecided: true },
      stack: (s) => {
        s.resource(GROUP, "range", { ingress: [ssh(s.unknown)] });
        s.resource(GROUP, "web", { ingress: [tcp(443, 443, [s.unknown])] });
        s.resource(GROUP, "protocol", { ingress: [{ ...tcp(443, 443), protocol: s.unknown }] });
        s.resource(GROUP, "rules", { ingress: s.unknown });
        const list = s.resource(PREFIX_LIST, "list", { entries: [{ cidr: s.unknown }] });
        s.resource(GROUP, "listed", { ingress: [{ ...ssh(), prefixListIds: [list.id] }] });
        s.resource(GROUP, "known", { ingress: [ssh("10.0.0.0/8")], egress: s.unknown });
        s.resource(RULE, "outside", { type: "ingress", securityGroupId: "sg-0a", ...ssh("10.0.0.0/8") });
      },
      findings: ["range", "protocol", "rules", "listed"].map((resource) => ({
        resource,
        path: "",
        found: /is not known in a preview/,
      })),
    },
  },
  undecided: {
    "a range that is not known": (s) => s.resource(GROUP, "bastion", { ingress: [ssh(s.unknown)] }),
    "ranges that are not known": (s) =>
      s.resource(GROUP, "bastion", { ingress: [{ ...ssh(), cidrBlocks: s.unknown }] }),
    "rules that are not known": (s) => s.resource(GROUP, "bastion", { ingress: s.unknown }),
    "a rule that is not known": (s) => s.resource(GROUP, "bastion", { ingress: [s.unknown] }),
    "a port that is not known": (s) => s.resource(GROUP, "bastion", { ingress: [tcp(s.unknown, s.unknown)] }),
    "a protocol that is not known": (s) =>
      s.resource(GROUP, "bastion", { ingress: [{ ...ssh("0.0.0.0/0"), protocol: s.unknown }] }),
    "a direction that is not known": (s) =>
      s.resource(RULE, "rule", { type: s.unknown, securityGroupId: "sg-0a", ...ssh("0.0.0.0/0") }),
    "rules that add up, of groups that are not known": (s) => {
      s.resource(RULE, "one", { type: "ingress", securityGroupId: s.unknown, ...ssh("203.0.0.0/16") });
      s.resource(RULE, "other", { type: "ingress", securityGroupId: s.unknown, ...ssh("198.51.0.0/16") });
    },
    "entries that are not known": (s) => {
      const list = s.resource(PREFIX_LIST, "list", { entries: s.unknown });
      s.resource(GROUP, "bastion", { ingress: [{ ...ssh(), prefixListIds: [list.id] }] });
    },
    "which of two prefix lists a rule names": (s) => {
      const everyone = s.resource(PREFIX_LIST, "everyone", { entries: [{ cidr: "0.0.0.0/0" }] });
      const offices = s.resource(PREFIX_LIST, "offices", { entries: [{ cidr: "203.0.113.0/24" }] });
      s.resource(GROUP, "bastion", {
        ingress: [
          { ...tcp(443, 443, []), prefixListIds: [everyone.id] },
          { ...ssh(), prefixListIds: [offices.id] },
        ],
      });
    },
  },
  malformed: {
    "rules that are none": (s) => {
      s.resource(GROUP, "text", { ingress: "everything" });
      s.resource(GROUP, "numbers", { ingress: [22, null, [], [[ssh("office")]]] });
      s.resource(GROUP, "nothing", { ingress: null });
      s.resource(RULE, "empty", {});
      s.resource(RULE, "inbound", { type: "inbound", securityGroupId: "sg-0a", ...ssh("0.0.0.0/0") });
      s.resource(RULE, "number", { type: 1, securityGroupId: 2, ...ssh("0.0.0.0/0") });
    },
    "ranges that are none": (s) =>
      s.resource(GROUP, "bastion", {
        ingress: [ssh("everyone", "0.0.0.0/33", "300.0.0.0/0", null, 0, {}), { ...ssh(), cidrBlocks: { a: 1 } }],
      }),
    "ports and protocols that are none": (s) =>
      s.resource(GROUP, "bastion", {
        ingress: [
          tcp(23, 22),
          tcp(22, 70000),
          tcp(22, undefined),
          tcp("ssh", "ssh3"),
          { ...ssh("0.0.0.0/0"), protocol: "ssh" },
          { ...ssh("0.0.0.0/0"), protocol: null },
        ],
      }),
    "a single text where a list belongs": {
      stack: (s) => s.resource(GROUP, "bastion", { ingress: [{ ...ssh(), cidrBlocks: "0.0.0.0/0" }] }),
      findings: [{ resource: "bastion", path: "ingress[0].cidrBlocks", found: /^22\/tcp/ }],
    },
    "a prefix list with entries that are none": (s) => {
      const list = s.resource(PREFIX_LIST, "list", { entries: ["0.0.0.0/0", null, { cidr: "all" }] });
      s.resource(GROUP, "bastion", { ingress: [{ ...ssh(), prefixListIds: [list.id, null] }] });
    },
  },
});
