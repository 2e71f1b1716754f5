/**
 * A small scanner of shell command lines (buildspec commands, user data): enough to tell which commands a script runs,
 * with which words, and whether their failure is swallowed. It knows quotes, comments, line continuations, here
 * documents, redirects, lists, pipes, groups, `if`/`while`/`for`/`case`, functions and substitutions. It never throws:
 * whatever it cannot make sense of it reads as words. Its time is linear in the text, which is capped.
 */

/** Longer texts are read in their first part only; no buildspec or user data of AWS may be this long. */
export const MAX_SCRIPT = 262_144;

/** Deeper nesting (groups, substitutions, `bash -c`) is read as words. */
const MAX_NESTING = 12;
const MAX_COMMANDS = 20_000;

/** How a failing command is kept from failing the script. */
export type Swallowed =
  /** `command || true` and the like. */
  | "handled"
  /** In a pipe before its last command, without `pipefail`. */
  | "piped"
  /** `command &`. */
  | "background"
  /** The script goes on and ends with `true` or `exit 0`. */
  | "overruled"
  /** The condition of an `if` that does nothing, or only prints, when it fails. */
  | "condition"
  /** It never runs: behind `false &&`, `exit` or `if false`. */
  | "unreached";

export interface Redirect {
  readonly operator: string;
  /** The number before it, such as 2 for errors. */
  readonly descriptor?: string;
  /** The file, or the delimiter of a here document. */
  readonly target: string;
  /** The file as a word, in which variables may stand. */
  readonly word: ShellWord;
  /** The text of a here document. */
  readonly body?: string;
}

/** A word as written, quotes removed. */
export interface ShellWord {
  readonly text: string;
  /** The text with `LITERAL_DOLLAR` and `LITERAL_BACKTICK` for what quotes keep from being expanded. */
  readonly shape: string;
  /** Whether any part was quoted: then it stays one word whatever it expands to, and is no keyword. */
  readonly isQuoted: boolean;
}

/** Stand in a word's shape for characters that the shell leaves alone; no text has them. */
export const LITERAL_DOLLAR = "\uE000";
export const LITERAL_BACKTICK = "\uE001";
/** Stands before each element of an array in a word's shape: `NAME=(a b)`. */
export const ELEMENT = "\uE002";

/** A `for` loop around a command: it runs once for each of the words. */
export interface ShellLoop {
  readonly variable: string;
  readonly words: readonly ShellWord[];
}

/** One simple command, in command position. */
export interface ShellCommand {
  /** Last part of the command's path, without quotes: `pulumi` of `$HOME/.pulumi/bin/pulumi`. Empty for a mere assignment. */
  readonly program: string;
  /** The command as written, quotes removed: a path, a name or a variable. */
  readonly path: string;
  /** Words after the program, quotes removed; variables and substitutions as written. */
  readonly args: readonly string[];
  /** The program and its words as they were written. */
  readonly words: readonly ShellWord[];
  /** `NAME=value` before the program or alone. */
  readonly assignments: ReadonlyMap<string, string>;
  /** `NAME=value` words as they were written. */
  readonly assigned: readonly ShellWord[];
  readonly redirects: readonly Redirect[];
  /** Redirects of the groups and loops around it, the innermost first. */
  readonly outerRedirects: readonly Redirect[];
  /** The loops around it, the outermost first. */
  readonly loops: readonly ShellLoop[];
  readonly swallowed: Swallowed | undefined;
  /** The function in whose body it stands; it runs when that is called. */
  readonly definedIn: string | undefined;
  /** The program that reads this command's output, in a pipe. */
  readonly pipedTo: string | undefined;
  /** The command whose output this one reads, in a pipe. */
  readonly pipedFrom: ShellCommand | undefined;
  /** All commands whose output it reads: more than one behind a group. */
  readonly producers: readonly ShellCommand[];
}

export interface ScanOptions {
  /** Whether `set -o pipefail` holds already. */
  readonly pipefail?: boolean;
}

/** The simple commands of a script in the order they stand in, those in substitutions and nested shells included. */
export function commandsIn(script: string, options: ScanOptions = {}): ShellCommand[] {
  const collector = new Collector(options.pipefail ?? false);
  collector.script(script.slice(0, MAX_SCRIPT), undefined, 0);
  return collector.commands;
}

/** Whether a command prints its words only: they are no commands. */
export function isEcho(command: ShellCommand): boolean {
  return command.program === "echo" || command.program === "printf";
}

/** The commands whose failure fails the script: a function's own ones as far as something calls it. */
export function effective(commands: readonly ShellCommand[]): ReadonlySet<ShellCommand> {
  const lasting = commands.filter(({ swallowed }) => swallowed === undefined);
  // Others call it for it: `retry deploy`, `trap cleanup EXIT`.
  const called = new Set(lasting.flatMap(({ program, args }) => [program, ...args]));
  return new Set(lasting.filter(({ definedIn }) => definedIn === undefined || called.has(definedIn)));
}

/** Whether a script turns on `pipefail`. */
export function setsPipefail(command: ShellCommand): boolean {
  return command.program === "set" && command.args.includes("pipefail") && !command.args.includes("+o");
}

// --- tokens

