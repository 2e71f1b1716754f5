import { createHash } from "node:crypto";
import { findingsOf, stackTitle, type Report, type StackReport } from "../model";
import { totalsOf } from "../totals";
import type { Format } from "./format";
import { filtersMarkup } from "./html/filters";
import { findingSections } from "./html/findings";
import { html as markup, Markup, NOTHING } from "./html/markup";
import { SCRIPT } from "./html/script";
import { STYLE } from "./html/style";
import { summaryMarkup, tablesMarkup } from "./html/summary";
import { talliesOf } from "./html/tally";

/** One page that needs nothing else: no network, no other file. It may be mailed, archived and printed. */
export const html: Format = {
  name: "html",
  extension: "html",
  summary: "one page to read, search, print and hand on",
  *write(report) {
    const tallies = talliesOf(report);
    yield head(report);
    yield summaryMarkup(report, tallies).text;
    yield tablesMarkup(tallies).text;
    yield markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title" tabindex="-1">Findings</h2>
${filtersMarkup(report, tallies)}<p id="shown" role="status">${count(findingsOf(report).length)}</p>
`.text;
    for (const part of findingSections(report)) {
      yield part.text;
    }
    yield `</section>\n</main>\n${footer(report)}<script>${SCRIPT}</script>\n</body>\n</html>\n`;
  },
};

/** Nothing is loaded, sent or run but what stands in the page itself (https://www.w3.org/TR/CSP3/). */
function contentSecurityPolicy(): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

function head(report: Report): string {
  const title = report.stacks.map(stackTitle).slice(0, 3).join(", ");
  const more = report.stacks.length > 3 ? ` and ${report.stacks.length - 3} more` : "";
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${totalsOf(report)}">
<title>${title === "" ? "AWS security baseline" : `${title}${more}: AWS security baseline`}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#findings-title">Go to the findings</a>
<header>
<p class="pack">AWS security baseline</p>
<h1>${title === "" ? "No stack" : `${title}${more}`}</h1>
${report.stacks.length === 1 ? report.stacks.map((stack) => markup`<p class="seen">${seenIn(stack)}</p>`) : NOTHING}
</header>
<nav aria-label="Contents"><ul><li><a href="#summary">Summary</a></li><li><a href="#categories">Categories</a></li>${
    report.stacks.length > 1 ? markup`<li><a href="#stacks">Stacks</a></li>` : NOTHING
  }<li><a href="#requirements">Requirements</a></li><li><a href="#controls">Controls</a></li><li><a href="#findings">Findings</a></li></ul></nav>
<main>
`.text;
}

function footer(report: Report): string {
  const versions = [...new Set(findingsOf(report).map(({ pack, packVersion }) => `${pack} ${packVersion}`.trim()))];
  const others = report.stacks.flatMap((stack) =>
    Object.entries(stack.otherPacks).map(([pack, left]) => `${left} of ${pack} in ${stackTitle(stack)}`),
  );
  return markup`<footer>
<p>Judged by ${versions.length > 0 ? versions.sort().join(", ") : "aws-security-baseline"}; written on ${new Date().toISOString().slice(0, 10)}.</p>
${others.length > 0 ? markup`<p>Left out are findings of other packs: ${others.join(", ")}.</p>` : NOTHING}
</footer>
`.text;
}

function seenIn({ runs, resources }: StackReport): string {
  const phases = [...new Set(runs.map(({ phase }) => phase))].join(" and ");
  const text = resources > 0 ? `${phases} of ${resources} resources` : phases;
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function count(findings: number): string {
  return findings === 1 ? "1 finding" : `${findings} findings`;
}
