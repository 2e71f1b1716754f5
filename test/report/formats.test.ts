/** Every format says the same, says it whole whatever names and values hold, and is what its readers expect. */
import { readFileSync } from "node:fs";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Log, Result, Run } from "sarif";
import { FORMATS } from "../../report/formats";
import { findingsOf, isObjection, type Finding, type Report } from "../../report/model";
import { finding, HOSTILE, reportOf, shopReport, write } from "./shop";

/** Findings with a hostile text at every place that a program or its values reach. */
const HOSTILE_FINDINGS = Object.entries(HOSTILE).map(([name, text]) =>
  finding({
    name: text.slice(0, 3000),
    key: text.slice(0, 3000),
    path: text.slice(0, 3000),
    found: text,
    fix: text,
    id: idOf(name),
  }),
);

function idOf(text: string): string {
  return Buffer.from(text.padEnd(8)).toString("hex").slice(0, 16);
}

const INCOMPLETE = { problems: [{ source: "a.json", line: 3, text: "It was cut off.", incomplete: true }] };

const hostileReport = (): Report => reportOf(HOSTILE_FINDINGS, INCOMPLETE);

const many = (count: number, fields: Partial<Finding> = {}): readonly Finding[] =>
  Array.from({ length: count }, (_, index) =>
    finding({ name: `logs-${index}`, key: `k${index}`, id: `${index}`.padStart(16, "0"), ...fields }),
  );

const ids = (findings: Iterable<{ readonly id: string }>): string[] => [...findings].map(({ id }) => id).sort();

describe("all formats", () => {
  it.each(FORMATS.map(({ name }) => [name]))("%s ends with a line end, also for nothing at all", async (name) => {
    for (const report of [await shopReport(), hostileReport(), reportOf([]), reportOf([], { stacks: [] })]) {
      expect(await write(name, report)).toMatch(/(^|\n)$/);
    }
  });

  it("say each finding of the recorded preview once", async () => {
    const report = await shopReport();
    const findings = findingsOf(report);
    expect(findings.length).toBe(36);
    const json = JSON.parse(await write("json", report)) as Report;
    expect(ids(findingsOf(json))).toEqual(ids(findings));
    expect(ids((await sarifRun("sarif", report)).results?.map(fingerprint) ?? [])).toEqual(ids(findings));
    expect(ids((await cases(report)).flatMap((one) => (one.id === undefined ? [] : { id: one.id })))).toEqual(
      ids(findings),
    );
    expect((await write("csv", report)).trimEnd().split("\r\n").length - 1).toBe(findings.length);
    const lines = (await write("github", report)).split("\n");
    expect(lines.filter((line) => /^(::(error|warning|notice) file=|Exempted: )/.test(line))).toHaveLength(
      findings.length,
    );
    for (const name of ["markdown", "summary"]) {
      expect(rowsOf(await write(name, report))).toHaveLength(findings.length);
    }
  });
});

// SARIF

/** The schema is that of a package: it is no work of this project. */
function sarifSchema(): object | undefined {
  try {
    return JSON.parse(
      readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
    ) as object;
  } catch {
    process.stderr.write("SARIF files are not held against the schema: @microsoft/jest-sarif is not installed.\n");
    return undefined;
  }
}

async function sarifRun(
  name: "sarif" | "code-scanning",
  report: Report,
  earlier?: Report,
  folder?: string,
): Promise<Run> {
  const log = JSON.parse(await write(name, report, earlier, folder)) as Log;
  const [run] = log.runs;
  if (!run || log.version !== "2.1.0") {
    throw new Error("No run.");
  }
  return run;
}

const fingerprint = ({ partialFingerprints }: Result): { id: string } => ({
  id: partialFingerprints?.["findingId/v1"] ?? "",
});

