/** What the pack knows of the policies that findings and counts name. */
import { controlsOf, nameOfStandard } from "../../../profiles/controls";
import { EXEMPTIONS_POLICY, policies, SETTINGS_POLICY, type Control, type Policy } from "../../../library";
import type { Finding } from "../../model";

/** What policies of other packs count as. */
export const OTHER_CATEGORY = "other packs";

const CATEGORY_TITLES: Readonly<Record<string, string>> = { iam: "IAM" };

let byName: ReadonlyMap<string, Policy> | undefined;

/** The policy of this pack with a name; undefined for those of other packs and versions. */
export function policyNamed(name: string): Policy | undefined {
  byName ??= new Map(policies.map((policy) => [policy.facts.name, policy]));
  return byName.get(name);
}

/** Whether a policy is about the settings of the pack, and not about resources. */
export function isAboutPack(name: string): boolean {
  return name === SETTINGS_POLICY || name === EXEMPTIONS_POLICY;
}

/**
 * The policy that a finding is about. What the ledger of exemptions says stands at a policy of its own; its key names the one whose
 * finding is meant: `exempted:<policy>:<key>`, `ended:<policy>:<key>` (core/ledger.ts).
 */
export function policyOf({ policy, kind, key }: Pick<Finding, "policy" | "kind" | "key">): string {
  if (policy !== EXEMPTIONS_POLICY || (kind !== "exempted" && kind !== "exemption-problem")) {
    return policy;
  }
  const named = key.split(":")[1] ?? "";
  return policyNamed(named) ? named : policy;
}

/** The rows of the catalogue that a finding is about. */
export function requirementsOf(finding: Finding): readonly string[] {
  return finding.requirements.length > 0
    ? finding.requirements
    : (policyNamed(policyOf(finding))?.facts.requirements ?? []);
}

export function categoryOf(policy: string): string {
  return policyNamed(policy)?.facts.category ?? OTHER_CATEGORY;
}

/** All categories, in the order of the pack. */
export function categories(): readonly string[] {
  return [...new Set(policies.map(({ facts }) => facts.category)), OTHER_CATEGORY];
}

export function categoryTitle(category: string): string {
  return CATEGORY_TITLES[category] ?? category.slice(0, 1).toUpperCase() + category.slice(1);
}

/** The controls that a policy answers; none for other packs. */
export function controlsOfPolicy(policy: string): readonly Control[] {
  const known = policyNamed(policy);
  return known ? controlsOf(known) : [];
}

/** Tells a control from all others, and is what people call it: `PCI DSS 4.0.1 1.4.4`. */
export function controlTitle(control: Control): string {
  return `${nameOfStandard(control)} ${control.id}`;
}
