import { DEFAULT_EGRESS, demandEgressKnown, openEgressOf } from "../../aws/egress";
import { portList } from "../../aws/port-options";
import { securityGroups } from "../../aws/security-group";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "security-group-egress",
  category: "networking",
  requirements: ["NET-02"],
  severity: "medium",
  level: "mandatory",
  title: "Security groups list what goes out",
  description: "Egress of security groups is listed: to anywhere only the allowed ports (web, DNS and time) go out.",
  rationale:
    "A host that may send anything anywhere hands data out and fetches tools over any port once it is taken over; listed egress leaves an intruder little and shows what a workload needs.",
  fix: 'List what is needed: to anywhere { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }, else name the destination by its security group (securityGroups: [database.id]), a prefix list (prefixListIds) or a private range.',
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/",
  ],
  options: {
    allowedPorts: portList({
      default: DEFAULT_EGRESS,
      description: 'The ports that may go out to anywhere, such as "443/tcp" or "8000-8100/tcp".',
    }),
  },
  subjects: securityGroups.egress,
  needs: "stack",
  check(group, { options, report }) {
    for (const { at, found, key, component } of openEgressOf(group, options.allowedPorts)) {
      if (component === undefined) {
        report(at, { found, key });
      }
    }
    if (group.publishedComponent === undefined) {
      demandEgressKnown(group, options.allowedPorts);
    }
  },
});