interface Word extends ShellWord {
  readonly kind: "word";
  /** Scripts of command substitutions in the word. */
  readonly substitutions: readonly string[];
}

interface Operator {
  readonly kind: "operator";
  readonly text: string;
}

interface RedirectToken {
  readonly kind: "redirect";
  readonly operator: string;
  readonly descriptor: string | undefined;
  target: Word | undefined;
  body: string | undefined;
}

type Token = Word | Operator | RedirectToken;

const OPERATORS = ["&&", "||", ";;&", ";;", ";&", "|&", "((", "&>>", "&>", ";", "|", "&", "(", ")"];
const REDIRECTS = ["<<<", "<<-", "<<", "<>", "<&", "<", ">>", ">|", ">&", ">"];

class Lexer {
  private position = 0;
  private readonly tokens: Token[] = [];
  private readonly found = new Map<string, number>();
  private readonly pendingDocuments: { redirect: RedirectToken; stripsTabs: boolean }[] = [];

  constructor(private readonly text: string) {}

  run(): Token[] {
    while (this.position < this.text.length) {
      this.next();
    }
    this.readDocuments();
    return this.tokens;
  }

  private next(): void {
    const { text } = this;
    const char = text[this.position] ?? "";
    if (char === "\n") {
      this.position++;
      this.tokens.push({ kind: "operator", text: "\n" });
      this.readDocuments();
    } else if (char === " " || char === "\t" || char === "\r") {
      this.position++;
    } else if (char === "\\" && text.startsWith("\n", this.position + 1)) {
      this.position += 2;
    } else if (char === "\\" && text.startsWith("\r\n", this.position + 1)) {
      this.position += 3;
    } else if (char === "#") {
      const end = text.indexOf("\n", this.position);
      this.position = end < 0 ? text.length : end;
    } else if (!this.operator() && !this.redirect()) {
      this.pushWord(this.word());
    }
  }

  private operator(): boolean {
    const found = OPERATORS.find((one) => this.text.startsWith(one, this.position));
    if (found === undefined) {
      return false;
    }
    if (found === "((") {
      this.skipArithmetic();
    } else if (found.startsWith("&>")) {
      this.position += found.length;
      this.redirectTo(found);
    } else {
      this.position += found.length;
      this.tokens.push({ kind: "operator", text: found });
    }
    return true;
  }

  /** `(( ... ))` computes; when it does not close it is two subshells. */
  private skipArithmetic(): void {
    const end = this.find("))");
    if (end === Infinity || this.find("\n") < end) {
      this.position += 1;
      this.tokens.push({ kind: "operator", text: "(" });
      return;
    }
    this.position = end + 2;
    this.pushWord({ kind: "word", text: "((", shape: "((", isQuoted: true, substitutions: [] });
  }

  /** Where a text stands next; remembered, so that asking at every position stays linear. */
  private find(needle: string): number {
    const known = this.found.get(needle);
    if (known !== undefined && known >= this.position) {
      return known;
    }
    const index = this.text.indexOf(needle, this.position);
    const found = index < 0 ? Infinity : index;
    this.found.set(needle, found);
    return found;
  }

  private redirect(): boolean {
    const found = REDIRECTS.find((one) => this.text.startsWith(one, this.position));
    if (found === undefined) {
      return false;
    }
    if ((found === "<" || found === ">") && this.text[this.position + 1] === "(") {
      return false;
    }
    // A number right before is the file descriptor, no argument.
    const last = this.tokens.at(-1);
    const descriptor =
      last?.kind === "word" && /^\d$/.test(last.text) && this.text[this.position - 1] === last.text
        ? last.text
        : undefined;
    if (descriptor !== undefined) {
      this.tokens.pop();
    }
    this.position += found.length;
    this.redirectTo(found, descriptor);
    return true;
  }

  private redirectTo(operator: string, descriptor?: string): void {
    while (this.text[this.position] === " " || this.text[this.position] === "\t") {
      this.position++;
    }
    const target = this.word();
    const redirect: RedirectToken = { kind: "redirect", operator, descriptor, target, body: undefined };
    this.tokens.push(redirect);
    if (operator === "<<" || operator === "<<-") {
      this.pendingDocuments.push({ redirect, stripsTabs: operator === "<<-" });
    }
  }

  /** After the end of a line come the here documents that it began. */
  private readDocuments(): void {
    for (const { redirect, stripsTabs } of this.pendingDocuments.splice(0)) {
      const delimiter = redirect.target?.text ?? "";
      const lines: string[] = [];
      while (this.position < this.text.length) {
        const end = this.text.indexOf("\n", this.position);
        const line = this.text.slice(this.position, end < 0 ? undefined : end);
        this.position = end < 0 ? this.text.length : end + 1;
        const content = (stripsTabs ? line.replace(/^\t+/, "") : line).replace(/\r$/, "");
        if (content === delimiter) {
          break;
        }
        lines.push(content);
      }
      redirect.body = lines.join("\n");
    }
  }

  private pushWord(word: Word): void {
    if (word.text !== "" || word.isQuoted) {
      this.tokens.push(word);
    } else {
      this.position++;
    }
  }

