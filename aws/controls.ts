/**
 * Controls of published standards as policies name them. What else a control of AWS Security Hub answers (NIST SP 800-53, PCI DSS,
 * CIS) is AWS's own mapping, kept once in profiles/data; a test holds every id against its published list.
 */
import type { Control } from "../core";

const GUIDE = "https://docs.aws.amazon.com/securityhub/latest/userguide";

/** Controls of AWS Security Hub that are part of its AWS Foundational Security Best Practices standard: `S3.8`. */
export function foundational(...ids: readonly string[]): readonly Control[] {
  return ids.map((id) => ({
    framework: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    id,
    url: securityHubPage(id),
  }));
}

/** Controls of AWS Security Hub that only other standards of it contain. They have no version. */
export function securityHub(...ids: readonly string[]): readonly Control[] {
  return ids.map((id) => ({ framework: "AWS Security Hub", version: "", id, url: securityHubPage(id) }));
}

/** Recommendations of the CIS AWS Foundations Benchmark that no control of AWS Security Hub answers. */
export function cis(version: string, ...ids: readonly string[]): readonly Control[] {
  return ids.map((id) => ({
    framework: "CIS AWS Foundations Benchmark",
    version,
    id,
    url: "https://www.cisecurity.org/benchmark/amazon_web_services",
  }));
}

/** Where AWS describes a control: a page for each service, an anchor for each control. */
function securityHubPage(id: string): string {
  const [service = "", number = ""] = id.toLowerCase().split(".");
  return `${GUIDE}/${service}-controls.html#${service}-${number}`;
}
