import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { load } from "js-yaml";

/** What a Pulumi.yaml says, as far as running its program needs it. */
export interface Project {
  name: string;
  /** The language host: nodejs, python, yaml ... */
  runtime: string;
  /** Options of the runtime, such as `virtualenv` or `typescript`. */
  options: Record<string, unknown>;
  /** The folder with the program, absolute. */
  program: string;
  /** Configuration that the project sets for all its stacks, by full key, as text. */
  config: Record<string, string>;
}

/** Reads the project in a folder. Throws when there is no Pulumi.yaml or it names no project or runtime. */
export function readProject(directory: string): Project {
  const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(directory, name)).find(existsSync);
  if (file === undefined) throw new Error(`There is no Pulumi.yaml in ${directory}.`);
  const document = record(load(readFileSync(file, "utf8")));
  const runtime = document["runtime"];
  const name = document["name"];
  const runtimeName = typeof runtime === "string" ? runtime : record(runtime)["name"];
  if (typeof name !== "string" || typeof runtimeName !== "string") {
    throw new Error(`${file} names no project or no runtime.`);
  }
  const main = document["main"];
  return {
    name,
    runtime: runtimeName,
    options: record(record(runtime)["options"]),
    program: typeof main === "string" ? resolve(directory, main) : directory,
    config: projectConfig(name, record(document["config"])),
  };
}

/** Reads the values of Pulumi.<stack>.yaml that are not encrypted; none when there is no such file. */
export function readStackConfig(directory: string, project: string, stack: string): Record<string, string> {
  const file = join(directory, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) return {};
  const values = record(record(load(readFileSync(file, "utf8")))["config"]);
  const result: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    if (!("secure" in record(value))) result[fullKey(project, key)] = configText(value);
  }
  return result;
}

/** A configuration key with its namespace: the project's, unless it names another. */
export function fullKey(project: string, key: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

function projectConfig(project: string, values: Record<string, unknown>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, entry] of Object.entries(values)) {
    const value =
      typeof entry === "object" && entry !== null ? (record(entry)["value"] ?? record(entry)["default"]) : entry;
    if (value !== undefined) result[fullKey(project, key)] = configText(value);
  }
  return result;
}

/** A value of the configuration as the engine keeps it. */
export function configText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
