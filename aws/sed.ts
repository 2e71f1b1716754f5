/**
 * What `sed -i` does to the lines of a file, as far as user data uses it: s, d, c, a, i with addresses.
 * https://www.gnu.org/software/sed/manual/sed.html
 */
import { patternOf, type Pattern } from "./sed-pattern";

/** A line of a file on a host. */
export interface Line {
  readonly text: string;
  /** It stands in the default file of some systems only, so nothing but what becomes of it by an edit counts. */
  readonly isGuess: boolean;
  /** It came out of an edit of a line that stands in some default files only. */
  readonly isFromGuess: boolean;
}

/** A `sed` command line as its scripts and files; `undefined` when it is not understood. */
export interface SedCall {
  readonly isInPlace: boolean;
  readonly files: readonly string[];
  /** The lines that come out; `undefined` when that cannot be told, or takes more than may be spent. */
  edit(lines: readonly Line[], effort: Effort): readonly Line[] | undefined;
}

/** What reading may cost: hostile user data is given up on before it keeps the run waiting. */
export class Effort {
  constructor(private left: number) {}

  /** Whether there was enough left. */
  spend(amount: number): boolean {
    this.left -= amount;
    return this.left >= 0;
  }
}

/** Longer lines are left as they are. */
const MAX_LINE = 200;

/** Reads the arguments of `sed`. */
export function readSed(args: readonly string[]): SedCall {
  const scripts: string[] = [];
  const files: string[] = [];
  let isInPlace = false;
  let isExtended = false;
  let isClear = true;
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const long = /^--(?:expression|in-place)(?:=(.*))?$/s.exec(arg);
    if (arg.startsWith("--in-place")) {
      isInPlace = true;
    } else if (long) {
      scripts.push(long[1] ?? rest.shift() ?? "");
    } else if (arg === "--regexp-extended") {
      isExtended = true;
    } else if (arg.startsWith("--") && !HARMLESS.has(arg)) {
      isClear = false;
    } else if (arg.startsWith("-") && !arg.startsWith("--") && arg.length > 1) {
      const flags = flagsIn(arg.slice(1));
      isInPlace ||= flags.isInPlace;
      isExtended ||= flags.isExtended;
      isClear &&= flags.isClear;
      if (flags.script !== undefined) {
        scripts.push(flags.script || (rest.shift() ?? ""));
      }
    } else if (!arg.startsWith("--")) {
      files.push(arg);
    }
  }
  if (scripts.length === 0) {
    scripts.push(...files.splice(0, 1));
  }
  const commands = isClear ? commandsOf(scripts, isExtended) : undefined;
  return { isInPlace, files, edit: (lines, effort) => commands && applied(commands, lines, effort) };
}

const HARMLESS: ReadonlySet<string> = new Set([
  "--posix",
  "--separate",
  "--unbuffered",
  "--follow-symlinks",
  "--sandbox",
]);

interface Flags {
  readonly isInPlace: boolean;
  readonly isExtended: boolean;
  /** Whether all of them are known. */
  readonly isClear: boolean;
  /** What follows `-e`; empty when it is the next word. */
  readonly script: string | undefined;
}

/** Single letters; what follows `i` is the suffix of a backup. */
function flagsIn(letters: string): Flags {
  const flags = { isInPlace: false, isExtended: false, isClear: true, script: undefined as string | undefined };
  for (let index = 0; index < letters.length; index++) {
    const letter = letters[index] ?? "";
    if (letter === "e") {
      return { ...flags, script: letters.slice(index + 1) };
    }
    if (letter === "i") {
      return { ...flags, isInPlace: true };
    }
    flags.isExtended ||= letter === "E" || letter === "r";
    flags.isClear &&= "Ersup".includes(letter);
  }
  return flags;
}

type Address =
  { readonly kind: "pattern"; readonly pattern: Pattern } | { readonly kind: "first" } | { readonly kind: "last" };

