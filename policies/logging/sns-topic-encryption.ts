import { securityHub } from "../../aws/controls";
import { awsManagedAlias } from "../../aws/key";
import { topics } from "../../aws/topic";
import { definePolicy, flag, text } from "../../core";

export default definePolicy({
  name: "sns-topic-encryption",
  category: "logging",
  requirements: ["LOG-08", "SEC-11"],
  severity: "medium",
  level: "mandatory",
  title: "SNS topics are encrypted, with a key that their publishers can use",
  description:
    "SNS topics are encrypted with a KMS key; one that AWS services publish to needs a customer managed key.",
  rationale:
    "The policy of AWS's own key alias/aws/sns cannot be changed and admits no service: an alarm that publishes to a topic under it fails, and nobody is told.",
  fix: "Set kmsMasterKeyId of the aws.sns.Topic to the id of an aws.kms.Key whose policy lets the publishing services use it.",
  references: [
    "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/sns-encrypted-kms.html",
  ],
  controls: securityHub("SNS.1"),
  remediates:
    "Sets kmsMasterKeyId to remediationKey on topics without a key or with AWS's own, only when remediationKey names a customer managed key. Changes a topic in place; its publishers must be allowed to use the key.",
  options: {
    requireCustomerManagedKey: flag({
      default: false,
      description: "Ask every topic for a customer managed key, not only those that AWS services publish to.",
    }),
    remediationKey: text({
      default: "",
      description:
        "The customer managed key (id, ARN, alias) that remediation sets on topics without one. Empty, or an alias of AWS's own (alias/aws/...): nothing is remediated.",
    }),
  },
  subjects: topics,
  needs: "stack",
  check(topic, { options, report }) {
    const at = topic.resource.at("kmsMasterKeyId");
    const { key } = topic;
    if (key.kind === "absent") {
      return report(at, { found: "The topic is not encrypted: kmsMasterKeyId is not set." });
    }
    if (key.kind !== "aws-managed") {
      return;
    }
    if (options.requireCustomerManagedKey) {
      return report(at, { found: `The topic is encrypted with AWS's own key ${key.alias}.` });
    }
    const publisher = topic.ownPublisher;
    if (publisher) {
      report(at, {
        found: `The topic is encrypted with AWS's own key ${key.alias}, which ${publisher.service} may not use, so ${publisher.label} cannot publish to it.`,
      });
    }
  },
  remediate(topic, context) {
    const { remediationKey } = context.options;
    const at = topic.at("kmsMasterKeyId");
    if (
      remediationKey !== "" &&
      awsManagedAlias(remediationKey) === undefined &&
      (at.isAbsent || awsManagedAlias(at.string() ?? "") !== undefined)
    ) {
      context.set(["kmsMasterKeyId"], remediationKey);
    }
  },
});
