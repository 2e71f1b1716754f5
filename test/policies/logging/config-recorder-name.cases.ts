import { cases } from "../../harness/cases";
import { RECORDER, recorder } from "./config";

export default cases("config-recorder-name", {
  passes: {
    'the name "default"': (s) => {
      recorder(s);
    },
    "the name of the catalogue": (s) => {
      recorder(s, { name: "config-recorder-prod" });
    },
    "a value of the stack's config": {
      config: { "app:configRecorderName": "audit-recorder" },
      stack: (s) => {
        recorder(s, { name: "audit-recorder" });
      },
    },
    "a value inside a structured config entry": {
      config: { "app:config": '{"recorder":"audit-recorder"}' },
      stack: (s) => {
        recorder(s, { name: "audit-recorder" });
      },
    },
    "a name that settings allow": {
      options: { allowedNames: ["org-recorder"] },
      stack: (s) => {
        recorder(s, { name: "org-recorder" });
      },
    },
    "no name, which is AWS's default": (s) => {
      recorder(s, { name: undefined });
    },
    "a recorder that is only read": (s) => {
      recorder(s, { name: "theirs" }, { isRead: true });
    },
  },
  fails: {
    "a literal name": {
      stack: (s) => {
        recorder(s, { name: "my-recorder" });
      },
      findings: [
        {
          resource: "recorder",
          path: "name",
          found: /"my-recorder" is neither a value of the stack's config nor an allowed one/,
          fix: /configRecorderName/,
        },
      ],
    },
    "an auto-named recorder": {
      stack: (s) => {
        recorder(s, { name: "recorder-1a2b3c4" });
      },
      findings: [{ resource: "recorder", path: "name", found: /"recorder-1a2b3c4" is generated/ }],
    },
    "another name than the config's": {
      config: { "app:configRecorderName": "audit-recorder" },
      stack: (s) => {
        recorder(s, { name: "audit-recorder-2" });
      },
      findings: [{ resource: "recorder", path: "name", found: /neither/ }],
    },
    "a name that only begins like a config value": {
      config: { "app:names": '["audit-recorder-x"]' },
      stack: (s) => {
        recorder(s, { name: "audit-recorder" });
      },
      findings: [{ resource: "recorder", path: "name", found: /neither/ }],
    },
    "the catalogue's name, where settings name others": {
      options: { allowedNames: [] },
      stack: (s) => {
        recorder(s, { name: "config-recorder-prod" });
      },
      findings: [{ resource: "recorder", path: "name", found: /config-recorder-prod/ }],
    },
  },
  undecided: {
    "a name that is not known": (s) => {
      recorder(s, { name: s.unknown });
    },
  },
  malformed: {
    "a name that is no text": (s) => {
      s.resource(RECORDER, "recorder", { name: ["a", { b: 1 }] });
    },
  },
});
