import { hosts } from "../../aws/host";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "ec2-unused-launch-template-profile",
  category: "compute",
  requirements: ["CMP-02"],
  severity: "low",
  level: "advisory",
  title: "Launch templates that nothing in the stack uses name an instance profile",
  description:
    "A launch template or configuration from which nothing in the stack launches names an instance profile, for those who launch from it elsewhere.",
  rationale: "Who launches from it, in another stack or by hand, gets instances without a role and will not notice.",
  fix: "Set iamInstanceProfile to an aws.iam.InstanceProfile, or remove the template if nobody uses it. One for EKS managed nodes or Batch needs none: exempt it.",
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/launchtemplate/",
  ],
  subjects: hosts,
  needs: "stack-only",
  check(host, { report }) {
    const profile = host.own("profile");
    if (host.isLaunchedFrom && profile.isAbsent && host.uses.length === 0) {
      report(profile, {
        found: `Nothing in the stack uses this launch ${host.kind}, and it names no instance profile.`,
      });
    }
  },
});
