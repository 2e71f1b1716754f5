import { find, some, whenKnown, type Value } from "../core";
import { actionsMatching, type Action } from "./actions";
import { isBounded, mustMatch, type Condition, type Statement } from "./policy-document";

/** Name of an action as policies write it. */
export function nameOf(action: Action): string {
  return `${action.service}:${action.name}`;
}

/** Whether an action pattern covers everything of every service, in any spelling: `*`, `**`, `*:*`, `?*`. */
export function isEveryAction(pattern: string): boolean {
  return pattern.includes("*") && /^[*?]+(?::[*?]+)?$/.test(pattern);
}

/** The service all of whose actions a pattern covers (`s3:*`, `S3:**`, `s3:?*`), in lower case. */
export function wholeService(pattern: string): string | undefined {
  const [, service, name] = /^([^:*?]+):([*?]+)$/.exec(pattern) ?? [];
  return name?.includes("*") ? service?.toLowerCase() : undefined;
}

/** Whether a pattern is one that names no action: everything, or all of a service. */
export function isFullWildcard(pattern: string): boolean {
  return isEveryAction(pattern) || wholeService(pattern) !== undefined;
}

/**
 * Whether a resource is only a wildcard: `*`, or an ARN whose resource part is only wildcards and separators
 * (`arn:aws:s3:::*\/*`, `arn:aws:logs:*:*:*`), or that ends in a wildcard before it has one (`arn:*`).
 */
export function isWildcardResource(text: string): boolean {
  const rest = resourcePartOf(text);
  return rest.includes("*") && /^[*?:/]+$/.test(rest);
}

/** As `isWildcardResource`, and ARNs that say no more than the type: `role/*`, `table/*`, `secret:*`; in IAM also `role*`. */
export function isEveryOfItsType(text: string): boolean {
  if (isWildcardResource(text)) {
    return true;
  }
  const service = (text.split(":")[2] ?? "").toLowerCase();
  const rest = resourcePartOf(text);
  return service === "iam"
    ? /^[a-z-]*[*?/]*\*[*?/]*$/i.test(rest)
    : !UNTYPED.has(service) && /^[a-z-]+[/:][*?:/]*\*[*?:/]*$/i.test(rest);
}

/**
 * Services whose ARNs begin with a name where others have a type.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const UNTYPED = new Set(["codecommit", "codepipeline", "execute-api", "s3", "sns", "sqs"]);

/** Whether a resource is everything of every service: `*`, `arn:*`, `arn:aws:*:*:*:*`. */
export function isEveryResource(text: string): boolean {
  return isWildcardResource(text) && /^(?:[*?]+$|arn:(?:[^:]*$|[^:]*:[*?]+(?::|$)))/i.test(text);
}

/** What follows the account of an ARN; where it is cut short by a wildcard, that wildcard; the text itself if it is none. */
function resourcePartOf(text: string): string {
  if (!/^arn:/i.test(text)) {
    return text;
  }
  const parts = text.split(":");
  if (parts.length > 5) {
    return parts.slice(5).join(":");
  }
  return /[*?]+$/.exec(text)?.[0] ?? "";
}

/**
 * Keys of conditions that bind the resource itself, in lower case: tags of the resource, in AWS's global form and in those
 * of its services, and a key's aliases.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
const RESOURCE_KEYS = [
  /^[a-z0-9-]+:resourcetag\/./,
  /^rds:[a-z-]+-tag\/./,
  /^s3:existingobjecttag\/./,
  /^kms:resourcealiases$/,
];

/** Tags that a request sets; they bind what it creates. */
const REQUEST_TAG = /^aws:requesttag\/./;

/** Actions that make a resource. Tagging alone does not, it reaches resources that exist. */
const CREATE_ACTION = /^(?:Allocate|Copy|Create|Import|Launch|Provision|Publish|Purchase|Register|Request|Restore|Run)/;

/** Whether a condition binds a statement to some resources: it must match and each of its values is bounded. */
export function bindsResource(condition: Condition): boolean {
  const isResourceKey = condition.key === "" || RESOURCE_KEYS.some((key) => key.test(condition.key));
  return isResourceKey && mustMatch(condition) && isBounded(condition);
}

