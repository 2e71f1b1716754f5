/** The engine's events, whole and broken, as a report. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { formatMessage } from "../../library";
import { fileSource, readReport, type ReadOptions } from "../../report/read";
import type { Report } from "../../report/model";

const URN = "urn:pulumi:dev::shop::my:component:Store$aws:s3/bucket:Bucket::logs";
const MESSAGE = formatMessage({
  path: "versioning.enabled",
  found: "Versioning is off.",
  fix: "Turn it on.",
  requirements: ["STO-03"],
  key: "versioning",
});

function violation(fields: Record<string, unknown> = {}): string {
  return line("policyEvent", {
    resourceUrn: URN,
    message: `Every bucket keeps versions.\n${MESSAGE}\n`,
    color: "never",
    policyName: "s3-bucket-versioning",
    policyPackName: "aws-security-baseline",
    policyPackVersion: "1.0.0",
    policyPackVersionTag: "1.0.0",
    enforcementLevel: "mandatory",
    severity: "medium",
    ...fields,
  });
}

function line(name: string, event: unknown): string {
  return JSON.stringify({ sequence: 0, timestamp: 1, [name]: event });
}

const PRELUDE = line("preludeEvent", { config: {} });
const END = summary({});
/** How policies fared with a resource. */
const ASKED = line("policyAnalyzeSummaryEvent", {
  resourceUrn: URN,
  policyPackName: "aws-security-baseline",
  passed: ["a"],
  failed: ["b"],
});

function summary(fields: Record<string, unknown>): string {
  return line("summaryEvent", {
    isPreview: true,
    result: "failed",
    PolicyPacks: { "aws-security-baseline|local|/pack": "1.0.0" },
    ...fields,
  });
}

/** Reads texts in small chunks, so that lines are cut everywhere. */
function read(inputs: readonly (string | Buffer)[], options: ReadOptions = {}, step = 7): Promise<Report> {
  const sources = inputs.map((input, index) => ({
    name: `file${index + 1}`,
    chunks: Readable.from(pieces(Buffer.from(input), step), { objectMode: true }),
  }));
  return readReport(sources, options);
}

function* pieces(bytes: Buffer, step: number): Iterable<Buffer> {
  for (let start = 0; start < bytes.length; start += step) {
    yield bytes.subarray(start, start + step);
  }
}

const lines = (...all: string[]): string => `${all.join("\n")}\n`;

