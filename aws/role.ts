import {
  elements,
  addTo,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Resource,
  type Subject,
  type Value,
} from "../core";
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

  /** Documents that may turn out to be attached to it, through links that are not known yet. */
  get possibleDocuments(): readonly AttachedDocument[] {
    const possible = attachments(this.graph).possible.get(this.resource.type) ?? [];
    return possible.map(({ resource, document }) => attached(resource, document));
  }

  /** Managed policies that may turn out to be attached to it, because to whom they are attached is not known yet. */
  get possiblePolicies(): readonly Value[] {
    return attachments(this.graph).possiblePolicies.get(this.resource.type) ?? [];
  }

  /** Throws `Undecided` while more may turn out to be attached to it than is known. */
  demandAllKnown(): void {
    const own = this.resource.at("inlinePolicies");
    if (own.isUnknown || this.possibleDocuments.length + this.possiblePolicies.length > 0) {
      throw new Undecided(`what is attached to ${this.resource.name}`);
    }
  }

  /** The groups of the stack that a user is in. */
  get groups(): readonly Resource[] {
    return [...(attachments(this.graph).groups.get(this.resource) ?? [])];
  }
}

export const PRINCIPALS: readonly string[] = [...types.ROLE, ...types.USER, ...types.GROUP, ...types.PERMISSION_SET];

/** Every role, user, group and permission set of the stack. */
export const principals = view(PRINCIPALS, (graph) =>
  graph.ofType(PRINCIPALS).map((resource) => new PrincipalView(graph, resource)),
);

/**
 * Whether a managed policy of the stack only bounds what others grant: it is some principal's permissions boundary and
 * attached nowhere. Undecided when an unknown boundary may turn out to be this policy.
 */
export function isOnlyBoundary(policy: Resource): boolean {
  const { boundaries, attachedPolicies, openBoundaries } = attachments(policy.graph);
  if (attachedPolicies.has(policy) || boundaries.has(policy)) {
    return !attachedPolicies.has(policy);
  }
  const open = openBoundaries.find((value) => policy.graph.mayLeadTo(value, policy));
  if (open) {
    throw new Undecided(open.display);
  }
  return false;
}

/** The types of the principals, of this stack or not, that a managed policy of the stack is attached to. */
export function principalTypesOf(policy: Resource): ReadonlySet<string> {
  return attachments(policy.graph).principalTypes.get(policy) ?? new Set();
}

/** Where the principal of a policy's holder is: in this stack, outside of it, or not known yet. */
export function whereIsPrincipalOf(holder: Resource): "inside" | "outside" | "unknown" {
  const { attachedHolders, openHolders } = attachments(holder.graph);
  return attachedHolders.has(holder) ? "inside" : openHolders.has(holder) ? "unknown" : "outside";
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
    types: types.PERMISSION_SET_MANAGED_POLICIES_EXCLUSIVE,
    principal: "permissionSetArn",
    of: types.PERMISSION_SET,
    policy: ["managedPolicyArns"],
  },
  {
    types: types.PERMISSION_SET_CUSTOMER_POLICY,
    principal: "permissionSetArn",
    of: types.PERMISSION_SET,
    policy: ["customerManagedPolicyReference", "name"],
  },
  {
    types: types.PERMISSION_SET_CUSTOMER_POLICIES_EXCLUSIVE,
    principal: "permissionSetArn",
    of: types.PERMISSION_SET,
    policy: ["customerManagedPolicyReferences"],
    name: ["name"],
  },
] as const;

/** Everything that attaches managed policies. */
export const MANAGED_POLICY_ATTACHERS: readonly string[] = [...new Set(MANAGED.flatMap((kind) => kind.types))];

/** What a resource attaches: each ARN, or the name of a permission set's customer managed policy. An unknown list is one unknown value. */
export function attachedPoliciesOf(resource: Resource): Value[] {
  const kind = MANAGED.find(({ types: holders }) => holders.includes(resource.type));
  return kind ? policiesNamedBy(kind, resource) : [];
}

function policiesNamedBy(kind: (typeof MANAGED)[number], resource: Resource): Value[] {
  const list = elements(resource.at(...kind.policy));
  return "name" in kind ? list.map((one) => one.at(...kind.name)) : list;
}

/** Where permissions boundaries are set. */
const BOUNDARIES = [
  { types: [...types.ROLE, ...types.USER], policy: ["permissionsBoundary"] },
  { types: types.PERMISSION_SET_BOUNDARY, policy: ["permissionsBoundary", "managedPolicyArn"] },
  { types: types.PERMISSION_SET_BOUNDARY, policy: ["permissionsBoundary", "customerManagedPolicyReference", "name"] },
] as const;

