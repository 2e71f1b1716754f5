/** The house as docs/architecture.md draws it: who may import whom. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const ROOT = join(__dirname, "..");

/** Folders and what each may import besides itself and packages. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  aws: ["core"],
  policies: ["aws", "core"],
  // What is not served goes through one door, so that it shares the pack's state.
  // The real CLI's events are read in one place.
  testing: ["library", "report"],
  // A report says which controls are met; which policies answer them, profiles know.
  report: ["library", "profiles"],
  profiles: ["library"],
  cli: ["library", "report", "profiles"],
};

function importsOf(folder: string): { readonly file: string; readonly from: string }[] {
  return (existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }) : [])
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const text = readFileSync(join(ROOT, folder, file), "utf8");
      const specifiers = [
        ...text.matchAll(
          /(?:^|\s)(?:import|export)\s[^;"']*?from\s+["']([^"']+)["']|(?:import|require)\(["']([^"']+)["']\)/g,
        ),
      ];
      return specifiers.map((match) => ({ file: join(folder, file), from: match[1] ?? match[2] ?? "" }));
    });
}

describe.each(Object.entries(MAY_IMPORT))("%s", (folder, allowed) => {
  it(`imports only ${["itself", ...allowed].join(", ")} and packages`, () => {
    const foreign = importsOf(folder)
      .filter(({ from }) => from.startsWith("."))
      .map(({ file, from }) => ({ file, target: relative(ROOT, resolve(ROOT, dirname(file), from)) }))
      .filter(({ target }) => ![folder, ...allowed].some((one) => target === one || target.startsWith(`${one}/`)));
    expect(foreign).toEqual([]);
  });
});

describe("the SDK", () => {
  it("is known to core alone, and there by its types", () => {
    const users = ["aws", "policies"].flatMap(importsOf).filter(({ from }) => from.startsWith("@pulumi/"));
    expect(users).toEqual([]);
    for (const { file, from } of importsOf("core").filter((one) => one.from.startsWith("@pulumi/"))) {
      expect([file, from]).toEqual([file, "@pulumi/policy"]);
      expect(readFileSync(join(ROOT, file), "utf8")).toMatch(/import type \* as sdk from "@pulumi\/policy"/);
    }
  });
});
