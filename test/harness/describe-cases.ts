import { policies } from "../../policies";
import { allCases } from "./all-cases";
import type { Mode } from "./builder";
import { caseOf, type Case, type Cases, type ExpectedFinding, type FailingCase } from "./cases";
import { closeServedPacks, evaluate, evaluateAlone, requestsOf, type Driver, type SeenFinding } from "./evaluate";
import { inProcess } from "./in-process";

const DRIVERS: readonly Driver[] = process.env["CASES_DRIVER"]
  ? [process.env["CASES_DRIVER"] as Driver]
  : ["in-process", "grpc"];
const MODES: readonly Mode[] = ["preview", "update"];

/** Holds what a policy reports on a case against what is expected, in one mode, by one way of running it. */
async function expectFindings(
  policy: string,
  one: Case,
  mode: Mode,
  driver: Driver,
  expected: readonly ExpectedFinding[],
): Promise<void> {
  const found =
    driver === "in-process"
      ? await evaluateAlone(one, policy, mode)
      : (await evaluate(one, policy, mode, driver)).filter((finding) => finding.policy === policy);
  const left = [...found];
  for (const want of expected) {
    const index = left.findIndex((finding) => matches(finding, want));
    if (index < 0) {
      throw new Error(
        `Expected on ${want.resource} at "${want.path}": ${String(want.found)}\n${describeFindings(found)}`,
      );
    }
    left.splice(index, 1);
  }
  if (left.length > 0) {
    throw new Error(`Not expected:\n${describeFindings(left)}`);
  }
}

function matches(finding: SeenFinding, want: ExpectedFinding): boolean {
  return (
    finding.resource === want.resource &&
    finding.path === want.path &&
    want.found.test(finding.found) &&
    (want.fix?.test(finding.fix) ?? true) &&
    (want.key === undefined || want.key === finding.key)
  );
}

function describeFindings(findings: readonly SeenFinding[]): string {
  const lines = findings.map(
    (one) => `  ${one.resource} at "${one.path}": ${one.found} (key ${one.key}, ${one.level})`,
  );
  return findings.length > 0 ? `Found:\n${lines.join("\n")}` : "Found nothing.";
}

/**
 * Declares the tests of every table of cases of a category: each case in a preview and in an update, by function call
 * through the SDK's unknown-checking proxy and through the protocol of the compiled pack.
 */
export function describeCases(category: string): void {
  afterAll(closeServedPacks);
  const tables = allCases(category);
  if (tables.length === 0) {
    it.todo(`has no cases named by CASES=${process.env["CASES"] ?? ""}`);
  }
  for (const { table } of tables) {
    describeTable(category, table);
  }
}

function describeTable(category: string, table: Cases): void {
  describe(`${category}/${table.policy}`, () => {
    const policy = policies.find((one) => one.facts.name === table.policy);
    const known = policy ? it : it.failing;
    for (const driver of DRIVERS) {
      describe(driver, () => {
        for (const mode of MODES) {
          known.each(Object.entries(table.passes))(`passes, ${mode}: %s`, async (_, one) => {
            await expectFindings(table.policy, caseOf(one), mode, driver, []);
          });
          known.each(Object.entries(table.fails))(`fails, ${mode}: %s`, async (_, one) => {
            const expected = mode === "preview" ? (one.inPreview ?? one.findings) : one.findings;
            await expectFindings(table.policy, one, mode, driver, expected);
          });
          known.each(Object.entries(table.malformed))(`malformed, ${mode}: %s`, async (_, one) => {
            const expected = typeof one === "object" && "findings" in one ? one : undefined;
            await expectFindings(table.policy, caseOf(one), mode, driver, findingsIn(expected, mode));
          });
        }
        const undecided = Object.entries(table.undecided);
        if (undecided.length > 0) {
          known.each(undecided)("undecided: %s", async (_, one) => {
            await expectFindings(table.policy, caseOf(one), "preview", driver, []);
          });
        }
      });
    }

    const remediations = Object.entries(table.remediates ?? {});
    if (policy && remediations.length > 0) {
      it.each(remediations)("remediates: %s", async (_, one) => {
        const config = { [table.policy]: one.options ?? {} };
        const request = requestsOf(one, "preview").find(({ inputs }) => inputs.name === one.resource);
        if (!request) {
          throw new Error(`The case has no resource ${one.resource}`);
        }
        const pack = inProcess(policies, config);
        const after = await pack.remediate(policy, request.inputs);
        expect(after).toEqual(one.becomes);
        if (after) {
          const again = await pack.remediate(policy, { ...request.inputs, properties: after });
          expect(again ?? after).toEqual(after);
        }
      });
    }
  });
}

function findingsIn(expected: FailingCase | undefined, mode: Mode): readonly ExpectedFinding[] {
  return (mode === "preview" ? expected?.inPreview : undefined) ?? expected?.findings ?? [];
}
