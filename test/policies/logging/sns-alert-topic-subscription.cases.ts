import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const TOPIC = "aws:sns/topic:Topic";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const RULE = "aws:codestarnotifications/notificationRule:NotificationRule";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const SLACK = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";

function alarmTopic(s: StackBuilder): BuiltResource {
  const topic = s.resource(TOPIC, "alerts", { name: "alerts-dev" });
  s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
  return topic;
}

function pipelineTopic(s: StackBuilder): BuiltResource {
  const topic = s.resource(TOPIC, "alerts", { name: "alerts-dev" });
  s.resource(RULE, "pipeline", {
    eventTypeIds: ["codepipeline-pipeline-pipeline-execution-failed"],
    targets: [{ address: topic.arn }],
  });
  return topic;
}

function subscribe(s: StackBuilder, topic: BuiltResource, protocol: string, endpoint: unknown, name = "mail"): void {
  s.resource(SUBSCRIPTION, name, { topic: topic.arn, protocol, endpoint });
}

const placeholder = (endpoint: string) => ({
  stack: (s: StackBuilder): void => subscribe(s, pipelineTopic(s), "email", endpoint),
  findings: [{ resource: "mail", path: "endpoint", found: /is a placeholder/ }],
});

export default cases("sns-alert-topic-subscription", {
  passes: {
    "an email subscription for a pipeline": (s) => {
      subscribe(s, pipelineTopic(s), "email", "platform@acme.io");
    },
    "a subscription by the literal ARN of the topic": (s) => {
      alarmTopic(s);
      s.resource(SUBSCRIPTION, "mail", {
        topic: "arn:aws:sns:us-east-1:123456789012:alerts-dev",
        protocol: "email",
        endpoint: "platform@acme.io",
      });
    },
    "a queue for an alarm": (s) => {
      const queue = s.resource("aws:sqs/queue:Queue", "queue");
      subscribe(s, alarmTopic(s), "sqs", queue.arn);
    },
    "a chat channel for an alarm": (s) => {
      s.resource(SLACK, "slack", { snsTopicArns: [alarmTopic(s).arn] });
    },
    "a chat channel that names the topic by its literal ARN": (s) => {
      alarmTopic(s);
      s.resource(SLACK, "slack", { snsTopicArns: ["arn:aws:sns:us-east-1:123456789012:alerts-dev"] });
    },
    "a chat channel for a pipeline": (s) => {
      s.resource(SLACK, "slack", { snsTopicArns: [pipelineTopic(s).arn] });
    },
    "a placeholder beside a real address": (s) => {
      const topic = pipelineTopic(s);
      subscribe(s, topic, "email", "changeme@acme.io", "old");
      subscribe(s, topic, "email", "platform@acme.io");
    },
    "addresses that only look like placeholders": (s) => {
      const topic = alarmTopic(s);
      subscribe(s, topic, "email", "todor@example-bank.com");
    },
    "https to a service": (s) => {
      subscribe(s, alarmTopic(s), "https", "https://events.pagerduty.com/integration/abc/enqueue");
    },
    "a topic that receives no alerts": (s) => {
      const topic = s.resource(TOPIC, "uploads");
      s.resource("aws:s3/bucketNotification:BucketNotification", "n", {
        bucket: "b",
        topics: [{ topicArn: topic.arn }],
      });
    },
    "a topic outside": (s) => {
      s.resource(ALARM, "cpu", { alarmActions: ["arn:aws:sns:us-east-1:123456789012:central"] });
    },
    "a topic that is only read": (s) => {
      const topic = s.resource(TOPIC, "alerts", { name: "alerts" }, { isRead: true });
      s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
    },
    "https for a pipeline, where settings accept it": {
      options: { pipelineProtocols: ["https"] },
      stack: (s) => subscribe(s, pipelineTopic(s), "https", "https://hooks.acme.io/alerts"),
    },
  },
  fails: {
    "nobody is subscribed to the topic of an alarm": {
      stack: (s) => {
        alarmTopic(s);
      },
      findings: [{ resource: "alerts", path: "", found: /alarm "cpu", but has no subscription/, key: "subscription" }],
    },
    "nobody is subscribed to the topic of a budget": {
      stack: (s) => {
        const topic = s.resource(TOPIC, "alerts");
        s.resource("aws:budgets/budget:Budget", "monthly", {
          notifications: [{ subscriberSnsTopicArns: [topic.arn] }],
        });
      },
      findings: [{ resource: "alerts", path: "", found: /budget "monthly"/ }],
    },
    "nobody is subscribed to the topics of a composite alarm and a budget action": {
      stack: (s) => {
        s.resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "all", {
          insufficientDataActions: [s.resource(TOPIC, "alerts").arn],
        });
        s.resource("aws:budgets/budgetAction:BudgetAction", "stop", {
          subscribers: [{ subscriptionType: "SNS", address: s.resource(TOPIC, "costs").arn }],
        });
      },
      findings: [
        { resource: "alerts", path: "", found: /alarm "all"/ },
        { resource: "costs", path: "", found: /budget action "stop"/ },
      ],
    },
    "the subscription is for another topic": {
      stack: (s) => {
        alarmTopic(s);
        subscribe(s, s.resource(TOPIC, "orders"), "email", "platform@acme.io");
      },
      findings: [{ resource: "alerts", path: "", found: /no subscription/ }],
    },
    "the subscription names another topic by its literal ARN": {
      stack: (s) => {
        alarmTopic(s);
        s.resource(SUBSCRIPTION, "mail", {
          topic: "arn:aws:sns:us-east-1:123456789012:orders-dev",
          protocol: "email",
          endpoint: "platform@acme.io",
        });
      },
      findings: [{ resource: "alerts", path: "", found: /no subscription/ }],
    },
    "example.com": placeholder("alerts@example.com"),
    "a name below example.com": placeholder("Alerts@Mail.Example.COM"),
    "changeme@": placeholder("changeme@acme.io"),
    "change-me with a tag": placeholder("change-me+prod@acme.io"),
    "a template that was never filled in": placeholder("<your email here>"),
    "your-email@your-company.com": placeholder("your-email@your-company.com"),
    TODO: placeholder("TODO"),
    "an empty address": {
      stack: (s) => subscribe(s, pipelineTopic(s), "email", ""),
      findings: [{ resource: "mail", path: "endpoint", found: /no endpoint/ }],
    },
    "a placeholder web hook": {
      stack: (s) => subscribe(s, alarmTopic(s), "https", "https://example.com/hook"),
      findings: [{ resource: "mail", path: "endpoint", found: /placeholder/ }],
    },
    "only a queue for a pipeline": {
      stack: (s) => {
        const queue = s.resource("aws:sqs/queue:Queue", "queue");
        subscribe(s, pipelineTopic(s), "sqs", queue.arn);
      },
      findings: [{ resource: "alerts", path: "", found: /only subscriptions by sqs, none by email/ }],
    },
    "only a queue for an event rule on pipelines": {
      stack: (s) => {
        const topic = s.resource(TOPIC, "alerts");
        const rule = s.resource(EVENT_RULE, "failed", {
          name: "failed",
          eventPattern: JSON.stringify({ source: [{ prefix: "aws.code" }], detail: { state: ["FAILED"] } }),
        });
        s.resource(TARGET, "target", { rule: rule.ref("name"), arn: topic.arn });
        subscribe(s, topic, "sqs", "arn:aws:sqs:us-east-1:123456789012:alerts");
      },
      findings: [{ resource: "alerts", path: "", found: /event rule target "target".*none by email/ }],
    },
    "a queue for an alarm, where settings ask for email": {
      options: { protocols: ["email"] },
      stack: (s) => subscribe(s, alarmTopic(s), "sqs", "arn:aws:sqs:us-east-1:123456789012:alerts"),
      findings: [{ resource: "alerts", path: "", found: /none by email\./ }],
    },
    "a chat channel, where settings do not count it": {
      options: { protocols: ["email"] },
      stack: (s) => {
        s.resource(SLACK, "slack", { snsTopicArns: [alarmTopic(s).arn] });
      },
      findings: [{ resource: "alerts", path: "", found: /no subscription/ }],
    },
  },
  undecided: {
    "an address that is not known yet": (s) => {
      subscribe(s, pipelineTopic(s), "email", s.unknown);
    },
    "a subscription whose topic is not known yet": (s) => {
      pipelineTopic(s);
      s.resource(SUBSCRIPTION, "mail", { topic: s.unknown, protocol: "email", endpoint: "platform@acme.io" });
    },
    "a placeholder, beside a subscription whose topic is not known yet": (s) => {
      subscribe(s, pipelineTopic(s), "email", "changeme@acme.io", "old");
      s.resource(SUBSCRIPTION, "mail", { topic: s.unknown, protocol: "email", endpoint: "platform@acme.io" });
    },
    "a chat channel whose topics are not known yet": (s) => {
      alarmTopic(s);
      s.resource(SLACK, "slack", { snsTopicArns: s.unknown });
    },
    "a protocol that is not known yet": (s) => {
      s.resource(SUBSCRIPTION, "mail", { topic: pipelineTopic(s).arn, protocol: s.unknown, endpoint: "ops@acme.io" });
    },
    "a queue, when it is not known yet whether the alert is about a pipeline": (s) => {
      const topic = s.resource(TOPIC, "alerts");
      s.resource(RULE, "rule", { eventTypeIds: s.unknown, targets: [{ address: topic.arn }] });
      subscribe(s, topic, "sqs", "arn:aws:sqs:us-east-1:123456789012:alerts");
    },
  },
  malformed: {
    "subscriptions without sense": {
      stack: (s) => {
        const topic = alarmTopic(s);
        s.resource(SUBSCRIPTION, "mail", { topic: topic.arn, protocol: 5, endpoint: ["a", "b"] });
        s.resource(SUBSCRIPTION, "none", { topic: topic.arn, protocol: null });
      },
      findings: [{ resource: "alerts", path: "", found: /only subscriptions by 5/ }],
    },
    "an event pattern that is not JSON": (s) => {
      const topic = s.resource(TOPIC, "alerts");
      const rule = s.resource(EVENT_RULE, "failed", { name: "failed", eventPattern: "{" });
      s.resource(TARGET, "target", { rule: rule.ref("name"), arn: topic.arn });
      subscribe(s, topic, "sqs", "arn:aws:sqs:us-east-1:123456789012:alerts");
    },
    "an endless address": (s) => {
      subscribe(s, pipelineTopic(s), "email", `${"a".repeat(100_000)}@acme.io`);
    },
  },
});
