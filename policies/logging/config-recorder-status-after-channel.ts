import { isCreated, recordingAt } from "../../aws/recorder";
import * as types from "../../aws/types";
import { definePolicy, view } from "../../core";

const statuses = view(types.RECORDER_STATUS, (graph) => graph.ofType(types.RECORDER_STATUS).filter(isCreated));

export default definePolicy({
  name: "config-recorder-status-after-channel",
  category: "logging",
  requirements: ["LOG-14"],
  severity: "medium",
  level: "mandatory",
  title: "The recorder is started after its delivery channel",
  description: "An AWS Config RecorderStatus depends on the delivery channel.",
  rationale:
    "Starting a recorder fails with NoAvailableDeliveryChannelException while there is no delivery channel. Nothing in the status's inputs names the channel, so the order has to be told.",
  fix: "Add { dependsOn: [channel] } to the RecorderStatus's options.",
  references: [
    "https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigurationRecorder.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cfg/recorderstatus/",
  ],
  subjects: statuses,
  needs: "stack-only",
  check(status, { stack, report }) {
    // Switching off needs no channel.
    if (status.at("isEnabled").boolean() === false) {
      return;
    }
    const channels = recordingAt(status, stack, types.DELIVERY_CHANNEL);
    const missing = channels.find((channel) => !status.isCreatedAfter(channel));
    if (missing) {
      report(status, {
        found: `The RecorderStatus does not depend on the delivery channel "${missing.name}".`,
        key: "after-channel",
      });
    }
  },
});
