import { identityPolicies } from "../../aws/identity-policies";
import { couldBeRestricted, reachOf, resourcesInstead } from "../../aws/permission-advice";
import { isMetadataOnly, isWildcardResource, openActions, quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "iam-no-wildcard-resources-for-reads",
  category: "iam",
  requirements: ["IAM-02"],
  severity: "low",
  level: "advisory",
  title: "IAM policies name the resources whose metadata they allow to read",
  description:
    "Allow statements that only list and read metadata name resources too, wherever AWS can restrict their actions.",
  rationale:
    "Metadata of the whole account shows an intruder where to go next. It is no data, so this is a recommendation; " +
    "reading objects, items, secrets and messages is not.",
  fix: 'Name the resources by their ARNs; actions that only work with "*" go into a statement of their own.',
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  ],
  subjects: identityPolicies,
  needs: "stack",
  check(policy, { each, report }) {
    each(policy.allowStatements, (statement) => {
      const open = openActions(statement, isWildcardResource, (action) => policy.denies(action));
      // A statement that does more is reported as a whole by iam-no-wildcard-resources.
      if (!open || !isMetadataOnly(open) || !policy.isGranting) {
        return;
      }
      const resource = open.at.string() ?? "";
      report(open.at, {
        found: `Resource ${quote(resource)} lists and reads metadata of ${reachOf(resource)}, ${couldBeRestricted(open)}.`,
        fix: resourcesInstead(open),
        key: statement.key("Resource", resource),
      });
    });
  },
});
