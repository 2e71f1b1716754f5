import { some, Value, whenKnown, Undecided, type Graph, type Resource, type Settings, wordsOf } from "../core";
import { followToBuckets } from "./bucket-link";
import type { Variable } from "./build-variables";
import type { Buildspec, PhaseCommand, SpecVariable } from "./buildspec";
import { projectOf, runsPulumi, type ProjectView } from "./codebuild";
import { pipelines, type ActionView, type PipelineView } from "./pipeline";
import { pulumiCall } from "./pulumi-command";
import type { ShellCommand } from "./shell";
import * as types from "./types";

/** Where Pulumi keeps its state in a build, and where the program says so. */
export interface Backend {
  readonly at: Value;
  /** `bucket`: buckets of this stack; `cloud`: Pulumi Cloud; `local`: the build's own disk; `outside`: anything else. */
  readonly kind: "bucket" | "cloud" | "local" | "outside";
  readonly buckets: readonly Resource[];
}

/** The variable that names the backend: https://www.pulumi.com/docs/iac/concepts/state-and-backends/ */
const BACKEND_VARIABLE = "PULUMI_BACKEND_URL";

/** The projects of a pipeline that run Pulumi. Undecided when none is seen to and one may yet. */
export function pulumiProjectsOf(pipeline: PipelineView, settings: Settings): ProjectView[] {
  const { graph } = pipeline;
  graph.demandComplete();
  const actions = pipeline.actions.filter((action) => whenKnown(() => action.isCodeBuild) === true);
  const projects = new Set(actions.flatMap(projectsOf));
  const views = [...projects].map(projectOf);
  const running = views.filter((view) => whenKnown(() => runsPulumi(view, graph, settings)) === true);
  if (running.length === 0) {
    some(views, (view) => runsPulumi(view, graph, settings));
  }
  return running;
}

function projectsOf(action: ActionView): readonly Resource[] {
  const link = whenKnown(() => action.project);
  return link?.kind === "inside" ? link.resources : [];
}

/**
 * The backends that a project's builds use in this pipeline, from the place that wins: commands of the build, the
 * pipeline's action, the project, the buildspec's variables. None when they use Pulumi Cloud by default.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export function backendsOf(project: ProjectView, pipeline: PipelineView): Backend[] {
  const inAction = actionVariables(project, pipeline);
  const spec = buildspecOf(project);
  const inSpec = spec?.variables.map(specVariable) ?? [];
  const variables = [...inAction, ...project.variables, ...inSpec];
  const places = [
    spec?.commands.flatMap((one) => commandUrls(one, variables)) ?? [],
    ...[inAction, project.variables, inSpec].map((place) => variableUrls(place, variables)),
  ];
  const winner = places.find((urls) => urls.length > 0) ?? [];
  if (winner !== places[0] && project.hasUnknownVariable) {
    throw new Undecided("the name of an environment variable");
  }
  return winner.map((url) => backendAt(project.graph, url));
}

/** A malformed buildspec shows nothing; an unknown one leaves the question undecided. */
function buildspecOf(project: ProjectView): Buildspec | undefined {
  return project.buildspecAt.isUnknown ? project.buildspec : whenKnown(() => project.buildspec);
}

/** Variables that the pipeline's action sets over those of the project. */
function actionVariables(project: ProjectView, pipeline: PipelineView): readonly Variable[] {
  return pipeline.actions
    .filter((action) => whenKnown(() => action.isCodeBuild) === true && projectsOf(action).includes(project.resource))
    .flatMap(
      (action) => whenKnown(() => action.variables) ?? unknownVariable(action.configuration("EnvironmentVariables")),
    );
}

/** Variables that are unknown as a whole may name the backend, unless they are malformed. */
function unknownVariable(text: Value): Variable[] {
  return text.isUnknown ? [{ name: BACKEND_VARIABLE, type: () => "PLAINTEXT", value: text }] : [];
}

function specVariable({ name, source, value }: SpecVariable): Variable {
  return { name, type: () => source, value };
}

/** A value that is read from Parameter Store or Secrets Manager stands for somewhere outside. */
function variableUrls(named: readonly Variable[], variables: readonly Variable[]): Value[] {
  return named
    .filter(({ name }) => name === BACKEND_VARIABLE)
    .map(({ type, value }) => {
      if (type() !== "PLAINTEXT") {
        return new Value(value.owner, value.path, "outside:");
      }
      return value.isUnknown ? value : withVariables(value, value.string() ?? "", variables);
    });
}

