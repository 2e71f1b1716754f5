import { isPlaceholderEndpoint } from "../../aws/placeholder-endpoint";
import { topics, type Publisher, type TopicView } from "../../aws/topic";
import { definePolicy, find, some, texts, whenKnown, type Resource } from "../../core";

/** What SNS delivers by, and `chatbot` for a chat channel. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const PROTOCOLS = [
  "email",
  "email-json",
  "sms",
  "http",
  "https",
  "lambda",
  "sqs",
  "firehose",
  "application",
  "chatbot",
] as const;

export default definePolicy({
  name: "sns-alert-topic-subscription",
  category: "logging",
  requirements: ["LOG-09"],
  severity: "medium",
  level: "mandatory",
  title: "Somebody is subscribed to every topic of alerts",
  description: "An SNS topic that receives alerts has a subscription that reaches somebody.",
  rationale:
    "An alarm or a failed pipeline that publishes to a topic without subscribers tells nobody. An email subscription works only after its owner has confirmed it, which no program can do: look into the mailbox after the first deployment.",
  fix: 'Add an aws.sns.TopicSubscription with topic: topic.arn, protocol: "email" and the address of a mailbox that the team reads, and confirm it there.',
  references: [
    "https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html",
    "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html",
    "https://docs.aws.amazon.com/chatbot/latest/adminguide/getting-started.html",
  ],
  options: {
    protocols: texts({
      default: PROTOCOLS,
      choices: PROTOCOLS,
      description: "The protocols that count as telling somebody; chatbot stands for a chat channel.",
    }),
    pipelineProtocols: texts({
      default: ["email", "email-json", "chatbot"],
      choices: PROTOCOLS,
      description: "The protocols that count for a topic that alerts about pipelines.",
    }),
  },
  subjects: topics,
  needs: "stack-only",
  check(topic, { options, report }) {
    const alert = find(topic.publishers, (one) => one.isAlert && one.isOn)?.item;
    if (!alert) {
      return;
    }
    const isPipelineAlert = whenKnown(() => some(topic.publishers, (one) => one.isOn && one.isPipelineAlert));
    const accepted = PROTOCOLS.filter(
      (protocol) =>
        (isPipelineAlert !== false && options.pipelineProtocols.includes(protocol)) ||
        (isPipelineAlert !== true && options.protocols.includes(protocol)),
    );
    if (reachesSomebody(topic, accepted)) {
      return;
    }
    topic.demandAllReceiversKnown();
    const placeholders = topic.subscriptions.filter((one) => isAccepted(one, accepted));
    for (const one of placeholders) {
      const endpoint = one.at("endpoint");
      report(endpoint, { found: describeEndpoint(endpoint.string()), key: "subscription" });
    }
    if (placeholders.length === 0) {
      report(topic.resource, { found: describeMissing(topic, alert, accepted), key: "subscription" });
    }
  },
});

function reachesSomebody(topic: TopicView, accepted: readonly string[]): boolean {
  if (accepted.includes("chatbot") && topic.chatChannels.length > 0) {
    return true;
  }
  return some(
    topic.subscriptions,
    (one) => isAccepted(one, accepted) && !isPlaceholderEndpoint(one.at("endpoint").string() ?? ""),
  );
}

function isAccepted(subscription: Resource, accepted: readonly string[]): boolean {
  return accepted.includes(subscription.at("protocol").string()?.toLowerCase() ?? "");
}

function describeEndpoint(endpoint: string | undefined): string {
  return endpoint === undefined
    ? "The subscription has no endpoint, and the topic has no other one that reaches somebody."
    : `The endpoint "${endpoint.slice(0, 60)}" is a placeholder, and the topic has no other one that reaches somebody.`;
}

function describeMissing(topic: TopicView, alert: Publisher, accepted: readonly string[]): string {
  const protocols = [...new Set(topic.subscriptions.flatMap((one) => one.at("protocol").string() ?? []))].sort();
  const has =
    protocols.length > 0
      ? `only subscriptions by ${protocols.join(", ")}, none by ${accepted.join(", ")}`
      : "no subscription";
  return `The topic receives alerts from ${alert.label}, but has ${has}.`;
}
