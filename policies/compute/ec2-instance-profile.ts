import { cis } from "../../aws/controls";
import { hosts, type HostView } from "../../aws/host";
import { quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "ec2-instance-profile",
  category: "compute",
  requirements: ["CMP-02"],
  severity: "medium",
  level: "mandatory",
  title: "EC2 instances have an instance profile",
  description:
    "Every EC2 instance has an IAM instance profile, its own or that of its launch template or configuration.",
  rationale:
    "Without a role Systems Manager cannot manage an instance, and programs on it end up with long-lived access keys in files.",
  fix: "Make an aws.iam.InstanceProfile with a role that ec2.amazonaws.com may assume, and set iamInstanceProfile: profile.name.",
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/iam/instanceprofile/",
  ],
  controls: [...cis("1.4.0", "1.18"), ...cis("3.0.0", "1.18"), ...cis("5.0.0", "1.17")],
  subjects: hosts,
  needs: "stack",
  check(host, { report }) {
    const profile = host.own("profile");
    if (!profile.isAbsent) {
      return;
    }
    if (host.kind === "template" || host.kind === "configuration") {
      const [use] = host.usesThatNeedProfile;
      return use && report(profile, { found: foundInTemplate(host, use.user.name), fix: FIX[host.kind] });
    }
    // A template of the program is judged itself, with the instance as its user.
    if (host.template === "none") {
      report(profile, { found: "The instance has no instance profile." });
    }
  },
});

function foundInTemplate({ kind }: HostView, user: string): string {
  return `${quote(user)} launches instances from this launch ${kind}, which names no instance profile.`;
}

const FIX = {
  template: "Make an aws.iam.InstanceProfile and set iamInstanceProfile: { arn: profile.arn } on the launch template.",
  configuration:
    "Make an aws.iam.InstanceProfile and set iamInstanceProfile: profile.name on the launch configuration.",
};