/** The URLs that a command sets or uses: an assignment, `export`, `pulumi login <url>`. */
function commandUrls({ at, command }: PhaseCommand, variables: readonly Variable[]): Value[] {
  const exported =
    command.program === "export" ? command.args.map((arg) => /^PULUMI_BACKEND_URL=(.*)$/.exec(arg)?.[1]) : [];
  const texts = [command.assignments.get(BACKEND_VARIABLE), ...exported, loginUrl(command)];
  return texts.flatMap((text) => (text === undefined ? [] : [withVariables(at, text, variables)]));
}

/** The URL that `pulumi login` names; none when it leaves that to the environment. */
function loginUrl(command: ShellCommand): string | undefined {
  const call = pulumiCall(command);
  if (call?.words[0] !== "login") {
    return undefined;
  }
  const { args } = command;
  if (args.includes("--local") || args.includes("-l")) {
    return "file://~";
  }
  const option = args.find(
    (arg, index) => /^(-c|--cloud-url)$/.test(args[index - 1] ?? "") || arg.startsWith("--cloud-url="),
  );
  return option?.replace(/^--cloud-url=/, "") ?? call.words[1];
}

/** Puts the values of `$NAME` and `${NAME}` into a text; one that is not known yet stands for the whole. */
function withVariables(at: Value, text: string, variables: readonly Variable[]): Value {
  let open: Value | undefined;
  const filled = text.replace(/\$\{?([A-Za-z_]\w*)\}?/g, (whole, name: string) => {
    const variable = variables.find((one) => one.name === name && whenKnown(one.type) === "PLAINTEXT");
    open ??= variable?.value.isUnknown ? variable.value : undefined;
    return (variable && whenKnown(() => variable.value.string())) ?? whole;
  });
  return open ?? new Value(at.owner, at.path, filled);
}

function backendAt(graph: Graph, url: Value): Backend {
  const text = url.isUnknown ? "s3:" : (url.string() ?? "");
  if (/^s3:/i.test(text)) {
    const link = followToBuckets(graph, url);
    if (link.isOpen) {
      throw new Undecided(url.display);
    }
    return { at: url, kind: link.buckets.length > 0 ? "bucket" : "outside", buckets: link.buckets };
  }
  const kind = /^https?:/i.test(text) ? "cloud" : /^file:/i.test(text) ? "local" : "outside";
  return { at: url, kind, buckets: [] };
}

/** Whether the stack has a bucket for the state of Pulumi, by what its pipelines' builds use, by name or by tag. */
export function hasStateBucket(graph: Graph, settings: Settings): boolean {
  return some(
    [
      () => some(graph.allOfType(types.BUCKET), (bucket) => bucket.isAnalysed && isStateBucket(bucket)),
      () => some(pipelines.of(graph), (pipeline) => usesBucketOfStack(pipeline, settings)),
    ],
    (sign) => sign(),
  );
}

function usesBucketOfStack(pipeline: PipelineView, settings: Settings): boolean {
  return some(pulumiProjectsOf(pipeline, settings), (project) =>
    backendsOf(project, pipeline).some(({ buckets }) => buckets.some((bucket) => bucket.isAnalysed)),
  );
}

/** Whether a bucket is the state's by its name or its tags. */
export function isStateBucket(bucket: Resource): boolean {
  const signs = [
    () => meansState(bucket.name),
    () => meansState(bucket.output("bucket").string() ?? ""),
    () =>
      some(bucket.at("tags").entries(), ([key, value]) =>
        key === "Name" || isPurpose(key)
          ? meansState(value.string() ?? "")
          : meansState(key) && !/^(false|no|0)?$/i.test(value.string() ?? ""),
      ),
  ];
  return some(signs, (sign) => sign());
}

function isPurpose(key: string): boolean {
  return /^(purpose|type|role|usage|use|kind|contents?)$/i.test(key);
}

/** `pulumi-state-dev`, `PulumiBackend`, `tfstate`; not `statements` or `backend-assets`. */
function meansState(name: string): boolean {
  const words = wordsOf(name).map((word) => word.replace(/\d+$/, ""));
  const has = (...wanted: string[]): boolean => wanted.some((word) => words.includes(word));
  return has("state", "states", "statefile", "pulumistate", "tfstate") || (has("pulumi") && has("backend", "backends"));
}
