import { cis, securityHub } from "../../aws/controls";
import { awsManagedName, isFullAccess, managedPolicyAttachments, withoutPath } from "../../aws/managed-policies";
import { quote } from "../../aws/permissions";
import { definePolicy, matchesGlob, texts } from "../../core";

/** What aws.lambda.CallbackFunction attaches first, and several more after it, when it is given neither policies nor a role. */
const FIRST_DEFAULT = "arn:aws:iam::aws:policy/AWSLambda_FullAccess";

export default definePolicy({
  name: "iam-no-full-access-policies",
  category: "iam",
  requirements: ["IAM-03"],
  severity: "critical",
  level: "mandatory",
  title: "No AWS managed policy with full access is attached",
  description:
    "Nothing attaches AdministratorAccess, PowerUserAccess, IAMFullAccess or another AWS managed policy named ...FullAccess.",
  rationale:
    "These policies are for people who explore a service. They reach every resource of it, and many reach IAM, S3 or " +
    "KMS besides; AWS widens them without asking.",
  fix: "Attach a policy of your own that names the actions and resources that are needed.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/lambda/callbackfunction/",
  ],
  controls: [...securityHub("IAM.27"), ...cis("1.4.0", "1.16"), ...cis("3.0.0", "1.16"), ...cis("5.0.0", "1.15")],
  options: {
    allowedManagedPolicies: texts({
      default: [],
      description: "AWS managed policies that may be attached all the same, by name or ARN; `*` matches any text.",
    }),
  },
  subjects: managedPolicyAttachments,
  needs: "stack",
  check(attachment, { options, report }) {
    const arn = attachment.at.string() ?? "";
    const name = awsManagedName(arn);
    const isAllowed = (policy: string): boolean =>
      options.allowedManagedPolicies.some((one) =>
        [policy, withoutPath(policy)].some((text) => matchesGlob(text, one)),
      );
    if (name === undefined || !isFullAccess(name) || isAllowed(arn)) {
      return;
    }
    const what = quote(withoutPath(name));
    if (!attachment.isOfCallbackFunction) {
      report(attachment.at, { found: `${what} is attached: ${reachOf(name)}.`, key: arn });
      return;
    }
    const isDefault = arn === FIRST_DEFAULT || attachment.hasSibling(FIRST_DEFAULT);
    // The defaults of one function are one mistake, told at the first of them.
    if (isDefault && arn !== FIRST_DEFAULT && !isAllowed(FIRST_DEFAULT)) {
      return;
    }
    const why = isDefault
      ? "unless told otherwise it gives that role full access to half a dozen services"
      : reachOf(name);
    report(attachment.at, {
      found: `${what} is attached to the role that aws.lambda.CallbackFunction makes by itself: ${why}.`,
      fix: "Pass policies or role to the aws.lambda.CallbackFunction, such as policies: [aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole, ownPolicy.arn].",
      key: arn,
    });
  },
});

function reachOf(name: string): string {
  switch (withoutPath(name)) {
    case "AdministratorAccess":
      return "every action on every resource";
    case "PowerUserAccess":
      return "every action on every resource but for identities and the organisation";
    case "IAMFullAccess":
      return "every action on identities and policies, so that it can give itself all others";
    default:
      return "full access to a service, on every resource";
  }
}
