import { quote } from "../../aws/permissions";
import { letsAssume, trustPolicies, type TrustStatement } from "../../aws/trust-policy";
import { definePolicy, type Value } from "../../core";

export default definePolicy({
  name: "iam-role-trust-other-accounts",
  category: "iam",
  requirements: ["IAM-08"],
  severity: "high",
  level: "mandatory",
  title: "Roles trust other accounts only under a condition",
  description:
    "A trust policy lets another account's users, or all of another account, assume the role only with MFA, an external id or an organisation id.",
  rationale:
    "Who may use a role that trusts another account is decided there: one stolen password or access key, or an order of a third party's other customer, is enough.",
  fix:
    'Add a condition to the statement: { Bool: { "aws:MultiFactorAuthPresent": "true" } } for people, ' +
    '{ StringEquals: { "sts:ExternalId": "…" } } for a third party, { StringEquals: { "aws:PrincipalOrgID": "o-…" } } ' +
    "for the organisation's own accounts; or name the role that assumes this one.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  ],
  subjects: trustPolicies,
  needs: "stack",
  check(trust, { each, report }) {
    each(trust.statements, (one) => {
      const tell = (at: Value, who: string, id: string): void =>
        report(at, {
          found: `${who} may assume the role without MFA, external id or organisation id.`,
          key: one.statement.key("Principal", id),
        });
      each(one.trustees(), (trustee) => {
        const { kind, account, id } = trustee;
        if (kind === "everyone") {
          const foreign = isOpen(one) ? one.foreignAccountOfEveryone : undefined;
          if (foreign) {
            tell(foreign, `Every identity of account ${foreign.string()}`, foreign.string() ?? "");
          }
        } else if ((kind === "account" || kind === "user") && isOpen(one) && one.isForeign(account)) {
          const who =
            kind === "user" ? `The user ${quote(id)} of another account` : `Every identity of account ${account}`;
          tell(trustee.at, who, id);
        }
      });
    });
  },
});

function isOpen(statement: TrustStatement): boolean {
  return letsAssume(statement) && !statement.isGuarded;
}
