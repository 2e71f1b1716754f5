/** Reads a program's source files for the places where resources are named. Nothing is run, and nothing is guessed. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Where a name is written. */
export interface Mention {
  /** Relative to the folder of Pulumi.yaml, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** What is called with the name as its first argument, without its module and Go's `New`: `Bucket`. Empty when nothing is. */
  readonly callee: string;
  /** The name is a key or name of a resource in a YAML program, whose type is the callee's: `aws:s3:Bucket`. */
  readonly yamlType?: string;
}

/** Bounds of what is read: a report must not take longer because of generated code. */
const MOST_FILES = 2000;
const LARGEST_FILE = 1024 * 1024;
/** Longer lines are made by tools. */
const LONGEST_LINE = 2000;

const SOURCE = /\.(ts|mts|cts|js|mjs|cjs|py|go|cs|java|ya?ml)$/;
/** Tests and declarations quote names without making resources. */
const NOT_SOURCE = /\.d\.[mc]?ts$|\.(test|spec)\.\w+$|_test\.(go|py)$|^test_.*\.py$/;
const SKIPPED = new Set(["node_modules", "bin", "obj", "dist", "build", "out", "target", "vendor", "venv", "env"]);

/** The mentions of names in the source files of a folder, by name. Files that cannot be read are left out. */
export function mentionsIn(root: string, names: ReadonlySet<string>): ReadonlyMap<string, readonly Mention[]> {
  const found = new Map<string, Mention[]>();
  const add = (name: string, mention: Mention): void => {
    if (names.has(name)) {
      found.set(name, [...(found.get(name) ?? []), mention]);
    }
  };
  for (const path of sourceFiles(root)) {
    const text = readText(path);
    const file = relative(root, path).split(sep).join("/");
    if (/\.ya?ml$/.test(path)) {
      yamlResources(text).forEach(({ name, type, ...place }) =>
        add(name, { file, ...place, callee: "", yamlType: type }),
      );
    } else {
      literalsOf(text).forEach(({ name, ...place }) => add(name, { file, ...place }));
    }
  }
  return found;
}

/** The source files of a project, without those of projects in its folders and without what a compiler made. */
function sourceFiles(root: string): readonly string[] {
  const files: string[] = [];
  const folders = [root];
  for (let folder = folders.shift(); folder !== undefined && files.length < MOST_FILES; folder = folders.shift()) {
    const entries = entriesOf(folder);
    const names = new Set(entries.map(({ name }) => name));
    if (folder !== root && PROJECT_FILES.some((name) => names.has(name))) {
      continue;
    }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name) && !/^[._]/.test(entry.name)) {
        folders.push(path);
      } else if (entry.isFile() && isSource(entry.name, names)) {
        files.push(path);
      }
    }
  }
  return files.slice(0, MOST_FILES);
}

/** The names that Pulumi accepts for a project's file (sdk/go/common/workspace/paths.go, DetectProjectPathFrom). */
export const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"] as const;

function isSource(name: string, siblings: ReadonlySet<string>): boolean {
  const isCompiled = /\.[mc]?js$/.test(name) && siblings.has(name.replace(/js$/, "ts"));
  // Pulumi.<stack>.yaml holds settings of a stack.
  const isStack = /^Pulumi\..+\.ya?ml$/.test(name);
  return SOURCE.test(name) && !NOT_SOURCE.test(name) && !isCompiled && !isStack;
}

export function entriesOf(folder: string): ReturnType<typeof readDirents> {
  try {
    return readDirents(folder);
  } catch {
    return [];
  }
}

function readDirents(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Empty when it is too large or cannot be read. */
export function readText(path: string): string {
  try {
    return statSync(path).size > LARGEST_FILE ? "" : readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

type Literal = Omit<Mention, "file"> & { readonly name: string };

/** Every quoted text of a line that is no comment, with what is called with it. Texts with escapes come as they are written. */
function literalsOf(text: string): readonly Literal[] {
  const literals: Literal[] = [];
  let start = 0;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.length <= LONGEST_LINE && !/^\s*(\/\/|\/\*|\*|#)/.test(line)) {
      for (const { index: at, 0: quote } of line.matchAll(/["'`]/g)) {
        const end = line.indexOf(quote, at + 1);
        const before = text.slice(Math.max(0, start + at - 200), start + at);
        if (end > at + 1 && !isElsewhere(before)) {
          literals.push({ name: line.slice(at + 1, end), line: index + 1, column: at + 1, callee: calleeOf(before) });
        }
      }
    }
    start += line.length + 1;
  }
  return literals;
}

/** Names of modules and of configuration entries are quoted as well. */
function isElsewhere(before: string): boolean {
  return /(\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*|\.(require|get)\w*(<[^<>()]*>)?\s*\(\s*|\w\[)$/.test(before);
}

function calleeOf(before: string): string {
  // Go's constructors take the context first; Python may name the argument.
  const call = /([\w$]+)(?:<[^<>()]*>)?\s*\(\s*(?:\w+\s*,\s*|resource_name\s*=\s*)?$/.exec(before)?.[1] ?? "";
  return call.replace(/^New(?=[A-Z])/, "");
}

interface YamlResource {
  readonly name: string;
  readonly type: string;
  readonly line: number;
  readonly column: number;
}

/** The resources of a YAML program, each under its `name`, or else its key; the place is that of the key. */
function yamlResources(text: string): readonly YamlResource[] {
  const resources: { name: string; type: string; line: number; column: number; depth: number }[] = [];
  let isInside = false;
  let depthOfKeys = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const depth = line.search(/[^ ]/);
    if (depth < 0 || /^\s*(#|\r?$)/.test(line)) {
      continue;
    }
    if (depth === 0) {
      isInside = /^(resources|"resources"|'resources')\s*:\s*(#.*)?\r?$/.test(line);
      depthOfKeys = 0;
      continue;
    }
    if (!isInside) {
      continue;
    }
    depthOfKeys ||= depth;
    const resource = resources.at(-1);
    const [, key = "", value = ""] = /^ +("[^"]+"|'[^']+'|[^\s"'#:][^:]*?)\s*:(?:\s+(.*?))?\s*$/.exec(line) ?? [];
    if (depth === depthOfKeys && key !== "") {
      resources.push({ name: unquoted(key), type: "", line: index + 1, column: depth + 1, depth: 0 });
    } else if (resource && depth > depthOfKeys && depth === (resource.depth ||= depth)) {
      resource.type = key === "type" ? unquoted(value) : resource.type;
      resource.name = key === "name" ? unquoted(value) : resource.name;
    }
  }
  return resources.filter(({ type }) => type !== "");
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1/.exec(text)?.[2] ?? text.replace(/\s+#.*$/, "");
}
