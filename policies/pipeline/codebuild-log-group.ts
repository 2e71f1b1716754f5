import { foundational } from "../../aws/controls";
import { projects, type ProjectView } from "../../aws/codebuild";
import { definePolicy, integer, oneOf, type CheckContext, type Resource } from "../../core";

const options = {
  retentionDays: integer({
    default: 14,
    minimum: 1,
    // The most that CloudWatch Logs accepts: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    maximum: 3653,
    description: "Days for which the logs of builds are kept.",
  }),
  retention: oneOf(["exactly", "at-least"], {
    default: "exactly",
    description: "Whether the retention must be exactly this number of days or at least.",
  }),
};

type Context = CheckContext<typeof options>;

export default definePolicy({
  name: "codebuild-log-group",
  category: "pipeline",
  requirements: ["PIP-05"],
  severity: "high",
  level: "mandatory",
  title: "Builds log to a log group of their own",
  description:
    "A CodeBuild project logs to a named CloudWatch log group, made before it, that keeps the logs for the agreed time.",
  rationale:
    "Without logs nobody can tell what a build did. A log group that CodeBuild makes by itself is never deleted, keeps everything for ever, and stands in the way when the stack makes it later.",
  fix: "Add an aws.cloudwatch.LogGroup with retentionInDays: 14, and to the project logsConfig: { cloudwatchLogs: { groupName: logGroup.name } }.",
  references: [
    "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CloudWatchLogsConfig.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/codebuild/project/",
  ],
  controls: foundational("CodeBuild.4"),
  options,
  subjects: projects,
  needs: "stack",
  check(project, context) {
    const { report } = context;
    const logs = project.cloudwatchLogs;
    const status = logs.at("status");
    if (status.string()?.toUpperCase() === "DISABLED") {
      return report(status, {
        found: "CloudWatch logs of this project are DISABLED.",
        fix: 'Set logsConfig.cloudwatchLogs.status to "ENABLED", or remove it, and name a log group in groupName.',
        key: "status",
      });
    }
    const name = logs.at("groupName");
    if (!name.isUnknown && !name.isPresent) {
      return report(name, {
        found:
          "The project names no log group; CodeBuild makes /aws/codebuild/<project> by itself, which is kept for ever.",
        key: "groupName",
      });
    }
    const link = project.logGroup;
    if (link.kind === "inside" && link.resources.length === 1) {
      checkGroup(project, link.resources[0], context);
    }
  },
});

function checkGroup(
  project: ProjectView,
  group: Resource,
  { report, each, options: { retentionDays, retention } }: Context,
): void {
  // A group that is only read belongs to another stack.
  if (!group.isAnalysed) {
    return;
  }
  const checks = [
    (): void => {
      const days = group.at("retentionInDays");
      const number = days.number() ?? 0;
      const isRight = retention === "exactly" ? number === retentionDays : number === 0 || number >= retentionDays;
      // Zero and unset mean for ever, which is no retention at all.
      if (number === 0 || !isRight) {
        report(days, {
          found: `The log group of build project "${project.resource.name}" ${number === 0 ? "keeps its logs for ever" : `keeps its logs for ${number} days`}, not for ${retention === "exactly" ? "" : "at least "}${retentionDays}.`,
          fix: `Set retentionInDays: ${retentionDays} on this log group.`,
          key: "retention",
        });
      }
    },
    (): void => {
      if (!project.resource.isCreatedAfter(group)) {
        report(project.cloudwatchLogs.at("groupName"), {
          found: `The project does not wait for its log group "${group.name}": a first build may make the group before the stack does.`,
          fix: "Set groupName to the log group's output (logGroup.name), or add the log group to dependsOn.",
          key: "order",
        });
      }
    },
  ];
  each(checks, (check) => {
    check();
  });
}
