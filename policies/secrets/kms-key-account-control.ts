import { keyPolicies } from "../../aws/key-policy";
import { isEveryone, type PolicyDocument, type Statement } from "../../aws/policy-document";
import { hasResource } from "../../aws/service-grant";
import { definePolicy, find, some } from "../../core";

export default definePolicy({
  name: "kms-key-account-control",
  category: "secrets",
  requirements: ["SEC-10"],
  severity: "high",
  level: "mandatory",
  title: "The account keeps control of its KMS keys",
  description: "A statement of a KMS key's policy lets the account or an administrator change the policy again.",
  rationale:
    "When nobody may change the policy, the key can neither be corrected nor deleted: only AWS Support can help, and what the key encrypts may be lost.",
  fix: 'Have this statement in the policy: { Sid: "Account", Effect: "Allow", Principal: { AWS: "arn:aws:iam::<account id>:root" }, Action: "kms:*", Resource: "*" }.',
  references: [
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html",
    "https://docs.aws.amazon.com/controltower/latest/controlreference/ct-kms-pv-3.html",
  ],
  subjects: keyPolicies,
  needs: "resource",
  check(policy, { each, report }) {
    each([policy.resource.at("bypassPolicyLockoutSafetyCheck")], (bypass) => {
      if (bypass.boolean() === true) {
        report(bypass, {
          found: "The check by which KMS keeps the account from locking itself out is switched off.",
          fix: "Leave bypassPolicyLockoutSafetyCheck out.",
        });
      }
    });
    const denial = denialOfControl(policy.document);
    if (denial) {
      return report(denial.value, {
        found: "The statement denies kms:PutKeyPolicy to everyone.",
        fix: 'Leave kms:PutKeyPolicy out of the statement, or spare an administrator: ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::<account id>:role/<administrator>" }.',
        key: "control",
      });
    }
    if (!some(policy.allowStatements, givesControl)) {
      report(policy.value, {
        found: "No statement of the policy lets the account or a role of it change the policy (kms:PutKeyPolicy).",
        key: "control",
      });
    }
  },
});

/** Of whatever account: another one is told by kms-key-delegation. */
function givesControl(statement: Statement): boolean {
  return (
    statement.namesAction("kms:putkeypolicy") &&
    (statement.hasNotPrincipal ||
      some(statement.principals(), (one) => one.kind === "AWS" || one.kind === "Everyone")) &&
    hasResource(statement) &&
    !some(statement.conditions, ({ key }) => /^kms:(?:viaservice|grantisforawsresource|encryptioncontext)/.test(key))
  );
}

function denialOfControl(document: PolicyDocument): Statement | undefined {
  return find(
    document.statements.filter((one) => one.mayDeny),
    (one) => one.namesAction("kms:putkeypolicy") && some(one.principals(), isEveryone) && one.deniesEverywhere,
  )?.item;
}
