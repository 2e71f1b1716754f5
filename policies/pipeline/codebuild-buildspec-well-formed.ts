import { projects, type ProjectView } from "../../aws/codebuild";
import { definePolicy, Malformed, type CheckContext } from "../../core";

export default definePolicy({
  name: "codebuild-buildspec-well-formed",
  category: "pipeline",
  requirements: ["PIP-02"],
  severity: "medium",
  level: "mandatory",
  title: "Buildspecs are well-formed",
  description: "A buildspec in the program is YAML or JSON that CodeBuild can read, with phases that it knows.",
  rationale:
    "CodeBuild reads a buildspec only when a build starts, so a mistake in it is found in the pipeline, not in the program.",
  fix: "Build the buildspec as an object and pass JSON.stringify(buildspec), with version 0.2 and the phases install, pre_build, build and post_build, each with a list of commands.",
  references: ["https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html"],
  subjects: projects,
  needs: "resource",
  check(project, { report }) {
    try {
      for (const { at, found } of project.buildspec?.problems ?? []) {
        report(at, { found });
      }
    } catch (error) {
      reportMalformed(error, project, report);
    }
  },
});

function reportMalformed(error: unknown, project: ProjectView, report: CheckContext["report"]): void {
  if (!(error instanceof Malformed)) {
    throw error;
  }
  report(project.buildspecAt, {
    found: `The buildspec is neither YAML nor JSON: ${error.position}.`,
    key: "malformed",
  });
}
