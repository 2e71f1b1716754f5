import {
  addTo,
  some,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Link,
  type Resource,
  type Subject,
  type Value,
} from "../core";
import { variablesIn, type Variable } from "./build-variables";
import * as types from "./types";

/** One action of a stage. Everything is read lazily: an unknown ends only the check that needs it. */
export class ActionView {
  constructor(
    readonly pipeline: PipelineView,
    readonly stage: StageView,
    readonly at: Value,
  ) {}

  get name(): string | undefined {
    return this.at.at("name").string();
  }

  /** `Source`, `Build`, `Test`, `Deploy`, `Approval`, `Invoke`, `Compute`. */
  get category(): string | undefined {
    return this.at.at("category").string();
  }

  get owner(): string | undefined {
    return this.at.at("owner").string();
  }

  get provider(): string | undefined {
    return this.at.at("provider").string();
  }

  get isCodeBuild(): boolean {
    return this.provider === "CodeBuild";
  }

  configuration(key: string): Value {
    return this.at.at("configuration", key);
  }

  /** Variables that a CodeBuild action sets over those of its project. Throws `Undecided` and `Malformed`. */
  get variables(): readonly Variable[] {
    return variablesIn(this.configuration("EnvironmentVariables").json().list());
  }

  /** The CodeBuild project that the action starts. */
  get project(): Link {
    return this.pipeline.graph.follow(this.configuration("ProjectName"), types.CODEBUILD_PROJECT);
  }
}

export class StageView {
  readonly actions: readonly ActionView[];

  constructor(
    readonly pipeline: PipelineView,
    readonly at: Value,
  ) {
    const actions = at.at("actions");
    this.actions = (whenKnown(() => actions.list()) ?? []).map((one) => new ActionView(pipeline, this, one));
  }

  get name(): string | undefined {
    return this.at.at("name").string();
  }
}

/** A CodePipeline. */
export class PipelineView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /** Throws `Undecided` when the list is unknown. */
  get stages(): readonly StageView[] {
    return this.resource
      .at("stages")
      .list()
      .map((one) => new StageView(this, one));
  }

  /** All actions; those of a stage that is not known yet are left out. */
  get actions(): readonly ActionView[] {
    return this.stages.flatMap((stage) => stage.actions);
  }

  get sourceActions(): readonly ActionView[] {
    return this.actions.filter((action) => whenKnown(() => action.category) === "Source");
  }

  /** The artifact stores: `artifactStores`, or `artifactStore` of older providers. */
  get artifactStores(): readonly Value[] {
    const stores = this.resource.at("artifactStores");
    return stores.isAbsent ? this.resource.at("artifactStore").list() : stores.list();
  }

  /** The pipeline's name as the events of AWS carry it. */
  get name(): string | undefined {
    return this.resource.at("name").string() ?? this.resource.output("name").string();
  }
}

/** Every pipeline of the stack. */
export const pipelines = view(types.PIPELINE, (graph) =>
  graph.ofType(types.PIPELINE).map((resource) => new PipelineView(graph, resource)),
);

/** What a stage must have to serve as a stage of this kind: the categories of its actions, or being a CodeBuild project. */
const STAGE_KINDS: ReadonlyMap<string, { readonly categories: readonly string[]; readonly codeBuild: boolean }> =
  new Map([
    ["Source", { categories: ["Source"], codeBuild: false }],
    // A Compute action runs commands in CodeBuild's managed compute, without a project.
    ["Build", { categories: ["Build", "Test", "Compute"], codeBuild: false }],
    ["Test", { categories: ["Test"], codeBuild: false }],
    ["Approval", { categories: ["Approval"], codeBuild: false }],
    ["Invoke", { categories: ["Invoke"], codeBuild: false }],
    ["Deploy", { categories: ["Deploy", "Approval", "Invoke", "Compute"], codeBuild: true }],
  ]);

/** Whether a stage is of a kind, told by what its actions do. A kind that is no category is told by the stage's name. */
export function isStageOfKind(stage: StageView, kind: string): boolean {
  const wanted = STAGE_KINDS.get(kind);
  if (!wanted) {
    return stage.name === kind;
  }
  if (stage.at.at("actions").isUnknown) {
    throw new Undecided("the actions of a stage");
  }
  return some(
    stage.actions,
    (action) => wanted.categories.includes(action.category ?? "") || (wanted.codeBuild && action.isCodeBuild),
  );
}

/**
 * For each wanted stage the first one of the pipeline that fits and stands after the one before; `undefined` from the
 * first that is missing on.
 */
export function placeStages(
  stages: readonly StageView[],
  wanted: readonly string[],
  fits: (stage: StageView, kind: string) => boolean,
): readonly (StageView | undefined)[] {
  let from = 0;
  return wanted.map((kind) => {
    // A stage that is not known yet may be the one, so that nothing is said of those behind it.
    const found = stages.slice(from).find((stage) => fits(stage, kind));
    from = found ? stages.indexOf(found) + 1 : stages.length;
    return found;
  });
}

/** The CodeBuild actions that start a project, as far as they are known. Throws `Undecided` while the rest of the stack is not known. */
export function actionsStarting(project: Resource, graph: Graph): readonly ActionView[] {
  graph.demandComplete();
  return indexOf(graph).actions.get(project) ?? [];
}

/** The pipelines that start a project, as far as they are known. */
export function pipelinesRunning(project: Resource, graph: Graph): readonly PipelineView[] {
  return [...new Set(actionsStarting(project, graph).map(({ pipeline }) => pipeline))];
}

/** Throws `Undecided` when some action may start a project and it is not known yet which. To be asked before saying that none does. */
export function demandKnownActions(graph: Graph): void {
  graph.demandComplete();
  if (indexOf(graph).hasUnknown) {
    throw new Undecided("which projects the pipelines start");
  }
}

interface ActionIndex {
  readonly actions: ReadonlyMap<Resource, readonly ActionView[]>;
  readonly hasUnknown: boolean;
}

function indexOf(graph: Graph): ActionIndex {
  return graph.view(indexOf, () => indexActions(graph));
}

/** One pass over all pipelines: a stack may have thousands of projects. */
function indexActions(graph: Graph): ActionIndex {
  const actions = new Map<Resource, ActionView[]>();
  let hasUnknown = false;
  for (const pipeline of pipelines.of(graph)) {
    const stages = pipeline.resource.at("stages");
    hasUnknown ||= stages.isUnknown || stages.list().some((stage) => stage.isUnknown || stage.at("actions").isUnknown);
    for (const action of whenKnown(() => pipeline.actions) ?? []) {
      const link = whenKnown(() => action.isCodeBuild) === false ? undefined : whenKnown(() => action.project);
      if (link?.kind === "outside") {
        hasUnknown ||= action.configuration("ProjectName").isUnknown;
      }
      for (const project of link?.kind === "inside" ? link.resources : []) {
        addTo(actions, project, action);
      }
    }
  }
  return { actions, hasUnknown };
}
