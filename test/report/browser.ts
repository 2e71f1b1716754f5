/** A real browser for pages that this project writes. */
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of Chromium: CHROMIUM, or one of the usual places; undefined where it is not installed. */
export function findChromium(): string | undefined {
  return [process.env["CHROMIUM"] ?? "", ...USUAL].find((path) => path !== "" && existsSync(path));
}

/** Starts it without a sandbox: it opens our own pages only, and containers have none. */
export function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error("Chromium is not installed. Name it in CHROMIUM.");
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** A `describe` for tests that need a browser: where there is none they are skipped, and it is said why. */
export function describeBrowser(name: string, tests: () => void): void {
  if (findChromium() !== undefined) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`Skipped "${name}": Chromium is not installed; name it in CHROMIUM.\n`);
  describe.skip(name, tests);
}
