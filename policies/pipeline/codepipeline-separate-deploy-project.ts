import { isStageOfKind, pipelines, placeStages, type ActionView, type StageView } from "../../aws/pipeline";
import { definePolicy, whenKnown } from "../../core";

export default definePolicy({
  name: "codepipeline-separate-deploy-project",
  category: "pipeline",
  requirements: ["PIP-09"],
  severity: "medium",
  level: "advisory",
  title: "Build and Deploy use different projects",
  description: "The stages Build and Deploy of a pipeline do not start the same CodeBuild project.",
  rationale:
    "One project has one role and one buildspec: what only builds then has the permissions to deploy, and both stages do the same.",
  fix: "Add a second aws.codebuild.Project, with a role that may deploy, and start it in the stage Deploy.",
  references: ["https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html"],
  subjects: pipelines,
  needs: "resource",
  check(pipeline, { report, each }) {
    const { stages } = pipeline;
    const [, build] = placeStages(stages, ["Source", "Build"], isStageOfKind);
    if (!build) {
      return;
    }
    const built = new Set(codeBuildActions(build).flatMap((action) => whenKnown(() => projectName(action)) ?? []));
    each(stages.slice(stages.indexOf(build) + 1).flatMap(codeBuildActions), (action) => {
      const name = projectName(action);
      if (name !== undefined && built.has(name) && action.category !== "Test") {
        report(action.configuration("ProjectName"), {
          found: `The CodeBuild project "${name.slice(0, 80)}" of the stage ${build.name ?? "Build"} is started here again.`,
        });
      }
    });
  },
});

function codeBuildActions(stage: StageView): readonly ActionView[] {
  return stage.actions.filter((action) => whenKnown(() => action.isCodeBuild) === true);
}

function projectName(action: ActionView): string | undefined {
  return action.configuration("ProjectName").string();
}
