/**
 * Reads JSON and remembers where everything stands, so that a message can name line and column. It accepts what the CLI
 * accepts (Go's encoding/json: no comments, no trailing commas, no byte order mark) and says more than the CLI when it does not.
 */

/** A place in a text; both count from 1, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The way to a value: keys of objects and indices of lists. */
export type KeyPath = readonly (string | number)[];

export interface ParsedJson {
  readonly value: unknown;
  /** Keys that an object has twice; JSON keeps only the last of them, silently. */
  readonly duplicates: readonly { readonly path: KeyPath; readonly position: Position }[];
  /** Where the key of a path stands (an element of a list: where it begins); the nearest known place above when it is missing. */
  locate(path: KeyPath): Position;
}

/** A text that is no JSON. */
export class JsonSyntaxError extends Error {
  constructor(
    message: string,
    readonly position: Position,
    readonly fix: string,
  ) {
    super(message);
  }
}

/** Deeper than any settings; a limit, so that a hostile file cannot exhaust the stack. */
const MAXIMUM_DEPTH = 200;

/** The value of a JSON text with the places of its keys. An empty text is an empty object, as for the CLI. Throws `JsonSyntaxError`. */
export function parseJson(text: string): ParsedJson {
  return text.trim() === "" ? { value: {}, duplicates: [], locate: () => START } : new Parser(text).parse();
}

/** A path as JavaScript writes it: `baseline-settings.exemptions[3].expires`. */
export function shownPath(path: KeyPath): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
}

const START: Position = { line: 1, column: 1 };

class Parser {
  private at = 0;
  private readonly places = new Map<string, number>();
  private readonly duplicates: { path: KeyPath; position: Position }[] = [];
  private readonly lineStarts: readonly number[];

  constructor(private readonly text: string) {
    this.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  parse(): ParsedJson {
    if (this.text.startsWith("\uFEFF")) {
      this.fail("the file begins with a byte order mark", "Save it as UTF-8 without a byte order mark.");
    }
    this.skipSpace();
    this.places.set("[]", this.at);
    const value = this.value([]);
    this.skipSpace();
    if (this.at < this.text.length) {
      this.fail("something follows the end of the settings", "Keep one object in the file, and nothing after it.");
    }
    return { value, duplicates: this.duplicates, locate: (path) => this.locate(path) };
  }

  private locate(path: KeyPath): Position {
    for (let length = path.length; length >= 0; length--) {
      const offset = this.places.get(JSON.stringify(path.slice(0, length)));
      if (offset !== undefined) {
        return this.position(offset);
      }
    }
    return START;
  }

  private value(path: KeyPath): unknown {
    if (path.length > MAXIMUM_DEPTH) {
      this.fail("this is nested too deeply", "No setting is deeper than a few levels.");
    }
    const next = this.text[this.at];
    if (next === "{") {
      return this.object(path);
    }
    if (next === "[") {
      return this.list(path);
    }
    return next === '"' ? this.string() : this.word();
  }

  private object(path: KeyPath): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    this.elements("}", () => {
      const start = this.at;
      if (this.text[this.at] !== '"') {
        this.fail("a key in double quotes is expected here", SPELLING_FIX);
      }
      const key = this.string();
      const own = [...path, key];
      if (entries.has(key)) {
        this.duplicates.push({ path: own, position: this.position(start) });
      }
      this.places.set(JSON.stringify(own), start);
      this.skipSpace();
      if (this.text[this.at] !== ":") {
        this.fail(`a colon is missing after "${key}"`, `Write "${key}": and its value.`);
      }
      this.at++;
      this.skipSpace();
      entries.set(key, this.value(own));
    });
    return Object.fromEntries(entries);
  }

  private list(path: KeyPath): unknown[] {
    const items: unknown[] = [];
    this.elements("]", () => {
      const own = [...path, items.length];
      this.places.set(JSON.stringify(own), this.at);
      items.push(this.value(own));
    });
    return items;
  }

  /** Reads what stands between brackets, separated by commas. */
  private elements(end: "}" | "]", element: () => void): void {
    const start = this.at;
    this.at++;
    this.skipSpace();
    if (this.text[this.at] === end) {
      this.at++;
      return;
    }
    for (;;) {
      element();
      this.skipSpace();
      const next = this.text[this.at];
      if (next === undefined) {
        const { line, column } = this.position(start);
        this.fail(
          `the file ends, but the "${this.text[start]}" of line ${line}, column ${column} is not closed`,
          `Add "${end}".`,
        );
      }
      if (next !== "," && next !== end) {
        this.fail(`"," or "${end}" is expected here`, "Separate entries with a comma.");
      }
      this.at++;
      if (next === end) {
        return;
      }
      this.skipSpace();
      if (this.text[this.at] === end) {
        this.fail(
          `nothing follows the last comma before "${end}"`,
          "Remove the comma; JSON has none after the last entry.",
        );
      }
    }
  }

  private string(): string {
    const literal = /"(?:[^"\\\r\n]|\\.)*"/y;
    literal.lastIndex = this.at;
    const found = literal.exec(this.text)?.[0];
    if (found === undefined) {
      this.fail("a text is not closed on its line", 'Close it with ", and write line breaks in it as \\n.');
    }
    let value: unknown;
    try {
      value = JSON.parse(found);
    } catch {
      this.fail(
        "a text has a backslash or a control character that JSON does not take",
        "Write a backslash as \\\\, a tab as \\t.",
      );
    }
    this.at += found.length;
    return String(value);
  }

  private word(): unknown {
    const token = /[^\s,:{}[\]"]*/y;
    token.lastIndex = this.at;
    const found = token.exec(this.text)?.[0] ?? "";
    if (!/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(found)) {
      this.fail(found === "" ? "a value is expected here" : `"${found.slice(0, 40)}" is no JSON value`, SPELLING_FIX);
    }
    this.at += found.length;
    return JSON.parse(found);
  }

  private skipSpace(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? "")) {
      this.at++;
    }
    if (this.text.startsWith("//", this.at) || this.text.startsWith("/*", this.at)) {
      this.fail("JSON has no comments, and the CLI refuses them", "Remove the comment.");
    }
  }

  /** By halving, since a file may have many lines and many places. */
  private position(offset: number): Position {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lineStarts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: offset - (this.lineStarts[low] ?? 0) + 1 };
  }

  private fail(message: string, fix: string): never {
    throw new JsonSyntaxError(message, this.position(this.at), fix);
  }
}

const SPELLING_FIX = "Write texts in double quotes; other values are numbers, true, false, null, [...] and {...}.";
