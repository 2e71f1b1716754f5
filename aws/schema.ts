/**
 * What the AWS provider's schema says about resource types, from a table made of @pulumi/aws (see
 * scripts/generate/schema.ts). Tokens are written in full, `aws:s3/bucket:Bucket`, and former tokens are understood
 * everywhere: `aws:s3/bucketV2:BucketV2` is answered as the type it is, and by `canonicalType` as what it became.
 * Unknown tokens answer false, undefined or an empty list; nothing here throws.
 *
 * The table is required at the first question and read line by line as types are asked for. One line is
 *
 *     s3/bucket t n:bucket,bucketPrefix s:...
 *
 * the token without `aws:` (and without its class where that is the capitalised name), then: `t` tags that take the
 * provider's default tags, `T` tags that do not, `l` tags as a list; `n` own names; `p` own names that only need to be
 * unique within a parent; `s` secret inputs. What is deprecated in which version is in deprecation.ts.
 */
import type * as Data from "./data/schema";

interface TypeFacts {
  readonly tags: "" | "t" | "T" | "l";
  readonly names: readonly string[];
  readonly scopedNames: readonly string[];
  readonly secrets: readonly string[];
}

interface Tables {
  readonly data: typeof Data;
  readonly lines: ReadonlyMap<string, string>;
  readonly former: ReadonlyMap<string, string>;
}

const NONE: readonly string[] = [];
const NO_FACTS: TypeFacts = {
  tags: "",
  names: NONE,
  scopedNames: NONE,
  secrets: NONE,
};

let loaded: Tables | undefined;

/** Whether the provider knows, or knew under a former name, this resource type. */
export function isAwsType(token: string): boolean {
  const { lines, former } = tables();
  const short = shorten(token);
  return lines.has(short) || former.has(short);
}

/** Version of the provider that the answers describe, `7.48.0`. */
export function schemaVersion(): string {
  return tables().data.providerVersion;
}

/**
 * The token under which rules know a type: the current one for former tokens (`aws:s3/bucketV2:BucketV2`,
 * `aws:elasticloadbalancingv2/loadBalancer:LoadBalancer`) and `aws:lb/...` for its twin `aws:alb/...`. Other tokens,
 * unknown ones included, are returned as they are. The two shapes may differ: BucketV2 has `versionings`, a list, where
 * Bucket has `versioning`.
 */
export function canonicalType(token: string): string {
  const current = tables().former.get(shorten(token));
  return current === undefined ? token : lengthen(current);
}

/** Whether the type has an input `tags` that is a map of strings. */
export function isTaggable(token: string): boolean {
  const { tags } = facts(token);
  return tags === "t" || tags === "T";
}

/** Whether the provider's default tags are merged into the type's tags; false for types with a list of tags. */
export function takesDefaultTags(token: string): boolean {
  return facts(token).tags === "t";
}

/** Whether the type has its tags as a list of `{ key, value, propagateAtLaunch }`: Auto Scaling groups. */
export function hasTagList(token: string): boolean {
  return facts(token).tags === "l";
}

/**
 * Inputs that the provider's schema marks as secret and write-only ones, as dotted paths without list indices
 * (`password`, `authParameters.basic.passwordWo`). Some of them are marked although they are no credentials, see
 * `isPublicByNature`.
 */
export function secretInputs(token: string): readonly string[] {
  return facts(token).secrets;
}

/**
 * Whether an input is no credential although the schema marks it as secret: certificates (not their keys), public keys,
 * log-in banners, identifiers of an app or a key, a schema, a note. A literal there gives nothing away.
 */
export function isPublicByNature(token: string, path: string): boolean {
  return PUBLIC_BY_NATURE.get(shorten(canonicalType(token)))?.includes(path) ?? false;
}

/**
 * Inputs that are the resource's own physical name and must be unique in an account, a region or the world: `bucket` of
 * a bucket, `name` of a role, `family` of a task definition. References to other resources, DNS names and names of
 * persons are not among them.
 */
export function physicalNameInputs(token: string): readonly string[] {
  return facts(token).names;
}

