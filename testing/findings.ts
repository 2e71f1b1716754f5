/** What a test sees of a finding, and how it is put into words. */
import { nearest, parseMessage } from "../library";
import { kindOf } from "../report/finding";
import { byGravity, isObjection, type FindingKind } from "../report/model";
import { partsOfUrn } from "../report/urn";
import type { Diagnostic, EnforcementLevel, PackInfo, PackSettings, Severity } from "./analyzer";

/** One thing that a policy said about one resource. */
export interface Finding {
  /** The name of the policy. */
  readonly policy: string;
  /** The logical name of the resource; the root stack's (`<project>-<stack>`) where it is about the stack as a whole. */
  readonly resource: string;
  /** Of the resource, such as `aws:s3/bucket:Bucket`. */
  readonly type: string;
  readonly urn: string;
  /** The place in the resource's properties, such as `ingress[0].cidrBlocks`; empty for the resource as a whole. */
  readonly path: string;
  /** What is wrong. The whole message of a policy that is not made with this package. */
  readonly found: string;
  /** What to write instead; empty for a policy that is not made with this package. */
  readonly fix: string;
  readonly level: FindingLevel;
  /** Undefined where a policy of another pack has none. */
  readonly severity: Severity | undefined;
  /** Rows of the catalogue, such as `STO-04`. */
  readonly requirements: readonly string[];
  /** Tells it from other findings of the policy on the resource; exemptions name it. */
  readonly key: string;
  /** `violation`, or why it is something else, such as `exempted` or `settings-problem`. */
  readonly kind: FindingKind;
}

/** How a finding is enforced. One at `remediate` is what a remediation did not mend. */
export type FindingLevel = Exclude<EnforcementLevel, "disabled">;

/** What a pack reported, as a test sees it. */
export function findingOf(diagnostic: Diagnostic): Finding {
  const { policyName: policy, urn, message } = diagnostic;
  const parts = parseMessage(message);
  const { type = "", name = "" } = partsOfUrn(urn) ?? {};
  const { path, found, fix, requirements, key } = parts ?? {
    ...{ path: "", found: message.trim(), fix: "", requirements: [], key: "" },
  };
  const level = diagnostic.enforcementLevel === "disabled" ? "mandatory" : diagnostic.enforcementLevel;
  const kind = parts === undefined ? "violation" : kindOf(policy, parts);
  return {
    ...{ policy, resource: name, type, urn, path, found, fix },
    ...{ level, severity: diagnostic.severity, requirements, key, kind },
  };
}

/** Those that something is to be done about: not what is exempted, undecided or said about exemptions. The worst come first. */
export function objections(findings: readonly Finding[], level: FindingLevel = "advisory"): readonly Finding[] {
  const least = RANK[level];
  return findings.filter((one) => isObjection(one) && RANK[one.level] <= least).sort(byGravity);
}

const RANK: Readonly<Record<FindingLevel, number>> = { mandatory: 0, remediate: 1, advisory: 2 };

/** One finding in a few lines, for the message of a failed test. */
export function describeFinding({ level, severity, policy, type, resource, ...finding }: Finding): string {
  const { path, found, fix, requirements, key } = finding;
  const address = [path, key === path || key === "" ? "" : `key=${key}`].filter(Boolean).join(" ");
  return [
    `${[level, severity, policy].filter(Boolean).join("  ")}  (${[type, resource].filter(Boolean).join(": ") || "stack"})`,
    `  ${found}`,
    ...(fix === "" ? [] : [`  Fix: ${fix}`]),
    ...(requirements.length > 0 || address !== "" ? [`  [${requirements.join(", ")}] ${address}`.trimEnd()] : []),
  ].join("\n");
}

/** Settings of policies that the pack has not would set nothing, and say so nowhere. */
export function refuseUnknownPolicies(pack: PackInfo, settings: PackSettings): void {
  const names = [...pack.policies.map(({ name }) => name), "all"];
  const stray = Object.keys(settings).find((name) => !names.includes(name));
  if (stray === undefined) return;
  const near = nearest(stray, names);
  throw new Error(
    `settings: there is no policy "${stray}", so this sets nothing.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
  );
}
