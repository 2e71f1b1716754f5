import { cisEvents, conditionsIn, type CisEvent, type Condition } from "../../aws/cis-events";
import { trailFilters, watchedTrails, type WatchedTrail } from "../../aws/metric-filter";
import { areEventsTold, callsTold } from "../../aws/security-events";
import { definePolicy, texts, type Graph } from "../../core";

export default definePolicy({
  name: "cloudtrail-cis-events",
  category: "logging",
  requirements: ["LOG-10"],
  severity: "medium",
  level: "advisory",
  title: "The events of the CIS benchmark raise alarms",
  description:
    "Metric filters on a trail's log group, or event rules, recognise the 15 events that the CIS AWS Foundations Benchmark names.",
  rationale:
    "Unauthorised calls, root use, and changes to identities, logs, keys and networks are what an intrusion consists of. They are few in a quiet account, so an alarm on each is worth reading.",
  fix: "Add an aws.cloudwatch.LogMetricFilter with the benchmark's pattern and an aws.cloudwatch.MetricAlarm for each event.",
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html",
  ],
  controls: [
    {
      framework: "CIS AWS Foundations Benchmark",
      version: "1.4.0",
      id: "4.3",
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-1",
    },
  ],
  options: {
    ignoredEvents: texts({
      default: [],
      choices: [
        "4.1",
        "4.2",
        "4.3",
        "4.4",
        "4.5",
        "4.6",
        "4.7",
        "4.8",
        "4.9",
        "4.10",
        "4.11",
        "4.12",
        "4.13",
        "4.14",
        "4.15",
      ],
      description: "Events that need no alarm, by their number in CIS AWS Foundations Benchmark v1.4.0.",
    }),
  },
  subjects: watchedTrails,
  needs: "stack-only",
  check(trail, { options, settings, graph, report }) {
    if (settings.providedElsewhere.includes("alarms") || !isAsked(trail)) {
      return;
    }
    const conditions = allConditions(graph);
    const missing = cisEvents().filter(
      (event) => !options.ignoredEvents.includes(event.id) && !event.isRecognisedBy(conditions),
    );
    const [first] = missing;
    if (first) {
      report(trail.resource, {
        found: `Nothing recognises ${list(missing)}.`,
        fix: `Add an aws.cloudwatch.LogMetricFilter on the trail's log group and an alarm for each; the pattern for ${first.label} (CIS ${first.id}) is '${first.pattern}'.`,
        key: "cis-events",
      });
    }
  },
});

/** One trail speaks for the stack, and only when something watches at all: the policy cloudtrail-metric-filter reports the rest. */
function isAsked(trail: WatchedTrail): boolean {
  const { graph } = trail;
  const watched = watchedTrails.of(graph).find((one) => one.logGroup.kind === "inside" && one.filters.length > 0);
  if (watched) {
    return watched === trail;
  }
  const all = watchedTrails.of(graph);
  return all[0] === trail && all.every((one) => one.logGroup.kind === "absent") && areEventsTold(graph);
}

/** What all filters and event rules look for. Throws `Undecided` while a pattern is not known: it may be the one that is missing. */
function allConditions(graph: Graph): readonly Condition[] {
  watchedTrails.of(graph).forEach((trail) => trail.demandAllFilters());
  const patterns = trailFilters.of(graph).map((filter) => filter.pattern.string() ?? "");
  const told = callsTold(graph, [...new Set(cisEvents().flatMap(({ calls }) => calls))]);
  return [...patterns.flatMap(conditionsIn), ...told.map((value) => ({ field: "eventName", isNegated: false, value }))];
}

function list(missing: readonly CisEvent[]): string {
  return missing.map(({ label }) => label).join(", ");
}
