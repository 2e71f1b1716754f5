import { foundational } from "../../aws/controls";
import { isClientPort, networkAcls, type NetworkAclRule, type Opening } from "../../aws/network-acl";
import { listed } from "../../aws/exposure";
import { REMOTE_ADMINISTRATION_OPTIONS, shortestPrefixOf } from "../../aws/port-options";
import { ADMINISTRATION, displayTraffic, isAnywhere, type Span, type Traffic } from "../../aws/ranges";
import { addTo, definePolicy } from "../../core";

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
  controls: foundational("EC2.21"),
  options: REMOTE_ADMINISTRATION_OPTIONS,
  subjects: networkAcls,
  needs: "stack",
  check(acl, { each, options, report }) {
    const shortest = shortestPrefixOf(options);
    const isWide = (spans: readonly Span[]): boolean => isAnywhere(spans, shortest);
    const watched = [...ADMINISTRATION, ...options.additionalPorts].sort((a, b) => a.first - b.first);
    const alone = new Map<NetworkAclRule, string[]>();
    // Where a wide rule is kept from the ports of services, what is left of it lets answers in.
    const isForAnswers = (rule: NetworkAclRule, port: Traffic): boolean =>
      isClientPort(port) && !alone.has(rule) && watched.some((one) => !isClientPort(one) && rule.isFor(one));
    for (const port of watched) {
      const narrow: Opening[] = [];
      each([port], () => {
        for (const opening of acl.openings(port)) {
          if (isForAnswers(opening.rule, port)) {
            continue;
          }
          if (isWide(opening.spans)) {
            addTo(alone, opening.rule, displayTraffic(port));
          } else {
            narrow.push(opening);
          }
        }
      });
      if (isWide(narrow.flatMap(({ spans }) => spans))) {
        report(acl.resource, {
          found: `Rules ${listed(narrow.map(({ rule }) => String(rule.number)))} together let ${displayTraffic(port)} in from anywhere.`,
          key: `together:${displayTraffic(port)}`,
        });
      }
    }
    alone.forEach((ports, rule) => {
      report(rule.at, {
        found: `Rule ${rule.number} lets ${listed(ports)} in from anywhere (${rule.source}).`,
        key: `rule:${rule.number}`,
      });
    });
  },
});
