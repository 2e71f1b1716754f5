import { find, Malformed, some, view, type Graph, type Resource, type Subject, type Value } from "../core";
import { actionsMatching, globMatches } from "./actions";
import { nameOf } from "./permissions";
import {
  askedBoolean,
  documentAt,
  conditionKey,
  type Condition,
  type PolicyDocument,
  type Statement,
} from "./policy-document";
import { isOnlyBoundary, principalTypesOf } from "./role";
import { provesMfa } from "./trust-policy";
import * as types from "./types";

const MFA_PRESENT = "aws:multifactorauthpresent";

/** One statement that an MFA policy needs so that people can set up their own device, by what it allows. */
export interface SelfService {
  readonly sid: string;
  readonly actions: readonly string[];
  /** What people need the actions for. */
  readonly purpose: string;
  /** The resource as a policy has to write it. */
  readonly resource: string;
  readonly reaches: (resource: string) => boolean;
}

/**
 * What AWS's policies for MFA have in common.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
 */
export const SELF_SERVICE: readonly SelfService[] = [
  {
    sid: "AllowViewAccountInfo",
    actions: ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"],
    purpose: "to see the rules for passwords and the devices that there are",
    resource: "*",
    reaches: isEverything,
  },
  {
    sid: "AllowManageOwnVirtualMFADevice",
    actions: ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"],
    purpose: "to make and replace their own device",
    resource: "arn:aws:iam::*:mfa/*",
    reaches: (resource) => isEverything(resource) || partOf(resource).startsWith("mfa/") || partOf(resource) === "*",
  },
  {
    sid: "AllowManageOwnUserMFA",
    actions: ["iam:EnableMFADevice", "iam:DeactivateMFADevice", "iam:ListMFADevices", "iam:ResyncMFADevice"],
    purpose: "to switch their own device on and off",
    resource: "arn:aws:iam::*:user/${aws:username}",
    reaches: (resource) => isEverything(resource) || /^user\/./.test(partOf(resource)) || partOf(resource) === "*",
  },
];

/** The statement that denies the rest. */
export const DENY_SID = "DenyAllExceptListedIfNoMFA";

/** Actions that have to work before a device is set up or used. */
const BEFORE_MFA = new Set([
  "iam:ListVirtualMFADevices",
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ListMFADevices",
]);

/** Actions that change a device: of another user they are none of one's business. */
const CHANGES = ["iam:enablemfadevice", "iam:deactivatemfadevice", "iam:resyncmfadevice"];

const SIDS: ReadonlySet<string> = new Set([...SELF_SERVICE.map(({ sid }) => sid), DENY_SID]);

/** An identity policy of users, groups or permission sets, as one that may ask for MFA. */
export class MfaPolicy implements Subject {
  private readonly document: PolicyDocument;

  constructor(
    readonly resource: Resource,
    readonly value: Value,
  ) {
    this.document = documentAt(resource, value);
  }

  get allowStatements(): readonly Statement[] {
    return this.document.allowStatements;
  }

  /** Whether it denies on the MFA key, or carries the Sid of a statement of MFA policies. */
  get isMfaPolicy(): boolean {
    return some(this.document.statements, (one) => SIDS.has(one.sid ?? "") || deniesOnMfa(one));
  }

  /**
   * Whether it is, or may be, about people: a managed policy that is attached to roles alone, or only bounds what others
   * grant, is not. For a managed policy the whole stack must be known to say.
   */
  get isForPeople(): boolean {
    if (!types.MANAGED_POLICY.includes(this.resource.type)) {
      return true;
    }
    const attachedTo = [...principalTypesOf(this.resource)];
    const isForRoles = attachedTo.length > 0 && attachedTo.every((type) => types.ROLE.includes(type));
    return !isForRoles && !isOnlyBoundary(this.resource);
  }

  hasSid(sid: string): boolean {
    return some(this.document.statements, (one) => one.sid === sid);
  }

