import { readCatalogue, type NotCheckable } from "./catalogue";
import { escapeCell } from "./docs";
import type { Generator } from "./generator";

/** docs/not-checkable.md: what the sources ask for and no policy checks, why, and what is done instead. */
export const notCheckablePage: Generator = {
  name: "not-checkable",
  kind: "installed",
  files: ({ root }) => new Map([["docs/not-checkable.md", renderNotCheckable(readCatalogue(root).notCheckable)]]),
};

/** Why the engine cannot show an item to a policy pack, by the item as the catalogue words it. */
const REASONS: Readonly<Record<string, string>> = {
  "new stack files instead of the existing one":
    "A pack sees the resources of a stack, not the files of the program, nor what they were before.",
  "props classes for components":
    "Arguments of a component are types of the program's language. The engine sees the component's type and name.",
  "descriptions of outputs": "The engine knows an output's name and value only.",
  "unit tests of the program": "Tests are not part of what the program deploys, and a preview does not run them.",
  "imports and deprecated constructs":
    "Imports and classes are the program's text. The engine sees the type of the resource that comes of them.",
  docstrings: "Comments are the program's text.",
  "folder layout, package.json and TypeScript settings of the program":
    "The engine shows no files. A program in Python or YAML has no package.json at all.",
  "Trusted Advisor": "There is no resource whose absence could be reported.",
  "template file names": "A Pulumi program has no template.",
  "placeholder documents and tests": "Documents and tests are not deployed.",
  "environment setting optional with default dev":
    "The engine shows the resulting text, not that it came from a fallback.",
};

/** The page; throws when an item has no reason, or a reason no item. */
export function renderNotCheckable(items: readonly NotCheckable[]): string {
  const stale = Object.keys(REASONS).filter((reason) => !items.some(({ item }) => item === reason));
  if (stale.length > 0) {
    throw new Error(`scripts/generate/not-checkable.ts has reasons for items that are gone: ${stale.join("; ")}`);
  }
  const rows = items.map(({ sources, item, instead }) =>
    [sources.join(", "), item, reasonFor(item), linked(instead)].map(escapeCell).join(" | "),
  );
  return [
    "# Not checkable",
    "What the sources of the [catalogue](catalogue.md) ask for and no policy of this pack checks, why, and what is done " +
      "instead. The engine shows a policy pack resources and their properties, not the text of a program.",
    ["| Source | Item | Why not | Instead |", "| --- | --- | --- | --- |", ...rows.map((row) => `| ${row} |`)].join(
      "\n",
    ),
    "What else the engine and the SDK do not show: [architecture](architecture.md#what-the-sdk-does-not-show).\n",
  ].join("\n\n");
}

function reasonFor(item: string): string {
  const reason = REASONS[item];
  if (reason === undefined) {
    throw new Error(`scripts/generate/not-checkable.ts says no reason for "${item}"`);
  }
  return reason;
}

/** Rows of the catalogue become links to them. */
function linked(text: string): string {
  return text.replace(/\b[A-Z]{3}-\d{2}\b/g, (id) => `[${id}](catalogue.md#${id.toLowerCase()})`);
}
