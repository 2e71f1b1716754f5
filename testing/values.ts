import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/**
 * A property value as it travels between a program, the engine, a provider and a policy pack: plain JSON, in which
 * unknowns are sentinel strings and secrets, assets, resource references and output values are objects that carry
 * a signature.
 */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** The properties of one resource, by name. */
export type Properties = Record<string, Value>;

/** Stands for a value that is not known yet. Resources use this one whatever the type of the property is. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

const UNKNOWNS = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Whether a value is one of the sentinels for "not known yet". */
export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && UNKNOWNS.has(value);
}

/** Whether a value is a plain JSON object: no list, nothing with a signature. */
export function isObject(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(SIGNATURE in value);
}

/** Whether a value or any part of it is unknown. */
export function hasUnknown(value: Value | undefined): boolean {
  if (typeof value === "string") return isUnknown(value);
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) ? value.some(hasUnknown) : Object.values(value).some(hasUnknown);
}

/** Marks a value as secret. */
export function secret(value: Value): Value {
  return isSecret(value) ? value : { [SIGNATURE]: SECRET, value };
}

/** Whether a value is marked as secret itself. */
export function isSecret(value: Value | undefined): value is { value: Value } {
  return signature(value) === SECRET;
}

/** Whether a value or any part of it is marked as secret. */
export function hasSecret(value: Value | undefined): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isSecret(value)) return true;
  return Array.isArray(value) ? value.some(hasSecret) : Object.values(value).some(hasSecret);
}

/** The value without any mark of secrecy, at any depth. */
export function withoutSecrets<T extends Value>(value: T): T {
  return map(value, (v) => (isSecret(v) ? withoutSecrets(v.value) : undefined)) as T;
}

/**
 * Marks in `outs` what is secret in `ins`, as the engine does for a provider that does not understand secrets: by
 * property name at any depth of objects, and a whole list as soon as a part of it is secret.
 */
export function copySecrets(outs: Properties, ins: Properties): Properties {
  const result = { ...outs };
  for (const [key, from] of Object.entries(ins)) {
    const to = result[key];
    if (to === undefined) continue;
    if (isObject(to) && isObject(from)) result[key] = copySecrets(to, from);
    else if (!isSecret(to) && hasSecret(from)) result[key] = secret(to);
  }
  return result;
}

/**
 * Replaces output values by what they hold (unknown, secret or plain) as the engine does before a resource goes to
 * its provider, and notes the resources that they depend on.
 */
export function withoutOutputs<T extends Value>(value: T, dependencies?: Set<string>): T {
  return map(value, (v) => {
    if (signature(v) !== OUTPUT) return undefined;
    const output = v as Properties;
    if (Array.isArray(output["dependencies"])) {
      for (const urn of output["dependencies"]) if (typeof urn === "string") dependencies?.add(urn);
    }
    const held = output["value"] === undefined ? UNKNOWN : withoutOutputs(output["value"], dependencies);
    return output["secret"] === true ? secret(held) : held;
  }) as T;
}

/** Unknowns and secrets at any depth as output values, which the SDKs' transforms can tell apart and give back. */
export function withOutputs(value: Value): Value {
  return map(value, (v) => {
    if (isUnknown(v)) return { [SIGNATURE]: OUTPUT };
    if (!isSecret(v)) return signature(v) === OUTPUT ? v : undefined;
    return { [SIGNATURE]: OUTPUT, ...(isUnknown(v.value) ? {} : { value: withOutputs(v.value) }), secret: true };
  });
}

/** An output value of a value and the resources that it depends on; the value itself where it depends on none. */
export function dependingOn(value: Value, dependencies: string[]): Value {
  if (dependencies.length === 0) return value;
  if (signature(value) === OUTPUT) return { ...(value as Properties), dependencies };
  return { [SIGNATURE]: OUTPUT, value, dependencies };
}

/** Replaces references to resources by their id (custom resources) or URN (components), as a policy pack sees them. */
export function withoutReferences<T extends Value>(value: T): T {
  return map(value, (v) => {
    if (signature(v) !== REFERENCE) return undefined;
    const { urn, id } = v as Properties;
    if (id === undefined || id === null) return urn ?? "";
    return id === "" ? UNKNOWN : id;
  }) as T;
}

/** Properties to their form in a gRPC message. */
export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}

/** Properties of a gRPC message. */
export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

function signature(value: Value | undefined): Value | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value[SIGNATURE] : undefined;
}

/** Rebuilds a value; where `replace` gives a value, that stands for the part and is not entered. */
function map(value: Value, replace: (value: Value) => Value | undefined): Value {
  const replaced = replace(value);
  if (replaced !== undefined) return replaced;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((v) => map(v, replace));
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, map(v, replace)]));
}
