import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

/** A row of docs/requirements.yaml. */
export interface Requirement {
  readonly id: string;
  readonly group: string;
  /** `pipeline 12`, `infra a3`: the catalogue and the number in it. */
  readonly sources: readonly string[];
  readonly must: string;
}

/** What no policy pack can check, and what is done instead. */
export interface NotCheckable {
  readonly sources: readonly string[];
  readonly item: string;
  readonly instead: string;
}

export interface Catalogue {
  readonly requirements: readonly Requirement[];
  readonly notCheckable: readonly NotCheckable[];
}

interface RawRow {
  readonly id: string;
  readonly source: readonly string[];
  readonly must: string;
}

interface RawItem {
  readonly source: readonly string[];
  readonly item: string;
  readonly instead: string;
}

/** The catalogue of the repository. */
export function readCatalogue(root: string): Catalogue {
  return parseCatalogue(readFileSync(join(root, "docs", "requirements.yaml"), "utf8"));
}

/** The catalogue in YAML text. */
export function parseCatalogue(yaml: string): Catalogue {
  const document = load(yaml) as Record<string, unknown>;
  const { not_checkable: notCheckable, ...groups } = document;
  return {
    requirements: Object.entries(groups).flatMap(([group, rows]) =>
      (rows as RawRow[]).map(({ id, source, must }) => ({ id, group, sources: source.map(String), must })),
    ),
    notCheckable: (notCheckable as RawItem[]).map(readItem),
  };
}

/** A comma ends an item that YAML reads as unquoted text of one line; what follows it arrives as keys without values. */
function readItem({ source, item, instead, ...rest }: RawItem): NotCheckable {
  return { sources: source, item: [item, ...Object.keys(rest)].join(", "), instead };
}
