import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Generator } from "./generator";

/** Policies come in the order of the catalogue's groups, then by name. */
const CATEGORIES = ["governance", "secrets", "iam", "storage", "logging", "pipeline", "networking", "compute"];

/** policies/index.ts: every file of policies/<category>/ is a policy, so none can be forgotten. */
export const policyIndex: Generator = {
  name: "policies",
  kind: "installed",
  files: ({ root }) => new Map([["policies/index.ts", render(policyFiles(root))]]),
};

/** The policy files as `category/name`, in the pack's order. */
export function policyFiles(root: string): string[] {
  return CATEGORIES.flatMap((category) =>
    filesIn(join(root, "policies", category))
      .filter((file) => file.endsWith(".ts"))
      .sort()
      .map((file) => `${category}/${file.replace(/\.ts$/, "")}`),
  );
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function render(files: readonly string[]): string {
  const imports = files.map((file) => `import ${identifier(file)} from "./${file}";`);
  const list = files.map((file) => `  ${identifier(file)},`);
  return [
    "// Generated from the files of policies/ by `npm run generate`. Do not edit.",
    'import { exemptionsPolicy, settingsPolicy, type Policy } from "../core";',
    ...imports,
    "",
    "/** All policies; the one that owns the shared settings and remembers inputs comes first, the one that says what exemptions did last. */",
    "export const policies: readonly Policy[] = [",
    "  settingsPolicy(),",
    ...list,
    "  exemptionsPolicy(),",
    "];",
    "",
  ].join("\n");
}

/** `storage/s3-bucket-versioning` as `s3BucketVersioning`. */
function identifier(file: string): string {
  return (file.split("/")[1] ?? "").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
