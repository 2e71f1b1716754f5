import { some, Undecided, view, whenKnown, type Graph, type Resource, type Subject, type Value } from "../core";
import { alarms, type AlarmView } from "./alarm";
import { allTrails, type TrailView } from "./trail";
import * as types from "./types";

/** A metric filter, which counts what is logged. */
export class MetricFilterView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  get pattern(): Value {
    return this.resource.at("pattern");
  }

  get metric(): { readonly at: Value; readonly namespace: string; readonly name: string } {
    const at = this.resource.at("metricTransformation");
    return { at, namespace: at.at("namespace").string() ?? "", name: at.at("name").string() ?? "" };
  }

  /** Whether an alarm that tells somebody watches its metric; what such an alarm lacks is another question. */
  get hasAlarm(): boolean {
    const { namespace, name } = this.metric;
    return some(alarms.of(this.graph), (alarm) => alarm.watches(namespace, name) && !alarm.isOperational);
  }

  isWatchedBy(alarm: AlarmView): boolean {
    const { namespace, name } = this.metric;
    return alarm.watches(namespace, name);
  }
}

/** The metric filters on a trail's log group. Throws `Undecided` when there is none and one may turn out to be. */
export function filtersOf(trail: TrailView): readonly MetricFilterView[] {
  const { graph, logGroupArn } = trail;
  const link = graph.follow(logGroupArn, types.LOG_GROUP);
  const found =
    link.kind === "inside"
      ? link.resources.flatMap((group) => graph.referrers(group, types.METRIC_FILTER, "logGroupName"))
      : filtersByName(graph, logGroupArn);
  return [...new Set(found)].map((one) => new MetricFilterView(graph, one));
}

/** Throws `Undecided` when, besides `filtersOf`, one more may turn out to be on the trail's log group. */
export function demandAllFilters({ graph, logGroupArn }: TrailView): void {
  const link = graph.follow(logGroupArn, types.LOG_GROUP);
  if (link.kind === "inside") {
    link.resources.forEach((group) => graph.demandReferrersKnown(group, types.METRIC_FILTER, "logGroupName"));
  } else if (logGroupArn.isUnknown) {
    throw new Undecided(logGroupArn.display);
  }
}

/** A log group outside of the stack is known by its name only. */
function filtersByName(graph: Graph, logGroupArn: Value): readonly Resource[] {
  if (logGroupArn.isAbsent) {
    return [];
  }
  const name = /:log-group:([^:]+)/.exec(logGroupArn.string() ?? "")?.[1];
  return graph
    .allOfType(types.METRIC_FILTER)
    .filter((one) => name !== undefined && whenKnown(() => one.at("logGroupName").string()) === name);
}

/** The metric filters on the log groups of trails. Those on application logs are none. */
export const trailFilters = view(types.METRIC_FILTER, (graph) => {
  const found = new Map<Resource, MetricFilterView>();
  for (const trail of allTrails(graph)) {
    for (const filter of whenKnown(() => filtersOf(trail)) ?? []) {
      found.set(filter.resource, filter);
    }
  }
  return [...found.values()].filter(({ resource }) => resource.isAnalysed);
});
