import { isObject, matchesGlob, nearest, policies, SETTINGS_POLICY, type Elsewhere } from "../library";
import { levelIn, numberIn, optionIn, textsIn } from "./effective";
import type { KeyPath } from "./json-text";
import type { ConfigProblem } from "./problem";
import { ALL, entryOf } from "./settings-file";

type File = Readonly<Record<string, unknown>>;

/** Settings that are each valid and together are not, or do nothing. */
export function contradictions(file: File): readonly ConfigProblem[] {
  return [
    ...settingsOff(file),
    ...idleOptions(file),
    ...ephemeralAndProtected(file),
    ...everythingEphemeral(file),
    ...wordsOfTwoEnvironments(file),
    ...raisedElsewhere(file),
    ...foundations(file),
    ...logRetention(file),
    ...buildLogRetention(file),
    ...brokenPatterns(file),
    ...patternsOfNoPolicy(file),
    ...stoppingTellers(file),
  ];
}

/** What each thing that may be elsewhere silences wholly: the policies that ask for nothing else (they read providedElsewhere). */
const SILENCED: Readonly<Partial<Record<Elsewhere, readonly string[]>>> = {
  "access-analyzer": ["iam-access-analyzer"],
  alarms: ["cloudtrail-cis-events", "cloudtrail-metric-filter", "cloudwatch-metric-filter-alarm", "workload-alarms"],
  config: ["config-rule-without-recorder"],
  "flow-logs": ["vpc-flow-log"],
  "s3-endpoint": ["vpc-s3-gateway-endpoint"],
  waf: ["apigateway-stage-web-acl", "cloudfront-web-acl", "lb-web-acl"],
  "state-bucket": ["pulumi-state-bucket"],
  "mfa-policy": ["iam-mfa-policy-attached"],
};

/** All that account-security-services asks for. */
const ACCOUNT_SERVICES: readonly Elsewhere[] = ["trail", "guardduty", "config"];

function settingsOff(file: File): readonly ConfigProblem[] {
  const own = entryOf(file[SETTINGS_POLICY]).level;
  if (own !== undefined || levelIn(file, SETTINGS_POLICY) !== "disabled") {
    return [];
  }
  return [
    {
      level: "error",
      path: [ALL],
      what: `this switches ${SETTINGS_POLICY} off too, which remembers what the program set for the policies that look at the whole stack`,
      fix: `Add "${SETTINGS_POLICY}": "advisory".`,
    },
  ];
}

function idleOptions(file: File): readonly ConfigProblem[] {
  return policies
    .map(({ facts }) => facts.name)
    .filter((name) => name !== SETTINGS_POLICY && levelIn(file, name) === "disabled")
    .flatMap((name) =>
      Object.keys(entryOf(file[name]).options).map((option) =>
        warning([name, option], "the policy is disabled, so this has no effect", "Remove it, or switch the policy on."),
      ),
    );
}

function ephemeralAndProtected(file: File): readonly ConfigProblem[] {
  const own = entryOf(file[SETTINGS_POLICY]).options;
  if (!("ephemeralEnvironments" in own) || !("protectedEnvironments" in own)) {
    // The defaults of the first may well be taken back by the second.
    return [];
  }
  const ephemeral = textsIn(file, SETTINGS_POLICY, "ephemeralEnvironments");
  return textsIn(file, SETTINGS_POLICY, "protectedEnvironments").flatMap((name, index) =>
    ephemeral.includes(name)
      ? [
          error(
            [SETTINGS_POLICY, "protectedEnvironments", index],
            `"${name}" is in ephemeralEnvironments too; it cannot be both`,
            "Remove it from one of them; while both name it, it is protected.",
          ),
        ]
      : [],
  );
}

function everythingEphemeral(file: File): readonly ConfigProblem[] {
  return textsIn(file, SETTINGS_POLICY, "ephemeralEnvironments").flatMap((name, index) =>
    /^\*+$/.test(name)
      ? [
          error(
            [SETTINGS_POLICY, "ephemeralEnvironments", index],
            "this makes production ephemeral too, so nothing asks for protection of data any more",
            'Name the environments that are made to be destroyed, such as "dev" or "pr-*".',
          ),
        ]
      : [],
  );
}

