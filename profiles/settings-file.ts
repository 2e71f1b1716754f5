import { isObject } from "../library";

/** What the engine may do about a finding of a policy; `apitype.EnforcementLevel` of the CLI. */
export const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;

export type EnforcementLevel = (typeof LEVELS)[number];

/** The settings of one policy: its level and its options. */
export interface PolicySettings {
  readonly enforcementLevel?: EnforcementLevel;
  readonly [option: string]: unknown;
}

/** A file for `--policy-pack-config`: settings by policy, in the long form that the CLI and Pulumi Cloud both take. */
export type SettingsFile = Readonly<Record<string, PolicySettings>>;

/** The entry that sets the level of every policy that has none of its own (`applyConfig` in the CLI's analyzer/config.go). */
export const ALL = "all";

/**
 * Keys of the file that are no policy: the CLI takes `environments` (names of Pulumi ESC environments, a list of texts;
 * `parsePolicyPackConfig` in the CLI's analyzer/config.go), newer ones also `exceptions`
 * (https://www.pulumi.com/docs/discovery-governance/concepts/policy-as-code/policy-exceptions/).
 */
export const ENGINE_KEYS = ["environments", "exceptions"] as const;

export type EngineKey = (typeof ENGINE_KEYS)[number];

/** Whether a text is a level that the CLI knows. */
export function isLevel(raw: unknown): raw is EnforcementLevel {
  return LEVELS.some((level) => level === raw);
}

/** Whether a key of the file belongs to the engine, not to a policy. */
export function isEngineKey(key: string): key is EngineKey {
  return ENGINE_KEYS.some((one) => one === key);
}

/** The options and the level of an entry, whichever form it has; nothing of one that is neither text nor object. */
export function entryOf(raw: unknown): {
  readonly level: unknown;
  readonly options: Readonly<Record<string, unknown>>;
} {
  if (!isObject(raw)) {
    return { level: raw, options: {} };
  }
  const { enforcementLevel: level, ...options } = raw;
  return { level, options };
}
