/**
 * What the AWS provider calls deprecated, by version: a table made of several versions of @pulumi/aws (see
 * scripts/generate/deprecations.ts). A major version keeps what it once deprecated, so what holds for the versions that
 * were read holds between and after them, up to the next major version. Other versions are not known.
 *
 * The table is required at the first question. One line is
 *
 *     s3/bucketV2 =14@4-7 acl=3@0-3 acl=5@4-7
 *
 * the token as schema.ts shortens it, then for the type itself (an empty path) and for its inputs: the path without list
 * indices, the number of the provider's text, and the first and last of the versions that have it, by their places.
 */
import type { Resource, Value } from "../core";
import type * as Data from "./data/deprecations";
import { shorten } from "./schema";

/** Something deprecated: where it is used, and what the provider says about it, which usually names the replacement. */
export interface Deprecation {
  /** The input; `undefined` for the type as a whole. */
  readonly input: Value | undefined;
  readonly text: string;
}

interface Entry {
  /** The way to the input, empty for the type as a whole. */
  readonly keys: readonly string[];
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/** Whether some known version of the provider has the type, or an input of it, deprecated. */
export function mayBeDeprecated(token: string): boolean {
  return tables().lines.has(shorten(token));
}

/** The version of the resource's provider, from its `version` input, else from the name that the engine gives a default provider. */
export function providerVersion(resource: Resource): string | undefined {
  const { settings, name } = resource.provider;
  const named = /^default_(\d+)_(\d+)_(\d+)$/.exec(name);
  return settings.at("version").string() ?? (named ? named.slice(1).join(".") : undefined);
}

/**
 * What a resource uses that is deprecated in a version of the provider; nothing for a version that is not known. Each
 * input is told once, where it is used first; an unknown value may turn out to be none.
 */
export function deprecationsOf(resource: Resource, version: string): Deprecation[] {
  const place = placeOf(version);
  if (place === undefined) {
    return [];
  }
  const used = new Set(resource.inputs.keys());
  return entriesOf(resource.type)
    .filter(({ first, last }) => first <= place && place <= last)
    .flatMap(({ keys, text }): Deprecation[] => {
      const [first] = keys;
      if (first === undefined) {
        return [{ input: undefined, text }];
      }
      // Most programs use none of them, which their keys tell without a look at the values.
      const input = used.has(first) ? firstUse(resource.inputs, keys) : undefined;
      return input && !input.isUnknown ? [{ input, text }] : [];
    });
}

/** The first place of a path, through lists, at which the program wrote something, or may have: it is unknown then. A provider fills in defaults of no deprecated input (applyDefaults of pulumi-terraform-bridge). */
function firstUse(container: Value, [key = "", ...rest]: readonly string[]): Value | undefined {
  if (Array.isArray(container.raw)) {
    return container
      .list()
      .reduce<Value | undefined>((found, item) => found ?? firstUse(item, [key, ...rest]), undefined);
  }
  const value = container.at(key);
  if (container.isUnknown || value.isUnknown) {
    return value;
  }
  if (value.isAbsent) {
    return undefined;
  }
  return rest.length === 0 ? value : firstUse(value, rest);
}

/** The place of the latest version of the table that is not newer and of the same major; `undefined` when there is none. */
function placeOf(version: string): number | undefined {
  const wanted = numbersOf(version);
  const { versions } = tables();
  const place = versions.findLastIndex((one) => one[0] === wanted[0] && compare(one, wanted) <= 0);
  return place < 0 ? undefined : place;
}

/** `v7.48.0-alpha.1` as 7, 48, 0. */
function numbersOf(version: string): number[] {
  return /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [];
}

function compare(one: readonly number[], other: readonly number[]): number {
  const differing = one.findIndex((part, index) => part !== other[index]);
  return differing < 0 ? 0 : (one[differing] ?? 0) - (other[differing] ?? 0);
}

const entriesByType = new Map<string, readonly Entry[]>();

function entriesOf(token: string): readonly Entry[] {
  const known = entriesByType.get(token) ?? readEntries(token);
  entriesByType.set(token, known);
  return known;
}

function readEntries(token: string): readonly Entry[] {
  const { lines, texts } = tables();
  const line = lines.get(shorten(token)) ?? "";
  return [...line.matchAll(/([\w.]*)=(\d+)@(\d+)-(\d+)/g)].map(([, path = "", text, first, last]) => ({
    keys: path === "" ? [] : path.split("."),
    text: texts[Number(text)] ?? "",
    first: Number(first),
    last: Number(last),
  }));
}

interface Tables {
  readonly versions: readonly (readonly number[])[];
  readonly lines: ReadonlyMap<string, string>;
  readonly texts: readonly string[];
}

let loaded: Tables | undefined;

function tables(): Tables {
  if (loaded) {
    return loaded;
  }
  // A pack that is only asked for its name needs no table.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const data = require("./data/deprecations") as typeof Data;
  const lines = data.deprecated.split("\n").map((line): [string, string] => {
    const end = line.indexOf(" ");
    return [line.slice(0, end), line.slice(end)];
  });
  loaded = { versions: data.versions.map(numbersOf), lines: new Map(lines), texts: data.texts.split("\n") };
  return loaded;
}
