import { identityPolicies, type IdentityPolicy } from "../../aws/identity-policies";
import { anyRolePassed, receivingService } from "../../aws/pass-role";
import { quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "iam-pass-role-names-roles",
  category: "iam",
  requirements: ["IAM-02", "IAM-09"],
  severity: "high",
  level: "mandatory",
  title: "iam:PassRole names the roles that may be passed",
  description: "An Allow of iam:PassRole names the roles that may be passed.",
  rationale:
    "Whoever may pass any role hands an administrator's role to a function, a build or an instance of their own, and " +
    "uses it from there. It is the most common way to raise one's rights in an account.",
  fix: "Name the roles: Resource: [taskRole.arn, executionRole.arn].",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    "https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation",
  ],
  subjects: identityPolicies,
  needs: "stack",
  check(policy, { each, report }) {
    each(policy.allowStatements, (statement) => {
      const passed = anyRolePassed(statement);
      if (!passed || passed.services || policy.denies("iam:PassRole") || !policy.isGranting) {
        return;
      }
      const resource = passed.at.string() ?? "";
      report(passed.at, {
        found: `Action ${quote(passed.action.string() ?? "")} on ${quote(resource)} lets it pass any role of the account to any service.`,
        fix: `Name the roles that it has to pass, such as Resource: serviceRole.arn, and ${limitOf(policy)}.`,
        key: statement.key("Resource", resource),
      });
    });
  },
});

function limitOf(policy: IdentityPolicy): string {
  const service = receivingService(policy.allowStatements);
  return service === undefined
    ? "limit the service that takes them by a condition on iam:PassedToService"
    : `add Condition: { StringEquals: { "iam:PassedToService": ${quote(service)} } }`;
}
