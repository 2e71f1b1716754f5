import { find, some, whenKnown, type Value } from "../core";
import { globMatches } from "./actions";
import { escalations } from "./data/escalations";
import { isEveryAction, isEveryOfItsType, isFullWildcard } from "./permissions";
import { isBounded, mustMatch, type Statement } from "./policy-document";

/** A statement that allows to pass any role of the account to a service. */
export interface AnyRolePassed {
  /** The wildcard resource. */
  readonly at: Value;
  /** The action that covers iam:PassRole. */
  readonly action: Value;
  /** The services that a condition on iam:PassedToService accepts; undefined without such a condition. */
  readonly services: readonly string[] | undefined;
}

/**
 * Reads what a statement says about iam:PassRole on every role. Only its resource limits which role is passed:
 * iam:PassedToService limits the service, and tags of the role have no reliable effect.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 * Patterns for all of IAM, or everything, are left to the policies about wildcard actions.
 */
export function anyRolePassed(statement: Statement): AnyRolePassed | undefined {
  if (statement.hasNotAction || statement.hasNotResource) {
    return undefined;
  }
  const action = find(statement.actions, (one) => coversPassRole(one.string() ?? ""))?.item;
  const at = action && find(statement.resources, (one) => isEveryOfItsType(one.string() ?? ""))?.item;
  return action && at && { action, at, services: passedToServices(statement) };
}

/** The service that a policy's other actions give a role to, as far as they tell: `codebuild.amazonaws.com`. */
export function receivingService(statements: readonly Statement[]): string | undefined {
  const actions = statements.flatMap((one) => whenKnown(() => one.actions) ?? []);
  const patterns = actions.flatMap((one) => whenKnown(() => one.string()?.toLowerCase()) ?? []);
  const named = patterns.filter((pattern) => !isEveryAction(pattern) && !coversPassRole(pattern));
  return escalations.find(
    ({ passRole, actions: needed }) =>
      passRole !== undefined && needed.some((one) => named.some((pattern) => globMatches(pattern, one.toLowerCase()))),
  )?.passRole;
}

function coversPassRole(pattern: string): boolean {
  return !isFullWildcard(pattern) && globMatches(pattern.toLowerCase(), "iam:passrole");
}

function passedToServices(statement: Statement): readonly string[] | undefined {
  const conditions = statement.conditions.filter((one) => one.key === "" || one.key === "iam:passedtoservice");
  let services: readonly string[] | undefined;
  some(conditions, (one) => {
    const isLimit = mustMatch(one) && isBounded(one);
    services = isLimit ? one.values.strings() : services;
    return isLimit;
  });
  return services;
}
