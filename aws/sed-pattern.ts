/** Expressions of sed as those of JavaScript, with what they cost at most on a text. */

const MAX_PATTERN = 300;

/** A sign, or a group of which only the end is seen, and how often it may stand there. */
const PIECES = /(\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S])([*+?]|\{[^}]*\})?/g;

/** A piece of an expression that matches more or less of a text. */
interface Choice {
  /** What it repeats, over and over; `undefined` for a group. */
  readonly run: RegExp | undefined;
  readonly isOptional: boolean;
}

export class Pattern {
  readonly regexp: RegExp;
  private readonly choices: readonly Choice[];
  private readonly alternatives: number;
  private readonly isAnchored: boolean;
  /** Whether it ends with `.*`, which never fails and so is never tried again. */
  private readonly takesRest: boolean;

  constructor(js: string, isGlobal: boolean, ignoresCase: boolean) {
    const flags = ignoresCase ? "i" : "";
    this.regexp = new RegExp(js, `${isGlobal ? "g" : ""}${flags}`);
    const pieces = [...js.matchAll(PIECES)].map(([, sign = "", repeat]) => ({ sign, repeat }));
    this.choices = pieces
      .filter(({ repeat }) => repeat !== undefined)
      .map(({ sign, repeat }) => ({
        run: sign === ")" || /^\\\d$/.test(sign) ? undefined : new RegExp(`(?:${sign})+`, `g${flags}`),
        isOptional: repeat === "?",
      }));
    this.alternatives = 2 ** pieces.filter(({ sign }) => sign === "|").length;
    this.isAnchored = js.startsWith("^") && this.alternatives === 1;
    const last = pieces.filter(({ sign }, index) => sign !== "$" || index < pieces.length - 1).at(-1);
    this.takesRest = last?.sign === "." && last.repeat === "*";
  }

  /** An upper bound of the ways that a text can be tried: the choices at each place, over all places to begin at. */
  costOn(text: string): number {
    const choices = this.takesRest && !text.includes("\n") ? this.choices.slice(0, -1) : this.choices;
    const starts = this.isAnchored ? 1 : text.length + 1;
    return choices.reduce((cost, choice) => cost * waysOf(choice, text), starts * this.alternatives);
  }
}

function waysOf({ run, isOptional }: Choice, text: string): number {
  if (isOptional) {
    return 2;
  }
  const longest = run ? Math.max(0, ...(text.match(run) ?? []).map(({ length }) => length)) : text.length;
  return longest + 1;
}

/** A POSIX expression as one of JavaScript; `undefined` when it is not understood, or could take for ever. */
export function patternOf(source: string, isExtended: boolean, flags: string): Pattern | undefined {
  const js = source.length > MAX_PATTERN ? undefined : translated(source, isExtended);
  // A repetition of something that repeats.
  if (js === undefined || /[*+?{|].*\)[*+{]/s.test(js)) {
    return undefined;
  }
  try {
    return new Pattern(js, flags.includes("g"), /i/i.test(flags));
  } catch {
    return undefined;
  }
}

/** Signs that mean something plain in extended expressions, and behind a backslash in basic ones. */
const SPECIAL = "+?(){}|";

function translated(source: string, isExtended: boolean): string | undefined {
  let js = "";
  for (let index = 0; index < source.length; index++) {
    const char = source[index] ?? "";
    if (char === "\\") {
      const next = source[++index] ?? "";
      js += SPECIAL.includes(next) ? (isExtended ? `\\${next}` : next) : escaped(next);
    } else if (char === "[") {
      const set = /^\[\^?\]?(?:\[:\w+:\]|[^\]])*\]/.exec(source.slice(index))?.[0];
      if (set === undefined) {
        return undefined;
      }
      js += setOf(set);
      index += set.length - 1;
    } else if (SPECIAL.includes(char) && !isExtended) {
      js += `\\${char}`;
    } else if (isPlain(char, js, source.slice(index + 1), isExtended)) {
      js += `\\${char}`;
    } else {
      js += char;
    }
  }
  return js;
}

/** `*` at the start, `^` behind it and `$` before the end stand for themselves in basic expressions. */
function isPlain(char: string, before: string, after: string, isExtended: boolean): boolean {
  if (isExtended) {
    return false;
  }
  const isAtStart = before === "" || before.endsWith("(") || before.endsWith("|");
  if (char === "*") {
    return isAtStart || before === "^";
  }
  return (char === "^" && !isAtStart) || (char === "$" && after !== "" && !/^\\[)|]/.test(after));
}

function escaped(char: string): string {
  if (char === "<" || char === ">") {
    return "\\b";
  }
  return /[\w.*^$[\]/\\]/.test(char) ? `\\${char}` : char.replace(/[-{}()+?|]/, "\\$&");
}

const CLASSES: Readonly<Record<string, string>> = {
  space: "\\s",
  blank: " \\t",
  alpha: "a-zA-Z",
  digit: "0-9",
  alnum: "a-zA-Z0-9",
  upper: "A-Z",
  lower: "a-z",
  punct: "!-\\/:-@\\[-`{-~",
};

/** A set of characters; a backslash stands for itself in one, but sed reads `\t` and `\n`. */
function setOf(set: string): string {
  const [, negation = "", content = ""] = /^\[(\^?)([\s\S]*)\]$/.exec(set) ?? [];
  const js = content
    .replace(/\\(?![tn])/g, "\\\\")
    .replace(/\[:(\w+):\]|[[\]]/g, (whole, name?: string) =>
      name === undefined ? `\\${whole}` : (CLASSES[name] ?? ""),
    );
  return `[${negation}${js}]`;
}
