import { Malformed, Undecided } from "./undecided";

/** A place in a resource's properties, such as `["ingress", 0, "cidrBlocks"]`. */
export type Path = readonly (string | number)[];

/** Whatever a value belongs to; findings at the value are reported on it. */
export interface Owner {
  readonly urn: string;
}

/**
 * The strings with which the engine marks values that are not known yet, one for each kind of value
 * (https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go).
 */
const UNKNOWN_MARKS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Stands for an unknown that was met by reading through the SDK's proxy instead of past it. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the CLI writes in place of a secret in an exported state (`pulumi policy analyze`, `stack export`). */
export const REDACTED = "[secret]";

/** Deeper than any real document; keeps a circular or hostile value from exhausting the stack. */
const MAX_DEPTH = 64;

/**
 * A place in a resource's properties and what stands there. Every way of reading is total: what is absent or of the
 * wrong type reads as `undefined` or as an empty list, what is unknown throws `Undecided`. Empty strings, lists and
 * objects count as absent, because providers fill computed properties with them.
 */
export class Value {
  constructor(
    readonly owner: Owner,
    readonly path: Path,
    readonly raw: unknown,
  ) {}

  /** The value at a nested place. Steps into a list of exactly one object as if it were the object itself: providers changed such properties between versions. */
  at(...keys: Path): Value {
    let path = this.path;
    let raw = this.raw;
    for (const key of keys) {
      if (typeof key === "string" && Array.isArray(raw) && raw.length === 1) {
        raw = readProperty(raw, 0);
      }
      path = [...path, key];
      raw = isUnknownMark(raw) ? raw : readProperty(raw, key);
    }
    return new Value(this.owner, path, raw);
  }

  get isUnknown(): boolean {
    return isUnknownMark(this.raw);
  }

  /** Nothing stands here: undefined, null, or an empty string, list or object. */
  get isAbsent(): boolean {
    return isEmpty(this.raw);
  }

  /** Something stands here; throws `Undecided` when that is not known. */
  get isPresent(): boolean {
    this.demandKnown();
    return !this.isAbsent;
  }

  /** Whether this value or anything inside it is unknown. */
  get hasUnknown(): boolean {
    return containsUnknown(this.raw, 0);
  }

  /** The text, also of a number or boolean; `undefined` when absent or not scalar. */
  string(): string | undefined {
    this.demandKnown();
    if (typeof this.raw === "number" || typeof this.raw === "boolean") {
      return String(this.raw);
    }
    return typeof this.raw === "string" && this.raw !== "" ? this.raw : undefined;
  }

  /** The boolean; "true" and "false" count, as they do for the provider. */
  boolean(): boolean | undefined {
    this.demandKnown();
    if (this.raw === true || this.raw === "true") {
      return true;
    }
    return this.raw === false || this.raw === "false" ? false : undefined;
  }

  /** The finite number; numeric text counts, as it does for the provider. */
  number(): number | undefined {
    this.demandKnown();
    if (typeof this.raw === "string" && /^-?\d+(\.\d+)?$/.test(this.raw)) {
      return Number(this.raw);
    }
    return typeof this.raw === "number" && Number.isFinite(this.raw) ? this.raw : undefined;
  }

  /** The elements; a single value where a list belongs is a list of one, nothing is an empty list. */
  list(): Value[] {
    this.demandKnown();
    if (this.raw === undefined || this.raw === null || this.raw === "") {
      return [];
    }
    if (!Array.isArray(this.raw)) {
      return [this];
    }
    const list = this.raw as unknown[];
    return Array.from({ length: list.length }, (_, index) => this.at(index));
  }

  /** The known elements as text; unknown and non-scalar ones are left out. For questions that an unknown cannot change. */
  knownStrings(): string[] {
    return this.list().flatMap((item) => (item.isUnknown ? [] : (item.string() ?? [])));
  }

  /** The elements as text; throws `Undecided` when one is unknown. */
  strings(): string[] {
    return this.list().flatMap((item) => item.string() ?? []);
  }

