import { some, type Graph } from "../core";
import { eventRules, topicOf, type EventRuleView } from "./notifications";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
const CLOUDTRAIL_EVENTS = [
  "AWS API Call via CloudTrail",
  "AWS Console Signin via CloudTrail",
  "AWS Console Sign In via CloudTrail",
  "AWS Console Action via CloudTrail",
  "AWS Service Event via CloudTrail",
  "AWS Insight via CloudTrail",
];

/**
 * Whether event rules on CloudTrail or GuardDuty events tell a topic. Throws `Undecided` while one may.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 */
export function areEventsTold(graph: Graph): boolean {
  graph.demandComplete();
  return some(
    eventRules.of(graph),
    (rule) => rule.isEnabled && rule.isOnDefaultBus && isOnSecurityEvents(rule) && leadsToTopic(rule),
  );
}

/** Those of these API calls that event rules tell a topic. Throws `Undecided` while a rule may tell more. */
export function callsTold(graph: Graph, calls: readonly string[]): readonly string[] {
  const isAbout = (rule: EventRuleView, names: readonly string[]): boolean =>
    rule.isAbout(new Map([["detail.eventName", names]]));
  const rules = eventRules
    .of(graph)
    .filter((rule) => rule.isEnabled && rule.isOnDefaultBus && isAbout(rule, calls) && leadsToTopic(rule));
  return calls.filter((call) => rules.some((rule) => isAbout(rule, [call])));
}

function isOnSecurityEvents(rule: EventRuleView): boolean {
  return (
    rule.isAbout(new Map([["source", ["aws.guardduty"]]])) ||
    rule.isAbout(new Map([["detail-type", CLOUDTRAIL_EVENTS]]))
  );
}

function leadsToTopic(rule: EventRuleView): boolean {
  return some(rule.targets, (target) => topicOf(target).kind !== "absent");
}
