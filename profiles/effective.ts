import { policies } from "../library";
import { ALL, entryOf, isLevel, type EnforcementLevel } from "./settings-file";

/** The level of a policy under a file: its own, else that of all, else its default (`applyConfig` in the CLI's analyzer/config.go). */
export function levelIn(file: Readonly<Record<string, unknown>>, name: string): EnforcementLevel | undefined {
  const own = entryOf(file[name]).level;
  if (isLevel(own)) {
    return own;
  }
  const all = entryOf(file[ALL]).level;
  return isLevel(all) ? all : policies.find(({ facts }) => facts.name === name)?.facts.level;
}

/** The value of an option under a file as it is written there, else its default. */
export function optionIn(file: Readonly<Record<string, unknown>>, policy: string, option: string): unknown {
  const set = entryOf(file[policy]).options[option];
  return set ?? policies.find(({ facts }) => facts.name === policy)?.options[option]?.schema.default;
}

/** A list of texts under a file; empty when it is none. */
export function textsIn(file: Readonly<Record<string, unknown>>, policy: string, option: string): readonly string[] {
  const value = optionIn(file, policy, option);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** A number under a file; undefined when it is none. */
export function numberIn(file: Readonly<Record<string, unknown>>, policy: string, option: string): number | undefined {
  const value = optionIn(file, policy, option);
  return typeof value === "number" ? value : undefined;
}
