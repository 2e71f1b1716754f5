import { cases } from "../../harness/cases";
import { CHANNEL, channel, inFrankfurt, recorder } from "./config";

export default cases("config-recorder-delivery-channel", {
  passes: {
    "a channel beside the recorder": (s) => {
      channel(s, { dependsOn: [recorder(s)] });
    },
    "a channel of the same region, written out": (s) => {
      recorder(s);
      s.resource(CHANNEL, "channel", { s3BucketName: "logs", region: "us-east-1" });
    },
    "a channel that is only read": (s) => {
      recorder(s);
      channel(s, { isRead: true });
    },
    "recording is set up elsewhere": {
      settings: { providedElsewhere: ["config"] },
      stack: (s) => {
        recorder(s);
      },
    },
    "a recorder that is only read": (s) => {
      recorder(s, {}, { isRead: true });
    },
  },
  fails: {
    "a recorder without a channel": {
      stack: (s) => {
        recorder(s);
      },
      findings: [{ resource: "recorder", path: "", found: /No delivery channel/, key: "delivery-channel" }],
    },
    "a channel in another region": {
      stack: (s) => {
        recorder(s);
        channel(s, inFrankfurt(s));
      },
      findings: [{ resource: "recorder", path: "", found: /account and region/, fix: /s3BucketName/ }],
    },
  },
  undecided: {
    "the channel's region is not known": (s) => {
      recorder(s);
      s.resource(CHANNEL, "channel", { s3BucketName: "logs", region: s.unknown });
    },
  },
  malformed: {
    "a channel without anything": (s) => {
      recorder(s);
      s.resource(CHANNEL, "channel", { s3BucketName: null });
    },
  },
});
