import { readdirSync } from "node:fs";
import { extname, join } from "node:path";
import type { Cases } from "./cases";

const ROOT = join(__dirname, "..", "policies");
/** Compiled beside their sources (for mutation tests), cases are read in the form that this file has. */
const EXTENSION = extname(__filename);

/** Every table of cases, or those of one category, by the category folder it stands in. `CASES` limits them to one policy while working on it. */
export function allCases(only?: string): { readonly category: string; readonly file: string; readonly table: Cases }[] {
  const wanted = process.env["CASES"];
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (only === undefined || entry.name === only))
    .flatMap(({ name: category }) =>
      readdirSync(join(ROOT, category))
        .filter((file) => file.endsWith(`.cases${EXTENSION}`))
        .map((file) => ({ category, file, name: file.slice(0, -`.cases${EXTENSION}`.length) })),
    )
    .filter(({ name }) => wanted === undefined || name.startsWith(wanted))
    .map(({ category, file }) => ({
      category,
      file,
      table: jest.requireActual<{ default: Cases }>(join(ROOT, category, file)).default,
    }));
}
