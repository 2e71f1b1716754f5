import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReleaseRecord } from "../release-changes";
import type { Generator } from "./generator";

/**
 * releases/<version>.json: what the policies of the version in package.json ask for. When the version is raised, the file of the one before
 * stays as it was released, and `npm run release-notes` compares with it.
 */
export const releaseRecord: Generator = {
  name: "release-record",
  kind: "installed",
  files: async ({ root }) => {
    const record = await currentRecord(root);
    return new Map([[`releases/${record.version}.json`, render(record)]]);
  },
};

/** The policies as they are, under the version in package.json. */
export async function currentRecord(root: string): Promise<ReleaseRecord> {
  // Loaded late, so that a stale index does not keep the generator of the index from running.
  const { policies, retiredPolicies } = await import("../../library");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const entries = policies.map(({ facts, options }) => {
    const defaults = Object.entries(options).map(([name, { schema }]) => [name, schema.default ?? null]);
    const { level, severity } = facts;
    return [facts.name, { level, severity, options: Object.fromEntries(defaults) as Record<string, unknown> }] as const;
  });
  return {
    version,
    policies: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))),
    retired: Object.fromEntries(retiredPolicies.map(({ name, since }) => [name, since])),
  };
}

/** One policy a line, so that a difference reads as one. */
function render({ version, policies, retired }: ReleaseRecord): string {
  const lines = Object.entries(policies).map(
    ([name, policy]) => `    ${JSON.stringify(name)}: ${JSON.stringify(policy)}`,
  );
  return `{\n  "version": ${JSON.stringify(version)},\n  "policies": {\n${lines.join(",\n")}\n  },\n  "retired": ${JSON.stringify(retired)}\n}\n`;
}
