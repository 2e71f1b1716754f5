import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";

function logs(groupName: unknown, more: Readonly<Record<string, unknown>> = {}) {
  return { logsConfig: { cloudwatchLogs: { groupName, ...more } } };
}

const AT = "logsConfig.cloudwatchLogs.groupName";

export default cases("codebuild-unknown-log-group", {
  passes: {
    "a group of the stack": (s) => {
      const group = s.resource("aws:cloudwatch/logGroup:LogGroup", "logs", { name: "/b" });
      s.resource(PROJECT, "build", logs(group.ref("name")));
    },
    "a group of the stack by name": (s) => {
      s.resource("aws:cloudwatch/logGroup:LogGroup", "logs", { name: "/b" });
      s.resource(PROJECT, "build", logs("/b"));
    },
    "a name of another stack": (s) => {
      const other = s.resource("pulumi:pulumi:StackReference", "base", {}, { outputs: { group: "/base/builds" } });
      s.resource(PROJECT, "build", logs(other.ref("group")));
    },
    "a name of the config": {
      stack: (s) => void s.resource(PROJECT, "build", logs("/shared")),
      config: { "app:logGroup": "/shared" },
    },
    "no name, which is another policy's finding": (s) => void s.resource(PROJECT, "build"),
    "disabled logs": (s) => void s.resource(PROJECT, "build", logs("/b", { status: "DISABLED" })),
  },
  fails: {
    "a name that nothing bears": {
      stack: (s) => void s.resource(PROJECT, "build", logs("/aws/codebuild/biuld-dev")),
      findings: [{ resource: "build", path: AT, found: /"\/aws\/codebuild\/biuld-dev"/ }],
    },
  },
  undecided: {
    "the name": (s) => void s.resource(PROJECT, "build", logs(s.unknown)),
    "the name of the stack's group": (s) => {
      s.resource("aws:cloudwatch/logGroup:LogGroup", "logs", { name: s.unknown });
      s.resource(PROJECT, "build", logs("/b"));
    },
  },
  malformed: { "an object as name": { stack: (s) => void s.resource(PROJECT, "build", logs({ a: 1 })), findings: [] } },
});
