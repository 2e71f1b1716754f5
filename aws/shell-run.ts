/**
 * Which commands a shell script runs, in order, with the words that they get: variables that the script sets are
 * filled in, functions run where they are called, `for` runs once for each word. Nothing is executed. What the script does
 * not say itself (`$(...)`, variables of the environment) stays as it is written.
 */
import { addTo } from "../core";
import {
  asText,
  assignmentIn,
  commandsIn,
  ELEMENT,
  LITERAL_BACKTICK,
  LITERAL_DOLLAR,
  unwrap,
  withoutMarks,
  type Redirect,
  type ShellCommand,
  type ShellLoop,
  type ShellWord,
} from "./shell";

/** Scripts that loop in loops or call in circles are not followed without end. */
const MAX_RUNS = 5_000;
const MAX_CALLS = 8;
const MAX_PIPE = 10;
/** User data is 16 KB at most, and what it puts into a variable is no more. */
const MAX_VALUE = 16_384;
/** What variables add to one word or here document. */
const MAX_FILLED = 65_536;

/** A command with what it was given. */
export interface RunCommand {
  readonly program: string;
  /** The command as it was called: a path or a name. */
  readonly path: string;
  readonly args: readonly string[];
  /** Where it writes to and reads from. */
  readonly redirects: readonly RunRedirect[];
  /** Where the groups around it write to, the innermost first. */
  readonly outerRedirects: readonly RunRedirect[];
  /** The commands whose output it reads in a pipe. */
  readonly producers: readonly RunCommand[];
}

export interface RunRedirect {
  readonly operator: string;
  readonly descriptor: string | undefined;
  readonly target: string;
  readonly body: string | undefined;
}

/** Does something with each command that runs. */
export type OnCommand = (command: RunCommand) => void;

/** Tells of each command of a script that runs. */
export function runScript(script: string, onCommand: OnCommand, args: readonly string[] = []): void {
  new Shell(commandsIn(script), onCommand).main(args);
}

class Shell {
  private readonly functions = new Map<string, ShellCommand[]>();
  private readonly variables = new Map<string, string>();
  private calls = 0;
  private runs = 0;

  constructor(
    private readonly commands: readonly ShellCommand[],
    private readonly onCommand: OnCommand,
  ) {
    for (const command of commands) {
      if (command.definedIn !== undefined) {
        addTo(this.functions, command.definedIn, command);
      }
    }
  }

  main(args: readonly string[]): void {
    this.setArguments(args);
    this.all(this.commands.filter(({ definedIn }) => definedIn === undefined));
  }

  private all(commands: readonly ShellCommand[]): void {
    const opened = new Set<Redirect>();
    commands
      .filter(({ swallowed }) => swallowed !== "unreached")
      .forEach((command) => {
        this.each(command.loops, () => {
          this.one(command, opened);
        });
      });
  }

  /** Runs for every word of the loops. */
  private each(loops: readonly ShellLoop[], run: () => void): void {
    const [loop, ...inner] = loops;
    if (!loop) {
      return run();
    }
    for (const word of loop.words.flatMap((one) => this.expand(one))) {
      if (++this.runs > MAX_RUNS) {
        return;
      }
      this.variables.set(loop.variable, word);
      this.each(inner, run);
    }
  }

  private one(command: ShellCommand, opened: Set<Redirect>): void {
    if (++this.runs > MAX_RUNS) {
      return;
    }
    const run = this.expanded(command, opened);
    const body = this.functions.get(run.path);
    if (body) {
      return this.call(body, run.args);
    }
    if (DECLARATIONS.has(run.program)) {
      return this.assign(command.words.slice(1));
    }
    this.assign(run.program === "" ? command.assigned : []);
    this.onCommand(run);
  }

  private call(body: readonly ShellCommand[], args: readonly string[]): void {
    if (this.calls >= MAX_CALLS) {
      return;
    }
    const outer = this.argumentsNow();
    this.calls++;
    this.setArguments(args);
    this.all(body);
    this.calls--;
    this.setArguments(outer);
  }

  private expanded(command: ShellCommand, opened: Set<Redirect>, depth = 0): RunCommand {
    // A variable may hold what only runs another command: `$SUDO systemctl enable fail2ban`.
    const [path = "", ...args] = unwrap(command.words.flatMap((word) => this.expand(word))).words;
    // What goes into a pipe goes nowhere else.
    const outer = command.pipedTo === undefined ? command.outerRedirects : [];
    return {
      program: path.split("/").at(-1) ?? "",
      path,
      args,
      redirects: command.redirects.map((one) => this.redirect(one)),
      outerRedirects: outer.map((one) => ({ ...this.redirect(one), ...appends(one, opened) })),
      producers: depth < MAX_PIPE ? this.producers(command, opened, depth + 1) : [],
    };
  }

