import { quote } from "../../aws/permissions";
import { demandsMfaKey, letsAssume, trustPolicies } from "../../aws/trust-policy";
import { definePolicy, find } from "../../core";

export default definePolicy({
  name: "iam-role-trust-service-mfa",
  category: "iam",
  requirements: ["IAM-08"],
  severity: "high",
  level: "mandatory",
  title: "Trust policies ask no AWS service for MFA",
  description: "A statement of a trust policy that names an AWS service does not demand MFA.",
  rationale:
    "A service has no MFA device, so its request does not carry the key, and it can never assume the role: the instance or function starts without credentials.",
  fix: "Take the condition out of the service's statement, and put the users into a statement of their own that has it.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
  ],
  subjects: trustPolicies,
  needs: "resource",
  check(trust, { each, report }) {
    each(trust.statements, (one) => {
      const { statement } = one;
      const service = find(one.trustees(), ({ kind }) => kind === "service")?.item;
      if (!service || !letsAssume(one)) {
        return;
      }
      each(statement.conditions.filter(demandsMfaKey), (condition) => {
        report(condition.values, {
          found: `The condition demands MFA of ${quote(service.id)}, which can never assume the role.`,
          key: statement.key("Condition", condition.key),
        });
      });
    });
  },
});
