import { cis, securityHub } from "../../aws/controls";
import { cisEvents, conditionsIn, tellingValues, type CisEvent, type Condition } from "../../aws/cis-events";
import { demandAllFilters, filtersOf, trailFilters } from "../../aws/metric-filter";
import { areEventsTold, valuesTold } from "../../aws/security-events";
import { trails, type TrailView } from "../../aws/trail";
import { definePolicy, texts, type Graph } from "../../core";

/** The benchmark's events: its recommendations in every version since 1.4.0, and the controls of AWS Security Hub for them. */
const EVENTS = Array.from({ length: 15 }, (_, index) => `4.${index + 1}`);
const EVENT_CONTROLS = Array.from({ length: 14 }, (_, index) => `CloudWatch.${index + 1}`);

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
    ...securityHub(...EVENT_CONTROLS),
    ...cis("1.4.0", "4.1", "4.2", "4.15"),
    ...cis("3.0.0", ...EVENTS),
    ...cis("5.0.0", ...EVENTS),
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
  subjects: trails,
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
function isAsked(trail: TrailView): boolean {
  const { graph } = trail;
  const all = trails.of(graph);
  const watched = all.find((one) => one.logGroup.kind === "inside" && filtersOf(one).length > 0);
  if (watched) {
    return watched === trail;
  }
  return all[0] === trail && all.every((one) => one.logGroup.kind === "absent") && areEventsTold(graph);
}

/** What all filters and event rules look for. Throws `Undecided` while a pattern is not known: it may be the one that is missing. */
function allConditions(graph: Graph): readonly Condition[] {
  trails.of(graph).forEach(demandAllFilters);
  const patterns = trailFilters.of(graph).map((filter) => filter.pattern.string() ?? "");
  const told = [...tellingValues()].flatMap(([field, values]) =>
    valuesTold(graph, field, values).map((value) => ({ field, isNegated: false, value })),
  );
  return [...patterns.flatMap(conditionsIn), ...told];
}

function list(missing: readonly CisEvent[]): string {
  return missing.map(({ label }) => label).join(", ");
}
