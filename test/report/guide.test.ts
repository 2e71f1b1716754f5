/** The guide on reports shows what the formats write. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "sarif";
import { FORMATS } from "../../report/formats";
import { shopReport, write } from "./shop";

const GUIDE = readFileSync(join(__dirname, "..", "..", "docs", "guides", "reports.md"), "utf8");

/** The excerpts, by the format that they are of. */
const EXCERPTS = [...GUIDE.matchAll(/<!-- excerpt: (\S+) -->\n\n```\w+\n([^]*?)\n```/g)].map(
  ([, format = "", text = ""]) => [format, text] as const,
);

/** As in a repository that holds nothing but the program. */
async function written(format: string): Promise<string> {
  return (await write(format, await shopReport())).replaceAll("test/report/fixtures/shop/", "");
}

it("has excerpts", () => {
  expect(EXCERPTS.map(([format]) => format)).toEqual(["terminal", "sarif", "junit", "github", "markdown"]);
});

it("names every format", () => {
  FORMATS.forEach(({ name }) => expect(GUIDE).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, "m")));
});

it.each(EXCERPTS)("shows what %s writes", async (format, excerpt) => {
  const text = await written(format);
  if (format === "sarif") {
    expect((JSON.parse(text) as Log).runs[0]?.results).toContainEqual(JSON.parse(excerpt));
    return;
  }
  const lines = new Set(text.split("\n").map((line) => line.trim()));
  excerpt.split("\n").forEach((line) => expect([...lines]).toContain(line.trim()));
});