  /** Reads a word from the current position; an empty one when none begins here. */
  private word(): Word {
    const { text } = this;
    const parts: string[] = [];
    const substitutions: string[] = [];
    let isQuoted = false;
    let start = this.position;
    const flush = (): void => {
      if (this.position > start) {
        parts.push(text.slice(start, this.position));
      }
    };
    for (; this.position < text.length;) {
      const char = text[this.position] ?? "";
      if (char === "'") {
        flush();
        isQuoted = true;
        const end = text.indexOf("'", this.position + 1);
        parts.push(literal(text.slice(this.position + 1, end < 0 ? undefined : end)));
        this.position = end < 0 ? text.length : end + 1;
        start = this.position;
      } else if (char === '"') {
        flush();
        isQuoted = true;
        this.position++;
        this.doubleQuoted(parts, substitutions);
        start = this.position;
      } else if (char === "\\") {
        flush();
        const next = text[this.position + 1] ?? "";
        if (next !== "\n") {
          parts.push(literal(next));
        }
        this.position += 2;
        start = this.position;
      } else if (this.atSubstitution()) {
        flush();
        parts.push(this.substitution(substitutions));
        start = this.position;
      } else if (char === "(" && !isQuoted && /^[A-Za-z_]\w*\+?=$/.test(text.slice(start, this.position))) {
        flush();
        parts.push(this.array(substitutions));
        start = this.position;
      } else if (/[\s;&|()<>]/.test(char)) {
        break;
      } else {
        this.position++;
      }
    }
    flush();
    const shape = parts.join("");
    return { kind: "word", text: asText(shape), shape, isQuoted, substitutions };
  }

  /** The elements of `(a b)` or `([key]=a)`. */
  private array(substitutions: string[]): string {
    const from = this.position + 1;
    this.position = this.closing(from, "(", ")");
    const words = new Lexer(this.text.slice(from, this.position - 1)).run().filter((token) => token.kind === "word");
    substitutions.push(...words.flatMap((word) => word.substitutions));
    return words.map(({ shape }) => ELEMENT + shape.replace(/^\[[^\]]*\]=/, "")).join("");
  }

  private doubleQuoted(parts: string[], substitutions: string[]): void {
    const { text } = this;
    let start = this.position;
    while (this.position < text.length) {
      const char = text[this.position] ?? "";
      if (char === '"') {
        parts.push(text.slice(start, this.position));
        this.position++;
        return;
      }
      if (char === "\\" && /["\\$`\n]/.test(text[this.position + 1] ?? "")) {
        parts.push(text.slice(start, this.position));
        const next = text[this.position + 1] ?? "";
        parts.push(next === "\n" ? "" : literal(next));
        this.position += 2;
        start = this.position;
      } else if (this.atSubstitution()) {
        parts.push(text.slice(start, this.position), this.substitution(substitutions));
        start = this.position;
      } else {
        this.position++;
      }
    }
    parts.push(text.slice(start));
  }

  private atSubstitution(): boolean {
    const { text, position } = this;
    const char = text[position];
    if (char === "`") {
      return true;
    }
    const next = text[position + 1];
    return (char === "$" && (next === "(" || next === "{")) || ((char === "<" || char === ">") && next === "(");
  }

  /** Reads `$(...)`, `` `...` ``, `${...}`, `$((...))` or `<(...)`; the text as written. */
  private substitution(substitutions: string[]): string {
    const start = this.position;
    const char = this.text[start];
    if (char === "`") {
      const end = this.text.indexOf("`", start + 1);
      this.position = end < 0 ? this.text.length : end + 1;
      substitutions.push(this.text.slice(start + 1, end < 0 ? undefined : end));
    } else if (this.text[start + 1] === "{") {
      this.position = this.closing(start + 2, "{", "}");
    } else {
      this.position = this.closing(start + 2, "(", ")");
      const inner = this.text.slice(start + 2, this.position - 1);
      if (!inner.startsWith("(")) {
        substitutions.push(inner);
      }
    }
    return this.text.slice(start, this.position);
  }

  /** The position after the bracket that closes one opened before `from`; quotes inside are skipped. */
  private closing(from: number, open: string, close: string): number {
    let depth = 1;
    for (let i = from; i < this.text.length; i++) {
      const char = this.text[i];
      if (char === "\\") {
        i++;
      } else if (char === "'" && open === "(") {
        const end = this.text.indexOf("'", i + 1);
        i = end < 0 ? this.text.length : end;
      } else if (char === open) {
        depth++;
      } else if (char === close && --depth === 0) {
        return i + 1;
      }
    }
    return this.text.length;
  }
}

