import { foundational } from "../../aws/controls";
import { scalingGroups } from "../../aws/scaling-group";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "autoscaling-group-launch-template",
  category: "compute",
  requirements: ["CMP-06"],
  severity: "medium",
  level: "advisory",
  title: "Auto Scaling groups use launch templates",
  description: "An Auto Scaling group starts its instances from a launch template, not from a launch configuration.",
  rationale:
    "Launch configurations get no new instance types and features, and cannot be made at all in accounts opened since October 2024. They have no versions, so a change replaces them and there is no way back.",
  fix: "Set launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` }, where template is an aws.ec2.LaunchTemplate, and remove the launch configuration.",
  references: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-config.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html",
  ],
  controls: foundational("AutoScaling.9"),
  subjects: scalingGroups,
  needs: "stack",
  check(group, { report }) {
    if (group.usesLaunchConfiguration) {
      report(group.launchConfiguration, { found: "The group starts its instances from a launch configuration." });
    }
  },
});
