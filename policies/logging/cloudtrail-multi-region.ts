import { foundational } from "../../aws/controls";
import { trails } from "../../aws/trail";
import { definePolicy, oneOf } from "../../core";

export default definePolicy({
  name: "cloudtrail-multi-region",
  category: "logging",
  requirements: ["LOG-02"],
  severity: "high",
  level: "mandatory",
  title: "Trails record all regions",
  description:
    "CloudTrail trails are multi-region, or single-region where settings say that a multi-region trail exists.",
  rationale:
    "Who has stolen credentials works in the regions that nobody looks at. Where a multi-region trail exists already, each further one is a second copy of the same events that AWS bills.",
  fix: "Set isMultiRegionTrail: true.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cloudtrail/trail/",
  ],
  controls: foundational("CloudTrail.1"),
  options: {
    mode: oneOf(["required", "forbidden", "any"], {
      default: "required",
      description:
        "Whether trails must be multi-region, must not be (a multi-region trail exists elsewhere already), or may be either.",
    }),
  },
  subjects: trails,
  needs: "resource",
  check(trail, { options, report }) {
    const at = trail.resource.at("isMultiRegionTrail");
    if (options.mode === "required" && !trail.isMultiRegion) {
      report(at, { found: "The trail records one region only." });
    }
    if (options.mode === "forbidden" && trail.isMultiRegion) {
      report(at, {
        found: "The trail is multi-region, though by the settings a multi-region trail exists already.",
        fix: 'Leave out isMultiRegionTrail, or set the option "mode" to "required" if this is the one multi-region trail.',
      });
    }
  },
});
