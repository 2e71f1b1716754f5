import { some, view, type Graph, type Resource, type Subject, type Value } from "../core";
import { ownAccount } from "./account";
import {
  accountOf,
  askedBoolean,
  documentAt,
  isBounded,
  conditionKey,
  mustMatch,
  type Condition,
  type Principal,
  type Statement,
} from "./policy-document";
import * as types from "./types";

/** Who a principal of a trust policy is. `account` is every identity of an account; `other` are roles, sessions and SAML. */
export type TrusteeKind = "everyone" | "service" | "account" | "user" | "oidc" | "other";

/** One principal that a statement of a trust policy names. Reading anything of it throws `Undecided` while it is not known. */
export class Trustee {
  constructor(private readonly principal: Principal) {}

  get at(): Value {
    return this.principal.at;
  }

  get id(): string {
    return this.principal.id;
  }

  get kind(): TrusteeKind {
    const { kind, id } = this.principal;
    if (id === "*") {
      return "everyone";
    }
    if (kind === "Federated") {
      return /^arn:[^:]*:iam::[^:]*:saml-provider\//.test(id) ? "other" : "oidc";
    }
    return kind === "Service" ? "service" : kind === "AWS" ? kindOfIdentity(id) : "other";
  }

  /** The account of an AWS principal. */
  get account(): string | undefined {
    return accountOf(this.principal);
  }

