import { createRequire } from "node:module";
import { join } from "node:path";
import { dump } from "js-yaml";
import { EXEMPTIONS_POLICY, SETTINGS_POLICY, type Policy } from "../../core";
import { parseMessage } from "../../core/message";
import { nameOfStandard } from "../../profiles/controls";
import { reconcile, startAnalyzer, type Analyzer, type Diagnostic } from "../../testing/analyzer";
import type { Properties } from "../../testing/values";
import { shown, StackBuilder } from "../../test/harness/builder";
import { caseOf, type Case, type Cases } from "../../test/harness/cases";
import { readCatalogue, type Catalogue } from "./catalogue";
import type { Generator } from "./generator";

/** docs/policies: a page per policy, with its examples taken from its cases and what the compiled pack says of them. */
export const policyPages: Generator = {
  name: "policy-pages",
  kind: "installed",
  folder: "docs/policies",
  files: async () => {
    const policies = await allPolicies();
    const pack = await startAnalyzer({ env: { PULUMI_CONFIG: JSON.stringify({ "aws:region": "us-east-1" }) } });
    try {
      const pages = new Map<string, string>();
      for (const policy of policies) {
        pages.set(`docs/policies/${policy.facts.name}.md`, await policyPage(policy, pack));
      }
      return pages;
    } finally {
      await pack.close();
    }
  },
};

/** docs/catalogue.md: from each requirement to its policies and back. */
export const cataloguePage: Generator = {
  name: "catalogue",
  kind: "installed",
  files: async ({ root }) =>
    new Map([["docs/catalogue.md", renderCatalogue(readCatalogue(root), await allPolicies())]]),
};

/** Loaded late, so that a stale index does not keep the generator of the index from running. */
async function allPolicies(): Promise<readonly Policy[]> {
  return (await import("../../policies")).policies;
}

async function policyPage(policy: Policy, pack: Analyzer): Promise<string> {
  const { facts } = policy;
  const table = casesOf(policy);
  const sections = [
    `# ${facts.name}`,
    facts.description,
    factsTable(policy),
    `## Why\n\n${facts.rationale}`,
    `## How to fix\n\n${facts.fix}`,
    settingsSection(policy),
    table && (await failingSection(policy, table, pack)),
    table && passingSection(table),
    `## References\n\n${facts.references.map((url) => `- <${url}>`).join("\n")}`,
  ];
  return `${sections.filter(Boolean).join("\n\n")}\n`;
}

