import { DEFAULT_EGRESS, demandEgressKnown, openEgressOf } from "../../aws/egress";
import { portList } from "../../aws/port-options";
import { fixOfGroupIn } from "../../aws/published-package";
import { securityGroups } from "../../aws/security-group";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "security-group-component-egress",
  category: "networking",
  requirements: ["NET-02"],
  severity: "low",
  level: "advisory",
  title: "Security groups of published components list what goes out",
  description:
    "Security groups that components of published packages (awsx, eks, ...) make are replaced by ones whose egress is listed.",
  rationale:
    "Published components open egress to everything so that they work everywhere. What this program needs is less, and most components take a group of your own.",
  fix: "Give the component a security group of your own whose egress is listed.",
  references: [
    "https://www.pulumi.com/registry/packages/eks/api-docs/cluster/",
    "https://www.pulumi.com/registry/packages/eks/api-docs/nodegroupsecuritygroup/",
    "https://www.pulumi.com/registry/packages/awsx/api-docs/lb/applicationloadbalancer/",
    "https://www.pulumi.com/registry/packages/awsx/api-docs/ecs/fargateservice/",
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
    const parts = [group, ...group.knownRules("egress")];
    if (parts.every((one) => one.publishedComponent === undefined)) {
      return;
    }
    for (const { at, found, key, component, writtenIn } of openEgressOf(group, options.allowedPorts)) {
      if (component !== undefined) {
        report(at, {
          found: `${found} It is part of ${component}.`,
          fix: fixOfGroupIn(component, writtenIn, "whose egress is listed", "egress"),
          key,
        });
      }
    }
    if (group.publishedComponent !== undefined) {
      demandEgressKnown(group, options.allowedPorts);
    }
  },
});
