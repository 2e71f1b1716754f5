import { policies, SETTINGS_POLICY, type JsonSchema, type Policy } from "../library";
import { ALL, LEVELS, type EngineKey } from "./settings-file";

/** The JSON Schema of a whole settings file, for editors: draft 7, which they know best. Plain data. */
export function settingsFileSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of aws-security-baseline",
    description: "A file for pulumi's --policy-pack-config: the level and the options of each policy.",
    type: "object",
    properties: {
      [ALL]: {
        title: "Every policy",
        description: "The level of every policy that has none of its own in this file.",
        ...entry({}, LEVELS),
      },
      ...Object.fromEntries(policies.map((policy) => [policy.facts.name, policySchema(policy)])),
      environments: { title: "Pulumi ESC environments", ...ENGINE_SCHEMAS.environments },
      exceptions: { title: "The engine's own exceptions (newer CLIs)", ...ENGINE_SCHEMAS.exceptions },
    },
    additionalProperties: false,
    ...ALL_DISABLED,
  };
}

/** The levels that a policy can have: only some can repair, and the shared settings must stay on. */
export function levelsOf({ facts, hasRemediation }: Policy): readonly string[] {
  return LEVELS.filter(
    (level) => (level !== "remediate" || hasRemediation) && (level !== "disabled" || facts.name !== SETTINGS_POLICY),
  );
}

/** `disabled` for all would switch baseline-settings off too, which the policies on whole stacks need: it has to be named then. */
const ALL_DISABLED: Readonly<Record<string, unknown>> = {
  if: {
    properties: {
      [ALL]: {
        anyOf: [
          { const: "disabled" },
          {
            type: "object",
            properties: { enforcementLevel: { const: "disabled" } },
            required: ["enforcementLevel"],
          },
        ],
      },
    },
    required: [ALL],
  },
  then: {
    properties: {
      [SETTINGS_POLICY]: {
        anyOf: [
          { type: "string" },
          { type: "object", properties: { enforcementLevel: true }, required: ["enforcementLevel"] },
        ],
      },
    },
    required: [SETTINGS_POLICY],
  },
};

/** What belongs to the engine; exceptions are a preview there, so other fields may come. */
export const ENGINE_SCHEMAS: Readonly<Record<EngineKey, JsonSchema>> = {
  environments: {
    description: "Names of Pulumi ESC environments that the CLI opens for the pack.",
    type: "array",
    items: { type: "string" },
  },
  // https://www.pulumi.com/docs/reference/cloud-rest-api/schema/createpolicyexceptionrequest/
  exceptions: {
    description:
      "By id: policies and URNs that the engine lets through, each with a reason. Older CLIs refuse a file that has them; the exemptions of baseline-settings are for every CLI.",
    type: "object",
    additionalProperties: {
      type: "object",
      properties: {
        reason: { type: "string" },
        match: {
          type: "array",
          items: {
            type: "object",
            properties: {
              policies: { type: "array", items: { type: "string" } },
              targets: { type: "array", items: { type: "string" } },
            },
          },
        },
      },
    },
  },
};

function policySchema(policy: Policy): Readonly<Record<string, unknown>> {
  const { facts, options } = policy;
  const schemas = Object.fromEntries(Object.entries(options).map(([name, { schema }]) => [name, schema]));
  return {
    title: facts.title,
    description: `${facts.description} Level without settings: ${facts.level}. Severity: ${facts.severity}.`,
    ...entry(schemas, levelsOf(policy)),
  };
}

/** An entry of the file: a level, or an object with a level and options. */
function entry(
  options: Readonly<Record<string, JsonSchema>>,
  levels: readonly string[],
): Readonly<Record<string, unknown>> {
  const level = { type: "string", enum: levels, description: "What happens at a finding." };
  return {
    anyOf: [
      level,
      { type: "object", properties: { enforcementLevel: level, ...options }, additionalProperties: false },
    ],
  };
}
