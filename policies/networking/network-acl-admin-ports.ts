import { networkAcls, type NetworkAclRule, type Opening } from "../../aws/network-acl";
import { displayTraffic, isAnywhere, parsePorts, SHORTEST_PREFIX, type Span } from "../../aws/ranges";
import { definePolicy, integer, texts } from "../../core";

export default definePolicy({
  name: "network-acl-admin-ports",
  category: "networking",
  requirements: ["NET-01"],
  severity: "medium",
  level: "advisory",
  title: "Network ACLs keep remote administration out",
  description: "No network ACL lets the internet reach the ports of remote administration.",
  rationale:
    "A network ACL is the second wall: it still holds when a security group is opened by mistake, unless it lets everything through itself.",
  fix: "Let in only what is served, and 1024-65535 for the answers to what the subnet asks, or deny the ports of remote administration in a rule with a lower number.",
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/nacl-no-unrestricted-ssh-rdp.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/networkaclrule/",
  ],
  options: {
    ports: texts({
      default: ["22/tcp", "3389/tcp"],
      description: "The ports of remote administration, such as 22/tcp or 5985-5986/tcp.",
    }),
    shortestIpv4Prefix: integer({
      default: SHORTEST_PREFIX.ipv4,
      minimum: 1,
      maximum: 32,
      description: "Public IPv4 ranges with a shorter prefix than this are anywhere.",
    }),
    shortestIpv6Prefix: integer({
      default: SHORTEST_PREFIX.ipv6,
      minimum: 1,
      maximum: 128,
      description: "Public IPv6 ranges with a shorter prefix than this are anywhere.",
    }),
  },
  subjects: networkAcls,
  needs: "stack",
  check(acl, { each, options, report }) {
    const shortest = { ipv4: options.shortestIpv4Prefix, ipv6: options.shortestIpv6Prefix };
    const isWide = (spans: readonly Span[]): boolean => isAnywhere(spans, shortest);
    const alone = new Map<NetworkAclRule, string[]>();
    for (const port of options.ports.flatMap((text) => parsePorts(text) ?? [])) {
      const narrow: Opening[] = [];
      each([port], () => {
        for (const opening of acl.openings(port)) {
          if (isWide(opening.spans)) {
            alone.set(opening.rule, [...(alone.get(opening.rule) ?? []), displayTraffic(port)]);
          } else {
            narrow.push(opening);
          }
        }
      });
      if (isWide(narrow.flatMap(({ spans }) => spans))) {
        report(acl.resource, {
          found: `Rules ${listed(narrow)} together let ${displayTraffic(port)} in from anywhere.`,
          key: `together:${displayTraffic(port)}`,
        });
      }
    }
    alone.forEach((ports, rule) => {
      report(rule.at, {
        found: `Rule ${rule.number} lets ${ports.join(" and ")} in from anywhere (${rule.source}).`,
        key: `rule:${rule.number}`,
      });
    });
  },
});

const LISTED = 10;

function listed(openings: readonly Opening[]): string {
  const numbers = openings.slice(0, LISTED).map(({ rule }) => String(rule.number));
  return `${numbers.join(", ")}${openings.length > LISTED ? ", ..." : ""}`;
}
