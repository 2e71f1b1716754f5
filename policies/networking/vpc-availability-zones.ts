import { foundational } from "../../aws/controls";
import { zonedResources } from "../../aws/zones";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "vpc-availability-zones",
  category: "networking",
  // The zones of Auto Scaling groups are asked for in both rows.
  requirements: ["NET-07", "CMP-06"],
  severity: "medium",
  level: "advisory",
  title: "Networks span availability zones",
  description:
    "The subnets of a VPC, a load balancer, a database's subnet group or an Auto Scaling group span at least two availability zones.",
  rationale:
    "Availability zones fail on their own, with all that stands in them. What has no subnet in a second one is away for as long as the zone is, and cannot even be started anew.",
  fix: "Add a subnet in another availability zone.",
  references: [
    "https://docs.aws.amazon.com/config/latest/developerguide/elbv2-multiple-az.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    "https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html",
  ],
  controls: foundational("AutoScaling.2", "ELB.10", "ELB.13"),
  subjects: zonedResources,
  needs: "stack",
  check(thing, { report }) {
    const only = thing.onlyZone;
    if (only) {
      const { property, zone } = only;
      report(property === undefined ? thing.resource : thing.resource.at(property), {
        found: `The ${thing.label} ${zone === undefined ? "has one subnet, and so one availability zone" : `is in ${zone} only`}.`,
        fix: fixOf(property),
        key: "zones",
      });
    }
  },
});

const ANOTHER = 'names[1] of aws.getAvailabilityZones({ state: "available" })';

function fixOf(property: string | undefined): string {
  if (property === undefined) {
    return `Add an aws.ec2.Subnet with vpcId: <vpc>.id and another availabilityZone (${ANOTHER}).`;
  }
  return property === "availabilityZones"
    ? `Add another zone to availabilityZones (${ANOTHER}).`
    : `Add a subnet in another availability zone to ${property}.`;
}
