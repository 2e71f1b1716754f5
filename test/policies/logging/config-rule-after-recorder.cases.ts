import { cases } from "../../harness/cases";
import { channel, COMPONENT, inFrankfurt, PACK, recorder, RULE, STATUS } from "./config";

const SOURCE = { source: { owner: "AWS", sourceIdentifier: "S3_BUCKET_VERSIONING_ENABLED" } };

export default cases("config-rule-after-recorder", {
  passes: {
    "by dependsOn on both": (s) => {
      const first = recorder(s);
      const second = channel(s, { dependsOn: [first] });
      s.resource(RULE, "rule", SOURCE, { dependsOn: [first, second] });
    },
    "on the channel, which waits for the recorder": (s) => {
      s.resource(RULE, "rule", SOURCE, { dependsOn: [channel(s, { dependsOn: [recorder(s)] })] });
    },
    "on the status, which waits for both": (s) => {
      const first = recorder(s);
      const second = channel(s, { dependsOn: [first] });
      const third = s.resource(STATUS, "status", { name: first.ref("name"), isEnabled: true }, { dependsOn: [second] });
      s.resource(RULE, "rule", SOURCE, { dependsOn: [third] });
    },
    "on the component that holds them": (s) => {
      const parent = s.component(COMPONENT, "recording");
      recorder(s, {}, { parent });
      channel(s, { parent });
      s.resource(RULE, "rule", SOURCE, { dependsOn: [parent] });
    },
    "by an output": (s) => {
      const first = recorder(s);
      const second = channel(s, { dependsOn: [first] });
      s.resource(RULE, "rule", { ...SOURCE, description: s.text`Needs ${second.id}` });
    },
    "recorder and channel of another region": (s) => {
      recorder(s, {}, inFrankfurt(s));
      channel(s, inFrankfurt(s));
      s.resource(RULE, "rule", SOURCE);
    },
    "recorder and channel that are only read": (s) => {
      recorder(s, {}, { isRead: true });
      channel(s, { isRead: true });
      s.resource(RULE, "rule", SOURCE);
    },
    "no recorder in the stack, which is advice of another policy": (s) => {
      s.resource(RULE, "rule", SOURCE);
    },
  },
  fails: {
    "no dependency": {
      stack: (s) => {
        channel(s, { dependsOn: [recorder(s)] });
        s.resource(RULE, "rule", SOURCE);
      },
      findings: [
        {
          resource: "rule",
          path: "",
          found: /depend on the recorder "recorder" and the delivery channel "channel"/,
          fix: /dependsOn: \[recorder, channel\]/,
          key: "after-recorder",
        },
      ],
    },
    "a dependency on the recorder only": {
      stack: (s) => {
        const first = recorder(s);
        channel(s, { dependsOn: [first] });
        s.resource(RULE, "rule", SOURCE, { dependsOn: [first] });
      },
      findings: [{ resource: "rule", path: "", found: /not depend on the delivery channel "channel"\./ }],
    },
    "a conformance pack, which is a set of rules": {
      stack: (s) => {
        channel(s, { dependsOn: [recorder(s)] });
        s.resource(PACK, "pack", { templateBody: "Resources: {}" });
      },
      findings: [{ resource: "pack", path: "", found: /"recorder"/ }],
    },
  },
  undecided: {
    "the recorder's region is not known": (s) => {
      recorder(s, { region: s.unknown });
      s.resource(RULE, "rule", SOURCE);
    },
  },
  malformed: {
    "a rule of nothing": (s) => {
      s.resource(RULE, "rule", { source: null });
    },
  },
});