/** Whether a condition binds what a statement lets create, by the tags that the request must give it. */
function bindsCreated(condition: Condition): boolean {
  return REQUEST_TAG.test(condition.key) && mustMatch(condition) && isBounded(condition);
}

function isCreate(action: Action): boolean {
  return action.level === "Write" && CREATE_ACTION.test(action.name);
}

/**
 * Actions that AWS rates List or Read and that give out what customers store: objects, items, secrets, messages, source
 * code. They are the reading ones among CloudTrail's data events and those that the services describe so:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const DATA_READS: Readonly<Record<string, string>> = {
  appconfig: "GetConfiguration,GetLatestConfiguration",
  athena: "GetQueryResults,GetQueryResultsStream",
  bedrock: "Retrieve",
  cassandra: "Select,SelectMultiRegionResource",
  codeartifact: "GetPackageVersionAsset,ReadFromRepository",
  codecommit: "GetBlob,GetFile,GetFolder,GitPull",
  dax: "BatchGetItem,GetItem,Query,Scan",
  dynamodb: "BatchGetItem,GetItem,GetRecords,PartiQLSelect,Query,Scan",
  ebs: "GetSnapshotBlock",
  ec2: "GetConsoleOutput,GetConsoleScreenshot,GetPasswordData",
  es: "ESHttpGet",
  glacier: "GetJobOutput",
  glue: "GetConnection,GetConnections",
  healthlake: "ReadResource",
  iot: "GetThingShadow",
  "kafka-cluster": "ReadData",
  kendra: "Query",
  kinesis: "GetRecords,SubscribeToShard",
  kinesisvideo: "GetClip,GetMedia,GetMediaForFragmentList",
  lambda: "GetFunction,GetLayerVersion",
  logs: "FilterLogEvents,GetLogEvents,GetLogRecord,GetQueryResults,StartLiveTail,StartQuery,Unmask",
  mediastore: "GetObject",
  "neptune-db": "ReadDataViaQuery",
  rds: "DownloadCompleteDBLogFile,DownloadDBLogFilePortion",
  s3: "GetObject,GetObjectTorrent,GetObjectVersion,GetObjectVersionTorrent",
  "s3-object-lambda": "GetObject,GetObjectVersion",
  "s3-outposts": "GetObject,GetObjectVersion",
  s3tables: "GetTableData",
  s3vectors: "GetVectors,QueryVectors",
  sagemaker: "BatchGetRecord,GetRecord",
  sdb: "Select",
  secretsmanager: "GetSecretValue",
  sqs: "ReceiveMessage",
  ssm: "GetParameter,GetParameterHistory,GetParameters,GetParametersByPath",
  timestream: "Select",
  workmailmessageflow: "GetRawMessageContent",
};

export const dataReads: ReadonlySet<string> = new Set(
  Object.entries(DATA_READS).flatMap(([service, names]) => names.split(",").map((name) => `${service}:${name}`)),
);

/** Whether all that a statement leaves open only lists or reads metadata. */
export function isMetadataOnly(open: OpenActions): boolean {
  return !open.isEverything && open.written.every(isMetadata);
}

function isMetadata({ actions }: WrittenAction): boolean {
  return actions.every(isMetadataRead);
}

function isMetadataRead(action: Action): boolean {
  return (action.level === "List" || action.level === "Read") && !dataReads.has(nameOf(action));
}

/** A statement that lets do everything with everything. */
export interface AdministratorAccess {
  readonly action: Value;
  readonly resource: Value;
}

/** The administrator access that an Allow statement gives; a condition that binds the resource leaves none. */
export function administratorAccess(statement: Statement): AdministratorAccess | undefined {
  if (statement.hasNotAction || statement.hasNotResource) {
    return undefined;
  }
  const action = find(statement.actions, (one) => isEveryAction(one.string() ?? ""))?.item;
  const resource = action && find(statement.resources, (one) => isEveryResource(one.string() ?? ""))?.item;
  return action && resource && !some(statement.conditions, bindsResource) ? { action, resource } : undefined;
}

/** Whether it is known to give administrator access: iam-no-administrator-statements speaks about it then, and the rules about wildcards do not. */
export function isAdministrators(statement: Statement): boolean {
  return whenKnown(() => administratorAccess(statement)) !== undefined;
}

