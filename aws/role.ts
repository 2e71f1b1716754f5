import { view, whenKnown, type Graph, type Resource, type Subject, type Value } from "../core";
import { documentAt, type PolicyDocument } from "./policy-document";
import * as types from "./types";

/** A managed policy attached to a principal, and where that is said. */
export interface ManagedPolicy {
  /** The ARN, or the name for a permission set's customer managed policy; may be unknown. */
  readonly at: Value;
  /** The policies of this stack that it leads to; none for AWS's own and for those of other stacks. */
  readonly policies: readonly Resource[];
}

/** A policy document in force for a principal, with the resource that holds it. */
export interface AttachedDocument {
  readonly resource: Resource;
  readonly document: PolicyDocument;
}

/**
 * A role, user, group or permission set of the stack with all that is attached to it, in whatever form. What is attached
 * is `Undecided` while only one resource is known.
 */
export class PrincipalView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /** The documents of inline policies: its own property, and the resources of their own. */
  get inlineDocuments(): readonly AttachedDocument[] {
    const own = inlineDocumentsOf(this.resource).map((value) => attached(this.resource, value));
    const split = attachments(this.graph).inline.get(this.resource) ?? [];
    return [...own, ...split.map((value) => attached(value.resource, value.document))];
  }

  /** Every managed policy attached, of this stack or not. */
  get managedPolicies(): readonly ManagedPolicy[] {
    return attachments(this.graph).managed.get(this.resource) ?? [];
  }

  /** All documents that the stack shows: inline ones and those of attached managed policies of the stack. */
  get documents(): readonly AttachedDocument[] {
    const managed = new Set(this.managedPolicies.flatMap(({ policies }) => policies));
    return [...this.inlineDocuments, ...[...managed].map((policy) => attached(policy, policy.at("policy")))];
  }

  /** The groups of the stack that a user is in. */
  get groups(): readonly Resource[] {
    return [...(attachments(this.graph).groups.get(this.resource) ?? [])];
  }

  get permissionsBoundary(): Value {
    return this.resource.at("permissionsBoundary");
  }
}

export const PRINCIPALS: readonly string[] = [...types.ROLE, ...types.USER, ...types.GROUP, ...types.PERMISSION_SET];

/** Every role, user, group and permission set of the stack. */
export const principals = view(PRINCIPALS, (graph) =>
  graph.ofType(PRINCIPALS).map((resource) => new PrincipalView(graph, resource)),
);

/** Whether a managed policy of the stack only bounds what others grant: it is some principal's permissions boundary and attached nowhere. */
export function isOnlyBoundary(policy: Resource): boolean {
  const { boundaries, attachedPolicies } = attachments(policy.graph);
  return boundaries.has(policy) && !attachedPolicies.has(policy);
}

/** Whether a document's holder belongs to some principal of the stack. */
export function isAttachedHere(holder: Resource): boolean {
  const { attachedPolicies, attachedHolders } = attachments(holder.graph);
  return attachedPolicies.has(holder) || attachedHolders.has(holder);
}

/** The documents in a role's deprecated inline form; an unknown list shows none. */
export function inlineDocumentsOf(role: Resource): Value[] {
  const list = whenKnown(() => role.at("inlinePolicies").list()) ?? [];
  return list.map((one) => one.at("policy")).filter((document) => !document.isAbsent);
}

/** Resources that hold one inline document of a principal. */
const INLINE = [
  { types: types.ROLE_POLICY, principal: "role", of: types.ROLE, document: "policy" },
  { types: types.USER_POLICY, principal: "user", of: types.USER, document: "policy" },
  { types: types.GROUP_POLICY, principal: "group", of: types.GROUP, document: "policy" },
  {
    types: types.PERMISSION_SET_INLINE_POLICY,
    principal: "permissionSetArn",
    of: types.PERMISSION_SET,
    document: "inlinePolicy",
  },
] as const;

/** Resources and properties that attach managed policies: lists and single values alike. */
const MANAGED = [
  { types: types.ROLE, principal: undefined, of: types.ROLE, policy: ["managedPolicyArns"] },
  { types: types.ROLE_POLICY_ATTACHMENT, principal: "role", of: types.ROLE, policy: ["policyArn"] },
  { types: types.USER_POLICY_ATTACHMENT, principal: "user", of: types.USER, policy: ["policyArn"] },
  { types: types.GROUP_POLICY_ATTACHMENT, principal: "group", of: types.GROUP, policy: ["policyArn"] },
  { types: types.POLICY_ATTACHMENT, principal: "roles", of: types.ROLE, policy: ["policyArn"] },
  { types: types.POLICY_ATTACHMENT, principal: "users", of: types.USER, policy: ["policyArn"] },
  { types: types.POLICY_ATTACHMENT, principal: "groups", of: types.GROUP, policy: ["policyArn"] },
  { types: types.ROLE_POLICY_ATTACHMENTS_EXCLUSIVE, principal: "roleName", of: types.ROLE, policy: ["policyArns"] },
  { types: types.USER_POLICY_ATTACHMENTS_EXCLUSIVE, principal: "userName", of: types.USER, policy: ["policyArns"] },
  { types: types.GROUP_POLICY_ATTACHMENTS_EXCLUSIVE, principal: "groupName", of: types.GROUP, policy: ["policyArns"] },
  {
    types: types.PERMISSION_SET_MANAGED_POLICY,
    principal: "permissionSetArn",
    of: types.PERMISSION_SET,
    policy: ["managedPolicyArn"],
  },
  {
    types: types.PERMISSION_SET_CUSTOMER_POLICY,
    principal: "permissionSetArn",
    of: types.PERMISSION_SET,
    policy: ["customerManagedPolicyReference", "name"],
  },
] as const;

