import { elements, some, Undecided, view, type Graph, type Resource, type Subject, type Value } from "../core";
import { asksForMfa } from "./mfa-policy";
import { principals, type PrincipalView } from "./role";
import * as types from "./types";

/** A group or user of the stack, with the people behind it. */
export class People implements Subject {
  constructor(
    readonly resource: Resource,
    private readonly view: PrincipalView,
    private readonly members: readonly People[],
  ) {}

  get isGroup(): boolean {
    return types.GROUP.includes(this.resource.type);
  }

  /** Whether it is made for people: a user is with a password for the console, a group is. */
  get isForPeople(): boolean {
    return this.isGroup || this.isReferredTo(types.LOGIN_PROFILE);
  }

  /**
   * Whether a policy of its own, or of its groups, asks for MFA, or may: customer managed policies of elsewhere. A group
   * needs none when the stack shows that its members have one, or are machines: users with access keys and no password.
   */
  get hasMfaPolicy(): boolean {
    return this.hasOwnMfaPolicy || this.isCoveredByGroups || this.everyMemberHasOne;
  }

  /** The groups of the stack that a user is in. */
  get groups(): readonly Resource[] {
    return this.view.groups;
  }

  private get isMachine(): boolean {
    return !this.isReferredTo(types.LOGIN_PROFILE) && this.isReferredTo(types.ACCESS_KEY);
  }

  private isReferredTo(by: readonly string[]): boolean {
    return this.resource.graph.referrers(this.resource, by, "user").length > 0;
  }

  private get hasOwnMfaPolicy(): boolean {
    const { documents, managedPolicies, possibleDocuments } = this.view;
    const isElsewhere = some(
      managedPolicies,
      ({ at, policies }) => policies.length === 0 && !isOfAws(at.string() ?? ""),
    );
    return (
      isElsewhere ||
      some([...documents, ...possibleDocuments], ({ resource, document }) => asksForMfa(resource, document))
    );
  }

  /** Whether a user is in a group that has one, or in one of elsewhere. */
  private get isCoveredByGroups(): boolean {
    const { graph } = this.resource;
    return (
      !this.isGroup &&
      (some(this.groups, (group) => peopleByResource(graph).get(group)?.hasOwnMfaPolicy ?? true) ||
        memberships(graph).outsideGroups.has(this.resource))
    );
  }

  /** Whether all people in a group have one by themselves or by another group. */
  private get everyMemberHasOne(): boolean {
    return (
      this.isGroup &&
      this.members.length > 0 &&
      !this.hasOutsideMembers &&
      !some(this.members, (one) => !one.isMachine && !one.hasMfaPolicy)
    );
  }

  /** Whether users of elsewhere are in a group. Undecided while a member is not known that may be a machine of the stack. */
  private get hasOutsideMembers(): boolean {
    const { outsideMembers, unknownMembers } = memberships(this.resource.graph);
    const unknown = unknownMembers.get(this.resource);
    if (unknown && !outsideMembers.has(this.resource)) {
      throw new Undecided(unknown.display);
    }
    return outsideMembers.has(this.resource);
  }
}

/** AWS manages no policy that asks for MFA: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
function isOfAws(arn: string): boolean {
  return /^arn:[^:]*:iam::aws:/.test(arn);
}

const PEOPLE: readonly string[] = [...types.GROUP, ...types.USER];

/** The groups and users that the program makes; none before the whole stack is known. */
export const people = view(PEOPLE, (graph) => (graph.isComplete ? [...peopleByResource(graph).values()] : []));

function peopleByResource(graph: Graph): ReadonlyMap<Resource, People> {
  return graph.view(peopleByResource, () => {
    const found = new Map<Resource, People>();
    const members = new Map<Resource, People[]>();
    const views = principals.of(graph).filter(({ resource }) => PEOPLE.includes(resource.type) && resource.isAnalysed);
    for (const one of views) {
      const list: People[] = [];
      members.set(one.resource, list);
      found.set(one.resource, new People(one.resource, one, list));
    }
    for (const one of found.values()) {
      one.groups.forEach((group) => members.get(group)?.push(one));
    }
    return found;
  });
}

interface Memberships {
  /** Groups that users of elsewhere are in. */
  readonly outsideMembers: ReadonlySet<Resource>;
  /** Groups with members that are not known yet. */
  readonly unknownMembers: ReadonlyMap<Resource, Value>;
  /** Users that are in groups of elsewhere, or in groups that are not known yet. */
  readonly outsideGroups: ReadonlySet<Resource>;
}

function memberships(graph: Graph): Memberships {
  return graph.view(memberships, () => {
    const outsideMembers = new Set<Resource>();
    const unknownMembers = new Map<Resource, Value>();
    const outsideGroups = new Set<Resource>();
    const pairs = [
      ...graph.ofType(types.GROUP_MEMBERSHIP).map((one) => [one.at("users"), one.at("group")] as const),
      ...graph.ofType(types.USER_GROUP_MEMBERSHIP).map((one) => [one.at("user"), one.at("groups")] as const),
    ];
    for (const [users, groups] of pairs) {
      const [members, memberOf] = [followEach(graph, users, types.USER), followEach(graph, groups, types.GROUP)];
      for (const outside of members.outside) {
        memberOf.inside.forEach((group) =>
          outside.isUnknown ? unknownMembers.set(group, outside) : outsideMembers.add(group),
        );
      }
      if (memberOf.outside.length > 0) {
        members.inside.forEach((user) => outsideGroups.add(user));
      }
    }
    return { outsideMembers, unknownMembers, outsideGroups };
  });
}

/** The resources that a property, or the elements of it, lead to, and what of it leads out of the stack. */
function followEach(
  graph: Graph,
  value: Value,
  targets: readonly string[],
): { readonly inside: readonly Resource[]; readonly outside: readonly Value[] } {
  const links = elements(value).map((at) => ({ at, link: graph.follow(at, targets) }));
  return {
    inside: links.flatMap(({ link }) => (link.kind === "inside" ? link.resources : [])),
    outside: links.flatMap(({ at, link }) => (link.kind === "outside" ? at : [])),
  };
}
