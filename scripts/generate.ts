/**
 * Writes the files of this repository that are made from something else, or checks that they are up to date.
 *
 *     npm run generate                        writes what comes from the repository and its installed dependencies
 *     npm run generate -- --check             writes nothing; fails and lists what is stale
 *     npm run generate -- --data [--from DIR] also rewrites the AWS tables of packages that are not dependencies
 *     npm run generate -- schema              only the named generators
 *
 * A new generator is a file in scripts/generate and a line in `generators` below.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { deprecations } from "./generate/deprecations";
import { controlsPage } from "./generate/controls-page";
import { cataloguePage, policyPages } from "./generate/docs";
import { iamActions } from "./generate/iamActions";
import { managedPolicies } from "./generate/managedPolicies";
import { notCheckablePage } from "./generate/not-checkable";
import { policyIndex } from "./generate/policy-index";
import { profileFiles, settingsSchema } from "./generate/profiles";
import { releaseRecord } from "./generate/release-record";
import { schema } from "./generate/schema";
import type { GeneratedFiles, Generator, GeneratorContext } from "./generate/generator";

const generators: readonly Generator[] = [
  policyIndex,
  schema,
  deprecations,
  iamActions,
  managedPolicies,
  policyPages,
  cataloguePage,
  notCheckablePage,
  controlsPage,
  profileFiles,
  settingsSchema,
  releaseRecord,
];

/** A difference between what is committed and what the generators make. */
interface Difference {
  readonly path: string;
  readonly what: "missing" | "stale" | "no longer generated";
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { check: { type: "boolean" }, data: { type: "boolean" }, from: { type: "string" } },
  });
  const unknown = positionals.filter((name) => !generators.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`no such generator: ${unknown.join(", ")}; there are ${names()}`);
  if (values.check === true && values.data === true)
    throw new Error("--check compares what comes from installed dependencies; it cannot be combined with --data");

  const root = repositoryRoot(__dirname);
  const context: GeneratorContext =
    values.from === undefined ? { root } : { root, from: resolve(process.cwd(), values.from) };
  const chosen = generators
    .filter((one) => one.kind === "installed" || values.data === true)
    .filter((one) => positionals.length === 0 || positionals.includes(one.name));
  if (chosen.length === 0) throw new Error(`${positionals.join(", ")} is made from data packages: add --data`);

  let stale = 0;
  for (const generator of chosen) {
    const files = await generator.files(context);
    const differences = compare(root, generator, files);
    stale += differences.length;
    for (const { path, what } of differences) console.log(`${generator.name}: ${path} ${what}`);
    if (values.check !== true) write(root, files, differences);
    if (differences.length === 0) console.log(`${generator.name}: up to date`);
  }
  if (values.check !== true || stale === 0) return 0;
  console.error(`${stale} generated file(s) differ; run "npm run generate" and commit the result`);
  return 1;
}

function compare(root: string, generator: Generator, files: GeneratedFiles): Difference[] {
  const differences: Difference[] = [];
  for (const [path, content] of files) {
    const target = join(root, path);
    if (!existsSync(target)) differences.push({ path, what: "missing" });
    else if (readFileSync(target, "utf8") !== content) differences.push({ path, what: "stale" });
  }
  for (const path of present(root, generator.folder))
    if (!files.has(path)) differences.push({ path, what: "no longer generated" });
  return differences;
}

function write(root: string, files: GeneratedFiles, differences: readonly Difference[]): void {
  for (const { path } of differences) {
    const target = join(root, path);
    const content = files.get(path);
    if (content === undefined) {
      rmSync(target);
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

function present(root: string, folder: string | undefined): string[] {
  if (folder === undefined || !existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? present(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort();
}

/** The script runs from dist/scripts as well as from scripts, so the root is where package.json is. */
function repositoryRoot(start: string): string {
  for (let at = start; dirname(at) !== at; at = dirname(at)) if (existsSync(join(at, "package.json"))) return at;
  throw new Error("package.json not found above the script");
}

function names(): string {
  return generators.map((one) => one.name).join(", ");
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
