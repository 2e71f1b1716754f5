import { isObject, nearest, type JsonSchema } from "../library";
import type { KeyPath } from "./json-text";

/** What does not fit a schema, and where. */
export interface Misfit {
  readonly path: KeyPath;
  readonly what: string;
  readonly fix: string;
}

/** Everything in a value that does not fit the schema of an option: the subset of JSON Schema that options have. */
export function misfits(value: unknown, schema: JsonSchema, path: KeyPath): readonly Misfit[] {
  const type = schema.type;
  if (type !== undefined && !isOfType(value, type)) {
    return [
      {
        path,
        what: `must be ${WORDS[type]}, and is ${shown(value)}`,
        fix: `Write ${WORDS[type]}${exampleOf(schema)}.`,
      },
    ];
  }
  if (typeof value === "string") {
    return textMisfits(value, schema, path);
  }
  if (typeof value === "number") {
    return numberMisfits(value, schema, path);
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.flatMap((item, index) => misfits(item, items, [...path, index])) : [];
  }
  return isObject(value) ? objectMisfits(value, schema, path) : [];
}

function textMisfits(value: string, schema: JsonSchema, path: KeyPath): readonly Misfit[] {
  if (schema.enum && !schema.enum.includes(value)) {
    const near = nearest(value, schema.enum);
    return [
      {
        path,
        what: `"${value}" is not one of its values`,
        fix: near
          ? `Did you mean "${near}"?`
          : `Write one of ${schema.enum.slice(0, MOST_CHOICES).join(", ")}${schema.enum.length > MOST_CHOICES ? " ... (its page in docs/policies lists them)" : ""}.`,
      },
    ];
  }
  return schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)
    ? [{ path, what: `"${value}" has the wrong form`, fix: `It has to match ${schema.pattern}${exampleOf(schema)}.` }]
    : [];
}

function numberMisfits(value: number, { minimum, maximum }: JsonSchema, path: KeyPath): readonly Misfit[] {
  if (minimum !== undefined && value < minimum) {
    return [{ path, what: `${value} is too small`, fix: `Write ${minimum} or more.` }];
  }
  return maximum !== undefined && value > maximum
    ? [{ path, what: `${value} is too large`, fix: `Write ${maximum} or less.` }]
    : [];
}

function objectMisfits(
  value: Readonly<Record<string, unknown>>,
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  path: KeyPath,
): readonly Misfit[] {
  const missing = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({ path, what: `"${name}" is missing`, fix: `Add "${name}".` }));
  const others = Object.entries(value).flatMap(([name, item]) => {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (own) {
      return misfits(item, own, [...path, name]);
    }
    if (additionalProperties === false) {
      return [unknownName(name, Object.keys(properties), [...path, name], "field")];
    }
    return typeof additionalProperties === "object" ? misfits(item, additionalProperties, [...path, name]) : [];
  });
  return [...missing, ...others];
}

/** A name that nothing has, with the nearest that something has. */
export function unknownName(name: string, known: readonly string[], path: KeyPath, kind: string): Misfit {
  const near = nearest(name, known);
  const list = known.length === 0 ? "It has none; remove it." : `It has ${known.join(", ")}.`;
  return { path, what: `there is no ${kind} "${name}"`, fix: near ? `Did you mean "${near}"?` : list };
}

const MOST_CHOICES = 15;

const WORDS: Readonly<Record<NonNullable<JsonSchema["type"]>, string>> = {
  string: "a text in quotes",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list [...]",
  object: "an object {...}",
};

function isOfType(value: unknown, type: NonNullable<JsonSchema["type"]>): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** A value as a message shows it: its kind when it is large. Settings hold no secrets. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.length <= 60) {
    return text;
  }
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `${text.slice(0, 57)}...`;
}

function exampleOf({ default: example }: JsonSchema): string {
  const text = example === undefined ? "" : JSON.stringify(example);
  return ["", '""', "[]", "{}"].includes(text) || text.length > 60 ? "" : `, such as ${text}`;
}
