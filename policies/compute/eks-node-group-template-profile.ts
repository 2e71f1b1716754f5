import { hosts } from "../../aws/host";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "eks-node-group-template-profile",
  category: "compute",
  requirements: ["CMP-02"],
  severity: "medium",
  level: "mandatory",
  title: "Launch templates of EKS managed node groups name no instance profile",
  description: "The launch template of an EKS managed node group names no instance profile, which EKS refuses.",
  rationale:
    "EKS makes the profile from the node group's role; with another one in the template the node group is not created.",
  fix: "Remove iamInstanceProfile from the launch template; set nodeRoleArn on the node group.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/eks/nodegroup/",
  ],
  subjects: hosts,
  needs: "stack-only",
  check(host, { report }) {
    const profile = host.own("profile");
    if (profile.isPresent && host.isOfManagedNodeGroup) {
      report(profile, { found: "The template of an EKS managed node group names an instance profile." });
    }
  },
});
