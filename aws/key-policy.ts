import { some, view, type Resource, type Subject, type Value } from "../core";
import { ownAccount } from "./account";
import {
  accountOf,
  documentAt,
  isEveryone,
  type PolicyDocument,
  type Principal,
  type Statement,
} from "./policy-document";
import { ResourcePolicy } from "./resource-policies";
import * as types from "./types";

/** One policy of a KMS key, inline or by KeyPolicy: who may use and who may manage the key. */
export class KeyPolicyView implements Subject {
  readonly document: PolicyDocument;

  constructor(
    readonly resource: Resource,
    readonly value: Value,
  ) {
    this.document = documentAt(resource, value);
  }

  get allowStatements(): readonly Statement[] {
    return this.document.allowStatements;
  }

  /** Who outside of the key's account a statement reaches: see `ResourcePolicy.outsider`. */
  outsider(statement: Statement): string | undefined {
    return new ResourcePolicy(this.resource, this.value).outsider(statement);
  }

  /** Whether a principal is the account that the key belongs to, as a whole. Undecided when the own account is not known. */
  isOwnRoot(principal: Principal): boolean {
    return isRoot(principal) && accountOf(principal) === ownAccount(this.resource);
  }
}

/** Whether a principal is an account as a whole, by its id or its root user. */
function isRoot(principal: Principal): boolean {
  return principal.kind === "AWS" && /^\d{12}$|^arn:[^:]*:iam::\d{12}:root$/.test(principal.id);
}

/**
 * Whether a statement is for everyone and no condition narrows that. Allow with NotPrincipal is for everyone but a few.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isForEveryone(statement: Statement): boolean {
  return (statement.hasNotPrincipal || some(statement.principals(), isEveryone)) && !statement.isNarrowed;
}

/** Every policy that the program puts on a key, its own or one outside. */
export const keyPolicies = view([...types.KMS_KEY, ...types.KMS_KEY_POLICY], (graph) =>
  graph
    .ofType([...types.KMS_KEY, ...types.KMS_KEY_POLICY])
    .filter((one) => one.isAnalysed && !one.at("policy").isAbsent)
    .map((one) => new KeyPolicyView(one, one.at("policy"))),
);
