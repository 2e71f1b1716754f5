import { accountOf, type Principal } from "./policy-document";

/** A service that delivers logs or findings to buckets, and what its policy statement has to let it do. */
export interface DeliveryService {
  /** The service principal, or the words for Elastic Load Balancing's own accounts. */
  readonly name: string;
  /** Actions as AWS writes them. */
  readonly needs: readonly string[];
  /**
   * What tells whose logs it may deliver: a condition on the source; or the account in the path below `AWSLogs/` where
   * AWS documents no condition, which could keep all logs out; or nothing for the accounts of older regions.
   */
  readonly source: "condition" | "path" | "none";
}

type Needs = readonly [services: readonly string[], source: "condition" | "path", needs: readonly string[]];

/** The actions that services which write logs need on the bucket and its objects, beside the page that says so. */
const LOGS: readonly Needs[] = [
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
  [["logging.s3.amazonaws.com"], "condition", ["s3:PutObject"]],
  // Flow, WAF, network load balancer and CloudFront (v2) logs.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
  [["delivery.logs.amazonaws.com"], "condition", ["s3:PutObject", "s3:GetBucketAcl", "s3:ListBucket"]],
  // Export tasks. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3ExportTasksConsole.html
  [["logs.amazonaws.com"], "condition", ["s3:PutObject", "s3:GetBucketAcl"]],
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
  [["logdelivery.elasticloadbalancing.amazonaws.com", "logdelivery.elb.amazonaws.com"], "path", ["s3:PutObject"]],
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
  [["cloudtrail.amazonaws.com"], "condition", ["s3:PutObject", "s3:GetBucketAcl"]],
  // https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
  [["config.amazonaws.com"], "condition", ["s3:PutObject", "s3:GetBucketAcl", "s3:ListBucket"]],
  // https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html
  [["redshift.amazonaws.com"], "path", ["s3:PutObject", "s3:GetBucketAcl"]],
];

/** Security findings stand beside logs in many buckets, but make no log bucket. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html */
const FINDINGS: readonly Needs[] = [
  [["guardduty.amazonaws.com"], "condition", ["s3:PutObject", "s3:GetBucketLocation"]],
];

const LOG_SERVICES = byName(LOGS);
const FINDING_SERVICES = byName(FINDINGS);

function byName(table: readonly Needs[]): ReadonlyMap<string, DeliveryService> {
  return new Map(
    table.flatMap(([services, source, needs]) => services.map((name) => [name, { name, needs, source }] as const)),
  );
}

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

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html */
const LOAD_BALANCING: DeliveryService = {
  name: "Elastic Load Balancing's account",
  needs: ["s3:PutObject"],
  source: "none",
};

/** The service that a principal of a bucket policy is, when that service delivers logs. */
export function logServiceOf(principal: Principal): DeliveryService | undefined {
  if (principal.kind === "Service") {
    return serviceNamed(principal.id, LOG_SERVICES);
  }
  return LOAD_BALANCING_ACCOUNTS.has(accountOf(principal) ?? "") ? LOAD_BALANCING : undefined;
}

/** The service that a principal of a bucket policy is, when that service delivers logs or security findings. */
export function deliveryServiceOf(principal: Principal): DeliveryService | undefined {
  return (
    logServiceOf(principal) ?? (principal.kind === "Service" ? serviceNamed(principal.id, FINDING_SERVICES) : undefined)
  );
}

/** Some services have a principal for each region (`logs.eu-west-1.amazonaws.com`), and China has names of its own. */
function serviceNamed(id: string, services: ReadonlyMap<string, DeliveryService>): DeliveryService | undefined {
  const name = id.toLowerCase().replace(/\.cn$/, "");
  const service = services.get(name) ?? services.get(name.replace(/^(logs|redshift)\.[a-z]+(?:-[a-z]+)+-\d\./, "$1."));
  return service && { ...service, name };
}
