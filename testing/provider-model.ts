import { createHash } from "node:crypto";
import { awsShape } from "./aws-shapes";
import type { PropertyShape } from "./aws-shapes";
import { typeRule } from "./aws-types";
import type { Made } from "./aws-types";
import { awsLookup } from "./aws-lookups";
import { UNKNOWN, hasUnknown, isObject, isUnknown } from "./values";
import type { Properties, Value } from "./values";

/**
 * What a policy pack can see of the providers of AWS and of random values, without either: what they make of a
 * program's inputs, which outputs a preview knows and what a created resource looks like. Secrets are the engine's
 * business: nothing here takes or gives marked values.
 */

/** The account that everything belongs to. */
export const ACCOUNT = "123456789012";

/** A resource after it was created. */
export interface Created {
  id: string;
  outputs: Properties;
}

/**
 * The inputs of a resource after the provider's Check: named, with defaults and all tags, and policy documents as
 * text. `previous` are the checked inputs of the last deployment, whose automatic name stays.
 */
export function check(
  type: string,
  inputs: Properties,
  urn: string,
  provider: Properties = {},
  previous?: Properties,
): Properties {
  if (!type.startsWith("aws:")) return inputs;
  const rule = typeRule(type);
  const shape = awsShape(type);
  const result = withDocuments(type, inputs);
  for (const [path, value] of Object.entries(rule.defaults ?? {})) setDefault(result, path, value);
  const named = nameProperty(type);
  if (named !== undefined && result[named] === undefined && result[`${named}Prefix`] === undefined) {
    const name = `${urn.slice(urn.lastIndexOf("::") + 2)}-${hash(urn, 7)}`;
    result[named] = previous?.[named] ?? rule.affix?.(name, result) ?? name;
  }
  if (shape?.outputs.has("tagsAll") === true) result["tagsAll"] = allTags(result["tags"], provider);
  return result;
}

/** The outputs that a preview shows for a resource that will be created. The id is unknown. */
export function previewOutputs(type: string, inputs: Properties, provider: Properties = {}): Properties {
  const outputs: Properties = { ...inputs };
  for (const [name, shape] of outputShapes(type)) {
    if (outputs[name] !== undefined || shape.optional) continue;
    outputs[name] = name === "region" ? regionOf(provider) : UNKNOWN;
  }
  if (type.startsWith("aws:")) outputs["id"] = UNKNOWN;
  return outputs;
}

/** A resource once it was created. Computed properties that mean "nothing" are there, and empty. */
export function create(type: string, inputs: Properties, urn: string, provider: Properties = {}): Created {
  if (type.startsWith("random:")) return createRandom(type, inputs, urn);
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  if (!type.startsWith("aws:")) return { id: `${name}-${hash(urn, 7)}`, outputs: inputs };
  return describe(type, inputs, urn, provider);
}

/** A resource that exists already, as `.get` finds it: everything follows from its id and what is given. */
export function read(type: string, id: string, given: Properties, urn: string, provider: Properties = {}): Created {
  if (!type.startsWith("aws:")) return { id, outputs: { ...given, id } };
  const named = nameProperty(type);
  const name = /[^/:]*$/.exec(id)?.[0] ?? id;
  const inputs = { ...given, ...(named === undefined || given[named] !== undefined ? {} : { [named]: name }) };
  const { outputs } = describe(type, check(type, inputs, urn, provider), urn, provider);
  const arn = id.startsWith("arn:") ? { arn: id } : {};
  return { id, outputs: { ...outputs, ...arn, id } };
}

/** The answer to a look-up such as aws:index/getRegion:getRegion; empty for those that are not modelled. */
export function lookup(token: string, args: Properties, provider: Properties = {}): Properties {
  return awsLookup(token, args, { account: ACCOUNT, region: regionOf(provider) });
}

/** Which input changes need a new resource; a rough rule that is right for names and places. */
export function replaces(type: string, changed: readonly string[]): string[] {
  const named = nameProperty(type);
  return changed.filter((name) => name === named || name === "region" || name === "bucket");
}

/** The property that a type gets its automatic name in. */
function nameProperty(type: string): string | undefined {
  const { named } = typeRule(type);
  if (named !== undefined) return named === false ? undefined : named;
  return awsShape(type)?.inputs.get("name")?.optional === true ? "name" : undefined;
}

/** The type's outputs, or what every aws type has when its declarations are not at hand. */
function outputShapes(type: string): Iterable<[string, PropertyShape]> {
  const computed = (names: string[]): [string, PropertyShape][] =>
    names.map((name) => [name, { type: "string", optional: false }]);
  if (type.startsWith("random:")) return computed(randomOutputs(type));
  if (!type.startsWith("aws:")) return [];
  return awsShape(type)?.outputs ?? computed(["arn"]);
}

function describe(type: string, inputs: Properties, urn: string, provider: Properties): Created {
  const rule = typeRule(type);
  const resource = urn.slice(urn.lastIndexOf("::") + 2);
  const named = nameProperty(type);
  const prefix = named === undefined ? undefined : inputs[`${named}Prefix`];
  const given = named === undefined ? undefined : inputs[named];
  const hex = (digits: number): string => hash(urn, digits);
  const made: Made = {
    name: string(given) ?? (string(prefix) === undefined ? `${resource}-${hex(7)}` : `${string(prefix)}${hex(26)}`),
    inputs,
    region: string(inputs["region"]) ?? regionOf(provider),
    account: ACCOUNT,
    hex,
  };
  const [service = "aws", kind = "resource"] = type.split(":")[1]?.split("/") ?? [];
  const arn = rule.arn?.(made) ?? `arn:aws:${service}:${made.region}:${ACCOUNT}:${kind.toLowerCase()}/${made.name}`;
  const id = rule.id?.(made) ?? made.name;
  const filled: Properties = { arn, id, region: made.region, ...rule.created?.(made, arn) };
  if (named !== undefined) filled[named] = made.name;

  const outputs: Properties = { ...inputs };
  for (const [name, shape] of outputShapes(type)) {
    if (outputs[name] !== undefined || shape.optional) continue;
    outputs[name] = filled[name] ?? empty(shape.type);
  }
  outputs["id"] = id;
  return { id, outputs };
}

