import { foundational } from "../../aws/controls";
import { allTrails, trails, type TrailView } from "../../aws/trail";
import { definePolicy, some, whenKnown, type Value } from "../../core";

export default definePolicy({
  name: "cloudtrail-management-events",
  category: "logging",
  requirements: ["LOG-07"],
  severity: "medium",
  level: "mandatory",
  title: "A trail records all management events",
  description:
    "At least one trail of a stack with trails records all management events, reading and writing, those of global services included.",
  rationale:
    "Management events say who created, changed, deleted or looked at what in the account. Reading counts: it is how an intruder looks around.",
  fix: 'Leave out eventSelectors, or set includeManagementEvents: true and readWriteType: "All" in one of them.',
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html",
  ],
  controls: foundational("CloudTrail.1"),
  subjects: trails,
  needs: "stack-only",
  check(trail, { graph, settings, report, notApplicable }) {
    const all = allTrails(graph);
    // What no trail of the stack does is told once.
    if (settings.providedElsewhere.includes("trail") || trails.of(graph)[0] !== trail) {
      return notApplicable();
    }
    if (some(all, hasNoGap)) {
      return;
    }
    const { at, found } = gapOf(trail);
    const others = all.length > 1 ? `, nor does another of the stack's ${all.length} trails` : "";
    report(at, {
      found: `The trail ${found}${others}.`,
      fix:
        at.path[0] === "includeGlobalServiceEvents"
          ? "Leave out includeGlobalServiceEvents; it is true by default."
          : fixFor(trail),
      key: "management-events",
    });
  },
});

/** Selectors without a category, which may be meant for management events, and a multi-region trail without global events are told by other policies. */
function hasNoGap(trail: TrailView): boolean {
  if (some(trail.advancedSelectors, (selector) => !selector.namesCategory)) {
    return true;
  }
  return trail.recordsManagementEvents && (trail.hasGlobalEvents || trail.isMultiRegion);
}

function gapOf(trail: TrailView): { readonly at: Value; readonly found: string } {
  const { resource } = trail;
  const isAdvanced = resource.at("advancedEventSelectors").isPresent;
  const at = resource.at(isAdvanced ? "advancedEventSelectors" : "eventSelectors");
  const [reads, writes] = (["reads", "writes"] as const).map((activity) => whenKnown(() => trail.records(activity)));
  if (reads === true && writes === true) {
    return {
      at: resource.at("includeGlobalServiceEvents"),
      found: "does not record the events of global services such as IAM",
    };
  }
  if (reads !== true && writes !== true) {
    return { at, found: "does not record all management events" };
  }
  return { at, found: `records only management events that ${reads === true ? "read" : "write"}` };
}

function fixFor(trail: TrailView): string {
  return trail.resource.at("advancedEventSelectors").isAbsent
    ? 'Leave out eventSelectors, or set includeManagementEvents: true and readWriteType: "All" in one of them.'
    : 'Add { fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] } to advancedEventSelectors.';
}
