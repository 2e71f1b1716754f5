import {
  matchesGlob,
  some,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Link,
  type Resource,
  type Settings,
  type Subject,
  type Value,
} from "../core";
import { variablesIn, type Variable } from "./build-variables";
import { readBuildspec, type Buildspec } from "./buildspec";
import { actionsStarting, demandKnownActions, pipelinesRunning } from "./pipeline";
import { pulumiCall } from "./pulumi-command";
import * as types from "./types";

/** A CodeBuild project. */
export class ProjectView implements Subject {
  private parsed: (() => Buildspec | undefined) | undefined;

  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  get image(): Value {
    return this.resource.at("environment", "image");
  }

  /** The variables of the project itself. Throws `Undecided` when the list is unknown; entries whose name is unknown are left out. */
  get variables(): readonly Variable[] {
    return variablesIn(this.resource.at("environment", "environmentVariables").list());
  }

  /** Whether the name of one of the project's own variables is not known yet. */
  get hasUnknownVariable(): boolean {
    const list = this.resource.at("environment", "environmentVariables");
    return list.isUnknown || list.list().some((one) => one.at("name").isUnknown);
  }

  /** Where the buildspec stands. */
  get buildspecAt(): Value {
    return this.resource.at("source", "buildspec");
  }

  /**
   * The buildspec when it stands in the program, else `undefined`: it is in a file of the source, which cannot be seen.
   * Throws `Undecided` and `Malformed`.
   */
  get buildspec(): Buildspec | undefined {
    const at = this.buildspecAt;
    this.parsed ??= attempt(() => readBuildspec(at));
    return this.parsed();
  }

  /** The primary source and the secondary ones. */
  get sources(): readonly Value[] {
    return [this.resource.at("source"), ...this.resource.at("secondarySources").list()].filter((one) => !one.isAbsent);
  }

  get cloudwatchLogs(): Value {
    return this.resource.at("logsConfig", "cloudwatchLogs");
  }

  /** Where the project's logs go. */
  get logGroup(): Link {
    return this.graph.follow(this.cloudwatchLogs.at("groupName"), types.LOG_GROUP);
  }
}

/** Every CodeBuild project of the stack. */
export const projects = view(types.CODEBUILD_PROJECT, (graph) =>
  graph.ofType(types.CODEBUILD_PROJECT).map((resource) => projectOf(resource)),
);

/** The view of one project; the same one for every rule. */
export function projectOf(resource: Resource): ProjectView {
  const { graph } = resource;
  return graph.view(`project ${resource.urn}`, () => new ProjectView(graph, resource));
}

/** Does something once: every call of the result gives its value, or throws what it threw. */
function attempt<T>(work: () => T): () => T {
  try {
    const value = work();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/**
 * Whether a project runs Pulumi: pulumi in command position of its buildspec, a PULUMI_* variable, an image
 * pulumi/pulumi*, or named by the settings; with `everyPipelineProjectRunsPulumi` every project of a pipeline.
 * Throws `Undecided` when what is known does not show it and something is unknown.
 */
export function runsPulumi(project: ProjectView, graph: Graph, settings: Settings): boolean {
  const evidence: (() => boolean)[] = [
    () => isNamed(project.resource, settings.pulumiProjects),
    () => isPulumiImage(project.image.string() ?? ""),
    () => hasPulumiVariable(project),
    () => buildspecRunsPulumi(project),
    () => isGivenPulumiVariable(project, graph),
    () => settings.everyPipelineProjectRunsPulumi && isInPipeline(project, graph),
  ];
  return some(evidence, (test) => test());
}

function isInPipeline(project: ProjectView, graph: Graph): boolean {
  if (pipelinesRunning(project.resource, graph).length > 0) {
    return true;
  }
  demandKnownActions(graph);
  return false;
}

/** Pulumi's own images, from Docker Hub or a mirror of it (https://hub.docker.com/u/pulumi). */
export function isPulumiImage(image: string): boolean {
  return /(^|\/)pulumi\/pulumi[^/]*$/.test(image);
}

function isNamed(resource: Resource, globs: readonly string[]): boolean {
  if (globs.length === 0) {
    return false;
  }
  const names = [resource.name, whenKnown(() => resource.at("name").string())];
  return names.some((name) => name !== undefined && globs.some((glob) => matchesGlob(name, glob)));
}

function hasPulumiVariable(project: ProjectView): boolean {
  if (project.variables.some(({ name }) => isPulumiVariable(name))) {
    return true;
  }
  if (project.hasUnknownVariable) {
    throw new Undecided("the name of an environment variable");
  }
  return false;
}

/** Whether an action that starts the project sets such a variable; what it sets while that is not known is no evidence. */
function isGivenPulumiVariable(project: ProjectView, graph: Graph): boolean {
  return actionsStarting(project.resource, graph).some((action) =>
    (whenKnown(() => action.variables) ?? []).some(({ name }) => isPulumiVariable(name)),
  );
}

/** A buildspec that is malformed shows nothing; that it is malformed is another rule's finding. */
function buildspecRunsPulumi(project: ProjectView): boolean {
  if (project.buildspecAt.isUnknown) {
    throw new Undecided("the buildspec");
  }
  const spec = whenKnown(() => project.buildspec);
  if (!spec) {
    return false;
  }
  return (
    spec.variables.some(({ name }) => isPulumiVariable(name)) ||
    spec.commands.some(
      ({ command }) =>
        pulumiCall(command) !== undefined || [...command.assignments.keys()].some((name) => isPulumiVariable(name)),
    )
  );
}

function isPulumiVariable(name: string): boolean {
  return name.startsWith("PULUMI_");
}