/** Own names that need to be unique within a parent only: `name` of an inline role policy, `stageName` of a stage. */
export function scopedNameInputs(token: string): readonly string[] {
  return facts(token).scopedNames;
}

/** Reviewed against the descriptions of the inputs that the schema of 7.48.0 marks as secret. */
const PUBLIC_BY_NATURE: ReadonlyMap<string, readonly string[]> = new Map([
  ["cloudcontrol/resource", ["schema"]],
  ["directoryservice/sharedDirectory", ["notes"]],
  ["dms/certificate", ["certificatePem"]],
  ["iot/authorizer", ["tokenSigningPublicKeys"]],
  ["iot/caCertificate", ["caCertificatePem", "verificationCertificatePem"]],
  ["iot/certificate", ["caPem", "certificatePem"]],
  ["pinpoint/admChannel", ["clientId"]],
  ["pinpoint/apnsChannel", ["bundleId", "certificate", "teamId", "tokenKeyId"]],
  ["pinpoint/apnsSandboxChannel", ["bundleId", "certificate", "teamId", "tokenKeyId"]],
  ["pinpoint/apnsVoipChannel", ["bundleId", "certificate", "teamId", "tokenKeyId"]],
  ["pinpoint/apnsVoipSandboxChannel", ["bundleId", "certificate", "teamId", "tokenKeyId"]],
  ["redshiftserverless/namespace", ["adminUsername"]],
  ["s3/objectCopy", ["kmsEncryptionContext", "kmsKeyId"]],
  ["transfer/certificate", ["certificate", "certificateChain"]],
  ["transfer/server", ["postAuthenticationLoginBanner", "preAuthenticationLoginBanner"]],
]);

function facts(token: string): TypeFacts {
  const known = byToken.get(token);
  if (known !== undefined) return known;
  const found = find(token);
  // A program has few types, but a hostile one may have any number.
  if (byToken.size < 5_000) byToken.set(token, found);
  return found;
}

const byToken = new Map<string, TypeFacts>();

function find(token: string): TypeFacts {
  const { lines, former } = tables();
  const short = shorten(token);
  // A former token that still is a class of its own (BucketV2) has a line of its own.
  const line = lines.get(lines.has(short) ? short : (former.get(short) ?? short));
  return line === undefined ? NO_FACTS : parse(line);
}

function parse(line: string): TypeFacts {
  let parsed = NO_FACTS;
  for (const field of line.split(" ").slice(1)) {
    const rest = field.slice(2);
    if (field === "t" || field === "T" || field === "l") parsed = { ...parsed, tags: field };
    else if (field.startsWith("n:")) parsed = { ...parsed, names: rest.split(",") };
    else if (field.startsWith("p:")) parsed = { ...parsed, scopedNames: rest.split(",") };
    else if (field.startsWith("s:")) parsed = { ...parsed, secrets: rest.split(",") };
  }
  return parsed;
}

function tables(): Tables {
  if (loaded !== undefined) return loaded;
  // Most programs ask about a few types, and a pack that is only asked for its name asks about none.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const data = require("./data/schema") as typeof Data;
  const lines = new Map<string, string>();
  for (const line of data.types.split("\n")) {
    const end = line.indexOf(" ");
    lines.set(end < 0 ? line : line.slice(0, end), line);
  }
  const former = new Map<string, string>();
  for (const line of data.former.split("\n")) {
    const [from = "", to = ""] = line.split(" ");
    former.set(from, to);
  }
  loaded = { data, lines, former };
  return loaded;
}

/** `aws:s3/bucket:Bucket` as `s3/bucket`; a class that is not the capitalised name stays. Empty for foreign tokens. */
export function shorten(token: string): string {
  if (!token.startsWith("aws:")) return "";
  const end = token.lastIndexOf(":");
  const slash = token.indexOf("/");
  if (slash < 0 || end < slash) return "";
  const className = token.slice(end + 1);
  const capitalised = token.charAt(slash + 1).toUpperCase() + token.slice(slash + 2, end) === className;
  return capitalised ? token.slice(4, end) : token.slice(4);
}

function lengthen(short: string): string {
  if (short.includes(":")) return `aws:${short}`;
  const name = short.slice(short.indexOf("/") + 1);
  return `aws:${short}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
