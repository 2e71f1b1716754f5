/** What a manager reads: the verdict, the numbers, and tables of what is met and what is not. */
import { SEVERITIES, type Problem, type Report } from "../../model";
import { html, joined, link, NOTHING, type Markup } from "./markup";
import { categoryTitle, policyNamed } from "./subject";
import {
  openOf,
  type AnsweredRow,
  type CategoryRow,
  type Row,
  type StandardRows,
  type Status,
  type Tallies,
} from "./tally";

const MARKS: Readonly<Record<Status, string>> = {
  "not-met": "\u2717",
  undecided: "?",
  exempted: "\u2013",
  met: "\u2713",
  unseen: "\u00b7",
};

const COLUMNS: readonly (readonly [Status, string])[] = [
  ["not-met", "Not met"],
  ["undecided", "Undecided"],
  ["exempted", "Exempted"],
  ["met", "Met"],
  ["unseen", "Nothing to check"],
];

/** The verdict in one sentence, and the numbers behind it. */
export function summaryMarkup(report: Report, tallies: Tallies): Markup {
  const { total, requirements } = tallies;
  const checked = requirements.filter(({ status }) => status !== "unseen");
  const met = checked.filter(({ status }) => status === "met").length;
  const open = openOf(total);
  const verdict = verdictOf(report, total.blocking, open);
  return html`<section id="summary" aria-labelledby="summary-title">
    <h2 id="summary-title">Summary</h2>
    ${report.problems.map(problemMarkup)}
    <p class="verdict ${verdict.status}">
      <span class="mark" aria-hidden="true">${MARKS[verdict.status]}</span><span>${verdict.text}</span>
    </p>
    <dl class="numbers">
      ${SEVERITIES.map((severity) => number(severity, categoryTitle(severity), total.open[severity]))}
      ${total.open.none > 0 ? number("none", "No severity", total.open.none) : NOTHING}
      ${number("undecided", "Undecided", total.undecided)} ${number("exempted", "Exempted", total.exempted)}
      ${tallies.saysPassed ? number("met", "Checks passed", total.passed) : NOTHING}
    </dl>
    ${checked.length > 0 && tallies.saysPassed ? requirementBar(requirements, met, checked.length) : NOTHING}
  </section> `;
}

/** The tables after the summary: by category, stack, requirement and control. */
export function tablesMarkup({ categories, stacks, requirements, standards, saysPassed }: Tallies): Markup {
  return html`<section aria-labelledby="categories">
<h2 id="categories">By category</h2>
${countsTable("Category", categories, saysPassed, (row) => filterLink(row, "category", row.name, categoryTitle(row.name)))}
</section>
${
  stacks.length > 1
    ? html`<section aria-labelledby="stacks">
        <h2 id="stacks">By stack</h2>
        ${countsTable("Stack", stacks, saysPassed, (row) => filterLink(row, "stack", row.name, row.name))}
      </section> `
    : NOTHING
}<section aria-labelledby="requirements">
<h2 id="requirements">By requirement</h2>
<p class="note">The rows of the pack\u2019s catalogue.${saysPassed ? "" : " An audit\u2019s events do not say what passed: a row without findings counts as nothing to check."}</p>
<details${requirements.length <= 20 ? html` open` : NOTHING}><summary>${countsInWords(requirements)}</summary>
${answeredTable("Requirement", requirements, (row) => filterLink(row, "search", row.name, row.name), "What is asked for")}
</details>
</section>
<section aria-labelledby="controls">
<h2 id="controls">By control</h2>
<p class="note">What the stacks of this report show of published standards: a control is met when every check that answers it passed. It says nothing of the rest of the account, nor that a standard is met as a whole.</p>
${standardsTable(standards)}
${standards.map(standardMarkup)}
</section>
`;
}

