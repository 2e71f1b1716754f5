import { allTrails, trails, type TrailView } from "../../aws/trail";
import { definePolicy, find } from "../../core";

export default definePolicy({
  name: "cloudtrail-duplicate-management-events",
  category: "logging",
  requirements: ["LOG-02"],
  severity: "low",
  level: "advisory",
  title: "Management events of an account are recorded once",
  description: "Only one multi-region trail of an account in a stack records management events.",
  rationale:
    "AWS delivers the first copy of management events free of charge and bills every further one; a region has room for five trails.",
  fix: "Let the second trail record data events only: eventSelectors: [{ includeManagementEvents: false, dataResources: [...] }], or remove it.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trails.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html",
    "https://aws.amazon.com/cloudtrail/pricing/",
  ],
  subjects: trails,
  needs: "stack-only",
  check(trail, { graph, report }) {
    if (!isCopy(trail)) {
      return;
    }
    // Of the stack's own the first may stay; every further one is told about it.
    const all = allTrails(graph);
    const place = all.findIndex(({ resource }) => resource === trail.resource);
    const others = all.filter(({ resource }, index) => index < place || !resource.isAnalysed);
    const first = find(others, (other) => isCopy(other) && trail.isOfSameAccount(other))?.item;
    if (first) {
      report(trail.resource, {
        found: `The multi-region trail "${first.resource.name}" of the same account records management events already, so this one records and bills them a second time.`,
        key: "duplicate",
      });
    }
  },
});

/** Whether the trail records a copy of the management events of one account in all regions. */
function isCopy(trail: TrailView): boolean {
  return (
    trail.isMultiRegion &&
    !trail.isOrganizationTrail &&
    trail.isLogging &&
    (trail.records("reads") || trail.records("writes"))
  );
}
