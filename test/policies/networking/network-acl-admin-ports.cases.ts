import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
const RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const NATIVE_ACL = "aws-native:ec2:NetworkAcl";
const NATIVE_ENTRY = "aws-native:ec2:NetworkAclEntry";
const VPC = "aws:ec2/vpc:Vpc";

const ANYWHERE = "0.0.0.0/0";

/** An inline rule that allows a range of ports. */
function allow(ruleNo: number, fromPort: number, toPort = fromPort, more: Readonly<Record<string, unknown>> = {}) {
  return { ruleNo, action: "allow", protocol: "tcp", fromPort, toPort, cidrBlock: ANYWHERE, ...more };
}

function deny(ruleNo: number, fromPort: number, toPort = fromPort, more: Readonly<Record<string, unknown>> = {}) {
  return allow(ruleNo, fromPort, toPort, { action: "deny", ...more });
}

const ALL = { protocol: "-1", fromPort: 0, toPort: 0 };

function acl(ingress: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) {
  return (s: StackBuilder): void => {
    s.resource(ACL, "acl", { vpcId: "vpc-1", ingress, ...more });
  };
}

/** A rule of its own that allows SSH from anywhere unless told otherwise. */
function rule(
  s: StackBuilder,
  target: BuiltResource,
  ruleNumber: number,
  more: Readonly<Record<string, unknown>> = {},
): BuiltResource {
  return s.resource(RULE, `rule-${ruleNumber}`, {
    networkAclId: target.id,
    ruleNumber,
    ruleAction: "allow",
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    cidrBlock: ANYWHERE,
    ...more,
  });
}

const first = { resource: "acl", path: "ingress[0]" };
const separate = { resource: "rule-100", path: "", found: /^Rule 100 lets 22\/tcp in/ };

