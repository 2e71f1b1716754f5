import {
  DENY_SID,
  holdsWithoutMfa,
  isAccepted,
  isEverything,
  isOnMfa,
  mfaPolicies,
  othersDevices,
  SELF_SERVICE,
} from "../../aws/mfa-policy";
import { aFew, quote } from "../../aws/permissions";
import { askedBoolean, nameOfOperator, type Condition, type Statement } from "../../aws/policy-document";
import { definePolicy, flag, some, texts, type CheckContext, type Value } from "../../core";

/** What has to work without MFA, so that people can set up a device and sign in with it. */
const BEFORE_MFA = [
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetUser",
  "iam:GetMFADevice",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
  "iam:GetAccountPasswordPolicy",
  "iam:ChangePassword",
  "sts:GetSessionToken",
];

const CONDITION = 'Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }';

const options = {
  furtherNotActions: texts({
    default: [],
    description: "Further actions that people may use without MFA, such as iam:ListUsers; `*` matches any text.",
  }),
  requireSids: flag({
    default: true,
    description: "Whether the statements have to carry the Sids of AWS's example.",
  }),
};

type Context = CheckContext<typeof options>;

export default definePolicy({
  name: "iam-mfa-policy-complete",
  category: "iam",
  requirements: ["IAM-06"],
  severity: "high",
  level: "mandatory",
  title: "MFA policies are complete",
  description:
    "A policy that asks people for MFA lets them set up their own device, and denies everything else to every request without MFA.",
  rationale:
    "A policy that denies a little less than everything, or not to access keys, looks like MFA and is none; one that does not let people set up a device locks them out.",
  fix: "Write the four statements of AWS's example: AllowViewAccountInfo, AllowManageOwnVirtualMFADevice, AllowManageOwnUserMFA and DenyAllExceptListedIfNoMFA.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_iam_mfa-selfmanage.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
  ],
  options,
  subjects: mfaPolicies,
  needs: "stack",
  check(policy, context) {
    const { options: asked, each, report } = context;
    if (!policy.isMfaPolicy || !policy.isForPeople) {
      return;
    }
    each(SELF_SERVICE, (one) => {
      const { sid, actions, purpose, resource } = one;
      const missing = policy.missing(one);
      if (missing.length > 0) {
        report(policy.value, {
          found: `Nothing in the policy allows ${aFew(missing)} on ${quote(resource)}, which people need ${purpose}.`,
          fix: `${missing.length === actions.length ? "Add" : "Complete"} the statement { Sid: "${sid}", Effect: "Allow", Action: ${JSON.stringify(actions)}, Resource: "${resource}" }.`,
          key: sid,
        });
      } else if (asked.requireSids && !policy.hasSid(sid)) {
        reportSid(policy.statementFor(one)?.value ?? policy.value, sid, context);
      }
    });
    each(policy.allowStatements, (statement) => {
      const others = othersDevices(statement);
      if (others) {
        report(others, {
          found: `${quote(others.string() ?? "")} lets people change the MFA devices of others.`,
          fix: 'Write Resource: "arn:aws:iam::*:user/${aws:username}".',
          key: statement.key("Resource", others.string() ?? ""),
        });
      }
    });
    const { denial } = policy;
    if (!denial) {
      report(policy.value, {
        found: "No statement denies what is done without MFA.",
        fix: `Add the statement { Sid: "${DENY_SID}", Effect: "Deny", NotAction: [...], Resource: "*", ${CONDITION} }.`,
        key: DENY_SID,
      });
      return;
    }
    checkDenial(denial, context);
    if (asked.requireSids && !policy.hasSid(DENY_SID)) {
      reportSid(denial.value, DENY_SID, context);
    }
  },
});

function reportSid(at: Value, sid: string, { report }: Context): void {
  report(at, {
    found: `The statement has no Sid ${quote(sid)}, by which reviews and scripts find it.`,
    fix: `Write Sid: "${sid}", or set "requireSids" to false.`,
    key: `Sid::${sid}`,
  });
}

/** The parts of the statement that denies, each on its own. */
function checkDenial(denial: Statement, context: Context): void {
  context.each([checkNotAction, checkResource, checkConditions], (check) => check(denial, context));
}

function checkNotAction(denial: Statement, { options: asked, each, report }: Context): void {
  if (!denial.hasNotAction) {
    report(denial.actions[0] ?? denial.value, {
      found: "The statement denies only the actions that it lists, and leaves all others to requests without MFA.",
      fix: `Write NotAction with what is needed to set up a device: ${JSON.stringify(BEFORE_MFA)}.`,
      key: `${DENY_SID}.Action`,
    });
    return;
  }
  const accepted = [...BEFORE_MFA, ...asked.furtherNotActions];
  each(denial.notActions, (entry) => {
    const action = entry.string();
    if (action !== undefined && !isAccepted(action, accepted)) {
      report(entry, {
        found: `NotAction ${quote(action)} leaves that to requests without MFA, and it is not needed to set up a device.`,
        fix: `Take it out of NotAction, or add it to "furtherNotActions".`,
        key: `${DENY_SID}.NotAction::${action}`,
      });
    }
  });
}

function checkResource(denial: Statement, { report }: Context): void {
  const isWhole = !denial.hasNotResource && some(denial.resources, (one) => isEverything(one.string() ?? ""));
  if (!isWhole) {
    const at = denial.hasNotResource ? denial.notResource : (denial.resources[0] ?? denial.value);
    report(at, {
      found: "The statement denies on some resources only, all others stay open to requests without MFA.",
      fix: 'Write Resource: "*".',
      key: `${DENY_SID}.Resource`,
    });
  }
}

function checkConditions(denial: Statement, { each, report }: Context): void {
  const key = `${DENY_SID}.Condition`;
  if (!some(denial.conditions, isOnMfa)) {
    report(denial.value, {
      found: "The statement has no condition on aws:MultiFactorAuthPresent.",
      fix: `Write ${CONDITION}.`,
      key,
    });
  }
  each(denial.conditions, (one) => {
    if (isOnMfa(one) && holdsWithoutMfa(one)) {
      return;
    }
    report(one.values, {
      found: sayCondition(one),
      fix: `Write ${CONDITION}, and no other condition.`,
      key: `${key}::${nameOfOperator(one)}::${one.key}`,
    });
  });
}

function sayCondition(one: Condition): string {
  if (!isOnMfa(one)) {
    return `The further condition on ${one.name} leaves requests without MFA through where it does not hold.`;
  }
  if (askedBoolean(one) === true) {
    return "The condition is the wrong way round: it denies requests with MFA.";
  }
  if (nameOfOperator(one).toLowerCase() === "bool" && askedBoolean(one) === false) {
    return `${one.operator} does not hold for requests with access keys, which do not carry aws:MultiFactorAuthPresent.`;
  }
  const values = one.values.strings().map(quote).join(", ");
  return `${nameOfOperator(one)} ${values || "without a value"} is not the condition that holds for every request without MFA.`;
}
