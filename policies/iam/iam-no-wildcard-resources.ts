import { isFlowLogSample } from "../../aws/flow-log";
import { identityPolicies } from "../../aws/identity-policies";
import { couldBeRestricted, reachOf, resourcesInstead } from "../../aws/permission-advice";
import {
  isAdministrators,
  isEveryOfItsType,
  isMetadataOnly,
  isWildcardResource,
  openActions,
  quote,
} from "../../aws/permissions";
import { definePolicy, flag } from "../../core";

/**
 * Every virtual MFA device. AWS's own policies for people who set up their MFA need it, as a device has the name that its
 * maker chooses; one that is in use cannot be deleted, and that it is assigned or not is a matter of the user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_iam_mfa-selfmanage.html,
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html
 */
const EVERY_MFA_DEVICE = /^arn:[^:]*:iam:[^:]*:[^:]*:mfa\/\*$/i;

function isTypeWildcard(resource: string): boolean {
  return isEveryOfItsType(resource) && !EVERY_MFA_DEVICE.test(resource);
}

export default definePolicy({
  name: "iam-no-wildcard-resources",
  category: "iam",
  // Logging on "*", which IAM-04 names, is one of its cases.
  requirements: ["IAM-02", "IAM-04"],
  severity: "critical",
  level: "mandatory",
  title: "IAM policies name the resources that they allow to use",
  description: "Allow statements of identity policies name resources, wherever AWS can restrict their actions to some.",
  rationale:
    'With Resource "*" a role that should write to one bucket writes to every bucket of the account, today\'s and ' +
    "tomorrow's; whoever takes the role over reaches them all.",
  fix: 'Name the resources by their ARNs; actions that only work with "*" go into a statement of their own.',
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  ],
  options: {
    typeWildcards: flag({
      default: false,
      description:
        "Also report ARNs that say no more than a type and then only wildcards, such as table/* or secret:*.",
    }),
  },
  subjects: identityPolicies,
  needs: "stack",
  check(policy, { options, each, report }) {
    const isWildcard = options.typeWildcards ? isTypeWildcard : isWildcardResource;
    each(policy.allowStatements, (statement) => {
      const open = openActions(statement, isWildcard, (action) => policy.denies(action));
      // Everything on everything is told by iam-no-administrator-statements.
      if (!open || isMetadataOnly(open) || isAdministrators(statement) || !policy.isGranting) {
        return;
      }
      // AWS's sample for the role of a flow log is told by vpc-flow-log-role.
      if (isFlowLogSample(policy.resource, statement)) {
        return;
      }
      const resource = open.at.string() ?? "";
      report(open.at, {
        found: open.isEverything
          ? `Resource ${quote(resource)} lets every action reach ${reachOf(resource)}.`
          : `Resource ${quote(resource)} reaches ${reachOf(resource)}, ${couldBeRestricted(open)}.`,
        fix: resourcesInstead(open),
        key: statement.key("Resource", resource),
      });
    });
  },
});
