import { isObject, nearest, policies, retiredPolicies, SETTINGS_POLICY, type Policy } from "../library";
import { contradictions } from "./contradictions";
import { exemptionProblems } from "./exemption-problems";
import type { KeyPath } from "./json-text";
import type { ConfigProblem } from "./problem";
import { retiredProblem } from "./retired-problem";
import { ENGINE_SCHEMAS, levelsOf } from "./schema";
import { misfits, shown, unknownName } from "./schema-problems";
import { ALL, entryOf, isEngineKey, isLevel, LEVELS, type EngineKey } from "./settings-file";

/**
 * Everything that is wrong with the parsed text of a settings file. `today` is YYYY-MM-DD; exemptions are held against it.
 * No error means: the CLI takes the file, and every setting in it does what it says.
 */
export function checkSettings(file: unknown, today: string): readonly ConfigProblem[] {
  if (!isObject(file)) {
    return [
      error([], `the file must hold an object {...}, and holds ${shown(file)}`, 'Write { "<policy>": "<level>" }.'),
    ];
  }
  const entries = Object.entries(file).flatMap(([name, raw]) => entryProblems(name, raw));
  return [...entries, ...exemptionProblems(file, today), ...contradictions(file)];
}

function entryProblems(name: string, raw: unknown): readonly ConfigProblem[] {
  if (isEngineKey(name)) {
    return engineProblems(name, raw);
  }
  if (name === "$schema") {
    return [
      error(
        [name],
        "the CLI takes this for a policy and refuses the file",
        'Remove it; editors find the schema by their own setting ("json.schemas" in VS Code).',
      ),
    ];
  }
  const policy = policies.find(({ facts }) => facts.name === name);
  const retired = retiredPolicies.find((one) => one.name === name);
  if (retired) {
    return [retiredProblem([name], retired)];
  }
  if (!policy && name !== ALL) {
    return [unknownPolicy([name], name)];
  }
  if (typeof raw !== "string" && !isObject(raw)) {
    return [
      error(
        [name],
        `must be a level or an object, and is ${shown(raw)}, which the CLI refuses`,
        `Write "${name}": "advisory" or "${name}": { "enforcementLevel": "advisory" }.`,
      ),
    ];
  }
  return policy ? policyProblems(policy, raw) : allProblems(raw);
}

/** A name of a policy that there is none of, with the one that was probably meant. */
export function unknownPolicy(path: KeyPath, name: string): ConfigProblem {
  const near = nearest(name, [...policies.map(({ facts }) => facts.name), ALL]);
  return error(
    path,
    `there is no policy "${name}", so this sets nothing`,
    near ? `Did you mean "${near}"?` : "docs/catalogue.md lists the policies.",
  );
}

function engineProblems(name: EngineKey, raw: unknown): readonly ConfigProblem[] {
  return misfits(raw, ENGINE_SCHEMAS[name], [name]).map(({ path, what, fix }) => error(path, what, fix));
}

function allProblems(raw: unknown): readonly ConfigProblem[] {
  const { level, options } = entryOf(raw);
  return [
    ...levelProblems([ALL, ...pathOfLevel(raw)], level, LEVELS),
    ...Object.keys(options).map((option) =>
      error([ALL, option], "options of all policies are ignored", "Set it on the policy that has it."),
    ),
  ];
}

function policyProblems(policy: Policy, raw: unknown): readonly ConfigProblem[] {
  const { name } = policy.facts;
  const { level, options } = entryOf(raw);
  return [
    ...levelProblems([name, ...pathOfLevel(raw)], level, levelsOf(policy)),
    ...Object.entries(options).flatMap(([option, value]) => optionProblems(policy, option, value)),
  ];
}

function pathOfLevel(raw: unknown): readonly string[] {
  return isObject(raw) ? ["enforcementLevel"] : [];
}

function levelProblems(path: KeyPath, level: unknown, accepted: readonly string[]): readonly ConfigProblem[] {
  if (level === undefined || accepted.some((one) => one === level)) {
    return [];
  }
  if (isLevel(level)) {
    return [level === "remediate" ? cannotRemediate(path) : mustStayOn(path)];
  }
  const near = typeof level === "string" ? nearest(level, accepted) : undefined;
  return [
    error(
      path,
      `${shown(level)} is no enforcement level, and the CLI refuses it`,
      near ? `Did you mean "${near}"?` : `Write one of ${accepted.join(", ")}.`,
    ),
  ];
}

function cannotRemediate(path: KeyPath): ConfigProblem {
  return error(path, "this policy cannot repair anything, so it would be mandatory", 'Write "mandatory".');
}

function mustStayOn(path: KeyPath): ConfigProblem {
  return error(
    path,
    `${SETTINGS_POLICY} is switched off: shared settings and exemptions are lost, and policies that look at the whole stack miss what the program set`,
    'Write "advisory".',
  );
}

function optionProblems(policy: Policy, option: string, value: unknown): readonly ConfigProblem[] {
  const { name } = policy.facts;
  const path = [name, option];
  const declared = Object.hasOwn(policy.options, option) ? policy.options[option] : undefined;
  if (!declared) {
    const unknown = unknownName(option, Object.keys(policy.options), path, "option");
    return [error(path, unknown.what, unknown.fix)];
  }
  if (name === SETTINGS_POLICY && option === "exemptions" && Array.isArray(value)) {
    // Each of them has problems in words of its own.
    return [];
  }
  const wrong = misfits(value, declared.schema, path);
  if (wrong.length > 0) {
    return wrong.map((one) => error(one.path, one.what, one.fix));
  }
  const parsed = declared.parse(value);
  return "problem" in parsed
    ? [error(path, parsed.problem, `Without a valid value the default ${shown(declared.schema.default)} holds.`)]
    : [];
}

function error(path: KeyPath, what: string, fix: string): ConfigProblem {
  return { level: "error", path, what, fix };
}
