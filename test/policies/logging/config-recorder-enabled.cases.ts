import { cases } from "../../harness/cases";
import { recorder, STATUS } from "./config";

export default cases("config-recorder-enabled", {
  passes: {
    "a status by the recorder's name": (s) => {
      s.resource(STATUS, "status", { name: recorder(s).ref("name"), isEnabled: true });
    },
    "a status by the recorder's id": (s) => {
      s.resource(STATUS, "status", { name: recorder(s, { name: "recorder-1a2b3c4" }).id, isEnabled: true });
    },
    "a status by the same literal": (s) => {
      recorder(s);
      s.resource(STATUS, "status", { name: "default", isEnabled: true });
    },
    "true as text": (s) => {
      s.resource(STATUS, "status", { name: recorder(s).ref("name"), isEnabled: "true" });
    },
    "it is switched on elsewhere": {
      settings: { providedElsewhere: ["config"] },
      stack: (s) => {
        recorder(s);
      },
    },
  },
  fails: {
    "no status": {
      stack: (s) => {
        recorder(s);
      },
      findings: [{ resource: "recorder", path: "", found: /No RecorderStatus/, fix: /isEnabled: true/, key: "status" }],
    },
    "switched off": {
      stack: (s) => {
        s.resource(STATUS, "status", { name: recorder(s).ref("name"), isEnabled: false });
      },
      findings: [
        { resource: "status", path: "isEnabled", found: /not true, so the recorder "recorder" records nothing/ },
      ],
    },
    "switched off, though recording is provided elsewhere": {
      settings: { providedElsewhere: ["config"] },
      stack: (s) => {
        s.resource(STATUS, "status", { name: recorder(s).ref("name"), isEnabled: false });
      },
      findings: [{ resource: "status", path: "isEnabled", found: /not true/ }],
    },
    "isEnabled is not set": {
      stack: (s) => {
        s.resource(STATUS, "status", { name: recorder(s).ref("name") });
      },
      findings: [{ resource: "status", path: "isEnabled", found: /not set/ }],
    },
    "the status of another recorder": {
      stack: (s) => {
        recorder(s);
        s.resource(STATUS, "status", { name: "other", isEnabled: true });
      },
      findings: [{ resource: "recorder", path: "", found: /No RecorderStatus/ }],
    },
  },
  undecided: {
    "isEnabled is not known": (s) => {
      s.resource(STATUS, "status", { name: recorder(s).ref("name"), isEnabled: s.unknown });
    },
    "the status's recorder is not known": (s) => {
      recorder(s);
      s.resource(STATUS, "status", { name: s.unknown, isEnabled: true });
    },
  },
  malformed: {
    "a name that is no text": {
      stack: (s) => {
        recorder(s);
        s.resource(STATUS, "status", { name: { a: 1 }, isEnabled: null });
      },
      findings: [{ resource: "recorder", path: "", found: /No RecorderStatus/ }],
    },
  },
});
