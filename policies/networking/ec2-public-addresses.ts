import { foundational } from "../../aws/controls";
import { isBehindLoadBalancer } from "../../aws/behind-load-balancer";
import { nameOf } from "../../aws/foundation";
import { hosts } from "../../aws/host";
import { launchesWith } from "../../aws/host-placement";
import { NOT_PUBLIC, subnetsOfKind } from "../../aws/placement";
import { definePolicy, whenKnown } from "../../core";

export default definePolicy({
  name: "ec2-public-addresses",
  category: "networking",
  requirements: ["NET-11"],
  severity: "high",
  level: "mandatory",
  title: "Hosts in private subnets or behind a load balancer have no public address",
  description:
    "Instances, launch templates and launch configurations do not ask for public addresses in private subnets or behind a load balancer.",
  rationale:
    "A host that clients reach through a load balancer, or that stands in a private subnet, needs no address of its own. With one, whoever opens a port or changes a route puts it on the internet, past the load balancer and its firewall.",
  fix: "Set associatePublicIpAddress: false.",
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html",
  ],
  controls: foundational("EC2.9", "EC2.25", "AutoScaling.5"),
  subjects: hosts,
  needs: "stack-only",
  check(host, { each, graph, report }) {
    each(host.interfaces, (one) => {
      const asked = one.publicAddress;
      // What an instance takes from its template is told there.
      if (asked.owner.urn !== host.resource.urn || asked.boolean() !== true) {
        return;
      }
      const reasons: string[] = [];
      each(launchesWith(host, one), ({ launcher, subnets }) => {
        const who = launcher === host.resource ? "" : `, for ${nameOf(launcher)}`;
        if (whenKnown(() => isBehindLoadBalancer(launcher)) === true) {
          reasons.push(`behind a load balancer${who}`);
          return;
        }
        const names = subnetsOfKind(graph, subnets, NOT_PUBLIC, each);
        if (names.length > 0) {
          reasons.push(`in private subnets (${names.join(", ")})${who}`);
        }
      });
      if (reasons.length > 0) {
        report(asked, {
          found: `A public address is asked for ${reasons.join(" and ")}.`,
          fix: `Set ${asked.display}: ${typeof asked.raw === "string" ? '"false"' : "false"}.`,
        });
      }
    });
  },
});
