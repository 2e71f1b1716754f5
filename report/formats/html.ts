import { createHash } from "node:crypto";
import { PACK } from "../finding";
import { findingsOf, stackTitle, type Finding, type Report, type StackReport } from "../model";
import { totalsOf } from "../totals";
import type { Format } from "./format";
import { filtersMarkup } from "./html/filters";
import { findingSections } from "./html/findings";
import { around, html as markup, Markup, NOTHING, SLOT } from "./html/markup";
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
    const [before, after] = around(
      page(
        report,
        markup`
${summaryMarkup(report, tallies)}
${tablesMarkup(tallies)}
<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title" tabindex="-1">Findings</h2>
${filtersMarkup(report, tallies)}
<p id="shown" role="status">${countOf(findingsOf(report))}</p>
${SLOT}
</section>`,
      ),
    );
    yield before;
    yield* findingSections(report);
    yield after;
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

function page(report: Report, main: Markup): Markup {
  const { stacks } = report;
  const titles = stacks.map(stackTitle).slice(0, 3).join(", ");
  const title = stacks.length > 3 ? `${titles} and ${stacks.length - 3} more` : titles || "No stack";
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${totalsOf(report)}">
<title>${title}: AWS security baseline</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#findings-title">Go to the findings</a>
<header>
<p class="pack">AWS security baseline</p>
<h1>${title}</h1>
${stacks.length === 1 ? stacks.map((stack) => markup`<p class="seen">${seenIn(stack)}</p>`) : NOTHING}
</header>
<nav aria-label="Contents"><ul>
${contents(stacks.length > 1).map(([id, text]) => markup`<li><a href="#${id}">${text}</a></li>`)}
</ul></nav>
<main>${main}</main>
${footer(report)}
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
}

function contents(hasStacks: boolean): readonly (readonly [id: string, text: string])[] {
  return [
    ["summary", "Summary"],
    ["categories", "Categories"],
    ...(hasStacks ? ([["stacks", "Stacks"]] as const) : []),
    ["requirements", "Requirements"],
    ["controls", "Controls"],
    ["findings", "Findings"],
  ];
}

function footer(report: Report): Markup {
  const versions = new Set(findingsOf(report).map(({ pack, packVersion }) => `${pack} ${packVersion}`.trim()));
  const judges = versions.size > 0 ? [...versions].sort().join(", ") : PACK;
  const others = report.stacks.flatMap((stack) =>
    Object.entries(stack.otherPacks).map(([pack, left]) => `${left} of ${pack} in ${stackTitle(stack)}`),
  );
  return markup`<footer>
<p>Judged by ${judges}; written on ${new Date().toISOString().slice(0, 10)}.</p>
${others.length > 0 ? markup`<p>Left out are findings of other packs: ${others.join(", ")}.</p>` : NOTHING}
</footer>`;
}

function seenIn({ runs, resources }: StackReport): string {
  const phases = [...new Set(runs.map(({ phase }) => phase))].join(" and ");
  const text = resources > 0 ? `${phases} of ${resources} resources` : phases;
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function countOf(findings: readonly Finding[]): string {
  return findings.length === 1 ? "1 finding" : `${findings.length} findings`;
}
