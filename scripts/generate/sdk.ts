/** Reads the Pulumi AWS SDK for Node.js as text. Loading it as code would cost seconds and tell less. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./packages";

/** One input of a resource, from its `...Args` interface. */
export interface SdkInput {
  readonly name: string;
  /** Type text of the declaration, `pulumi.Input<string | undefined>`. */
  readonly type: string;
  /** The comment above it without its stars, on one line. */
  readonly doc: string;
  /** Text after `@deprecated`, when there is one. */
  readonly deprecated?: string;
}

/** What the SDK says about one resource type. */
export interface SdkType {
  /** `aws:s3/bucket:Bucket` */
  readonly token: string;
  readonly inputs: readonly SdkInput[];
  /** Inputs that the constructor wraps with `pulumi.secret`. */
  readonly secret: readonly string[];
  /** Tokens that the constructor declares as former names. */
  readonly aliases: readonly string[];
  /** Whether the state has `tagsAll`, that is, whether the provider merges its default tags into `tags`. */
  readonly tagsAll: boolean;
  readonly deprecated?: string;
}

/** The SDK as a whole: its types by token, in the order of tokens, and nested object types for look-ups by reference. */
export interface Sdk {
  readonly types: readonly SdkType[];
  /** Inputs of a nested type by its reference, `s3.BucketLogging`. */
  readonly nested: ReadonlyMap<string, readonly SdkInput[]>;
}

/**
 * Reads all resource classes below a folder of @pulumi/aws.
 *
 * @throws Error when a class has no args interface or when the code no longer looks as this reader expects; a table
 *   with holes would silently switch rules off
 */
export function readSdk(folder: string): Sdk {
  const types: SdkType[] = [];
  for (const path of filesBelow(folder, ".js")) {
    const code = readFileSync(path, "utf8");
    const token = /(?:static |^\w+\.)__pulumiType = '([^']+)'/m.exec(code)?.[1];
    // Older versions were compiled for an older language. The provider's own class has the bare token "aws".
    if (token === undefined || !token.includes(":")) continue;
    const declarations = path.replace(/\.js$/, ".d.ts");
    if (!existsSync(declarations)) throw new Error(`${token}: no declarations beside its code`);
    types.push(readType(token, code, readFileSync(declarations, "utf8")));
  }
  if (types.length < 1000) throw new Error(`only ${types.length} resource types found; has the SDK's layout changed?`);
  types.sort((left, right) => (left.token < right.token ? -1 : 1));
  return { types, nested: readNested(readFileSync(join(folder, "types", "input.d.ts"), "utf8")) };
}

function readType(token: string, code: string, declarations: string): SdkType {
  const className = token.split(":")[2] ?? "";
  const start = code.indexOf("constructor(name, ");
  const constructor = code.slice(start);
  const body = new RegExp(`export interface ${className}Args \\{\\n([\\s\\S]*?)^\\}`, "m").exec(declarations)?.[1];
  if (body === undefined || start < 0) throw new Error(`${token}: no ${className}Args or no constructor`);
  const inputs = readMembers(body, "    ");
  const assigned = new Set(matches(constructor, /resourceInputs\["(\w+)"\] = [^;]*\bargs\b/g));
  const missing = [...assigned].filter((name) => !inputs.some((input) => input.name === name));
  if (missing.length > 0 || assigned.size !== inputs.length)
    throw new Error(`${token}: constructor and ${className}Args differ (${missing.join(", ")})`);
  const deprecated = classDeprecation(declarations, className);
  return {
    token,
    inputs,
    secret: matches(constructor, /args\?\.(\w+) \? pulumi\.secret\(/g),
    aliases: [...new Set(matches(constructor, /\{ type: "(aws:[^"]+)" \}/g))].filter((alias) => alias !== token),
    tagsAll: constructor.includes('resourceInputs["tagsAll"]'),
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}

function readNested(text: string): Map<string, readonly SdkInput[]> {
  const nested = new Map<string, readonly SdkInput[]>();
  const namespaces = /^export declare namespace (\w+) \{\n([\s\S]*?)^\}/gm;
  for (const [, namespace, content] of text.matchAll(namespaces))
    for (const [, name, body] of (content ?? "").matchAll(/^ {4}interface (\w+) \{\n([\s\S]*?)^ {4}\}/gm))
      nested.set(`${namespace}.${name}`, readMembers(body ?? "", "        "));
  for (const [, name, body] of text.matchAll(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm))
    nested.set(name ?? "", readMembers(body ?? "", "    "));
  return nested;
}

/** Members of an interface: an optional comment, then `name?: type`. A map type goes over several lines. */
function readMembers(body: string, indent: string): SdkInput[] {
  const members: SdkInput[] = [];
  let comment = "";
  const lines = body.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line === `${indent}/**`) comment = "";
    else if (line.startsWith(`${indent} *`)) comment += `${line.slice(indent.length + 2).trim()}\n`;
    const member = line.startsWith(indent) ? /^(\w+)\??: (.*)$/.exec(line.slice(indent.length)) : null;
    if (member === null) continue;
    let type = member[2] ?? "";
    while (!type.endsWith(";") && at + 1 < lines.length) type += (lines[++at] ?? "").trim();
    // The opening of a map ends a line with "{", its only member with ";": go on to the closing brace.
    while (count(type, "{") > count(type, "}") && at + 1 < lines.length) type += (lines[++at] ?? "").trim();
    members.push(describe(member[1] ?? "", type, comment));
    comment = "";
  }
  return members;
}

function describe(name: string, type: string, comment: string): SdkInput {
  const deprecated = deprecation(comment);
  const doc = comment
    .replace(/\n?\/$/, "")
    .replace(/\s+/g, " ")
    .trim();
  return deprecated === undefined ? { name, type, doc } : { name, type, doc, deprecated };
}

function classDeprecation(declarations: string, className: string): string | undefined {
  const before = declarations.split(`export declare class ${className} extends`)[0] ?? "";
  const comment = /\/\*\*((?:(?!\/\*\*)[\s\S])*)\*\/\s*$/.exec(before)?.[1];
  return comment === undefined ? undefined : deprecation(comment.replace(/^ ?\* ?/gm, ""));
}

function deprecation(comment: string): string | undefined {
  const text = /@deprecated\s+([\s\S]*?)(?:\n@|\n\/|$)/.exec(comment)?.[1];
  return text?.replace(/\s+/g, " ").trim();
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
