import { cases } from "../../harness/cases";
import { channel, inFrankfurt, recorder, STATUS } from "./config";

export default cases("config-recorder-status-after-channel", {
  passes: {
    "by dependsOn": (s) => {
      const first = recorder(s);
      const second = channel(s, { dependsOn: [first] });
      s.resource(STATUS, "status", { name: first.ref("name"), isEnabled: true }, { dependsOn: [second] });
    },
    "through another resource": (s) => {
      const second = channel(s, { dependsOn: [recorder(s)] });
      const between = s.resource("aws:sns/topic:Topic", "topic", {}, { dependsOn: [second] });
      s.resource(STATUS, "status", { name: "default", isEnabled: true }, { dependsOn: [between] });
    },
    "switching off needs no channel": (s) => {
      recorder(s);
      channel(s);
      s.resource(STATUS, "status", { name: "default", isEnabled: false });
    },
    "the channel of another region": (s) => {
      channel(s, inFrankfurt(s));
      s.resource(STATUS, "status", { name: "default", isEnabled: true });
    },
    "a channel that is only read exists already": (s) => {
      channel(s, { isRead: true });
      s.resource(STATUS, "status", { name: "default", isEnabled: true });
    },
    "no channel in the stack": (s) => {
      s.resource(STATUS, "status", { name: "default", isEnabled: true });
    },
  },
  fails: {
    "it waits for the recorder only": {
      stack: (s) => {
        const first = recorder(s);
        channel(s, { dependsOn: [first] });
        s.resource(STATUS, "status", { name: first.ref("name"), isEnabled: true });
      },
      findings: [
        {
          resource: "status",
          path: "",
          found: /does not depend on the delivery channel "channel"/,
          fix: /dependsOn: \[channel\]/,
          key: "after-channel",
        },
      ],
    },
  },
  undecided: {
    "whether it is switched on is not known": (s) => {
      recorder(s);
      channel(s);
      s.resource(STATUS, "status", { name: "default", isEnabled: s.unknown });
    },
  },
  malformed: {
    "isEnabled is an object": {
      stack: (s) => {
        channel(s);
        s.resource(STATUS, "status", { name: "default", isEnabled: {} });
      },
      findings: [{ resource: "status", path: "", found: /"channel"/ }],
    },
  },
});