interface Holder {
  readonly resource: Resource;
  readonly document: Value;
}

interface Attachments {
  readonly inline: ReadonlyMap<Resource, readonly Holder[]>;
  readonly managed: ReadonlyMap<Resource, readonly ManagedPolicy[]>;
  readonly groups: ReadonlyMap<Resource, ReadonlySet<Resource>>;
  /** Documents that an unknown link may attach, by the type of the principal. */
  readonly possible: ReadonlyMap<string, readonly Holder[]>;
  /** What an unknown link attaches, by the type of the principal. */
  readonly possiblePolicies: ReadonlyMap<string, readonly Value[]>;
  /** Resources whose document belongs to a principal of the stack. */
  readonly attachedHolders: ReadonlySet<Resource>;
  /** Resources whose document may turn out to belong to one. */
  readonly openHolders: ReadonlySet<Resource>;
  /** Managed policies that are attached to anything, also outside. */
  readonly attachedPolicies: ReadonlySet<Resource>;
  /** The types of the principals that a managed policy is attached to, also outside. */
  readonly principalTypes: ReadonlyMap<Resource, ReadonlySet<string>>;
  readonly boundaries: ReadonlySet<Resource>;
  readonly openBoundaries: readonly Value[];
}

/** Who has what in the whole stack, read once. */
function attachments(graph: Graph): Attachments {
  graph.demandComplete();
  return graph.view(attachments, () => new AttachmentReader(graph).read());
}

/** Goes through all that attaches policies. */
class AttachmentReader {
  private readonly inline = new Map<Resource, Holder[]>();
  private readonly managed = new Map<Resource, ManagedPolicy[]>();
  private readonly groups = new Map<Resource, Set<Resource>>();
  private readonly possible = new Map<string, Holder[]>();
  private readonly possiblePolicies = new Map<string, Value[]>();
  private readonly attachedHolders = new Set<Resource>();
  private readonly openHolders = new Set<Resource>();
  private readonly attachedPolicies = new Set<Resource>();
  private readonly principalTypes = new Map<Resource, Set<string>>();

  constructor(private readonly graph: Graph) {}

  read(): Attachments {
    INLINE.forEach((kind) => this.graph.ofType(kind.types).forEach((resource) => this.readInline(kind, resource)));
    MANAGED.forEach((kind) => this.graph.ofType(kind.types).forEach((resource) => this.readManaged(kind, resource)));
    this.readMemberships();
    const { inline, managed, groups, possible, possiblePolicies, attachedHolders, openHolders } = this;
    const { attachedPolicies, principalTypes } = this;
    return {
      inline,
      managed,
      groups,
      possible,
      possiblePolicies,
      attachedHolders,
      openHolders,
      attachedPolicies,
      principalTypes,
      ...this.readBoundaries(),
    };
  }

  private readInline(kind: (typeof INLINE)[number], resource: Resource): void {
    const holder = { resource, document: resource.at(kind.document) };
    const link = follow(this.graph, resource.at(kind.principal), kind.of);
    link.inside.forEach((principal) => addTo(this.inline, principal, holder));
    this.place(kind.of, link, [holder]);
  }

  private readManaged(kind: (typeof MANAGED)[number], resource: Resource): void {
    const to =
      kind.principal === undefined
        ? { inside: [resource], isOpen: false }
        : follow(this.graph, resource.at(kind.principal), kind.of);
    for (const at of policiesNamedBy(kind, resource)) {
      const { inside, isOpen } = policiesAt(this.graph, at);
      // A policy that is not known yet may be any of the stack.
      const policies = isOpen ? this.graph.ofType(types.MANAGED_POLICY) : inside;
      inside.forEach((policy) => this.attachedPolicies.add(policy));
      if (kind.principal === undefined || !resource.at(kind.principal).isAbsent) {
        inside.forEach((policy) => this.noteTypes(policy, kind.of));
      }
      to.inside.forEach((principal) => addTo(this.managed, principal, { at, policies: inside }));
      if (to.isOpen) {
        kind.of.forEach((type) => addTo(this.possiblePolicies, type, at));
      }
      const isPossible = isOpen && (to.isOpen || to.inside.length > 0);
      this.place(kind.of, isPossible ? { inside: [], isOpen: true } : to, policies.map(holderOf));
    }
  }

  private noteTypes(policy: Resource, principalTypes: readonly string[]): void {
    const known = this.principalTypes.get(policy) ?? new Set();
    principalTypes.forEach((type) => known.add(type));
    this.principalTypes.set(policy, known);
  }

