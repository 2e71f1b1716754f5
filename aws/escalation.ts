import {
  addTo,
  every,
  Malformed,
  some,
  view,
  whenKnown,
  type Graph,
  type Resource,
  type Subject,
  type Value,
} from "../core";
import { globMatches } from "./actions";
import { escalations, type Escalation } from "./data/escalations";
import { IDENTITY_POLICY_HOLDERS, identityPolicies, type IdentityPolicy } from "./identity-policies";
import { anyRolePassed } from "./pass-role";
import { bindsResource, isEveryOfItsType, isFullWildcard } from "./permissions";
import { mustMatch, type Condition, type PolicyDocument, type Statement } from "./policy-document";
import {
  nameWithPath,
  PRINCIPALS,
  principals,
  type AttachedDocument,
  type PrincipalView,
  whereIsPrincipalOf,
} from "./role";

/** Where an action that escalations need is granted. */
export interface Grant {
  /** The resource that holds the policy. */
  readonly holder: Resource;
  readonly statement: Statement;
  readonly action: Value;
}

/** A published combination that a principal has, and where each of its actions is granted. */
export interface HeldEscalation {
  readonly escalation: Escalation;
  readonly grants: readonly Grant[];
}

/**
 * A principal with all its policies, a user's with those of its groups; or one policy whose principal is not in this
 * stack.
 */
export class Grantee implements Subject {
  constructor(
    readonly resource: Resource,
    private readonly documents: readonly AttachedDocument[],
    private readonly principal: PrincipalView | undefined,
  ) {}

  /** Whether it is the principal itself, and not a policy of one that is not known. */
  get isPrincipal(): boolean {
    return this.principal !== undefined;
  }

  /**
   * The published combinations that the union of its policies holds. What other policies report is left out: grants of
   * everything or of a whole service, unless something else completes the combination, and iam:PassRole of any role to
   * any service. A Deny without condition, in any of its policies, takes an action away.
   */
  get escalations(): readonly HeldEscalation[] {
    return RAISING.flatMap((escalation) => {
      const held = this.complete(escalation).map((grants) => ({ escalation, grants }));
      return held.length > 0 && whenKnown(() => this.deniesOne(escalation)) === false ? held : [];
    });
  }

  /** Whether some policy denies a part of it. Undecided when a policy that is not known yet may. */
  private deniesOne(escalation: Escalation): boolean {
    const documents = [...this.documents, ...(this.principal?.possibleDocuments ?? [])];
    return some(documents, ({ document }) => escalation.actions.some((action) => isDenied(document, action)));
  }

  /** The grants that make up an escalation, once for every place that grants its first action; none when a part is missing. */
  private complete(escalation: Escalation): readonly (readonly Grant[])[] {
    const [first = "", ...others] = escalation.actions;
    const rest: Grant[] = [];
    for (const action of others) {
      const [grant] = this.grantsOf(action, escalation);
      if (!grant) {
        return [];
      }
      rest.push(grant);
    }
    return this.grantsOf(first, escalation)
      .map((grant) => [grant, ...rest])
      .filter((grants) => !grants.every(isFull));
  }

  /** The places that grant an action widely enough, single actions before whole services. */
  private grantsOf(action: string, escalation: Escalation): readonly Grant[] {
    return this.documents
      .flatMap(({ resource, document }) => grantsIn(resource, document).get(action) ?? [])
      .filter((one) => this.serves(action, escalation, one))
      .sort((a, b) => Number(isFull(a)) - Number(isFull(b)));
  }

  /** Whether a grant is wide enough for its part in an escalation. What is not known yet is not. */
  private serves(action: string, escalation: Escalation, { statement }: Grant): boolean {
    if (action === "iam:PassRole") {
      const services = whenKnown(() => anyRolePassed(statement)?.services) ?? [];
      return services.some((service) => isService(service, escalation.passRole ?? ""));
    }
    if (escalation.kind === "newPassRole") {
      return true;
    }
    const reaches = (text: string): boolean =>
      isEveryOfItsType(text) || (escalation.kind === "self" && this.isOwn(text));
    const isGranted = (): boolean =>
      statement.resources.some((one) => !one.isUnknown && reaches(one.string() ?? "")) &&
      !statement.conditions.some(limitsRights);
    return whenKnown(isGranted) ?? false;
  }

  /** Whether a resource is the principal, a group that it is in or a policy attached to it. */
  private isOwn(text: string): boolean {
    const { principal } = this;
    const own = principal
      ? [principal.resource, ...principal.groups, ...principal.managedPolicies.flatMap(({ policies }) => policies)]
      : [];
    return text.includes("${aws:username}") || own.some((one) => isArnOf(text, one));
  }
}

/**
 * The combinations that count: the principal changes its own rights, becomes another one, or passes a role to something
 * new. Running code in what has a role already is what deployments are for, and says little without that role.
 */
