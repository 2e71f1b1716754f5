import { find, some, type Value } from "../core";
import { globMatches } from "./actions";
import { isEveryOfItsType, isFullWildcard } from "./permissions";
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