/** Where permissions boundaries are set. */
const BOUNDARIES = [
  { types: [...types.ROLE, ...types.USER], policy: ["permissionsBoundary"] },
  { types: types.PERMISSION_SET_BOUNDARY, policy: ["permissionsBoundary", "managedPolicyArn"] },
  { types: types.PERMISSION_SET_BOUNDARY, policy: ["permissionsBoundary", "customerManagedPolicyReference", "name"] },
] as const;

interface Attachments {
  readonly inline: ReadonlyMap<Resource, readonly { readonly resource: Resource; readonly document: Value }[]>;
  readonly managed: ReadonlyMap<Resource, readonly ManagedPolicy[]>;
  readonly groups: ReadonlyMap<Resource, ReadonlySet<Resource>>;
  readonly attachedHolders: ReadonlySet<Resource>;
  readonly attachedPolicies: ReadonlySet<Resource>;
  readonly boundaries: ReadonlySet<Resource>;
}

/** Who has what in the whole stack, read once. */
function attachments(graph: Graph): Attachments {
  graph.demandComplete();
  return graph.view(attachments, () => readAttachments(graph));
}

function readAttachments(graph: Graph): Attachments {
  const inline = new Map<Resource, { resource: Resource; document: Value }[]>();
  const managed = new Map<Resource, ManagedPolicy[]>();
  const attachedHolders = new Set<Resource>();
  const attachedPolicies = new Set<Resource>();
  for (const kind of INLINE) {
    for (const resource of graph.ofType(kind.types)) {
      for (const principal of linked(graph, resource.at(kind.principal), kind.of)) {
        add(inline, principal, { resource, document: resource.at(kind.document) });
        attachedHolders.add(resource);
      }
    }
  }
  for (const kind of MANAGED) {
    for (const resource of graph.ofType(kind.types)) {
      const policies = each(resource.at(...kind.policy)).map((at) => ({ at, policies: policiesAt(graph, at) }));
      policies.flatMap((one) => one.policies).forEach((policy) => attachedPolicies.add(policy));
      const to = kind.principal === undefined ? [resource] : linked(graph, resource.at(kind.principal), kind.of);
      to.forEach((principal) => policies.forEach((policy) => add(managed, principal, policy)));
    }
  }
  const boundaries = BOUNDARIES.flatMap((kind) =>
    graph.ofType(kind.types).flatMap((resource) => policiesAt(graph, resource.at(...kind.policy))),
  );
  return {
    inline,
    managed,
    groups: readMemberships(graph),
    attachedHolders,
    attachedPolicies,
    boundaries: new Set(boundaries),
  };
}

function readMemberships(graph: Graph): Map<Resource, Set<Resource>> {
  const groups = new Map<Resource, Set<Resource>>();
  const memberships = [
    ...graph.ofType(types.GROUP_MEMBERSHIP).map((one) => ({ users: one.at("users"), groups: one.at("group") })),
    ...graph.ofType(types.USER_GROUP_MEMBERSHIP).map((one) => ({ users: one.at("user"), groups: one.at("groups") })),
  ];
  for (const one of memberships) {
    for (const user of linked(graph, one.users, types.USER)) {
      const known = groups.get(user) ?? new Set();
      linked(graph, one.groups, types.GROUP).forEach((group) => known.add(group));
      groups.set(user, known);
    }
  }
  return groups;
}

/** The resources that a property, or each element of it, leads to. */
function linked(graph: Graph, value: Value, targets: readonly string[]): Resource[] {
  const found = each(value).flatMap((one) => {
    const link = graph.follow(one, targets);
    return link.kind === "inside" ? link.resources : [];
  });
  return [...new Set(found)];
}

/**
 * The managed policies of the stack that an ARN or name leads to. An ARN that the program wrote out is known in a preview
 * although the policy's own is not: its path and name tell it.
 */
function policiesAt(graph: Graph, value: Value): readonly Resource[] {
  const found = linked(graph, value, types.MANAGED_POLICY);
  if (found.length > 0 || value.isUnknown || typeof value.raw !== "string") {
    return found;
  }
  const name = /^arn:[^:]*:iam::\d*:policy(\/.*)$/.exec(value.raw)?.[1];
  return (name !== undefined && graph.view(policiesByName, () => policiesByName(graph)).get(name)) || [];
}

function policiesByName(graph: Graph): ReadonlyMap<string, readonly Resource[]> {
  const named = new Map<string, Resource[]>();
  for (const policy of graph.ofType(types.MANAGED_POLICY)) {
    const name = nameWithPath(policy);
    if (name !== undefined) {
      add(named, name, policy);
    }
  }
  return named;
}

/** `/team/deploy`, as it stands in the ARN; undefined while it is not known. */
export function nameWithPath(identity: Resource): string | undefined {
  const name = whenKnown(() => identity.output("name").string());
  const path = whenKnown(() => identity.at("path").string() ?? "/");
  return name === undefined || path === undefined ? undefined : `${path}${name}`;
}

/** The elements of a list, or an unknown list as one element. */
function each(value: Value): Value[] {
  return value.isUnknown ? [value] : value.list();
}

function attached(resource: Resource, value: Value): AttachedDocument {
  return { resource, document: documentAt(resource, value) };
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}