/** Text that the shell takes as it stands. */
function literal(text: string): string {
  return /[$`]/.test(text) ? text.replaceAll("$", LITERAL_DOLLAR).replaceAll("`", LITERAL_BACKTICK) : text;
}

/** A shape as the text that it stands for. */
export function withoutMarks(shape: string): string {
  return /[\uE000\uE001]/.test(shape) ? shape.replaceAll(LITERAL_DOLLAR, "$").replaceAll(LITERAL_BACKTICK, "`") : shape;
}

/** The same, with blanks between the elements of an array. */
export function asText(shape: string): string {
  return withoutMarks(shape).replaceAll(ELEMENT, " ");
}

// --- syntax

interface Simple {
  readonly kind: "simple";
  /** Behind a `!`. */
  readonly isNegated: boolean;
  readonly words: readonly Word[];
  readonly redirects: readonly RedirectToken[];
}

/** The commands behind one of the words of a compound command: `if`, `then`, `do`; `(` for subshells, `case` for a pattern. */
interface Part {
  readonly word: string;
  readonly list: List;
}

interface Group {
  readonly kind: "group";
  readonly isNegated: boolean;
  readonly parts: readonly Part[];
  readonly redirects: readonly RedirectToken[];
  readonly loop: ShellLoop | undefined;
}

interface Definition {
  readonly kind: "function";
  readonly isNegated: boolean;
  readonly name: string;
  readonly body: Node;
}

type Node = Simple | Group | Definition;

/** Commands joined by pipes. */
type Pipeline = readonly Node[];

interface AndOr {
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: "&&" | "||"; readonly pipeline: Pipeline }[];
  readonly isBackground: boolean;
}

type List = readonly AndOr[];

/** Words that begin a compound command or separate its parts, where a command could stand. */
const SEPARATING = new Set(["then", "else", "elif", "do"]);
const CLOSING = new Set(["fi", "done", "esac", "}"]);
const OPENING = new Set(["if", "while", "until", "{"]);

class Parser {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** The whole script; a closing word too many is skipped. */
  script(): List {
    const all: AndOr[] = [];
    while (this.position < this.tokens.length) {
      all.push(...this.list(0));
      this.position++;
    }
    return all;
  }

  private list(depth: number): AndOr[] {
    const items: AndOr[] = [];
    while (this.position < this.tokens.length) {
      this.skipSeparators();
      if (this.atEndOfList()) {
        break;
      }
      items.push(this.andOr(depth));
    }
    return items;
  }

  private andOr(depth: number): AndOr {
    const first = this.pipeline(depth);
    const rest: { operator: "&&" | "||"; pipeline: Pipeline }[] = [];
    for (;;) {
      const operator = this.operatorText();
      if (operator !== "&&" && operator !== "||") {
        return { first, rest, isBackground: operator === "&" };
      }
      this.position++;
      this.skipNewlines();
      rest.push({ operator, pipeline: this.pipeline(depth) });
    }
  }

  private pipeline(depth: number): Pipeline {
    const nodes = [this.command(depth)];
    while (this.operatorText() === "|" || this.operatorText() === "|&") {
      this.position++;
      this.skipNewlines();
      nodes.push(this.command(depth));
    }
    return nodes;
  }

  private command(depth: number): Node {
    let isNegated = false;
    for (; this.keyword() === "!"; this.position++) {
      isNegated = !isNegated;
    }
    return { ...this.bareCommand(depth), isNegated };
  }

  private bareCommand(depth: number): Node {
    const keyword = this.keyword();
    if (depth < MAX_NESTING) {
      if (this.operatorText() === "(") {
        this.position++;
        return this.group([{ word: "(", list: this.bracketed(depth) }]);
      }
      if (keyword !== undefined && OPENING.has(keyword)) {
        this.position++;
        return this.group(this.compound(keyword, depth));
      }
      if (keyword === "for" || keyword === "select") {
        const loop = this.loopHead();
        return this.group(this.compound("do", depth), loop);
      }
      if (keyword === "case") {
        this.skipTo("in");
        return this.group(this.cases(depth));
      }
      if (keyword === "function") {
        const name = this.wordAt(this.position + 1);
        this.position += 2;
        this.skipEmptyBrackets();
        return this.definition(name, depth);
      }
      if (this.beginsFunction()) {
        this.position += 3;
        return this.definition(keyword ?? "", depth);
      }
    }
    return this.simple();
  }

  private definition(name: string, depth: number): Definition {
    this.skipNewlines();
    return { kind: "function", isNegated: false, name, body: this.command(depth + 1) };
  }

  private simple(): Simple {
    const words: Word[] = [];
    const redirects: RedirectToken[] = [];
    let isTest = this.keyword() === "[[";
    for (; this.position < this.tokens.length; this.position++) {
      const token = this.tokens[this.position];
      if (token?.kind === "operator") {
        if (!isTest || token.text === "\n" || token.text === ";") {
          break;
        }
        words.push({ kind: "word", text: token.text, shape: token.text, isQuoted: true, substitutions: [] });
      } else if (token?.kind === "redirect") {
        redirects.push(token);
      } else if (token) {
        words.push(token);
        isTest &&= token.text !== "]]";
      }
    }
    if (words.length === 0 && redirects.length === 0 && !this.atSeparator()) {
      // Something that cannot begin a command; skipped, so that reading always goes on.
      this.position++;
    }
    return { kind: "simple", isNegated: false, words, redirects };
  }

  /** `for name in words; do`; what loops otherwise has no words. */
  private loopHead(): ShellLoop {
    const [, variable, , ...words] = this.skipTo("do").filter((token) => token.kind === "word");
    return { variable: variable?.text ?? "", words };
  }

  private group(parts: readonly Part[], loop?: ShellLoop): Group {
    const redirects: RedirectToken[] = [];
    for (let token = this.tokens[this.position]; token?.kind === "redirect"; token = this.tokens[++this.position]) {
      redirects.push(token);
    }
    return { kind: "group", isNegated: false, parts, redirects, loop };
  }

