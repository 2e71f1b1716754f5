/** The files that a guide of docs shows, so that what a user copies is what is tested. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packageRoot } from "../../testing/analyzer";

/** Blocks of code that are introduced by a file's name in backticks and a colon, by that name. */
export function filesOf(guide: string): Record<string, string> {
  const text = readFileSync(join(packageRoot(), "docs", "guides", guide), "utf8");
  const blocks = text.matchAll(/`([\w./-]+\.\w+)`:\n\n```\w+\n(.*?)\n```/gs);
  return Object.fromEntries([...blocks].map(([, name = "", body = ""]) => [name, body]));
}

/** A new folder with files, in which this package and the packages of its development are installed. */
export function consumer(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "consumer-"));
  const installed = join(packageRoot(), "node_modules");
  mkdirSync(join(folder, "node_modules"));
  for (const name of readdirSync(installed).filter((one) => !one.startsWith("."))) {
    symlinkSync(join(installed, name), join(folder, "node_modules", name), "dir");
  }
  symlinkSync(packageRoot(), join(folder, "node_modules", "aws-security-baseline"), "dir");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