describe("sarif", () => {
  const schema = sarifSchema();
  const validate =
    schema && addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })).compile(schema);

  (validate ? it : it.skip).each(["sarif", "code-scanning"])("%s is valid", async (name) => {
    const kinds = (
      ["undecided", "remediated", "exempted", "exemption-problem", "settings-problem", "internal-error"] as const
    ).map((kind) => finding({ kind, key: kind, severity: undefined, pack: "other", policy: "p", level: "remediate" }));
    for (const report of [
      await shopReport(),
      hostileReport(),
      reportOf([]),
      reportOf(kinds),
      reportOf([], { stacks: [] }),
    ]) {
      validate?.(JSON.parse(await write(name, report, reportOf([]))));
      expect(validate?.errors ?? []).toEqual([]);
    }
  });

  it("gives each result its rule, with help, severity and level", async () => {
    const report = await shopReport();
    const { tool, results = [] } = await sarifRun("sarif", report);
    const { rules = [] } = tool.driver;
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { ruleId, ruleIndex } of results) {
      expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
    }
    expect(rules.find(({ id }) => id === "s3-bucket-versioning")).toMatchObject({
      name: "S3BucketVersioning",
      shortDescription: { text: "S3 buckets keep versions." },
      fullDescription: { text: "Every S3 bucket has versioning enabled." },
      help: {
        text: expect.stringContaining("Fix: ") as string,
        markdown: expect.stringContaining("**Fix:** ") as string,
      },
      helpUri: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
      defaultConfiguration: { level: "error" },
      properties: { "security-severity": "5.5", tags: ["security", "storage", "STO-03"] },
    });
    expect(tool.driver).toMatchObject({ name: "aws-security-baseline", version: "0.1.0" });
  });

  it("says file and line in the repository, the URN, and level by level and severity", async () => {
    const { results = [], automationDetails } = await sarifRun("sarif", await shopReport());
    const logs = results.find(
      ({ ruleId, message }) => ruleId === "s3-bucket-encryption" && message.text?.startsWith("logs "),
    );
    expect(logs).toMatchObject({
      level: "error",
      kind: "fail",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "test/report/fixtures/shop/index.ts", uriBaseId: "SRCROOT" },
            region: { startLine: 14, startColumn: 19 },
          },
          logicalLocations: [{ fullyQualifiedName: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs" }],
        },
      ],
    });
    expect(results.find(({ ruleId }) => ruleId === "region-configured")?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "test/report/fixtures/shop/Pulumi.yaml", uriBaseId: "SRCROOT" },
      region: { startLine: 1 },
    });
    expect(automationDetails?.id).toBe("aws-security-baseline/shop/dev/");
  });

  it.each([
    ["a mandatory violation", { severity: "low" }, { kind: "fail", level: "error" }],
    ["a failed remediation", { level: "remediate" }, { kind: "fail", level: "error" }],
    ["an advisory one", { level: "advisory", severity: "high" }, { kind: "fail", level: "warning" }],
    ["a mild advisory one", { level: "advisory", severity: "low" }, { kind: "fail", level: "note" }],
    ["what is undecided", { kind: "undecided" }, { kind: "open", level: "none" }],
    ["what was mended", { kind: "remediated" }, { kind: "pass", level: "none" }],
    [
      "what is exempted",
      { kind: "exempted", found: "Exempted until 2030.", level: "advisory" },
      { level: "note", suppressions: [{ kind: "external", justification: "Exempted until 2030." }] },
    ],
  ] as const)("%s has its kind and level", async (_, fields, result) => {
    expect((await sarifRun("sarif", reportOf([finding(fields)]))).results).toMatchObject([result]);
  });

  it("writes no link that a value asks for, and no path that is no URI", async () => {
    const position = { file: "a b/ü#?.ts", line: 2 };
    const { results } = await sarifRun("sarif", reportOf([finding({ found: HOSTILE["links"] ?? "", position })]));
    expect(results?.[0]?.message.text).not.toContain("](");
    expect(results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toMatch(/\/a%20b\/%C3%BC%23%3F\.ts$/);
  });

  it("tells problems of the input, and a program that is not there", async () => {
    const [invocation] = (await sarifRun("sarif", hostileReport())).invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications).toMatchObject([
      { level: "error", message: { text: "a.json:3: It was cut off." } },
      { level: "note", message: { text: expect.stringContaining("elsewhere/dev") as string } },
    ]);
    const [shop] = (await sarifRun("sarif", await shopReport())).invocations ?? [];
    expect(shop).toEqual({ executionSuccessful: true, toolExecutionNotifications: [] });
  });

  it("says what is new against an earlier report", async () => {
    const [old, fresh] = [finding({ key: "a" }), finding({ key: "b" })];
    const { results = [] } = await sarifRun("sarif", reportOf([old, fresh]), reportOf([old]));
    expect(results.map(({ baselineState }) => baselineState)).toEqual(["unchanged", "new"]);
  });

  it("leaves out for code scanning what GitHub would take for an open alert", async () => {
    const report = await shopReport();
    const { results = [] } = await sarifRun("code-scanning", report);
    expect(ids(results.map(fingerprint))).toEqual(ids(findingsOf(report).filter(isObjection)));
    expect(results).toHaveLength(35);
  });

  it("keeps the worst 25,000 for code scanning, and says so", async () => {
    const mild = many(25_000, { level: "advisory", severity: "low" });
    const worst = finding({ severity: "critical" });
    const { results = [], invocations } = await sarifRun("code-scanning", reportOf([...mild, worst]));
    expect(results).toHaveLength(25_000);
    expect(results.map(fingerprint)).toContainEqual({ id: worst.id });
    expect(JSON.stringify(invocations)).toContain("1 finding is left out");
    expect((await sarifRun("sarif", reportOf([...mild, worst]))).results).toHaveLength(25_001);
  });

  it("keeps apart policies of other packs, and does not say one version of several", async () => {
    const findings = [finding({ pack: "mine", policy: "p" }), finding({ pack: "theirs", policy: "p", key: "b" })];
    const { tool } = await sarifRun("sarif", reportOf(findings));
    expect(tool.driver.rules?.map(({ id }) => id)).toEqual(["mine/p", "theirs/p"]);
    const versions = reportOf([finding(), finding({ key: "b", packVersion: "2.0.0" })]);
    expect((await sarifRun("sarif", versions)).tool.driver.version).toBeUndefined();
  });
});

