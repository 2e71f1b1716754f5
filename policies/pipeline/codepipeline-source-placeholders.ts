import { configEntryFor, DEFAULT_PLACEHOLDERS, isPlaceholder, sourceSettings } from "../../aws/pipeline-source";
import { pipelines } from "../../aws/pipeline";
import { definePolicy, texts } from "../../core";

export default definePolicy({
  name: "codepipeline-source-placeholders",
  category: "pipeline",
  requirements: ["PIP-07"],
  severity: "low",
  level: "advisory",
  title: "Pipelines name a real source repository",
  description: "Owner, repository and branch of a pipeline's source are real names, not placeholders.",
  rationale: "A pipeline with a placeholder deploys without complaint and then fails at its first stage, for ever.",
  fix: 'Take the name from the stack\'s config: new pulumi.Config().require("repositoryName").',
  references: ["https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html"],
  options: {
    placeholders: texts({
      default: DEFAULT_PLACEHOLDERS,
      description: "What counts as a placeholder, in any case; `*` matches any text.",
    }),
  },
  subjects: pipelines,
  needs: "resource",
  check(pipeline, { options, report, each }) {
    each(sourceSettings(pipeline), ({ key, value }) => {
      const text = value.string();
      if (text !== undefined && isPlaceholder(text, options.placeholders)) {
        report(value, {
          found: `${key} is "${text.slice(0, 80)}", which looks like a placeholder.`,
          fix: `Take the name from the stack's config: new pulumi.Config().require("${configEntryFor(key)}").`,
        });
      }
    });
  },
});
