import { resolve } from "node:path";
import { fileSource, type Source } from "../report/read";
import { UsageError, type Terminal } from "./command";

/**
 * The sources that a command's arguments name; `-` is standard input, and so is nothing when something is piped there.
 * @throws UsageError when one cannot be opened, before anything is read.
 */
export function sourcesOf(paths: readonly string[], terminal: Terminal): readonly Source[] {
  const isTyped = "isTTY" in terminal.stdin && terminal.stdin.isTTY === true;
  if (paths.length === 0 && isTyped) {
    throw new UsageError("Name the files with the engine's events, or pipe them in.");
  }
  if (paths.filter((path) => path === "-").length > 1) {
    throw new UsageError('Standard input ("-") can be read once only.');
  }
  return (paths.length === 0 ? ["-"] : paths).map((path) => {
    if (path === "-") {
      return { name: "standard input", chunks: terminal.stdin };
    }
    try {
      return fileSource(resolve(terminal.folder, path), path);
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  });
}

/** Shows on standard error, when it is a terminal, how far a long input is; `done` clears the line. */
export function progressOn(terminal: Terminal): {
  readonly show: (progress: { readonly source: string; readonly bytes: number; readonly size?: number }) => void;
  readonly done: () => void;
} {
  const step = 32 * 1024 * 1024;
  let shown = 0;
  return {
    show: ({ source, bytes, size }) => {
      if (!terminal.isErrorTerminal || Math.floor(bytes / step) === Math.floor(shown / step)) {
        return;
      }
      shown = bytes;
      const share = size ? ` of ${megabytes(size)} (${Math.round((100 * bytes) / size)} %)` : "";
      terminal.err(`\r\u001b[KReading ${source}: ${megabytes(bytes)}${share}`);
    },
    done: () => {
      if (shown > 0) {
        terminal.err("\r\u001b[K");
      }
    },
  };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
