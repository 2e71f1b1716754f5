import type { Example, Item, Sign } from "./example";

const section = (number: string, ...policies: (string | Sign)[]): Item => ({
  number,
  signs: policies.map((one) => (typeof one === "string" ? { policy: one } : one)),
});

/** The sections of the security catalogue that a policy can check, and the policies that report each. */
export const accountFoundation: Example = {
  folder: "account-foundation",
  itemNames: "sections of the security catalogue",
  secrets: { good: {}, bad: {} },
  items: [
    section("1.2", "stack-components"),
    section(
      "2.1",
      "kms-key-log-group-grant",
      "kms-key-log-group-scope",
      "kms-key-trail-grant",
      "kms-key-trail-scope",
      "kms-key-not-public",
      "kms-key-account-control",
      "kms-key-delegation",
    ),
    section("2.2", "kms-key-rotation"),
    section("3.1", "iam-access-analyzer"),
    section("3.2", "iam-mfa-policy-complete", "iam-mfa-condition-if-exists", "iam-mfa-policy-attached"),
    section(
      "3.3",
      "iam-no-administrator-statements",
      "iam-no-full-access-policies",
      "iam-no-wildcard-resources",
      "iam-no-wildcard-resources-for-reads",
      "iam-no-allow-by-exclusion",
      "iam-no-privilege-escalation",
      "iam-pass-role-names-roles",
      "iam-pass-role-names-roles-for-service",
      "lambda-role-writes-logs",
      "codebuild-privileged-mode",
    ),
    section(
      "4.1",
      "s3-bucket-public-access-block",
      "s3-bucket-public-acl",
      "s3-bucket-public-policy",
      "s3-bucket-website",
      "s3-bucket-secure-transport",
    ),
    section("4.2", "s3-bucket-encryption", "s3-data-bucket-kms-key"),
    section("4.3", "s3-bucket-access-logging"),
    section("4.4", "s3-bucket-logging-target"),
    section("5.1", "rds-storage-encryption", { policy: "kms-customer-managed-key", types: /^aws:secretsmanager\// }),
    section(
      "5.2",
      "secretsmanager-database-secret-rotation",
      "secretsmanager-rotation-function",
      { policy: "secretsmanager-database-secret-link", onlyInUpdate: true },
      "secretsmanager-secret-rotation",
      "random-password-strength",
    ),
    section(
      "5.3",
      { policy: "secret-not-literal", types: /^aws:rds\// },
      "database-password-managed",
      // Before the update, a secret whose text is not known yet may hold the password.
      { policy: "database-password-from-config", onlyInUpdate: true },
    ),
    section(
      "6.1",
      "cloudwatch-log-group-retention",
      "cloudwatch-log-group-audit-encryption",
      "cloudwatch-log-group-encryption",
      "cloudwatch-log-group-deletion-protection",
    ),
    section(
      "7.1",
      "cloudtrail-multi-region",
      "cloudtrail-global-service-events",
      "cloudtrail-duplicate-management-events",
    ),
    section("7.2", "cloudtrail-log-file-validation", "cloudtrail-logging-enabled"),
    section("7.3", "cloudtrail-encryption"),
    section(
      "7.4",
      "cloudtrail-log-bucket",
      "cloudtrail-bucket-sharing",
      "s3-log-bucket-policy",
      "s3-log-bucket-acl",
      "s3-log-bucket-encryption",
      "s3-access-log-bucket-settings",
    ),
    section("8.1", "sns-topic-encryption", "sns-topic-key-publishers", "sns-topic-policy-publishers"),
    section(
      "8.2",
      "cloudtrail-metric-filter",
      "cloudtrail-cis-events",
      "cloudwatch-metric-filter-alarm",
      "cloudwatch-security-alarm",
    ),
    section("9.1", "account-security-services"),
    section(
      "9.2",
      "config-delivery-channel-after-recorder",
      "config-recorder-status-after-channel",
      "config-rule-after-recorder",
      { policy: "resource-literal-reference", types: /^aws:cfg\// },
    ),
    section("10.1", "resource-name-suffix", "ssm-parameter-name-suffix", "resource-foreign-environment"),
    section("10.2", "resource-required-tags"),
    section("11.1", "stack-outputs", "component-outputs"),
    section("12.1", "data-deletion-protection"),
    section("14.2", "resource-deprecated"),
    section("15.1", "stack-components"),
    section("15.2", "resource-logical-name"),
  ],
};

/** Sections whose rows are about networks; the examples write both forms of them. */
export const NETWORK_SECTIONS = ["6.2", "6.3", "6.4"];
