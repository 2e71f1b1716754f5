import type { Example, Item, Sign } from "./example";

const item = (number: string, ...signs: (string | Sign)[]): Item => ({
  number,
  signs: signs.map((one) => (typeof one === "string" ? { policy: one } : one)),
});

const LOAD_BALANCER = /^aws:lb\//;

/** The sections of the resilience catalogue that a policy can check; x is its list of expected features, by requirement. */
export const resilientWeb: Example = {
  folder: "resilient-web",
  itemNames: "sections and features of the resilience catalogue",
  secrets: { good: {}, bad: {} },
  // A program in YAML defines no components, so that all its resources stand directly under the stack.
  settings: { "good-yaml": "good-yaml/settings.json" },
  items: [
    item("2.1", "security-group-remote-administration", "network-acl-admin-ports"),
    item("2.2", "vpc-security-services"),
    item(
      "4.1",
      "iam-role-trust-service-mfa",
      "iam-role-trust-federation",
      // Which account is the own one shows in the ARNs of an update.
      { policy: "iam-role-trust-other-accounts", onlyInUpdate: true },
    ),
    item("4.2", "resource-name-suffix", "ssm-parameter-name-suffix"),
    item("x GOV-01", "resource-required-tags", "ec2-instance-tags"),
    item("x SEC-04", "database-password-managed", "database-password-from-config"),
    item("x SEC-10", "kms-key-not-public", "kms-key-account-control", "kms-key-delegation"),
    item(
      "x SEC-11",
      { policy: "kms-customer-managed-key", types: /^aws:secretsmanager\// },
      { policy: "kms-customer-managed-key", types: /^aws:sns\// },
      { policy: "kms-customer-managed-key", types: /^aws:sqs\// },
      "sns-topic-encryption",
      "s3-data-bucket-kms-key",
      "rds-storage-encryption",
      "cloudwatch-log-group-encryption",
    ),
    item(
      "x STO-14",
      { policy: "database-multi-az", types: /:Instance$/ },
      { policy: "database-multi-az", types: /:Cluster$/ },
      "database-backup-retention",
      "database-not-public",
      "database-private-subnets",
    ),
    item(
      "x STO-15",
      { policy: "rds-performance-insights", types: /:Instance$/ },
      { policy: "rds-performance-insights", types: /:ClusterInstance$/ },
    ),
    item(
      "x LOG-16",
      { policy: "workload-alarms", types: /^aws:rds\// },
      { policy: "workload-alarms", types: LOAD_BALANCER },
      { policy: "workload-alarms", types: /^aws:autoscaling\// },
      { policy: "workload-alarms", types: /^aws:lambda\// },
    ),
    item("x NET-07", "vpc-availability-zones"),
    item(
      "x NET-08",
      "lb-web-acl",
      "wafv2-web-acl-managed-rules",
      "wafv2-web-acl-metrics",
      "wafv2-web-acl-logging",
      "wafv2-web-acl-scope-down",
    ),
    item(
      "x NET-09",
      { policy: "lb-listener-tls", keys: /sslPolicy/ },
      { policy: "lb-listener-tls", keys: /^(?!.*sslPolicy)/ },
      "lb-target-group-health-check",
      "lb-invalid-headers",
      "lb-deletion-protection",
      "lb-access-logs",
    ),
    item("x NET-10", "security-group-descriptions", "vpc-default-security-group"),
    item(
      "x NET-11",
      "subnet-public-addresses",
      "ec2-public-addresses",
      "workload-private-subnets",
      "load-balancer-subnets",
      "database-not-public",
      "database-private-subnets",
    ),
    item(
      "x CMP-06",
      "autoscaling-group-launch-template",
      "autoscaling-group-load-balancer-health",
      "autoscaling-group-scaling-policy",
    ),
    item(
      "x CMP-07",
      "lambda-supported-runtime",
      "lambda-environment-encryption",
      "lambda-tracing",
      "lambda-public-permission",
      "lambda-function-url-auth",
    ),
  ],
};
