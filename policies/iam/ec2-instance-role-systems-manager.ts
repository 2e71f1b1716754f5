import { foundational } from "../../aws/controls";
import { instanceRoles } from "../../aws/instance-role";
import { aFew, quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "ec2-instance-role-systems-manager",
  category: "iam",
  requirements: ["IAM-10"],
  severity: "medium",
  level: "mandatory",
  title: "Roles of EC2 instances let Systems Manager manage them",
  description:
    "The role behind an EC2 instance profile has AmazonSSMManagedInstanceCore or what it grants, unless default host management is set.",
  rationale:
    "Systems Manager gives a shell without an open port or a key, patches, and says what runs where. An instance that it " +
    "does not manage ends up with SSH open to somebody.",
  fix: "Attach it: new aws.iam.RolePolicyAttachment(..., { role: role.name, policyArn: aws.iam.ManagedPolicy.AmazonSSMManagedInstanceCore }).",
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html",
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html",
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html",
  ],
  controls: foundational("SSM.1"),
  subjects: instanceRoles,
  needs: "stack-only",
  check(role, { stack, report }) {
    if (role.isOfNodes) {
      return;
    }
    const missing = role.missingForManagement;
    if (missing.length > 0 && !role.isManagedByDefault(stack)) {
      report(role.resource, {
        found: `Systems Manager cannot manage the instances of ${quote(role.resource.name)}: the role may not call ${aFew(missing)}.`,
      });
    }
  },
});
