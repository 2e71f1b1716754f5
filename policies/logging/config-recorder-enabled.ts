import { foundational } from "../../aws/controls";
import { recorders } from "../../aws/recorder";
import { definePolicy, some } from "../../core";

export default definePolicy({
  name: "config-recorder-enabled",
  category: "logging",
  requirements: ["LOG-13"],
  severity: "medium",
  level: "mandatory",
  title: "The configuration recorder is switched on",
  description: "An AWS Config recorder is switched on by a RecorderStatus.",
  rationale: "A recorder that is only created records nothing: it has to be started.",
  fix: "Add new aws.cfg.RecorderStatus(..., { name: recorder.name, isEnabled: true }, { dependsOn: [channel] }).",
  references: [
    "https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigurationRecorder.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cfg/recorderstatus/",
  ],
  controls: foundational("Config.1"),
  subjects: recorders,
  needs: "stack-only",
  check(recorder, { settings, stack, report }) {
    const statuses = recorder.statuses(stack);
    const [first] = statuses;
    if (!first) {
      if (!settings.providedElsewhere.includes("config")) {
        report(recorder.resource, { found: "No RecorderStatus switches the recorder on.", key: "status" });
      }
      return;
    }
    if (!some(statuses, (one) => one.at("isEnabled").boolean() === true)) {
      report(first.at("isEnabled"), {
        found: `isEnabled is ${first.at("isEnabled").isAbsent ? "not set" : "not true"}, so the recorder "${recorder.resource.name}" records nothing.`,
        fix: "Set isEnabled: true.",
        key: "status",
      });
    }
  },
});
