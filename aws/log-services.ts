import { accountOf, type Principal } from "./policy-document";

/** A service that delivers logs to buckets, and what its policy statement has to let it do. */
export interface LogService {
  /** The service principal, or the words for Elastic Load Balancing's own accounts. */
  readonly name: string;
  /** Actions as AWS writes them. */
  readonly needs: readonly string[];
  /** Whether it says for whom it delivers (aws:SourceArn, aws:SourceAccount); the accounts of older regions do not. */
  readonly tellsSource: boolean;
}

/** The actions that a service needs on the bucket and its objects, beside the page that says so. */
const NEEDS: readonly (readonly [services: readonly string[], needs: readonly string[]])[] = [
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
  [["logging.s3.amazonaws.com"], ["s3:PutObject"]],
  // Flow, WAF, network load balancer and CloudFront (v2) logs.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
  [["delivery.logs.amazonaws.com"], ["s3:PutObject", "s3:GetBucketAcl", "s3:ListBucket"]],
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
  [["logdelivery.elasticloadbalancing.amazonaws.com", "logdelivery.elb.amazonaws.com"], ["s3:PutObject"]],
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
  [["cloudtrail.amazonaws.com"], ["s3:PutObject", "s3:GetBucketAcl"]],
  // https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
  [["config.amazonaws.com"], ["s3:PutObject", "s3:GetBucketAcl", "s3:ListBucket"]],
  // https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html
  [["redshift.amazonaws.com"], ["s3:PutObject", "s3:GetBucketAcl"]],
];

const SERVICES: ReadonlyMap<string, LogService> = new Map(
  NEEDS.flatMap(([services, needs]) => services.map((name) => [name, { name, needs, tellsSource: true }] as const)),
);

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
const LOAD_BALANCING: LogService = {
  name: "Elastic Load Balancing's account",
  needs: ["s3:PutObject"],
  tellsSource: false,
};

/** The service that a principal of a bucket policy is, when that service delivers logs. */
export function logServiceOf(principal: Principal): LogService | undefined {
  return principal.kind === "Service"
    ? SERVICES.get(principal.id.toLowerCase())
    : LOAD_BALANCING_ACCOUNTS.has(accountOf(principal) ?? "")
      ? LOAD_BALANCING
      : undefined;
}
