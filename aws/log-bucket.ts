import {
  elements,
  addTo,
  Malformed,
  matchesGlob,
  matchesGlobIgnoringCase,
  some,
  Undecided,
  type Graph,
  type Resource,
  type Settings,
  type Value,
} from "../core";
import type { BucketView } from "./bucket";
import type { AclGrant } from "./bucket-acl";
import { followToBuckets } from "./bucket-link";
import { logServiceOf } from "./log-services";
import type { PolicyDocument, Principal, Statement } from "./policy-document";
import * as types from "./types";

/**
 * Whether a bucket is there for logs: named or tagged so, a target of logs in this stack, or writable for a service
 * that delivers logs. Any one sign decides; without one, a sign that is not known yet leaves it undecided.
 */
export function isLogBucket(view: BucketView, settings: Settings): boolean {
  const signs = [
    () => isNamed(view, settings.logBuckets),
    () => isTagged(view),
    () => admitsByAcl(view, (grant) => grant.isLogDeliveryGroup || grant.isCloudFront),
    () => admitsByPolicy(view, (one) => logServiceOf(one) !== undefined),
    () => isTarget(view),
  ];
  return some(signs, (sign) => sign());
}

function isNamed(view: BucketView, patterns: readonly string[]): boolean {
  if (patterns.length === 0) {
    return false;
  }
  const name = view.resource.output("bucket").string();
  const names = [...(name === undefined ? [] : [name]), ...(view.bucket ? [view.bucket.name] : [])];
  return patterns.some((pattern) => names.some((one) => matchesGlob(one, pattern)));
}

const PURPOSE_KEYS = new Set(["purpose", "type", "role", "usage", "use", "kind", "content", "contents", "buckettype"]);

/** `Purpose: access-logs` and the like, or a tag `LogBucket` that does not say no. */
function isTagged(view: BucketView): boolean {
  const tags = view.bucket?.at("tags").entries() ?? [];
  return some(tags, ([key, value]) => {
    const word = key.toLowerCase().replace(/[^a-z]/g, "");
    if (/^(is)?logs?bucket$/.test(word)) {
      return !/^(false|no|0)?$/i.test(value.string() ?? "");
    }
    return PURPOSE_KEYS.has(word) && /(^|[^a-z])(logs?|logging)([^a-z]|$)/i.test(spaced(value.string() ?? ""));
  });
}

/** `AccessLogs` as `Access Logs`. */
function spaced(text: string): string {
  return text.replace(/([a-z])([A-Z])/g, "$1 $2");
}

/** Logs whose delivery puts demands on the bucket, besides access logs (`isAccessLogBucket`); all others are "other". */
export type LogKind = "application-load-balancer" | "trail" | "other";

/** Where resources name the bucket that AWS delivers their logs to, and which logs these are. */
interface LogTargets {
  readonly types: readonly string[];
  readonly at: (one: Resource) => Value[];
  /** Throws `Undecided` when it is not known yet. */
  readonly kind: (one: Resource, target: Value) => LogKind;
}

const LOG_TARGETS: readonly LogTargets[] = [
  {
    types: types.BUCKET,
    at: (one) => ["logging", "loggings"].map((logging) => one.at(logging, "targetBucket")),
    kind: () => "other",
  },
  { types: types.BUCKET_LOGGING, at: (one) => [one.at("targetBucket")], kind: () => "other" },
  {
    types: types.LOAD_BALANCER,
    at: (one) => ["accessLogs", "connectionLogs", "healthCheckLogs"].map((logs) => one.at(logs, "bucket")),
    kind: loadBalancerLogs,
  },
  { types: types.CLASSIC_LOAD_BALANCER, at: (one) => [one.at("accessLogs", "bucket")], kind: () => "other" },
  { types: types.CLOUDFRONT_DISTRIBUTION, at: (one) => [one.at("loggingConfig", "bucket")], kind: () => "other" },
  {
    types: types.LOG_DELIVERY_DESTINATION,
    at: (one) => [one.at("deliveryDestinationConfiguration", "destinationResourceArn")],
    kind: () => "other",
  },
  { types: types.FLOW_LOG, at: flowLogTarget, kind: () => "other" },
  { types: types.WEB_ACL_LOGGING, at: (one) => elements(one.at("logDestinationConfigs")), kind: () => "other" },
  { types: types.DELIVERY_CHANNEL, at: (one) => [one.at("s3BucketName")], kind: () => "other" },
  { types: types.TRAIL, at: (one) => [one.at("s3BucketName")], kind: () => "trail" },
];

/** Logs of a load balancer are off unless `enabled` says otherwise; without a type it is an application load balancer. */
function loadBalancerLogs(one: Resource, target: Value): LogKind {
  const type = one.at("loadBalancerType").string() ?? "application";
  const isOn = one.at(...target.path.slice(0, -1), "enabled").boolean() === true;
  return type === "application" && isOn ? "application-load-balancer" : "other";
}

/** Flow logs go to CloudWatch unless the type says otherwise. */
function flowLogTarget(flowLog: Resource): Value[] {
  const type = flowLog.at("logDestinationType");
  return type.isUnknown || type.string() === "s3" ? [flowLog.at("logDestination")] : [];
}

