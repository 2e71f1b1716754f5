/** What a command reads and writes; tests hand in their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdin: NodeJS.ReadableStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths of arguments are in. */
  readonly folder: string;
  /** Columns of a terminal; undefined when the output is a file or a pipe. */
  readonly columns: number | undefined;
  /** Whether `err` is a terminal, where a line may replace itself. */
  readonly isErrorTerminal?: boolean;
}

/** Exit codes of all commands: what scripts in CI tell apart. */
export const EXIT = {
  /** Done, and nothing to object to. */
  ok: 0,
  /** Done, and something was found: a finding that counts, a wrong setting. */
  found: 1,
  /** The command line, or what it names, cannot be used: nothing was done. */
  usage: 2,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command of `npx aws-security-baseline`. */
export interface Command {
  readonly name: string;
  /** One line in the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** A mistake of the caller, in words for them; ends a command with exit code 2. */
export class UsageError extends Error {}
