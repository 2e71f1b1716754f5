import { people, type People } from "../../aws/people";
import { quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "iam-mfa-policy-attached",
  category: "iam",
  requirements: ["IAM-07"],
  severity: "medium",
  level: "advisory",
  title: "People have an MFA policy",
  description: "Groups and users made for people have a policy attached that asks for MFA.",
  rationale: "Without it a password or an access key alone opens all that the group allows.",
  fix: "Attach the MFA policy, such as new aws.iam.GroupPolicyAttachment(…, { group: group.name, policyArn: mfaPolicy.arn }).",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html",
  ],
  subjects: people,
  needs: "stack-only",
  check(one, { settings, report }) {
    if (settings.providedElsewhere.includes("mfa-policy") || isJudgedByGroup(one)) {
      return;
    }
    if (one.isForPeople && !one.hasMfaPolicy) {
      const { name } = one.resource;
      report(one.resource, {
        found: one.isGroup
          ? `No policy of the group ${quote(name)} asks for MFA.`
          : `The user ${quote(name)} has a password, is in no group, and none of its policies asks for MFA.`,
        ...(!one.isGroup && {
          fix: "Put the user into a group that has the MFA policy: new aws.iam.UserGroupMembership(…, { user: user.name, groups: [group.name] }).",
        }),
      });
    }
  },
});

/** A user in a group of the stack: the group is told, once for all in it. */
function isJudgedByGroup(one: People): boolean {
  return !one.isGroup && one.groups.length > 0;
}
