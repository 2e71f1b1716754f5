/** Files that are there in full or not at all. */
import { createWriteStream, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * Writes a file beside its place and then renames it, so that a reader never sees half of it. Pipes and devices are written as they are.
 * @throws Error in words for the user when that is not possible; what was there before is then still there.
 */
export async function writeFile(
  path: string,
  parts: Iterable<string> | AsyncIterable<string>,
  name = path,
): Promise<void> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    throw new Error(`${name} is a folder. Name a file.`);
  }
  const target = stats ? realpathSync(path) : path;
  const isPlain = stats === undefined || stats.isFile();
  const draft = isPlain ? join(dirname(target), `.${basename(target)}.${process.pid}.tmp`) : target;
  try {
    await pipeline(Readable.from(parts), createWriteStream(draft));
    if (isPlain) {
      renameSync(draft, target);
    }
  } catch (error) {
    if (isPlain) {
      rmSync(draft, { force: true });
    }
    throw new Error(`${name} cannot be written (${reasonOf(error)}). Nothing was changed.`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return (
    { ENOENT: "its folder does not exist", EACCES: "no permission", EROFS: "read-only", ENOSPC: "the disk is full" }[
      code
    ] ??
    (code || String(error))
  );
}
