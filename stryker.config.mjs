/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "cases",
  plugins: ["./test/mutation/runner.mjs"],
  // Levers on a served pack's SDK have no effect within a process of tests; test/core/fast-path.test.ts serves packs for them.
  mutate: ["core/**/*.ts", "aws/**/*.ts", "policies/**/*.ts", "!core/fast-*.ts", "!aws/data/**", "!policies/index.ts"],
  // In place, so that tests find what they read beside them.
  buildCommand: "npx tsc -p tsconfig.mutation.json",
  coverageAnalysis: "perTest",
  // Texts and tables made when a module is loaded: test/sets.test.ts and the cases' expected words are about those.
  ignoreStatic: true,
  ignorePatterns: ["dist", "docs", "examples", "test/e2e", "test/programs", "reports"],
  disableTypeChecks: true,
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 30,
  concurrency: 2,
  reporters: ["clear-text", "json", "html", "progress"],
  clearTextReporter: { logTests: false, allowColor: false, reportMutants: false },
  thresholds: { high: 90, low: 85, break: 85 },
  tempDirName: ".stryker-tmp",
};
