import { isCreated, recordingAt } from "../../aws/recorder";
import * as types from "../../aws/types";
import { definePolicy, view } from "../../core";

const channels = view(types.DELIVERY_CHANNEL, (graph) => graph.ofType(types.DELIVERY_CHANNEL).filter(isCreated));

export default definePolicy({
  name: "config-delivery-channel-after-recorder",
  category: "logging",
  requirements: ["LOG-14"],
  severity: "medium",
  level: "mandatory",
  title: "The delivery channel is created after the recorder",
  description: "An AWS Config delivery channel depends on the recorder.",
  rationale:
    "A delivery channel is refused while there is no recorder. Nothing in its inputs names the recorder, so without dependsOn both are created at the same time and the update fails by chance.",
  fix: "Add { dependsOn: [recorder] } to the delivery channel's options.",
  references: [
    "https://docs.aws.amazon.com/config/latest/APIReference/API_PutDeliveryChannel.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cfg/deliverychannel/",
  ],
  subjects: channels,
  needs: "stack-only",
  check(channel, { stack, report }) {
    const recorders = recordingAt(channel, stack, types.RECORDER);
    const missing = recorders.find((recorder) => !channel.isCreatedAfter(recorder));
    if (missing) {
      report(channel, {
        found: `The delivery channel does not depend on the recorder "${missing.name}".`,
        key: "after-recorder",
      });
    }
  },
});
