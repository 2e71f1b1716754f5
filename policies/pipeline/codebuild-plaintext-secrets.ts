import type { Variable } from "../../aws/build-variables";
import { projectOf } from "../../aws/codebuild";
import { pipelines } from "../../aws/pipeline";
import { isReference, isSensitiveName } from "../../aws/sensitive";
import * as types from "../../aws/types";
import { definePolicy, resourcesOfType, type Resource } from "../../core";

export default definePolicy({
  name: "codebuild-plaintext-secrets",
  category: "pipeline",
  requirements: ["PIP-04"],
  severity: "critical",
  level: "mandatory",
  title: "Secrets reach builds from a store",
  description:
    "A build's variable that is named like a secret comes from Parameter Store or Secrets Manager, not as PLAINTEXT.",
  rationale:
    "A PLAINTEXT variable is shown in the console, in the API's answers and in the build's log to everybody who may read the project.",
  fix: 'Put the value into Secrets Manager and set type: "SECRETS_MANAGER" with value: secret.name, or into a SecureString parameter and set type: "PARAMETER_STORE" with value: parameter.name.',
  references: [
    "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
  ],
  subjects: resourcesOfType(...types.CODEBUILD_PROJECT, ...types.PIPELINE),
  needs: "resource",
  check(resource, { report, each }) {
    // The token of Pulumi Cloud has a policy of its own for projects.
    const isProject = types.CODEBUILD_PROJECT.includes(resource.type);
    each(variableListsOf(resource), (read) => {
      each(read(), (variable) => {
        const isSecret = isSensitiveName(variable.name) && !(isProject && variable.name === "PULUMI_ACCESS_TOKEN");
        if (!isSecret || variable.type() !== "PLAINTEXT") {
          return;
        }
        const value = variable.value.string();
        if (value !== undefined && !isReference(value)) {
          report(variable.value, {
            found: `The variable ${variable.name.slice(0, 60)} is named like a secret and is PLAINTEXT, the default type.`,
          });
        }
      });
    });
  },
});

/** The lists of variables that a project, its buildspec or the actions of a pipeline set; each is read on its own. */
function variableListsOf(resource: Resource): (() => readonly Variable[])[] {
  if (types.PIPELINE.includes(resource.type)) {
    const pipeline = pipelines.of(resource.graph).find((one) => one.resource === resource);
    return (pipeline?.actions ?? []).map((action) => () => action.variables);
  }
  const project = projectOf(resource);
  return [
    () => project.variables,
    () =>
      (project.buildspec?.variables ?? [])
        .filter(({ source }) => source === "PLAINTEXT")
        .map(({ name, source, value }) => ({ name, type: () => source, value })),
  ];
}