function verdictOf(report: Report, blocking: number, open: number): { readonly status: Status; readonly text: string } {
  const stacks = report.stacks.length === 1 ? "1 stack" : `${report.stacks.length} stacks`;
  if (blocking > 0) {
    const others = open > blocking ? `, and ${plural(open - blocking, "advisory finding")}` : "";
    return { status: "not-met", text: `Not met: ${plural(blocking, "mandatory finding")} in ${stacks}${others}.` };
  }
  if (open > 0) {
    return {
      status: "undecided",
      text: `Nothing mandatory is open; ${plural(open, "advisory finding")} in ${stacks}.`,
    };
  }
  const incomplete = report.problems.some((one) => one.incomplete) || report.stacks.length === 0;
  return incomplete
    ? { status: "undecided", text: `No findings in ${stacks}, but not everything could be read.` }
    : { status: "met", text: `Met: no findings in ${stacks}.` };
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function problemMarkup({ source, line, text, incomplete }: Problem): Markup {
  const place = [source, line].filter((one) => one !== undefined && one !== "").join(":");
  return html`<p class="problem${incomplete ? " incomplete" : ""}">
    <strong>${incomplete ? "Incomplete:" : "Note:"}</strong> ${place === "" ? "" : `${place}: `}${text}
  </p> `;
}

function number(name: string, title: string, count: number): Markup {
  return html`<div class="${name}${count === 0 ? " zero" : ""}">
    <dt>${title}</dt>
    <dd>${count}</dd>
  </div> `;
}

/** A drawing for the eye; the sentence below says the same. */
function requirementBar(requirements: readonly AnsweredRow[], met: number, checked: number): Markup {
  const parts = COLUMNS.filter(([status]) => status !== "unseen").map(([status]) => ({
    status,
    count: requirements.filter((row) => row.status === status).length,
  }));
  let x = 0;
  const bars = parts.map(({ status, count }) => {
    const width = (100 * count) / checked;
    x += width;
    return html`<rect class="${status}" x="${(x - width).toFixed(2)}" y="0" width="${width.toFixed(2)}" height="4" />`;
  });
  const words = parts
    .filter(({ status, count }) => status !== "met" && count > 0)
    .map(({ status, count }) => `${count} ${labelOf(status).toLowerCase()}`);
  const unseen = requirements.length - checked;
  const others = [...words, ...(unseen > 0 ? [`${unseen} more had nothing to check`] : [])];
  return html`<div class="bar">
    <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
    <p>
      <strong>${met} of ${checked} checked requirements are met</strong
      >${others.length > 0 ? `: ${others.join(", ")}` : ""}.
    </p>
  </div> `;
}

function labelOf(status: Status): string {
  return COLUMNS.find(([one]) => one === status)?.[1] ?? status;
}

function countsInWords(rows: readonly Row[]): string {
  const counts = COLUMNS.map(([status, title]) => [rows.filter((row) => row.status === status).length, title] as const);
  return counts
    .filter(([count]) => count > 0)
    .map(([count, title]) => `${count} ${title.toLowerCase()}`)
    .join(", ");
}

function statusMarkup(status: Status): Markup {
  return html`<span class="status ${status}"
    ><span class="mark" aria-hidden="true">${MARKS[status]}</span>${labelOf(status)}</span
  >`;
}

/** Without JavaScript it leads to the findings; with it, to those that it names. Where there are none, only the text. */
function filterLink({ tally }: Row, filter: string, value: string, text: string): Markup {
  if (openOf(tally) + tally.exempted + tally.undecided === 0) {
    return html`${text}`;
  }
  return html`<a href="#findings" data-filter="${filter}" data-value="${value}">${text}</a>`;
}

/** A table that scrolls by itself where it is too wide. */
function table(label: string, head: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${head.map((text) => html`<th scope="col">${text}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function cell(count: number, name: string): Markup {
  return html`<td class="n ${count === 0 ? "zero" : name}">${count}</td>`;
}

function countsTable<R extends Row | CategoryRow>(
  label: string,
  rows: readonly R[],
  saysPassed: boolean,
  title: (row: R) => Markup,
): Markup {
  const hasNone = rows.some(({ tally }) => tally.open.none > 0);
  const severities = [...SEVERITIES, ...(hasNone ? (["none"] as const) : [])];
  const titles = [...SEVERITIES.map(categoryTitle), ...(hasNone ? ["No severity"] : [])];
  const hasRequirements = saysPassed && rows.some((row) => "checked" in row);
  const head = [...(hasRequirements ? ["Requirements met"] : []), ...titles, "Undecided", "Exempted"];
  return table(
    `${label} by status`,
    [label, "Status", ...head, ...(saysPassed ? ["Passed"] : [])],
    rows.map(
      (row) =>
        html`<tr>
          <th scope="row">${title(row)}</th>
          <td>${statusMarkup(row.status)}</td>
          ${hasRequirements && "checked" in row ? metCell(row) : NOTHING}
          ${severities.map((one) => cell(row.tally.open[one], one))} ${cell(row.tally.undecided, "")}
          ${cell(row.tally.exempted, "")} ${saysPassed ? cell(row.tally.passed, "") : NOTHING}
        </tr>`,
    ),
  );
}

function metCell({ met, checked }: CategoryRow): Markup {
  return checked === 0 ? html`<td class="n zero">none to check</td>` : html`<td class="n">${met} of ${checked}</td>`;
}

const URGENCY: Readonly<Record<Status, number>> = { "not-met": 0, undecided: 1, exempted: 2, met: 3, unseen: 4 };

/** What is not met first. */
function answeredTable(
  label: string,
  rows: readonly AnsweredRow[],
  title: (row: AnsweredRow) => Markup,
  policyColumn: string,
): Markup {
  const sorted = [...rows].sort((a, b) => URGENCY[a.status] - URGENCY[b.status]);
  return table(
    `${label} by status`,
    [label, "Status", "Findings", policyColumn],
    sorted.map(
      (row) =>
        html`<tr>
          <th scope="row">${title(row)}</th>
          <td>${statusMarkup(row.status)}</td>
          ${cell(openOf(row.tally), "")}
          <td>${row.policies.map((name) => policyNamed(name)?.facts.title ?? name).join("; ")}</td>
        </tr> `,
    ),
  );
}

function standardsTable(standards: readonly StandardRows[]): Markup {
  return table(
    "Standards by status",
    ["Standard", ...COLUMNS.map(([, title]) => title)],
    standards.map(
      ({ title, rows }) =>
        html`<tr>
          <th scope="row">${title}</th>
          ${COLUMNS.map(([status]) => cell(rows.filter((row) => row.status === status).length, status))}
        </tr> `,
    ),
  );
}

/** The controls that the report says something about. */
function standardMarkup({ title, rows }: StandardRows): Markup {
  const seen = rows.filter(({ status }) => status !== "unseen");
  if (seen.length === 0) {
    return NOTHING;
  }
  const heading = (row: AnsweredRow): Markup =>
    joined([filterLink(row, "control", `${title} ${row.name}`, row.name), link(row.url, "text")], " \u00b7 ");
  return html`<details>
    <summary>${title}: ${countsInWords(seen)}</summary>
    ${answeredTable(title, seen, heading, "What is asked for")}
  </details> `;
}