// JUnit

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly file?: string;
  readonly id: string | undefined;
  readonly failure?: { readonly type: string; readonly message: string };
  readonly error?: { readonly type: string; readonly message: string };
  readonly isSkipped: boolean;
  readonly output?: string;
}

interface Suite {
  readonly name: string;
  readonly tests: string;
  readonly failures: string;
  readonly skipped: string;
  readonly testcase?: readonly (Case &
    Record<string, unknown> & {
      readonly properties?: readonly { property: readonly { name: string; value: string }[] }[];
    })[];
}

async function suites(report: Report): Promise<readonly Suite[]> {
  const text = await write("junit", report);
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseAttributeValue: false,
    isArray: (name) => ["testsuite", "testcase", "property", "properties"].includes(name),
  });
  const parsed = parser.parse(text) as { testsuites: { testsuite?: readonly Suite[] } | "" };
  return parsed.testsuites === "" ? [] : (parsed.testsuites.testsuite ?? []);
}

async function cases(report: Report): Promise<readonly Case[]> {
  return (await suites(report)).flatMap(({ testcase = [] }) =>
    testcase.map((one) => ({
      ...one,
      id: one.properties?.[0]?.property.find(({ name }) => name === "id")?.value,
      isSkipped: "skipped" in one,
      output: one["system-out"] as string,
    })),
  );
}

