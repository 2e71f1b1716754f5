import { cases } from "../../harness/cases";
import { inFrankfurt, RECORDER, recorder } from "./config";

export default cases("config-recorder-single", {
  passes: {
    "one recorder": (s) => {
      recorder(s);
    },
    "one recorder in each of two regions": (s) => {
      recorder(s);
      s.resource(RECORDER, "frankfurt", { name: "default" }, inFrankfurt(s));
    },
    "one recorder in each of two regions by the resource's own region": (s) => {
      recorder(s);
      s.resource(RECORDER, "ireland", { name: "default", region: "eu-west-1" });
    },
    "a recorder that is only read, which is not created": (s) => {
      recorder(s);
      s.resource(RECORDER, "existing", { name: "default" }, { isRead: true });
    },
    "no recorder": (s) => {
      s.resource("aws:cfg/rule:Rule", "rule", {});
    },
  },
  fails: {
    "a second recorder": {
      stack: (s) => {
        recorder(s);
        s.resource(RECORDER, "second", { name: "audit" });
      },
      findings: [{ resource: "second", path: "", found: /recorder "recorder" in the same account and region/ }],
    },
    "two recorders of one name, which overwrite each other": {
      stack: (s) => {
        recorder(s);
        s.resource(RECORDER, "second", { name: "default" });
      },
      findings: [{ resource: "second", path: "", found: /only one/, key: "second-recorder" }],
    },
    "a second recorder inside a component": {
      stack: (s) => {
        recorder(s);
        const parent = s.component("audit:index:Recording", "zone");
        s.resource(RECORDER, "second", { name: "audit" }, { parent });
      },
      findings: [{ resource: "recorder", path: "", found: /recorder "second"/ }],
    },
    "a second recorder with the region of the first written out": {
      stack: (s) => {
        recorder(s);
        s.resource(RECORDER, "second", { name: "audit", region: "us-east-1" });
      },
      findings: [{ resource: "second", path: "", found: /only one/ }],
    },
    "three recorders, each beyond the first": {
      stack: (s) => {
        recorder(s);
        s.resource(RECORDER, "second", { name: "b" });
        s.resource(RECORDER, "third", { name: "c" });
      },
      findings: [
        { resource: "second", path: "", found: /"recorder"/ },
        { resource: "third", path: "", found: /"recorder"/ },
      ],
    },
  },
  undecided: {
    "a second recorder whose region is not known": (s) => {
      recorder(s);
      s.resource(RECORDER, "second", { name: "audit", region: s.unknown });
    },
  },
  malformed: {
    "a region that is no text, which leaves the provider's": {
      stack: (s) => {
        recorder(s);
        s.resource(RECORDER, "second", { name: null, region: { a: 1 }, recordingGroup: "all" });
      },
      findings: [{ resource: "second", path: "", found: /only one/ }],
    },
  },
});
