import { projects } from "../../aws/codebuild";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "codebuild-public-builds",
  category: "pipeline",
  requirements: ["PIP-10"],
  severity: "medium",
  level: "advisory",
  title: "Builds are not public",
  description: "The builds of a CodeBuild project, their logs and artifacts are not open to everybody.",
  rationale: "Logs and artifacts of every build, past ones included, can be read by anyone on the internet.",
  fix: 'Set projectVisibility: "PRIVATE", or remove it.',
  references: ["https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html"],
  subjects: projects,
  needs: "resource",
  check({ resource }, { report }) {
    const visibility = resource.at("projectVisibility");
    if (visibility.string()?.toUpperCase() === "PUBLIC_READ") {
      report(visibility, { found: "projectVisibility is PUBLIC_READ." });
    }
  },
});
