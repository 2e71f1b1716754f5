/** Today's findings as exemptions in the shape of the pack's config (`baseline-settings.exemptions`). */
import { isObject, SETTINGS_POLICY } from "../library";
import { findingsOf, isBlocking, isObjection, type Finding, type Report } from "./model";

/** What every exemption of a baseline says. */
export interface BaselineFields {
  readonly reason: string;
  /** Empty to be filled in. */
  readonly owner: string;
  /** Empty to be filled in. */
  readonly ticket: string;
  /** YYYY-MM-DD. */
  readonly expires: string;
  /** Leave out findings that do not block. */
  readonly onlyBlocking: boolean;
}

/** One exemption as the config file has it (SETTINGS.exemptions). */
export interface BaselineExemption {
  readonly policy: string;
  readonly resource: string;
  readonly stack: string;
  readonly finding?: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  readonly expires: string;
}

/** An exemption for every finding, sorted as people read it, and what to know about them in whole sentences. */
export function baselineOf(
  report: Report,
  fields: BaselineFields,
): { readonly exemptions: readonly BaselineExemption[]; readonly notes: readonly string[] } {
  const { onlyBlocking, ...rest } = fields;
  const findings = findingsOf(report).filter((one) => (onlyBlocking ? isBlocking(one) : isObjection(one)));
  const settled = findings.filter((one) => one.kind !== "settings-problem" && one.urn !== "");
  const exemptions = settled.map(({ policy, urn, stack, key }): BaselineExemption => ({
    policy,
    resource: urn,
    stack,
    // What is about a resource as a whole, of which a policy says one thing, has no key.
    ...(key !== "" && { finding: key }),
    ...rest,
  }));
  return { exemptions, notes: notesOn(findings, settled) };
}

function notesOn(findings: readonly Finding[], settled: readonly Finding[]): readonly string[] {
  const settings = findings.filter(({ kind }) => kind === "settings-problem").length;
  const whole = settled.filter(({ key }) => key === "").length;
  const loose = new Set(settled.filter(({ urn, stack }) => /[*?]/.test(urn + stack)).map(({ urn }) => urn));
  return [
    settings > 0 && `${settings} mistakes in the pack's settings are not exempted: correct the settings.`,
    whole > 0 &&
      `${whole} findings are about a resource as a whole: their exemptions cover whatever the policy says of that one resource.`,
    loose.size > 0 &&
      `Names with "*" or "?" match as patterns, so these exemptions may cover more resources than one: ${[...loose].join(", ")}.`,
  ].filter((note) => note !== false);
}

/** What a config is after a merge. */
export interface MergedConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** Exemptions that are new. */
  readonly added: number;
  /** Exemptions of the baseline that the config has already, whatever their reason and expiry. */
  readonly kept: number;
}

/** Adds what a config lacks and leaves all else as it is; in words for the user what stands in the way. */
export function mergeBaseline(
  config: Readonly<Record<string, unknown>>,
  exemptions: readonly BaselineExemption[],
): MergedConfig | string {
  const given = config[SETTINGS_POLICY] ?? {};
  // A level alone is the short form of an object with that level.
  const settings = typeof given === "string" ? { enforcementLevel: given } : given;
  if (!isObject(settings)) {
    return `"${SETTINGS_POLICY}" must be a level or an object with settings to take exemptions.`;
  }
  const existing = settings["exemptions"] ?? [];
  if (!Array.isArray(existing)) {
    return `"${SETTINGS_POLICY}.exemptions" must be a list.`;
  }
  const known = new Set(existing.filter(isObject).map(identityOf));
  const added: BaselineExemption[] = [];
  for (const exemption of exemptions) {
    const identity = identityOf({ ...exemption });
    if (!known.has(identity)) {
      known.add(identity);
      added.push(exemption);
    }
  }
  return {
    config: { ...config, [SETTINGS_POLICY]: { ...settings, exemptions: [...(existing as unknown[]), ...added] } },
    added: added.length,
    kept: exemptions.length - added.length,
  };
}

function identityOf(one: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([one["policy"], one["resource"], one["stack"], one["finding"]]);
}
