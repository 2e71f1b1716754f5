import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const RULE = "aws:codestarnotifications/notificationRule:NotificationRule";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const TOPIC = "aws:sns/topic:Topic";
const FAILED = "codepipeline-pipeline-pipeline-execution-failed";

function pipeline(s: StackBuilder, name = "deploy") {
  return s.resource(PIPELINE, name, { name: `${name}-dev` });
}

function topic(s: StackBuilder) {
  return s.resource(TOPIC, "alerts");
}

/** A pipeline with an EventBridge rule that targets a topic. */
function withEventRule(s: StackBuilder, pattern: unknown, inputs: Record<string, unknown> = {}) {
  pipeline(s);
  const eventPattern = typeof pattern === "string" ? pattern : s.json(pattern);
  const rule = s.resource(EVENT_RULE, "failed", { name: "failed", eventPattern, ...inputs });
  s.resource(TARGET, "to-topic", { rule: rule.ref("name"), arn: topic(s).arn });
}

const PATTERN = {
  source: ["aws.codepipeline"],
  "detail-type": ["CodePipeline Pipeline Execution State Change"],
  detail: { state: ["FAILED"], pipeline: ["deploy-dev"] },
};

const MISSING = [{ resource: "deploy", path: "", found: /No notification rule/ }];

export default cases("codepipeline-failure-notification", {
  passes: {
    "a notification rule of the pipeline": (s) => {
      s.resource(RULE, "failed", {
        resource: pipeline(s).arn,
        eventTypeIds: [FAILED],
        detailType: "BASIC",
        targets: [{ address: topic(s).arn }],
      });
    },
    "a notification rule with the pipeline's ARN in words": (s) => {
      pipeline(s);
      s.resource(RULE, "failed", {
        resource: "arn:aws:codepipeline:us-east-1:123456789012:deploy-dev",
        eventTypeIds: [FAILED],
        targets: [{ address: topic(s).arn }],
      });
    },
    "a notification rule that tells a chat": (s) => {
      s.resource(RULE, "failed", {
        resource: pipeline(s).arn,
        eventTypeIds: ["codepipeline-pipeline-pipeline-execution-succeeded", FAILED],
        targets: [
          { address: "arn:aws:chatbot::123456789012:chat-configuration/slack-channel/ops", type: "AWSChatbotSlack" },
        ],
      });
    },
    "an EventBridge rule on failed executions": (s) => {
      withEventRule(s, PATTERN);
    },
    "an EventBridge rule on all events of all pipelines": (s) => {
      withEventRule(s, { source: ["aws.codepipeline"] });
    },
    "an EventBridge rule by prefix and by what it is not": (s) => {
      withEventRule(s, {
        source: [{ prefix: "aws.code" }],
        detail: { state: [{ "anything-but": ["SUCCEEDED", "STARTED"] }], pipeline: [{ wildcard: "*-dev" }] },
      });
    },
    "an EventBridge rule with alternatives": (s) => {
      withEventRule(s, { $or: [{ source: ["aws.s3"] }, { source: ["aws.codepipeline"] }] });
    },
    "an EventBridge rule that targets a topic outside": (s) => {
      pipeline(s);
      const rule = s.resource(EVENT_RULE, "failed", { name: "failed", eventPattern: s.json(PATTERN) });
      s.resource(TARGET, "to-topic", { rule: rule.ref("name"), arn: "arn:aws:sns:us-east-1:123456789012:ops" });
    },
    "an EventBridge rule that targets the topic of a component": (s) => {
      pipeline(s);
      const rule = s.resource(EVENT_RULE, "failed", { name: "failed", eventPattern: s.json(PATTERN) });
      const outputs = { topicArn: "arn:aws:sns:us-east-1:123456789012:ops" };
      s.resource(TARGET, "to-topic", {
        rule: rule.ref("name"),
        arn: s.component("acme:index:Alerts", "ops", { outputs }).ref("topicArn"),
      });
    },
    "a pattern that is no JSON beside the right one": (s) => {
      withEventRule(s, PATTERN);
      s.resource(EVENT_RULE, "broken", { name: "broken", eventPattern: "{ source: [" });
    },
    "no pipeline": (s) => {
      topic(s);
    },
  },
  fails: {
    "nothing tells anyone": { stack: (s) => void pipeline(s), findings: MISSING },
    "the notification rule is of another pipeline": {
      stack: (s) => {
        pipeline(s);
        s.resource(RULE, "failed", {
          resource: pipeline(s, "other").arn,
          eventTypeIds: [FAILED],
          targets: [{ address: topic(s).arn }],
        });
      },
      findings: MISSING,
    },
    "the notification rule is disabled": {
      stack: (s) => {
        s.resource(RULE, "failed", {
          resource: pipeline(s).arn,
          eventTypeIds: [FAILED],
          status: "DISABLED",
          targets: [{ address: topic(s).arn }],
        });
      },
      findings: [{ resource: "deploy", path: "", found: /"failed" of this pipeline is DISABLED/ }],
    },
    "the notification rule tells of success only": {
      stack: (s) => {
        s.resource(RULE, "succeeded", {
          resource: pipeline(s).arn,
          eventTypeIds: ["codepipeline-pipeline-pipeline-execution-succeeded"],
          targets: [{ address: topic(s).arn }],
        });
      },
      findings: [{ resource: "deploy", path: "", found: /does not have the event/ }],
    },
    "the notification rule has no target": {
      stack: (s) => {
        s.resource(RULE, "failed", { resource: pipeline(s).arn, eventTypeIds: [FAILED] });
      },
      findings: [{ resource: "deploy", path: "", found: /has no target/ }],
    },
    "the EventBridge rule is switched off": {
      stack: (s) => {
        withEventRule(s, PATTERN, { state: "DISABLED" });
      },
      findings: MISSING,
    },
    "the EventBridge rule is switched off the old way": {
      stack: (s) => {
        withEventRule(s, PATTERN, { isEnabled: false });
      },
      findings: MISSING,
    },
    "the EventBridge rule is on a bus of its own": {
      stack: (s) => {
        withEventRule(s, PATTERN, { eventBusName: "app-events" });
      },
      findings: MISSING,
    },
    "the EventBridge rule is of another pipeline": {
      stack: (s) => {
        withEventRule(s, { ...PATTERN, detail: { state: ["FAILED"], pipeline: ["other-dev"] } });
      },
      findings: MISSING,
    },
    "the EventBridge rule is on succeeded executions": {
      stack: (s) => {
        withEventRule(s, { ...PATTERN, detail: { state: ["SUCCEEDED"] } });
      },
      findings: MISSING,
    },
    "the EventBridge rule is on failed stages": {
      stack: (s) => {
        withEventRule(s, { ...PATTERN, "detail-type": ["CodePipeline Stage Execution State Change"] });
      },
      findings: MISSING,
    },
    "the EventBridge rule targets a function": {
      stack: (s) => {
        pipeline(s);
        const rule = s.resource(EVENT_RULE, "failed", { name: "failed", eventPattern: s.json(PATTERN) });
        const target = s.resource("aws:lambda/function:Function", "handler");
        s.resource(TARGET, "to-function", { rule: rule.ref("name"), arn: target.arn });
      },
      findings: MISSING,
    },
    "the EventBridge rule has no target": {
      stack: (s) => {
        pipeline(s);
        s.resource(EVENT_RULE, "failed", { name: "failed", eventPattern: s.json(PATTERN) });
      },
      findings: MISSING,
    },
  },
  undecided: {
    "which pipeline the rule is for": (s) => {
      withEventRule(s, {
        ...PATTERN,
        detail: { pipeline: [s.resource(PIPELINE, "second", { name: "second" }).ref("name")] },
      });
      s.resource(RULE, "second-failed", {
        resource: s.unknown,
        eventTypeIds: s.unknown,
        targets: [{ address: s.unknown }],
      });
    },
    "which pipeline a notification rule is for": (s) => {
      pipeline(s);
      s.resource(RULE, "failed", { resource: s.unknown, eventTypeIds: [FAILED], targets: [{ address: topic(s).arn }] });
    },
    "which rule a target belongs to": (s) => {
      pipeline(s);
      s.resource(EVENT_RULE, "failed", { name: "failed", eventPattern: s.json(PATTERN) });
      s.resource(TARGET, "to-topic", { rule: s.unknown, arn: topic(s).arn });
    },
    "what an EventBridge rule targets": (s) => {
      pipeline(s);
      const rule = s.resource(EVENT_RULE, "failed", { name: "failed", eventPattern: s.json(PATTERN) });
      s.resource(TARGET, "to-somewhere", { rule: rule.ref("name"), arn: s.unknown });
    },
  },
  malformed: {
    "a pattern that is no JSON": {
      stack: (s) => {
        withEventRule(s, "{ source: [");
      },
      findings: MISSING,
    },
    "wrong types everywhere": {
      stack: (s) => {
        s.resource(PIPELINE, "deploy", { name: { a: 1 } });
        s.resource(RULE, "failed", { resource: 7, eventTypeIds: "x", targets: null });
        s.resource(EVENT_RULE, "failed-events", { eventPattern: ["x"] });
      },
      findings: MISSING,
    },
  },
});
