/** `aws-security-baseline/testing`: findings in unit tests. docs/guides/testing.md shows how. */
import { closePacks } from "./kept-pack";

export type { EnforcementLevel, PackSettings, Severity } from "./analyzer";
export { evaluate, unknown, type EvaluateOptions, type PlainResource } from "./evaluate";
export { describeFinding, type Finding, type FindingLevel } from "./findings";
export { closePacks } from "./kept-pack";
export {
  assertFinding,
  assertNoFindings,
  baselineMatchers,
  type BaselineMatchers,
  type FindingQuery,
  type Findings,
  type NoFindingsOptions,
} from "./matchers";
export { previewProgram, type PreviewedResource, type ProgramOptions, type ProgramPreview } from "./program";
export type { Properties, Value } from "./values";

/** Runners with global hooks run many files in one process, and each file loads this anew: the pack must not outlive the file. */
function closeAfterTests(): void {
  const { afterAll: hook } = globalThis as { afterAll?: unknown };
  if (typeof hook !== "function") return;
  try {
    (hook as (run: () => Promise<void>) => void)(closePacks);
  } catch {
    // Loaded within a test, where there can be no hook: the pack ends with the process.
  }
}

closeAfterTests();