/** An action or a pattern as the author wrote it, and what it leaves open. */
export interface WrittenAction {
  readonly pattern: string;
  readonly actions: readonly Action[];
}

/** What an Allow statement leaves open on a resource that is only a wildcard. */
export interface OpenActions {
  /** The wildcard resource. */
  readonly at: Value;
  /** The statement's own actions and patterns that AWS could restrict and no condition binds, those that only read metadata last. */
  readonly written: readonly WrittenAction[];
  /** The statement's own actions and patterns of which AWS can restrict none. */
  readonly unrestrictable: readonly string[];
  /** Whether it names every action there is; the lists are empty then. */
  readonly isEverything: boolean;
}

/**
 * The actions of a statement that reach every resource although AWS could restrict them. iam:PassRole is left to the
 * policies about it. Actions that AWS's data do not have count as ones that cannot be restricted. What a statement says
 * with NotAction or NotResource is left to the policy about those.
 */
export function openActions(
  statement: Statement,
  isWildcard: (resource: string) => boolean,
  isDenied: (action: string) => boolean,
): OpenActions | undefined {
  if (statement.hasNotAction || statement.hasNotResource) {
    return undefined;
  }
  const at = find(statement.resources, (one) => isWildcard(one.string() ?? ""))?.item;
  if (!at) {
    return undefined;
  }
  const patterns = statement.actions.flatMap((one) => (one.isUnknown ? [] : (one.string() ?? [])));
  const { conditions } = statement;
  if (some(conditions, bindsResource)) {
    return undefined;
  }
  if (patterns.some(isEveryAction)) {
    return { at, written: [], unrestrictable: [], isEverything: true };
  }
  const createsAreBound = some(conditions, bindsCreated);
  const isOpen = (one: Action): boolean => !isDenied(nameOf(one)) && !(createsAreBound && isCreate(one));
  const written = [...new Set(patterns)]
    .map((pattern) => ({ pattern, actions: restrictable(pattern).filter(isOpen) }))
    .filter(({ actions }) => actions.length > 0)
    .sort((a, b) => Number(isMetadata(a)) - Number(isMetadata(b)));
  return written.length > 0
    ? { at, written, unrestrictable: [...new Set(patterns)].filter(isUnrestrictable), isEverything: false }
    : undefined;
}

/** Whether AWS can restrict nothing of what a pattern covers. Of actions that its data do not have nobody knows. */
function isUnrestrictable(pattern: string): boolean {
  const covered = actionsMatching(pattern);
  return covered.length > 0 && covered.every((one) => !one.supportsResources);
}

const remembered = new Map<string, readonly Action[]>();

function restrictable(pattern: string): readonly Action[] {
  const known = remembered.get(pattern);
  if (known) {
    return known;
  }
  const found = actionsMatching(pattern).filter((one) => one.supportsResources && nameOf(one) !== "iam:PassRole");
  // A program that makes up thousands of patterns must not grow the process.
  if (remembered.size >= 1000) {
    remembered.clear();
  }
  if (pattern.length <= 128) {
    remembered.set(pattern, found);
  }
  return found;
}

/** The order in which actions are worth naming. */
const WEIGHT: Readonly<Record<Action["level"], number>> = {
  "Permissions management": 0,
  Write: 1,
  Tagging: 2,
  Read: 3,
  List: 4,
};

/** Those that are worth naming first in front: what manages permissions, then what writes. */
export function byWeight(actions: Iterable<Action>): readonly Action[] {
  return [...actions].sort((a, b) => WEIGHT[a.level] - WEIGHT[b.level]);
}

/** A few names, and how many more there are: `s3:PutObject, s3:GetObject and 4 more`. */
export function aFew(names: readonly string[], most = 4): string {
  const shown = names.length <= most + 1 ? names : names.slice(0, most);
  const more = names.length - shown.length;
  const [last = "", ...others] = [...shown].reverse();
  if (more > 0) {
    return `${shown.join(", ")} and ${more} more`;
  }
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
}

/** Text of a document for a message, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(cut(text));
}

/** Text cut where it is too long for a message. */
export function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