function factsTable({ facts, needs }: Policy): string {
  const rows = [
    ["Category", facts.category],
    [
      "Requirements",
      facts.requirements.map((id) => `[${id}](../catalogue.md#${id.toLowerCase()})`).join(", ") || "none",
    ],
    ["Severity", facts.severity],
    ["Default level", facts.level],
    ["Decided", DECIDED[needs]],
    [
      "Remediation",
      facts.remediates === undefined
        ? "no"
        : `${facts.remediates} Only at the level \`remediate\`: see [the guide](../guides/remediation.md).`,
    ],
    ...(facts.controls ?? []).map(({ framework, version, id, url }) => [
      "Control",
      `[${nameOfStandard({ framework, version })}, ${id}](${url})`,
    ]),
  ];
  return ["| | |", "| --- | --- |", ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join("\n");
}

const DECIDED = {
  resource: "on each resource, before it is created",
  stack: "on each resource as far as it can be, the rest when all resources are known",
  "stack-only": "when all resources of the stack are known",
} as const;

function settingsSection({ facts, options }: Policy): string | undefined {
  const entries = Object.entries(options);
  if (entries.length === 0) {
    return undefined;
  }
  const rows = entries.map(([name, { schema }]) => {
    const choices = schema.enum ?? schema.items?.enum;
    const type = choices ? choices.map((choice) => `\`${choice}\``).join(", ") : (schema.type ?? "");
    const kind = schema.type === "array" && choices ? `list of ${type}` : type;
    return `| \`${name}\` | ${kind} | \`${JSON.stringify(schema.default)}\` | ${escapeCell(schema.description ?? "")} |`;
  });
  const example = { [facts.name]: { enforcementLevel: facts.level, ...exampleOf(entries) } };
  return [
    "## Settings",
    "",
    "| Setting | Type | Default | Meaning |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "```json",
    JSON.stringify(example, undefined, 2),
    "```",
  ].join("\n");
}

function exampleOf(entries: [string, Policy["options"][string]][]): Record<string, unknown> {
  return Object.fromEntries(entries.slice(0, 3).map(([name, { schema }]) => [name, schema.default]));
}

async function failingSection(policy: Policy, table: Cases, pack: Analyzer): Promise<string | undefined> {
  const [first] = Object.entries(table.fails);
  if (!first) {
    return undefined;
  }
  const [name, one] = first;
  const lines = await saidOf(policy, one, pack);
  return [`## Fails: ${name}`, "", program(one), "", "```text", ...lines, "```"].join("\n");
}

function passingSection(table: Cases): string | undefined {
  const [first] = Object.entries(table.passes);
  return first && [`## Passes: ${first[0]}`, "", program(caseOf(first[1]))].join("\n");
}

/** What the CLI prints of the policy's findings on a case. */
async function saidOf(policy: Policy, one: Case, pack: Analyzer): Promise<string[]> {
  const settings = { [SETTINGS_POLICY]: one.settings ?? {}, [policy.facts.name]: one.options ?? {} };
  await pack.configure(reconcile(await pack.getAnalyzerInfo(), settings as Record<string, Properties>));
  const requests = build(one).requests("update");
  const found: Diagnostic[] = [];
  for (const { inputs } of requests.filter(({ analyzed }) => analyzed)) {
    const { diagnostics } = await pack.analyze(inputs);
    found.push(...diagnostics.map((diagnostic) => ({ ...diagnostic, urn: inputs.urn })));
  }
  found.push(...(await pack.analyzeStack(requests.map(({ outputs }) => outputs))).diagnostics);
  return found
    .filter(({ policyName, message }) => policyName === policy.facts.name && parseMessage(message))
    .flatMap(({ policyName, enforcementLevel, urn, message }) => {
      const [, , type = "", resource = ""] = urn.split("::");
      return [`[${enforcementLevel}]  ${policyName}  (${type.split("$").at(-1)}: ${resource})`, ...message.split("\n")];
    });
}

function build(one: Case): StackBuilder {
  const builder = new StackBuilder(one.project ?? "app", one.stackName ?? "dev");
  one.stack(builder);
  return builder;
}

/** The program of a case as Pulumi YAML. */
function program(one: Case): string {
  const { built } = build(one);
  const resources = Object.fromEntries(
    built.map(({ name, type, inputs }) => [
      name,
      { type, ...(Object.keys(inputs).length > 0 && { properties: shown(inputs) }) },
    ]),
  );
  const settings = one.options ? `Settings: \`${JSON.stringify(one.options)}\`\n\n` : "";
  return `${settings}\`\`\`yaml\n${dump({ resources }, { lineWidth: 110, noRefs: true, skipInvalid: true }).trimEnd()}\n\`\`\``;
}

function casesOf({ facts }: Policy): Cases | undefined {
  if ([SETTINGS_POLICY, EXEMPTIONS_POLICY].includes(facts.name)) {
    return undefined;
  }
  const path = join(__dirname, "..", "..", "test", "policies", facts.category, `${facts.name}.cases`);
  return (createRequire(__filename)(path) as { default: Cases }).default;
}

function renderCatalogue({ requirements, notCheckable }: Catalogue, policies: readonly Policy[]): string {
  const groups = [...new Set(requirements.map(({ group }) => group))];
  const sections = groups.map((group) =>
    [
      `## ${group}`,
      ...requirements
        .filter((one) => one.group === group)
        .map(({ id, sources, must }) =>
          [`### ${id}`, "", `Source: ${sources.join(", ")}`, "", must, "", ...policyLines(id, policies)].join("\n"),
        ),
    ].join("\n\n"),
  );
  const back = policies.map(
    ({ facts }) =>
      `| [${facts.name}](policies/${facts.name}.md) | ${facts.severity} | ${facts.level} | ${facts.requirements.join(", ")} | ${escapeCell(facts.title)} |`,
  );
  return (
    [
      "# Catalogue",
      "From each requirement to the policies that enforce it, and back. Generated from docs/requirements.yaml and the policies. " +
        "From the controls of CIS, AWS Foundational Security Best Practices, NIST SP 800-53 and PCI DSS: [controls](controls.md).",
      [
        "## Policies",
        "",
        "| Policy | Severity | Level | Requirements | Holds when it passes |",
        "| --- | --- | --- | --- | --- |",
        ...back,
      ].join("\n"),
      ...sections,
      [
        "## Not checkable",
        "",
        `The sources have ${notCheckable.length} items that no policy can check. [Not checkable](not-checkable.md) lists them, why, and what is done instead.`,
      ].join("\n"),
      "",
    ]
      .join("\n\n")
      .trimEnd() + "\n"
  );
}

function policyLines(id: string, policies: readonly Policy[]): string[] {
  const serving = policies.filter(({ facts }) => facts.requirements.includes(id));
  if (serving.length === 0) {
    return ["Not enforced yet."];
  }
  return serving.map(({ facts }) => `- [${facts.name}](policies/${facts.name}.md) (${facts.severity}, ${facts.level})`);
}

/** Text as a cell of a Markdown table. */
export function escapeCell(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/\n/g, " ");
}
