import { matchesGlob } from "./glob";

/** An accepted finding, as the settings name it. */
export interface Exemption {
  readonly policy: string;
  readonly resource: string;
  readonly stack: string | undefined;
  readonly finding: string | undefined;
  readonly reason: string;
  readonly expires: string | undefined;
}

/** What an exemption is held against. */
export interface ExemptionTarget {
  readonly policy: string;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly stack: string;
  readonly key: string;
}

/** Reads the exemptions of the settings. One that is not complete exempts nothing and is a problem in words. */
export function readExemptions(raw: readonly Readonly<Record<string, unknown>>[]): {
  readonly exemptions: readonly Exemption[];
  readonly problems: readonly string[];
} {
  const exemptions: Exemption[] = [];
  const problems: string[] = [];
  raw.forEach((one, index) => {
    const problem = problemOf(one);
    if (problem) {
      problems.push(`exemptions[${index}] ${problem}; it exempts nothing`);
      return;
    }
    exemptions.push({
      policy: String(one["policy"]),
      resource: String(one["resource"]),
      stack: optionalText(one["stack"]),
      finding: optionalText(one["finding"]),
      reason: String(one["reason"]),
      expires: optionalText(one["expires"]),
    });
  });
  return { exemptions, problems };
}

/** The exemption that covers a finding on the given day (YYYY-MM-DD, compared as text); expired ones cover nothing. */
export function exemptionFor(
  target: ExemptionTarget,
  exemptions: readonly Exemption[],
  today: string,
): Exemption | undefined {
  return exemptions.find(
    (one) =>
      (one.expires === undefined || one.expires >= today) &&
      matchesGlob(target.policy, one.policy) &&
      [target.urn, target.type, target.name].some((text) => matchesGlob(text, one.resource)) &&
      (one.stack === undefined || matchesGlob(target.stack, one.stack)) &&
      (one.finding === undefined || one.finding === target.key),
  );
}

function problemOf(one: unknown): string | undefined {
  if (typeof one !== "object" || one === null) {
    return "must be an object";
  }
  const fields = one as Record<string, unknown>;
  const missing = ["policy", "resource", "reason"].find((name) => optionalText(fields[name]) === undefined);
  if (missing) {
    return `needs "${missing}"`;
  }
  const wrong = Object.keys(fields).find((name) => !FIELDS.has(name) || typeof fields[name] !== "string");
  if (wrong) {
    return FIELDS.has(wrong) ? `needs text as "${wrong}"` : `has an unknown field "${wrong}"`;
  }
  const expires = optionalText(fields["expires"]);
  return expires !== undefined && !isDay(expires) ? `needs a day such as 2027-01-31 as "expires"` : undefined;
}

const FIELDS = new Set(["policy", "resource", "stack", "finding", "reason", "owner", "ticket", "expires"]);

function optionalText(raw: unknown): string | undefined {
  return typeof raw === "string" && raw.trim() !== "" ? raw : undefined;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