export default cases("network-acl-admin-ports", {
  passes: {
    "answers come back to client ports": acl([allow(100, 1024, 65535), allow(110, 32768, 60999)]),
    "SSH is denied before all is allowed": acl([
      allow(100, 0, 0, ALL),
      deny(90, 22),
      deny(91, 3389),
      deny(92, 3389, 3389, { protocol: "udp" }),
    ]),
    "SSH is denied at 90, all is allowed at 100, which lets answers in too": acl([deny(90, 22), allow(100, 0, 0, ALL)]),
    "a range that covers both is denied first": acl([deny(90, 20, 4000), allow(100, 0, 65535)]),
    "all is denied first": acl([deny(90, 0, 0, ALL), allow(100, 22)]),
    "one after the other denies a half": acl([
      deny(80, 22, 22, { cidrBlock: "0.0.0.0/1" }),
      deny(90, 22, 22, { cidrBlock: "128.0.0.0/1" }),
      allow(100, 22),
    ]),
    "what is served": acl([allow(100, 443), allow(110, 80)]),
    "UDP and ICMP": acl([allow(100, 22, 22, { protocol: "udp" }), allow(110, 0, 0, { protocol: "icmp", icmpType: 8 })]),
    "another protocol by its number": acl([allow(100, 0, 0, { protocol: "50" })]),
    "SSH from an office": acl([allow(100, 22, 22, { cidrBlock: "203.0.113.7/32" })]),
    "all from private networks": acl([allow(100, 0, 0, { ...ALL, cidrBlock: "10.0.0.0/8" })]),
    "a public range that is long enough": acl([allow(100, 22, 22, { cidrBlock: "203.0.0.0/16" })]),
    "a long IPv6 range": acl([allow(100, 22, 22, { cidrBlock: undefined, ipv6CidrBlock: "2001:db8::/32" })]),
    "only denies": acl([deny(100, 0, 0, ALL)]),
    "no rules, which denies all": (s) => {
      s.resource(DEFAULT_ACL, "default", { defaultNetworkAclId: "acl-1" });
      s.resource(ACL, "acl", { vpcId: "vpc-1", ingress: [] });
    },
    "what goes out is not meant": acl([], { egress: [allow(100, 0, 0, ALL)] }),
    "a separate rule for what goes out": (s) => {
      rule(s, s.resource(ACL, "acl", { vpcId: "vpc-1" }), 100, { egress: true });
    },
    "separate rules, deny first": (s) => {
      const target = s.resource(ACL, "acl", { vpcId: "vpc-1" });
      rule(s, target, 100);
      rule(s, target, 90, { ruleAction: "deny" });
    },
    "a rule on an ACL of another stack": (s) => {
      s.resource(RULE, "rule", {
        networkAclId: "acl-1",
        ruleNumber: 100,
        ruleAction: "allow",
        protocol: "-1",
        cidrBlock: ANYWHERE,
      });
    },
    "an ACL that is only read": (s) => {
      s.resource(ACL, "acl", { ingress: [allow(100, 22)] }, { isRead: true });
    },
    "a VPC without rules on its default ACL": (s) => {
      s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16" });
    },
    "ports of the settings in a range for answers": {
      options: { additionalPorts: ["5985-5986/tcp"] },
      stack: acl([allow(100, 5980, 5986), allow(110, 5985, 5987)]),
    },
    "a shorter prefix is accepted": {
      options: { smallestPrefixLength: 8, smallestIpv6PrefixLength: 16 },
      stack: acl([
        allow(100, 22, 22, { cidrBlock: "203.0.0.0/8" }),
        allow(110, 22, 22, { cidrBlock: undefined, ipv6CidrBlock: "2001::/16" }),
      ]),
    },
    "two hundred rules for offices": acl(
      Array.from({ length: 200 }, (_, index) => allow(index + 1, 22, 22, { cidrBlock: `203.0.113.${index}/32` })),
    ),
  },
  fails: {
    "SSH from anywhere": {
      stack: acl([allow(100, 22)]),
      findings: [
        {
          ...first,
          found: /^Rule 100 lets 22\/tcp in from anywhere \(0\.0\.0\.0\/0\)\.$/,
          fix: /^Let in only what is served, and 1024-65535/,
          key: "rule:100",
        },
      ],
    },
    "all traffic is one finding": {
      stack: acl([allow(100, 0, 0, ALL)]),
      findings: [{ ...first, found: /^Rule 100 lets 22\/tcp, 3389\/tcp and 3389\/udp in from anywhere/ }],
    },
    "all traffic by another name": {
      stack: acl([allow(100, 0, 0, { protocol: "all" })]),
      findings: [{ ...first, found: /22\/tcp, 3389\/tcp and 3389\/udp/ }],
    },
    "TCP by its number, a range that begins below 1024": {
      stack: acl([allow(100, 1023, 65535, { protocol: "6" })]),
      findings: [{ ...first, found: /lets 3389\/tcp in/ }],
    },
    "remote desktop is no answer": {
      stack: acl([allow(100, 3389)]),
      findings: [{ ...first, found: /3389\/tcp/ }],
    },
    "over IPv6": {
      stack: acl([allow(100, 22, 22, { cidrBlock: undefined, ipv6CidrBlock: "::/0" })]),
      findings: [{ ...first, found: /\(::\/0\)/ }],
    },
    "over both": {
      stack: acl([allow(100, 22, 22, { ipv6CidrBlock: "::/0" })]),
      findings: [{ ...first, found: /\(0\.0\.0\.0\/0 and ::\/0\)/ }],
    },
    "only IPv4 is denied first": {
      stack: acl([deny(90, 22), allow(100, 22, 22, { cidrBlock: undefined, ipv6CidrBlock: "::/0" })]),
      findings: [{ resource: "acl", path: "ingress[1]", found: /::\/0/ }],
    },
    "the deny comes too late": {
      stack: acl([deny(110, 22), allow(100, 22)]),
      findings: [{ resource: "acl", path: "ingress[1]", found: /Rule 100/ }],
    },
    "only another port is denied first": {
      stack: acl([deny(90, 3389), allow(100, 0, 0, ALL)]),
      findings: [{ resource: "acl", path: "ingress[1]", found: /lets 22\/tcp and 3389\/udp in/ }],
    },
    "only UDP is denied first": {
      stack: acl([deny(90, 22, 22, { protocol: "udp" }), allow(100, 22)]),
      findings: [{ resource: "acl", path: "ingress[1]", found: /22\/tcp/ }],
    },
    "only one office is denied first": {
      stack: acl([deny(90, 22, 22, { cidrBlock: "203.0.113.0/24" }), allow(100, 22)]),
      findings: [{ resource: "acl", path: "ingress[1]", found: /22\/tcp/ }],
    },
    "a range just too short": {
      stack: acl([allow(100, 22, 22, { cidrBlock: "203.0.0.0/15" })]),
      findings: [{ ...first, found: /203\.0\.0\.0\/15/ }],
    },
    "two long ranges make a short one": {
      stack: acl([
        allow(100, 22, 22, { cidrBlock: "203.0.0.0/16" }),
        allow(105, 443),
        allow(110, 22, 22, { cidrBlock: "198.52.0.0/16" }),
      ]),
      findings: [
        {
          resource: "acl",
          path: "",
          found: /^Rules 100 and 110 together let 22\/tcp in from anywhere\.$/,
          key: "together:22/tcp",
        },
      ],
    },
    "many rules together, not all of which are told": {
      stack: acl(
        Array.from({ length: 6 }, (_, index) => allow(index + 1, 22, 22, { cidrBlock: `${index + 30}.0.0.0/16` })),
      ),
      findings: [{ resource: "acl", path: "", found: /^Rules 1, 2, 3, 4 and 2 more together let 22/ }],
    },
    "the default ACL with the rules that AWS gives it": {
      stack: (s) => {
        const vpc = s.resource(VPC, "main", {}, { outputs: { defaultNetworkAclId: "acl-1" } });
        s.resource(DEFAULT_ACL, "acl", {
          defaultNetworkAclId: vpc.ref("defaultNetworkAclId"),
          ingress: [allow(100, 0, 0, ALL)],
        });
      },
      findings: [{ ...first, found: /22\/tcp, 3389\/tcp and 3389\/udp/ }],
    },
    "a rule of its own": {
      stack: (s) => {
        rule(s, s.resource(ACL, "acl", { vpcId: "vpc-1" }), 100, { egress: false });
      },
      findings: [separate],
    },
    "a deny for what goes out does not help": {
      stack: (s) => {
        const target = s.resource(ACL, "acl", { vpcId: "vpc-1" });
        rule(s, target, 90, { ruleAction: "deny", egress: true });
        rule(s, target, 100);
      },
      findings: [separate],
    },
    "the deny belongs to another ACL": {
      stack: (s) => {
        const target = s.resource(ACL, "acl", { vpcId: "vpc-1" });
        rule(s, s.resource(ACL, "other", { vpcId: "vpc-1" }), 90, { ruleAction: "deny" });
        rule(s, target, 100);
      },
      findings: [separate],
    },
    "a rule of its own beside inline ones": {
      stack: (s) => {
        rule(s, s.resource(ACL, "acl", { vpcId: "vpc-1", ingress: [allow(90, 443)] }), 100);
      },
      findings: [separate],
    },
    "a rule on the default ACL of a VPC": {
      stack: (s) => {
        const vpc = s.resource(VPC, "main", {}, { outputs: { defaultNetworkAclId: "acl-1" } });
        rule(s, vpc, 100, { networkAclId: vpc.ref("defaultNetworkAclId") });
      },
      findings: [separate],
    },
    "a rule on the default ACL of the account's default VPC": {
      stack: (s) => {
        const vpc = s.resource(
          "aws:ec2/defaultVpc:DefaultVpc",
          "main",
          {},
          { outputs: { defaultNetworkAclId: "acl-1" } },
        );
        rule(s, vpc, 100, { networkAclId: vpc.ref("defaultNetworkAclId") });
      },
      findings: [separate],
    },
    "rules of aws-native": {
      stack: (s) => {
        const target = s.resource(NATIVE_ACL, "acl", { vpcId: "vpc-1" });
        const entry = { networkAclId: target.id, protocol: 6, cidrBlock: ANYWHERE };
        s.resource(NATIVE_ENTRY, "deny", {
          ...entry,
          ruleNumber: 90,
          ruleAction: "deny",
          portRange: { from: 3389, to: 3389 },
        });
        s.resource(NATIVE_ENTRY, "allow", {
          ...entry,
          ruleNumber: 100,
          ruleAction: "allow",
          portRange: { from: 20, to: 4000 },
        });
      },
      findings: [{ resource: "allow", path: "", found: /^Rule 100 lets 22\/tcp in/ }],
    },
    "a port of the settings, TCP and UDP": {
      options: { additionalPorts: ["5432/tcp"] },
      stack: acl([allow(100, 0, 6000), allow(110, 5432)]),
      findings: [
        { ...first, found: /lets 22\/tcp, 3389\/tcp and 5432\/tcp in/ },
        { resource: "acl", path: "ingress[1]", found: /lets 5432\/tcp in/ },
      ],
    },
    "a range of the settings is no answer": {
      options: { additionalPorts: ["5985-5986/tcp"] },
      stack: acl([allow(100, 5985, 5986)]),
      findings: [{ ...first, found: /5985-5986\/tcp/ }],
    },
    "longer prefixes are asked for": {
      options: { smallestPrefixLength: 24, smallestIpv6PrefixLength: 48 },
      stack: acl([
        allow(100, 22, 22, { cidrBlock: "203.0.113.0/23" }),
        allow(110, 22, 22, { cidrBlock: undefined, ipv6CidrBlock: "2001:db8::/47" }),
      ]),
      findings: [
        { ...first, found: /203\.0/ },
        { resource: "acl", path: "ingress[1]", found: /2001:db8/ },
      ],
    },
    "one rule is not known yet, an earlier one is": {
      stack: (s) => {
        acl([allow(100, 22), deny(110, 22, 22, { cidrBlock: s.unknown })])(s);
      },
      findings: [{ ...first, found: /Rule 100/ }],
    },
    "an unknown rule that is for other ports hides nothing": {
      stack: (s) => {
        acl([deny(90, 443, 443, { cidrBlock: s.unknown }), allow(100, 22)])(s);
      },
      findings: [{ resource: "acl", path: "ingress[1]", found: /Rule 100/ }],
    },
    "an unknown allow hides nothing": {
      stack: (s) => {
        acl([allow(90, 22, 22, { cidrBlock: s.unknown }), allow(100, 22)])(s);
      },
      findings: [{ resource: "acl", path: "ingress[1]", found: /Rule 100/ }],
    },
    "what is unknown for one port hides nothing about the other": {
      stack: (s) => {
        acl([deny(90, 3389, 3389, { cidrBlock: s.unknown }), allow(100, 0, 0, ALL)])(s);
      },
      findings: [{ resource: "acl", path: "ingress[1]", found: /lets 22\/tcp and 3389\/udp in/ }],
    },
    "a range of client ports and a few before them": {
      stack: acl([deny(90, 22), allow(100, 1000, 4000)]),
      findings: [{ resource: "acl", path: "ingress[1]", found: /lets 3389\/tcp in/ }],
    },
    "remote desktop over UDP, while SSH is denied": {
      stack: acl([deny(90, 22), allow(100, 0, 65535, { protocol: "17" })]),
      findings: [{ resource: "acl", path: "ingress[1]", found: /lets 3389\/udp in/ }],
    },
    "a port of the settings is what a wide rule opens": {
      options: { additionalPorts: ["445/tcp"] },
      stack: acl([deny(90, 22), allow(100, 0, 65535)]),
      findings: [{ resource: "acl", path: "ingress[1]", found: /lets 445\/tcp and 3389\/tcp in/ }],
    },
    "half of the ports of the settings is denied": {
      options: { additionalPorts: ["5985-5986/tcp"] },
      stack: acl([deny(90, 5985), allow(100, 5985, 5986)]),
      findings: [{ resource: "acl", path: "ingress[1]", found: /5985-5986\/tcp/ }],
    },
    "wide rules for long ranges are one finding": {
      stack: acl([
        allow(100, 0, 0, { ...ALL, cidrBlock: "203.0.0.0/16" }),
        allow(110, 0, 0, { ...ALL, cidrBlock: "198.52.0.0/16" }),
      ]),
      findings: [{ resource: "acl", path: "", found: /^Rules 100 and 110 together let 22\/tcp in/ }],
    },
    "ranges add up before a rule that is not known": {
      stack: (s) => {
        acl([
          allow(90, 22, 22, { cidrBlock: "203.0.0.0/16" }),
          allow(91, 22, 22, { cidrBlock: "198.52.0.0/16" }),
          deny(92, 22, 22, { cidrBlock: s.unknown }),
        ])(s);
      },
      findings: [{ resource: "acl", path: "", found: /Rules 90 and 91/ }],
    },
    "inline rules are judged though a separate one may be added": {
      stack: (s) => {
        const target = s.resource(ACL, "acl", { vpcId: "vpc-1", ingress: [allow(100, 22)] });
        rule(s, target, 90, { networkAclId: s.unknown, ruleAction: "deny" });
      },
      findings: [{ ...first, found: /Rule 100/ }],
    },
  },
  undecided: {
    "an earlier deny whose range is not known": (s) => {
      acl([deny(90, 22, 22, { cidrBlock: s.unknown }), allow(100, 0, 4000)])(s);
    },
    "an earlier rule whose action is not known": (s) => {
      acl([allow(90, 22, 22, { action: s.unknown }), allow(100, 22)])(s);
    },
    "a deny whose number is not known": (s) => {
      acl([allow(100, 22), deny(0, 22, 22, { ruleNo: s.unknown })])(s);
    },
    "an allow whose number is not known": (s) => {
      acl([allow(100, 22, 22, { ruleNo: s.unknown }), deny(110, 22)])(s);
    },
    "the ports are not known": (s) => {
      acl([allow(100, 22, 22, { fromPort: s.unknown })])(s);
    },
    "ports of an earlier deny are not known": (s) => {
      acl([deny(90, 22, 22, { toPort: s.unknown }), allow(100, 22)])(s);
    },
    "all rules are not known": (s) => {
      s.resource(ACL, "acl", { ingress: s.unknown });
    },
    "the direction of a separate rule is not known": (s) => {
      const target = s.resource(ACL, "acl", { vpcId: "vpc-1" });
      rule(s, target, 100, { egress: s.unknown });
    },
    "an earlier deny whose direction is not known": (s) => {
      const target = s.resource(ACL, "acl", { vpcId: "vpc-1" });
      rule(s, target, 100);
      rule(s, target, 90, { ruleAction: "deny", egress: s.unknown });
    },
    "an earlier deny may belong to the ACL": (s) => {
      const target = s.resource(ACL, "acl", { vpcId: "vpc-1" });
      rule(s, target, 100);
      rule(s, target, 90, { ruleAction: "deny", networkAclId: s.unknown });
    },
  },
  malformed: {
    "what AWS refuses": acl([
      null,
      3,
      "all",
      {},
      allow(100, 22, 22, { cidrBlock: "300.0.0.0/0" }),
      allow(110, 22, 22, { protocol: "ssh" }),
      allow(120, 99999),
      allow(130, 4000, 20),
      allow(140, 22, 22, { ruleNo: "first" }),
      allow(150, 22, 22, { action: "permit" }),
    ]),
    "a deny that AWS refuses keeps nothing out": {
      stack: acl([
        deny(90, 22, 22, { ruleNo: null }),
        deny(91, 22, 22, { protocol: "ssh" }),
        deny(92, 22, 22, { cidrBlock: "anywhere" }),
        allow(100, 22),
      ]),
      findings: [{ resource: "acl", path: "ingress[3]", found: /Rule 100/ }],
    },
    "one rule where a list belongs": {
      stack: (s) => {
        s.resource(ACL, "acl", { ingress: allow(100, 22, 22, { action: "ALLOW" }) });
      },
      findings: [{ resource: "acl", path: "ingress", found: /Rule 100/ }],
    },
    "two thousand rules in turns": {
      stack: acl([
        ...Array.from({ length: 2000 }, (_, index) =>
          (index % 2 === 0 ? allow : deny)(index + 1, 22, 22, { cidrBlock: `203.${index % 250}.${index >> 8}.7/32` }),
        ),
        allow(9999, 22),
      ]),
      findings: [{ resource: "acl", path: "ingress[2000]", found: /Rule 9999/ }],
    },
    "two hundred rules in turns": {
      stack: acl([
        ...Array.from({ length: 200 }, (_, index) =>
          (index % 2 === 0 ? allow : deny)(index + 1, 22, 22, { cidrBlock: `203.${index % 250}.113.7/32` }),
        ),
        allow(9999, 22),
      ]),
      findings: [{ resource: "acl", path: "ingress[200]", found: /Rule 9999/ }],
    },
  },
});
