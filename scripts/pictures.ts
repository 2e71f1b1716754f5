/**
 * Makes the pictures of README and docs from a real run: `npm run pictures`.
 *
 *     docs/pictures/report.png      the HTML report in a browser (Chromium; CHROMIUM names another than the usual)
 *     docs/pictures/terminal.svg    the same report in a terminal
 *     docs/pictures/data-flow.svg   where data comes from and goes to
 *
 * The run is `pulumi preview` on examples/delivery-pipeline/bad with one exemption, where the Pulumi CLI is installed.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { html } from "../report/formats/html";
import { terminal } from "../report/formats/terminal";
import type { Report } from "../report/model";
import { readReport } from "../report/read";
import { packageRoot } from "../testing/analyzer";
import { runCli } from "../testing/cli";
import { deliveryPipeline } from "./examples";
import { dataFlow } from "./pictures/data-flow";
import { terminalPicture } from "./pictures/terminal";

const COLUMNS = 110;
const LINES = 36;

async function main(): Promise<void> {
  const folder = join(packageRoot(), "docs", "pictures");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "data-flow.svg"), dataFlow());
  const report = await realReport();
  writeFileSync(join(folder, "terminal.svg"), terminalPicture(await inTerminal(report), LINES));
  await photograph(await written(html, report), join(folder, "report.png"));
  console.log(`Wrote data-flow.svg, terminal.svg and report.png to ${join("docs", "pictures")}.`);
}

async function realReport(): Promise<Report> {
  const exemption = {
    policy: "s3-bucket-access-logging",
    resource: "artifacts",
    reason: "The log bucket comes with the account's foundation",
    owner: "platform team",
    expires: `${new Date().getUTCFullYear() + 1}-03-31`,
  };
  const { events } = await runCli({
    directory: join(packageRoot(), "examples", deliveryPipeline.folder, "bad"),
    command: "preview",
    stack: "prod",
    packSettings: { "baseline-settings": { exemptions: [exemption], reportUndecided: true } },
    // Without these the engine says what failed, but not what passed.
    env: { PULUMI_DEBUG_COMMANDS: "true" },
  });
  const lines = events.map((event) => `${JSON.stringify(event)}\n`);
  return readReport([{ name: "events.json", chunks: Readable.from(lines) }]);
}

async function inTerminal(report: Report): Promise<string> {
  const command = "\u001b[1m$ npx aws-security-baseline report events.json\u001b[22m\n";
  return command + (await written(terminal, report));
}

async function written(format: typeof html, report: Report): Promise<string> {
  const parts: string[] = [];
  for await (const part of format.write(report, { columns: COLUMNS, color: true, folder: packageRoot() })) {
    parts.push(part);
  }
  return parts.join("");
}

/** The first screen of a page. */
async function photograph(page: string, file: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pictures-"));
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    writeFileSync(join(folder, "report.html"), page);
    const tab = await browser.newPage({ viewport: { width: 1120, height: 935 }, deviceScaleFactor: 1.5 });
    await tab.goto(pathToFileURL(join(folder, "report.html")).href);
    await tab.screenshot({ path: file });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
