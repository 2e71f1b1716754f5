import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const TOPIC = "aws:sns/topic:Topic";
const KEY = "aws:kms/key:Key";
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";
const ALIAS = "aws:kms/alias:Alias";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const RULE = "aws:codestarnotifications/notificationRule:NotificationRule";

const ROOT = {
  Sid: "Account",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:root" },
  Action: "kms:*",
  Resource: "*",
};

const allow = (service: string, more: object = {}): object => ({
  Effect: "Allow",
  Principal: { Service: service },
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  Resource: "*",
  ...more,
});

const policy = (...statements: unknown[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [ROOT, ...statements] });

/** A topic under a key with this policy. */
function topicUnder(s: StackBuilder, keyPolicy: unknown): BuiltResource {
  const key = s.resource(KEY, "key", keyPolicy === undefined ? {} : { policy: keyPolicy });
  return s.resource(TOPIC, "alerts", { kmsMasterKeyId: key.id });
}

function alarmOn(s: StackBuilder, topic: BuiltResource): void {
  s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
}

function eventOn(s: StackBuilder, topic: BuiltResource): void {
  s.resource(TARGET, "failed", { rule: "failed", arn: topic.arn });
}

export default cases("sns-topic-key-publishers", {
  passes: {
    "the key's policy lets the service use it": (s) => {
      alarmOn(s, topicUnder(s, policy(allow("cloudwatch.amazonaws.com"))));
    },
    "both actions in statements of their own": (s) => {
      eventOn(
        s,
        topicUnder(
          s,
          policy(
            allow("events.amazonaws.com", { Action: "kms:Decrypt" }),
            allow("events.amazonaws.com", { Action: "kms:GenerateDataKey" }),
          ),
        ),
      );
    },
    "a KeyPolicy in place of the inline one": (s) => {
      const key = s.resource(KEY, "key");
      s.resource(KEY_POLICY, "policy", { keyId: key.id, policy: policy(allow("cloudwatch.amazonaws.com")) });
      alarmOn(s, s.resource(TOPIC, "alerts", { kmsMasterKeyId: key.arn }));
    },
    "conditions on account and source for alarms": (s) => {
      const condition = {
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:*" },
        },
      };
      alarmOn(s, topicUnder(s, policy(allow("cloudwatch.amazonaws.com", condition))));
    },
    "a conditioned statement for EventBridge beside an open one": (s) => {
      const condition = { Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } };
      eventOn(s, topicUnder(s, policy(allow("events.amazonaws.com", condition), allow("events.amazonaws.com"))));
    },
    "a key outside": (s) => {
      alarmOn(s, s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/central" }));
    },
    "a key that is only read": (s) => {
      const key = s.resource(KEY, "key", { policy: policy() }, { isRead: true });
      alarmOn(s, s.resource(TOPIC, "alerts", { kmsMasterKeyId: key.arn }));
    },
    "an unencrypted topic": (s) => {
      alarmOn(s, s.resource(TOPIC, "alerts"));
    },
    "AWS's own key, which is another policy's business": (s) => {
      alarmOn(s, s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" }));
    },
    "a topic outside": (s) => {
      s.resource(KEY, "key");
      s.resource(ALARM, "cpu", { alarmActions: ["arn:aws:sns:us-east-1:123456789012:central"] });
    },
    "a topic that no service publishes to": (s) => {
      topicUnder(s, undefined);
    },
  },
  fails: {
    "the default policy of the key": {
      stack: (s) => {
        alarmOn(s, topicUnder(s, undefined));
      },
      findings: [
        {
          resource: "key",
          path: "policy",
          found: /default policy.*cloudwatch\.amazonaws\.com.*alarm "cpu".*"alerts"/,
          fix: /Service: "cloudwatch\.amazonaws\.com".*kms:GenerateDataKey\*/,
          key: "use:cloudwatch.amazonaws.com",
        },
      ],
    },
    "only the account's root user may use it": {
      stack: (s) => {
        const topic = topicUnder(s, policy());
        s.resource(RULE, "pipeline", { targets: [{ address: topic.arn }] });
      },
      findings: [
        {
          resource: "key",
          path: "policy",
          found: /let codestar-notifications\.amazonaws\.com use kms:Decrypt and kms:GenerateDataKey/,
        },
      ],
    },
    "one of the two actions is missing": {
      stack: (s) => {
        alarmOn(s, topicUnder(s, policy(allow("cloudwatch.amazonaws.com", { Action: "kms:GenerateDataKey*" }))));
      },
      findings: [{ resource: "key", path: "policy", found: /use kms:Decrypt, so/ }],
    },
    "SNS is named in place of the publisher": {
      stack: (s) => {
        alarmOn(s, topicUnder(s, policy(allow("sns.amazonaws.com"))));
      },
      findings: [{ resource: "key", path: "policy", found: /cloudwatch\.amazonaws\.com/ }],
    },
    "EventBridge under a condition on the account": {
      stack: (s) => {
        const condition = { Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } };
        eventOn(s, topicUnder(s, policy(allow("events.amazonaws.com", condition))));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1].Condition.StringEquals.aws:SourceAccount",
          found: /aws:sourceaccount, which events\.amazonaws\.com does not send/,
          fix: /Without a condition on aws:SourceAccount/,
        },
      ],
    },
    "EventBridge under a condition on the rule": {
      stack: (s) => {
        const condition = {
          Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:events:us-east-1:123456789012:rule/*" } },
        };
        eventOn(s, topicUnder(s, policy(allow("events.amazonaws.com", condition))));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1].Condition.ArnLike.AWS:SourceArn",
          found: /aws:sourcearn/,
        },
      ],
    },
    "a copy of the policy of AWS's own key": {
      stack: (s) => {
        const statement = {
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
          Resource: "*",
          Condition: {
            StringEquals: { "kms:CallerAccount": "123456789012", "kms:ViaService": "sns.us-east-1.amazonaws.com" },
          },
        };
        alarmOn(s, topicUnder(s, policy(statement)));
      },
      findings: [
        {
          resource: "key",
          path: "policy.Statement[1].Condition.StringEquals.kms:CallerAccount",
          found: /kms:calleraccount/,
        },
      ],
    },
    "the key behind an alias": {
      stack: (s) => {
        const key = s.resource(KEY, "key", { policy: policy() });
        s.resource(ALIAS, "alias", { name: "alias/alerts", targetKeyId: key.id });
        alarmOn(s, s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/alerts" }));
      },
      findings: [{ resource: "key", path: "policy", found: /cloudwatch\.amazonaws\.com/ }],
    },
    "the inline policy helps, but a KeyPolicy replaces it": {
      stack: (s) => {
        const key = s.resource(KEY, "key", { policy: policy(allow("cloudwatch.amazonaws.com")) });
        s.resource(KEY_POLICY, "policy", { keyId: key.id, policy: policy() });
        alarmOn(s, s.resource(TOPIC, "alerts", { kmsMasterKeyId: key.id }));
      },
      findings: [{ resource: "policy", path: "policy", found: /cloudwatch\.amazonaws\.com/ }],
    },
    "each of two services is named": {
      stack: (s) => {
        const topic = topicUnder(s, policy());
        alarmOn(s, topic);
        eventOn(s, topic);
      },
      findings: [
        { resource: "key", path: "policy", found: /let cloudwatch/ },
        { resource: "key", path: "policy", found: /let events/ },
      ],
    },
    "a denial": {
      stack: (s) => {
        const deny = { Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
        alarmOn(s, topicUnder(s, policy(allow("cloudwatch.amazonaws.com"), deny)));
      },
      findings: [{ resource: "key", path: "policy.Statement[2]", found: /denies kms:Decrypt/ }],
    },
  },
  undecided: {
    "a key policy that is not known yet": (s) => {
      alarmOn(s, topicUnder(s, s.unknown));
    },
    "a KeyPolicy whose key is not known yet": (s) => {
      alarmOn(s, topicUnder(s, policy()));
      s.resource(KEY_POLICY, "policy", { keyId: s.unknown, policy: policy() });
    },
    "a statement that is not known yet": (s) => {
      alarmOn(s, topicUnder(s, { Statement: [ROOT, s.unknown] }));
    },
    "a key that is not known yet": (s) => {
      s.resource(KEY, "key");
      alarmOn(s, s.resource(TOPIC, "alerts", { kmsMasterKeyId: s.unknown }));
    },
  },
  malformed: {
    "a policy that is not JSON": (s) => {
      alarmOn(s, topicUnder(s, "{{"));
    },
    "a policy without statements": {
      stack: (s) => {
        alarmOn(s, topicUnder(s, { Statement: 7 }));
      },
      findings: [{ resource: "key", path: "policy", found: /does not let/ }],
    },
    "an alias that leads to itself": (s) => {
      s.resource(ALIAS, "alias", { name: "alias/a", targetKeyId: "alias/a" });
      alarmOn(s, s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/a" }));
    },
  },
});
