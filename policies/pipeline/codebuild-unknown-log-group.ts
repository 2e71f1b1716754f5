import { projects } from "../../aws/codebuild";
import * as types from "../../aws/types";
import { definePolicy, Undecided } from "../../core";

export default definePolicy({
  name: "codebuild-unknown-log-group",
  category: "pipeline",
  requirements: ["PIP-05"],
  severity: "low",
  level: "advisory",
  title: "Build projects name log groups that the stack knows",
  description: "The log group that a CodeBuild project names is a resource of the stack, or comes from another stack.",
  rationale:
    "A name typed in is checked by nobody: CodeBuild makes a group of that name by itself, without retention and key, and a typing error makes a second one.",
  fix: "Add an aws.cloudwatch.LogGroup of that name and set groupName: logGroup.name, or take the name from a StackReference or the stack's config.",
  references: ["https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CloudWatchLogsConfig.html"],
  subjects: projects,
  needs: "stack-only",
  check(project, { graph, stack, report }) {
    const logs = project.cloudwatchLogs;
    const groupName = logs.at("groupName");
    const name = groupName.string();
    if (name === undefined || project.logGroup.kind !== "outside" || logs.at("status").string() === "DISABLED") {
      return;
    }
    const groups = graph.allOfType(types.LOG_GROUP);
    if (groups.some((group) => graph.mayLeadTo(groupName, group))) {
      throw new Undecided("which log group the project writes to");
    }
    const isFromStack = project.resource
      .propertyDependencies("logsConfig")
      .some(({ type }) => types.STACK_REFERENCE.includes(type));
    if (!isFromStack && ![...stack.config.values()].includes(name)) {
      report(groupName, { found: `No resource of this stack is the log group "${name.slice(0, 120)}".` });
    }
  },
});
