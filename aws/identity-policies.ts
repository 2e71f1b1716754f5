import { view, type Graph, type Resource, type Subject, type Value } from "../core";
import { documentAt, type PolicyDocument, type Statement } from "./policy-document";
import { inlineDocumentsOf, isOnlyBoundary } from "./role";
import * as types from "./types";

/** One policy document that says what a role, user, group or permission set may do. */
export class IdentityPolicy implements Subject {
  readonly document: PolicyDocument;

  constructor(
    readonly resource: Resource,
    value: Value,
  ) {
    this.document = documentAt(resource, value);
  }

  get allowStatements(): readonly Statement[] {
    return this.document.allowStatements;
  }

  /** See `PolicyDocument.denies`. */
  denies(action: string): boolean {
    return this.document.denies(action);
  }

  /**
   * Whether it grants anything: a managed policy that is only used as a permissions boundary does not. Whether it is
   * that, the whole stack must be known to say.
   */
  get isGranting(): boolean {
    return !types.MANAGED_POLICY.includes(this.resource.type) || !isOnlyBoundary(this.resource);
  }
}

/**
 * Where identity policies stand. What only limits others is none: permissions boundaries, session policies (Transfer,
 * EKS pod identities, Roles Anywhere), Organizations and VPC endpoint policies.
 */
const DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ...[...types.MANAGED_POLICY, ...types.ROLE_POLICY, ...types.USER_POLICY, ...types.GROUP_POLICY].map(
    (type) => [type, "policy"] as const,
  ),
  ...types.PERMISSION_SET_INLINE_POLICY.map((type) => [type, "inlinePolicy"] as const),
]);

/** The identity policy documents of a resource. */
export function identityDocumentsOf(resource: Resource): Value[] {
  if (types.ROLE.includes(resource.type)) {
    return inlineDocumentsOf(resource);
  }
  const property = DOCUMENTS.get(resource.type);
  const value = property === undefined ? undefined : resource.at(property);
  return value && !value.isAbsent ? [value] : [];
}

export const IDENTITY_POLICY_HOLDERS: readonly string[] = [...types.ROLE, ...DOCUMENTS.keys()];

/** Every identity policy document that the program writes, each on its own. */
export const identityPolicies = view(IDENTITY_POLICY_HOLDERS, readIdentityPolicies);

function readIdentityPolicies(graph: Graph): IdentityPolicy[] {
  return graph
    .ofType(IDENTITY_POLICY_HOLDERS)
    .filter((resource) => resource.isAnalysed)
    .flatMap((resource) => identityDocumentsOf(resource).map((value) => new IdentityPolicy(resource, value)));
}
