import { foundational } from "../../aws/controls";
import { actionsMatching, globMatches, type Action } from "../../aws/actions";
import { BUCKET_POLICY_HOLDERS, publicOf } from "../../aws/bucket-policies";
import { IDENTITY_POLICY_HOLDERS, identityPolicies, type IdentityPolicy } from "../../aws/identity-policies";
import { namedInstead } from "../../aws/permission-advice";
import { aFew, byWeight, isAdministrators, isEveryAction, nameOf, quote, wholeService } from "../../aws/permissions";
import { RESOURCE_POLICY_HOLDERS, resourcePolicies, ResourcePolicy } from "../../aws/resource-policies";
import type { Statement } from "../../aws/policy-document";
import { definePolicy, oneOf, texts, view } from "../../core";

/**
 * Actions that AWS rates Read and that give out secrets or rights.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 */
const RISKY_READS = [
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "ssm:GetParameter*",
  "kms:Decrypt",
  "lambda:GetFunction",
  "sts:AssumeRole",
];

type Mode = "risky" | "strict";
type Policy = IdentityPolicy | ResourcePolicy;

export default definePolicy({
  name: "iam-no-wildcard-actions",
  category: "iam",
  requirements: ["IAM-01"],
  severity: "high",
  level: "mandatory",
  title: "IAM policies name the actions that they allow",
  description:
    "Allow statements name actions instead of wildcards, in identity policies and in resource policies for other accounts.",
  rationale:
    "A wildcard grants more than the author saw: every action that the service has, and those that AWS adds later. " +
    "It turns a role that should read one thing into one that can delete, share or take over.",
  fix: 'List the actions that are really called, such as Action: ["s3:GetObject", "s3:PutObject"].',
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-full-access.html",
  ],
  controls: foundational("IAM.21"),
  options: {
    mode: oneOf<Mode>(["risky", "strict"], {
      default: "risky",
      description:
        "risky: whole services, and partial wildcards that cover actions which write, tag, manage permissions or read secrets. strict: every wildcard.",
    }),
    furtherRiskyReads: texts({
      default: [],
      description:
        "Further reading actions that no wildcard may cover, such as dynamodb:GetItem; `*` matches any text.",
    }),
  },
  subjects: view<Policy>([...new Set([...IDENTITY_POLICY_HOLDERS, ...RESOURCE_POLICY_HOLDERS])], (graph) => [
    ...identityPolicies.of(graph),
    ...resourcePolicies.of(graph),
  ]),
  needs: "stack",
  check(policy, { options, each, report }) {
    const riskyReads = [...RISKY_READS, ...options.furtherRiskyReads].map((one) => one.toLowerCase());
    each(policy.allowStatements, (statement) => {
      each(statement.actions, (action) => {
        const pattern = action.string() ?? "";
        // Everything on everything is told by iam-no-administrator-statements.
        if (isEveryAction(pattern) && !(policy instanceof ResourcePolicy) && isAdministrators(statement)) {
          return;
        }
        const fault = faultOf(pattern, options.mode, (one) => isRisky(one, riskyReads) && !policy.denies(nameOf(one)));
        const grantee = fault && granteeOf(policy, statement);
        if (fault && grantee !== undefined) {
          report(action, { ...fault, found: `${fault.found}${grantee}`, key: statement.key("Action", pattern) });
        }
      });
    });
  },
});

/** Who gets the actions, to follow a sentence: nothing for an identity's own policy, `undefined` when it is fine. */
function granteeOf(policy: Policy, statement: Statement): string | undefined {
  if (policy instanceof ResourcePolicy) {
    if (isPublicBucketPolicy(policy, statement)) {
      return undefined;
    }
    const outsider = policy.outsider(statement);
    return outsider && ` It is granted to ${outsider}.`;
  }
  return policy.isGranting ? "" : undefined;
}

/** A bucket that is open to everyone is told as such (STO-11), whatever the actions. */
function isPublicBucketPolicy({ resource }: ResourcePolicy, statement: Statement): boolean {
  return BUCKET_POLICY_HOLDERS.includes(resource.type) && publicOf(statement) !== undefined;
}

function faultOf(
  pattern: string,
  mode: Mode,
  isRiskyHere: (action: Action) => boolean,
): { readonly found: string; readonly fix?: string } | undefined {
  if (isEveryAction(pattern)) {
    return { found: `Action ${quote(pattern)} allows every action of every service.` };
  }
  const service = wholeService(pattern);
  if (service !== undefined) {
    return {
      found: `Action ${quote(pattern)} allows every action of ${service}, also those that AWS adds later.`,
      fix: namedInstead(pattern),
    };
  }
  if (!/[*?]/.test(pattern)) {
    return undefined;
  }
  const risky = byWeight(actionsMatching(pattern).filter(isRiskyHere)).map(nameOf);
  if (risky.length > 0) {
    return { found: `Action ${quote(pattern)} covers ${aFew(risky)}.`, fix: namedInstead(pattern, risky) };
  }
  return mode === "strict"
    ? {
        found: `Action ${quote(pattern)} has a wildcard, and the strict mode accepts none.`,
        fix: namedInstead(pattern, actionsMatching(pattern).map(nameOf)),
      }
    : undefined;
}

/** Whether an action does more than list and read, or reads what is secret. */
function isRisky(action: Action, riskyReads: readonly string[]): boolean {
  const isRead = action.level === "List" || action.level === "Read";
  return !isRead || riskyReads.some((pattern) => globMatches(pattern, nameOf(action).toLowerCase()));
}
