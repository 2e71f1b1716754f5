import type { Invocation, Notification, ReportingDescriptor, Result } from "sarif";
import { policies } from "../../library";
import { compareReports } from "../compare";
import { PACK } from "../finding";
import { Repository } from "../locations";
import {
  findingsOf,
  isBlocking,
  isObjection,
  severityRank,
  stackTitle,
  type Finding,
  type FindingKind,
  type Report,
  type Severity,
} from "../model";
import { aboutFinding, oneLine } from "../text";
import type { Format, FormatOptions } from "./format";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** All findings; what is exempted as suppressed, what is undecided as open (SARIF 2.1.0, 3.27.9 and 3.35). */
export const sarif: Format = {
  name: "sarif",
  extension: "sarif",
  summary: "SARIF 2.1.0, for editors and viewers",
  write: (report, options) => write(report, findingsOf(report), options, []),
};

/**
 * GitHub rejects a file with more results than this, and keeps 5,000 of them
 * (https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit).
 */
const MOST_RESULTS = 25_000;

/**
 * What is to be done, and nothing else: GitHub takes suppressed results for open ones
 * (https://github.com/github/codeql-action/issues/1230).
 */
export const codeScanning: Format = {
  name: "code-scanning",
  extension: "sarif",
  summary: "the same without what is exempted or undecided, for GitHub's code scanning",
  write(report, options) {
    const objections = findingsOf(report).filter(isObjection);
    const left = objections.length - MOST_RESULTS;
    const text = `${left === 1 ? "1 finding is" : `${left} findings are`} left out, the mildest: GitHub takes ${MOST_RESULTS} in a file.`;
    // Findings come worst first in each stack only.
    const results = left > 0 ? worst(objections) : objections;
    return write(report, results, options, left > 0 ? [{ level: "warning", message: { text } }] : []);
  },
};

function worst(findings: readonly Finding[]): readonly Finding[] {
  const rank = (one: Finding): number => (isBlocking(one) ? 0 : 10) + severityRank(one.severity);
  return [...findings].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_RESULTS);
}

/** One run: GitHub takes no more than 20 in a file, and a company has more stacks. A result a line. */
function* write(
  report: Report,
  findings: readonly Finding[],
  { folder, earlier }: FormatOptions,
  notes: readonly Notification[],
): Iterable<string> {
  const repository = new Repository(folder);
  const rules = rulesOf(findings);
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  const fresh = earlier && new Set(compareReports(report, earlier).fresh.map(({ id }) => id));
  yield `{\n"$schema": ${JSON.stringify(SCHEMA)},\n"version": "2.1.0",\n"runs": [{\n`;
  yield `"tool": {"driver": {"name": ${JSON.stringify(PACK)}${versionOf(findings)}, "rules": [`;
  yield [...rules.values()].map((rule) => `\n${JSON.stringify(rule)}`).join(",");
  yield `\n]}},\n"columnKind": "utf16CodeUnits",\n`;
  yield `"originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},\n`;
  yield `${detailsOf(report)}"invocations": [${JSON.stringify(invocationOf(report, repository, notes))}],\n"results": [`;
  for (const [index, finding] of findings.entries()) {
    const result: Result = {
      ...resultOf(finding, repository),
      ruleIndex: indexes.get(ruleIdOf(finding)) ?? -1,
      ...(fresh && { baselineState: fresh.has(finding.id) ? "new" : "unchanged" }),
    };
    yield `${index === 0 ? "\n" : ",\n"}${JSON.stringify(result)}`;
  }
  yield `\n]\n}]\n}\n`;
}

/** The version, when all findings are of one. */
function versionOf(findings: readonly Finding[]): string {
  const [version, another] = new Set(
    findings.filter(({ pack, packVersion }) => pack === PACK && packVersion !== "").map((one) => one.packVersion),
  );
  return version !== undefined && another === undefined ? `, "version": ${JSON.stringify(version)}` : "";
}

/** Keeps apart what GitHub is told of several stacks, each in a file of its own. */
function detailsOf({ stacks }: Report): string {
  const [stack, another] = stacks;
  return stack && !another ? `"automationDetails": {"id": ${JSON.stringify(`${PACK}/${stackTitle(stack)}/`)}},\n` : "";
}

