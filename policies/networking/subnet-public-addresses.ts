import { foundational } from "../../aws/controls";
import { certainKindOf } from "../../aws/placement";
import { DEFAULT_SUBNET, SUBNET } from "../../aws/types";
import { definePolicy, resourcesOfType } from "../../core";

export default definePolicy({
  name: "subnet-public-addresses",
  category: "networking",
  requirements: ["NET-11"],
  severity: "high",
  level: "mandatory",
  title: "Only public subnets give public addresses",
  description:
    "Only subnets with a default route to an internet gateway give public addresses to what is launched in them.",
  rationale:
    "A private subnet that gives public addresses is one route away from having every host in it on the internet, and nothing in the hosts' own code says so.",
  fix: "Leave out mapPublicIpOnLaunch, or set it to false.",
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ],
  controls: foundational("EC2.15"),
  subjects: resourcesOfType(...SUBNET),
  needs: "stack-only",
  check(subnet, { report }) {
    const given = subnet.at("mapPublicIpOnLaunch");
    const isDefaultSubnet = DEFAULT_SUBNET.includes(subnet.type);
    // https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html: those that come with an account do unless told otherwise.
    if (given.boolean() !== true && !(isDefaultSubnet && given.isAbsent)) {
      return;
    }
    const kind = certainKindOf(subnet);
    if (kind !== "public") {
      report(given, {
        found: `The routes of this subnet make it ${kind}, but ${given.isAbsent ? "as a default subnet it" : "it"} gives a public address to every host that is launched in it.`,
        ...(isDefaultSubnet && { fix: "Set mapPublicIpOnLaunch: false." }),
      });
    }
  },
});