/** What the provider reports for a computed property that there is nothing to say about. */
function empty(type: string): Value {
  if (type.endsWith("[]")) return [];
  if (type === "boolean") return false;
  if (type === "number") return 0;
  return type.startsWith("{") || (type.startsWith("outputs.") && !type.includes("|")) ? {} : "";
}

/**
 * Policy documents that the program gave as objects become text, and unknown as a whole when any part of them is:
 * text cannot be unknown in places.
 */
function withDocuments(type: string, inputs: Properties): Properties {
  const shape = awsShape(type);
  const isDocument = (name: string): boolean =>
    shape?.inputs.get(name)?.type.includes("PolicyDocument") ?? /^(assumeRole|access)?[pP]olic(y|ies)$/.test(name);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]): [string, Value] => {
      // A copy, because defaults are written into it.
      if (!isObject(value) || !isDocument(name)) return [name, structuredClone(value)];
      return [name, hasUnknown(value) ? UNKNOWN : documentText(value)];
    }),
  );
}

/** JSON as the provider writes it: sorted keys, and HTML's special characters escaped. */
function documentText(value: Value): string {
  const sorted = (v: Value): Value => {
    if (Array.isArray(v)) return v.map(sorted);
    if (!isObject(v)) return v;
    return Object.fromEntries(
      Object.keys(v)
        .sort()
        .map((key) => [key, sorted(v[key] ?? null)]),
    );
  };
  return JSON.stringify(sorted(value)).replace(
    /[<>&]/g,
    (c) => `\\u00${c.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

function setDefault(target: Properties, path: string, value: Value): void {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    target[head] ??= value;
    return;
  }
  const inner = target[head.replace(/\[\]$/, "")];
  for (const part of head.endsWith("[]") && Array.isArray(inner) ? inner : [inner]) {
    if (isObject(part)) setDefault(part, rest.join("."), value);
  }
}

/** The provider's default tags with the resource's own over them; unknown as a whole when any of it is. */
function allTags(tags: Value | undefined, provider: Properties): Value {
  const defaults = decoded(provider["defaultTags"]);
  if (isUnknown(tags) || isUnknown(defaults) || hasUnknown(tags) || hasUnknown(defaults)) return UNKNOWN;
  const common = isObject(defaults) ? defaults["tags"] : undefined;
  return { ...(isObject(common) ? common : {}), ...(isObject(tags) ? tags : {}) };
}

/** Configuration of a provider travels as text: everything that is not a string is JSON in one. */
function decoded(value: Value | undefined): Value | undefined {
  if (typeof value !== "string" || isUnknown(value)) return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return undefined;
  }
}

/** The region that a provider works in; never that of the machine, so that a run is the same everywhere. */
function regionOf(provider: Properties): string {
  return string(provider["region"]) ?? "us-east-1";
}

function string(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Hex digits that look random and always are the same for the same text. */
function hash(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}

function randomOutputs(type: string): string[] {
  switch (type) {
    case "random:index/randomId:RandomId":
      return ["b64Std", "b64Url", "dec", "hex"];
    case "random:index/randomPassword:RandomPassword":
      return ["result", "bcryptHash"];
    case "random:index/randomPet:RandomPet":
      return [];
    case "random:index/randomShuffle:RandomShuffle":
      return ["results"];
    default:
      return ["result"];
  }
}

function createRandom(type: string, inputs: Properties, urn: string): Created {
  const number = (value: Value | undefined, otherwise: number): number =>
    typeof value === "number" ? value : otherwise;
  const prefix = string(inputs["prefix"]) ?? "";
  switch (type) {
    case "random:index/randomId:RandomId": {
      const bytes = createHash("sha512").update(urn).digest().subarray(0, number(inputs["byteLength"], 4));
      const hex = prefix + bytes.toString("hex");
      const b64Std = prefix + bytes.toString("base64");
      const b64Url = prefix + bytes.toString("base64url");
      const dec = prefix + BigInt(`0x${bytes.toString("hex")}`).toString();
      return { id: b64Url, outputs: { ...inputs, hex, b64Std, b64Url, dec, id: b64Url } };
    }
    case "random:index/randomPassword:RandomPassword": {
      const result = createHash("sha512").update(urn).digest("base64").slice(0, number(inputs["length"], 16));
      return { id: "none", outputs: { ...inputs, result, bcryptHash: `$2a$10$${hash(urn, 53)}`, id: "none" } };
    }
    case "random:index/randomInteger:RandomInteger": {
      const result = number(inputs["min"], 0);
      return { id: String(result), outputs: { ...inputs, result, id: String(result) } };
    }
    case "random:index/randomShuffle:RandomShuffle":
      return { id: "-", outputs: { ...inputs, results: inputs["inputs"] ?? [], id: "-" } };
    case "random:index/randomPet:RandomPet": {
      const pet = `${prefix === "" ? "" : `${prefix}-`}brave-otter`;
      return { id: pet, outputs: { ...inputs, id: pet } };
    }
    case "random:index/randomUuid:RandomUuid": {
      const result = hash(urn, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
      return { id: result, outputs: { ...inputs, result, id: result } };
    }
    default: {
      const result = hash(urn, 64).slice(0, number(inputs["length"], 16));
      return { id: result, outputs: { ...inputs, result, id: result } };
    }
  }
}
