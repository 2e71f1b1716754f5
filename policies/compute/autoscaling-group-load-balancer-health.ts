import { foundational } from "../../aws/controls";
import { isBehindLoadBalancer } from "../../aws/behind-load-balancer";
import { quote } from "../../aws/permissions";
import { scalingGroups } from "../../aws/scaling-group";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "autoscaling-group-load-balancer-health",
  category: "compute",
  requirements: ["CMP-06"],
  severity: "medium",
  level: "advisory",
  title: "Auto Scaling groups behind load balancers use their health checks",
  description: "An Auto Scaling group behind a load balancer has the health check type ELB.",
  rationale:
    "EC2's own checks only see whether the machine runs. An instance whose service hangs gets no more traffic, but is never replaced, until none is left.",
  fix: 'Set healthCheckType: "ELB", and healthCheckGracePeriod to the seconds that an instance needs to start.',
  references: [
    "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html",
  ],
  controls: foundational("AutoScaling.1"),
  subjects: scalingGroups,
  needs: "stack",
  check(group, { report }) {
    if (group.asksLoadBalancers || !isBehindLoadBalancer(group.resource)) {
      return;
    }
    const type = group.healthCheckType.string();
    report(group.healthCheckType, {
      found: `A load balancer sends traffic to this group, and its health check type is ${type === undefined ? 'not set, which means "EC2"' : quote(type)}.`,
    });
  },
});