  private producers(command: ShellCommand, opened: Set<Redirect>, depth: number): RunCommand[] {
    const found: RunCommand[] = [];
    for (const producer of command.producers.filter(({ swallowed }) => swallowed !== "unreached")) {
      this.each(producer.loops.slice(command.loops.length), () => {
        if (++this.runs <= MAX_RUNS) {
          found.push(this.expanded(producer, opened, depth));
        }
      });
    }
    return found;
  }

  private redirect({ operator, descriptor, word, body }: Redirect): RunRedirect {
    return {
      operator,
      descriptor,
      target: this.text(word),
      body: body === undefined || word.isQuoted ? body : withoutMarks(this.fill(unescaped(body))),
    };
  }

  private assign(words: readonly ShellWord[]): void {
    for (const word of words) {
      const text = withoutMarks(this.fill(word.shape));
      const assignment = assignmentIn(text);
      if (assignment) {
        const [name, value] = assignment;
        const before = text.startsWith(`${name}+=`) ? (this.variables.get(name) ?? "") : "";
        this.variables.set(name, (before + value).slice(0, MAX_VALUE));
      }
    }
  }

  /** The words that a word becomes: more than one when it is not quoted and a variable holds several. */
  private expand(word: ShellWord): string[] {
    const list = this.variables.get(/^\$(?:\{(\w+)\[@\]\}|(@)|\{(@)\})$/.exec(word.shape)?.slice(1).join("") ?? "");
    if (list !== undefined) {
      return elementsOf(list);
    }
    const text = this.text(word);
    if (word.isQuoted || !word.shape.includes("$") || text.includes("$")) {
      return [text];
    }
    return text.split(/\s+/).filter((part) => part !== "");
  }

  private text({ shape }: ShellWord): string {
    return asText(this.fill(shape));
  }

  /** Fills in variables; those of which nothing is known stay. */
  private fill(shape: string): string {
    if (!shape.includes("$")) {
      return shape;
    }
    let left = MAX_FILLED;
    return shape.replace(
      /\$(?:([A-Za-z_]\w*|[\d@*])|\{(\w+|[@*])(\[[@*]\])?(?::?-([^{}]*))?\})/g,
      (whole, plain?: string, braced?: string, all?: string, fallback?: string) => {
        const name = plain ?? braced ?? "";
        const elements = elementsOf(this.variables.get(name) ?? fallback ?? whole);
        const value = all !== undefined || /^[@*]$/.test(name) ? elements.join(" ") : (elements[0] ?? "");
        left -= value.length;
        return left < 0 ? "" : value;
      },
    );
  }

  private argumentsNow(): string[] {
    return NUMBERS.flatMap((number) => this.variables.get(number) ?? []);
  }

  private setArguments(args: readonly string[]): void {
    NUMBERS.forEach((number, index) => {
      const value = args[index];
      if (value === undefined) {
        this.variables.delete(number);
      } else {
        this.variables.set(number, value);
      }
    });
    const all = args.map((arg) => ELEMENT + arg).join("");
    this.variables.set("@", all);
    this.variables.set("*", all);
  }
}

/** The elements of an array; a plain value is one. */
function elementsOf(value: string): string[] {
  const [plain = "", ...elements] = value.split(ELEMENT);
  return plain === "" && (elements.length > 0 || value === "") ? elements : [plain];
}

const NUMBERS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

const DECLARATIONS = new Set(["export", "local", "readonly", "declare", "typeset"]);

/** A group truncates its file once: all but the first of its commands append. */
function appends(redirect: Redirect, opened: Set<Redirect>): { operator?: string } {
  const isFirst = !opened.has(redirect);
  opened.add(redirect);
  return isFirst || redirect.operator.startsWith("<") ? {} : { operator: ">>" };
}

/** A here document in which `\$` and `` \` `` stand for themselves. */
function unescaped(body: string): string {
  return body.replace(/\\([$`\\\n])/g, (_, char: string) =>
    char === "$" ? LITERAL_DOLLAR : char === "`" ? LITERAL_BACKTICK : char === "\n" ? "" : char,
  );
}
