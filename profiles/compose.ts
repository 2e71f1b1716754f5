import { isObject, policies, SETTINGS_POLICY } from "../library";
import { ALL, entryOf, isEngineKey, isLevel } from "./settings-file";

/**
 * One file of several, the later one winning: a level replaces the level before it, an option the option, whole lists
 * and objects too. A level for `all` replaces every level before it, since it is meant for every policy. Entries come in
 * the long form and in the order of the pack.
 */
export function compose(files: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown> {
  const composed = new Map<string, unknown>();
  for (const file of files) {
    if (isLevel(entryOf(file[ALL]).level)) {
      dropLevels(composed);
    }
    for (const [name, raw] of Object.entries(file)) {
      composed.set(name, isEngineKey(name) ? raw : merged(composed.get(name), raw));
    }
  }
  return Object.fromEntries(
    [...composed].filter(([, entry]) => !isEmpty(entry)).sort(([a], [b]) => order(a) - order(b)),
  );
}

function dropLevels(composed: Map<string, unknown>): void {
  for (const [name, entry] of composed) {
    if (!isEngineKey(name)) {
      composed.set(name, entryOf(entry).options);
    }
  }
}

function merged(before: unknown, raw: unknown): Readonly<Record<string, unknown>> {
  const [first, then] = [entryOf(before), entryOf(raw)];
  const level = then.level ?? first.level;
  return { ...(level !== undefined && { enforcementLevel: level }), ...first.options, ...then.options };
}

function isEmpty(entry: unknown): boolean {
  return isObject(entry) && Object.keys(entry).length === 0;
}

function order(name: string): number {
  const position = [ALL, SETTINGS_POLICY, ...policies.map(({ facts }) => facts.name)].indexOf(name);
  return position < 0 ? Number.MAX_SAFE_INTEGER : position;
}
