/**
 * Runs tests for Stryker inside one process that stays. Jest loads every module anew for each mutant, which for this pack takes
 * seconds; here all is loaded once, and a mutant costs only the tests that reach it. The test files are the ones that
 * `npm test` runs, compiled in place (stryker.config.mjs), with the few functions of jest that they use.
 *
 * What a module keeps from one call to the next is filled by a first run without any mutant, so that no mutant can spoil it for the
 * next one; code that only fills such memories counts as not covered.
 */
import { createRequire } from "node:module";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "expect";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { DryRunStatus, MutantRunStatus, TestStatus } from "@stryker-mutator/api/test-runner";

/** Folders of test files; those that start processes or generate files prove nothing about a mutant in this process. */
const FOLDERS = ["test/core", "test/aws"];
const FOLDER_OF_CASES = "test/policies";
const OTHER_PROCESSES = /startAnalyzer|execFileSync|scripts\/generate/;

/**
 * A mutant in the core is reached by nearly every case, and one that survives would run them all for a minute. Each runs this many
 * cases at most, spread evenly over those that reach it: the score is a lower bound.
 */
const MAX_CASES = 500;

/**
 * Tests that go through thousands of made-up inputs take seconds. A mutant runs the quick ones first, and the slow ones only as long
 * as those together took no longer than this in the first run, in milliseconds.
 */
const MAX_SLOW = 2000;
const SLOW = 100;

/** What the tests took in the first run; each process of the mutation run reads it. */
const DURATIONS = ".durations.json";

class Tests {
  /** @type {{ id: string, name: string, run: () => Promise<void> }[]} */
  all = [];
  #names = [];
  #before = [];
  #beforeEach = [];
  #afterEach = [];

