import { artifactStores } from "../../aws/artifact-store";
import { stackOutputs } from "../../aws/outputs";
import { hasStateBucket } from "../../aws/state-backend";
import * as types from "../../aws/types";
import {
  definePolicy,
  flag,
  resourcesOfType,
  ROOT_STACK_TYPE,
  textsMap,
  wordsOf,
  type CheckContext,
  type Graph,
  type Resource,
  type Settings,
} from "../../core";

/** The kinds of stack that the settings name, and the resources that make a stack one. Other kinds are type tokens. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  codepipeline: types.PIPELINE,
  kms: types.KMS_KEY,
  trail: types.TRAIL,
  guardduty: types.DETECTOR,
};

const options = {
  outputs: textsMap({
    default: {
      codepipeline: [
        "pipeline_name",
        "pipeline_arn",
        "artifact_bucket_name",
        "state_bucket_name",
        "codebuild_project_name",
        "sns_topic_arn",
        "log_group_name",
      ],
      kms: ["KMSKeyArn", "EnvironmentSuffix", "StackName"],
      trail: ["cloudTrailArn"],
      guardduty: ["guardDutyDetectorId"],
    },
    description:
      "The outputs that a stack exports by what it holds: codepipeline, kms, trail, guardduty or a resource type such as aws:rds/instance:Instance.",
  }),
  everyOutput: flag({
    default: false,
    description:
      "Ask for every output of a kind, also those whose resource is not in the stack (the delivery-pipeline profile).",
  }),
};

type Context = CheckContext<typeof options>;

export default definePolicy({
  name: "stack-outputs",
  category: "governance",
  requirements: ["GOV-05"],
  severity: "low",
  level: "advisory",
  title: "Stacks export what operators need",
  description:
    "The stack exports the identifiers of its pipeline, keys, trail and detector, so that operators need not search for them.",
  rationale:
    "In an incident the name of the pipeline or of its log group is looked up in the stack's outputs, and other stacks refer to them.",
  fix: "Export it: export const pipelineName = pipeline.name.",
  references: ["https://www.pulumi.com/docs/iac/concepts/stacks/"],
  options,
  subjects: resourcesOfType(ROOT_STACK_TYPE),
  needs: "stack-only",
  check(root, context) {
    const { graph, options, report, each } = context;
    const outputs = stackOutputs(graph);
    const required = Object.entries(options.outputs).flatMap(([kind, names]) => {
      const [holder] = own(graph, Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? []) : [kind]);
      return holder ? names.map((name) => ({ name, holder })) : [];
    });
    each(required, ({ name, holder }) => {
      if (!outputs || outputs.has(name) || !isAsked(name, context)) {
        return;
      }
      const [empty] = outputs.valuesOf(name);
      report(empty ?? root, {
        found: empty
          ? `The output ${name} has no value.`
          : `The stack holds ${holder.name} (${holder.type.split(":").at(-1) ?? ""}), but does not export ${name}.`,
        fix: `Export it: export const ${identifier(name)} = ${EXAMPLES[name] ?? "..."}; names are compared without case and separators.`,
        key: `output:${name}`,
      });
    });
  },
});

/** The stack's own resources of these types; those that it only read are another's. */
function own(graph: Graph, wanted: readonly string[]): Resource[] {
  return graph.ofType(wanted).filter((resource) => resource.isAnalysed);
}

/** Whether the stack can be asked for the output: the resource that it names is here, or the profile wants all. */
function isAsked(name: string, { graph, settings, options }: Context): boolean {
  if (name === "state_bucket_name" && settings.providedElsewhere.includes("state-bucket")) {
    return false;
  }
  const isHere = Object.hasOwn(RESOURCES, name) ? RESOURCES[name] : undefined;
  return options.everyOutput || isHere === undefined || isHere(graph, settings);
}

/** Which resource an output needs; outputs that are not listed need none but the one that makes the stack of its kind. */
const RESOURCES: Readonly<Record<string, (graph: Graph, settings: Settings) => boolean>> = {
  artifact_bucket_name: (graph) => [...artifactStores(graph).pipelinesOf.keys()].some(({ isAnalysed }) => isAnalysed),
  state_bucket_name: hasStateBucket,
  codebuild_project_name: (graph) => own(graph, types.CODEBUILD_PROJECT).length > 0,
  sns_topic_arn: (graph) => own(graph, types.TOPIC).length > 0,
  log_group_name: (graph) => own(graph, types.LOG_GROUP).length > 0,
};

function identifier(name: string): string {
  const [first = "", ...rest] = wordsOf(name);
  return [first, ...rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("");
}

const EXAMPLES: Readonly<Record<string, string>> = {
  pipeline_name: "pipeline.name",
  pipeline_arn: "pipeline.arn",
  artifact_bucket_name: "artifactBucket.bucket",
  state_bucket_name: "stateBucket.bucket",
  codebuild_project_name: "project.name",
  sns_topic_arn: "topic.arn",
  log_group_name: "logGroup.name",
  KMSKeyArn: "key.arn",
  EnvironmentSuffix: 'new pulumi.Config().get("environmentSuffix") ?? pulumi.getStack()',
  StackName: "pulumi.getStack()",
  cloudTrailArn: "trail.arn",
  guardDutyDetectorId: "detector.id",
};
