import { foundational } from "../../aws/controls";
import { allTrails, trails } from "../../aws/trail";
import { definePolicy, some } from "../../core";

export default definePolicy({
  name: "cloudtrail-excluded-event-sources",
  category: "logging",
  requirements: ["LOG-07"],
  severity: "low",
  level: "advisory",
  title: "Trails leave no event source out",
  description:
    "At least one trail of a stack with trails records management events of all sources, KMS and the RDS Data API included.",
  rationale:
    "KMS writes many events, which is why they are left out; they are also what shows who decrypted what, or scheduled the deletion of a key.",
  fix: "Leave out excludeManagementEventSources.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html",
  ],
  // Its rule of AWS Config fails on any excluded source: https://docs.aws.amazon.com/config/latest/developerguide/multi-region-cloudtrail-enabled.html
  controls: foundational("CloudTrail.1"),
  subjects: trails,
  needs: "stack-only",
  check(trail, { graph, settings, each, report, notApplicable }) {
    if (settings.providedElsewhere.includes("trail")) {
      return notApplicable();
    }
    if (some(allTrails(graph), (one) => one.recordsEverySource)) {
      return;
    }
    each(trail.selections, (selection) => {
      const { exclusion } = selection;
      if (exclusion) {
        const sources = exclusion.knownStrings().map((one) => one.slice(0, 60));
        report(exclusion, {
          found: `Management events of ${sources.join(" and ") || "some sources"} are left out.`,
          fix: exclusion.path.includes("fieldSelectors")
            ? "Leave out the condition on eventSource."
            : "Leave out excludeManagementEventSources.",
        });
      }
    });
  },
});
