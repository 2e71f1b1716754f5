import {
  daysBetween,
  isObject,
  matchesGlob,
  nearest,
  policies,
  readExemptions,
  retiredPolicies,
  SETTINGS_POLICY,
} from "../library";
import { levelIn } from "./effective";
import type { ConfigProblem } from "./problem";
import { retiredProblem } from "./retired-problem";
import { entryOf } from "./settings-file";

/** Days before its end from which an exemption is told to end soon. */
const SOON = 30;

/** What is wrong with the exemptions of a file: each that is malformed, over, about to be, or about nothing. */
export function exemptionProblems(file: Readonly<Record<string, unknown>>, today: string): readonly ConfigProblem[] {
  const raw = entryOf(file[SETTINGS_POLICY]).options["exemptions"];
  if (!Array.isArray(raw)) {
    return [];
  }
  const entries: readonly unknown[] = raw;
  const { problems } = readExemptions(entries);
  return [
    ...problems.map((problem) => ofSentence(problem, entries)),
    ...entries.flatMap((one, index) => (isObject(one) ? valueProblems(one, index, file, today) : [])),
    ...["owner", "ticket"].flatMap((field) => toBeFilledIn(entries, field)),
  ];
}

/** `baseline` leaves fields empty to be filled in, in every exemption: that is told once for all of them. */
function toBeFilledIn(entries: readonly unknown[], field: string): readonly ConfigProblem[] {
  const empty = entries.flatMap((one, index) => {
    const value = isObject(one) ? one[field] : undefined;
    return typeof value === "string" && value.trim() === "" ? [index] : [];
  });
  const [first] = empty;
  const others = empty.length > 1 ? ` here and in ${empty.length - 1} more` : "";
  return first === undefined
    ? []
    : [problem("warning", [first, field], `is empty${others}`, `Fill in the ${field}, or remove the field.`)];
}

const PLACE = ["exemptions"] as const;

/** A sentence of core such as `exemptions[3] needs "reason"; it exempts nothing`, at its place in the file. */
function ofSentence(sentence: string, entries: readonly unknown[]): ConfigProblem {
  const [, index, rest] = /^exemptions\[(\d+)\]:? (.*)$/s.exec(sentence) ?? [];
  if (index === undefined || rest === undefined) {
    return problem("error", [], sentence, "Correct the exemption.");
  }
  const at = Number(index);
  if (!isObject(entries[at])) {
    return problem("error", [at], "must be an object {...}; it exempts nothing", EXAMPLE);
  }
  const field = /"(\w+)"/.exec(rest)?.[1];
  const known = field !== undefined && Object.hasOwn(entries[at], field) ? [field] : [];
  return problem("error", [at, ...known], rest, EXAMPLE);
}

const EXAMPLE =
  'Write { "policy": ..., "resource": ..., "reason": ..., "expires": "YYYY-MM-DD" }; docs/policies/baseline-settings.md lists the fields.';

function valueProblems(
  one: Readonly<Record<string, unknown>>,
  index: number,
  file: Readonly<Record<string, unknown>>,
  today: string,
): readonly ConfigProblem[] {
  const { policy, expires } = one;
  return [
    ...(typeof expires === "string" && isDay(expires) ? expiryProblems(expires, index, today) : []),
    ...(typeof policy === "string" && policy !== "" ? subjectProblems(policy, index, file) : []),
  ];
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function expiryProblems(expires: string, index: number, today: string): readonly ConfigProblem[] {
  if (expires < today) {
    return [
      problem(
        "error",
        [index, "expires"],
        `the exemption ended on ${expires}; its findings count again`,
        "Mend what it was about and remove it, or agree on a new day.",
      ),
    ];
  }
  const left = daysBetween(today, expires);
  return left > SOON
    ? []
    : [
        problem(
          "warning",
          [index, "expires"],
          left === 0
            ? "the exemption ends today"
            : `the exemption ends in ${left} ${left === 1 ? "day" : "days"}, on ${expires}`,
          "Mend what it is about before that day, or agree on a new one.",
        ),
      ];
}

function subjectProblems(
  policy: string,
  index: number,
  file: Readonly<Record<string, unknown>>,
): readonly ConfigProblem[] {
  const retired = retiredPolicies.find(({ name }) => name === policy);
  if (retired) {
    const { level, what, fix } = retiredProblem([], retired);
    return [problem(level, [index, "policy"], what, fix)];
  }
  const matched = policies.filter(({ facts }) => matchesGlob(facts.name, policy));
  if (matched.length === 0) {
    const near = nearest(
      policy,
      policies.map(({ facts }) => facts.name),
    );
    return [
      problem(
        "error",
        [index, "policy"],
        `there is no policy "${policy}", so it exempts nothing`,
        near ? `Did you mean "${near}"?` : "docs/catalogue.md lists the policies.",
      ),
    ];
  }
  return matched.every(({ facts }) => levelIn(file, facts.name) === "disabled")
    ? [
        problem(
          "warning",
          [index, "policy"],
          `"${policy}" is disabled in this file, so there is nothing to exempt`,
          "Remove the exemption, or switch the policy on.",
        ),
      ]
    : [];
}

function problem(
  level: ConfigProblem["level"],
  path: readonly (string | number)[],
  what: string,
  fix: string,
): ConfigProblem {
  return { level, path: [SETTINGS_POLICY, ...PLACE, ...path], what, fix };
}