  private bracketed(depth: number): List {
    const list = this.list(depth + 1);
    if (this.operatorText() === ")") {
      this.position++;
    }
    return list;
  }

  /** The parts of `if`, `while`, `for`, `{` up to the closing word. */
  private compound(opening: string, depth: number): Part[] {
    const parts: Part[] = [];
    for (let word = opening; ;) {
      parts.push({ word, list: this.list(depth + 1) });
      const keyword = this.keyword();
      if (keyword !== undefined && SEPARATING.has(keyword)) {
        word = keyword;
        this.position++;
        continue;
      }
      if (keyword !== undefined && CLOSING.has(keyword)) {
        this.position++;
      }
      return parts;
    }
  }

  private cases(depth: number): Part[] {
    const parts: Part[] = [];
    for (;;) {
      this.skipSeparators();
      while ([";;", ";&", ";;&"].includes(this.operatorText() ?? "")) {
        this.position++;
        this.skipSeparators();
      }
      if (this.position >= this.tokens.length) {
        return parts;
      }
      if (this.keyword() === "esac") {
        this.position++;
        return parts;
      }
      this.skipPattern();
      parts.push({ word: "case", list: this.list(depth + 1) });
      if (this.operatorText() === ")") {
        this.position++;
      }
    }
  }

  /** `a | b )` of a case. */
  private skipPattern(): void {
    const start = this.position;
    while (this.position < this.tokens.length) {
      const operator = this.operatorText();
      if (operator === ")") {
        this.position++;
        return;
      }
      if (operator === "\n" || operator === ";;") {
        break;
      }
      this.position++;
    }
    this.position = Math.max(this.position, start + 1);
  }

  /** Goes behind a keyword; what stood before it. */
  private skipTo(word: string): readonly Token[] {
    const start = this.position;
    for (; this.position < this.tokens.length; this.position++) {
      if (this.keyword() === word) {
        this.position++;
        return this.tokens.slice(start, this.position - 1);
      }
    }
    return [];
  }

  private beginsFunction(): boolean {
    const [name, open, close] = this.tokens.slice(this.position, this.position + 3);
    return (
      name?.kind === "word" &&
      !name.isQuoted &&
      open?.kind === "operator" &&
      open.text === "(" &&
      close?.kind === "operator" &&
      close.text === ")"
    );
  }

  private skipEmptyBrackets(): void {
    if (this.operatorText() === "(") {
      this.position += 2;
    }
  }

  private skipSeparators(): void {
    while (this.atSeparator()) {
      this.position++;
    }
  }

  private skipNewlines(): void {
    while (this.operatorText() === "\n") {
      this.position++;
    }
  }

  private atSeparator(): boolean {
    const operator = this.operatorText();
    return operator === "\n" || operator === ";" || operator === "&";
  }

  private atEndOfList(): boolean {
    const token = this.tokens[this.position];
    if (!token) {
      return true;
    }
    const keyword = this.keyword();
    return (
      (token.kind === "operator" && [")", ";;", ";&", ";;&"].includes(token.text)) ||
      (keyword !== undefined && (SEPARATING.has(keyword) || CLOSING.has(keyword)))
    );
  }

  private operatorText(): string | undefined {
    const token = this.tokens[this.position];
    return token?.kind === "operator" ? token.text : undefined;
  }

  private keyword(): string | undefined {
    const token = this.tokens[this.position];
    return token?.kind === "word" && !token.isQuoted ? token.text : undefined;
  }

  private wordAt(position: number): string {
    const token = this.tokens[position];
    return token?.kind === "word" ? token.text : "";
  }
}

// --- commands

/** Programs that run the command in their arguments, with the options that take a value. */
const PREFIXES: ReadonlyMap<string, readonly string[]> = new Map([
  ["sudo", ["-u", "-g", "-h", "-p", "-C", "-T", "--user", "--group"]],
  ["doas", ["-u", "-C"]],
  ["env", ["-u", "-C", "--unset", "--chdir"]],
  ["time", ["-f", "-o"]],
  ["nohup", []],
  ["exec", ["-a"]],
  ["command", []],
  ["builtin", []],
  ["nice", ["-n"]],
  ["ionice", ["-c", "-n"]],
  ["setsid", []],
  ["stdbuf", ["-i", "-o", "-e"]],
  ["timeout", ["-s", "-k", "--signal", "--kill-after"]],
  ["flock", ["-w", "-E", "--timeout", "--conflict-exit-code"]],
  ["cloud-init-per", []],
  ["xargs", ["-n", "-I", "-P", "-L", "-d"]],
  ["npx", ["-p", "--package"]],
  ["bunx", []],
]);

/** Programs with a subcommand that runs the command behind it: `poetry run pulumi`, `aws-vault exec dev -- pulumi`. */
const RUNNERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["poetry", ["run"]],
  ["pipenv", ["run"]],
  ["uv", ["run"]],
  ["pnpm", ["exec"]],
  ["yarn", ["exec"]],
  ["bundle", ["exec"]],
  ["mise", ["exec", "x"]],
  ["asdf", ["exec"]],
  ["esc", ["run"]],
  ["op", ["run"]],
  ["doppler", ["run"]],
  ["chamber", ["exec"]],
  ["aws-vault", ["exec"]],
]);

