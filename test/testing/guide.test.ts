/** docs/guides/testing.md: the tests that it shows run as they stand there. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../testing/analyzer";
import { consumer, filesOf } from "../harness/guides";

const files = filesOf("testing.md");
const folder = consumer({ ...files, "package.json": JSON.stringify({ name: "consumer", private: true }) });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): { readonly code: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  return { code: status, text: stdout + stderr };
}

it("runs in jest, which ends by itself", () => {
  const jest = join(packageRoot(), "node_modules", "jest", "bin", "jest.js");
  const { code, text } = run(jest, "--config", "jest.config.js", "--runInBand", "index.test.ts");
  expect([code, text]).toEqual([0, expect.stringContaining("4 passed")]);
  expect(text).not.toContain("did not exit");
});

it("runs in node:test, which ends by itself", () => {
  const { code, text } = run("--test", "program.test.mjs");
  expect([code, text]).toEqual([0, expect.stringMatching(/pass 1\b/)]);
});

it("has matchers with types for jest's globals", () => {
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--esModuleInterop", "--target", "es2022"];
  const tsc = join(packageRoot(), "node_modules", "typescript", "bin", "tsc");
  const resolution = ["--module", "commonjs", "--moduleResolution", "node10", "--types", "jest,node"];
  expect(run(tsc, ...options, ...resolution, "index.test.ts")).toEqual({ code: 0, text: "" });
});
