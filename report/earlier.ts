/** Reports that were written as json before, read back. */
import { isObject } from "../library";
import { REPORT_VERSION, type Finding, type Report, type StackReport } from "./model";

/** The report, or what is wrong with it in words for the user. */
export function readEarlierReport(value: Readonly<Record<string, unknown>>): Report | string {
  if (value["version"] !== REPORT_VERSION) {
    return `This report is of version ${JSON.stringify(value["version"])}; this command reads version ${REPORT_VERSION}. Write it again with the same version of aws-security-baseline.`;
  }
  return isReport(value)
    ? value
    : "This looks like a report that aws-security-baseline wrote as json, but something is missing in it. Write it again.";
}

function isReport(value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & Report {
  return isListOf(value["stacks"], isStack) && isListOf(value["problems"], isProblem);
}

function isStack(value: unknown): value is StackReport {
  return (
    hasTexts(value, ["project", "stack"]) &&
    isListOf(value["findings"], isFinding) &&
    isListOf(value["policies"], (one) => hasTexts(one, ["pack", "policy"])) &&
    isListOf(value["runs"], (one) => hasTexts(one, ["source", "phase"])) &&
    typeof value["resources"] === "number" &&
    isObject(value["otherPacks"])
  );
}

const TEXTS = [
  "id",
  "kind",
  "project",
  "stack",
  "urn",
  "type",
  "name",
  "pack",
  "packVersion",
  "policy",
  "level",
  "path",
  "key",
  "found",
  "fix",
  "description",
];

function isFinding(value: unknown): value is Finding {
  return hasTexts(value, TEXTS) && isListOf(value["requirements"], (one) => typeof one === "string");
}

function isProblem(value: unknown): boolean {
  return hasTexts(value, ["source", "text"]);
}

function hasTexts(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  return isObject(value) && names.every((name) => typeof value[name] === "string");
}

function isListOf(value: unknown, is: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((one) => is(one));
}
