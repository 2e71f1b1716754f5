import {
  configEntryFor,
  DEFAULT_PLACEHOLDERS,
  isPlaceholder,
  isRepositorySetting,
  sourceSettings,
} from "../../aws/pipeline-source";
import { pipelines } from "../../aws/pipeline";
import * as types from "../../aws/types";
import { definePolicy } from "../../core";

const REPOSITORIES = [...types.CODECOMMIT_REPOSITORY, ...types.ECR_REPOSITORY];

export default definePolicy({
  name: "codepipeline-source-from-config",
  category: "pipeline",
  requirements: ["PIP-07"],
  severity: "low",
  level: "advisory",
  title: "The source repository comes from the stack's config",
  description:
    "Owner and repository of a pipeline's source come from the stack's config, or from a repository of the stack.",
  rationale: "A repository that is written into the program cannot differ between stacks, forks and organisations.",
  fix: 'Set the value in the stack\'s config (pulumi config set repositoryName infra) and read it with new pulumi.Config().require("repositoryName").',
  references: ["https://www.pulumi.com/docs/iac/concepts/config/"],
  subjects: pipelines,
  needs: "stack",
  check(pipeline, { environment, stack, graph, report, each }) {
    // A state audit shows no config, so where a value came from cannot be told.
    if (environment["PULUMI_CONFIG"] === undefined) {
      return;
    }
    const config = [...stack.config.values()];
    const isInConfig = (text: string): boolean => config.some((value) => value.includes(text));
    each(sourceSettings(pipeline).filter(isRepositorySetting), ({ key, value }) => {
      const text = value.string();
      if (text === undefined || isInConfig(text) || isPlaceholder(text, DEFAULT_PLACEHOLDERS)) {
        return;
      }
      if (key === "FullRepositoryId" && text.split("/").every(isInConfig)) {
        return;
      }
      if (key === "RepositoryName" && graph.follow(value, REPOSITORIES).kind === "inside") {
        return;
      }
      const entry = configEntryFor(key);
      report(value, {
        found: `${key} "${text.slice(0, 80)}" does not come from the stack's config.`,
        fix: `Set it in the stack's config (pulumi config set ${entry} ...) and read it with new pulumi.Config().require("${entry}").`,
      });
    });
  },
});
