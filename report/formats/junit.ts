import builder, { type TestCase, type TestSuite } from "junit-report-builder";
import { Repository } from "../locations";
import { isObjection, stackTitle, type Finding, type Problem, type Report, type StackReport } from "../model";
import { aboutFinding, oneLine } from "../text";
import type { Format } from "./format";

/** A suite a stack and a case a finding; also a case for each policy that resources passed. */
export const junit: Format = {
  name: "junit",
  extension: "xml",
  summary: "JUnit XML, for the test results of a CI system",
  *write(report, { folder }) {
    yield xmlOf(report, new Repository(folder));
  },
};

function xmlOf(report: Report, repository: Repository): string {
  const root = builder.newBuilder();
  for (const stack of report.stacks) {
    addStack(root.testSuite(), stack, repository);
  }
  const incomplete = report.problems.filter((one) => one.incomplete);
  if (incomplete.length > 0) {
    const suite = root.testSuite().name("aws-security-baseline report");
    incomplete.forEach((problem) => addProblem(suite, problem));
  }
  return `${root.build().trimEnd()}\n`;
}

function addStack(suite: TestSuite, stack: StackReport, repository: Repository): void {
  suite.name(xml(stackTitle(stack)));
  for (const finding of stack.findings) {
    addFinding(suite.testCase(), finding, repository);
  }
  for (const { policy, passed } of stack.policies) {
    if (passed > 0) {
      suite
        .testCase()
        .className(xml(policy))
        .name(passed === 1 ? "1 resource passes" : `${passed} resources pass`);
    }
  }
}

function addFinding(test: TestCase, finding: Finding, repository: Repository): void {
  const { id, urn, policy, name, type, key, severity, requirements, level, kind, fix } = finding;
  const { file, line, isExact } = repository.placeOf(finding);
  test
    .className(xml(policy))
    .name(xml(`${name} (${type}) ${key}`))
    .file(xml(file))
    .property("id", id)
    .property("urn", xml(urn));
  if (severity) {
    test.property("severity", severity);
  }
  if (requirements.length > 0) {
    test.property("requirements", xml(requirements.join(" ")));
  }
  const message = xml(aboutFinding(finding));
  const lines = [
    message,
    ...(fix ? [`Fix: ${xml(fix)}`] : []),
    ...(isExact ? [xml(`At ${file}:${line}`)] : []),
    xml(urn),
  ];
  if (!isObjection(finding)) {
    test.standardOutput(content([`${kind}: ${message}`, ...lines.slice(1)]));
    if (kind !== "remediated") {
      test.skipped();
    }
    return;
  }
  if (kind === "violation") {
    test.failure(message, level).stacktrace(content(lines));
  } else {
    test.error(message, kind, content(lines));
  }
}

function addProblem(suite: TestSuite, { source, line, text }: Problem): void {
  const place = [source, line].filter((one) => one !== undefined && one !== "").join(":");
  suite
    .testCase()
    .className("report")
    .name(xml(`${place || "all sources"} is complete`))
    .error(xml(text), "incomplete", content([xml(text)]));
}

/** Text that XML 1.0 can hold (https://www.w3.org/TR/xml/#charsets); the writer escapes what is left. */
function xml(text: string): string {
  return oneLine(text).replace(/[\ufffe\uffff]/g, "\ufffd");
}

/** Lines in a CDATA section. xmlbuilder takes apart the first of the marks that would end it, and none of those that follow. */
function content(lines: readonly string[]): string {
  return lines.join("\n").replaceAll("]]>", "]] >");
}
