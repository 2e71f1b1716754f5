import { isObject, whenKnown, type Resource, type Value } from "../core";
import { isSensitiveName } from "./sensitive-names";
import { secrecyOf, type SecrecyContext } from "./parameter";
import { sensitiveInputs, type SensitiveInput } from "./sensitive-inputs";
import { credentialsIn } from "./texts";
import { PIPELINE, SSM_PARAMETER } from "./types";

/** A value that is a secret, and what the program calls it. */
export type Secret = Pick<SensitiveInput, "value" | "name">;

/**
 * The values of a resource that are secrets, each to be judged alone: its sensitive inputs, and of a JSON document in one
 * (`{"username": "app", "password": "..."}`) the sensitive fields. A recognised credential in a variable is left to the
 * search for credentials in plain text, the variables of builds and a pipeline's OAuthToken to the policies about them.
 */
export function secretsOf(resource: Resource, context: SecrecyContext, further?: readonly string[]): Secret[] {
  if (PIPELINE.includes(resource.type) || isPlainParameter(resource, context)) {
    return [];
  }
  return sensitiveInputs(resource, further).flatMap(({ value, name, isVariable }) => {
    if (isVariable) {
      return isInnocentVariable({ value, name }) ? [] : [{ value, name }];
    }
    return secretFields({ value, name });
  });
}

/** A String that nothing calls a secret is none, although the provider marks the value of every parameter. */
function isPlainParameter(resource: Resource, context: SecrecyContext): boolean {
  return (
    SSM_PARAMETER.includes(resource.type) &&
    resource.at("type").raw !== "SecureString" &&
    whenKnown(() => secrecyOf(resource, context)) === undefined
  );
}

/** Switches and numbers; paths and URLs, which say where a secret is. */
const INNOCENT = /^(?:true|false|yes|no|on|off|enabled|disabled|none|null|undefined|\d{1,4}|https?:\/\/[^\s@]+)$/i;
const PATH = /^(?:\/[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*\/?|[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)+)$/;

function isInnocentVariable({ value, name }: Secret): boolean {
  if (value.isUnknown || typeof value.raw !== "string") {
    return !value.isUnknown;
  }
  return INNOCENT.test(value.raw) || PATH.test(value.raw) || credentialsIn(value.raw, name).length > 0;
}

/** The sensitive fields of a document; the value itself when it is none or no field is called a secret. */
function secretFields(secret: Secret): Secret[] {
  const { value } = secret;
  if (typeof value.raw !== "string" || !/^\s*\{/.test(value.raw)) {
    return [secret];
  }
  const document = whenKnown(() => value.json());
  if (!document || !isObject(document.raw)) {
    return [secret];
  }
  const fields = fieldsOf(document, 0);
  const sensitive = fields.filter(({ name }) => isSensitiveName(name));
  return sensitive.length > 0 || fields.length === 0 ? sensitive : [secret];
}

function fieldsOf(value: Value, depth: number): Secret[] {
  if (depth > 8) {
    return [];
  }
  return value.entries().flatMap(([name, entry]) => {
    if (isObject(entry.raw)) {
      return fieldsOf(entry, depth + 1);
    }
    return typeof entry.raw === "string" && entry.raw !== "" ? [{ value: entry, name }] : [];
  });
}
