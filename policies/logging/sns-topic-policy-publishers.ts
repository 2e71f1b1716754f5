import { CLOUDWATCH, topics } from "../../aws/topic";
import type { Grant } from "../../aws/service-grant";
import { definePolicy, find, type Value } from "../../core";

export default definePolicy({
  name: "sns-topic-policy-publishers",
  category: "logging",
  requirements: ["LOG-15"],
  severity: "high",
  level: "mandatory",
  title: "Topic policies let the services that alert publish",
  description: "The policy of an SNS topic lets every service publish that sends alerts to it.",
  rationale:
    "An alarm or a rule whose service may not publish fails silently: nothing is deployed wrongly, and nobody is told when it matters. The default policy admits alarms of the same account only, and an aws.sns.TopicPolicy replaces it.",
  fix: 'Add a statement to the aws.sns.TopicPolicy of the topic: { Effect: "Allow", Principal: { Service: "<the service>" }, Action: "sns:Publish", Resource: topic.arn }.',
  references: [
    "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
    "https://docs.aws.amazon.com/dtconsole/latest/userguide/security_iam_troubleshoot.html",
    "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    "https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger",
  ],
  subjects: topics,
  needs: "stack-only",
  check(topic, { each, report }) {
    each(topic.alertsByService, ([service, alerts]) => {
      const publisher = find(alerts, (one) => one.isOn)?.item;
      if (!publisher) {
        return;
      }
      const fix = fixFor(service, topic.alertsByService.has(CLOUDWATCH));
      const key = `publish:${service}`;
      const { policies } = topic;
      if (policies.length === 0 && service !== CLOUDWATCH) {
        const found = `The topic has the default policy, which does not let ${service} publish, so nothing arrives from ${publisher.label}.`;
        report(topic.resource.at("policy"), { found, fix, key });
      }
      each(policies, (policy) => {
        const refusal = refusalOf(policy, topic.publishGrant(policy, service), service);
        if (refusal) {
          report(refusal.at, { found: `${refusal.found}, so nothing arrives from ${publisher.label}.`, fix, key });
        }
      });
    });
  },
});

function refusalOf(policy: Value, grant: Grant, service: string): { at: Value; found: string } | undefined {
  switch (grant.kind) {
    case "granted":
      return undefined;
    case "missing":
      return { at: policy, found: `No statement of the topic's policy lets ${service} publish` };
    case "denied":
      return { at: grant.statement.value, found: `This statement denies ${service} to publish` };
    case "conditional":
      return {
        at: grant.condition.values,
        found: `The statement demands ${grant.condition.key}, which ${service} does not send`,
      };
  }
}

function fixFor(service: string, hasAlarms: boolean): string {
  const statement = `{ Effect: "Allow", Principal: { Service: "${service}" }, Action: "sns:Publish", Resource: topic.arn }`;
  const alarms = ` The policy replaces the default one, so it needs the same for ${CLOUDWATCH}.`;
  return `Add to the one aws.sns.TopicPolicy of the topic: ${statement}.${hasAlarms && service !== CLOUDWATCH ? alarms : ""}`;
}
