/** The documentation: links lead somewhere, commands exist, settings are taken. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { COMMANDS } from "../cli/commands";
import { policies } from "../library";
import { checkSettings } from "../profiles/check";
import { packageRoot } from "../testing/analyzer";

const ROOT = packageRoot();
const PAGES = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].filter((file) => existsSync(join(ROOT, file))),
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];
const TEXTS = new Map(PAGES.map((page) => [page, readFileSync(join(ROOT, page), "utf8")]));
const GUIDES = [...TEXTS].filter(([page]) => !page.startsWith(join("docs", "policies")));

function withoutCode(text: string): string {
  return text.replace(/^( *)(```+)[^]*?^\1\2$/gm, "").replace(/`[^`\n]*`/g, "");
}

/** As GitHub makes them: lower case, without punctuation, spaces as hyphens, a number where one is taken. */
function anchorsOf(text: string): Set<string> {
  const taken = new Map<string, number>();
  const headings = text.replace(/^( *)(```+)[^]*?^\1\2$/gm, "").matchAll(/^#{1,6} +(.+?) *#*$/gm);
  return new Set(
    [...headings].map(([, heading = ""]) => {
      const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
      const slug = plain.replace(/[^\p{L}\p{N}\p{M} _-]/gu, "").replace(/ /g, "-");
      const times = taken.get(slug) ?? 0;
      taken.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}

function brokenLinks(page: string, text: string): string[] {
  const links = [...withoutCode(text).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(([, link = ""]) => link);
  return links
    .filter((link) => !/^[a-z]+:/i.test(link))
    .filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? join(ROOT, page) : resolve(ROOT, dirname(page), decodeURI(path));
      if (!existsSync(target)) return true;
      if (anchor === undefined || anchor === "" || statSync(target).isDirectory()) return false;
      const known = TEXTS.get(relative(ROOT, target)) ?? readFileSync(target, "utf8");
      return !anchorsOf(known).has(anchor);
    })
    .map((link) => `${page}: ${link}`);
}

it("has no link that leads nowhere", () => {
  const broken = [...TEXTS].flatMap(([page, text]) => brokenLinks(page, text));
  expect(broken).toEqual([]);
});

it("names commands that exist", () => {
  const named = GUIDES.flatMap(([page, text]) =>
    [...text.matchAll(/npx aws-security-baseline (?!-)([a-z][\w-]*)/g)].map(([, name = ""]) => ({ page, name })),
  );
  const known = COMMANDS.map(({ name }) => name);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ name }) => !known.includes(name))).toEqual([]);
});

it("names scripts that exist", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const named = GUIDES.flatMap(([page, text]) =>
    [...text.matchAll(/npm run (?:--?[\w-]+ )*([a-z][\w:-]*)/g)].map(([, name = ""]) => ({ page, name })),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
});

/** Blocks of JSON whose every key is a policy, or a word that a settings file may have: others are of editors, IAM or events. */
function settingsIn(text: string): unknown[] {
  const blocks = [...text.matchAll(/^( *)```json\n([^]*?)^\1```$/gm)].map(([, , body = ""]) => body);
  const names = new Set([...policies.map(({ facts }) => facts.name), "all"]);
  return blocks.flatMap((body) => {
    const value: unknown = JSON.parse(body);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    return Object.keys(value).some((key) => names.has(key)) ? [value] : [];
  });
}

describe("settings", () => {
  const shown = GUIDES.flatMap(([page, text]) => settingsIn(text).map((value, at) => ({ page, at: at + 1, value })));

  it("are shown", () => {
    expect(shown.length).toBeGreaterThan(5);
  });

  it.each(shown)("$page, number $at, is a file that the check has nothing against", ({ value }) => {
    const errors = checkSettings(value, "2026-11-22").filter(({ level }) => level === "error");
    expect(errors).toEqual([]);
  });
});