describe("a run", () => {
  it("gives its findings with all that the message and the URN say", async () => {
    const { stacks, problems } = await read([lines(PRELUDE, violation(), END)]);
    expect(problems).toEqual([]);
    expect(stacks).toHaveLength(1);
    expect(stacks[0]).toMatchObject({ project: "shop", stack: "dev", runs: [{ phase: "preview", complete: true }] });
    expect(stacks[0]?.findings).toMatchObject([
      {
        kind: "violation",
        type: "aws:s3/bucket:Bucket",
        name: "logs",
        level: "mandatory",
        severity: "medium",
        description: "Every bucket keeps versions.",
        path: "versioning.enabled",
        key: "versioning",
        found: "Versioning is off.",
        fix: "Turn it on.",
        requirements: ["STO-03"],
      },
    ]);
  });

  it("that is an update has the finding of its preview once", async () => {
    const update = lines(PRELUDE, violation(), summary({ isPreview: false }));
    const { stacks } = await read([lines(PRELUDE, violation({ enforcementLevel: "advisory" }), END) + update]);
    expect(stacks[0]?.findings.map(({ level }) => level)).toEqual(["mandatory"]);
    expect(stacks[0]?.runs.map(({ phase }) => phase)).toEqual(["preview", "update"]);
  });

  it("that is an update settles what its preview could not decide", async () => {
    const undecided = violation({
      message: `Every bucket keeps versions.\n${formatMessage({ path: "", found: "This cannot be decided yet.", fix: "Wait.", requirements: ["STO-03"], key: "undecided:arn" })}`,
      enforcementLevel: "advisory",
    });
    const preview = lines(PRELUDE, undecided, summary({ result: "succeeded" }));
    expect((await read([preview])).stacks[0]?.findings.map(({ kind }) => kind)).toEqual(["undecided"]);
    const update = lines(PRELUDE, summary({ isPreview: false, result: "succeeded" }));
    const seen = line("policyAnalyzeSummaryEvent", {
      resourceUrn: URN,
      policyPackName: "aws-security-baseline",
      passed: ["x"],
    });
    expect(
      (await read([preview + lines(PRELUDE, seen) + update.split("\n").slice(1).join("\n")])).stacks[0]?.findings,
    ).toEqual([]);
  });

  it("of another pack is counted and left out, unless it is asked for", async () => {
    const other = violation({ policyPackName: "other", message: "Bad." });
    const input = lines(PRELUDE, violation(), other, END);
    const [stack] = (await read([input])).stacks;
    expect([stack?.findings.length, stack?.otherPacks]).toEqual([1, { other: 1 }]);
    const all = (await read([input], { allPacks: true })).stacks[0]?.findings;
    expect(all?.map(({ pack, found }) => [pack, found])).toContainEqual(["other", "Bad."]);
  });

  it("counts how policies fared, once for a preview and its update", async () => {
    const { stacks } = await read([
      lines(
        PRELUDE,
        ASKED,
        summary({ result: "succeeded" }),
        PRELUDE,
        ASKED,
        summary({ result: "succeeded", isPreview: false }),
      ),
    ]);
    expect(stacks[0]?.resources).toBe(1);
    expect(stacks[0]?.policies).toMatchObject([
      { policy: "a", passed: 1, failed: 0 },
      { policy: "b", passed: 0, failed: 1 },
    ]);
  });

  it("loses the engine's marks for colours", async () => {
    const { stacks } = await read([
      lines(violation({ message: `<{%reset%}>Every bucket.\n${MESSAGE}<{%reset%}>\n` }), END),
    ]);
    expect(stacks[0]?.findings[0]).toMatchObject({ key: "versioning", description: "Every bucket." });
  });

  it("written by PowerShell, as UTF-16 with carriage returns, is read as well", async () => {
    const text = `\uFEFF${lines(PRELUDE, violation(), END).replaceAll("\n", "\r\n")}`;
    const { stacks, problems } = await read([Buffer.from(text, "utf16le")]);
    expect([problems, stacks[0]?.findings.length]).toEqual([[], 1]);
  });

  it("is placed by a stack's state, but never in a package", async () => {
    const state = (file: string): string =>
      JSON.stringify(
        { version: 3, deployment: { resources: [{ urn: URN, sourcePosition: `project:///${file}#12,5` }] } },
        undefined,
        4,
      );
    const run = lines(PRELUDE, violation(), END);
    expect((await read([run, state("src/a%20b.ts")])).stacks[0]?.findings[0]?.position).toEqual({
      file: "src/a b.ts",
      line: 12,
      column: 5,
    });
    expect((await read([run, state("node_modules/x/index.js")])).stacks[0]?.findings[0]?.position).toBeUndefined();
  });
});

describe("the key tells what a finding is", () => {
  it.each([
    ["exempted:s3-bucket-versioning:versioning", "exempted"],
    ["ended:s3-bucket-versioning:versioning", "exemption-problem"],
    ["unused:exemptions[0]", "exemption-problem"],
    ["undecided:arn", "undecided"],
    ["internal-error", "internal-error"],
    ["versioning", "violation"],
  ])("%s: %s", async (key, kind) => {
    const parts = { path: "", found: "Found.", fix: "Fix it.", requirements: [], key };
    const { stacks } = await read([lines(violation({ message: `About.\n${formatMessage(parts)}` }), END)]);
    expect(stacks[0]?.findings.map((one) => one.kind)).toEqual([kind]);
  });
});

