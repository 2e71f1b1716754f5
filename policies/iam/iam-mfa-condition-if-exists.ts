import { asksMfa, mfaPolicies } from "../../aws/mfa-policy";
import { nameOfOperator } from "../../aws/policy-document";
import { provesMfa } from "../../aws/trust-policy";
import { definePolicy, some } from "../../core";

export default definePolicy({
  name: "iam-mfa-condition-if-exists",
  category: "iam",
  requirements: ["IAM-06"],
  severity: "high",
  level: "mandatory",
  title: "Allow statements that ask for MFA do not match without it",
  description:
    "An Allow statement of users, groups or permission sets that asks for MFA asks with Bool, which does not match when the request has no MFA key.",
  rationale:
    "BoolIfExists matches when the key is absent, and requests with long-term access keys do not carry it: a leaked key gets what only MFA should open.",
  fix: 'Write Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } }.',
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    "https://repost.aws/knowledge-center/mfa-iam-user-aws-cli",
  ],
  subjects: mfaPolicies,
  needs: "stack",
  check(policy, { each, report }) {
    each(policy.allowStatements, (statement) => {
      const { conditions } = statement;
      each(conditions.filter(asksMfa), (condition) => {
        if (some(conditions, provesMfa) || !policy.isForPeople) {
          return;
        }
        report(condition.values, {
          found: `${nameOfOperator(condition)} also allows requests that have no aws:MultiFactorAuthPresent: those with access keys.`,
          key: statement.key("Condition", "aws:MultiFactorAuthPresent"),
        });
      });
    });
  },
});
