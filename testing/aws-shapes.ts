import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** One property of a resource class: its TypeScript type as text and whether it may be left out. */
export interface PropertyShape {
  type: string;
  optional: boolean;
}

/** What a resource type takes and what it has, by property name. */
export interface ResourceShape {
  inputs: ReadonlyMap<string, PropertyShape>;
  outputs: ReadonlyMap<string, PropertyShape>;
}

const shapes = new Map<string, ResourceShape | undefined>();
let root: string | false | undefined;

/**
 * Reads what a type such as "aws:s3/bucket:Bucket" takes and has from the declarations of the installed @pulumi/aws:
 * an output that is never undefined and was not given is computed by the provider. `undefined` for other packages,
 * for types that the installed version does not have, and when it is not installed.
 */
export function awsShape(type: string): ResourceShape | undefined {
  if (shapes.has(type)) return shapes.get(type);
  const shape = readShape(type);
  shapes.set(type, shape);
  return shape;
}

function readShape(type: string): ResourceShape | undefined {
  const parts = /^aws:([^:]+):(\w+)$/.exec(type);
  const folder = packageFolder();
  if (parts === null || folder === undefined) return undefined;
  const [, path = "", name = ""] = parts;
  // "index" stands for the top of the package: aws:index/provider:Provider is in provider.d.ts.
  const file = join(folder, `${path.replace(/^index\//, "")}.d.ts`);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8").replace(/\/\*\*[\s\S]*?\*\//g, "");
  const body = (start: RegExp): string => {
    const from = start.exec(text);
    if (from === null) return "";
    const end = text.indexOf("\n}", from.index);
    return text.slice(from.index + from[0].length, end);
  };
  return {
    inputs: members(body(new RegExp(`export interface ${name}Args \\{`)), /^ {4}(\w+)(\?)?: ([\s\S]*?);$/gm),
    outputs: members(
      body(new RegExp(`export declare class ${name} extends [^{]*\\{`)),
      /^ {4}readonly (\w+)(\?)?!?: pulumi\.Output<([\s\S]*?)>;$/gm,
    ),
  };
}

function members(body: string, pattern: RegExp): Map<string, PropertyShape> {
  const found = new Map<string, PropertyShape>();
  for (const [, name = "", mark, text = ""] of body.matchAll(pattern)) {
    found.set(name, { type: text.replace(/\s+/g, " ").trim(), optional: mark === "?" || text.includes("| undefined") });
  }
  return found;
}

function packageFolder(): string | undefined {
  if (root === undefined) {
    try {
      root = dirname(require.resolve("@pulumi/aws/package.json"));
    } catch {
      root = false;
    }
  }
  return root === false ? undefined : root;
}
