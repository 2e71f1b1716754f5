import { readFileSync } from "node:fs";
import { join } from "node:path";
import { currentRecord } from "../../scripts/generate/release-record";
import {
  changesBetween,
  isEnough,
  recordBefore,
  unnamed,
  type Bump,
  type Change,
  type RecordedPolicy,
  type ReleaseRecord,
} from "../../scripts/release-changes";
import { packageRoot } from "../../testing/analyzer";

const NAME = "s3-bucket-versioning";
const POLICY: RecordedPolicy = { level: "advisory", severity: "medium", options: { days: 7 } };

function record(policies: Record<string, RecordedPolicy>, rest: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return { version: "1.0.0", policies, retired: {}, ...rest };
}

function changes(
  was: RecordedPolicy | undefined,
  is: RecordedPolicy | undefined,
  rest?: Partial<ReleaseRecord>,
): Change[] {
  return changesBetween(record(was ? { [NAME]: was } : {}), record(is ? { [NAME]: is } : {}, rest));
}

describe("what a release changes", () => {
  it.each<[string, RecordedPolicy | undefined, RecordedPolicy, Omit<Change, "policy">]>([
    [
      "a new policy that can stop an update",
      undefined,
      { ...POLICY, level: "mandatory" },
      { headings: ["New policies"], what: "is new, mandatory", bump: "major" },
    ],
    [
      "a new advisory policy",
      undefined,
      POLICY,
      { headings: ["New policies"], what: "is new, advisory", bump: "minor" },
    ],
    [
      "a raised level",
      POLICY,
      { ...POLICY, level: "mandatory" },
      { headings: ["Stricter"], what: "is mandatory instead of advisory", bump: "major" },
    ],
    [
      "a lowered level",
      { ...POLICY, level: "mandatory" },
      POLICY,
      { headings: ["Looser"], what: "is advisory instead of mandatory", bump: "minor" },
    ],
    [
      "a raised severity",
      POLICY,
      { ...POLICY, severity: "high" },
      { headings: ["Stricter"], what: "has severity high instead of medium", bump: "minor" },
    ],
    [
      "another default",
      POLICY,
      { ...POLICY, options: { days: 30 } },
      { headings: ["Stricter", "Looser"], what: "has days = 30 by default instead of 7", bump: "minor" },
    ],
    [
      "an option that is gone",
      POLICY,
      { ...POLICY, options: {} },
      { headings: ["Stricter", "Looser"], what: "no longer has the option days", bump: "major" },
    ],
  ])("has %s", (_, was, is, expected) => {
    expect(changes(was, is)).toEqual([{ policy: NAME, ...expected }]);
  });

  it("has nothing to say of a policy that stays, or gets one more option", () => {
    expect(changes(POLICY, { ...POLICY, options: { days: 7, more: [] } })).toEqual([]);
  });

  it("has a policy that retired, and refuses one that is just gone", () => {
    expect(changes(POLICY, undefined, { retired: { [NAME]: "1.1.0" } })).toMatchObject([{ headings: ["Retired"] }]);
    expect(() => changes(POLICY, undefined)).toThrow(`${NAME} is gone. Its name stands in users' settings`);
  });

  it("keeps a stub through the major version that follows", () => {
    const retired = record({}, { version: "1.4.0", retired: { [NAME]: "1.4.0" } });
    expect(changesBetween(retired, record({}, { version: "2.0.0", retired: retired.retired }))).toEqual([]);
    expect(() => changesBetween(retired, record({}, { version: "2.9.0" }))).toThrow("its stub stays until 3.0.0");
    expect(changesBetween(retired, record({}, { version: "3.0.0" }))).toMatchObject([{ policy: NAME, bump: "major" }]);
  });
});

describe("the changelog", () => {
  const change = changes(POLICY, { ...POLICY, level: "mandatory" });
  const written = (heading: string, text: string): string =>
    `# Changelog\n\n## [1.1.0]\n\n### ${heading}\n\n- ${text}\n`;

  it("is complete when the policy stands under its heading of the release", () => {
    expect(unnamed(change, written("Stricter", `\`${NAME}\` is mandatory.`), "1.1.0")).toEqual([]);
  });

  it.each([
    ["names it under another heading", written("Looser", `\`${NAME}\` is mandatory.`), "1.1.0"],
    ["names it in another release", written("Stricter", `\`${NAME}\` is mandatory.`), "1.2.0"],
    ["names only a longer name", written("Stricter", `\`${NAME}-of-logs\` is mandatory.`), "1.1.0"],
    ["is empty", "", "1.1.0"],
  ])("lacks the policy when it %s", (_, changelog, version) => {
    expect(unnamed(change, changelog, version)).toEqual(change);
  });
});

describe("a version number", () => {
  const bump = (one: Bump): Change[] => [{ policy: NAME, headings: ["Stricter"], what: "", bump: one }];

  it.each<[string, string, Change[], boolean]>([
    ["1.2.0", "2.0.0", bump("major"), true],
    ["1.2.0", "1.3.0", bump("major"), false],
    ["1.2.0", "1.3.0", bump("minor"), true],
    ["1.2.0", "1.2.1", bump("minor"), false],
    ["1.2.0", "1.2.1", [], true],
    ["0.1.0", "0.2.0", bump("major"), true],
    ["0.1.0", "0.1.1", bump("major"), false],
    ["0.9.0", "1.0.0", bump("major"), true],
  ])("from %s to %s", (from, to, list, expected) => {
    expect(isEnough(from, to, list)).toBe(expected);
  });
});

describe("this release", () => {
  const root = packageRoot();
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");

  it("has a section in the changelog, which names what became of every policy, and a number that fits", async () => {
    const current = await currentRecord(root);
    expect(changelog).toContain(`## [${current.version}]`);
    const before = recordBefore(root, current.version);
    const list = before ? changesBetween(before, current) : [];
    expect(unnamed(list, changelog, current.version)).toEqual([]);
    expect(before === undefined || isEnough(before.version, current.version, list)).toBe(true);
  });

  it("is compared with the release before, not with itself", () => {
    expect(recordBefore(root, "0.1.0")).toBeUndefined();
    expect(recordBefore(root, "99.0.0")?.version).toBe("0.1.0");
  });
});
