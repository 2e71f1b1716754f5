import { findCli } from "../../testing/cli";

/** A machine may be five times slower than the one that a test was written on, and a suite's first run builds up caches. */
const TIMEOUT_MS = 600_000;
jest.setTimeout(TIMEOUT_MS);

export { cliVersion, findCli, findLanguageHost, runCli, runCliCommand } from "../../testing/cli";
export type { CliFinding, CliOptions, CliResult, FollowUp, StateResource } from "../../testing/cli";

/** A `describe` for tests that need the Pulumi CLI: where it is not installed they are skipped, and it is said why. */
export function describeCli(name: string, tests: () => void): void {
  if (findCli() !== undefined) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`Skipped "${name}": the Pulumi CLI is not on PATH.\n`);
  describe.skip(name, tests);
}