describe("junit", () => {
  it("has a suite a stack, with failures, exemptions and what passed", async () => {
    const report = await shopReport();
    const [suite] = await suites(report);
    const passing = report.stacks[0]?.policies.filter(({ passed }) => passed > 0).length ?? 0;
    expect(passing).toBeGreaterThan(5);
    expect(suite).toMatchObject({ name: "shop/dev", tests: `${36 + passing}`, failures: "35", skipped: "1" });
    const all = await cases(report);
    expect(
      all.find(({ classname, name }) => classname === "s3-bucket-encryption" && name.startsWith("logs")),
    ).toMatchObject({
      file: "test/report/fixtures/shop/index.ts",
      failure: { type: "mandatory" },
    });
    expect(all.find(({ isSkipped }) => isSkipped)?.output).toContain("Logs are rewritten daily");
    expect(all.filter(({ id }) => id === undefined)[0]?.name).toMatch(/^\d+ resources? pass/);
  });

  it.each([
    ["an advisory violation", { level: "advisory" }, { failure: { type: "advisory" }, isSkipped: false }],
    ["a mistake in the settings", { kind: "settings-problem" }, { error: { type: "settings-problem" } }],
    ["a check that broke", { kind: "internal-error" }, { error: { type: "internal-error" } }],
    ["what is undecided", { kind: "undecided" }, { isSkipped: true }],
    ["what was mended", { kind: "remediated" }, { isSkipped: false }],
  ] as const)("tells %s", async (_, fields, expected) => {
    const [one] = await cases(reportOf([finding(fields)]));
    expect(one).toMatchObject(expected);
    expect(Boolean(one?.failure) || Boolean(one?.error)).toBe("failure" in expected || "error" in expected);
  });

  it("is XML whatever names hold, and fails when the report is incomplete", async () => {
    const all = await cases(hostileReport());
    expect(ids(all.flatMap(({ id }) => (id === undefined ? [] : { id })))).toEqual(ids(HOSTILE_FINDINGS));
    expect(all.at(-1)).toMatchObject({
      name: "a.json:3 is complete",
      error: { type: "incomplete", message: "It was cut off." },
    });
    expect(await write("junit", hostileReport())).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  });
});

// GitHub

describe("github", () => {
  it("writes one line a finding, which the runner reads as it was", async () => {
    const lines = (await write("github", hostileReport())).trimEnd().split("\n");
    const commands = lines.map((line) => /^::(\w+) ([^:]*)::(.*)$/.exec(line));
    expect(commands.filter(Boolean)).toHaveLength(HOSTILE_FINDINGS.length + 1);
    const percent = commands.find((match) => match?.[3]?.includes("100%25"))?.[3];
    expect(percent?.replaceAll("%0A", "\n").replaceAll("%25", "%")).toContain("100%0A::error::x%25");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(3000);
  });

  it("escapes what would end a property", async () => {
    const position = { file: "a,b:c%.ts", line: 2, column: 4 };
    expect(await write("github", reportOf([finding({ position })]))).toMatch(
      /^::error file=.*a%2Cb%3Ac%25\.ts,line=2,col=4,title=s3-bucket-versioning \(medium\)::logs /,
    );
  });

  it("tells how many annotations GitHub does not show", async () => {
    const text = await write("github", reportOf([...many(12), ...many(10, { level: "advisory" })]));
    expect(text.match(/^::error/gm)).toHaveLength(12);
    expect(text).toContain("GitHub shows 10 of 12 errors as annotations.");
    expect(await write("github", reportOf(many(10)))).not.toContain("GitHub shows");
  });

  it("annotates by level, and not what is exempted", async () => {
    const findings = [
      finding({ level: "advisory" }),
      finding({ kind: "undecided", key: "u" }),
      finding({ kind: "exempted", key: "e" }),
    ];
    const text = await write("github", reportOf(findings));
    expect(text.split("\n").map((line) => /^(::\w+|\w+:)/.exec(line)?.[0])).toEqual([
      "::warning",
      "::notice",
      "Exempted:",
      undefined,
    ]);
  });
});

// Markdown

/** The rows of all tables, without their heads. */
function rowsOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.startsWith("| ") && !/^\| (Level|---)/.test(line));
}

function titles(text: string): readonly string[] {
  return [...text.matchAll(/<summary><b>(.*)<\/b><\/summary>/g)].map(([, title = ""]) => title);
}