  /** The issuer of an OIDC principal as condition keys begin with it: `token.actions.githubusercontent.com`. */
  get writtenIssuer(): string {
    return this.id.replace(/^arn:[^:]*:iam::[^:]*:oidc-provider\//, "").replace(/^https:\/\//i, "");
  }

  /** The issuer in lower case, as keys of conditions are compared. */
  get issuer(): string {
    return this.writtenIssuer.toLowerCase();
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function kindOfIdentity(id: string): TrusteeKind {
  if (/^\d{12}$/.test(id)) {
    return "account";
  }
  const resource = /^arn:[^:]*:iam::\d{12}:(.*)$/.exec(id)?.[1];
  return resource === "root" ? "account" : resource?.startsWith("user/") ? "user" : "other";
}

/** What a statement lets a principal do to become the role: https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
const ASSUME_ACTIONS = ["sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"];

/** A statement of a trust policy that lets somebody assume the role. */
export class TrustStatement {
  constructor(
    readonly role: Resource,
    readonly statement: Statement,
  ) {}

  *trustees(): Generator<Trustee> {
    for (const principal of this.statement.principals()) {
      yield new Trustee(principal);
    }
  }

  /** Whether it names those whom it leaves out: everybody else is trusted. */
  get trustsAllButSome(): boolean {
    return this.statement.hasNotPrincipal;
  }

  /** Whether a condition holds each request to bounded values of a key. */
  fixes(key: string): boolean {
    return some(this.statement.conditionsOn(key), (one) => mustMatch(one) && isBounded(one));
  }

  /** The account that a condition holds everyone to (`aws:PrincipalAccount`), when it is another than the role's. */
  get foreignAccountOfEveryone(): Value | undefined {
    const accounts = this.statement.conditionsOn("aws:PrincipalAccount").filter(mustMatch);
    return accounts.flatMap((one) => one.values.list()).find((one) => this.isForeign(one.string()));
  }

  /** Whether an account is not the role's own. Undecided while that is not known. */
  isForeign(account: string | undefined): boolean {
    return account !== undefined && account !== ownAccount(this.role);
  }

  /**
   * Whether people or whole accounts have to bring more than their name: MFA, an external id or an organisation id; or
   * whether conditions hold an account to named roles, whose sessions carry no MFA.
   */
  get isGuarded(): boolean {
    return some(this.statement.conditions, (one) => {
      const key = conditionKey(one);
      return provesMfa(one) || (GUARDS.has(key) && mustMatch(one) && isBounded(one)) || namesRoles(one);
    });
  }
}

const MFA_PRESENT = "aws:multifactorauthpresent";
const MFA_AGE = "aws:multifactorauthage";

const GUARDS = new Set(["sts:externalid", "aws:principalorgid", "aws:principalorgpaths"]);

/**
 * Whether a condition holds for requests with MFA only. `IfExists` and `ForAllValues` also hold when the key is absent.
 * The age is there only when MFA was used.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthage
 */
export function provesMfa(condition: Condition): boolean {
  if (condition.isIfExists || condition.setOperator === "ForAllValues") {
    return false;
  }
  const operator = condition.operator.toLowerCase();
  if (condition.key === MFA_PRESENT) {
    return askedBoolean(condition) === true;
  }
  return (
    condition.key === MFA_AGE &&
    (/^numericlessthan(?:equals)?$/.test(operator) || (operator === "null" && isOnlyFalse(condition)))
  );
}

/** Whether a condition never holds for a request without MFA's keys, which is how services call. */
export function demandsMfaKey(condition: Condition): boolean {
  const isNullCheck = condition.key === MFA_PRESENT && condition.operator.toLowerCase() === "null";
  return provesMfa(condition) || (isNullCheck && isOnlyFalse(condition));
}

function isOnlyFalse(condition: Condition): boolean {
  const values = condition.values.list();
  return values.length > 0 && values.every((one) => one.boolean() === false);
}

/** Whether a condition on the caller's ARN or id names roles, not all of an account. */
function namesRoles(condition: Condition): boolean {
  if (!mustMatch(condition)) {
    return false;
  }
  const values = condition.values.strings();
  const isRole = (text: string): boolean => /^arn:[^:]*:iam::\d{12}:role\/.*[^*?/]/.test(text);
  return (
    values.length > 0 &&
    ((condition.key === "aws:principalarn" && values.every(isRole)) ||
      (condition.key === "aws:userid" && values.every((text) => /^AROA[A-Z0-9]{8,}/.test(text))))
  );
}

/** The trust policy of a role. */
export class TrustPolicy implements Subject {
  constructor(readonly resource: Resource) {}

  /** Its statements that let somebody assume the role, and those that are not known yet, each on its own. */
  get statements(): readonly TrustStatement[] {
    const document = documentAt(this.resource, this.resource.at("assumeRolePolicy"));
    return document.allowStatements.map((one) => new TrustStatement(this.resource, one));
  }
}

/** Whether a statement lets somebody become the role, and not only tag a session. */
export function letsAssume({ statement }: TrustStatement): boolean {
  return some(ASSUME_ACTIONS, (action) => statement.namesAction(action));
}

/** The trust policy of each role that the program makes. */
export const trustPolicies = view(types.ROLE, (graph) =>
  graph
    .ofType(types.ROLE)
    .filter((role) => role.isAnalysed)
    .map((role) => new TrustPolicy(role)),
);

/** The claims by which a trust policy fixes who a federated identity is, as keys of conditions. One key of each list is enough. */
export interface Claims {
  /** Keys of conditions on whom the token is made for. */
  readonly audience: readonly string[];
  /** Keys of conditions on whom the token is about; none where the audience is an app that everybody may sign in to. */
  readonly subject: readonly string[];
}

/**
 * Claims that say as much as the subject. STS shows GitHub's and CircleCI's:
 * https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/
 */
const FURTHER_SUBJECTS: readonly { readonly issuer: RegExp; readonly claims: readonly string[] }[] = [
  {
    issuer: /^token\.actions\.githubusercontent\.com/,
    claims: ["repository", "repository_id", "job_workflow_ref", "enterprise_id"],
  },
  { issuer: /^oidc\.circleci\.com\//, claims: ["oidc.circleci.com/project-id"] },
];

/**
 * Sign-in for an app's users, whoever they are: the app is fixed. Google's `aud` is who asked for the token. Cognito also
 * says whether they signed in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
const APPS: readonly { readonly issuer: RegExp; readonly audience: string; readonly subject?: string }[] = [
  { issuer: /^cognito-identity[.-]/, audience: "aud", subject: "amr" },
  { issuer: /^accounts\.google\.com$/, audience: "aud" },
  { issuer: /^www\.amazon\.com$/, audience: "app_id" },
  { issuer: /^graph\.facebook\.com$/, audience: "app_id" },
];

/** The claims of the provider of an OIDC principal. */
export function claimsOf(trustee: Trustee): Claims {
  const { issuer, writtenIssuer } = trustee;
  const key = (claim: string): string => `${writtenIssuer}:${claim}`;
  const app = APPS.find((one) => one.issuer.test(issuer));
  if (app) {
    const subject = app.subject === undefined ? [] : [key(app.subject), key("sub")];
    return { audience: [key(app.audience)], subject };
  }
  const further = FURTHER_SUBJECTS.find((one) => one.issuer.test(issuer))?.claims ?? [];
  return { audience: [key("aud")], subject: ["sub", ...further].map(key) };
}

/** Whether the stack's own provider of this issuer accepts tokens for one audience only, so that it is fixed there. */
export function providerFixesAudience(graph: Graph, issuer: string): boolean {
  const bare = (url: string): string => url.toLowerCase().replace(/^https:\/\/|\/$/g, "");
  return some(graph.allOfType(types.OIDC_PROVIDER), (provider) => {
    const isIt = bare(provider.output("url").string() ?? "") === bare(issuer);
    return isIt && provider.at("clientIdLists").strings().length === 1;
  });
}
