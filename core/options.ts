import { isObject } from "./value";

/** A JSON schema as Pulumi Cloud shows it as a form: the subset that options need. */
export interface JsonSchema {
  readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
}

/** One setting of a policy: its schema, and how a value from a config file becomes a `T`. */
export interface Option<T> {
  readonly schema: JsonSchema;
  readonly fallback: T;
  /** The value, or what is wrong with it, in words that follow the option's name. */
  parse(raw: unknown): { readonly value: T } | { readonly problem: string };
}

export type Options = Readonly<Record<string, Option<unknown>>>;

export type OptionValues<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

interface Described<T> {
  readonly default: T;
  readonly description: string;
}

function option<T>(
  schema: JsonSchema,
  described: Described<T>,
  accepts: (raw: unknown) => boolean,
  expected: string,
): Option<T> {
  return {
    schema: {
      ...schema,
      description: described.description,
      ...(described.default !== undefined && { default: described.default }),
    },
    fallback: described.default,
    parse: (raw) => (accepts(raw) ? { value: raw as T } : { problem: `must be ${expected}` }),
  };
}

/** Text. With `optional` absent instead of a default. */
export function text(described: Described<string> & { readonly pattern?: string }): Option<string> {
  const pattern = described.pattern === undefined ? undefined : new RegExp(described.pattern);
  return option(
    { type: "string", ...(described.pattern !== undefined && { pattern: described.pattern }) },
    described,
    (raw) => typeof raw === "string" && (pattern?.test(raw) ?? true),
    described.pattern === undefined ? "text" : `text that matches ${described.pattern}`,
  );
}

export function flag(described: Described<boolean>): Option<boolean> {
  return option({ type: "boolean" }, described, (raw) => typeof raw === "boolean", "true or false");
}

export function integer(
  described: Described<number> & { readonly minimum?: number; readonly maximum?: number },
): Option<number> {
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = described;
  return option(
    {
      type: "integer",
      ...(described.minimum !== undefined && { minimum }),
      ...(described.maximum !== undefined && { maximum }),
    },
    described,
    (raw) => Number.isInteger(raw) && (raw as number) >= minimum && (raw as number) <= maximum,
    `a whole number${described.minimum === undefined ? "" : ` from ${minimum}`}${described.maximum === undefined ? "" : ` to ${maximum}`}`,
  );
}

export function oneOf<T extends string>(choices: readonly T[], described: Described<T>): Option<T> {
  return option(
    { type: "string", enum: choices },
    described,
    (raw) => typeof raw === "string" && (choices as readonly string[]).includes(raw),
    `one of ${choices.join(", ")}`,
  );
}

export function texts(
  described: Described<readonly string[]> & { readonly choices?: readonly string[] },
): Option<readonly string[]> {
  const { choices } = described;
  return option(
    { type: "array", items: { type: "string", ...(choices && { enum: choices }) } },
    described,
    (raw) => Array.isArray(raw) && raw.every((item) => typeof item === "string" && (choices?.includes(item) ?? true)),
    choices ? `a list of ${choices.join(", ")}` : "a list of texts",
  );
}

/** An object from names to texts. */
export function textMap(
  described: Described<Readonly<Record<string, string>>>,
): Option<Readonly<Record<string, string>>> {
  return option(
    { type: "object", additionalProperties: { type: "string" } },
    described,
    (raw) => isObject(raw) && Object.values(raw).every((item) => typeof item === "string"),
    "an object of texts",
  );
}

/** An object from names to lists of texts. */
export function textsMap(
  described: Described<Readonly<Record<string, readonly string[]>>>,
): Option<Readonly<Record<string, readonly string[]>>> {
  return option(
    { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
    described,
    (raw) =>
      isObject(raw) &&
      Object.values(raw).every((list) => Array.isArray(list) && list.every((item) => typeof item === "string")),
    "an object of lists of texts",
  );
}

/** An object from names to whole numbers. */
export function integerMap(
  described: Described<Readonly<Record<string, number>>>,
): Option<Readonly<Record<string, number>>> {
  return option(
    { type: "object", additionalProperties: { type: "integer" } },
    described,
    (raw) => isObject(raw) && Object.values(raw).every((item) => Number.isInteger(item)),
    "an object of whole numbers",
  );
}

/** A list of objects whose fields are texts or flags. Elements that do not fit are problems; the rest is kept by the reader. */
export function records(
  described: Described<readonly Readonly<Record<string, unknown>>[]> & {
    readonly fields: Readonly<Record<string, string>>;
    readonly flags?: Readonly<Record<string, string>>;
    readonly required: readonly string[];
  },
): Option<readonly Readonly<Record<string, unknown>>[]> {
  const propertiesOf = (type: "string" | "boolean", fields: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(fields).map(([name, description]) => [name, { type, description }]));
  const properties = { ...propertiesOf("string", described.fields), ...propertiesOf("boolean", described.flags) };
  return option(
    { type: "array", items: { type: "object", properties, required: described.required, additionalProperties: false } },
    described,
    (raw) => Array.isArray(raw),
    "a list of objects",
  );
}

/**
 * Reads a policy's settings from its config: every option has a value, the default where the config has none or a
 * wrong one. A mistake never weakens a policy silently: each is a sentence in `problems`.
 */
export function readOptions<O extends Options>(
  options: O,
  config: Readonly<Record<string, unknown>>,
): { readonly values: OptionValues<O>; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries(options)) {
    const raw = config[name];
    const parsed = raw === undefined || raw === null ? { value: declared.fallback } : declared.parse(raw);
    if ("problem" in parsed) {
      problems.push(
        `option "${name}" ${parsed.problem}; the default ${JSON.stringify(declared.schema.default ?? declared.fallback)} is used`,
      );
    }
    values[name] = "value" in parsed ? parsed.value : declared.fallback;
  }
  for (const name of Object.keys(config)) {
    if (!Object.hasOwn(options, name)) {
      problems.push(unknownOption(name, Object.keys(options)));
    }
  }
  return { values: values as OptionValues<O>, problems };
}

function unknownOption(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  const names = known.length > 0 ? `it has ${known.join(", ")}` : "it has no options";
  return `there is no option "${name}"; ${near ? `did you mean "${near}"?` : names}`;
}

/** The known name that is closest to `name`, if one is close enough to be a slip. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, Math.floor(name.length / 3)) ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
