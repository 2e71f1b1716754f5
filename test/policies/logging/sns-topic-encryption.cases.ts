import { cases } from "../../harness/cases";

const TOPIC = "aws:sns/topic:Topic";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const RULE = "aws:codestarnotifications/notificationRule:NotificationRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";

const CANNOT = /alias\/aws\/sns, which .* may not use/;

export default cases("sns-topic-encryption", {
  passes: {
    "a key of the stack": (s) => {
      const key = s.resource(KEY, "key");
      s.resource(TOPIC, "alerts", { kmsMasterKeyId: key.id });
    },
    "a key of the stack by its alias, under an alarm": (s) => {
      const key = s.resource(KEY, "key");
      const alias = s.resource(ALIAS, "alias", { name: "alias/alerts", targetKeyId: key.id });
      const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: alias.ref("name") });
      s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
    },
    "a key of another stack by ARN, under an alarm": (s) => {
      const topic = s.resource(TOPIC, "alerts", {
        kmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      });
      s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
    },
    "alias/aws/sns on a topic that only the program publishes to": (s) => {
      s.resource(TOPIC, "orders", { kmsMasterKeyId: "alias/aws/sns" });
    },
    "alias/aws/sns on a topic beside the one of the alarm": (s) => {
      const key = s.resource(KEY, "key");
      const alerts = s.resource(TOPIC, "alerts", { kmsMasterKeyId: key.arn });
      s.resource(TOPIC, "orders", { kmsMasterKeyId: "alias/aws/sns" });
      s.resource(ALARM, "cpu", { alarmActions: [alerts.arn] });
    },
    "alias/aws/sns on the topic of an alarm whose actions are off": (s) => {
      const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
      s.resource(ALARM, "cpu", { alarmActions: [topic.arn], actionsEnabled: false });
    },
    "alias/aws/sns on the topic of a disabled event rule": (s) => {
      const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
      const rule = s.resource(EVENT_RULE, "rule", { name: "rule", state: "DISABLED" });
      s.resource(TARGET, "target", { rule: rule.ref("name"), arn: topic.arn });
    },
    "alias/aws/sns on the topic of a target that publishes as a role": (s) => {
      const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
      s.resource(TARGET, "target", {
        rule: "rule",
        arn: topic.arn,
        roleArn: "arn:aws:iam::123456789012:role/publisher",
      });
    },
    "a topic that is only read": (s) => {
      s.resource(TOPIC, "alerts", { name: "alerts" }, { isRead: true });
    },
  },
  fails: {
    "no key": {
      stack: (s) => {
        s.resource(TOPIC, "alerts", { name: "alerts-dev" });
      },
      findings: [{ resource: "alerts", path: "kmsMasterKeyId", found: /not encrypted/ }],
    },
    "an empty key": {
      stack: (s) => {
        s.resource(TOPIC, "alerts", { kmsMasterKeyId: "" });
      },
      findings: [{ resource: "alerts", path: "kmsMasterKeyId", found: /not encrypted/ }],
    },
    "alias/aws/sns on the topic of an alarm": {
      stack: (s) => {
        const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
        s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
      },
      findings: [
        { resource: "alerts", path: "kmsMasterKeyId", found: /cloudwatch\.amazonaws\.com may not use.*alarm "cpu"/ },
      ],
    },
    "alias/aws/sns on the topic that an alarm tells only when it is well again": {
      stack: (s) => {
        const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
        s.resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "all", { okActions: [topic.arn] });
      },
      findings: [{ resource: "alerts", path: "kmsMasterKeyId", found: CANNOT }],
    },
    "the ARN of alias/aws/sns on the topic of a notification rule": {
      stack: (s) => {
        const topic = s.resource(TOPIC, "alerts", {
          kmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:alias/aws/sns",
        });
        s.resource(RULE, "pipeline", { targets: [{ address: topic.arn }] });
      },
      findings: [{ resource: "alerts", path: "kmsMasterKeyId", found: /codestar-notifications\.amazonaws\.com/ }],
    },
    "alias/aws/sns on the topic of an event rule": {
      stack: (s) => {
        const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
        const rule = s.resource(EVENT_RULE, "rule", { name: "rule" });
        s.resource(TARGET, "target", { rule: rule.ref("name"), arn: topic.arn });
      },
      findings: [{ resource: "alerts", path: "kmsMasterKeyId", found: /events\.amazonaws\.com/ }],
    },
    "alias/aws/sns on the topic of a budget": {
      stack: (s) => {
        const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
        s.resource("aws:budgets/budget:Budget", "monthly", {
          notifications: [{ threshold: 80, subscriberSnsTopicArns: [topic.arn] }],
        });
      },
      findings: [{ resource: "alerts", path: "kmsMasterKeyId", found: /budgets\.amazonaws\.com/ }],
    },
    "alias/aws/sns on the topic of Config": {
      stack: (s) => {
        const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
        s.resource("aws:cfg/deliveryChannel:DeliveryChannel", "channel", { snsTopicArn: topic.arn });
      },
      findings: [{ resource: "alerts", path: "kmsMasterKeyId", found: /config\.amazonaws\.com/ }],
    },
    "alias/aws/sns on the topic of S3 events": {
      stack: (s) => {
        const topic = s.resource(TOPIC, "uploads", { kmsMasterKeyId: "alias/aws/sns" });
        s.resource("aws:s3/bucketNotification:BucketNotification", "uploads", {
          bucket: "uploads",
          topics: [{ topicArn: topic.arn, events: ["s3:ObjectCreated:*"] }],
        });
      },
      findings: [{ resource: "uploads", path: "kmsMasterKeyId", found: /s3\.amazonaws\.com/ }],
    },
    "alias/aws/sns on a topic that the alarm names by its literal ARN": {
      stack: (s) => {
        s.resource(TOPIC, "alerts", { name: "alerts-dev", kmsMasterKeyId: "alias/aws/sns" });
        s.resource(ALARM, "cpu", { alarmActions: ["arn:aws:sns:us-east-1:123456789012:alerts-dev"] });
      },
      inPreview: [],
      findings: [{ resource: "alerts", path: "kmsMasterKeyId", found: CANNOT }],
    },
    "alias/aws/sns where every topic needs a customer managed key": {
      options: { requireCustomerManagedKey: true },
      stack: (s) => {
        s.resource(TOPIC, "orders", { kmsMasterKeyId: "alias/aws/sns" });
      },
      findings: [{ resource: "orders", path: "kmsMasterKeyId", found: /AWS's own key alias\/aws\/sns/ }],
    },
  },
  undecided: {
    "a key that is not known yet": (s) => {
      const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: s.unknown });
      s.resource(ALARM, "cpu", { alarmActions: [topic.arn] });
    },
    "an alarm whose switch is not known yet": (s) => {
      const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
      s.resource(ALARM, "cpu", { alarmActions: [topic.arn], actionsEnabled: s.unknown });
    },
    "a target whose rule, perhaps a disabled one, is not known yet": (s) => {
      const topic = s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
      s.resource(EVENT_RULE, "rule", { name: "rule", state: "DISABLED" });
      s.resource(TARGET, "target", { rule: s.unknown, arn: topic.arn });
    },
    "an alarm whose topic is not known yet": (s) => {
      s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
      s.resource(ALARM, "cpu", { alarmActions: [s.unknown] });
    },
  },
  malformed: {
    "a key of the wrong type": (s) => {
      s.resource(TOPIC, "alerts", { kmsMasterKeyId: { id: "alias/aws/sns" } });
    },
    null: {
      stack: (s) => {
        s.resource(TOPIC, "alerts", { kmsMasterKeyId: null });
      },
      findings: [{ resource: "alerts", path: "kmsMasterKeyId", found: /not encrypted/ }],
    },
    "publishers without sense": (s) => {
      s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
      s.resource(ALARM, "cpu", { alarmActions: { arn: 1 }, actionsEnabled: "maybe" });
      s.resource("aws:budgets/budget:Budget", "monthly", { notifications: "none" });
      s.resource(RULE, "rule", { targets: [null, 3, { address: [] }] });
    },
  },
  remediates: {
    "a topic without key gets the configured one": {
      options: { remediationKey: "alias/alerts" },
      resource: "alerts",
      stack: (s) => {
        s.resource(TOPIC, "alerts", { name: "alerts-dev" });
      },
      becomes: { name: "alerts-dev", kmsMasterKeyId: "alias/alerts" },
    },
    "AWS's own key gives way to the configured one": {
      options: { remediationKey: "alias/alerts" },
      resource: "alerts",
      stack: (s) => {
        s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/aws/sns" });
      },
      becomes: { kmsMasterKeyId: "alias/alerts" },
    },
    "another key stays": {
      options: { remediationKey: "alias/alerts" },
      resource: "alerts",
      stack: (s) => {
        s.resource(TOPIC, "alerts", { kmsMasterKeyId: "alias/other" });
      },
      becomes: undefined,
    },
    "an unknown key stays": {
      options: { remediationKey: "alias/alerts" },
      resource: "alerts",
      stack: (s) => {
        s.resource(TOPIC, "alerts", { kmsMasterKeyId: s.unknown });
      },
      becomes: undefined,
    },
    "nothing without a configured key": {
      resource: "alerts",
      stack: (s) => {
        s.resource(TOPIC, "alerts");
      },
      becomes: undefined,
    },
    "never alias/aws/sns, though it is configured": {
      options: { remediationKey: "alias/aws/sns" },
      resource: "alerts",
      stack: (s) => {
        s.resource(TOPIC, "alerts");
      },
      becomes: undefined,
    },
  },
});
