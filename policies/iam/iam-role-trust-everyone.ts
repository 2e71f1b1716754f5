import { quote } from "../../aws/permissions";
import { letsAssume, trustPolicies } from "../../aws/trust-policy";
import { definePolicy, find } from "../../core";

export default definePolicy({
  name: "iam-role-trust-everyone",
  category: "iam",
  requirements: ["IAM-08"],
  severity: "high",
  level: "mandatory",
  title: "No role trusts everyone",
  description:
    'A trust policy that names everyone (Principal "*") has a condition that narrows who may assume the role.',
  rationale:
    "Whoever has an AWS account of any kind may assume a role that trusts everyone, and has its rights from then on.",
  fix: 'Name who assumes the role, such as Principal: { AWS: ciRole.arn }, or add Condition: { StringEquals: { "aws:PrincipalOrgID": "o-…" } }.',
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
  ],
  subjects: trustPolicies,
  needs: "resource",
  check(trust, { each, report }) {
    each(trust.statements, (one) => {
      const { statement } = one;
      const everyone = find(one.trustees(), ({ kind }) => kind === "everyone")?.item;
      if ((!everyone && !one.trustsAllButSome) || !letsAssume(one) || statement.isNarrowed) {
        return;
      }
      const who = everyone ? `Principal ${quote(everyone.id)} trusts everyone` : "NotPrincipal trusts everyone else";
      const but = statement.hasConditions
        ? "no condition of the statement narrows who that is"
        : "the statement has no condition";
      report(everyone?.at ?? statement.value, {
        found: `${who}, and ${but}.`,
        key: statement.key("Principal", "*"),
      });
    });
  },
});
