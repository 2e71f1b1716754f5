import { recorders } from "../../aws/recorder";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "config-recorder-single",
  category: "logging",
  requirements: ["LOG-12"],
  severity: "high",
  level: "mandatory",
  title: "One configuration recorder per account and region",
  description: "At most one AWS Config recorder is created in an account and region.",
  rationale:
    "AWS Config has one customer-managed recorder per account and region. The API refuses a second one (MaxNumberOfConfigurationRecordersExceededException), and the update stops half-way.",
  fix: "Keep one aws.cfg.Recorder per account and region and extend its recordingGroup.",
  references: [
    "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html",
  ],
  subjects: recorders,
  needs: "stack-only",
  check(recorder, { stack, report }) {
    const [first, ...rest] = recorder.createdInSamePlace(stack);
    if (first && rest.includes(recorder.resource)) {
      report(recorder.resource, {
        found: `The stack also creates the recorder "${first.name}" in the same account and region, which can have only one.`,
        fix: `Remove this recorder and extend the recordingGroup of "${first.name}", or give this one a provider of another account or region.`,
        key: "second-recorder",
      });
    }
  },
});
