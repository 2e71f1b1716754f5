import type { Example, Item, Sign } from "./example";

const item = (number: string, ...policies: (string | Sign)[]): Item => ({
  number,
  signs: policies.map((one) => (typeof one === "string" ? { policy: one } : one)),
});

/** The items of the infrastructure catalogue that a policy can check, and the policies that report each. */
export const secureInfrastructure: Example = {
  folder: "secure-infrastructure",
  itemNames: "items of the infrastructure catalogue",
  secrets: { good: {}, bad: {} },
  // a3 asks for single-region trails where a multi-region one exists already, and b15 for a trail bucket of its own;
  // the defaults follow the security catalogue, which asks for the opposite of both.
  settings: "settings.json",
  items: [
    item("a1", "cloudtrail-data-resources", "cloudtrail-management-events"),
    item("a2", "config-recorder-single", "config-recorder-name", "config-recorder-all-types"),
    item("a3", "cloudtrail-multi-region", "cloudtrail-management-events"),
    item(
      "a5",
      { policy: "stack-outputs", keys: /cloudTrailArn/ },
      { policy: "account-security-services", keys: /guardduty/ },
      "config-recorder-all-types",
      "config-recorder-global-types",
      "config-recorder-delivery-channel",
      "config-recorder-enabled",
    ),
    item("a7", "security-group-egress", "security-group-descriptions"),
    item("b2", "ec2-no-ssh-keys", "iam-no-access-keys", "iam-no-login-profiles", "iam-no-user-policies"),
    item(
      "b3",
      "ec2-instance-profile",
      "ec2-instance-profile-role",
      "ec2-instance-role-systems-manager",
      "iam-no-ec2-role-for-ssm",
      "iam-no-access-keys",
    ),
    item("b4", "ec2-user-data-hardening", "ec2-user-data-present", "ec2-user-data-sshd-default"),
    item("b5", "ec2-imdsv2-required", "ec2-metadata-endpoint", "ec2-metadata-hop-limit", "ec2-metadata-tags"),
    item("b6", "ec2-amazon-linux-2023"),
    item("b7", "ec2-root-volume", "ec2-volume-encryption"),
    item("b8", { policy: "account-security-services", keys: /guardduty/ }),
    item(
      "b9",
      "vpc-flow-log",
      "vpc-flow-log-role",
      "cloudwatch-log-group-retention",
      "cloudwatch-log-group-audit-encryption",
    ),
    item("b10", "vpc-private-subnet-internet-route", "vpc-nat-gateway-subnet"),
    item("b11", { policy: "resource-literal-reference", types: /^aws:ec2\/instance:/ }),
    item("b13", "resource-foreign-environment"),
    item("b14", "resource-required-tags", "ec2-instance-tags"),
    item(
      "b15",
      "s3-bucket-encryption",
      "s3-bucket-versioning",
      "s3-bucket-public-access-block",
      "s3-log-bucket-policy",
      "cloudtrail-bucket-sharing",
    ),
  ],
};