  /** Declares the tests of a file; what is to run around them reaches no other file. */
  load(file, require) {
    [this.#before, this.#beforeEach, this.#afterEach] = [[], [], []];
    require(file);
  }

  /** The functions of jest that the test files use, which declare tests here. */
  globals() {
    const describe = (name, declare) => {
      this.#names.push(name);
      const around = [this.#before, this.#beforeEach, this.#afterEach];
      const lengths = around.map(({ length }) => length);
      declare();
      around.forEach((list, index) => (list.length = lengths[index]));
      this.#names.pop();
    };
    const it = (name, run) => {
      const full = [...this.#names, name].join(" > ");
      const [before, beforeEach, afterEach] = [[...this.#before], [...this.#beforeEach], [...this.#afterEach]];
      let started;
      this.all.push({
        id: `${this.all.length}`,
        name: full,
        run: async () => {
          await (started ??= Promise.all(before.map((one) => one())));
          for (const one of beforeEach) await one();
          try {
            await run();
          } finally {
            for (const one of afterEach.toReversed()) await one();
          }
        },
      });
    };
    describe.each = each(describe);
    it.each = each(it);
    it.todo = () => {};
    it.failing = it;
    it.failing.each = it.each;
    return {
      describe,
      it,
      test: it,
      expect,
      beforeAll: (run) => this.#before.push(run),
      afterAll: () => {},
      beforeEach: (run) => this.#beforeEach.push(run),
      afterEach: (run) => this.#afterEach.push(run),
      jest: { requireActual: createRequire(join(process.cwd(), "test", "harness", "in-process.js")) },
    };
  }
}

function each(declare) {
  return (table) => (name, run) => {
    const isTable = table.every((row) => Array.isArray(row));
    for (const row of table) {
      const values = isTable ? row : [row];
      let next = 0;
      declare(
        name.replace(/%[sdpj]/g, () => String(values[next++])),
        () => run(...values),
      );
    }
  };
}

class CasesRunner {
  #tests = new Tests();
  #firstCase = 0;
  #durations;
  #stryker = ((globalThis["__stryker__"] ??= {}), globalThis["__stryker__"]);

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    process.env["CASES_DRIVER"] = "in-process";
    Object.assign(globalThis, this.#tests.globals());
    const require = createRequire(join(process.cwd(), "package.json"));
    FOLDERS.flatMap(testFiles).forEach((file) => this.#tests.load(file, require));
    this.#firstCase = this.#tests.all.length;
    testFiles(FOLDER_OF_CASES).forEach((file) => this.#tests.load(file, require));
  }

  async dryRun() {
    // Instrumented modules hold on to this object from the first statement on.
    const coverage = (this.#stryker.mutantCoverage ??= { static: {}, perTest: {} });
    const whileLoading = structuredClone(coverage.static);
    const failed = await this.#firstFailure(this.#tests.all);
    if (failed) {
      return {
        status: DryRunStatus.Error,
        errorMessage: `${failed.test.name}: ${failed.error?.stack ?? failed.error}`,
      };
    }
    coverage.static = whileLoading;
    coverage.perTest = {};
    const tests = [];
    for (const test of this.#tests.all) {
      this.#stryker.currentTestId = test.id;
      const start = performance.now();
      await this.#firstFailure([test]);
      tests.push({ id: test.id, name: test.name, status: TestStatus.Success, timeSpentMs: performance.now() - start });
    }
    delete this.#stryker.currentTestId;
    writeFileSync(DURATIONS, JSON.stringify(tests.map(({ timeSpentMs }) => timeSpentMs)));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: coverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const wanted = testFilter && new Set(testFilter);
    const reaching = this.#tests.all.filter(({ id }) => wanted?.has(id) ?? true);
    const isCase = ({ id }) => Number(id) >= this.#firstCase;
    const others = reaching.filter((one) => !isCase(one));
    const isSlow = (one) => this.#duration(one) > SLOW;
    const tests = [
      ...others.filter((one) => !isSlow(one)),
      ...spread(reaching.filter(isCase)),
      ...this.#within(MAX_SLOW, others.filter(isSlow)),
    ];
    this.#stryker.hitLimit = hitLimit;
    this.#stryker.hitCount = hitLimit === undefined ? undefined : 0;
    this.#stryker.activeMutant = activeMutant.id;
    try {
      const failed = await this.#firstFailure(tests);
      if (hitLimit !== undefined && this.#stryker.hitCount > hitLimit) {
        return { status: MutantRunStatus.Timeout, reason: `reached ${hitLimit} times` };
      }
      return failed
        ? {
            status: MutantRunStatus.Killed,
            killedBy: [failed.test.id],
            failureMessage: String(failed.error?.message ?? failed.error),
            nrOfTests: tests.length,
          }
        : { status: MutantRunStatus.Survived, nrOfTests: tests.length };
    } finally {
      this.#stryker.activeMutant = undefined;
    }
  }

  #duration({ id }) {
    this.#durations ??= JSON.parse(readFileSync(DURATIONS, "utf8"));
    return this.#durations[Number(id)] ?? 0;
  }

  /** The quickest of the tests, as many as fit into so many milliseconds. */
  #within(limit, tests) {
    let left = limit;
    return tests
      .toSorted((a, b) => this.#duration(a) - this.#duration(b))
      .filter((one) => (left -= this.#duration(one)) >= 0);
  }

  async #firstFailure(tests) {
    for (const test of tests) {
      // What a test left for the end of its turn of the event loop must not reach the next one.
      await new Promise((next) => setImmediate(next));
      try {
        await test.run();
      } catch (error) {
        return { test, error };
      }
    }
    return undefined;
  }
}

/** At most so many of the cases, evenly from all of them. */
function spread(cases) {
  const step = Math.max(cases.length / MAX_CASES, 1);
  return Array.from({ length: Math.min(cases.length, MAX_CASES) }, (_, index) => cases[Math.floor(index * step)]);
}

function testFiles(folder) {
  const root = join(process.cwd(), folder);
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.js"))
    .map((file) => join(root, file))
    .filter((file) => !OTHER_PROCESSES.test(readFileSync(file, "utf8")));
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "cases", CasesRunner)];
