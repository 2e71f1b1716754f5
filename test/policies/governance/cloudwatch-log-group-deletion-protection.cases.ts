import { cases, type Build } from "../../harness/cases";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const prod = (stack: Build) => ({ stackName: "prod", stack });

export default cases("cloudwatch-log-group-deletion-protection", {
  passes: {
    "either switch, or the resource option": prod((s) => {
      s.resource(LOG_GROUP, "a", { skipDestroy: true });
      s.resource(LOG_GROUP, "b", { deletionProtectionEnabled: true, skipDestroy: false });
      s.resource(LOG_GROUP, "c", {}, { protect: true });
    }),
    "one switch is not known, the other is on": prod((s) => {
      s.resource(LOG_GROUP, "a", { deletionProtectionEnabled: s.unknown, skipDestroy: true });
    }),
    "in dev": (s) => {
      s.resource(LOG_GROUP, "a");
    },
  },
  fails: {
    neither: {
      stackName: "prod",
      stack: (s) => {
        s.resource(LOG_GROUP, "a", { retentionInDays: 365 });
        s.resource(LOG_GROUP, "b", { skipDestroy: false, deletionProtectionEnabled: false });
      },
      findings: ["a", "b"].map((resource) => ({
        resource,
        path: "",
        found: /Nothing keeps the log group from being deleted in stack prod/,
        fix: /deletionProtectionEnabled: true .*skipDestroy: true/,
        key: "protect",
      })),
    },
  },
  undecided: {
    "a switch that is not known yet": prod((s) => {
      s.resource(LOG_GROUP, "a", { deletionProtectionEnabled: s.unknown });
    }),
  },
  malformed: {
    "switches of odd types": {
      stackName: "prod",
      stack: (s) => {
        s.resource(LOG_GROUP, "a", { skipDestroy: ["true"] });
      },
      findings: [{ resource: "a", path: "", found: /Nothing keeps/ }],
    },
  },
});
