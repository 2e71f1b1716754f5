import { identityPolicies } from "../../aws/identity-policies";
import { aFew, quote } from "../../aws/permissions";
import { definePolicy, whenKnown, type Value } from "../../core";

const PARTS = [
  { name: "NotAction", reaches: "grants every action", kind: "action" },
  { name: "NotResource", reaches: "reaches every resource", kind: "resource" },
] as const;

export default definePolicy({
  name: "iam-no-allow-by-exclusion",
  category: "iam",
  requirements: ["IAM-09"],
  severity: "high",
  level: "mandatory",
  title: "IAM policies allow by naming, not by excluding",
  description: "Allow statements of identity policies have no NotAction and no NotResource.",
  rationale:
    "What is not excluded is granted: every other service, every action that AWS adds, every resource made later. The " +
    "usual exclusion of iam:* leaves ways around it, such as lambda or sts.",
  fix: "List what is needed in Action and Resource; keep NotAction and NotResource for Deny statements.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html",
  ],
  subjects: identityPolicies,
  needs: "stack",
  check(policy, { each, report }) {
    each(policy.allowStatements, (statement) => {
      // Asked first: where the effect is unknown, so is all the rest.
      if (!statement.isAllow || !policy.isGranting) {
        return;
      }
      each(PARTS, ({ name, reaches, kind }) => {
        const element = name === "NotAction" ? statement.notAction : statement.notResource;
        if (element.isPresent) {
          report(element, {
            found: `${name} in an Allow ${reaches} but ${excluded(element)}.`,
            fix: `List the ${kind}s that are needed in ${name.slice(3)} instead.`,
            key: statement.key(name, "Allow"),
          });
        }
      });
    });
  },
});

function excluded(element: Value): string {
  const known = whenKnown(() => element.knownStrings()) ?? [];
  return known.length > 0 ? aFew(known.map(quote)) : "what it names";
}
