import type { Severity } from "./definition";
import { flag, integer, readOptions, records, text, texts, textsMap, type OptionValues } from "./options";

/** The policy that owns the settings of all. Its name stands in users' config files. */
export const SETTINGS_POLICY = "baseline-settings";

/** The policy that says what exemptions did. */
export const EXEMPTIONS_POLICY = "baseline-exemptions";

/** What a stack can rightly lack because another stack, or a central account, has it. */
export const ELSEWHERE = [
  "trail",
  "guardduty",
  "config",
  "access-analyzer",
  "alarms",
  "flow-logs",
  "s3-endpoint",
  "nat",
  "waf",
  "log-bucket",
  "state-bucket",
  "mfa-policy",
] as const;

export type Elsewhere = (typeof ELSEWHERE)[number];

const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];

/** The settings that many policies need; set once, on the policy `baseline-settings`. */
export const SETTINGS = {
  environmentSuffix: text({
    default: "",
    description:
      "The suffix that names of this stack carry. Empty: taken from the stack's config, else ENVIRONMENT_SUFFIX, else the stack's name.",
  }),
  environmentSuffixConfigKeys: texts({
    default: ["environmentSuffix", "environment_suffix", "environment", "env"],
    description: "The stack config keys that hold the environment suffix, in order of precedence (any namespace).",
  }),
  environments: textsMap({
    default: {
      dev: ["dev", "development"],
      test: ["test", "testing", "qa"],
      staging: ["staging", "stage", "stg"],
      prod: ["prod", "production", "prd", "live"],
      sandbox: ["sandbox", "sbx"],
      uat: ["uat"],
    },
    description: "The environments of the organisation, each with the words that mean it.",
  }),
  ephemeralEnvironments: texts({
    default: ["dev", "pr-*"],
    description: "Stacks or environments that are made to be destroyed; every other one is protected.",
  }),
  protectedEnvironments: texts({
    default: [],
    description:
      "Stacks or environments whose data must outlive mistakes though ephemeralEnvironments names them; `*` matches any text.",
  }),
  providedElsewhere: texts({
    default: [],
    choices: ELSEWHERE,
    description: "What another stack or account provides, so that this stack need not have it.",
  }),
  logBuckets: texts({ default: [], description: "Names of buckets that hold logs; `*` matches any text." }),
  foundationStacks: texts({
    default: [],
    description: "Stacks that set up an account, as project/stack; `*` matches any text.",
  }),
  pulumiProjects: texts({
    default: [],
    description:
      "Names of CodeBuild projects that run Pulumi though their buildspec does not show it; `*` matches any text.",
  }),
  everyPipelineProjectRunsPulumi: flag({
    default: false,
    description: "Every CodeBuild project of a pipeline runs Pulumi (the delivery-pipeline profile).",
  }),
  hardenedImages: texts({
    default: [],
    description:
      "AMIs that are hardened already, by id or SSM parameter as the program writes them; `*` matches any text.",
  }),
  isolatedSubnets: texts({
    default: ["*isolated*"],
    description:
      "Subnets that need no way to the internet, by their logical name or Name tag; `*` matches any text. A tag SubnetType with the value Isolated says the same.",
  }),
  secretParameterNames: texts({
    default: [],
    description: "Names of SSM parameters that hold secrets though no word of them says so; `*` matches any text.",
  }),
  plainParameterNames: texts({
    default: [],
    description: "Names of SSM parameters that hold no secret though a word of them says so; `*` matches any text.",
  }),
  reportUndecided: flag({
    default: false,
    description: "Report, as advisory, what cannot be decided in a preview because a value is not known yet.",
  }),
  exemptions: records({
    default: [],
    description: "Findings that are accepted, each with a reason and an end date.",
    fields: {
      policy: "Name of the policy; `*` matches any text.",
      resource: "URN, type or name of the resource, matched as a whole; `*` matches any text.",
      stack: "The stack, by its name or as project/stack; `*` matches any text. Every stack when absent.",
      finding:
        "Key of the one finding that is accepted, the last line of its message. Every finding of the resource when absent.",
      reason: "Why it is accepted.",
      owner: "Who answers for it.",
      ticket: "Where it is tracked.",
      expires: "The last day it holds, as YYYY-MM-DD (UTC).",
    },
    flags: { matchEverything: "Says that a policy or resource that matches everything is meant." },
    required: ["policy", "resource", "reason"],
  }),
  exemptionsFromStackConfig: flag({
    default: false,
    description:
      "A stack may exempt findings itself, by aws-security-baseline:exemptions in its own config, within the limits of the next three settings.",
  }),
  stackExemptionPolicies: texts({
    default: ["*"],
    description: "The policies of which a stack may exempt findings itself; `*` matches any text.",
  }),
  stackExemptionSeverities: texts({
    default: ["low", "medium"],
    choices: SEVERITIES,
    description: "The severities of the policies of which a stack may exempt findings itself.",
  }),
  stackExemptionLongestDays: integer({
    default: 90,
    minimum: 1,
    maximum: 3650,
    description: "How many days from today a stack's own exemption may last at the most; it must have an end.",
  }),
};

export type Settings = OptionValues<typeof SETTINGS>;

/** Settings with every default. */
export function defaultSettings(): Settings {
  return readOptions(SETTINGS, {}).values;
}