interface Command {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly isNegated: boolean;
  readonly name: "s" | "d" | "c" | "a" | "i" | "p";
  readonly pattern?: Pattern;
  readonly replacement?: (match: readonly string[]) => string;
  /** Text of c, a and i. */
  readonly text?: string;
}

function commandsOf(scripts: readonly string[], isExtended: boolean): readonly Command[] | undefined {
  const commands: Command[] = [];
  const reader = new ScriptReader(scripts.join("\n"), isExtended);
  for (;;) {
    const command = reader.next();
    if (command === "end") {
      return commands;
    }
    if (command === "unclear") {
      return undefined;
    }
    commands.push(command);
  }
}

class ScriptReader {
  private position = 0;
  private lastPattern: Pattern | undefined;

  constructor(
    private readonly script: string,
    private readonly isExtended: boolean,
  ) {}

  next(): Command | "end" | "unclear" {
    this.skip(/[\s;]*/y);
    if (this.script[this.position] === "#") {
      this.skip(/[^\n]*/y);
      return this.next();
    }
    if (this.position >= this.script.length) {
      return "end";
    }
    const from = this.address();
    const to = from !== "unclear" && this.skip(/\s*,\s*/y) !== "" ? this.address() : undefined;
    if (from === "unclear" || to === "unclear") {
      return "unclear";
    }
    const isNegated = this.skip(/\s*!?\s*/y).includes("!");
    const name = this.script[this.position++] ?? "";
    const head = { from, to, isNegated };
    if (name === "s") {
      return this.substitution(head);
    }
    if (name === "d" || name === "p") {
      return { ...head, name };
    }
    if (name === "c" || name === "a" || name === "i") {
      return { ...head, name, text: this.text() };
    }
    return "unclear";
  }

  private substitution(head: Pick<Command, "from" | "to" | "isNegated">): Command | "unclear" {
    const separator = this.script[this.position++] ?? "";
    const source = this.upTo(separator);
    const replacement = this.upTo(separator);
    const flags = this.skip(/[gimIMp0-9]*/y);
    this.skip(/[ \t]*/y);
    if (source === undefined || replacement === undefined || !/^(?:[;\n}#]|$)/.test(this.script[this.position] ?? "")) {
      return "unclear";
    }
    const pattern = source === "" ? this.lastPattern : patternOf(source, this.isExtended, flags);
    const replace = toReplacement(replacement);
    if (!pattern || !replace || /[0-9]/.test(flags)) {
      return "unclear";
    }
    this.lastPattern = pattern;
    return { ...head, name: "s", pattern, replacement: replace };
  }

  private address(): Address | undefined | "unclear" {
    const char = this.script[this.position];
    if (char === "$") {
      this.position++;
      return { kind: "last" };
    }
    const number = this.skip(/\d+/y);
    if (number !== "") {
      // The numbers of other lines of a default file are not known.
      return Number(number) <= 1 ? { kind: "first" } : "unclear";
    }
    if (char !== "/" && char !== "\\") {
      return undefined;
    }
    this.position += char === "/" ? 1 : 2;
    const source = this.upTo(char === "/" ? "/" : (this.script[this.position - 1] ?? ""));
    const flags = this.skip(/[IM]*/y);
    const pattern = source === undefined ? undefined : patternOf(source, this.isExtended, flags);
    this.lastPattern = pattern;
    return pattern ? { kind: "pattern", pattern } : "unclear";
  }

  /** The text of c, a and i: up to the end of the line, in one-line form or behind a backslash. */
  private text(): string {
    this.skip(/[ \t]*(?:\\\n?[ \t]*)?/y);
    const raw = this.skip(/(?:\\[\s\S]|[^\\\n])*/y);
    return raw.replace(/\\([\s\S])/g, (_, char: string) => (char === "t" ? "\t" : char === "n" ? "\n" : char));
  }

  /** Text up to a separator, which a backslash can quote; the position is behind it then. */
  private upTo(separator: string): string | undefined {
    let text = "";
    for (; this.position < this.script.length; this.position++) {
      const char = this.script[this.position] ?? "";
      const next = this.script[this.position + 1] ?? "";
      if (char === "\\") {
        text += next === separator ? next : char + next;
        this.position++;
      } else if (char === separator) {
        this.position++;
        return text;
      } else {
        text += char;
      }
    }
    return undefined;
  }

  private skip(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.script)?.[0] ?? "";
    this.position += found.length;
    return found;
  }
}