interface Writer {
  readonly resource: Resource;
  readonly kind: () => LogKind;
}

interface Targets {
  /** What delivers logs into the buckets of the stack, each to be asked for the kind of its logs. */
  readonly writersOf: ReadonlyMap<Resource, readonly Writer[]>;
  /** A target of which nothing is known yet; it may be any bucket. */
  readonly open: Value | undefined;
  /** A target that no bucket bears, as far as their names are known. */
  readonly outside: Value | undefined;
}

function isTarget(view: BucketView): boolean {
  if (!view.bucket) {
    return false;
  }
  const targets = targetsIn(view.graph);
  if (targets.writersOf.has(view.bucket)) {
    return true;
  }
  const possible = targets.open ?? (view.bucket.at("bucket").isUnknown ? targets.outside : undefined);
  if (possible) {
    throw new Undecided(possible.display);
  }
  return false;
}

/**
 * Whether logs of a kind are delivered into the bucket. What is not known to be so does not count: a rule that asks says
 * how logs must be kept, not that they are there.
 */
export function holdsLogs(view: BucketView, kind: LogKind): boolean {
  const writers = view.bucket && targetsIn(view.graph).writersOf.get(view.bucket);
  return some(writers ?? [], (one) => one.kind() === kind);
}

/** What delivers logs to a bucket of the stack, as far as is known, apart from the bucket itself. Throws `Undecided` while only one resource is known. */
export function logWritersOf(bucket: Resource): readonly Resource[] {
  const writers = targetsIn(bucket.graph).writersOf.get(bucket) ?? [];
  return writers.map(({ resource }) => resource).filter((writer) => writer !== bucket && !isLoggingOf(writer, bucket));
}

function isLoggingOf(writer: Resource, bucket: Resource): boolean {
  return (
    types.BUCKET_LOGGING.includes(writer.type) &&
    followToBuckets(bucket.graph, writer.at("bucket")).buckets.includes(bucket)
  );
}

const ACCESS_LOG_SERVICE = "logging.s3.amazonaws.com";

/** Whether other buckets' access logs go to this one, or its policy or ACL lets S3 deliver them. */
export function isAccessLogBucket(view: BucketView): boolean {
  const { bucket } = view;
  const sources = [...types.BUCKET, ...types.BUCKET_LOGGING];
  const signs = [
    () => bucket !== undefined && logWritersOf(bucket).some((writer) => sources.includes(writer.type)),
    () => admitsByAcl(view, (grant) => grant.isLogDeliveryGroup),
    () => admitsByPolicy(view, (one) => logServiceOf(one)?.name === ACCESS_LOG_SERVICE),
  ];
  return some(signs, (sign) => sign());
}

function targetsIn(graph: Graph): Targets {
  return graph.view(LOG_TARGETS, () => collectTargets(graph));
}

function collectTargets(graph: Graph): Targets {
  const writersOf = new Map<Resource, Writer[]>();
  let open: Value | undefined;
  let outside: Value | undefined;
  for (const kind of LOG_TARGETS) {
    for (const resource of graph.allOfType(kind.types)) {
      for (const value of kind.at(resource)) {
        const link = followToBuckets(graph, value);
        for (const bucket of link.buckets) {
          addTo(writersOf, bucket, { resource, kind: () => kind.kind(resource, value) });
        }
        open ??= link.isOpen && !leadsToAnotherService(resource, value) ? value : undefined;
        outside ??= link.buckets.length === 0 && !link.isOpen && !value.isAbsent ? value : undefined;
      }
    }
  }
  return { writersOf, open, outside };
}

/** An unknown destination that comes from a log group or delivery stream of the stack is no bucket. */
function leadsToAnotherService(resource: Resource, value: Value): boolean {
  const sources = resource.propertyDependencies(String(value.path[0]));
  return sources.length > 0 && sources.every((one) => one.type.startsWith("aws:") && !one.type.startsWith("aws:s3/"));
}

function admitsByAcl(view: BucketView, isWriter: (grant: AclGrant) => boolean): boolean {
  return some(view.acls(), (acl) =>
    some([() => acl.isLogDelivery, () => some(acl.grants, (one) => one.mayPut && isWriter(one))], (sign) => sign()),
  );
}

type IsWriter = (principal: Principal) => boolean;

function admitsByPolicy(view: BucketView, isWriter: IsWriter): boolean {
  return some(view.policies(), (policy) => letsWrite(policy, isWriter));
}

/** A policy that is not JSON lets nobody in; the API refuses it. */
function letsWrite(policy: PolicyDocument, isWriter: IsWriter): boolean {
  try {
    return some(
      policy.statements,
      (statement) => statement.isAllow && some(statement.principals(), isWriter) && allowsPutObject(statement),
    );
  } catch (error) {
    if (error instanceof Malformed) {
      return false;
    }
    throw error;
  }
}

function allowsPutObject(statement: Statement): boolean {
  return some(statement.actions, (action) => matchesGlobIgnoringCase("s3:PutObject", action.string() ?? ""));
}
