import type { Generator } from "./generator";

/** profiles/<name>.json: each profile as a file for --policy-pack-config. */
export const profileFiles: Generator = {
  name: "profiles",
  kind: "installed",
  files: async () => {
    const { PROFILES } = await import("../../profiles");
    return new Map(PROFILES.map(({ name, settings }) => [`profiles/${name}.json`, asFile(settings)]));
  },
};

/** policy-config.schema.json: what editors complete and check settings files with. */
export const settingsSchema: Generator = {
  name: "settings-schema",
  kind: "installed",
  files: async () => {
    const { settingsFileSchema } = await import("../../profiles/schema");
    return new Map([["policy-config.schema.json", asFile(settingsFileSchema())]]);
  },
};

function asFile(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
