import { quote } from "../../aws/permissions";
import { nameOfOperator, type Condition } from "../../aws/policy-document";
import {
  claimsOf,
  letsAssume,
  providerFixesAudience,
  trustPolicies,
  type Trustee,
  type TrustStatement,
} from "../../aws/trust-policy";
import { definePolicy, some } from "../../core";

export default definePolicy({
  name: "iam-role-trust-federation",
  category: "iam",
  requirements: ["IAM-08"],
  severity: "high",
  level: "mandatory",
  title: "OIDC trust fixes audience and subject",
  description:
    "A trust policy for an OIDC provider fixes whom a token is made for (audience) and whom it is about (subject).",
  rationale:
    "GitHub, GitLab, Terraform Cloud and their like issue tokens to all of their customers. A role that does not say whose workload it trusts can be assumed by all of them; in a cluster, by every pod.",
  fix: "Add a condition on the provider's aud and sub claims to the statement.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    "https://docs.github.com/en/actions/reference/security/oidc",
    "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
    "https://www.pulumi.com/docs/esc/guides/configuring-oidc/aws/",
  ],
  subjects: trustPolicies,
  needs: "stack",
  check(trust, { graph, each, report }) {
    each(trust.statements, (one) => {
      each(one.trustees(), (trustee) => {
        if (trustee.kind !== "oidc" || !letsAssume(one)) {
          return;
        }
        const { audience, subject } = claimsOf(trustee);
        const asked = [
          { what: "subject", keys: subject, isFixedElsewhere: () => false },
          { what: "audience", keys: audience, isFixedElsewhere: () => providerFixesAudience(graph, trustee.issuer) },
        ];
        each(asked, ({ what, keys, isFixedElsewhere }) => {
          if (keys.length === 0 || some(keys, (key) => one.fixes(key)) || isFixedElsewhere()) {
            return;
          }
          const open = keys.flatMap((key) => one.statement.conditionsOn(key))[0];
          report(open?.values ?? trustee.at, {
            found: open ? sayOpen(open, what) : `No condition on ${keys[0]} fixes the ${what}.`,
            fix: fixFor(one, trustee, what, keys),
            key: one.statement.key("Principal", `${trustee.id}::${what}`),
          });
        });
      });
    });
  },
});

function sayOpen(condition: Condition, what: string): string {
  const values = condition.values.strings().map(quote).join(", ");
  return `${nameOfOperator(condition)} ${condition.name} ${values} does not fix the ${what}.`;
}

/** What tokens of well-known issuers say of the workload, as the providers' guides write it. */
const SUBJECTS: readonly (readonly [issuer: RegExp, subject: string])[] = [
  [/^token\.actions\.githubusercontent\.com/, "repo:<owner>/<repository>:ref:refs/heads/main"],
  [/gitlab/, "project_path:<group>/<project>:ref_type:branch:ref:main"],
  [/^api\.bitbucket\.org/, "{<repository uuid>}:*"],
  [/^app\.terraform\.io/, "organization:<organization>:project:<project>:workspace:<workspace>:run_phase:*"],
  [/^api\.pulumi\.com/, "pulumi:deploy:org:<organization>:project:<project>:*"],
  [/^agent\.buildkite\.com/, "organization:<organization>:pipeline:<pipeline>:*"],
  [/^oidc\.circleci\.com/, "org/<organization id>/project/<project id>/user/*"],
  [/^oidc\.eks\.|^container\.googleapis\.com/, "system:serviceaccount:<namespace>:<name>"],
  [/^cognito-identity/, "authenticated"],
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html and the guides in `SUBJECTS` */
const AUDIENCES: readonly (readonly [issuer: RegExp, audience: string])[] = [
  [/^token\.actions\.githubusercontent\.com|^oidc\.eks\.|^agent\.buildkite\.com/, "sts.amazonaws.com"],
  [/^app\.terraform\.io/, "aws.workload.identity"],
  [/^api\.pulumi\.com/, "<organization>"],
  [/^api\.bitbucket\.org/, "ari:cloud:bitbucket::workspace/<workspace uuid>"],
  [/^cognito-identity/, "<identity pool id>"],
];

function fixFor(one: TrustStatement, trustee: Trustee, what: string, [key = ""]: readonly string[]): string {
  const table = what === "subject" ? SUBJECTS : AUDIENCES;
  const value = table.find(([issuer]) => issuer.test(trustee.issuer))?.[1] ?? `<the ${what}>`;
  const operator = key.endsWith(":amr")
    ? "ForAnyValue:StringLike"
    : value.includes("*")
      ? "StringLike"
      : "StringEquals";
  const isThere = one.statement.conditionsOn(key).length > 0;
  return `${isThere ? "Write" : "Add"} ${quoteKey(operator)}: { "${key}": "${value}" } ${isThere ? "in" : "to"} the statement's Condition.`;
}

function quoteKey(operator: string): string {
  return operator.includes(":") ? `"${operator}"` : operator;
}
