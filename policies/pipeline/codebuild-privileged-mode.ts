import { isWrapper, needsDocker } from "../../aws/build-steps";
import { projects } from "../../aws/codebuild";
import { definePolicy, matchesGlob, texts } from "../../core";

export default definePolicy({
  name: "codebuild-privileged-mode",
  category: "pipeline",
  requirements: ["PIP-10"],
  severity: "medium",
  level: "advisory",
  title: "Only image builds are privileged",
  description: "A CodeBuild project runs in privileged mode only when it builds container images.",
  rationale:
    "In privileged mode a build has every device of its host, so that a hostile dependency can leave the container.",
  fix: "Remove environment.privilegedMode. If the Pulumi program itself builds images, name the project in the option imageBuilders.",
  references: ["https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectEnvironment.html"],
  options: {
    imageBuilders: texts({
      default: [],
      description: "Names of projects that build images though their buildspec does not show it; `*` matches any text.",
    }),
  },
  subjects: projects,
  needs: "resource",
  check(project, { options, report }) {
    const { resource } = project;
    const mode = resource.at("environment", "privilegedMode");
    const names = [resource.name, resource.at("name").string() ?? ""];
    if (
      mode.boolean() !== true ||
      options.imageBuilders.some((glob) => names.some((name) => matchesGlob(name, glob)))
    ) {
      return;
    }
    // CodeBuild mounts EFS in privileged builds only.
    const mountsFiles = resource.at("fileSystemLocations").isPresent;
    const commands = project.buildspec?.commands.map(({ command }) => command);
    if (mountsFiles || !commands || commands.some((command) => needsDocker(command) || isWrapper(command))) {
      return;
    }
    report(mode, { found: "privilegedMode is true, and no command of the buildspec builds an image." });
  },
});
