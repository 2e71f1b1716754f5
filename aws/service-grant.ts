import { elements, find, some, whenKnown, type Value } from "../core";
import { globMatches } from "./actions";
import { isEveryone, type Condition, type PolicyDocument, type Statement } from "./policy-document";
import type { Comparison, Sent } from "./sent-arn";

/** A call that an AWS service makes to a topic, key, bucket or the like in its own name. */
export interface ServiceCall {
  /** The service principal: `events.amazonaws.com`; a pattern where it has several spellings or its region is not known. */
  readonly service: string | RegExp;
  /** `sns:Publish`; where a policy names a pattern, the pattern has to cover it. */
  readonly action: string;
  /** The ARN that the call is about; left out for a key policy, whose `*` is the key itself. */
  readonly resource?: Value;
  /** Further condition keys, in lower case, that this service does not send with this call. */
  readonly keysNotSent?: readonly string[];
  /** What this service sends with this call, by condition key in lower case; conditions on it have to match. */
  readonly sends?: ReadonlyMap<string, Sent>;
}

/** What a resource policy says to a service's call. */
export type Grant =
  | { readonly kind: "granted"; readonly statement: Statement }
  /** A statement would grant it, but for a condition on a key that the service does not send, or sends with another value. */
  | { readonly kind: "conditional"; readonly statement: Statement; readonly condition: Condition }
  | { readonly kind: "denied"; readonly statement: Statement }
  | { readonly kind: "missing" };

/**
 * Condition keys that describe a user or role, or the network it came from. A service that calls in its own name is
 * neither, so a statement that demands one of them never applies to it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const KEYS_OF_PRINCIPALS: readonly string[] = [
  "aws:multifactorauthpresent",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:username",
  "kms:calleraccount",
  "sts:externalid",
];

/** How a resource policy answers a service's call. Throws `Undecided` when what is not known yet could grant it. */
export function grantFor(document: PolicyDocument, call: ServiceCall): Grant {
  const statements = document.statements;
  const denying = statements.find((one) => whenKnown(() => deniesAlways(one, call)));
  if (denying) {
    return { kind: "denied", statement: denying };
  }
  const granting = find(statements, (one) => one.isAllow && isAbout(one, call) && !unmetCondition(one, call))?.item;
  if (granting) {
    return { kind: "granted", statement: granting };
  }
  for (const statement of statements.filter((one) => one.isAllow && isAbout(one, call))) {
    const condition = unmetCondition(statement, call);
    if (condition) {
      return { kind: "conditional", statement, condition };
    }
  }
  return { kind: "missing" };
}

function deniesAlways(statement: Statement, call: ServiceCall): boolean {
  return (
    statement.effect === "Deny" &&
    statement.conditions.length === 0 &&
    !statement.hasNotPrincipal &&
    isAbout(statement, call)
  );
}

/** Whether a statement names the caller, the action and the resource. The resource comes last: it is often not known in a preview. */
function isAbout(statement: Statement, call: ServiceCall): boolean {
  return namesService(statement, call.service) && namesAction(statement, call.action) && namesResource(statement, call);
}

/** `*` is every caller, services included. */
function namesService(statement: Statement, service: string | RegExp): boolean {
  return (
    statement.hasNotPrincipal ||
    some(statement.principals(), (one) => isEveryone(one) || (one.kind === "Service" && isService(one.id, service)))
  );
}

/** Whether the id of a principal is this service, or `*`, all of them. */
export function isService(id: string, service: string | RegExp): boolean {
  const name = id.toLowerCase();
  return name === "*" || (typeof service === "string" ? name === service : service.test(name));
}

function namesAction(statement: Statement, action: string): boolean {
  const matches = (pattern: Value): boolean =>
    globMatches((pattern.string() ?? "").toLowerCase(), action.toLowerCase());
  return statement.hasNotAction ? !some(statement.notActions, matches) : some(statement.actions, matches);
}

function namesResource(statement: Statement, call: ServiceCall): boolean {
  const { resources } = statement;
  const { resource } = call;
  if (!resource) {
    return hasResource(statement);
  }
  if (resources.length === 0) {
    return true;
  }
  return some(resources, (one) => {
    const pattern = one.string() ?? "";
    if (pattern === "*") {
      return true;
    }
    const arn = resource.string();
    return arn === undefined || globMatches(pattern, arn);
  });
}

/**
 * Whether a statement of a key policy says that it is about the key: without Resource KMS takes it, and it has no effect.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function hasResource(statement: Statement): boolean {
  return statement.resources.length > 0 || statement.hasNotResource;
}

function unmetCondition(statement: Statement, call: ServiceCall): Condition | undefined {
  const lacking = new Set([...KEYS_OF_PRINCIPALS, ...(call.keysNotSent ?? [])]);
  return find(statement.conditions, (one) => {
    const sent = call.sends?.get(one.key);
    return sent ? !accepts(one, sent) : lacking.has(one.key) && demandsKey(one);
  })?.item;
}

/** Whether a condition holds for what the service sends. */
function accepts(condition: Condition, sent: Sent): boolean {
  const operator = condition.operator.toLowerCase();
  if (operator === "null") {
    return !some(condition.values.list(), (one) => one.boolean() === true);
  }
  const isNamed = some(elements(condition.values), (one) => sent.matches(one.string() ?? "", comparisonOf(operator)));
  return /^(?:string|arn)not/.test(operator) ? !isNamed : isNamed;
}

function comparisonOf(operator: string): Comparison {
  return operator.startsWith("arn") ? "arn" : operator.endsWith("like") ? "like" : "equal";
}

/** Whether a condition fails when the request lacks its key: not `...IfExists`, `ForAllValues`, a negation, or `Null: true`. */
function demandsKey(condition: Condition): boolean {
  if (condition.isIfExists || condition.setOperator === "ForAllValues") {
    return false;
  }
  const operator = condition.operator.toLowerCase();
  if (operator === "null") {
    return some(condition.values.list(), (one) => one.boolean() === false);
  }
  return !/^(string|arn|numeric|date)not|^notip/.test(operator);
}
