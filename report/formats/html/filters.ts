/** The search box and the filters. The script shows them; without it they would do nothing. */
import { findingsOf, SEVERITIES, stackTitle, type Report } from "../../model";
import { STATES, stateOf } from "./findings";
import { html, NOTHING, type Markup } from "./markup";
import { categoryOf, categoryTitle, controlsOfPolicy, controlTitle, policyOf } from "./subject";
import type { Tallies } from "./tally";

type Choice = readonly [value: string, title: string];

/** Filters of what the findings have at least two kinds of. */
export function filtersMarkup(report: Report, { standards }: Tallies): Markup {
  const findings = findingsOf(report);
  const has = (values: readonly string[]): ((choice: Choice) => boolean) => {
    const set = new Set(values);
    return ([value]) => set.has(value);
  };
  const policies = new Set(findings.map(policyOf));
  const controls = new Set([...policies].flatMap((policy) => controlsOfPolicy(policy).map(controlTitle)));
  const categories = [...new Set([...policies].map(categoryOf))].sort();
  const severities: readonly Choice[] = [
    ...SEVERITIES.map((severity): Choice => [severity, categoryTitle(severity)]),
    ["none", "No severity"],
  ];
  const levels: readonly Choice[] = [
    ["mandatory", "Mandatory"],
    ["remediate", "Remediate"],
    ["advisory", "Advisory"],
  ];
  return html`<form id="filters" role="search" aria-label="Findings" hidden>
    <p class="search">
      <label for="search">Search</label>
      <input id="search" type="search" autocomplete="off" spellcheck="false" aria-describedby="search-hint" />
      <span id="search-hint">Resource, policy, requirement or any words</span>
    </p>
    ${choices("state", "State", STATES.filter(has(findings.map(stateOf))))}
    ${choices("severity", "Severity", severities.filter(has(findings.map(({ severity }) => severity ?? "none"))))}
    ${choices("level", "Level", levels.filter(has(findings.map(({ level }) => level))))}
    ${choices(
      "category",
      "Category",
      categories.map((name): Choice => [name, categoryTitle(name)]),
    )}
    ${choices(
      "stack",
      "Stack",
      report.stacks.map(stackTitle).map((title): Choice => [title, title]),
    )}
    <p class="bottom">
      <span
        ><label for="control">Control</label>
        <select id="control">
          <option value="">Any</option>
          ${standards.map(({ title, rows }) => {
            const options = rows.map(({ name }) => `${title} ${name}`).filter((name) => controls.has(name));
            return options.length === 0
              ? NOTHING
              : html`<optgroup label="${title}">${options.map((name) => html`<option>${name}</option>`)}</optgroup>`;
          })}
        </select></span
      >
      <button type="reset">Show all</button>
    </p>
  </form> `;
}

function choices(name: string, title: string, all: readonly Choice[]): Markup {
  if (all.length < 2) {
    return NOTHING;
  }
  return html`<fieldset>
    <legend>${title}</legend>
    ${all.map(
      ([value, text]) => html`<label><input type="checkbox" name="${name}" value="${value}" /> ${text}</label>`,
    )}
  </fieldset>`;
}
