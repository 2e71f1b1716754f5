import { foundational, securityHub } from "../../aws/controls";
import { trails } from "../../aws/trail";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "cloudtrail-logging-enabled",
  category: "logging",
  requirements: ["LOG-03"],
  severity: "high",
  level: "mandatory",
  title: "Trails record",
  description: "CloudTrail trails are not switched off: enableLogging is not false.",
  rationale: "A trail that is there but switched off looks right in every list and records nothing.",
  fix: "Leave out enableLogging; it is true by default.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cloudtrail/trail/",
  ],
  controls: [...foundational("CloudTrail.1"), ...securityHub("CloudTrail.3")],
  subjects: trails,
  needs: "resource",
  check(trail, { report }) {
    if (!trail.isLogging) {
      report(trail.resource.at("enableLogging"), { found: "The trail is switched off." });
    }
  },
});
