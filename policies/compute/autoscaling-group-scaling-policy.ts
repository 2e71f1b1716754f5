import { aFew, quote } from "../../aws/permissions";
import { driveOf, scalingGroups, type Drive } from "../../aws/scaling-group";
import { definePolicy, every } from "../../core";

/** Why a policy does not scale, to follow its name. */
const REASONS: Readonly<Record<Exclude<Drive, "driven">, string>> = {
  disabled: "is disabled",
  "forecasts only": 'only forecasts (its mode is not "ForecastAndScale")',
  "without an alarm": "is called by no alarm",
};

export default definePolicy({
  name: "autoscaling-group-scaling-policy",
  category: "compute",
  requirements: ["CMP-06"],
  severity: "medium",
  level: "advisory",
  title: "Auto Scaling groups scale by CloudWatch metrics",
  description:
    "An Auto Scaling group has a scaling policy that CloudWatch drives: target tracking, steps with an alarm that calls it, or predictive scaling.",
  rationale:
    "A group that nothing scales keeps its size when load grows, and the service fails just when it is needed most; or it keeps, and costs, what it needed once.",
  fix: 'Add new aws.autoscaling.Policy("cpu", { autoscalingGroupName: <group>.name, policyType: "TargetTrackingScaling", targetTrackingConfiguration: { predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" }, targetValue: 60 } }), with maxSize above minSize.',
  references: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/predictive-scaling-policy-overview.html",
  ],
  subjects: scalingGroups,
  needs: "stack-only",
  check(group, { settings, report, notApplicable }) {
    // Kubernetes scales its nodes by itself, and policies would work against it.
    if (group.isOfKubernetes) {
      return notApplicable();
    }
    const { policies } = group;
    const areAlarmsElsewhere = settings.providedElsewhere.includes("alarms");
    const isIdle = (drive: Drive): boolean =>
      drive !== "driven" && !(drive === "without an alarm" && areAlarmsElsewhere);
    if (!every(policies, (one) => isIdle(driveOf(one))) || group.isScaledFromOutside) {
      return;
    }
    const reasons = policies.map((one) => `${quote(one.name)} ${reasonOf(driveOf(one))}`).sort();
    report(group.resource, {
      found:
        reasons.length === 0
          ? "No scaling policy belongs to this group."
          : `Nothing scales this group: ${aFew(reasons)}.`,
      key: "scaling-policy",
    });
  },
});

function reasonOf(drive: Drive): string {
  return drive === "driven" ? "" : REASONS[drive];
}
