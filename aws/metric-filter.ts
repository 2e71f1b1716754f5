import {
  some,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Link,
  type Resource,
  type Subject,
  type Value,
} from "../core";
import { alarms, type AlarmView } from "./alarm";
import { withoutStreams } from "./log-group";
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

/** A trail with what watches the log group that it writes to. */
export class WatchedTrail implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  get logGroupArn(): Value {
    return this.resource.at("cloudWatchLogsGroupArn");
  }

  /** The log group; one that is only read belongs to another stack. */
  get logGroup(): Link {
    const link = this.graph.follow(withoutStreams(this.logGroupArn), types.LOG_GROUP);
    return link.kind === "inside" && !link.resources.some((group) => group.isAnalysed) ? { kind: "outside" } : link;
  }

  /** The metric filters on its log group, by URN. Throws `Undecided` when there is none and one may turn out to be. */
  get filters(): readonly MetricFilterView[] {
    const link = this.graph.follow(withoutStreams(this.logGroupArn), types.LOG_GROUP);
    const found =
      link.kind === "inside"
        ? link.resources.flatMap((group) => this.graph.referrers(group, types.METRIC_FILTER, "logGroupName"))
        : this.filtersByName();
    return [...new Set(found)].sort(byUrn).map((one) => new MetricFilterView(this.graph, one));
  }

  /** Throws `Undecided` when, besides `filters`, one more may turn out to be on its log group. */
  demandAllFilters(): void {
    const link = this.graph.follow(withoutStreams(this.logGroupArn), types.LOG_GROUP);
    if (link.kind === "inside") {
      link.resources.forEach((group) => this.graph.demandReferrersKnown(group, types.METRIC_FILTER, "logGroupName"));
    } else if (this.logGroupArn.isUnknown) {
      throw new Undecided(this.logGroupArn.display);
    }
  }

  /** A log group outside of the stack is known by its name only. */
  private filtersByName(): readonly Resource[] {
    if (this.logGroupArn.isAbsent) {
      return [];
    }
    const name = /:log-group:([^:]+)/.exec(this.logGroupArn.string() ?? "")?.[1];
    return this.graph
      .allOfType(types.METRIC_FILTER)
      .filter((one) => name !== undefined && whenKnown(() => one.at("logGroupName").string()) === name);
  }

  /**
   * Whether it records what is done to the account, not only data events.
   * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
   */
  get recordsManagementEvents(): boolean {
    const basic = this.resource.at("eventSelectors").list();
    const advanced = this.resource.at("advancedEventSelectors").list();
    if (basic.length === 0 && advanced.length === 0) {
      return true;
    }
    return (
      some(basic, (one) => one.at("includeManagementEvents").boolean() !== false) ||
      some(advanced, (one) =>
        some(one.at("fieldSelectors").list(), (field) => field.at("equals").strings().includes("Management")),
      )
    );
  }
}

/** The trails that the stack itself makes, by URN. */
export const watchedTrails = view(types.TRAIL, (graph) =>
  graph
    .ofType(types.TRAIL)
    .filter((trail) => trail.isAnalysed)
    .sort(byUrn)
    .map((trail) => new WatchedTrail(graph, trail)),
);

/** The metric filters on the log groups of trails. Those on application logs are none. */
export const trailFilters = view(types.METRIC_FILTER, (graph) => {
  graph.demandComplete();
  const found = new Map<Resource, MetricFilterView>();
  for (const trail of graph.ofType(types.TRAIL).map((one) => new WatchedTrail(graph, one))) {
    for (const filter of whenKnown(() => trail.filters) ?? []) {
      found.set(filter.resource, filter);
    }
  }
  return [...found.values()].filter(({ resource }) => resource.isAnalysed);
});

function byUrn(a: Resource, b: Resource): number {
  return a.urn < b.urn ? -1 : 1;
}