function wordsOfTwoEnvironments(file: File): readonly ConfigProblem[] {
  const environments = optionIn(file, SETTINGS_POLICY, "environments");
  if (!isObject(environments)) {
    return [];
  }
  const owners = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  for (const [environment, words] of Object.entries(environments)) {
    (Array.isArray(words) ? words : []).forEach((word: unknown, index) => {
      const key = String(word).toLowerCase();
      const other = owners.get(key);
      if (other !== undefined && other !== environment) {
        problems.push(
          error(
            [SETTINGS_POLICY, "environments", environment, index],
            `"${key}" means the environment "${other}" already`,
            "Keep the word in one of them.",
          ),
        );
      }
      owners.set(key, environment);
    });
  }
  return problems;
}

/** A file that raises a policy to mandatory and says at once that what it asks for is elsewhere wants two things. */
function raisedElsewhere(file: File): readonly ConfigProblem[] {
  const elsewhere = textsIn(file, SETTINGS_POLICY, "providedElsewhere");
  const silenced = Object.entries(SILENCED)
    .filter(([thing]) => elsewhere.includes(thing))
    .flatMap(([thing, names]) => names.map((name) => ({ name, things: `"${thing}"` })));
  const services = areAccountServicesElsewhere(file)
    ? [{ name: "account-security-services", things: ACCOUNT_SERVICES.map((one) => `"${one}"`).join(", ") }]
    : [];
  return [...silenced, ...services]
    .filter(({ name }) => isRaised(file, name))
    .map(({ name, things }) =>
      error(
        [name],
        `it is mandatory here, and yet never asks, since providedElsewhere of ${SETTINGS_POLICY} has ${things}`,
        `Remove ${things} from providedElsewhere, or this entry.`,
      ),
    );
}

function areAccountServicesElsewhere(file: File): boolean {
  const elsewhere = textsIn(file, SETTINGS_POLICY, "providedElsewhere");
  return ACCOUNT_SERVICES.every((one) => elsewhere.includes(one));
}

/** Whether the file itself makes a policy mandatory that is advisory otherwise. */
function isRaised(file: File, name: string): boolean {
  const isAdvisory = policies.some(({ facts }) => facts.name === name && facts.level === "advisory");
  const own = entryOf(file[name]).level;
  return isAdvisory && own !== undefined && own !== "advisory" && own !== "disabled";
}

function foundations(file: File): readonly ConfigProblem[] {
  const stacks = textsIn(file, SETTINGS_POLICY, "foundationStacks");
  const lost = stacks.flatMap((pattern, index) =>
    pattern.includes("/") || pattern.includes("*")
      ? []
      : [
          error(
            [SETTINGS_POLICY, "foundationStacks", index],
            `"${pattern}" names no stack: they are named as project/stack`,
            `Write "${pattern}/*" or "*/${pattern}".`,
          ),
        ],
  );
  const asks = !areAccountServicesElsewhere(file) && isRaised(file, "account-security-services");
  return stacks.length === 0 && asks
    ? [
        warning(
          ["account-security-services"],
          "foundationStacks is empty, so only a stack that has a trail, a detector, a recorder or a password policy is asked, and one that lacks them all is not",
          `Name the stacks that set up an account in foundationStacks of ${SETTINGS_POLICY}, such as "landing-zone/*".`,
        ),
      ]
    : lost;
}

const RETENTION = "cloudwatch-log-group-retention";
const BUILD_LOGS = "codebuild-log-group";

function logRetention(file: File): readonly ConfigProblem[] {
  const [least, most, set] = ["minimumDays", "maximumDays", "remediationDays"].map((name) =>
    numberIn(file, RETENTION, name),
  );
  if (least === undefined || most === undefined || set === undefined) {
    return [];
  }
  if (most !== 0 && least > most) {
    return [
      error(
        [RETENTION, "maximumDays"],
        `at least ${least} and at most ${most} days: no log group can meet both`,
        "Raise maximumDays or lower minimumDays; 0 is no limit.",
      ),
    ];
  }
  const misses = set < least || (most !== 0 && set > most);
  return misses && levelIn(file, RETENTION) === "remediate"
    ? [
        error(
          [RETENTION, "remediationDays"],
          `remediation would set ${set} days, which the limits forbid, so it sets nothing`,
          `Set remediationDays to ${set < least ? least : most}.`,
        ),
      ]
    : [];
}

