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

/** Whether an event rule that leads to a topic lets pass an API call of this name. Throws `Undecided` while one may. */
export function isCallTold(graph: Graph, name: string): boolean {
  const fields = new Map([["detail.eventName", [name]]]);
  return some(
    eventRules.of(graph),
    (rule) => rule.isEnabled && rule.isOnDefaultBus && rule.isAbout(fields) && leadsToTopic(rule),
  );
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
