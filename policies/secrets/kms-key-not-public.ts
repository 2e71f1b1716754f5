import { foundational } from "../../aws/controls";
import { actionsMatching } from "../../aws/actions";
import { isForEveryone, keyPolicies } from "../../aws/key-policy";
import type { Statement } from "../../aws/policy-document";
import { definePolicy, some } from "../../core";

export default definePolicy({
  name: "kms-key-not-public",
  category: "secrets",
  requirements: ["SEC-10"],
  severity: "critical",
  level: "mandatory",
  title: "KMS keys are not for everyone",
  description: "No policy of a KMS key lets everyone use the key.",
  rationale:
    'Principal "*" is every account of AWS. Whoever gets hold of the encrypted data then decrypts it, and whoever may encrypt or grant can misuse the key.',
  fix: 'Name the roles that use the key in Principal, or add a condition that narrows who may: StringEquals: { "kms:CallerAccount": "<account id>" } or aws:PrincipalOrgID.',
  references: [
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
    "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
  ],
  controls: foundational("KMS.5"),
  subjects: keyPolicies,
  needs: "resource",
  check(policy, { each, report }) {
    each(policy.allowStatements, (statement) => {
      if (isForEveryone(statement) && allowsUse(statement)) {
        report(statement.value, {
          found: statement.hasNotPrincipal
            ? "The statement lets everyone but those in NotPrincipal use the key."
            : `The statement lets everyone use the key${statement.hasConditions ? ": none of its conditions narrows who" : ""}.`,
          key: statement.key("Principal", "*"),
        });
      }
    });
  },
});

/** Whether it allows more than reading what the key is: AWS gives the public half of a key pair to everyone, too. */
function allowsUse(statement: Statement): boolean {
  return (
    statement.hasNotAction ||
    some(statement.actions, (pattern) =>
      actionsMatching(pattern.string() ?? "").some(
        ({ service, level }) => service === "kms" && level !== "Read" && level !== "List",
      ),
    )
  );
}
