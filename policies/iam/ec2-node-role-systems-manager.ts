import { instanceRoles } from "../../aws/instance-role";
import { aFew, quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "ec2-node-role-systems-manager",
  category: "iam",
  requirements: ["IAM-10"],
  severity: "low",
  level: "advisory",
  title: "Roles of cluster nodes let Systems Manager manage them",
  description:
    "The role of EKS, ECS or Batch nodes has AmazonSSMManagedInstanceCore or what it grants, unless default host management is set.",
  rationale:
    "Nodes are replaced rather than mended, so this is a recommendation; when one has to be looked into, Systems Manager " +
    "is the way in that needs neither an open port nor a key.",
  fix: "Attach it: new aws.iam.RolePolicyAttachment(..., { role: role.name, policyArn: aws.iam.ManagedPolicy.AmazonSSMManagedInstanceCore }).",
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html",
  ],
  subjects: instanceRoles,
  needs: "stack-only",
  check(role, { stack, report }) {
    if (!role.isOfNodes) {
      return;
    }
    const missing = role.missingForManagement;
    if (missing.length > 0 && !role.isManagedByDefault(stack)) {
      report(role.resource, {
        found: `Systems Manager cannot manage the nodes of ${quote(role.resource.name)}: the role may not call ${aFew(missing)}.`,
      });
    }
  },
});
