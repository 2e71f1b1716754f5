import { isStageOfKind, pipelines, placeStages, type PipelineView, type StageView } from "../../aws/pipeline";
import { definePolicy, flag, oneOf, texts, type CheckContext } from "../../core";

const options = {
  stages: texts({
    default: ["Source", "Build", "Deploy"],
    description:
      "The stages of a pipeline, in order. By category Source, Build, Test, Approval, Invoke and Deploy are known.",
  }),
  by: oneOf(["category", "name"], {
    default: "category",
    description: "Whether a stage is recognised by the categories of its actions or by its name.",
  }),
  exact: flag({ default: false, description: "Whether a pipeline has no further stages." }),
};

type Context = CheckContext<typeof options>;

export default definePolicy({
  name: "codepipeline-stages",
  category: "pipeline",
  requirements: ["PIP-09"],
  severity: "high",
  level: "mandatory",
  title: "Pipelines have the stages Source, Build and Deploy",
  description: "A pipeline has the stages Source, Build and Deploy, in this order.",
  rationale:
    "What is deployed must come from the source repository and must have been built before; a stage of its own for each makes the pipeline stop where it fails.",
  fix: 'Give the pipeline stages such as { name: "Source", actions: [a Source action] }, { name: "Build", actions: [a Build or Test action] }, { name: "Deploy", actions: [a Deploy, Approval, Invoke or CodeBuild action] }.',
  references: ["https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html"],
  options,
  subjects: pipelines,
  needs: "resource",
  check(pipeline, context) {
    const { options, report } = context;
    const at = pipeline.resource.at("stages");
    const { stages } = pipeline;
    if (stages.length === 0) {
      return report(at, { found: "The pipeline has no stages.", key: "none" });
    }
    const placed = placeStages(stages, options.stages, options.by === "name" ? isNamed : isStageOfKind);
    const missing = placed.indexOf(undefined);
    if (missing >= 0) {
      return reportMissing(missing, pipeline, context);
    }
    const [first] = placed;
    if (first !== stages[0]) {
      return report(at, {
        found: `The first stage is ${quote(stages[0]?.name)}, not ${options.stages[0] ?? ""}.`,
        key: "first",
      });
    }
    if (options.exact && stages.length > options.stages.length) {
      const extra = stages.find((stage) => !placed.includes(stage));
      report(extra?.at ?? at, {
        found: `The stage ${quote(extra?.name)} is more than ${options.stages.join(", ")}.`,
        fix: `Leave only the stages ${options.stages.join(", ")}.`,
        key: "exact",
      });
    }
  },
});

function isNamed(stage: StageView, name: string): boolean {
  return stage.name === name;
}

function reportMissing(index: number, pipeline: PipelineView, { options, report }: Context): void {
  const name = options.stages[index] ?? "";
  const before = index > 0 ? ` after ${options.stages[index - 1] ?? ""}` : "";
  const kind = options.by === "name" ? `is named ${name}` : `${HOLDS[name] ?? `is named ${name}`}`;
  report(pipeline.resource.at("stages"), {
    found: `No stage${before} ${kind}.`,
    key: `missing:${name}`,
  });
}

const HOLDS: Readonly<Record<string, string>> = {
  Source: "holds a Source action",
  Build: "holds a Build or Test action",
  Test: "holds a Test action",
  Approval: "holds an Approval action",
  Invoke: "holds an Invoke action",
  Deploy: "holds a Deploy, Approval, Invoke or CodeBuild action",
};

function quote(name: string | undefined): string {
  return name === undefined ? "without a name" : `"${name.slice(0, 60)}"`;
}
