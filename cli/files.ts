import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError, type Terminal } from "./command";

/** Standard input as the name of a file. */
const STDIN = "-";

/** The text of a file that the command line names; `-` is standard input. Throws `UsageError` when it cannot be read. */
export async function readText(file: string, terminal: Terminal): Promise<string> {
  if (file === STDIN) {
    const parts: Buffer[] = [];
    for await (const part of terminal.stdin) {
      parts.push(Buffer.from(part));
    }
    return Buffer.concat(parts).toString("utf8");
  }
  try {
    return readFileSync(resolve(terminal.folder, file), "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

/** Writes a file as a whole or not at all: a reader never sees half of it, and an error leaves what was there. Throws `UsageError`. */
export function writeWhole(file: string, text: string, terminal: Terminal): void {
  const target = resolve(terminal.folder, file);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${file} cannot be written: ${reasonOf(error)}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  EACCES: "access is denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is no folder",
};

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