const SHELLS = new Set(["sh", "bash", "dash", "zsh", "ksh", "ash", "su", "runuser"]);

/** Whether the program is a shell that reads a script. */
export function isShell(command: ShellCommand): boolean {
  return isShellName(command.program);
}

/** Whether a program of that name is a shell. */
export function isShellName(program: string): boolean {
  return SHELLS.has(program);
}

class Collector {
  readonly commands: ShellCommand[] = [];
  /** After `set -e` a script does not go on to its last command. */
  private stopsOnError = false;
  /** The function whose body is read. */
  private definedIn: string | undefined;
  /** The groups around the command at hand. */
  private outerRedirects: readonly Redirect[] = [];
  private loops: readonly ShellLoop[] = [];

  constructor(private hasPipefail: boolean) {}

  script(text: string, swallowed: Swallowed | undefined, nesting: number): void {
    this.list(new Parser(new Lexer(text).run()).script(), swallowed, nesting);
  }

  /** Reads commands; those that write to the output of the list. */
  private list(list: List, swallowed: Swallowed | undefined, nesting: number): ShellCommand[] {
    const end = list.findIndex((item) => endsScript(item, this.definedIn !== undefined));
    const reached = end < 0 ? list : list.slice(0, end + 1);
    const last = reached.at(-1);
    const endsWell = last !== undefined && last.rest.length === 0 && succeedsOnPurpose(last.first);
    return list.flatMap((item, index) => {
      const isOverruled = endsWell && item !== last && !this.stopsOnError;
      const own = item.isBackground ? "background" : isOverruled ? "overruled" : undefined;
      return this.andOr(item, index < reached.length ? (swallowed ?? own) : "unreached", nesting);
    });
  }

  private andOr(item: AndOr, swallowed: Swallowed | undefined, nesting: number): ShellCommand[] {
    const handled = handledIn(item);
    const commands = this.pipeline(item.first, swallowed ?? handled[0], nesting);
    // What the commands so far end with, where that can be told.
    let status = fixedStatus(item.first);
    item.rest.forEach(({ operator, pipeline }, index) => {
      const isSkipped = status === (operator === "||");
      commands.push(...this.pipeline(pipeline, isSkipped ? "unreached" : (swallowed ?? handled[index + 1]), nesting));
      if (!isSkipped) {
        const next = fixedStatus(pipeline);
        status = status !== undefined || next === (operator === "||") ? next : undefined;
      }
    });
    return commands;
  }

  private pipeline(pipeline: Pipeline, swallowed: Swallowed | undefined, nesting: number): ShellCommand[] {
    let before: ShellCommand[] = [];
    pipeline.forEach((node, index) => {
      const next = pipeline[index + 1];
      const own = next !== undefined && !this.hasPipefail ? "piped" : undefined;
      before = this.node(node, swallowed ?? own, nesting, next && programOf(next), before);
    });
    return before;
  }

  private node(
    node: Node,
    swallowed: Swallowed | undefined,
    nesting: number,
    pipedTo: string | undefined,
    producers: readonly ShellCommand[],
  ): ShellCommand[] {
    switch (node.kind) {
      case "simple":
        return this.simple(node, swallowed, nesting, pipedTo, producers);
      case "group":
        return this.group(node, swallowed, nesting);
      case "function":
        return this.definition(node, nesting);
    }
  }

  private group(group: Group, swallowed: Swallowed | undefined, nesting: number): ShellCommand[] {
    const { outerRedirects, loops } = this;
    this.outerRedirects = [...group.redirects.map(redirectOf), ...outerRedirects];
    this.loops = group.loop ? [...loops, group.loop] : loops;
    const commands = this.parts(group.parts, swallowed, nesting);
    this.outerRedirects = outerRedirects;
    this.loops = loops;
    return commands;
  }

  private parts(parts: readonly Part[], swallowed: Swallowed | undefined, nesting: number): ShellCommand[] {
    return parts.flatMap(({ list }, index) => {
      const isUnreached = isNeverTaken(parts, index);
      const own = isSwallowedCondition(parts, index) ? "condition" : undefined;
      return this.list(list, isUnreached ? "unreached" : (swallowed ?? own), nesting);
    });
  }

  /** Defining a function always succeeds; what becomes of a failure inside is up to its calls. */
  private definition({ name, body }: Definition, nesting: number): ShellCommand[] {
    const outer = this.definedIn;
    this.definedIn = name;
    this.node(body, undefined, nesting, undefined, []);
    this.definedIn = outer;
    return [];
  }

