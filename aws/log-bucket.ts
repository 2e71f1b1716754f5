import {
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
import { followToBuckets } from "./bucket-link";
import { accountOf, PolicyDocument, type Principal, type Statement } from "./policy-document";
import * as types from "./types";

/**
 * Whether a bucket is there for logs: named or tagged so, a target of logs in this stack, or writable for a service
 * that delivers logs. Any one sign decides; without one, a sign that is not known yet leaves it undecided.
 */
export function isLogBucket(view: BucketView, settings: Settings): boolean {
  const signs = [
    () => isNamed(view, settings.logBuckets),
    () => isTagged(view),
    () => admitsLogDeliveryByAcl(view),
    () => admitsByPolicy(view, isLogService),
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

/** Where resources name the bucket that AWS delivers their logs to. */
const LOG_TARGETS: readonly { readonly types: readonly string[]; readonly at: (one: Resource) => Value[] }[] = [
  { types: types.BUCKET, at: (one) => ["logging", "loggings"].map((logging) => one.at(logging, "targetBucket")) },
  { types: types.BUCKET_LOGGING, at: (one) => [one.at("targetBucket")] },
  {
    types: types.LOAD_BALANCER,
    at: (one) => ["accessLogs", "connectionLogs", "healthCheckLogs"].map((logs) => one.at(logs, "bucket")),
  },
  { types: types.CLASSIC_LOAD_BALANCER, at: (one) => [one.at("accessLogs", "bucket")] },
  { types: types.CLOUDFRONT_DISTRIBUTION, at: (one) => [one.at("loggingConfig", "bucket")] },
  {
    types: types.LOG_DELIVERY_DESTINATION,
    at: (one) => [one.at("deliveryDestinationConfiguration", "destinationResourceArn")],
  },
  { types: types.FLOW_LOG, at: flowLogTarget },
  { types: types.WEB_ACL_LOGGING, at: (one) => elements(one.at("logDestinationConfigs")) },
  { types: types.DELIVERY_CHANNEL, at: (one) => [one.at("s3BucketName")] },
  { types: types.TRAIL, at: (one) => [one.at("s3BucketName")] },
];

/** Flow logs go to CloudWatch unless the type says otherwise. */
function flowLogTarget(flowLog: Resource): Value[] {
  const type = flowLog.at("logDestinationType");
  return type.isUnknown || type.string() === "s3" ? [flowLog.at("logDestination")] : [];
}

/** A list that is unknown as a whole stands for its own elements. */
function elements(list: Value): Value[] {
  return list.isUnknown ? [list] : list.list();
}

interface Targets {
  /** The buckets of the stack that logs are delivered to, with the resources that say so. */
  readonly writersOf: ReadonlyMap<Resource, readonly Resource[]>;
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

/** What delivers logs to a bucket of the stack, as far as is known, apart from the bucket itself. Throws `Undecided` while only one resource is known. */
export function logWritersOf(bucket: Resource): readonly Resource[] {
  const writers = targetsIn(bucket.graph).writersOf.get(bucket) ?? [];
  return writers.filter((writer) => writer !== bucket && !isLoggingOf(writer, bucket));
}

function isLoggingOf(writer: Resource, bucket: Resource): boolean {
  return (
    types.BUCKET_LOGGING.includes(writer.type) &&
    followToBuckets(bucket.graph, writer.at("bucket")).buckets.includes(bucket)
  );
}

/** Whether other buckets' access logs go to this one, or its policy or ACL lets S3 deliver them. */
export function isAccessLogBucket(view: BucketView): boolean {
  const { bucket } = view;
  const sources = [...types.BUCKET, ...types.BUCKET_LOGGING];
  const signs = [
    () => bucket !== undefined && logWritersOf(bucket).some((writer) => sources.includes(writer.type)),
    () => admitsLogDeliveryByAcl(view),
    () => admitsByPolicy(view, ({ kind, id }) => kind === "Service" && id === ACCESS_LOG_SERVICE),
  ];
  return some(signs, (sign) => sign());
}

function targetsIn(graph: Graph): Targets {
  return graph.view(LOG_TARGETS, () => collectTargets(graph));
}

function collectTargets(graph: Graph): Targets {
  const writersOf = new Map<Resource, Resource[]>();
  let open: Value | undefined;
  let outside: Value | undefined;
  for (const kind of LOG_TARGETS) {
    for (const resource of graph.allOfType(kind.types)) {
      for (const value of kind.at(resource)) {
        const link = followToBuckets(graph, value);
        link.buckets.forEach((bucket) => {
          const writers = writersOf.get(bucket) ?? [];
          writers.push(resource);
          writersOf.set(bucket, writers);
        });
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

const LOG_DELIVERY_GROUP = "http://acs.amazonaws.com/groups/s3/LogDelivery";

/** CloudFront's account for standard logs: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html */
const CLOUDFRONT_LOG_DELIVERY = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
function admitsLogDeliveryByAcl(view: BucketView): boolean {
  const inline = view.bucket;
  const signs = [
    () => inline?.at("acl").string() === "log-delivery-write",
    () => some(inline?.at("grants").list() ?? [], (grant) => isLogDelivery(grant, grant.at("permissions").strings())),
    () => some(view.parts("acl"), (part) => part.at("acl").string() === "log-delivery-write"),
    () =>
      some(
        view.parts("acl").flatMap((part) => part.at("accessControlPolicy", "grants").list()),
        (grant) => isLogDelivery(grant.at("grantee"), grant.at("permission").strings()),
      ),
  ];
  return some(signs, (sign) => sign());
}

function isLogDelivery(grantee: Value, permissions: readonly string[]): boolean {
  const mayWrite = permissions.some((one) => one === "WRITE" || one === "FULL_CONTROL");
  return (
    mayWrite &&
    (grantee.at("uri").string() === LOG_DELIVERY_GROUP || grantee.at("id").string() === CLOUDFRONT_LOG_DELIVERY)
  );
}

const ACCESS_LOG_SERVICE = "logging.s3.amazonaws.com";

/**
 * The services that deliver logs: S3 access logs, logs that CloudWatch vends (flow, WAF, network load balancer), load
 * balancers, CloudTrail and Config.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
const LOG_SERVICES = new Set([
  ACCESS_LOG_SERVICE,
  "delivery.logs.amazonaws.com",
  "logdelivery.elasticloadbalancing.amazonaws.com",
  "logdelivery.elb.amazonaws.com",
  "cloudtrail.amazonaws.com",
  "config.amazonaws.com",
]);

/**
 * Elastic Load Balancing's accounts in the regions that are older than its service principal.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html
 */
export const LOAD_BALANCING_ACCOUNTS: ReadonlySet<string> = new Set([
  "098369216593",
  "754344448648",
  "582318560864",
  "600734575887",
  "383597477331",
  "718504428378",
  "114774131450",
  "783225319266",
  "589379963580",
  "985666609251",
  "638102146993",
  "037604701340",
  "054676820928",
  "897822967062",
  "635631232127",
  "156460612806",
  "652711504416",
  "009996457667",
  "076674570225",
  "507241528517",
  "127311923021",
  "033677994240",
  "190560391635",
  "048591011584",
  "027434742980",
  "797873946194",
]);

/** Whether a principal of a bucket policy is a service that delivers logs. */
export function isLogService(principal: Principal): boolean {
  if (principal.kind === "Service") {
    return LOG_SERVICES.has(principal.id);
  }
  return LOAD_BALANCING_ACCOUNTS.has(accountOf(principal) ?? "");
}

type IsWriter = (principal: Principal) => boolean;

function admitsByPolicy(view: BucketView, isWriter: IsWriter): boolean {
  const inline = view.bucket?.at("policy");
  const signs = [
    () => inline?.isPresent === true && letsWrite(inline, isWriter),
    () => some(view.parts("policy"), (part) => letsWrite(part.at("policy"), isWriter)),
  ];
  return some(signs, (sign) => sign());
}

/** A policy that is not JSON lets nobody in; the API refuses it. */
function letsWrite(policy: Value, isWriter: IsWriter): boolean {
  try {
    return some(
      new PolicyDocument(policy).statements,
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
