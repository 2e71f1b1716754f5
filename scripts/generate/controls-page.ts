import type { Policy } from "../../core";
import { controlsOf, nameOfStandard, STANDARDS, type Standard } from "../../profiles/controls";
import type { Generator } from "./generator";

/** docs/controls.md: from each control of a published standard to the policies that answer it. */
export const controlsPage: Generator = {
  name: "controls-page",
  kind: "installed",
  files: async () => new Map([["docs/controls.md", renderControls((await import("../../policies")).policies)]]),
};

/** What a reader has to know of a standard, by its name. */
const NOTES: Readonly<Record<string, string>> = {
  "AWS Foundational Security Best Practices":
    "The standard of that name of [AWS Security Hub](https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html).",
  "AWS Security Hub": "Controls of AWS Security Hub that only other standards of it contain.",
};

/** The page. */
export function renderControls(policies: readonly Policy[]): string {
  const answering = new Map(policies.map((policy) => [policy, controlsOf(policy)] as const));
  return `${[
    "# Controls",
    "Which policies answer a control of a published standard. A policy names its controls of AWS Security Hub; what those answer in " +
      "CIS, NIST SP 800-53 and PCI DSS is AWS's own mapping. A policy reads the program: it answers a control for what the stack " +
      "makes, and says nothing of the rest of the account, nor that a standard is met. The profiles `fsbp`, `cis`, `nist-800-53` and " +
      "`pci-dss` make the policies of a standard's newest version mandatory.",
    ...STANDARDS.map((standard) => sectionOf(standard, answering)),
  ].join("\n\n")}\n`;
}

function sectionOf(standard: Standard, answering: ReadonlyMap<Policy, ReturnType<typeof controlsOf>>): string {
  const rows = new Map<string, { readonly url: string; readonly policies: string[] }>();
  for (const [{ facts }, controls] of answering) {
    for (const { framework, version, id, url } of controls) {
      if (framework === standard.framework && version === standard.version) {
        const row = rows.get(id) ?? { url, policies: [] };
        row.policies.push(`[${facts.name}](policies/${facts.name}.md)`);
        rows.set(id, row);
      }
    }
  }
  const ids = [...rows.keys()].sort(new Intl.Collator("en", { numeric: true }).compare);
  const note = NOTES[standard.framework];
  return [
    `## ${nameOfStandard(standard)}`,
    ...(note === undefined ? [] : ["", note]),
    "",
    "| Control | Policies |",
    "| --- | --- |",
    ...ids.map((id) => `| [${id}](${rows.get(id)?.url ?? ""}) | ${rows.get(id)?.policies.join(", ") ?? ""} |`),
  ].join("\n");
}
