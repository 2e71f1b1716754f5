/**
 * Lists what became of the policies since the release before, as CHANGELOG.md has to say it.
 *
 *     npm run release-notes     exit code 1 when CHANGELOG.md lacks a line, or the version number goes up by too little
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../testing/analyzer";
import { currentRecord } from "./generate/release-record";
import { changesBetween, isEnough, recordBefore, unnamed, type Change } from "./release-changes";

async function main(): Promise<number> {
  const root = packageRoot();
  const current = await currentRecord(root);
  const before = recordBefore(root, current.version);
  if (!before) {
    console.log(`${current.version} is the first release: there is nothing to compare it with.`);
    return 0;
  }
  const changes = changesBetween(before, current);
  console.log(`From ${before.version} to ${current.version}:\n`);
  console.log(listed(changes) || "No policy changed its level, severity or defaults.");
  const missing = unnamed(changes, readFileSync(join(root, "CHANGELOG.md"), "utf8"), current.version);
  if (missing.length > 0) {
    console.error(`\nCHANGELOG.md lacks, in its section [${current.version}]:\n\n${listed(missing)}`);
  }
  const enough = isEnough(before.version, current.version, changes);
  if (!enough) {
    console.error(
      `\n${current.version} goes up by too little for these changes (docs/guides/publishing.md, "Versions").`,
    );
  }
  return enough && missing.length === 0 ? 0 : 1;
}

function listed(changes: readonly Change[]): string {
  return changes.map(({ headings, policy, what }) => `- ${headings.join(" or ")}: \`${policy}\` ${what}`).join("\n");
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
