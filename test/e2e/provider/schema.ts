import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { awsShape, type PropertyShape } from "../../../testing/aws-shapes";

/**
 * As much of a package's schema as a language host without an SDK asks for, such as that of YAML: the tokens of resources
 * and functions with the names of what they take and give, read from the declarations of the installed SDK. Everything is
 * of any type, because what does not fit is the real provider's to refuse.
 */
export function schemaOf(name: string): Schema {
  if (name === "aws") return { name, version: VERSION, ...awsMembers() };
  const randoms = Object.fromEntries(RANDOM.map(([token, inputs, outputs]) => [token, resource(inputs, outputs)]));
  return { name, version: VERSION, resources: name === "random" ? randoms : {}, functions: {} };
}

/** Newer than whatever an SDK asks for. */
export const VERSION = "999.0.0";

interface Members {
  properties: Record<string, typeof ANY>;
  required: string[];
}

interface Resource extends Members {
  inputProperties: Record<string, typeof ANY>;
}

interface Schema {
  name: string;
  version: string;
  resources: Record<string, Resource>;
  functions: Record<string, { inputs: Members; outputs: Members }>;
}

const ANY = { $ref: "pulumi.json#/Any" } as const;

/** The ones that examples use. */
const RANDOM: readonly (readonly [token: string, inputs: readonly string[], outputs: readonly string[]])[] = [
  [
    "random:index/randomPassword:RandomPassword",
    ["length", "special", "overrideSpecial", "lower", "upper", "numeric", "minLower", "minUpper", "minNumeric"],
    ["result", "bcryptHash"],
  ],
];

function resource(inputs: readonly string[], outputs: readonly string[]): Resource {
  return { inputProperties: any(inputs), ...members([...inputs, ...outputs], outputs) };
}

function members(names: readonly string[], required: readonly string[]): Members {
  return { properties: any(names), required: [...required] };
}

function any(names: Iterable<string>): Record<string, typeof ANY> {
  return Object.fromEntries([...names].map((name) => [name, ANY]));
}

function awsMembers(): Pick<Schema, "resources" | "functions"> {
  const root = dirname(require.resolve("@pulumi/aws/package.json"));
  const schema: Pick<Schema, "resources" | "functions"> = { resources: {}, functions: {} };
  const modules = readdirSync(root).filter((one) => statSync(join(root, one)).isDirectory());
  for (const [module, folder] of [["index", root] as const, ...modules.map((one) => [one, join(root, one)] as const)]) {
    for (const file of readdirSync(folder)) {
      const member = /^(\w+)\.d\.ts$/.exec(file)?.[1];
      if (member !== undefined) addMember(schema, `aws:${module}/${member}`, join(folder, file));
    }
  }
  return schema;
}

function addMember(
  { resources, functions }: Pick<Schema, "resources" | "functions">,
  path: string,
  file: string,
): void {
  const text = readFileSync(file, "utf8");
  const type = /^export declare class (\w+) extends pulumi\.CustomResource/m.exec(text)?.[1];
  const shape = type === undefined ? undefined : awsShape(`${path}:${type}`);
  if (shape !== undefined) {
    const required = [...shape.outputs].filter(([, { optional }]) => !optional).map(([name]) => name);
    resources[`${path}:${type}`] = {
      inputProperties: any(shape.inputs.keys()),
      ...members([...shape.outputs.keys()], required),
    };
    return;
  }
  const name = /^export declare function (get\w+)\(/m.exec(text)?.[1];
  if (name === undefined) return;
  const outputs = resultOf(text);
  functions[`${path}:${name}`] = {
    inputs: members(argumentsOf(text), []),
    outputs: members(
      [...outputs.keys()],
      [...outputs].filter(([, { optional }]) => !optional).map(([one]) => one),
    ),
  };
}

function argumentsOf(text: string): string[] {
  const body = /^export interface Get\w+Args \{\n([\s\S]*?)\n\}/m.exec(text)?.[1] ?? "";
  return [...body.matchAll(/^ {4}(\w+)\??: /gm)].map(([, name = ""]) => name);
}

function resultOf(text: string): Map<string, Pick<PropertyShape, "optional">> {
  const body = /^export interface Get\w+Result \{\n([\s\S]*?)\n\}/m.exec(text)?.[1] ?? "";
  return new Map(
    [...body.matchAll(/^ {4}readonly (\w+)(\?)?: /gm)].map(([, name = "", mark]) => [name, { optional: mark === "?" }]),
  );
}