function invocationOf(report: Report, repository: Repository, notes: readonly Notification[]): Invocation {
  const unknown = report.stacks.filter(({ project }) => !repository.knows(project)).map(stackTitle);
  const place = `No project file of ${unknown.join(", ")} was found, so places may be wrong: run this in the folder of Pulumi.yaml.`;
  return {
    executionSuccessful: !report.problems.some((one) => one.incomplete),
    toolExecutionNotifications: [
      ...report.problems.map(({ source, line, text, incomplete }): Notification => {
        const where = [source, line].filter((one) => one !== undefined && one !== "").join(":");
        return { level: incomplete ? "error" : "note", message: { text: where ? `${where}: ${text}` : text } };
      }),
      ...(unknown.length > 0 ? [{ level: "note", message: { text: place } } as const] : []),
      ...notes,
    ],
  };
}

function ruleIdOf({ pack, policy }: Finding): string {
  return FACTS.has(policy) ? policy : `${pack}/${policy}`;
}

/**
 * "over 9.0 is critical, 7.0 to 8.9 is high, 4.0 to 6.9 is medium and 3.9 or less is low"
 * (https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object)
 */
const SCORES: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/** GitHub shows so many. */
const MOST_TAGS = 10;

const FACTS = new Map(policies.map(({ facts }) => [facts.name, facts]));

function rulesOf(findings: readonly Finding[]): ReadonlyMap<string, ReportingDescriptor> {
  const rules = new Map<string, ReportingDescriptor>();
  for (const finding of findings) {
    const id = ruleIdOf(finding);
    if (!rules.has(id)) {
      rules.set(id, ruleOf(id, finding));
    }
  }
  return rules;
}

function ruleOf(id: string, finding: Finding): ReportingDescriptor {
  const { policy, severity, description } = finding;
  const facts = FACTS.get(policy);
  const rated = severity ?? facts?.severity;
  const about = facts?.description ?? (description || policy);
  const tags = ["security", ...(facts ? [facts.category, ...facts.requirements] : [])].slice(0, MOST_TAGS);
  const helpUri = facts?.references[0];
  return {
    id,
    name: policy.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: facts ? `${facts.title}.` : about },
    fullDescription: { text: about },
    help: helpOf(facts, about),
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: facts?.level === "advisory" ? "warning" : "error" },
    properties: { tags, ...(rated && { "security-severity": SCORES[rated] }) },
  };
}

function helpOf(
  facts: { readonly rationale: string; readonly fix: string; readonly references: readonly string[] } | undefined,
  about: string,
): { text: string; markdown: string } {
  if (!facts) {
    return { text: about, markdown: about };
  }
  const { rationale, fix, references } = facts;
  return {
    text: [rationale, `Fix: ${fix}`, ...references].join("\n"),
    markdown: [
      rationale,
      `**Fix:** ${fix.replaceAll("<", "&lt;")}`,
      references.map((one) => `- <${one}>`).join("\n"),
    ].join("\n\n"),
  };
}

/** How SARIF calls what is no failure; its level is then "none" (3.27.10). */
const KINDS: Readonly<Partial<Record<FindingKind, Result.kind>>> = { undecided: "open", remediated: "pass" };

function resultOf(finding: Finding, repository: Repository): Result {
  const { id, urn, name, type, policy, key, path, fix, severity, kind, found } = finding;
  const { file, line, column } = repository.placeOf(finding);
  const sentence = `${name} (${type}): ${aboutFinding(finding)}${fix && isObjection(finding) ? ` Fix: ${fix}` : ""}`;
  return {
    ruleId: ruleIdOf(finding),
    kind: KINDS[kind] ?? "fail",
    level: levelOf(finding),
    // "[text](place)" would be a link (3.11.6).
    message: { text: oneLine(sentence).replaceAll("](", "] (") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "SRCROOT" },
          region: { startLine: line, ...(column !== undefined && { startColumn: column }) },
        },
        logicalLocations: [{ name, fullyQualifiedName: urn, kind: "resource" }],
      },
    ],
    // GitHub tells results apart by the first, and asks for no other.
    partialFingerprints: { primaryLocationLineHash: id, "findingId/v1": id },
    ...(kind === "exempted" && { suppressions: [{ kind: "external", justification: oneLine(found) }] }),
    properties: { policy, stack: stackTitle(finding), kind, key, ...(path && { path }), ...(severity && { severity }) },
  };
}

function levelOf(finding: Finding): Result.level {
  if (KINDS[finding.kind]) {
    return "none";
  }
  if (isBlocking(finding)) {
    return "error";
  }
  return isObjection(finding) && severityRank(finding.severity) <= severityRank("medium") ? "warning" : "note";
}
