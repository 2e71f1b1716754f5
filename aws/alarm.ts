import {
  addTo,
  every,
  some,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Resource,
  type Subject,
  type Value,
} from "../core";
import { ownAccount } from "./account";
import * as types from "./types";

/** A metric that an alarm watches, by itself or among those that it computes with. */
export interface WatchedMetric {
  readonly namespace: Value;
  readonly name: Value;
  readonly dimensions: Value;
  readonly statistic: Value;
  /** The account that the metric belongs to; absent for the alarm's own. */
  readonly account: Value;
}

/** What an alarm does when it goes off: tells a topic, operates something (scales, recovers, reboots), or something else. */
export type ActionKind = "topic" | "operation" | "other";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (AlarmActions) */
const OPERATIONS = /^arn:[\w-]+:(?:autoscaling|automate|swf):/;

/** Alarms of alarms of alarms are not followed for ever. */
const MAX_DEPTH = 8;

/** A metric alarm: on one metric, on several with metric math, or on an anomaly of one. */
export class AlarmView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /** The metrics that it watches. Throws `Undecided` when its queries are not known. */
  get metrics(): readonly WatchedMetric[] {
    const { resource } = this;
    const queries = resource
      .at("metricQueries")
      .list()
      .filter((query) => !query.at("metric").isAbsent)
      .map((query) => metricIn(query.at("metric"), query.at("metric", "stat"), query.at("accountId")));
    const own = resource.inputs;
    return resource.at("metricName").isAbsent
      ? queries
      : [metricIn(own, resource.at("statistic"), own.at("accountId")), ...queries];
  }

  /** The expressions of its metric math and of Metrics Insights. */
  get expressions(): readonly string[] {
    return this.resource
      .at("metricQueries")
      .list()
      .flatMap((query) => query.at("expression").string() ?? []);
  }

  /** Whether its threshold is a band that CloudWatch computes, so that no number says when it goes off. */
  get isOnAnomalies(): boolean {
    return this.resource.at("thresholdMetricId").isPresent;
  }

  /** Whether it watches this metric of its own account. Throws `Undecided` while it may. */
  watches(namespace: string, name: string): boolean {
    return some(this.metrics, (metric) => this.isOwn(metric, namespace, name));
  }

  /** The metrics of this name that it watches. */
  metricsCalled(namespace: string, name: string): readonly WatchedMetric[] {
    return this.metrics.filter((metric) => this.isOwn(metric, namespace, name));
  }

  private isOwn(metric: WatchedMetric, namespace: string, name: string): boolean {
    return (
      metric.name.string() === name &&
      metric.namespace.string() === namespace &&
      !isOfOtherAccount(this.resource, metric.account)
    );
  }

  /** Whether all that it does is to scale, recover or reboot something: nobody is to be told. */
  get isOperational(): boolean {
    const actions = actionsOf(this.resource);
    return actions.length > 0 && every(actions, (action) => kindOf(this.resource, action) === "operation");
  }

  get areActionsOff(): boolean {
    return this.resource.at("actionsEnabled").boolean() === false;
  }

  /** Whether it has a topic among its alarm actions; topics of other stacks count. */
  get hasTopic(): boolean {
    return hasTopic(this.resource);
  }

  /** Whether a composite alarm that it belongs to tells a topic. */
  get isToldByComposite(): boolean {
    return isToldByComposite(this.resource, 0);
  }
}

/** The metric alarms of the stack, those that are only read included. */
export const alarms = view(types.METRIC_ALARM, (graph) =>
  graph.ofType(types.METRIC_ALARM).map((resource) => new AlarmView(graph, resource)),
);

function metricIn(container: Value, statistic: Value, account: Value): WatchedMetric {
  return {
    namespace: container.at("namespace"),
    name: container.at("metricName"),
    dimensions: container.at("dimensions"),
    statistic,
    account,
  };
}

/** Whether a metric is told to be another account's; as long as the own one is not known, it may be that. */
function isOfOtherAccount(alarm: Resource, account: Value): boolean {
  if (account.isAbsent) {
    return false;
  }
  const own = whenKnown(() => ownAccount(alarm));
  return own !== undefined && account.string() !== own;
}

