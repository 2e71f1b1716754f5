import { identityPolicies } from "../../aws/identity-policies";
import { anyRolePassed } from "../../aws/pass-role";
import { aFew, quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "iam-pass-role-names-roles-for-service",
  category: "iam",
  requirements: ["IAM-09"],
  severity: "medium",
  level: "advisory",
  title: "iam:PassRole names the roles that may be passed to a service",
  description: "An Allow of iam:PassRole names the roles too when iam:PassedToService limits the service.",
  rationale:
    "iam:PassedToService limits which service gets a role, not which role: every role that trusts the service can be " +
    "passed, the administrator's among them.",
  fix: "Name the roles: Resource: [taskRole.arn, executionRole.arn].",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html",
  ],
  subjects: identityPolicies,
  needs: "stack",
  check(policy, { each, report }) {
    each(policy.allowStatements, (statement) => {
      const passed = anyRolePassed(statement);
      if (!passed?.services || policy.denies("iam:PassRole") || !policy.isGranting) {
        return;
      }
      const resource = passed.at.string() ?? "";
      report(passed.at, {
        found: `Resource ${quote(resource)} lets it pass any role that ${aFew(passed.services)} can take.`,
        fix: "Name the roles that it has to pass, such as Resource: serviceRole.arn, and keep the condition.",
        key: statement.key("Resource", resource),
      });
    });
  },
});