  private simple(
    node: Simple,
    swallowed: Swallowed | undefined,
    nesting: number,
    pipedTo: string | undefined,
    producers: readonly ShellCommand[],
  ): ShellCommand[] {
    if (this.commands.length >= MAX_COMMANDS) {
      return [];
    }
    const { assignments, words } = splitAssignments(node.words);
    const unwrapped = unwrap(words.map(({ text }) => text));
    unwrapped.assignments.forEach((value, name) => assignments.set(name, value));
    const [path = "", ...args] = unwrapped.words;
    const command: ShellCommand = {
      program: path.split("/").at(-1) ?? "",
      path,
      args,
      words: words.slice(words.length - unwrapped.words.length),
      assignments,
      assigned: node.words.slice(0, node.words.length - words.length),
      redirects: node.redirects.map(redirectOf),
      outerRedirects: this.outerRedirects,
      loops: this.loops,
      swallowed,
      definedIn: this.definedIn,
      pipedTo,
      pipedFrom: producers.at(-1),
      producers,
    };
    this.commands.push(command);
    this.hasPipefail ||= setsPipefail(command);
    this.stopsOnError ||= command.program === "set" && args.some((arg) => /^-[a-z]*e|^errexit$/.test(arg));
    this.nested(command, node, swallowed, nesting);
    return [command];
  }

  /** What runs inside a command: substitutions, `bash -c`, `eval`, a here document that a shell reads. */
  private nested(command: ShellCommand, node: Simple, swallowed: Swallowed | undefined, nesting: number): void {
    if (nesting >= MAX_NESTING) {
      return;
    }
    const words = [...node.words, ...node.redirects.flatMap(({ target }) => target ?? [])];
    words.flatMap(({ substitutions }) => substitutions).forEach((one) => this.script(one, swallowed, nesting + 1));
    if (isShell(command)) {
      const flag = command.args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
      const inline = flag >= 0 ? command.args[flag + 1] : undefined;
      const bodies = command.redirects.flatMap(({ body }) => body ?? []);
      [...(inline === undefined ? [] : [inline]), ...bodies].forEach((one) => this.script(one, swallowed, nesting + 1));
    } else if (command.program === "eval") {
      this.script(command.args.join(" "), swallowed, nesting + 1);
    }
  }
}

/** For each command of a list of alternatives whether an `||` with something that always succeeds follows. */
function handledIn({ rest }: AndOr): ("handled" | undefined)[] {
  const handled: ("handled" | undefined)[] = [undefined];
  let succeeds = true;
  let isHandled = false;
  for (const { operator, pipeline } of [...rest].reverse()) {
    succeeds &&= alwaysSucceeds(pipeline);
    isHandled = operator === "||" ? succeeds : isHandled;
    handled.push(isHandled ? "handled" : undefined);
  }
  return handled.reverse();
}

/** Whether nothing of the list runs behind it: `exit`, `exec program`, a group of which that is so, `return` in a function. */
function endsScript({ first, rest, isBackground }: AndOr, isInFunction: boolean): boolean {
  const [node, more] = first;
  if (rest.length > 0 || isBackground || more || !node || node.kind === "function") {
    return false;
  }
  if (node.kind === "group") {
    return certainParts(node.parts).some(({ list }) => list.some((item) => endsScript(item, isInFunction)));
  }
  const [word, argument] = node.words.map(({ text }) => text);
  return word === "exit" || (word === "exec" && argument !== undefined) || (word === "return" && isInFunction);
}

/** The parts of a compound command that certainly run in the script's own shell: of `{ ... }`, and of `if true`. */
function certainParts(parts: readonly Part[]): readonly Part[] {
  const [first, second] = parts;
  if (first?.word === "{") {
    return [first];
  }
  return second?.word === "then" && statusOf(first) === true ? [second] : [];
}

function redirectOf({ operator, descriptor, target, body }: RedirectToken): Redirect {
  const word = target ?? NO_WORD;
  return {
    operator,
    ...(descriptor !== undefined && { descriptor }),
    target: word.text,
    word,
    ...(body !== undefined && { body }),
  };
}

const NO_WORD: ShellWord = { text: "", shape: "", isQuoted: false };

/** Whether a pipeline can only succeed (`true`) or fail (`false`); `undefined` when that depends. */
function fixedStatus(pipeline: Pipeline): boolean | undefined {
  const [node, more] = pipeline;
  if (node?.kind !== "simple" || more) {
    return undefined;
  }
  const status =
    new Map([
      ["true", true],
      [":", true],
      ["false", false],
    ]).get(node.words[0]?.text ?? "") ?? comparison(node.words);
  return node.isNegated && status !== undefined ? !status : status;
}

/** What `[ a = b ]` of two texts without variables or patterns says. */
function comparison(words: readonly Word[]): boolean | undefined {
  const [open, left, operator, right, close, more] = words.map(({ shape }) => shape);
  const isTest = (open === "[" && close === "]") || (open === "[[" && close === "]]");
  if (!isTest || left === undefined || right === undefined || more !== undefined || /[^\w.-]/.test(left + right)) {
    return undefined;
  }
  const isEqual = left === right;
  return new Map([
    ["=", isEqual],
    ["==", isEqual],
    ["-eq", isEqual],
    ["!=", !isEqual],
    ["-ne", !isEqual],
  ]).get(operator ?? "");
}

/** Whether the condition before it keeps a part from ever running: `if false; then`, `if true; ... else`. */
function isNeverTaken(parts: readonly Part[], index: number): boolean {
  const condition = parts[index - 1];
  if (index === 0 || !condition) {
    return false;
  }
  const { word } = parts[index] ?? condition;
  if (word === "else" || word === "elif") {
    return statusOf(parts[index - 2]) === true;
  }
  return (word === "then" || word === "do") && statusOf(condition) === (condition.word === "until");
}