function toReplacement(text: string): Command["replacement"] {
  if (/\\[ULluE]/.test(text)) {
    return undefined;
  }
  return (match) =>
    text.replace(/\\([\s\S])|&/g, (_, char: string | undefined) => {
      if (char === undefined) {
        return match[0] ?? "";
      }
      return /\d/.test(char) ? (match[Number(char)] ?? "") : char === "n" ? "\n" : char === "t" ? "\t" : char;
    });
}

/** Whether a command is within its range of lines, for each of them in turn. */
class Range {
  private isOpen = false;

  constructor(private readonly command: Command) {}

  has(text: string, isFirst: boolean, isLast: boolean): boolean {
    return this.matches(text, isFirst, isLast) !== this.command.isNegated;
  }

  private matches(text: string, isFirst: boolean, isLast: boolean): boolean {
    const { from, to } = this.command;
    const holds = (address: Address): boolean =>
      address.kind === "pattern" ? address.pattern.regexp.test(text) : address.kind === "first" ? isFirst : isLast;
    if (!to) {
      return !from || holds(from);
    }
    if (!this.isOpen) {
      this.isOpen = !!from && holds(from);
      return this.isOpen;
    }
    this.isOpen = !holds(to);
    return true;
  }
}

function applied(commands: readonly Command[], lines: readonly Line[], effort: Effort): readonly Line[] | undefined {
  let isAffordable = true;
  const steps = commands.map((command) => ({ command, range: new Range(command) }));
  const edited = lines.flatMap((line, index) => {
    const before: Line[] = [];
    const after: Line[] = [];
    let text: string | undefined = line.text;
    for (const { command, range } of steps) {
      isAffordable &&= effort.spend(text === undefined ? 1 : costOf(command, text));
      if (!isAffordable || text === undefined || text.length > MAX_LINE) {
        continue;
      }
      if (!range.has(text, index === 0, index === lines.length - 1)) {
        continue;
      }
      const added = (command.text ?? "")
        .split("\n")
        .map((one) => ({ text: one, isGuess: false, isFromGuess: line.isGuess }));
      if (command.name === "s") {
        text = substituted(text, command);
      } else if (command.name === "i") {
        before.push(...added);
      } else if (command.name === "a") {
        after.push(...added);
      } else if (command.name === "c") {
        after.push(...added);
        text = undefined;
      } else if (command.name === "d") {
        text = undefined;
      }
    }
    return [...before, ...(text === undefined ? [] : afterEdit(line, text)), ...after];
  });
  return isAffordable ? edited : undefined;
}

/** What a command costs on a line, whether or not it does something there. */
function costOf({ from, to, pattern }: Command, text: string): number {
  const patterns = [from, to].map((address) => (address?.kind === "pattern" ? address.pattern : undefined));
  const cost = [...patterns, pattern].reduce((sum, one) => sum + (one?.costOn(text.slice(0, MAX_LINE)) ?? 0), 0);
  return COST_OF_LINE + cost;
}

/** What looking at a line costs, in steps of matching. */
const COST_OF_LINE = 200;

function substituted(text: string, { pattern, replacement }: Command): string {
  if (!pattern || !replacement) {
    return text;
  }
  return text.replace(pattern.regexp, (...match: unknown[]) =>
    replacement(match.slice(0, -2).map((group) => (typeof group === "string" ? group : ""))),
  );
}

/** A line after an edit, which may have made several of it. */
function afterEdit(line: Line, text: string): Line[] {
  if (text === line.text) {
    return [line];
  }
  return text.split("\n").map((one) => ({ text: one, isGuess: false, isFromGuess: line.isGuess || line.isFromGuess }));
}
