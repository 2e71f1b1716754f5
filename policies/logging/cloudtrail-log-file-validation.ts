import { foundational } from "../../aws/controls";
import { trails } from "../../aws/trail";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "cloudtrail-log-file-validation",
  category: "logging",
  requirements: ["LOG-03"],
  severity: "high",
  level: "mandatory",
  title: "Trails validate their log files",
  description: "CloudTrail trails have log file validation on.",
  rationale:
    "With validation CloudTrail delivers a signed digest every hour; without it nobody can show that a log file was not changed or removed by who broke in.",
  fix: "Set enableLogFileValidation: true.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cloudtrail/trail/",
  ],
  controls: foundational("CloudTrail.4"),
  remediates: "Sets enableLogFileValidation to true. Changes a trail in place.",
  subjects: trails,
  needs: "resource",
  check({ resource }, { report }) {
    const validation = resource.at("enableLogFileValidation");
    if (validation.boolean() !== true) {
      report(validation, { found: "Log file validation is not turned on." });
    }
  },
  remediate(resource, { set }) {
    if (resource.at("enableLogFileValidation").boolean() !== true) {
      set(["enableLogFileValidation"], true);
    }
  },
});
