/** Nothing is forgotten: every policy has cases and a page, is in the index and serves a row; every row has its policy. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXEMPTIONS_POLICY, SETTINGS_POLICY } from "../core";
import { policies } from "../policies";
import { parseCatalogue, readCatalogue } from "../scripts/generate/catalogue";
import { policyFiles } from "../scripts/generate/policy-index";
import { allCases } from "./harness/all-cases";

const ROOT = join(__dirname, "..");
const names = policies.map(({ facts }) => facts.name);
const checking = policies.filter(({ facts }) => ![SETTINGS_POLICY, EXEMPTIONS_POLICY].includes(facts.name));
const catalogue = readCatalogue(ROOT);

describe("policies", () => {
  it("have names of their own, in kebab case", () => {
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name))).toEqual([]);
  });

  it("are the files of policies/, each in the folder of its category", () => {
    expect(checking.map(({ facts }) => `${facts.category}/${facts.name}`).sort()).toEqual(policyFiles(ROOT).sort());
  });

  it("begin with the one that owns the shared settings", () => {
    expect(names[0]).toBe(SETTINGS_POLICY);
  });

  it("end with the one that says what exemptions did, when all are done", () => {
    expect(names.at(-1)).toBe(EXEMPTIONS_POLICY);
  });

  it("each have a table of cases, in the folder of their category", () => {
    const tables = allCases().map(({ category, file, table }) => {
      expect(file).toBe(`${table.policy}.cases.ts`);
      return `${category}/${table.policy}`;
    });
    expect(tables.sort()).toEqual(checking.map(({ facts }) => `${facts.category}/${facts.name}`).sort());
  });

  it("have their cases run, category by category", () => {
    const folders = readdirSync(join(__dirname, "policies"), { withFileTypes: true }).filter((one) =>
      one.isDirectory(),
    );
    for (const { name } of folders) {
      const runner = readFileSync(join(__dirname, "policies", `${name}.test.ts`), "utf8");
      expect(runner).toContain(`describeCases("${name}");`);
    }
  });

  it("each show in their cases that they can pass, fail, and stay silent on an unknown", () => {
    const poor = allCases().filter(({ table }) => {
      return [table.passes, table.fails, table.undecided].some((kind) => Object.keys(kind).length === 0);
    });
    expect(poor.map(({ table }) => table.policy)).toEqual([]);
  });

  it("each have a page", () => {
    const pages = readdirSync(join(ROOT, "docs", "policies")).map((file) => file.replace(/\.md$/, ""));
    expect(pages.sort()).toEqual([...names].sort());
  });

  it("serve rows that exist, and say so in their tags", () => {
    const rows = new Set(catalogue.requirements.map(({ id }) => id));
    for (const { facts, sdk } of checking) {
      expect(facts.requirements.length).toBeGreaterThan(0);
      expect(facts.requirements.filter((id) => !rows.has(id))).toEqual([]);
      expect(sdk.tags).toEqual(expect.arrayContaining([facts.category, ...facts.requirements]));
    }
  });

  it("say what a reader needs: no empty text, no repetition of the title, sentences that end", () => {
    for (const { facts } of policies) {
      expect([facts.name, facts.title.length > 5, facts.title.endsWith(".")]).toEqual([facts.name, true, false]);
      for (const text of [facts.description, facts.rationale, facts.fix]) {
        expect([facts.name, /[.!?)`"}]$/.test(text) && text.length > 15]).toEqual([facts.name, true]);
      }
      expect([facts.name, facts.references.every((url) => url.startsWith("https://"))]).toEqual([facts.name, true]);
      expect([facts.name, facts.references.length > 0]).toEqual([facts.name, true]);
    }
  });

  it("have the remediation that their row promises tested", () => {
    const untested = policies.filter(
      ({ facts, hasRemediation }) =>
        hasRemediation && !allCases().some(({ table }) => table.policy === facts.name && table.remediates),
    );
    expect(untested.map(({ facts }) => facts.name)).toEqual([]);
  });
});

describe("the catalogue", () => {
  it("has a policy for every row", () => {
    const rows = catalogue.requirements;
    const missing = rows.filter(({ id }) => !policies.some(({ facts }) => facts.requirements.includes(id)));
    expect(missing.map(({ id }) => id)).toEqual([]);
    expect(rows.length).toBe(92);
  });

  it("has a policy for every row of the pipeline source", () => {
    const rows = catalogue.requirements.filter(({ sources }) => sources.some((one) => one.startsWith("pipeline ")));
    const missing = rows.filter(({ id }) => !policies.some(({ facts }) => facts.requirements.includes(id)));
    expect(missing.map(({ id }) => id)).toEqual([]);
    expect(rows.length).toBe(31);
  });

  it("has the 28 numbers of the pipeline source, none left out", () => {
    const numbers = new Set(
      catalogue.requirements.flatMap(({ sources }) =>
        sources.flatMap((source) => /^pipeline (\d+)$/.exec(source)?.[1] ?? []),
      ),
    );
    expect([...numbers].map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
  });

  it("is the one that the project shares, where that is at hand", () => {
    const shared = join(ROOT, "..", "shared", "requirements.yaml");
    if (!existsSync(shared)) {
      console.log("skipped: the shared catalogue is not beside this checkout");
      return;
    }
    expect(readCatalogue(ROOT)).toEqual(parseCatalogue(readFileSync(shared, "utf8")));
  });
});
