import { trails } from "../../aws/trail";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "cloudtrail-global-service-events",
  category: "logging",
  requirements: ["LOG-02"],
  severity: "high",
  level: "mandatory",
  title: "Multi-region trails include the events of global services",
  description: "A multi-region trail does not set includeGlobalServiceEvents to false.",
  rationale:
    "CloudTrail refuses a multi-region trail without the events of global services (IAM, STS, CloudFront), so the deployment fails halfway.",
  fix: "Leave out includeGlobalServiceEvents; it is true by default.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html",
    "https://github.com/hashicorp/terraform/issues/4723",
  ],
  subjects: trails,
  needs: "resource",
  check(trail, { report }) {
    if (trail.isMultiRegion && !trail.hasGlobalEvents) {
      report(trail.resource.at("includeGlobalServiceEvents"), {
        found: "A multi-region trail must include the events of global services, and this one leaves them out.",
      });
    }
  },
});
