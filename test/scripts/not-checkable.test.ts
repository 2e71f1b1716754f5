/** What no policy checks is told in full: every item of the catalogue, why, and what is done instead. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCatalogue, readCatalogue } from "../../scripts/generate/catalogue";
import { renderNotCheckable } from "../../scripts/generate/not-checkable";

const ROOT = join(__dirname, "..", "..");
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");
const { notCheckable } = readCatalogue(ROOT);

/** The rows of the page's table, cell by cell; links as their text. */
const rows = read("docs", "not-checkable.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| Source"))
  .map((line) =>
    line
      .slice(2, -2)
      .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
      .split(" | "),
  );

it("lists every item, with its source, a reason and what is done instead", () => {
  expect(notCheckable.length).toBeGreaterThan(0);
  expect(rows.map(([sources, item, , instead]) => ({ sources: sources?.split(", "), item, instead }))).toEqual(
    notCheckable.map(({ sources, item, instead }) => ({ sources, item, instead })),
  );
  for (const [, item, reason] of rows) {
    expect([item, /^[A-Z].{15,}\.$/.test(reason ?? "")]).toEqual([item, true]);
  }
});

it("is what the generator makes of the catalogue", () => {
  expect(read("docs", "not-checkable.md")).toBe(renderNotCheckable(notCheckable));
});

it("is linked from the README and the catalogue", () => {
  expect(read("README.md")).toContain("(docs/not-checkable.md)");
  expect(read("docs", "catalogue.md")).toContain("(not-checkable.md)");
});

it("keeps an item that has commas whole", () => {
  const yaml = "not_checkable:\n  - {source: [a 1], item: one, two and three, instead: four}\n";
  expect(parseCatalogue(yaml).notCheckable).toEqual([
    { sources: ["a 1"], item: "one, two and three", instead: "four" },
  ]);
});

it("does not make a page with an item that nobody gave a reason for, or a reason without item", () => {
  const more = [...notCheckable, { sources: ["x 1"], item: "something new", instead: "nothing" }];
  expect(() => renderNotCheckable(more)).toThrow(/no reason for "something new"/);
  expect(() => renderNotCheckable(notCheckable.slice(1))).toThrow(/items that are gone/);
});