function actionsOf(alarm: Resource): readonly Value[] {
  const actions = alarm.at("alarmActions");
  return actions.isUnknown ? [actions] : actions.list().filter((one) => !one.isAbsent);
}

function hasTopic(alarm: Resource): boolean {
  return some(actionsOf(alarm), (action) => kindOf(alarm, action) === "topic");
}

/** What an action is, by where its ARN comes from, else by the ARN. Throws `Undecided` when neither tells. */
function kindOf(alarm: Resource, action: Value): ActionKind {
  if (alarm.graph.follow(action, types.TOPIC).kind === "inside") {
    return "topic";
  }
  if (action.isUnknown) {
    return kindByOrigin(alarm, action);
  }
  const arn = action.string() ?? "";
  if (/^arn:[\w-]+:sns:/.test(arn)) {
    return "topic";
  }
  return OPERATIONS.test(arn) || alarm.graph.follow(action, types.SCALING_POLICY).kind === "inside"
    ? "operation"
    : "other";
}

/** Resources of this stack that are no topics give no topic's ARN; another stack or a component may. */
function kindByOrigin(alarm: Resource, action: Value): ActionKind {
  const origins = alarm.propertyDependencies("alarmActions");
  const unknown = actionsOf(alarm).filter((one) => one.isUnknown);
  if (origins.length < unknown.length || origins.some(({ type }) => !type.startsWith("aws:"))) {
    throw new Undecided(action.display);
  }
  return origins.every(({ type }) => types.SCALING_POLICY.includes(type)) ? "operation" : "other";
}

function isToldByComposite(alarm: Resource, depth: number): boolean {
  if (depth > MAX_DEPTH) {
    return false;
  }
  return some(compositesOver(alarm), (composite) => {
    const isOn = composite.at("actionsEnabled").boolean() !== false;
    return (isOn && hasTopic(composite)) || isToldByComposite(composite, depth + 1);
  });
}

/** The composite alarms whose rule has this alarm in it. Throws `Undecided` when there is none and one may turn out to be. */
function compositesOver(alarm: Resource): readonly Resource[] {
  const { graph } = alarm;
  const { byAlarm, isOpen } = graph.view(indexComposites, () => indexComposites(graph));
  const found = byAlarm.get(alarm) ?? [];
  const isNameless = alarm.at("name").isUnknown && !isOpen && alarmsOutside(graph).length > 0;
  if (found.length === 0 && (isOpen || isNameless)) {
    throw new Undecided("the rule of a composite alarm");
  }
  return found;
}

function indexComposites(graph: Graph): {
  readonly byAlarm: ReadonlyMap<Resource, readonly Resource[]>;
  /** There is a rule that nothing is known of. */
  readonly isOpen: boolean;
} {
  const byAlarm = new Map<Resource, Resource[]>();
  let isOpen = false;
  for (const composite of graph.allOfType(types.COMPOSITE_ALARM)) {
    const children = childrenOf(composite);
    isOpen ||= children.length === 0 && composite.at("alarmRule").isUnknown;
    children.forEach((child) => addTo(byAlarm, child, composite));
  }
  return { byAlarm, isOpen };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html (AlarmRule) */
const CHILD = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]{1,1600})"?\s*\)/g;

function childNamesOf(composite: Resource): readonly string[] {
  const rule = composite.at("alarmRule");
  return rule.isUnknown ? [] : [...(rule.string() ?? "").matchAll(CHILD)].map(([, name = ""]) => name.trim());
}

/** The names or ARNs of alarms outside of the stack that its composite alarms are made of. Throws `Undecided` while there may be more. */
export function alarmsOutside(graph: Graph): readonly string[] {
  if (graph.view(indexComposites, () => indexComposites(graph)).isOpen) {
    throw new Undecided("the rule of a composite alarm");
  }
  return graph.view(alarmsOutside, () =>
    graph
      .ofType(types.COMPOSITE_ALARM)
      .flatMap(childNamesOf)
      .filter((name) => graph.bearing(name, types.ALARM).length === 0),
  );
}

function childrenOf(composite: Resource): readonly Resource[] {
  const named = childNamesOf(composite).flatMap((name) => composite.graph.bearing(name, types.ALARM));
  const sources = composite.propertyDependencies("alarmRule").filter(({ type }) => types.ALARM.includes(type));
  return [...new Set([...named, ...sources])];
}