  /** The keys of an object, sorted; none for anything else. */
  keys(): string[] {
    this.demandKnown();
    return isObject(this.raw) ? Object.keys(this.raw).sort() : [];
  }

  entries(): [string, Value][] {
    return this.keys().map((key) => [key, this.at(key)]);
  }

  /**
   * The document in JSON text, at the same path; an object is its own document.
   * Throws `Undecided` when unknown and `Malformed` (without the text) when it is not JSON.
   */
  json(): Value {
    this.demandKnown();
    if (typeof this.raw !== "string") {
      return this;
    }
    return new Value(this.owner, this.path, parseJson(this.raw, this.display));
  }

  /** The path as users write it: `ingress[0].cidrBlocks`. */
  get display(): string {
    return displayPath(this.path);
  }

  private demandKnown(): void {
    if (this.isUnknown) {
      throw new Undecided(this.display || "the resource");
    }
  }
}

/** `["a", 0, "b c"]` as `a[0]["b c"]`. */
export function displayPath(path: Path): string {
  return path
    .map((key, index) => {
      if (typeof key === "number") {
        return `[${key}]`;
      }
      if (!/^[\w$:/-]+$/.test(key)) {
        return `[${JSON.stringify(key)}]`;
      }
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}

/** Whether a raw value is one of the engine's marks, or text that an unknown was pasted into. */
export function isUnknownMark(raw: unknown): boolean {
  if (typeof raw !== "string" || raw.length < UNKNOWN.length) {
    return false;
  }
  return raw.length === UNKNOWN.length ? UNKNOWN_MARKS.has(raw) : raw.length < 1_000_000 && raw.includes(UNKNOWN);
}

export function isObject(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/**
 * The plain object behind what the SDK hands to a policy. The SDK's proxy throws on every unknown; what lies behind it
 * holds the engine's marks instead, which `Value` reads one by one.
 */
export function plain(props: Record<string, unknown>): Record<string, unknown> {
  let object = props;
  // Remediation sees two proxies, one around the other.
  while (object["__isSpecialProxy"] === true) {
    const target = object["__getSpecialProxyTarget"];
    if (typeof target !== "object" || target === null) {
      return object;
    }
    object = target as Record<string, unknown>;
  }
  return object;
}

/** Reads one property. Should a proxy still be in between, its complaint about an unknown becomes the mark. */
function readProperty(container: unknown, key: string | number): unknown {
  if (typeof container !== "object" || container === null) {
    return undefined;
  }
  if (!Object.prototype.hasOwnProperty.call(container, key)) {
    return undefined;
  }
  try {
    return (container as Record<string | number, unknown>)[key];
  } catch {
    return UNKNOWN;
  }
}

function isEmpty(raw: unknown): boolean {
  if (raw === undefined || raw === null || raw === "") {
    return true;
  }
  if (Array.isArray(raw)) {
    return raw.length === 0;
  }
  return isObject(raw) && Object.getPrototypeOf(raw) === Object.prototype && Object.keys(raw).length === 0;
}

function containsUnknown(raw: unknown, depth: number): boolean {
  if (isUnknownMark(raw)) {
    return true;
  }
  if (typeof raw !== "object" || raw === null || depth > MAX_DEPTH) {
    return false;
  }
  return Object.keys(raw).some((key) => containsUnknown(readProperty(raw, key), depth + 1));
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The message quotes the text in newer versions of Node, so only the position is taken from it.
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : "");
    throw new Malformed(what || "the document", position ? `at position ${position[1]}` : "at its end");
  }
}

/** The elements of a list, or what each of them has at further keys; what is unknown as a whole is one element. */
export function elements(value: Value, ...keys: string[]): Value[] {
  if (value.isUnknown) {
    return [value];
  }
  const [key, ...rest] = keys;
  return key === undefined ? value.list() : value.list().flatMap((one) => elements(one.at(key), ...rest));
}

/** A part of every element of a list; of a list that is not known, the part of whatever stands there. */
export function partsOf(list: Value, key: string): Value[] {
  return elements(list).map((one) => one.at(key));
}
