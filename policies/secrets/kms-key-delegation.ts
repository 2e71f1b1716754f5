import { isForEveryone, keyPolicies, type KeyPolicyView } from "../../aws/key-policy";
import {
  askedBoolean,
  conditionKey,
  isBounded,
  mustMatch,
  type Condition,
  type Statement,
} from "../../aws/policy-document";
import { definePolicy, find, some } from "../../core";

export default definePolicy({
  name: "kms-key-delegation",
  category: "secrets",
  requirements: ["SEC-10"],
  severity: "high",
  level: "mandatory",
  title: "Rights to a KMS key are handed on by its account alone",
  description:
    "No policy of a KMS key gives kms:PutKeyPolicy to another account, or kms:CreateGrant without kms:GrantIsForAWSResource.",
  rationale:
    "Who may change the policy owns the key and everything encrypted with it. KMS ignores kms:PutKeyPolicy in the hands of another account, but the wildcard that covers it hands over encryption, decryption and grants as well. A grant gives somebody else the use of the key without the policy showing it; AWS services need grants, persons and programs hardly ever.",
  fix: 'Add Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } to a statement of its own for kms:CreateGrant, kms:ListGrants and kms:RevokeGrant.',
  references: [
    "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
    "https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html",
    "https://docs.aws.amazon.com/controltower/latest/controlreference/kms-rules.html",
  ],
  subjects: keyPolicies,
  needs: "stack",
  check(policy, { each, report }) {
    each(policy.allowStatements, (statement) => {
      // What is open to everyone is told by kms-key-not-public.
      if (isForEveryone(statement)) {
        return;
      }
      if (statement.namesAction("kms:putkeypolicy")) {
        const outsider = policy.outsider(statement);
        if (outsider !== undefined) {
          report(statement.value, {
            found: `The statement gives kms:PutKeyPolicy to ${outsider === "everyone" ? "whoever meets its conditions, in other accounts too" : outsider}.`,
            fix: "Name the actions that the other account needs to use the key, such as kms:Encrypt, kms:Decrypt, kms:GenerateDataKey* and kms:DescribeKey, instead of kms:PutKeyPolicy or a wildcard that covers it.",
            key: statement.key("Action", "kms:PutKeyPolicy"),
          });
        }
        return;
      }
      // Who may change the policy needs no grant.
      if (statement.namesAction("kms:creategrant") && mayGrantAtWill(policy, statement)) {
        report(statement.value, {
          found:
            "The statement lets its principals hand the use of the key on (kms:CreateGrant), not only to AWS services that act for them.",
          key: statement.key("Action", "kms:CreateGrant"),
        });
      }
    });
  },
});

/** The account's root user stands for the account, which controls the key anyway; services grant to nobody else. */
function mayGrantAtWill(policy: KeyPolicyView, statement: Statement): boolean {
  const isLimited = some(statement.conditions, isOnlyForServices);
  return (
    !isLimited &&
    find(statement.principals(), (one) => (one.kind === "AWS" || one.kind === "Everyone") && !policy.isOwnRoot(one)) !==
      undefined
  );
}

/** kms:ViaService leaves the grant to the service as well; it stands in the policies of AWS's own keys. */
function isOnlyForServices(condition: Condition): boolean {
  const key = conditionKey(condition);
  return key === "kms:viaservice"
    ? mustMatch(condition) && isBounded(condition)
    : key === "kms:grantisforawsresource" &&
        !condition.isIfExists &&
        condition.setOperator !== "ForAllValues" &&
        askedBoolean(condition) === true;
}
