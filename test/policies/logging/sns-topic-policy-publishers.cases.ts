import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const TOPIC = "aws:sns/topic:Topic";
const POLICY = "aws:sns/topicPolicy:TopicPolicy";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const RULE = "aws:codestarnotifications/notificationRule:NotificationRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

const allow = (service: string, more: object = {}): object => ({
  Effect: "Allow",
  Principal: { Service: service },
  Action: "sns:Publish",
  Resource: "*",
  ...more,
});

const document = (...statements: unknown[]): object => ({ Version: "2012-10-17", Statement: statements });

/** A topic that a notification rule, an event rule, a budget or an alarm publishes to. */
function topicOf(
  s: StackBuilder,
  publisher: "notification" | "event" | "budget" | "alarm",
  inputs = {},
): BuiltResource {
  const topic = s.resource(TOPIC, "alerts", { name: "alerts-dev", ...inputs });
  switch (publisher) {
    case "notification":
      s.resource(RULE, "pipeline", { targets: [{ address: topic.arn }] });
      break;
    case "event":
      s.resource(TARGET, "failed", { rule: "failed", arn: topic.arn });
      break;
    case "budget":
      s.resource("aws:budgets/budget:Budget", "monthly", {
        notifications: [{ subscriberSnsTopicArns: [topic.arn] }],
      });
      break;
    case "alarm":
      s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
  }
  return topic;
}

const DEFAULT = /default policy/;