describe("markdown", () => {
  it("shows what blocks, and folds the rest", async () => {
    const text = await write("markdown", await shopReport());
    expect(titles(text)).toEqual(["Blocking (21)", "Advisory (14)", "Exempted (1)"]);
    expect(text.match(/<details open>/g)).toHaveLength(1);
    expect(text).toContain(
      "<code>logs</code><br>aws:s3/bucket:Bucket<br><code>test/report/fixtures/shop/index.ts:14</code>",
    );
    expect(text).toContain("21 mandatory, 14 advisory in 1 stack; 1 exempted.");
  });

  it("says new, fixed, exempted and remaining findings", async () => {
    const [stays, comes, goes, accepted] = ["stays", "comes", "goes", "accepted"].map((key) =>
      finding({ key, name: key }),
    );
    if (!stays || !comes || !goes || !accepted) {
      throw new Error("unreachable");
    }
    const exemption = {
      ...accepted,
      kind: "exempted",
      policy: "baseline-exemptions",
      key: `exempted:${accepted.policy}:${accepted.key}`,
      id: "f".repeat(16),
    } as const;
    const text = await write("markdown", reportOf([stays, comes, exemption]), reportOf([stays, goes, accepted]));
    expect(text).toContain("**Since the earlier report: 1 new, 1 fixed, 1 exempted, 1 remaining.**");
    expect(titles(text)).toEqual(["New (1)", "Fixed (1)", "Remaining (1)", "Exempted (1)"]);
    expect(rowsOf(text).map((row) => /<code>(\w+)<\/code><br>/.exec(row)?.[1])).toEqual([
      "comes",
      "goes",
      "stays",
      "accepted",
    ]);
  });

  it("does not call fixed what it knows nothing of", async () => {
    const other = reportOf([finding({ stack: "prod" })]).stacks;
    const earlier = reportOf([], { stacks: [...reportOf([]).stacks, ...other] });
    expect(await write("markdown", reportOf([]), earlier)).toContain("0 new, 0 fixed, 0 remaining");
    expect(await write("markdown", reportOf([], INCOMPLETE), reportOf([finding()]))).toContain(
      "may just not have been seen",
    );
    const added = reportOf([], { stacks: [...reportOf([]).stacks, ...other] });
    expect(await write("markdown", added, reportOf([]))).toContain("is not about elsewhere/prod");
  });

  it("holds a table together whatever names hold", async () => {
    const rows = rowsOf(await write("markdown", hostileReport()));
    expect(rows).toHaveLength(HOSTILE_FINDINGS.length);
    for (const row of rows) {
      expect(row.split("|")).toHaveLength(6);
      const tags = [...row.matchAll(/<\/?(\w+)/g)].map(([, tag = ""]) => tag);
      expect([...new Set(tags)].filter((tag) => !["code", "br", "b"].includes(tag))).toEqual([]);
      expect(row.match(/<code>/g)?.length).toBe(row.match(/<\/code>/g)?.length);
      expect(row.replaceAll(/<code>.*?<\/code>/g, "")).not.toMatch(/[`*[\]]|[@#][a-zA-Z]|&(?!#\d+;)|#\d+(?![\d;])/);
    }
  });

  it.each([
    ["markdown", 65_536, "a comment on GitHub holds 65,536 characters"],
    ["summary", 1024 * 1024, "the summary of a step holds 1 MiB"],
  ])("%s stays within %i and says how many are left out", async (name, most, reason) => {
    const findings = many(6000, { found: "🪣 ".repeat(200) });
    const text = await write(name, reportOf(findings));
    const size = name === "summary" ? Buffer.byteLength(text) : text.length;
    expect(size).toBeLessThanOrEqual(most);
    expect(size).toBeGreaterThan(most - 5000);
    const left = (6000 - rowsOf(text).length).toLocaleString("en");
    expect(text).toContain(`**${left} findings are not shown here**: ${reason}`);
    expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  it("is short enough with the longest of everything", async () => {
    const text = HOSTILE["long"] ?? "";
    const problems = Array.from({ length: 1000 }, () => ({ source: text, text: "|".repeat(5000), incomplete: true }));
    const stacks = Array.from(
      { length: 500 },
      (_, index) => reportOf(many(3, { stack: `s${index}`, found: text })).stacks,
    ).flat();
    const all = await write("markdown", reportOf([], { stacks, problems }), reportOf([]));
    expect(all.length).toBeLessThanOrEqual(65_536);
  });
});
