import { EVENTBRIDGE, topics, type Publisher } from "../../aws/topic";
import type { KeyView } from "../../aws/key";
import type { Grant } from "../../aws/service-grant";
import { definePolicy, find, type Value } from "../../core";

/**
 * What a service needs to publish to an encrypted topic; `kms:GenerateDataKey*` in AWS's example covers the second.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
const ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey"] as const;

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
      const key = `use:${service}`;
      const fix = fixFor(service);
      const outcome = `so ${publisher.label} cannot publish to the encrypted topic "${topic.resource.name}"`;
      each(link.keys, (kmsKey) => {
        const { policies } = kmsKey;
        if (policies.length === 0) {
          const found = `The key has the default policy, which does not let ${service} use it, ${outcome}.`;
          report(kmsKey.resource.at("policy"), { found, fix, key });
        }
        each(policies, (policy) => {
          const refusal = refusalOf(kmsKey, policy, publisher);
          if (refusal) {
            report(refusal.at, { found: `${refusal.found}, ${outcome}.`, fix, key });
          }
        });
      });
    });
  },
});

/** What keeps the service from using the key; one sentence for both actions. */
function refusalOf(
  key: KeyView,
  policy: Value,
  { service }: Publisher,
): { readonly at: Value; readonly found: string } | undefined {
  const keysNotSent = service === EVENTBRIDGE ? NOT_SENT_BY_EVENTBRIDGE : [];
  const grants = ACTIONS.map((action) => ({ action, grant: key.grant(policy, { service, action, keysNotSent }) }));
  const refused = grants.filter(({ grant }) => grant.kind !== "granted");
  const [first] = refused;
  if (!first) {
    return undefined;
  }
  return refusalAt(policy, first.grant, service, refused.map(({ action }) => action).join(" and "));
}

function refusalAt(policy: Value, grant: Grant, service: string, actions: string): { at: Value; found: string } {
  switch (grant.kind) {
    case "conditional":
      return {
        at: grant.condition.values,
        found: `The statement demands ${grant.condition.key}, which ${service} does not send when it uses the key`,
      };
    case "denied":
      return { at: grant.statement.value, found: `This statement denies ${actions} to ${service}` };
    default:
      return { at: policy, found: `The key's policy does not let ${service} use ${actions}` };
  }
}

function fixFor(service: string): string {
  const statement = `{ Effect: "Allow", Principal: { Service: "${service}" }, Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" }`;
  const pitfall =
    service === EVENTBRIDGE
      ? " Without a condition on aws:SourceAccount or aws:SourceArn: EventBridge does not send them."
      : "";
  return `Have this statement in the key's policy: ${statement}.${pitfall}`;
}
