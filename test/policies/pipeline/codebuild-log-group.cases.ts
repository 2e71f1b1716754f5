import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";
const GROUP = "aws:cloudwatch/logGroup:LogGroup";

function group(s: StackBuilder, retentionInDays?: unknown) {
  return s.resource(GROUP, "logs", { name: "/aws/codebuild/build-dev", retentionInDays });
}

function project(s: StackBuilder, groupName: unknown, more: Readonly<Record<string, unknown>> = {}) {
  return s.resource(PROJECT, "build", { logsConfig: { cloudwatchLogs: { groupName, ...more } } });
}

const RETENTION = { resource: "logs", path: "retentionInDays", key: "retention" };

export default cases("codebuild-log-group", {
  passes: {
    "a group by output": (s) => void project(s, group(s, 14).ref("name")),
    "a group by name and dependsOn": (s) => {
      const logs = group(s, 14);
      s.resource(
        PROJECT,
        "build",
        { logsConfig: { cloudwatchLogs: { groupName: "/aws/codebuild/build-dev", status: "ENABLED" } } },
        { dependsOn: [logs] },
      );
    },
    "a group outside": (s) => void project(s, "/shared/builds"),
    "a group that is only read": (s) => {
      s.resource(GROUP, "logs", { name: "/aws/codebuild/build-dev", retentionInDays: 3 }, { isRead: true });
      project(s, "/aws/codebuild/build-dev");
    },
    "longer, where settings say at least": {
      stack: (s) => void project(s, group(s, 90).ref("name")),
      options: { retention: "at-least" },
    },
    "another number by settings": {
      stack: (s) => void project(s, group(s, 30).ref("name")),
      options: { retentionDays: 30 },
    },
  },
  fails: {
    "no logsConfig": {
      stack: (s) => void s.resource(PROJECT, "build"),
      findings: [{ resource: "build", path: "logsConfig.cloudwatchLogs.groupName", found: /names no log group/ }],
    },
    "only S3 logs": {
      stack: (s) =>
        void s.resource(PROJECT, "build", { logsConfig: { s3Logs: { status: "ENABLED", location: "b/l" } } }),
      findings: [{ resource: "build", path: "logsConfig.cloudwatchLogs.groupName", found: /names no log group/ }],
    },
    disabled: {
      stack: (s) => void project(s, group(s, 14).ref("name"), { status: "DISABLED" }),
      findings: [{ resource: "build", path: "logsConfig.cloudwatchLogs.status", found: /DISABLED/ }],
    },
    "a shorter retention": {
      stack: (s) => void project(s, group(s, 7).ref("name")),
      findings: [{ ...RETENTION, found: /for 7 days, not for 14/ }],
    },
    "a longer retention": {
      stack: (s) => void project(s, group(s, 30).ref("name")),
      findings: [{ ...RETENTION, found: /for 30 days/ }],
    },
    "no retention": {
      stack: (s) => void project(s, group(s).ref("name")),
      findings: [{ ...RETENTION, found: /for ever/ }],
    },
    "retention zero, with at least": {
      stack: (s) => void project(s, group(s, 0).ref("name")),
      options: { retention: "at-least" },
      findings: [{ ...RETENTION, found: /for ever, not for at least 14/ }],
    },
    "a literal name, so no order": {
      stack: (s) => {
        group(s, 14);
        project(s, "/aws/codebuild/build-dev");
      },
      findings: [
        { resource: "build", path: "logsConfig.cloudwatchLogs.groupName", found: /does not wait/, key: "order" },
      ],
    },
  },
  undecided: {
    "the name": (s) => void project(s, s.unknown),
    "the status": (s) => void project(s, undefined, { status: s.unknown }),
    "the retention": (s) => void project(s, group(s, s.unknown).ref("name")),
  },
  malformed: {
    "a list as logsConfig": {
      stack: (s) => void s.resource(PROJECT, "build", { logsConfig: ["x"] }),
      findings: [{ resource: "build", path: "logsConfig.cloudwatchLogs.groupName", found: /names no log group/ }],
    },
    "a retention that is text": {
      stack: (s) => void project(s, group(s, "two weeks").ref("name")),
      findings: [{ ...RETENTION, found: /for ever/ }],
    },
  },
});
