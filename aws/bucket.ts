import {
  addTo,
  view,
  type Graph,
  type Resource,
  type Settings,
  type StackFacts,
  type Subject,
  type Value,
  Undecided,
} from "../core";
import { BucketAcl } from "./bucket-acl";
import { followToBuckets } from "./bucket-link";
import { firstPresent, LifecycleRule } from "./lifecycle";
import { isLogBucket } from "./log-bucket";
import { documentAt, type PolicyDocument } from "./policy-document";
import { isSamePlace } from "./region";
import * as types from "./types";

/** The split resources of a bucket; each names it in `bucket`. */
const PARTS = {
  versioning: types.BUCKET_VERSIONING,
  encryption: types.BUCKET_ENCRYPTION,
  publicAccessBlock: types.BUCKET_PUBLIC_ACCESS_BLOCK,
  lifecycle: types.BUCKET_LIFECYCLE,
  logging: types.BUCKET_LOGGING,
  policy: types.BUCKET_POLICY,
  acl: types.BUCKET_ACL,
  website: types.BUCKET_WEBSITE,
  objectLock: types.BUCKET_OBJECT_LOCK,
  requestPayment: types.BUCKET_REQUEST_PAYMENT,
} as const;

export type BucketPart = keyof typeof PARTS;

/** The settings of a public access block, each of which closes a way that the others leave open. */
export const PUBLIC_ACCESS_SETTINGS = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

/** A rule of a bucket's default encryption. */
export interface DefaultEncryption {
  readonly algorithm: Value;
  /** The KMS key; absent for keys that S3 or AWS manages. */
  readonly key: Value;
  /** Whether S3 derives the objects' keys from one key of the bucket. */
  readonly bucketKeyEnabled: Value;
}

/**
 * A general purpose bucket as S3 sees it: what is set inline, in every spelling of provider versions 5 to 7, and what
 * its split resources set. A split resource of a bucket that the program does not manage makes a view too, so that what
 * it sets explicitly is judged; what it leaves open is undecided. Directory buckets are another type and left out.
 */
export class BucketView implements Subject {
  constructor(
    readonly graph: Graph,
    /** The bucket, else the split resource that names one outside. */
    readonly resource: Resource,
    /** The bucket's own resource; absent for one outside. */
    readonly bucket: Resource | undefined,
  ) {}

  /** Where versioning is set: `true`, `false`, `Enabled`, `Suspended` or `Disabled`; undefined when nothing sets it. */
  get versioningStatus(): Value | undefined {
    return (
      this.inline(["versioning", "enabled"], ["versionings", "enabled"]) ??
      this.split("versioning", (part) => [part.at("versioningConfiguration", "status")])
    );
  }

