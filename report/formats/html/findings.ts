/** The list of findings: by severity, then policy, then fix. Everything is there without JavaScript. */
import {
  isObjection,
  SEVERITIES,
  stackTitle,
  type Finding,
  type FindingKind,
  type Report,
  findingsOf,
} from "../../model";
import { around, html, joined, link, NOTHING, SLOT, type Markup } from "./markup";
import {
  categoryOf,
  categoryTitle,
  controlsOfPolicy,
  controlTitle,
  policyNamed,
  policyOf,
  requirementsOf,
} from "./subject";
import { groupsOf } from "../../groups";

/** What becomes of a finding, which the page filters by. */
export const STATES = [
  ["open", "To be mended"],
  ["exempted", "Exempted"],
  ["undecided", "Undecided"],
  ["other", "Other"],
] as const;

type State = (typeof STATES)[number][0];

/** What a finding is filtered by as. */
export function stateOf(finding: Pick<Finding, "kind">): State {
  if (isObjection(finding)) {
    return "open";
  }
  return finding.kind === "exempted" || finding.kind === "undecided" ? finding.kind : "other";
}

interface Section {
  readonly name: string;
  readonly title: string;
  readonly has: (finding: Finding) => boolean;
}

const SECTIONS: readonly Section[] = [
  ...[...SEVERITIES, undefined].map((severity): Section => ({
    name: severity ?? "none",
    title: severity === undefined ? "No severity" : categoryTitle(severity),
    has: (finding) => isObjection(finding) && finding.severity === severity,
  })),
  ofKind("undecided", "Undecided until the update"),
  ofKind("exempted", "Exempted"),
  ofKind("exemption-problem", "Exemptions to look at"),
  ofKind("remediated", "Changed by remediation"),
];

function ofKind(kind: FindingKind, title: string): Section {
  return { name: kind, title, has: (finding) => finding.kind === kind };
}

/** The sections with their findings, a policy at a time. */
export function* findingSections(report: Report): Iterable<string> {
  const all = findingsOf(report);
  const showStack = report.stacks.length > 1;
  for (const { name, title, has } of SECTIONS) {
    const findings = all.filter(has);
    if (findings.length === 0) {
      continue;
    }
    const [before, after] = around(
      html`<section class="group ${name}" aria-labelledby="group-${name}">
        <h3 id="group-${name}">
          <span class="mark" aria-hidden="true"></span>${title} <span class="count">${findings.length}</span>
        </h3>
        ${SLOT}
      </section> `,
    );
    yield before;
    for (const group of groupsOf(findings, (one) => `${one.pack}\n${policyOf(one)}`)) {
      yield policyMarkup(group, showStack).text;
    }
    yield after;
  }
}

function policyMarkup(findings: readonly [Finding, ...Finding[]], showStack: boolean): Markup {
  const [first] = findings;
  const policy = policyOf(first);
  const facts = policyNamed(policy)?.facts;
  const category = categoryOf(policy);
  const controls = controlsOfPolicy(policy).map(controlTitle).join("|");
  const requirements = requirementsOf(first);
  return html`<article
    class="policy"
    data-policy="${policy}"
    data-category="${category}"
    data-severity="${first.severity ?? "none"}"
    data-controls="${controls}"
  >
    <h4>${facts?.title ?? policy}</h4>
    <p class="facts">
      <code>${policy}</code> <span class="tag">${categoryTitle(category)}</span>${requirements.map(
        (id) => html` <span class="tag row">${id}</span>`,
      )}
    </p>
    ${facts ? html`<p class="why">${facts.rationale}</p>` : NOTHING}
    ${groupsOf(findings, ({ fix }) => fix).map((group) => fixGroup(group, showStack))}
    ${facts && facts.references.length > 0 ? html`<p class="links">Read more: ${joined(facts.references.map(reference), ", ")}</p>` : NOTHING}
  </article> `;
}

function reference(url: string): Markup {
  return link(url, url.replace(/^https:\/\/(www\.)?/, "").replace(/[#?].*$/, ""));
}

/** Findings with one and the same fix. Before a long list, so that nobody has to scroll for it. */
function fixGroup(findings: readonly [Finding, ...Finding[]], showStack: boolean): Markup {
  const [{ fix }] = findings;
  const label = findings.length > 1 ? `Fix for these ${findings.length}:` : "Fix:";
  const advice =
    fix === "" ? NOTHING : html`<p class="fix"><strong>${label}</strong> <span class="advice">${fix}</span></p>`;
  const list = html`<ul>
    ${findings.map((one) => findingMarkup(one, showStack))}
  </ul>`;
  return html`<div class="same-fix">${findings.length > 1 ? [advice, list] : [list, advice]}</div> `;
}

function findingMarkup(finding: Finding, showStack: boolean): Markup {
  const { id, kind, level, name, type, path, found, position, urn } = finding;
  const stack = stackTitle(finding);
  const place = position && html` <span class="place">${position.file}:${position.line}</span>`;
  return html`<li
    class="finding"
    id="f-${id}"
    data-id="${id}"
    data-state="${stateOf(finding)}"
    data-kind="${kind}"
    data-level="${level}"
    data-stack="${stack}"
    data-urn="${urn}"
  >
    <p class="where">
      <bdi class="name">${name}</bdi>
      <bdi class="type">${type}</bdi
      >${showStack ? html` <bdi class="stack">${stack}</bdi>` : NOTHING}${place ?? NOTHING}
      <span class="level ${level}">${level}</span>
    </p>
    <p>${path === "" ? NOTHING : html`<code class="path">${path}</code> `}<span class="found">${found}</span></p>
  </li> `;
}
