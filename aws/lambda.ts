/** Lambda functions, where they run, and who may call them. */
import { find, some, Undecided, view, type Graph, type Link, type Resource, type Subject, type Value } from "../core";
import { lambdaRuntimes, type LambdaRuntime } from "./data/lambdaRuntimes";
import { documentAt, isEveryone, narrows, Statement, type Condition, type Principal } from "./policy-document";
import * as types from "./types";

/** What AWS says of a runtime; `undefined` for one that is not in its table. */
export function lambdaRuntime(id: string): LambdaRuntime | undefined {
  return lambdaRuntimes.find((one) => one.id === id);
}

/** Where a language goes on under another name. https://docs.aws.amazon.com/lambda/latest/dg/lambda-golang.html */
const SUCCESSORS: Readonly<Record<string, string>> = { go: "provided", dotnetcore: "dotnet" };

/** The newest runtime of the same language: `python3.14` for `python3.8`. */
export function newestRuntime(id: string): string {
  const language = languageOf(id);
  const successor = SUCCESSORS[language] ?? language;
  return lambdaRuntimes.find((one) => languageOf(one.id) === successor)?.id ?? id;
}

function languageOf(id: string): string {
  return /^[a-z]*/.exec(id)?.[0] ?? "";
}

/** A function that the stack makes. */
export class FunctionView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  get tracingMode(): Value {
    return this.resource.at("tracingConfig", "mode");
  }

  /** The names of its environment variables. */
  get variables(): readonly string[] {
    return this.resource.at("environment", "variables").keys();
  }

  /**
   * Whether it runs at the edge of CloudFront, where much of Lambda is not to be had. Only versions run there, which only a
   * published function has; for others it is certain early.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
   */
  get isAtEdge(): boolean {
    const { graph, resource } = this;
    const signs = [
      () => trustsEdge(graph, resource.at("role")),
      ...["defaultCacheBehavior", "orderedCacheBehaviors"].map(
        (behavior) => () => graph.referrers(resource, types.CLOUDFRONT_DISTRIBUTION, behavior).length > 0,
      ),
    ];
    return resource.at("publish").boolean() === true && some(signs, (sign) => sign());
  }
}

/** The functions that the stack makes. */
export const lambdaFunctions = view(types.LAMBDA_FUNCTION, (graph) =>
  graph
    .ofType(types.LAMBDA_FUNCTION)
    .filter((one) => one.isAnalysed)
    .map((one) => new FunctionView(graph, one)),
);

function trustsEdge(graph: Graph, role: Value): boolean {
  const link = graph.follow(role, types.ROLE);
  return (
    link.kind === "inside" &&
    some(link.resources, (one) =>
      some(documentAt(one, one.at("assumeRolePolicy")).statements, (statement) =>
        some(statement.principals(), ({ kind, id }) => kind === "Service" && id === "edgelambda.amazonaws.com"),
      ),
    )
  );
}

/** Whether anybody on the internet may call a function URL: the provider adds the permission by itself. https://www.pulumi.com/registry/packages/aws/api-docs/lambda/functionurl/ */
export function isPublicUrl(url: Resource): boolean {
  return url.at("authorizationType").string() === "NONE";
}

/** The function URLs that the stack makes. */
export const functionUrls = view(types.LAMBDA_FUNCTION_URL, (graph) =>
  graph.ofType(types.LAMBDA_FUNCTION_URL).filter((one) => one.isAnalysed),
);

/** Who a statement lets call a function though nothing narrows who that is, and where it says so. */
export interface PublicCaller {
  readonly kind: "everyone" | "every bucket";
  readonly at: Value;
}

/** One statement of what may be done with a function. */
export class FunctionGrant {
  constructor(
    private readonly owner: Resource,
    readonly statement: Statement,
    private readonly conditions: () => readonly Condition[],
  ) {}

  get publicCaller(): PublicCaller | undefined {
    const { statement } = this;
    const caller = statement.hasNotPrincipal
      ? { kind: "everyone" as const, at: statement.value }
      : find(statement.principals(), isOpen)?.item;
    if (!caller || some(this.conditions(), narrows)) {
      return undefined;
    }
    return { kind: caller.kind === "Service" ? "every bucket" : "everyone", at: caller.at };
  }

  /** Whether it only goes with a public function URL of the stack, which cannot do without. Throws `Undecided` while it may. */
  get belongsToPublicUrl(): boolean {
    const { owner } = this;
    if (!isForUrl(owner)) {
      return false;
    }
    owner.graph.demandComplete();
    return some(functionUrls.of(owner.graph), (url) => isPublicUrl(url) && isSameFunction(url, owner));
  }
}

/** What a resource says about who may use a function: a permission, which is one statement, or a document. */
export class FunctionPolicy implements Subject {
  constructor(readonly resource: Resource) {}

  /** Each statement that grants. */
  get grants(): readonly FunctionGrant[] {
    const { resource } = this;
    if (types.LAMBDA_PERMISSION.includes(resource.type)) {
      return [new FunctionGrant(resource, new Statement(resource.inputs), () => conditionsOf(resource))];
    }
    return documentAt(resource, resource.at("policy")).allowStatements.map(
      (statement) => new FunctionGrant(resource, statement, () => statement.conditions),
    );
  }
}

const POLICIES = [...types.LAMBDA_PERMISSION, ...types.LAMBDA_RESOURCE_POLICY];

/** The permissions and policies on functions that the stack makes. */
export const functionPolicies = view(POLICIES, (graph) =>
  graph
    .ofType(POLICIES)
    .filter((one) => one.isAnalysed)
    .map((one) => new FunctionPolicy(one)),
);

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
const CONDITIONS = [
  { property: "sourceArn", operator: "ArnLike", key: "aws:SourceArn" },
  { property: "sourceAccount", operator: "StringEquals", key: "aws:SourceAccount" },
  { property: "principalOrgId", operator: "StringEquals", key: "aws:PrincipalOrgID" },
];

/** What a permission says with properties of its own, as the conditions that Lambda makes of them. */
function conditionsOf(permission: Resource): readonly Condition[] {
  return CONDITIONS.filter(({ property }) => !permission.at(property).isAbsent).map(({ property, operator, key }) => ({
    operator,
    isIfExists: false,
    setOperator: undefined,
    key: key.toLowerCase(),
    name: key,
    values: permission.at(property),
  }));
}

/**
 * Everyone; or S3, in whose name the buckets of all accounts send their events.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1
 */
function isOpen(principal: Principal): boolean {
  return isEveryone(principal) || (principal.kind === "Service" && principal.id === "s3.amazonaws.com");
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
function isForUrl(permission: Resource): boolean {
  return (
    permission.at("functionUrlAuthType").string() === "NONE" ||
    permission.at("invokedViaFunctionUrl").boolean() === true
  );
}

function isSameFunction(url: Resource, permission: Resource): boolean {
  const { graph } = url;
  const [one, other] = [url.at("functionName"), permission.at("function")];
  const [first, second] = [graph.follow(one, types.LAMBDA_FUNCTION), graph.follow(other, types.LAMBDA_FUNCTION)];
  if (first.kind === "inside") {
    return leadsToOneOf(other, second, first.resources);
  }
  return second.kind === "inside" ? leadsToOneOf(one, first, second.resources) : one.string() === other.string();
}

function leadsToOneOf(value: Value, link: Link, functions: readonly Resource[]): boolean {
  if (functions.some((one) => one.graph.mayLeadTo(value, one))) {
    throw new Undecided(value.display);
  }
  return link.kind === "inside" && link.resources.some((one) => functions.includes(one));
}
