import { hosts } from "../../aws/host";
import { lacksUserData, needsNoSetup } from "../../aws/linux-host";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "ec2-user-data-present",
  category: "compute",
  requirements: ["CMP-03"],
  severity: "medium",
  level: "advisory",
  title: "Linux hosts have user data that hardens them",
  description: "Linux hosts are hardened by user data, or by an AMI that the settings name.",
  rationale: "Without user data a host is as its image: nobody can tell from the program whether it is hardened.",
  fix: "Give it userData that hardens SSH, turns on automatic updates and enables fail2ban, or name its AMI in hardenedImages of baseline-settings.",
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/instance/",
  ],
  subjects: hosts,
  needs: "stack-only",
  check(host, { report, settings, notApplicable }) {
    if (!lacksUserData(host)) {
      return;
    }
    if (needsNoSetup(host, settings)) {
      return notApplicable();
    }
    report(host.own("userData"), { found: "It has no user data." });
  },
});
