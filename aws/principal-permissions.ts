import { Malformed, some, type Value } from "../core";
import { awsManagedName } from "./managed-policies";
import type { PolicyDocument, Statement } from "./policy-document";
import type { PrincipalView } from "./role";

/** What is asked of the policies of a principal. */
export interface Wanted {
  /** Actions in AWS's spelling, all of which are needed. */
  readonly actions: readonly string[];
  /** Whether a statement that allows one of them counts; every one does when absent. */
  readonly counts?: (statement: Statement) => boolean;
  /** Whether an AWS managed policy, by what follows `policy/` in its ARN, grants them all. */
  readonly isGrantedBy: (awsPolicy: string) => boolean;
}

/**
 * Which of the actions no policy of a principal allows, or some policy denies for every resource. None when a policy is
 * attached that the stack does not show: it may allow them. Throws `Undecided` while a policy is unknown that may.
 */
export function missingActions(principal: PrincipalView, wanted: Wanted): readonly string[] {
  const documents = principal.documents.map(({ document }) => document);
  const denied = wanted.actions.filter((action) => documents.some((one) => denies(one, action)));
  if (denied.length > 0) {
    return denied;
  }
  if (some(principal.managedPolicies, ({ at, policies }) => policies.length === 0 && isEnough(at, wanted))) {
    return [];
  }
  const missing = wanted.actions.filter((action) => !some(documents, (one) => allows(one, action, wanted)));
  if (missing.length > 0) {
    principal.demandAllKnown();
  }
  return missing;
}

/** Whether an attached policy that is not of this stack grants all, or may: customers' policies are not seen. */
function isEnough(at: Value, wanted: Wanted): boolean {
  const arn = at.string();
  const name = arn === undefined ? undefined : awsManagedName(arn);
  return name === undefined ? arn !== undefined : wanted.isGrantedBy(name);
}

function allows(document: PolicyDocument, action: string, { counts = () => true }: Wanted): boolean {
  const name = action.toLowerCase();
  return unlessMalformed(() => some(document.allowStatements, (one) => one.namesAction(name) && counts(one)));
}

function denies(document: PolicyDocument, action: string): boolean {
  return unlessMalformed(() => document.denies(action));
}

/** A document that is no JSON says nothing; AWS refuses it. */
function unlessMalformed(read: () => boolean): boolean {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) {
      return false;
    }
    throw error;
  }
}
