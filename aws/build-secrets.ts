import { whenKnown, type Resource, type Value } from "../core";
import type { Variable } from "./build-variables";
import { projectOf } from "./codebuild";
import { isSensitiveName } from "./sensitive-names";
import { pipelines } from "./pipeline";
import { isReference } from "./sensitive";
import * as types from "./types";

export const PULUMI_TOKEN = "PULUMI_ACCESS_TOKEN";

/** The lists of variables that a project, its buildspec or the actions of a pipeline set; each is to be read on its own. */
export function variableLists(resource: Resource): readonly (() => readonly Variable[])[] {
  if (types.PIPELINE.includes(resource.type)) {
    const pipeline = pipelines.of(resource.graph).find((one) => one.resource === resource);
    return (pipeline?.actions ?? []).map((action) => () => action.variables);
  }
  if (!types.CODEBUILD_PROJECT.includes(resource.type)) {
    return [];
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

/**
 * Whether a variable of a build is named like a secret and stands there in plain text. Pulumi's token does so whatever
 * its value is, for Pulumi takes no reference there.
 */
export function isPlainSecret({ name, type, value }: Variable): boolean {
  if (!isSensitiveName(name) || type() !== "PLAINTEXT") {
    return false;
  }
  if (name === PULUMI_TOKEN) {
    return true;
  }
  const text = value.string();
  return text !== undefined && !isReference(text);
}

/**
 * The values of a build's plain secrets. A variable whose name or type is not known yet may be one: who tells it is
 * decided in the update.
 */
export function plainSecretsOf(resource: Resource): readonly Value[] {
  const plain = variableLists(resource)
    .flatMap((read) => whenKnown(read) ?? [])
    .filter((variable) => whenKnown(() => isPlainSecret(variable)) !== false)
    .map(({ value }) => value);
  return [...plain, ...unnamedVariables(resource)];
}

/** The values of a project's own variables whose name is not known yet. */
function unnamedVariables(resource: Resource): readonly Value[] {
  if (!types.CODEBUILD_PROJECT.includes(resource.type)) {
    return [];
  }
  const list = whenKnown(() => resource.at("environment", "environmentVariables").list()) ?? [];
  return list.filter((one) => one.at("name").isUnknown).map((one) => one.at("value"));
}
