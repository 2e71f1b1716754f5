import { policies } from "../library";
import { controlsOf, nameOfStandard, STANDARDS, type Standard } from "./controls";
import type { Profile } from "./profile";
import { ALL } from "./settings-file";

/**
 * Switches everything off but what serves no requirement of its own: the shared settings, which other policies need, and what tells of
 * settings and exemptions. A set on top of it shows that set alone: `config build --profile none --profile cis`.
 */
export const NONE: Profile = {
  name: "none",
  summary: "Everything is off: put control sets on top of it to see them alone.",
  settings: {
    [ALL]: { enforcementLevel: "disabled" },
    ...Object.fromEntries(
      policies
        .filter(({ facts }) => facts.requirements.length === 0)
        .map(({ facts }) => [facts.name, { enforcementLevel: "advisory" }]),
    ),
  },
};

/**
 * One profile for each standard, in its newest version: the policies that answer one of its controls are mandatory. A set says nothing
 * about the others, so that profiles can be put together; alone, they keep their own levels.
 */
export const CONTROL_SETS: readonly Profile[] = [
  controlSet("fsbp", "AWS Foundational Security Best Practices"),
  controlSet("cis", "CIS AWS Foundations Benchmark"),
  controlSet("nist-800-53", "NIST SP 800-53"),
  controlSet("pci-dss", "PCI DSS"),
];

function controlSet(name: string, framework: string): Profile {
  const newest = STANDARDS.find((one) => one.framework === framework);
  if (!newest) {
    throw new Error(`profiles/data/controls.ts knows no ${framework}`);
  }
  const members = policies.filter((policy) => controlsOf(policy).some((control) => isOf(control, newest)));
  return {
    name,
    summary: `The policies that answer a control of ${nameOfStandard(newest)} are mandatory.`,
    settings: Object.fromEntries(members.map(({ facts }) => [facts.name, { enforcementLevel: "mandatory" }])),
  };
}

function isOf(one: Standard, other: Standard): boolean {
  return one.framework === other.framework && one.version === other.version;
}
