import { cis, foundational } from "../../aws/controls";
import * as types from "../../aws/types";
import { definePolicy, resourcesOfType } from "../../core";

export default definePolicy({
  name: "iam-no-user-policies",
  category: "iam",
  requirements: ["IAM-11"],
  severity: "medium",
  level: "mandatory",
  title: "IAM users get their rights from groups or roles",
  description: "No policy is attached to an IAM user directly.",
  rationale:
    "Rights that are given to one person stay when the person changes tasks, and nobody sees who may do what. Groups and " +
    "permission sets say it in one place.",
  fix: "Attach the policy to a group (aws.iam.GroupPolicyAttachment, aws.iam.UserGroupMembership), a role or a permission set.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/iam-user-no-policies-check.html",
  ],
  controls: [...foundational("IAM.2"), ...cis("1.4.0", "1.15")],
  subjects: resourcesOfType(
    ...types.USER_POLICY,
    ...types.USER_POLICY_ATTACHMENT,
    ...types.POLICY_ATTACHMENT,
    ...types.USER_POLICY_ATTACHMENTS_EXCLUSIVE,
  ),
  needs: "resource",
  check(resource, { report }) {
    if (types.USER_POLICY.includes(resource.type)) {
      report(resource, { found: "This is an inline policy of an IAM user." });
      return;
    }
    if (types.USER_POLICY_ATTACHMENT.includes(resource.type)) {
      report(resource, { found: "This attaches a managed policy to an IAM user." });
      return;
    }
    // An empty list attaches nothing to users.
    const isShared = types.POLICY_ATTACHMENT.includes(resource.type);
    const list = resource.at(isShared ? "users" : "policyArns");
    if (list.isPresent) {
      const count = list.list().length;
      const [users, policies] = [
        `${count} IAM user${count === 1 ? "" : "s"}`,
        `${count} managed polic${count === 1 ? "y" : "ies"}`,
      ];
      report(list, {
        found: isShared ? `This attaches a managed policy to ${users}.` : `This attaches ${policies} to an IAM user.`,
      });
    }
  },
});
