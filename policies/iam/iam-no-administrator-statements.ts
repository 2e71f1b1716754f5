import { cis, foundational } from "../../aws/controls";
import { identityPolicies } from "../../aws/identity-policies";
import { administratorAccess, quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "iam-no-administrator-statements",
  category: "iam",
  requirements: ["IAM-03", "IAM-01", "IAM-02"],
  severity: "critical",
  level: "mandatory",
  title: "No policy gives administrator access",
  description: "No Allow statement of an identity policy allows every action on every resource.",
  rationale:
    "Whoever takes over such a role, user or group owns the account: its data, its logs, its keys and its other identities.",
  fix: 'Name the actions that are needed and their resources, such as Action: ["s3:GetObject"], Resource: pulumi.interpolate`${bucket.arn}/*`.',
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-admin-access.html",
  ],
  controls: [...foundational("IAM.1"), ...cis("3.0.0", "1.16"), ...cis("5.0.0", "1.15")],
  subjects: identityPolicies,
  needs: "stack",
  check(policy, { each, report }) {
    each(policy.allowStatements, (statement) => {
      const access = administratorAccess(statement);
      if (!access || !policy.isGranting) {
        return;
      }
      const [action, resource] = [access.action.string() ?? "", access.resource.string() ?? ""];
      const under = statement.hasConditions ? " Its condition leaves every resource reachable." : "";
      report(access.action, {
        found: `Action ${quote(action)} on Resource ${quote(resource)} is administrator access.${under}`,
        key: statement.key("Action", action),
      });
    });
  },
});