const RAISING = escalations.filter((one) => one.kind !== "existing");

/** The actions that they need. */
const NEEDED = [...new Set(RAISING.flatMap((one) => one.actions))].map((name) => ({ name, lower: name.toLowerCase() }));

/**
 * Conditions that keep a principal from raising its rights with an IAM action: what it changes must have a permissions
 * boundary or a tag, or only certain policies may be attached.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function limitsRights(condition: Condition): boolean {
  return bindsResource(condition) || (mustMatch(condition) && limitsPolicies(condition));
}

/** Whether a condition names policies; all of them, or the administrator's, limit nothing. */
function limitsPolicies({ key, values }: Condition): boolean {
  const isAboutPolicies = key === "iam:permissionsboundary" || key === "iam:policyarn";
  return isAboutPolicies && values.isPresent && every(values.list(), (one) => isLimit(one.string() ?? ""));
}

function isLimit(policy: string): boolean {
  const inAnyPartition = policy.replace(/^arn:[^:]*:/, "arn:aws:");
  return (
    policy !== "" &&
    !isEveryOfItsType(policy) &&
    !globMatches(inAnyPartition, "arn:aws:iam::aws:policy/AdministratorAccess")
  );
}

/** Whether an ARN pattern covers an identity: by its ARN, else by the name that it has before it is created. */
function isArnOf(text: string, identity: Resource): boolean {
  const arn = whenKnown(() => identity.output("arn").string());
  if (arn !== undefined) {
    return globMatches(text, arn);
  }
  const [, kind, name] = /^arn:[^:]*:iam::[^:]*:(role|user|group|policy)(\/.*)$/.exec(text) ?? [];
  const own = nameWithPath(identity);
  return (
    name !== undefined &&
    own !== undefined &&
    identity.type === `aws:iam/${kind}:${capital(kind)}` &&
    globMatches(name, own)
  );
}

/** Whether a pattern covers a service. In China some services' names end in `.cn`: https://github.com/kubernetes/kops/issues/27 */
function isService(pattern: string, service: string): boolean {
  return [service, `${service}.cn`].some((name) => globMatches(pattern.toLowerCase(), name));
}

/** A document that is no JSON denies nothing; AWS refuses it. */
function isDenied(document: PolicyDocument, action: string): boolean {
  try {
    return document.denies(action);
  } catch (error) {
    if (error instanceof Malformed) {
      return false;
    }
    throw error;
  }
}

function capital(text = ""): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What documents grant of the needed actions; many principals share a document. */
const known = new WeakMap<PolicyDocument, ReadonlyMap<string, readonly Grant[]>>();

function grantsIn(holder: Resource, document: PolicyDocument): ReadonlyMap<string, readonly Grant[]> {
  const read = known.get(document) ?? readGrants(holder, document);
  known.set(document, read);
  return read;
}

function readGrants(holder: Resource, document: PolicyDocument): ReadonlyMap<string, readonly Grant[]> {
  const grants = new Map<string, Grant[]>();
  for (const statement of whenKnown(() => document.allowStatements) ?? []) {
    for (const action of whenKnown(() => statement.actions) ?? []) {
      const pattern = action.isUnknown ? "" : (action.string() ?? "").toLowerCase();
      for (const needed of neededFor(pattern)) {
        addTo(grants, needed, { holder, statement, action });
      }
    }
  }
  return grants;
}

function isFull(grant: Grant): boolean {
  return isFullWildcard(grant.action.string() ?? "");
}

function neededFor(pattern: string): readonly string[] {
  return NEEDED.filter(({ lower }) => globMatches(pattern, lower)).map(({ name }) => name);
}

/** Every principal of the stack, and every policy whose principal is elsewhere; none before the whole stack is known. */
export const grantees = view([...new Set([...PRINCIPALS, ...IDENTITY_POLICY_HOLDERS])], readGrantees);

function readGrantees(graph: Graph): Grantee[] {
  if (!graph.isComplete) {
    return [];
  }
  const views = new Map(principals.of(graph).map((one) => [one.resource, one]));
  const own = [...views.values()].map((principal) => {
    const groups = principal.groups.flatMap((group) => views.get(group)?.documents ?? []);
    return new Grantee(principal.resource, [...principal.documents, ...groups], principal);
  });
  const alone = identityPolicies
    .of(graph)
    .filter((one) => !views.has(one.resource) && isAlone(one))
    .map((one) => new Grantee(one.resource, [one], undefined));
  return [...own, ...alone];
}

/** Whether a policy grants something to principals outside only. */
function isAlone(policy: IdentityPolicy): boolean {
  return whereIsPrincipalOf(policy.resource) === "outside" && (whenKnown(() => policy.isGranting) ?? false);
}