  /** The actions of a statement of MFA policies that nothing here allows on its resource, and in time. */
  missing({ actions, reaches }: SelfService): readonly string[] {
    return actions.filter(
      (action) =>
        !some(
          this.allowStatements,
          (one) =>
            one.namesAction(action.toLowerCase()) &&
            (!BEFORE_MFA.has(action) || !some(one.conditions, provesMfa)) &&
            (one.hasNotResource || some(one.resources, (resource) => reaches(resource.string() ?? ""))),
        ),
    );
  }

  /** The first statement that allows what a statement of MFA policies is for. */
  statementFor({ actions }: SelfService): Statement | undefined {
    return find(this.allowStatements, (one) => some(actions, (action) => one.namesAction(action.toLowerCase())))?.item;
  }

  /** The statement that is meant to deny the rest: by Sid, else one with NotAction, else any that denies on the MFA key. */
  get denial(): Statement | undefined {
    const denials = this.document.statements.filter((one) => one.mayDeny);
    const isOne = [
      (one: Statement) => one.sid === DENY_SID,
      (one: Statement) => deniesOnMfa(one) && one.hasNotAction,
      deniesOnMfa,
    ];
    return isOne.map((test) => find(denials, test)?.item).find((one) => one !== undefined);
  }
}

/** Whether a statement denies depending on MFA; what it denies is another question. */
function deniesOnMfa(statement: Statement): boolean {
  return statement.effect === "Deny" && some(statement.conditions, isOnMfa);
}

/** Whether a condition is on the MFA key. */
export function isOnMfa(condition: Condition): boolean {
  return conditionKey(condition) === MFA_PRESENT;
}

/** Whether a condition holds for every request without MFA, also for those that lack the key. */
export function holdsWithoutMfa(condition: Condition): boolean {
  return condition.isIfExists && askedBoolean(condition) === false;
}

/** Whether a condition asks for MFA, be it in a form that also holds for requests that lack the key: those of access keys. */
export function asksMfa(condition: Condition): boolean {
  return isOnMfa(condition) && askedBoolean(condition) === true;
}

/** A resource of a statement that lets its users change the devices of others too: `user/*`. */
export function othersDevices(statement: Statement): Value | undefined {
  if (!some(CHANGES, (action) => statement.namesAction(action))) {
    return undefined;
  }
  const isOthers = (resource: Value): boolean => {
    const part = partOf(resource.string() ?? "");
    return /^user\//.test(part) && /[*?]$/.test(part);
  };
  return find(statement.resources, isOthers)?.item;
}

/** Whether an entry of NotAction is one of the accepted actions, or a pattern that covers none but these. */
export function isAccepted(entry: string, accepted: readonly string[]): boolean {
  const covers = (action: string): boolean =>
    accepted.some((one) => globMatches(one.toLowerCase(), action.toLowerCase()));
  if (covers(entry)) {
    return true;
  }
  const matching = actionsMatching(entry);
  return matching.length > 0 && matching.every((one) => covers(nameOf(one)));
}

/** Whether a resource is only a wildcard. */
export function isEverything(resource: string): boolean {
  return /^\*+$/.test(resource);
}

/** What follows the account of an ARN. */
function partOf(arn: string): string {
  return arn.split(":").slice(5).join(":");
}

const HOLDERS: ReadonlyMap<string, string> = new Map([
  ...[...types.MANAGED_POLICY, ...types.USER_POLICY, ...types.GROUP_POLICY].map((type) => [type, "policy"] as const),
  ...types.PERMISSION_SET_INLINE_POLICY.map((type) => [type, "inlinePolicy"] as const),
]);

/** The identity policies that users, groups and permission sets have, or may have. */
export const mfaPolicies = view([...HOLDERS.keys()], readMfaPolicies);

function readMfaPolicies(graph: Graph): MfaPolicy[] {
  return graph
    .ofType([...HOLDERS.keys()])
    .filter((resource) => resource.isAnalysed)
    .map((resource) => new MfaPolicy(resource, resource.at(HOLDERS.get(resource.type) ?? "")));
}

/** Whether a document is an MFA policy; one that is malformed is none. */
export function asksForMfa(resource: Resource, document: PolicyDocument): boolean {
  try {
    return new MfaPolicy(resource, document.value).isMfaPolicy;
  } catch (error) {
    if (error instanceof Malformed) {
      return false;
    }
    throw error;
  }
}