  /** Notes to whom the holders' documents belong, or may belong. */
  private place(principalTypes: readonly string[], link: Followed, holders: readonly Holder[]): void {
    for (const holder of holders) {
      if (link.inside.length > 0) {
        this.attachedHolders.add(holder.resource);
      }
      if (link.isOpen) {
        this.openHolders.add(holder.resource);
        principalTypes.forEach((type) => addTo(this.possible, type, holder));
      }
    }
  }

  private readMemberships(): void {
    const memberships = [
      ...this.graph.ofType(types.GROUP_MEMBERSHIP).map((one) => [one.at("users"), one.at("group")] as const),
      ...this.graph.ofType(types.USER_GROUP_MEMBERSHIP).map((one) => [one.at("user"), one.at("groups")] as const),
    ];
    for (const [users, groups] of memberships) {
      const [members, memberOf] = [follow(this.graph, users, types.USER), follow(this.graph, groups, types.GROUP)];
      for (const user of members.inside) {
        const known = this.groups.get(user) ?? new Set();
        memberOf.inside.forEach((group) => known.add(group));
        this.groups.set(user, known);
      }
      if (members.isOpen || memberOf.isOpen) {
        const documents = this.graph.ofType(types.GROUP).flatMap((group) => this.documentsOf(group));
        types.USER.forEach((type) => documents.forEach((document) => addTo(this.possible, type, document)));
      }
    }
  }

  private documentsOf(principal: Resource): readonly Holder[] {
    const managed = (this.managed.get(principal) ?? []).flatMap(({ policies }) => policies.map(holderOf));
    return [...(this.inline.get(principal) ?? []), ...managed];
  }

  private readBoundaries(): Pick<Attachments, "boundaries" | "openBoundaries"> {
    const values = BOUNDARIES.flatMap((kind) => this.graph.ofType(kind.types).map((one) => one.at(...kind.policy)));
    const boundaries = new Set<Resource>();
    // Many principals have the same boundary.
    const openBoundaries = new Map<unknown, Value>();
    for (const value of values) {
      const { inside } = policiesAt(this.graph, value);
      inside.forEach((policy) => boundaries.add(policy));
      if (inside.length === 0 && !value.isAbsent) {
        openBoundaries.set(value.isUnknown ? value : value.raw, value);
      }
    }
    return { boundaries, openBoundaries: [...openBoundaries.values()] };
  }
}

function holderOf(policy: Resource): Holder {
  return { resource: policy, document: policy.at("policy") };
}

/** Where a property, or each element of it, leads. */
interface Followed {
  readonly inside: readonly Resource[];
  /** Whether it may yet lead to something else of the stack. */
  readonly isOpen: boolean;
}

function follow(graph: Graph, value: Value, targets: readonly string[]): Followed {
  const inside = new Set<Resource>();
  let isOpen = false;
  for (const one of elements(value)) {
    const link = graph.follow(one, targets);
    if (link.kind === "inside") {
      link.resources.forEach((resource) => inside.add(resource));
    } else {
      isOpen ||= link.kind === "outside" && mayLeadInside(graph, one, targets);
    }
  }
  return { inside: [...inside], isOpen };
}

/** A literal leads to what bears it; only those whose name is not known may turn out to. */
function mayLeadInside(graph: Graph, value: Value, targets: readonly string[]): boolean {
  const candidates = graph.view(`unnamed ${targets.join(",")}`, () =>
    graph.ofType(targets).filter((one) => one.inputs.at("name").isUnknown),
  );
  return (value.isUnknown ? graph.ofType(targets).slice(0, 1) : candidates).some((one) => graph.mayLeadTo(value, one));
}

/**
 * The managed policies of the stack that an ARN or name leads to. An ARN that the program wrote out is known in a preview
 * although the policy's own is not: its path and name tell it.
 */
function policiesAt(graph: Graph, value: Value): Followed {
  const followed = follow(graph, value, types.MANAGED_POLICY);
  if (followed.inside.length > 0 || value.isUnknown || typeof value.raw !== "string") {
    return followed;
  }
  const name = /^arn:[^:]*:iam::\d*:policy(\/.*)$/.exec(value.raw)?.[1];
  const named = name === undefined ? [] : graph.view(policiesByName, () => policiesByName(graph)).get(name);
  return named && named.length > 0 ? { inside: named, isOpen: false } : followed;
}

function policiesByName(graph: Graph): ReadonlyMap<string, readonly Resource[]> {
  const named = new Map<string, Resource[]>();
  for (const policy of graph.ofType(types.MANAGED_POLICY)) {
    const name = nameWithPath(policy);
    if (name !== undefined) {
      addTo(named, name, policy);
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

function attached(resource: Resource, value: Value): AttachedDocument {
  return { resource, document: documentAt(resource, value) };
}
