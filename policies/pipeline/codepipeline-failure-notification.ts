import { eventRules, EXECUTION_FAILED, notificationRules, topicOf } from "../../aws/notifications";
import { pipelines, type PipelineView } from "../../aws/pipeline";
import { definePolicy, some, type Graph } from "../../core";

export default definePolicy({
  name: "codepipeline-failure-notification",
  category: "pipeline",
  requirements: ["PIP-01"],
  severity: "medium",
  level: "mandatory",
  title: "Failures of pipelines are told to somebody",
  description: "Every CodePipeline tells an SNS topic when an execution fails.",
  rationale:
    "A pipeline that fails in silence leaves an old version, or a half-finished deployment, in place for days.",
  fix: `Add an aws.codestarnotifications.NotificationRule with resource: pipeline.arn, eventTypeIds: ["${EXECUTION_FAILED}"], detailType: "BASIC" and targets: [{ address: topic.arn }].`,
  references: [
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/notification-rule-create.html",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/codestarnotifications/notificationrule/",
  ],
  subjects: pipelines,
  needs: "stack-only",
  check(pipeline, { graph, report }) {
    if (some([isTold, hasEventRule], (test) => test(pipeline, graph))) {
      return;
    }
    report(pipeline.resource, { found: describe(pipeline, graph), key: "failure-notification" });
  },
});

/** Whether a notification rule of the pipeline tells somebody of failed executions. */
function isTold(pipeline: PipelineView, graph: Graph): boolean {
  return some(
    notificationRules.of(graph),
    (rule) =>
      rule.watches(pipeline.resource) && rule.isEnabled && rule.tells(EXECUTION_FAILED) && rule.targets.length > 0,
  );
}

/** Whether an EventBridge rule passes the event of a failed execution on to a topic. */
function hasEventRule(pipeline: PipelineView, graph: Graph): boolean {
  return some(
    eventRules.of(graph),
    (rule) =>
      rule.isOnDefaultBus &&
      rule.isEnabled &&
      rule.matchesFailureOf(pipeline) &&
      some(rule.targets, (target) => topicOf(target).kind !== "absent"),
  );
}

/** Says what is nearly right, if something is. */
function describe(pipeline: PipelineView, graph: Graph): string {
  const rule = notificationRules.of(graph).find((one) => one.watches(pipeline.resource));
  if (!rule) {
    return "No notification rule or EventBridge rule of this stack tells anyone when an execution of this pipeline fails.";
  }
  const name = `The notification rule "${rule.resource.name}"`;
  if (!rule.isEnabled) {
    return `${name} of this pipeline is DISABLED.`;
  }
  return rule.tells(EXECUTION_FAILED)
    ? `${name} of this pipeline has no target.`
    : `${name} of this pipeline does not have the event ${EXECUTION_FAILED}.`;
}
