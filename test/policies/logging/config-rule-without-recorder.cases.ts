import { cases } from "../../harness/cases";
import { recorder, RULE } from "./config";

export default cases("config-rule-without-recorder", {
  passes: {
    "a rule beside a recorder": (s) => {
      s.resource(RULE, "rule", {}, { dependsOn: [recorder(s)] });
    },
    "a recorder that is only read": (s) => {
      recorder(s, {}, { isRead: true });
      s.resource(RULE, "rule", {});
    },
    "recording is elsewhere": {
      settings: { providedElsewhere: ["config"] },
      stack: (s) => {
        s.resource(RULE, "rule", {});
      },
    },
    "a rule that is only read": (s) => {
      s.resource(RULE, "rule", {}, { isRead: true });
    },
  },
  fails: {
    "a rule without a recorder": {
      stack: (s) => {
        s.resource(RULE, "rule", {});
      },
      findings: [
        { resource: "rule", path: "", found: /"rule" has no configuration recorder/, fix: /providedElsewhere/ },
      ],
    },
    "three rules without a recorder: one message": {
      stack: (s) => {
        s.resource(RULE, "a", {});
        s.resource(RULE, "b", {});
        s.resource(RULE, "c", {});
      },
      findings: [{ resource: "a", path: "", found: /"a" and 2 more have no configuration recorder/, key: "recorder" }],
    },
  },
  undecided: {},
  malformed: {
    "a rule of nothing": {
      stack: (s) => {
        s.resource(RULE, "rule", { source: 7, name: null });
      },
      findings: [{ resource: "rule", path: "", found: /recorder/ }],
    },
  },
});
