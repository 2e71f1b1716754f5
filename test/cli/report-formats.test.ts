/** The command `report` with the formats for CI systems. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { report } from "../../cli/commands/report";
import { UsageError } from "../../cli/command";
import { FORMATS } from "../../report/formats";
import { FIXTURES, SHOP } from "../report/shop";

const EVENTS = join(FIXTURES, "shop.events.jsonl");

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "report-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ["", ""];
  const code = await report.run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    stdin: Readable.from([]),
    environment: {},
    folder: SHOP,
    columns: undefined,
  });
  return { code, out, err };
}

const file = (name: string): string => join(folder, name);

it("writes every format to a file of its own, in one go", async () => {
  const formats = FORMATS.flatMap(({ name, extension }) => ["--format", `${name}=${file(`${name}.${extension}`)}`]);
  const { code, out, err } = await run(EVENTS, ...formats);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toBe("21 mandatory, 14 advisory in 1 stack; 1 exempted.\n");
  expect(readdirSync(folder)).toHaveLength(FORMATS.length);
});

it("names each format in its help", () => {
  FORMATS.forEach(({ name }) => expect(report.help).toContain(`  ${name} `));
});

it("compares with an earlier report of the stack", async () => {
  await run(EVENTS, "--format", `json=${file("earlier.json")}`);
  const { out } = await run(EVENTS, "--format", "markdown", "--against", file("earlier.json"));
  expect(out).toContain("**Since the earlier report: 0 new, 0 fixed, 35 remaining.**");
});

it("refuses to compare with a report of another stack, and writes nothing", async () => {
  await run(EVENTS, "--format", `json=${file("earlier.json")}`);
  writeFileSync(
    file("other.json"),
    readFileSync(file("earlier.json"), "utf8").replace('"stack":"dev"', '"stack":"prod"'),
  );
  const refused = run(EVENTS, "--format", `markdown=${file("out.md")}`, "--against", file("other.json"));
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(
    "The earlier report is about shop/prod, this one about shop/dev: they cannot be compared.",
  );
  expect(existsSync(file("out.md"))).toBe(false);
});
