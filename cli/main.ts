#!/usr/bin/env node
import { types } from "node:util";
import { COMMANDS } from "./commands";
import { EXIT, UsageError, type ExitCode, type Terminal } from "./command";

const NAME = "aws-security-baseline";

/** Runs the command that the arguments name; everything that goes wrong is a message and an exit code. */
export async function main(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    terminal.out(overview());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) {
    terminal.err(`There is no command "${name}".\n\n${overview()}`);
    return EXIT.usage;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    terminal.out(command.help);
    return EXIT.ok;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (!isUsageError(error)) {
      throw error;
    }
    terminal.err(`${NAME} ${name}: ${error.message}\nRun "${NAME} ${name} --help" for its arguments.\n`);
    return EXIT.usage;
  }
}

/** Node's own parser of arguments throws errors of this kind for what it does not know. */
function isUsageError(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    (types.isNativeError(error) && String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS"))
  );
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: npx ${NAME} <command> [--help]\n\n${lines.join("\n")}\n`;
}

if (require.main === module) {
  // Whoever reads the output, such as `head`, may have read enough.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.usage),
  );
  const terminal: Terminal = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    stdin: process.stdin,
    environment: process.env,
    folder: process.cwd(),
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    isErrorTerminal: process.stderr.isTTY,
  };
  main(process.argv.slice(2), terminal).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      terminal.err(`${NAME} failed: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = EXIT.usage;
    },
  );
}