  /** Whether S3 keeps versions. Object Lock turns versioning on, for good. */
  get isVersioned(): boolean {
    const status = this.versioningStatus;
    return this.hasObjectLock || status?.string() === "Enabled" || status?.string() === "true";
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
  get hasObjectLock(): boolean {
    const own = this.bucket;
    return (
      own !== undefined &&
      (own.at("objectLockEnabled").boolean() === true ||
        own.at("objectLockConfiguration", "objectLockEnabled").string() === "Enabled")
    );
  }

  /** The default encryption that the program configures; undefined when it leaves that to S3. */
  get defaultEncryption(): DefaultEncryption | undefined {
    const rule =
      this.inline(
        ["serverSideEncryptionConfiguration", "rule"],
        ["serverSideEncryptionConfigurations", "rules"],
        ["serverSideEncryptionConfiguration", "rules"],
      ) ?? this.split("encryption", (part) => part.at("rules").list());
    if (!rule) {
      return undefined;
    }
    const byDefault = firstPresent(
      rule.at("applyServerSideEncryptionByDefault"),
      rule.at("applyServerSideEncryptionByDefaults"),
    );
    return {
      algorithm: byDefault.at("sseAlgorithm"),
      key: byDefault.at("kmsMasterKeyId"),
      bucketKeyEnabled: rule.at("bucketKeyEnabled"),
    };
  }

  /** The bucket's own public access blocks. */
  get publicAccessBlocks(): readonly Resource[] {
    return this.parts("publicAccessBlock");
  }

  /** The public access blocks of the bucket's account, as far as they are in the same place. */
  accountPublicAccessBlocks(stack: StackFacts): Resource[] {
    return this.graph
      .allOfType(types.ACCOUNT_PUBLIC_ACCESS_BLOCK)
      .filter((block) => isSamePlace(block, this.resource, stack));
  }

  /** The lifecycle rules, inline ones first. Throws `Undecided` after those that are known, when there may be more. */
  *lifecycleRules(): Generator<LifecycleRule> {
    for (const rule of this.bucket?.at("lifecycleRules").list() ?? []) {
      yield new LifecycleRule(rule);
    }
    for (const part of this.parts("lifecycle")) {
      for (const rule of part.at("rules").list()) {
        yield new LifecycleRule(rule);
      }
    }
    this.demandAll("lifecycle");
  }

  /** Where its access logs go: `targetBucket` of each place that configures it, absent ones included. */
  get accessLogTargets(): Value[] {
    return [...this.both("logging", [["logging"], ["loggings"]])].map((one) => one.at("targetBucket"));
  }

  /** The policies that stand on it. Throws `Undecided` after those that are known, when there may be more. */
  *policies(): Generator<PolicyDocument> {
    const inline = this.inline(["policy"]);
    if (this.bucket && inline) {
      yield documentAt(this.bucket, inline);
    }
    for (const part of this.partsBeside("policy", inline)) {
      yield documentAt(part, part.at("policy"));
    }
  }

  /** The ACLs that are set on it. Throws `Undecided` after those that are known, when there may be more. */
  *acls(): Generator<BucketAcl> {
    if (this.bucket) {
      yield new BucketAcl(this.bucket);
    }
    for (const part of this.parts("acl")) {
      yield new BucketAcl(part);
    }
  }

  /** The default retention of Object Lock, under which no object can be deleted before its time. */
  get defaultRetention(): Value | undefined {
    return (
      this.inline(
        ["objectLockConfiguration", "rule", "defaultRetention"],
        ["objectLockConfiguration", "rules", "defaultRetentions"],
      ) ?? this.split("objectLock", (part) => [part.at("rule", "defaultRetention")])
    );
  }

  /** Who pays for requests: `BucketOwner` or `Requester`. */
  get requestPayer(): Value | undefined {
    return this.inline(["requestPayer"]) ?? this.split("requestPayment", (part) => [part.at("payer")]);
  }

  /** The website configurations, inline and split. */
  get websites(): Value[] {
    return this.both("website", [["website"], ["websites"]]);
  }

  /** Whether it serves a website; its name is then a domain name. */
  get isWebsite(): boolean {
    return this.websites.length > 0;
  }

  /** Whether logs are its purpose (the catalogue's word "log bucket"). */
  isLogBucket(settings: Settings): boolean {
    return isLogBucket(this, settings);
  }

  /** Every bucket that is no log bucket. */
  isDataBucket(settings: Settings): boolean {
    return !this.isLogBucket(settings);
  }

  /**
   * The split resources of one kind that belong to this bucket. None is an answer only where the whole stack is known
   * and every such resource has its bucket; else the question is undecided.
   */
  parts(kind: BucketPart): readonly Resource[] {
    if (this.bucket) {
      const parts = placement(this.graph, kind).partsOf.get(this.bucket) ?? [];
      if (parts.length === 0) {
        this.demandAll(kind);
      }
      return parts;
    }
    if (!PARTS[kind].includes(this.resource.type)) {
      throw new Undecided("a bucket outside of this stack");
    }
    return [this.resource];
  }

  /** Throws `Undecided` when a split resource of this kind that is not in sight may belong to this bucket. */
  private demandAll(kind: BucketPart): void {
    if (!this.bucket) {
      throw new Undecided("a bucket outside of this stack");
    }
    const { open, outside } = placement(this.graph, kind);
    if (open.length > 0 || (outside.length > 0 && this.bucket.at("bucket").isUnknown)) {
      throw new Undecided("the bucket of another resource");
    }
  }

  private inline(...paths: string[][]): Value | undefined {
    const { bucket } = this;
    return bucket && paths.map((path) => bucket.at(...path)).find((value) => !value.isAbsent);
  }

  /** What is set inline, and the split resources; none is an answer as in `parts`. */
  private both(kind: BucketPart, paths: readonly string[][]): Value[] {
    const inline = this.inline(...paths);
    return [...(inline ? [inline] : []), ...this.partsBeside(kind, inline).map((part) => part.inputs)];
  }

  /** The split resources beside something inline, which answers the question whether there is any. */
  private partsBeside(kind: BucketPart, inline: Value | undefined): readonly Resource[] {
    if (!inline || !this.bucket) {
      return this.parts(kind);
    }
    return this.graph.isComplete ? (placement(this.graph, kind).partsOf.get(this.bucket) ?? []) : [];
  }

  private split(kind: BucketPart, read: (part: Resource) => Value[]): Value | undefined {
    const found = this.parts(kind)
      .flatMap(read)
      .find((value) => !value.isAbsent);
    if (!found) {
      this.demandAll(kind);
    }
    return found;
  }
}

interface Placement {
  readonly partsOf: ReadonlyMap<Resource, readonly Resource[]>;
  /** Their bucket is not known yet. */
  readonly open: readonly Resource[];
  /** Their bucket is not one that this program manages. */
  readonly outside: readonly Resource[];
}

/** Puts every split resource of one kind to its bucket, once per graph. */
function placement(graph: Graph, kind: BucketPart): Placement {
  return graph.view(PARTS[kind], () => place(graph, graph.allOfType(PARTS[kind])));
}

function place(graph: Graph, parts: readonly Resource[]): Placement {
  const partsOf = new Map<Resource, Resource[]>();
  const open: Resource[] = [];
  const outside: Resource[] = [];
  for (const part of parts) {
    const link = followToBuckets(graph, part.at("bucket"));
    const managed = link.buckets.filter(isManaged);
    managed.forEach((bucket) => addTo(partsOf, bucket, part));
    if (managed.length === 0) {
      (link.isOpen ? open : outside).push(part);
    }
  }
  return { partsOf, open, outside };
}

/** Buckets that are read (`.get`) or not targeted say nothing of what the program sets; they count as outside. */
function isManaged(bucket: Resource): boolean {
  return bucket.isAnalysed;
}

/** Every general purpose bucket of the stack, and what one kind of split resource sets on buckets outside. */
export function bucketsWith(kind: BucketPart): ReturnType<typeof view<BucketView>> {
  return view([...types.BUCKET, ...PARTS[kind]], (graph) => [
    ...managedBuckets.of(graph),
    ...outsideViews(graph, kind),
  ]);
}

/** Buckets that this program manages, without what it sets on others. */
export const managedBuckets = view(types.BUCKET, (graph) =>
  graph.ofType(types.BUCKET).flatMap((one) => bucketOf(one) ?? []),
);

/** The view of a bucket's own resource; undefined when the program does not manage it. */
export function bucketOf(resource: Resource): BucketView | undefined {
  return isManaged(resource) ? new BucketView(resource.graph, resource, resource) : undefined;
}

/** What one kind of split resource sets on buckets that are not in sight. */
function outsideViews(graph: Graph, kind: BucketPart): BucketView[] {
  const parts = graph.isComplete
    ? [...placement(graph, kind).open, ...placement(graph, kind).outside]
    : graph.ofType(PARTS[kind]);
  return parts.map((part) => new BucketView(graph, part, undefined));
}
