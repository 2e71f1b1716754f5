import type { Control, Policy } from "../library";
import { ANSWERS, CIS, FOUNDATIONAL, NIST, PCI } from "./data/controls";

/** A published standard whose controls policies answer, in one version. */
export interface Standard {
  readonly framework: string;
  /** Empty for the controls of AWS Security Hub, which have no version of their own. */
  readonly version: string;
}

const FSBP_NAME = "AWS Foundational Security Best Practices";
const SECURITY_HUB_NAME = "AWS Security Hub";
const CIS_NAME = "CIS AWS Foundations Benchmark";
const NIST_NAME = "NIST SP 800-53";
const PCI_NAME = "PCI DSS";

const CIS_PAGE = "https://www.cisecurity.org/benchmark/amazon_web_services";
const NIST_PAGE = "https://doi.org/10.6028/NIST.SP.800-53r5";
const PCI_PAGE = "https://www.pcisecuritystandards.org/document_library/";

/** 2.9 before 2.10. */
const inNaturalOrder = new Intl.Collator("en", { numeric: true }).compare;

/** Every standard, the newest version of each first. */
export const STANDARDS: readonly Standard[] = [
  { framework: FSBP_NAME, version: "1.0.0" },
  { framework: SECURITY_HUB_NAME, version: "" },
  ...newestFirst(CIS).map((version) => ({ framework: CIS_NAME, version })),
  { framework: NIST_NAME, version: "Rev. 5" },
  ...newestFirst(PCI).map((version) => ({ framework: PCI_NAME, version })),
];

/**
 * The controls that a policy answers: those it names, and what AWS says that its controls of AWS Security Hub answer in CIS, NIST SP
 * 800-53 and PCI DSS. Each one once, in the order of `STANDARDS`, ids in their natural order.
 */
export function controlsOf({ facts }: Pick<Policy, "facts">): readonly Control[] {
  const own = facts.controls ?? [];
  const all = [...own, ...own.filter(isOfSecurityHub).flatMap(({ id }) => answers().get(id) ?? [])];
  const once = new Map(all.map((control) => [[control.framework, control.version, control.id].join(" "), control]));
  return [...once.values()].sort(byStandardAndId);
}

/**
 * The ids that a standard publishes; undefined for a standard that is not known. Of AWS Security Hub it has the controls that policies
 * name, of CIS 1.2.0 and PCI DSS what AWS Security Hub or Prowler check.
 */
export function publishedIds({ framework, version }: Standard): ReadonlySet<string> | undefined {
  switch (framework) {
    case FSBP_NAME:
      return version === "1.0.0" ? idsIn(FOUNDATIONAL) : undefined;
    case SECURITY_HUB_NAME:
      return version === "" ? new Set(answers().keys()) : undefined;
    case CIS_NAME:
      return idsIn(CIS[version]);
    case NIST_NAME:
      return version === "Rev. 5" ? idsIn(NIST) : undefined;
    case PCI_NAME:
      return idsIn(PCI[version]);
    default:
      return undefined;
  }
}

/** What a standard is called, with its version where it has one. */
export function nameOfStandard({ framework, version }: Standard): string {
  return version === "" ? framework : `${framework} ${version}`;
}

function isOfSecurityHub({ framework }: Control): boolean {
  return framework === FSBP_NAME || framework === SECURITY_HUB_NAME;
}

let table: ReadonlyMap<string, readonly Control[]> | undefined;

/** What controls of AWS Security Hub answer, by their id. Read when first asked for. */
function answers(): ReadonlyMap<string, readonly Control[]> {
  table ??= new Map(
    ANSWERS.split("\n").map((line) => {
      const [id = "", list = ""] = line.split(/: ?/);
      return [id, list.split("; ").filter(Boolean).flatMap(controlsIn)];
    }),
  );
  return table;
}

/** `CIS 3.0.0 2.1.4`, `NIST AC-3 AC-3(7)` or `PCI 4.0.1 1.4.4`, as the table has them. */
function controlsIn(part: string): readonly Control[] {
  const [kind, ...words] = part.split(" ");
  if (kind === "NIST") {
    return words.map((id) => ({ framework: NIST_NAME, version: "Rev. 5", id, url: NIST_PAGE }));
  }
  const [version = "", ...ids] = words;
  const [framework, url] = kind === "CIS" ? [CIS_NAME, CIS_PAGE] : [PCI_NAME, PCI_PAGE];
  return ids.map((id) => ({ framework, version, id, url }));
}

function byStandardAndId(a: Control, b: Control): number {
  return rankOf(a) - rankOf(b) || inNaturalOrder(a.id, b.id);
}

function rankOf({ framework, version }: Control): number {
  return STANDARDS.findIndex((one) => one.framework === framework && one.version === version);
}

function newestFirst(versions: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(versions).sort((a, b) => inNaturalOrder(b, a));
}

function idsIn(text: string | undefined): ReadonlySet<string> | undefined {
  return text === undefined ? undefined : new Set(text.split(/\s+/));
}
