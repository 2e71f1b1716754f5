import type { Profile } from "./profile";

/** What the pipeline catalogue demands to the letter, where the defaults accept more; see docs/catalogue.md. */
export const DELIVERY_PIPELINE: Profile = {
  name: "delivery-pipeline",
  summary: "For stacks with a CodePipeline: the demands of the pipeline catalogue to the letter.",
  settings: {
    "baseline-settings": { everyPipelineProjectRunsPulumi: true },
    "codepipeline-stages": {
      enforcementLevel: "mandatory",
      stages: ["Source", "Build", "Deploy"],
      by: "name",
      exact: true,
    },
    "codebuild-pulumi-access-token": { enforcementLevel: "mandatory", alwaysRequired: true },
    "iam-no-wildcard-actions": { enforcementLevel: "mandatory", mode: "strict" },
    "pulumi-state-bucket": { enforcementLevel: "mandatory", pulumiCloud: false },
    "region-allowed": { enforcementLevel: "mandatory", allowedRegions: ["us-east-1"] },
    "region-configured": { enforcementLevel: "mandatory" },
    "stack-outputs": { enforcementLevel: "mandatory", everyOutput: true },
  },
};