function statusOf(condition: Part | undefined): boolean | undefined {
  const [item, more] = condition?.list ?? [];
  return item && !more && item.rest.length === 0 ? fixedStatus(item.first) : undefined;
}

/** Whether a part is the condition of an `if` that does nothing, or only prints, when it fails. */
function isSwallowedCondition(parts: readonly Part[], index: number): boolean {
  const part = parts[index];
  if (part?.word !== "if" && part?.word !== "elif") {
    return false;
  }
  const isNegated = part.list.at(-1)?.first[0]?.isNegated === true;
  const whenItFails = parts[index + (isNegated ? 1 : 2)];
  return whenItFails === undefined || whenItFails.list.every(isHarmless);
}

/** Whether commands only print, or end the script well. */
function isHarmless({ first, rest }: AndOr): boolean {
  return alwaysSucceeds(first) && rest.every(({ pipeline }) => alwaysSucceeds(pipeline));
}

function programOf(node: Node): string {
  if (node.kind !== "simple") {
    return "(";
  }
  const [path = ""] = unwrap(splitAssignments(node.words).words.map(({ text }) => text)).words;
  return path.split("/").at(-1) ?? "";
}

/** `true`, `:` or `exit 0`: written to make a script succeed. What only happens to succeed, such as `echo`, is none. */
function succeedsOnPurpose(pipeline: Pipeline): boolean {
  const [node] = pipeline;
  const name = node?.kind === "simple" ? node.words[0]?.text : undefined;
  return name !== "echo" && name !== "printf" && node?.kind === "simple" && alwaysSucceeds(pipeline);
}

/** Whether a pipeline ends a list of alternatives well whatever happened before. */
function alwaysSucceeds(pipeline: Pipeline): boolean {
  const [node] = pipeline;
  if (pipeline.length !== 1 || !node) {
    return false;
  }
  if (node.kind === "function") {
    return true;
  }
  if (node.kind === "group") {
    const items = node.parts.length === 1 ? (node.parts[0]?.list ?? []) : [];
    return items.length > 0 && items.every((item) => item.rest.length === 0 && alwaysSucceeds(item.first));
  }
  const [name = "", argument] = node.words.map(({ text }) => text);
  if (["true", ":", "echo", "printf", "/bin/true"].includes(name)) {
    return true;
  }
  return (name === "exit" || name === "return") && argument === "0";
}

function splitAssignments(words: readonly Word[]): { assignments: Map<string, string>; words: readonly Word[] } {
  const assignments = new Map<string, string>();
  let index = 0;
  for (; index < words.length; index++) {
    const assignment = assignmentIn(words[index]?.text ?? "");
    if (!assignment) {
      break;
    }
    assignments.set(...assignment);
  }
  return { assignments, words: words.slice(index) };
}

/** `NAME=value` as its parts. */
export function assignmentIn(word: string): [name: string, value: string] | undefined {
  const match = /^([A-Za-z_]\w*)\+?=/.exec(word);
  return match?.[1] === undefined ? undefined : [match[1], word.slice(match[0].length)];
}

/** Takes off what only runs another command: `sudo -E`, `env A=b`, `timeout 30m`, `poetry run`. */
export function unwrap(words: readonly string[]): { words: readonly string[]; assignments: Map<string, string> } {
  const assignments = new Map<string, string>();
  let rest = words;
  for (let turn = 0; turn < MAX_NESTING; turn++) {
    const inner = behindPrefix(rest, assignments) ?? behindRunner(rest);
    if (!inner || inner.length === 0) {
      break;
    }
    rest = inner;
  }
  return { words: rest, assignments };
}

function behindPrefix(words: readonly string[], assignments: Map<string, string>): readonly string[] | undefined {
  const [path = ""] = words;
  const program = path.split("/").at(-1) ?? "";
  const withValue = PREFIXES.get(program);
  // `command -v` only tells where a command is.
  if (!withValue || (program === "command" && /^-[vV]/.test(words[1] ?? ""))) {
    return undefined;
  }
  let index = 1;
  for (; index < words.length; index++) {
    const word = words[index] ?? "";
    const assignment = program === "env" || program === "sudo" ? assignmentIn(word) : undefined;
    if (assignment) {
      assignments.set(...assignment);
    } else if (withValue.includes(word)) {
      index++;
    } else if (!word.startsWith("-")) {
      break;
    }
  }
  return words.slice(index + (OPERANDS.get(program) ?? 0));
}

/** Prefixes with words of their own before the command: a time, a lock, how often and under which name. */
const OPERANDS: ReadonlyMap<string, number> = new Map([
  ["timeout", 1],
  ["flock", 1],
  ["cloud-init-per", 2],
]);

function behindRunner(words: readonly string[]): readonly string[] | undefined {
  const [path = "", subcommand = ""] = words;
  if (!RUNNERS.get(path.split("/").at(-1) ?? "")?.includes(subcommand)) {
    return undefined;
  }
  const dashes = words.indexOf("--");
  return words.slice(dashes >= 0 ? dashes + 1 : 2);
}
