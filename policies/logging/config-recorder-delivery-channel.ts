import { foundational } from "../../aws/controls";
import { recorders } from "../../aws/recorder";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "config-recorder-delivery-channel",
  category: "logging",
  requirements: ["LOG-13"],
  severity: "medium",
  level: "mandatory",
  title: "The configuration recorder has a delivery channel",
  description: "An AWS Config recorder has a delivery channel in its account and region.",
  rationale: "A recorder cannot be started without a delivery channel, so nothing is recorded.",
  fix: "Add new aws.cfg.DeliveryChannel(..., { s3BucketName: <log bucket>.bucket }, { dependsOn: [recorder] }) with the recorder's provider.",
  references: [
    "https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigurationRecorder.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cfg/deliverychannel/",
  ],
  controls: foundational("Config.1"),
  subjects: recorders,
  needs: "stack-only",
  check(recorder, { settings, stack, report }) {
    if (settings.providedElsewhere.includes("config") || recorder.channels(stack).length > 0) {
      return;
    }
    report(recorder.resource, {
      found: "No delivery channel of the stack is in the recorder's account and region.",
      key: "delivery-channel",
    });
  },
});
