import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type * as Yaml from "js-yaml";
import { isObject, type CheckContext } from "../core";

/**
 * Whether a config entry (`namespace:key`) holds its value in plain text; undefined when nothing tells. The engine does, and for one that
 * does not the stack's settings file.
 */
export function isPlainEntry(key: string, context: Pick<CheckContext, "stack" | "environment">): boolean | undefined {
  const { secretKeys } = context.stack;
  return secretKeys ? !secretKeys.has(key) : plainKeysOfFile(context)?.has(key);
}

/**
 * The config entries that the stack's settings file shows in plain text. Undefined when the file cannot be
 * found: a pack runs in its own folder and is not told where the program is, so what is looked at is the folder that the
 * shell was in, and those around it, if the project there is the one that is checked.
 */
function plainKeysOfFile(context: Pick<CheckContext, "stack" | "environment">): ReadonlySet<string> | undefined {
  const { project, stack } = context.stack;
  const folder = context.environment["PWD"];
  if (!folder || !/^[\w.-]+$/.test(stack)) {
    return undefined;
  }
  const key = JSON.stringify([folder, project, stack]);
  if (!read.has(key)) {
    read.set(key, findKeys(folder, project, stack));
  }
  return read.get(key);
}

const read = new Map<string, ReadonlySet<string> | undefined>();

/** No settings file is this large; a larger one is not read. */
const MAX_FILE = 1_000_000;

function findKeys(start: string, project: string, stack: string): ReadonlySet<string> | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(folder, name)).find((path) => existsSync(path));
    if (file !== undefined) {
      return keysOfProject(file, project, stack);
    }
    if (dirname(folder) === folder) {
      return undefined;
    }
  }
}

function keysOfProject(projectFile: string, project: string, stack: string): ReadonlySet<string> | undefined {
  const settings = readYaml(projectFile);
  if (!isObject(settings) || settings["name"] !== project) {
    return undefined;
  }
  // https://www.pulumi.com/docs/iac/concepts/projects/project-file/
  const place = settings["stackConfigDir"];
  const folder = join(dirname(projectFile), typeof place === "string" ? place : "");
  const ownSettings = ["yaml", "yml"].map((kind) => readYaml(join(folder, `Pulumi.${stack}.${kind}`))).find(isObject);
  const config = ownSettings?.["config"];
  return isObject(config) ? plainKeys(config, project) : undefined;
}

function plainKeys(config: Record<string, unknown>, project: string): ReadonlySet<string> {
  const plain = Object.entries(config).filter(([, value]) => !holdsSecure(value, 0));
  return new Set(plain.map(([key]) => (key.includes(":") ? key : `${project}:${key}`)));
}

/** Encrypted entries are written as `secure: ...`, inside objects too. */
function holdsSecure(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null || depth > 16) {
    return false;
  }
  return Object.hasOwn(value, "secure") || Object.values(value).some((item) => holdsSecure(item, depth + 1));
}

function readYaml(file: string): unknown {
  try {
    const text = readFileSync(file, "utf8");
    // Only some runs have a reason to read a file, and YAML takes time to load.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return text.length > MAX_FILE ? undefined : (require("js-yaml") as typeof Yaml).load(text);
  } catch {
    return undefined;
  }
}
