import { cases } from "../../harness/cases";
import { channel, COMPONENT, inFrankfurt, RECORDER, recorder } from "./config";

export default cases("config-delivery-channel-after-recorder", {
  passes: {
    "by dependsOn": (s) => {
      channel(s, { dependsOn: [recorder(s)] });
    },
    "through another resource": (s) => {
      const between = s.resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {}, { dependsOn: [recorder(s)] });
      channel(s, { dependsOn: [between] });
    },
    "by an output": (s) => {
      s.resource("aws:cfg/deliveryChannel:DeliveryChannel", "channel", {
        name: recorder(s, { name: "default" }).ref("name"),
        s3BucketName: "logs",
      });
    },
    "by dependsOn of a component that holds the recorder": (s) => {
      const parent = s.component(COMPONENT, "recording");
      recorder(s, {}, { parent });
      channel(s, { dependsOn: [parent] });
    },
    "a recorder that is only read exists already": (s) => {
      recorder(s, {}, { isRead: true });
      channel(s);
    },
    "the recorder of another region": (s) => {
      recorder(s, {}, inFrankfurt(s));
      channel(s);
    },
    "no recorder in the stack": (s) => {
      channel(s);
    },
    "a channel that is only read": (s) => {
      recorder(s);
      channel(s, { isRead: true });
    },
  },
  fails: {
    "no dependency": {
      stack: (s) => {
        recorder(s);
        channel(s);
      },
      findings: [
        {
          resource: "channel",
          path: "",
          found: /does not depend on the recorder "recorder"/,
          fix: /dependsOn: \[recorder\]/,
        },
      ],
    },
    "a dependency on the bucket only": {
      stack: (s) => {
        recorder(s);
        channel(s, { dependsOn: [s.resource("aws:s3/bucket:Bucket", "logs", {})] });
      },
      findings: [{ resource: "channel", path: "", found: /"recorder"/, key: "after-recorder" }],
    },
    "the wrong way round": {
      stack: (s) => {
        const first = channel(s);
        recorder(s, {}, { dependsOn: [first] });
      },
      findings: [{ resource: "channel", path: "", found: /"recorder"/ }],
    },
  },
  undecided: {
    "the recorder's region is not known": (s) => {
      s.resource(RECORDER, "recorder", { name: "default", region: s.unknown });
      channel(s);
    },
  },
  malformed: {
    "a channel of nothing": (s) => {
      s.resource("aws:cfg/deliveryChannel:DeliveryChannel", "channel", { s3BucketName: [] });
    },
  },
});