describe("what cannot be read in full is a problem that makes the report incomplete", () => {
  const digest = JSON.stringify({ config: {}, steps: [], duration: 1, changeSummary: {} }, undefined, 4);
  it.each<[string, string | Buffer, RegExp]>([
    ["nothing", "", /is empty/],
    ["text", "Previewing update (dev)\n", /no events of the Pulumi engine.*--event-log/],
    ["a binary", Buffer.from([1, 2, 0, 3]), /not text/],
    ["a compressed file", Buffer.from([0x1f, 0x8b, 8, 0]), /gunzip -c/],
    ["other JSON", '{"a":1}\n', /no events/],
    ["a run without its end", lines(PRELUDE, violation()), /end before its summary/],
    ["a last line that is cut", lines(PRELUDE, violation()) + violation().slice(0, 90), /cut off in its middle/],
    ["a preview's JSON without streaming", digest, /PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true/],
    ["a document that is cut", digest.slice(0, 30), /has no end/],
    ["a stack's state alone", JSON.stringify({ deployment: { resources: [] } }), /stack's state/],
    [
      "a run without the pack",
      lines(PRELUDE, summary({ PolicyPacks: {}, result: "succeeded" })),
      /No policy of aws-security-baseline ran/,
    ],
    ["a run that failed for another reason", lines(PRELUDE, END), /another reason than a policy/],
    [
      "a preview whose program failed, beside a mandatory finding",
      lines(PRELUDE, ASKED, violation(), END),
      /another reason than a policy/,
    ],
    ["a report of another version", '{"version":99,"stacks":[],"problems":[]}', /version 99/],
    ["a report with a hole", '{"version":1,"stacks":[{}],"problems":[]}', /something is missing/],
  ])("%s", async (_, input, text) => {
    const { problems } = await read([input]);
    expect(problems.filter(({ incomplete }) => incomplete).map((one) => one.text)).toContainEqual(
      expect.stringMatching(text),
    );
  });

  it("while a preview that looked at the whole stack, or an update, ends for its mandatory findings", async () => {
    const whole = line("policyAnalyzeStackSummaryEvent", { policyPackName: "aws-security-baseline", passed: ["c"] });
    const update = summary({ isPreview: false });
    for (const run of [lines(PRELUDE, ASKED, violation(), whole, END), lines(PRELUDE, ASKED, violation(), update)]) {
      expect((await read([run])).problems).toEqual([]);
    }
  });

  it("while lines between the events are only noted, with the line", async () => {
    const { problems, stacks } = await read([lines("npm warn", PRELUDE, violation(), END)]);
    expect(stacks[0]?.findings).toHaveLength(1);
    expect(problems).toMatchObject([{ line: 1, incomplete: false }]);
  });

  it("and versions of the pack that are mixed are noted", async () => {
    const { problems } = await read([
      lines(violation(), END),
      lines(violation({ policyPackVersionTag: "2.0.0" }), END),
    ]);
    expect(problems).toMatchObject([{ text: expect.stringContaining("1.0.0, 2.0.0") as unknown, incomplete: false }]);
  });

  it("and a line of 130 MiB is left out, those around it are not", async () => {
    function* chunks(): Iterable<string | Buffer> {
      yield lines(PRELUDE, violation());
      yield "{";
      const part = Buffer.alloc(1024 * 1024, "a");
      for (let count = 0; count < 130; count++) {
        yield part;
      }
      yield `\n${END}\n`;
    }
    const { problems, stacks } = await readReport([
      { name: "huge", chunks: Readable.from(chunks(), { objectMode: true }) },
    ]);
    expect(problems).toMatchObject([
      { line: 3, incomplete: true, text: expect.stringContaining("128 MiB") as unknown },
    ]);
    expect(stacks[0]?.findings).toHaveLength(1);
  });
});

describe("a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("that is not there, or is a folder, is an error in words", () => {
    expect(() => fileSource(join(folder, "none"), "none")).toThrow("There is no file none.");
    expect(() => fileSource(folder, "here")).toThrow("here is a folder");
  });

  it("that is there is read", async () => {
    writeFileSync(join(folder, "events.json"), lines(PRELUDE, violation(), END));
    expect((await readReport([fileSource(join(folder, "events.json"))])).stacks).toHaveLength(1);
  });
});