export default cases("sns-topic-policy-publishers", {
  passes: {
    "the policy names the service and the topic": (s) => {
      const topic = topicOf(s, "notification");
      s.resource(POLICY, "policy", {
        arn: topic.arn,
        policy: s.json(document(allow("codestar-notifications.amazonaws.com", { Resource: topic.arn }))),
      });
    },
    "the policy names its topic by the literal ARN": (s) => {
      topicOf(s, "event");
      s.resource(POLICY, "policy", {
        arn: "arn:aws:sns:us-east-1:123456789012:alerts-dev",
        policy: s.json(document(allow("events.amazonaws.com"))),
      });
    },
    "the inline policy of the topic": (s) => {
      topicOf(s, "event", { policy: s.json(document(allow("events.amazonaws.com"))) });
    },
    "a policy given as an object, with a list of services and a pattern of actions": (s) => {
      const topic = topicOf(s, "budget");
      s.resource(POLICY, "policy", {
        arn: topic.arn,
        policy: document({
          Effect: "Allow",
          Principal: { Service: ["events.amazonaws.com", "budgets.amazonaws.com"] },
          Action: ["SNS:Pub*"],
          Resource: topic.arn,
        }),
      });
    },
    "alarms under the default policy": (s) => {
      topicOf(s, "alarm");
    },
    "a replacement that admits the account of the alarm by AWS:SourceOwner, as the default one does": (s) => {
      const topic = topicOf(s, "alarm");
      const statement = {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["SNS:Publish", "SNS:Subscribe"],
        Resource: topic.arn,
        Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } },
      };
      s.resource(POLICY, "policy", { arn: topic.arn, policy: s.json(document(statement)) });
    },
    "a replacement that admits the account of the alarm by aws:SourceAccount": (s) => {
      const condition = { Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } };
      topicOf(s, "alarm", { policy: s.json(document(allow("cloudwatch.amazonaws.com", condition))) });
    },
    "conditions on source and account for EventBridge": (s) => {
      const condition = {
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:events:us-east-1:123456789012:rule/failed" },
          StringEquals: { "aws:SourceAccount": "123456789012" },
        },
      };
      topicOf(s, "event", { policy: s.json(document(allow("events.amazonaws.com", condition))) });
    },
    "a condition that holds when its key is missing": (s) => {
      const condition = { Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1234567890" } } };
      topicOf(s, "event", { policy: s.json(document(allow("events.amazonaws.com", condition))) });
    },
    "a denial of unencrypted transport beside the grant": (s) => {
      const deny = {
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      };
      topicOf(s, "event", { policy: s.json(document(deny, allow("events.amazonaws.com"))) });
    },
    "a topic outside": (s) => {
      s.resource(TARGET, "failed", { rule: "failed", arn: "arn:aws:sns:us-east-1:123456789012:central" });
    },
    "a topic that is only read": (s) => {
      const topic = s.resource(TOPIC, "alerts", { name: "alerts" }, { isRead: true });
      s.resource(TARGET, "failed", { rule: "failed", arn: topic.arn });
    },
    "a rule that is switched off": (s) => {
      const topic = s.resource(TOPIC, "alerts");
      s.resource(RULE, "pipeline", { status: "DISABLED", targets: [{ address: topic.arn }] });
    },
    "a target that publishes as a role": (s) => {
      const topic = s.resource(TOPIC, "alerts");
      s.resource(TARGET, "failed", { rule: "r", arn: topic.arn, roleArn: "arn:aws:iam::123456789012:role/publisher" });
    },
    "a topic that nothing publishes to": (s) => {
      s.resource(TOPIC, "orders");
    },
  },
  fails: {
    "a notification rule under the default policy": {
      stack: (s) => {
        topicOf(s, "notification");
      },
      findings: [
        {
          resource: "alerts",
          path: "policy",
          found: /default policy.*codestar-notifications\.amazonaws\.com.*"pipeline"/,
          fix: /Service: "codestar-notifications\.amazonaws\.com"/,
          key: "publish:codestar-notifications.amazonaws.com",
        },
      ],
    },
    "an event rule under the default policy": {
      stack: (s) => {
        topicOf(s, "event");
      },
      findings: [{ resource: "alerts", path: "policy", found: DEFAULT }],
    },
    "a budget under the default policy": {
      stack: (s) => {
        topicOf(s, "budget");
      },
      findings: [{ resource: "alerts", path: "policy", found: DEFAULT }],
    },
    "a replacement for EventBridge forgets the alarms": {
      stack: (s) => {
        const topic = topicOf(s, "event");
        s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
        s.resource(POLICY, "policy", { arn: topic.arn, policy: s.json(document(allow("events.amazonaws.com"))) });
      },
      findings: [{ resource: "policy", path: "policy", found: /cloudwatch\.amazonaws\.com.*alarm "cpu"/ }],
    },
    "CloudWatch is admitted in place of EventBridge": {
      stack: (s) => {
        topicOf(s, "event", { policy: s.json(document(allow("cloudwatch.amazonaws.com"))) });
      },
      findings: [{ resource: "alerts", path: "policy", found: /No statement .* events\.amazonaws\.com/ }],
    },
    "two policies, of which the last one wins": {
      stack: (s) => {
        const topic = topicOf(s, "event");
        s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
        s.resource(POLICY, "a", { arn: topic.arn, policy: s.json(document(allow("events.amazonaws.com"))) });
        s.resource(POLICY, "b", { arn: topic.arn, policy: s.json(document(allow("cloudwatch.amazonaws.com"))) });
      },
      findings: [
        { resource: "a", path: "policy", found: /cloudwatch\.amazonaws\.com/ },
        { resource: "b", path: "policy", found: /events\.amazonaws\.com/ },
      ],
    },
    "AWS:SourceOwner, which EventBridge does not send": {
      stack: (s) => {
        const statement = {
          Effect: "Allow",
          Principal: "*",
          Action: "SNS:Publish",
          Resource: "*",
          Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } },
        };
        topicOf(s, "event", { policy: s.json(document(statement)) });
      },
      findings: [
        {
          resource: "alerts",
          path: "policy.Statement[0].Condition.StringEquals.AWS:SourceOwner",
          found: /aws:sourceowner, which events\.amazonaws\.com does not send/,
        },
      ],
    },
    "an organisation's id, which no service has": {
      stack: (s) => {
        const condition = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } } };
        topicOf(s, "alarm", { policy: s.json(document(allow("cloudwatch.amazonaws.com", condition))) });
      },
      findings: [
        {
          resource: "alerts",
          path: "policy.Statement[0].Condition.StringEquals.aws:PrincipalOrgID",
          found: /aws:principalorgid/,
        },
      ],
    },
    "the root user of the account in place of the service": {
      stack: (s) => {
        const statement = {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::123456789012:root" },
          Action: "sns:*",
          Resource: "*",
        };
        topicOf(s, "alarm", { policy: s.json(document(statement)) });
      },
      findings: [{ resource: "alerts", path: "policy", found: /No statement/ }],
    },
    "another action, another topic": {
      stack: (s) => {
        topicOf(s, "event", {
          policy: s.json(
            document(
              allow("events.amazonaws.com", { Action: "sns:Subscribe" }),
              allow("events.amazonaws.com", { Resource: "arn:aws:sns:us-east-1:123456789012:other" }),
            ),
          ),
        });
      },
      inPreview: [],
      findings: [{ resource: "alerts", path: "policy", found: /No statement/ }],
    },
    "a denial for everyone": {
      stack: (s) => {
        const deny = { Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" };
        topicOf(s, "event", { policy: s.json(document(allow("events.amazonaws.com"), deny)) });
      },
      findings: [{ resource: "alerts", path: "policy.Statement[1]", found: /denies events\.amazonaws\.com/ }],
    },
    "an inline policy that a TopicPolicy replaces": {
      stack: (s) => {
        const topic = topicOf(s, "event", { policy: s.json(document(allow("events.amazonaws.com"))) });
        s.resource(POLICY, "policy", {
          arn: topic.arn,
          policy: s.json(document(allow("codestar-notifications.amazonaws.com"))),
        });
      },
      findings: [{ resource: "policy", path: "policy", found: /No statement/ }],
    },
  },
  undecided: {
    "a policy that is not known yet": (s) => {
      const topic = topicOf(s, "event");
      s.resource(POLICY, "policy", { arn: topic.arn, policy: s.unknown });
    },
    "a policy whose topic is not known yet": (s) => {
      topicOf(s, "event");
      s.resource(POLICY, "policy", { arn: s.unknown, policy: s.json(document()) });
    },
    "a statement that is not known yet": (s) => {
      topicOf(s, "event", { policy: document(allow("cloudwatch.amazonaws.com"), s.unknown) });
    },
    "a rule whose status is not known yet": (s) => {
      const topic = s.resource(TOPIC, "alerts");
      s.resource(RULE, "pipeline", { status: s.unknown, targets: [{ address: topic.arn }] });
    },
  },
  malformed: {
    "a policy that is not JSON": (s) => {
      topicOf(s, "event", { policy: '{"Statement": [' });
    },
    "statements without sense": {
      stack: (s) => {
        topicOf(s, "event", { policy: document(null, "Allow", { Effect: 1, Principal: [], Condition: "x" }) });
      },
      findings: [{ resource: "alerts", path: "policy", found: /No statement/ }],
    },
    "one broken policy does not hide the other": {
      stack: (s) => {
        const topic = topicOf(s, "event");
        s.resource(POLICY, "a", { arn: topic.arn, policy: "{" });
        s.resource(POLICY, "b", { arn: topic.arn, policy: s.json(document()) });
      },
      findings: [{ resource: "b", path: "policy", found: /No statement/ }],
    },
  },
});
