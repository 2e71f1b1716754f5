import type { StackReport } from "../model";
import type { Format } from "./format";

/** The model as it is, which `report` reads back; a finding a line, so that lines can be compared. */
export const json: Format = {
  name: "json",
  extension: "json",
  summary: "the whole report, which this command reads back",
  *write(report) {
    yield `{\n"version": ${report.version},\n"stacks": [`;
    for (const [index, stack] of report.stacks.entries()) {
      yield index === 0 ? "\n" : ",\n";
      yield* writeStack(stack);
    }
    yield `],\n"problems": ${JSON.stringify(report.problems)}\n}\n`;
  },
};

function* writeStack({ findings, ...rest }: StackReport): Iterable<string> {
  yield `${JSON.stringify(rest).slice(0, -1)},"findings":[`;
  for (const [index, finding] of findings.entries()) {
    yield `${index === 0 ? "\n" : ",\n"}${JSON.stringify(finding)}`;
  }
  yield "]}";
}
