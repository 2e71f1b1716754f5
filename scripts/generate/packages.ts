import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GeneratorContext } from "./generator";

/** An installed npm package: its folder and what its package.json says. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly folder: string;
  /** Day of the data where the package says it (`updatedAt` in package.json), as YYYY-MM-DD. */
  readonly updatedAt?: string;
}

/** A package that a generator reads is not installed. The message says how to get it. */
export class PackageMissing extends Error {
  constructor(name: string) {
    super(
      `${name} is not installed. It is no dependency of this project; install it for this run with ` +
        `"npm install --no-save ${name}", or install it elsewhere and pass that folder with --from.`,
    );
    this.name = "PackageMissing";
  }
}

/**
 * Finds a package by walking up the `node_modules` folders, as Node does, from `--from` and then from the repository.
 * Its package.json is read as a file, because many packages do not export it.
 *
 * @throws PackageMissing when neither place has it
 */
export function findPackage(name: string, context: GeneratorContext): InstalledPackage {
  const starts = context.from === undefined ? [context.root] : [context.from, context.root];
  for (const start of starts) {
    const folder = folderAbove(start, name);
    if (folder !== undefined) return describe(name, folder);
  }
  throw new PackageMissing(name);
}

/** All files below a folder whose name ends in `suffix`, as absolute paths in a stable order; nested packages are left out. */
export function filesBelow(folder: string, suffix: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(path, suffix));
    else if (entry.name.endsWith(suffix)) found.push(path);
  }
  return found.sort();
}

/** Reads a JSON file. The caller states the shape and checks what it depends on. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

function folderAbove(start: string, name: string): string | undefined {
  for (let at = start; ; at = dirname(at)) {
    const folder = join(at, "node_modules", name);
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(at) === at) return undefined;
  }
}

function describe(name: string, folder: string): InstalledPackage {
  const manifest = readJson<{ version?: string; license?: string; updatedAt?: string }>(join(folder, "package.json"));
  const updatedAt = manifest.updatedAt?.slice(0, 10);
  return {
    name,
    version: manifest.version ?? "unknown",
    license: manifest.license ?? "unknown",
    folder,
    ...(updatedAt === undefined ? {} : { updatedAt }),
  };
}
