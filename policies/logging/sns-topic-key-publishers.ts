import { refusalByDefault, refusalOf, type KeyService, type NeededAction } from "../../aws/key-service";
import { EVENTBRIDGE, topics } from "../../aws/topic";
import { definePolicy, find } from "../../core";

/**
 * What a service needs to publish to an encrypted topic; `kms:GenerateDataKey*` in AWS's example covers the second.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
const ACTIONS: readonly NeededAction[] = [
  { action: "kms:Decrypt", written: "kms:Decrypt" },
  { action: "kms:GenerateDataKey", written: "kms:GenerateDataKey*" },
];

/**
 * What EventBridge does not send when it uses a topic's key.
 * https://aws.github.io/modern-data-architecture-accelerator/typedocs/functions/_aws-mdaa_cloudwatch-constructs.grantCloudWatchAlarmsTopicAccess.html
 */
const NOT_SENT_BY_EVENTBRIDGE: readonly string[] = ["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid"];

export default definePolicy({
  name: "sns-topic-key-publishers",
  category: "logging",
  requirements: ["LOG-15"],
  severity: "high",
  level: "mandatory",
  title: "Keys of topics let the services that alert use them",
  description:
    "The KMS key of an SNS topic lets every service that sends alerts to the topic use kms:Decrypt and kms:GenerateDataKey*.",
  rationale:
    "A service that may publish to a topic, but not use its key, fails silently. The statement for the account's root user does not help: the service acts for itself.",
  fix: 'Add a statement to the key\'s policy: { Effect: "Allow", Principal: { Service: "<the service>" }, Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" }.',
  references: [
    "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    "https://www.repost.aws/knowledge-center/sns-not-getting-eventbridge-notification",
    "https://www.repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger",
  ],
  subjects: topics,
  needs: "stack-only",
  check(topic, { each, report }) {
    const link = topic.key;
    if (link.kind !== "inside") {
      return;
    }
    each(topic.alertsByService, ([service, alerts]) => {
      const publisher = find(alerts, (one) => one.isOn)?.item;
      if (!publisher) {
        return;
      }
      const finding = { fix: fixFor(service), key: `use:${service}` };
      const outcome = `so ${publisher.label} cannot publish to the encrypted topic "${topic.resource.name}"`;
      each(link.keys, (kmsKey) => {
        const { policies } = kmsKey;
        if (policies.length === 0) {
          const { at, found } = refusalByDefault(kmsKey, callOf(service), ACTIONS);
          report(at, { ...finding, found: `${found}, ${outcome}.` });
        }
        each(policies, (policy) => {
          const refusal = refusalOf(kmsKey, policy, callOf(service), ACTIONS);
          if (refusal) {
            report(refusal.at, { ...finding, found: `${refusal.found}, ${outcome}.` });
          }
        });
      });
    });
  },
});

function callOf(service: string): KeyService {
  const keysNotSent = service === EVENTBRIDGE ? NOT_SENT_BY_EVENTBRIDGE : [];
  return { name: service, call: { service, keysNotSent }, scopeKeys: [] };
}

function fixFor(service: string): string {
  const statement = `{ Effect: "Allow", Principal: { Service: "${service}" }, Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" }`;
  const pitfall =
    service === EVENTBRIDGE
      ? " Without a condition on aws:SourceAccount or aws:SourceArn: EventBridge does not send them."
      : "";
  return `Have this statement in the key's policy: ${statement}.${pitfall}`;
}