/** The logs of builds are kept for exactly so many days by one policy, and within limits by the other. */
function buildLogRetention(file: File): readonly ConfigProblem[] {
  const days = numberIn(file, BUILD_LOGS, "retentionDays");
  const least = numberIn(file, RETENTION, "minimumDays");
  const most = numberIn(file, RETENTION, "maximumDays");
  const areOn = [RETENTION, BUILD_LOGS].every((name) => levelIn(file, name) !== "disabled");
  const isExact = optionIn(file, BUILD_LOGS, "retention") === "exactly";
  if (!areOn || days === undefined || least === undefined || most === undefined) {
    return [];
  }
  const isBelow = isExact && days < least;
  const isAbove = most !== 0 && days > most;
  return isBelow || isAbove
    ? [
        warning(
          [RETENTION, isBelow ? "minimumDays" : "maximumDays"],
          `log groups keep ${isBelow ? `at least ${least}` : `at most ${most}`} days, but those of builds ${isExact ? "exactly" : "at least"} ${days} by ${BUILD_LOGS}: none can meet both`,
          `Set retentionDays of ${BUILD_LOGS} to ${isBelow ? least : most}${isBelow ? ', or its retention to "at-least"' : ""}.`,
        ),
      ]
    : [];
}

function brokenPatterns(file: File): readonly ConfigProblem[] {
  const patterns = optionIn(file, "resource-required-tags", "valuePatterns");
  return Object.entries(isObject(patterns) ? patterns : {}).flatMap(([key, pattern]) =>
    typeof pattern === "string" && !isExpression(pattern)
      ? [
          error(
            ["resource-required-tags", "valuePatterns", key],
            `"${pattern}" is no regular expression, so no value of the tag would pass`,
            'Write one, such as "^[0-9]{4}$".',
          ),
        ]
      : [],
  );
}

/** Shared settings that list policies by name or pattern. */
const POLICY_LISTS = ["advisoryOutsideProtectedEnvironments", "stackExemptionPolicies"];

function patternsOfNoPolicy(file: File): readonly ConfigProblem[] {
  const names = policies.map(({ facts }) => facts.name);
  return POLICY_LISTS.flatMap((option) =>
    textsIn(file, SETTINGS_POLICY, option).flatMap((pattern, index) => {
      const near = nearest(pattern, names);
      return names.some((name) => matchesGlob(name, pattern))
        ? []
        : [
            error(
              [SETTINGS_POLICY, option, index],
              `there is no policy "${pattern}"`,
              near ? `Did you mean "${near}"?` : "docs/catalogue.md lists the policies.",
            ),
          ];
    }),
  );
}

/** What lists exemptions would turn each of them back into something that stops. */
function stoppingTellers(file: File): readonly ConfigProblem[] {
  const { exemptions } = entryOf(file[SETTINGS_POLICY]).options;
  if (!Array.isArray(exemptions) || exemptions.length === 0) {
    return [];
  }
  return policies
    .map(({ facts }) => facts)
    .filter(({ name, requirements }) => requirements.length === 0 && name !== SETTINGS_POLICY)
    .filter(({ name }) => levelIn(file, name) === "mandatory" || levelIn(file, name) === "remediate")
    .map(({ name }) =>
      error(
        [name in file ? name : ALL],
        `this makes ${name} mandatory, which lists every exemption: each would stop an update`,
        `Set "${name}": "advisory".`,
      ),
    );
}

function isExpression(pattern: string): boolean {
  try {
    // As the policy reads it.
    new RegExp(`^(?:${pattern})$`);
    return true;
  } catch {
    return false;
  }
}

function error(path: KeyPath, what: string, fix: string): ConfigProblem {
  return { level: "error", path, what, fix };
}

function warning(path: KeyPath, what: string, fix: string): ConfigProblem {
  return { level: "warning", path, what, fix };
}
