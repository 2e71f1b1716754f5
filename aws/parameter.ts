import {
  findCredentials,
  isObject,
  isUnknownMark,
  matchesGlob,
  whenKnown,
  type CheckContext,
  type Resource,
  type StackFacts,
  type Value,
} from "../core";
import { isSensitiveName, secretOrKeyWordIn, secretWordInText } from "./sensitive-names";
import { isReference } from "./sensitive";

/** Why an SSM parameter counts as a secret: a phrase that goes on from "The type is String, but ", and never the value. */
export type Secrecy = string;

/** Keys of tags whose value says what the thing holds. */
const KIND_TAG =
  /^(?:data)?-?(?:type|kind|class|classification|content|contents|contains|sensitivity|category|purpose)$/i;

/** Values that are settings about a secret, whatever their name: switches and small numbers. */
const TRIVIAL = /^(?:true|false|yes|no|on|off|enabled|disabled|none|null|\d{1,4})$/i;

/** The value of an SSM parameter, in either of its two places. */
export function parameterValue(parameter: Resource): Value {
  const plain = parameter.at("insecureValue");
  return plain.isAbsent ? parameter.at("value") : plain;
}

/** The name of an SSM parameter; the engine makes it of the logical name when the program sets none. */
export function parameterName(parameter: Resource): string {
  return parameter.at("name").string() ?? parameter.name;
}

/** What decides whether a parameter holds a secret; every check's context is one. */
export type SecrecyContext = Pick<CheckContext, "settings" | "stack">;

/**
 * Why a parameter holds a secret, if it does: by its value, its name, its description, its tags. Throws `Undecided`
 * when the value is not known, for it may turn out to be a reference to where the secret is kept.
 */
export function secrecyOf(parameter: Resource, { settings, stack }: SecrecyContext): Secrecy | undefined {
  const name = parameterName(parameter);
  if (settings.secretParameterNames.some((pattern) => matchesGlob(name, pattern))) {
    return "its name is one of secretParameterNames";
  }
  if (settings.plainParameterNames.some((pattern) => matchesGlob(name, pattern))) {
    return undefined;
  }
  const value = parameterValue(parameter).string();
  return value === undefined ? secrecyByWords(parameter) : secrecyByValue(parameter, value, stack.config);
}

function secrecyByValue(parameter: Resource, value: string, config: StackFacts["config"]): Secrecy | undefined {
  if (isReference(value) || TRIVIAL.test(value)) {
    return undefined;
  }
  const [credential] = findCredentials(value);
  if (credential) {
    return `its value is ${credential.format.name}`;
  }
  const key = secretConfigKey(value, config);
  return key === undefined ? secrecyByWords(parameter) : `its value is the stack's config entry "${key}"`;
}

function secrecyByWords(parameter: Resource): Secrecy | undefined {
  const inName = secretOrKeyWordIn(parameterName(parameter));
  if (inName !== undefined) {
    return `the name says that it holds a secret ("${inName}")`;
  }
  const description = whenKnown(() => parameter.at("description").string());
  const inDescription = description === undefined ? undefined : secretWordInText(description);
  if (inDescription !== undefined) {
    return `the description says that it holds a secret ("${inDescription}")`;
  }
  const tag = secretTag(parameter.at("tags").raw);
  return tag === undefined ? undefined : `the tag "${tag}" says that it holds a secret`;
}

function secretConfigKey(value: string, config: StackFacts["config"]): string | undefined {
  for (const [key, configured] of config) {
    if (configured === value && value.length >= 8 && isSensitiveName(key.slice(key.indexOf(":") + 1))) {
      return key;
    }
  }
  return undefined;
}

/** The key of the tag that says that the thing is a secret. */
function secretTag(tags: unknown): string | undefined {
  if (!isObject(tags)) {
    return undefined;
  }
  const tag = Object.entries(tags).find(([key, value]) => {
    if (typeof value !== "string" || isUnknownMark(value) || /^(?:|false|no|none|public)$/i.test(value)) {
      return false;
    }
    return isSensitiveName(key) || (KIND_TAG.test(key) && isSensitiveName(value));
  });
  return tag?.[0].slice(0, 60);
}
