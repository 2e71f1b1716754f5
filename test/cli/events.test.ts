/** The commands that read the engine's events, as scripts in CI use them: exit codes, bad arguments, files that cannot be used. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { COMMANDS } from "../../cli/commands";
import { formatMessage } from "../../library";
import { packageRoot } from "../../testing/analyzer";
import { run } from "./run";

const folder = mkdtempSync(join(tmpdir(), "events-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The events of a preview of a stack with findings of these levels, as the CLI writes them. */
function events(stack: string, levels: readonly ("mandatory" | "advisory")[], isEnded = true): string {
  const lines = levels.map((enforcementLevel, index) => ({
    policyEvent: {
      resourceUrn: `urn:pulumi:${stack}::shop::aws:s3/bucket:Bucket::b${index}`,
      message: `Buckets keep versions.\n${formatMessage({ path: "", found: "It keeps none.", fix: "Do.", requirements: ["STO-03"], key: "versioning" })}`,
      policyName: "s3-bucket-versioning",
      policyPackName: "aws-security-baseline",
      policyPackVersionTag: "0.1.0",
      enforcementLevel,
      severity: "medium",
    },
  }));
  const end = isEnded
    ? [
        {
          summaryEvent: {
            isPreview: true,
            result: "succeeded",
            PolicyPacks: { "aws-security-baseline|local|/pack": "0.1.0" },
          },
        },
      ]
    : [];
  return [{ preludeEvent: { config: {} } }, ...lines, ...end]
    .map((one, sequence) => `${JSON.stringify({ sequence, timestamp: 1, ...one })}\n`)
    .join("");
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const bad = file("bad.json", events("dev", ["mandatory", "advisory"]));
const mild = file("mild.json", events("dev", ["advisory"]));
const clean = file("clean.json", events("dev", []));
const cut = file("cut.json", events("dev", ["advisory"], false));
const drafts = (): string[] => readdirSync(folder).filter((name) => name.endsWith(".tmp"));

it.each(COMMANDS.map(({ name }) => [name]))("%s explains itself", async (name) => {
  const { code, out, err } = await run([name, "--help"], folder);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/config check|Exit codes: 0/);
});

describe("report", () => {
  it.each<[string, readonly string[], number]>([
    ["a mandatory finding fails", [bad], 1],
    ["an advisory one does not", [mild], 0],
    ["an advisory one does where that is asked", [mild, "--fail-on", "advisory"], 1],
    ["a mild one does not where severe ones are asked for", [bad, "--fail-severity", "high"], 0],
    ["nothing fails where nothing shall", [bad, "--fail-on", "never"], 0],
    ["no findings pass", [clean], 0],
  ])("%s", async (_, args, code) => expect((await run(["report", ...args], folder)).code).toBe(code));

  it("says what was found to a reader", async () => {
    const { out } = await run(["report", bad], folder);
    expect(out).toMatch(/s3-bucket-versioning[\s\S]*It keeps none\.[\s\S]*1 mandatory, 1 advisory in 1 stack\./);
  });

  it("reads standard input, and writes files besides", async () => {
    const args = ["report", "--format", "json=report.json", "--format", "terminal"];
    const { code, out } = await run(args, folder, { stdin: events("dev", ["mandatory"]) });
    expect([code, out]).toEqual([1, expect.stringContaining("1 mandatory")]);
    expect(JSON.parse(readFileSync(join(folder, "report.json"), "utf8"))).toHaveProperty("stacks");
    expect((await run(["report", "report.json", "--format", "csv"], folder)).out).toContain("s3-bucket-versioning");
    expect(drafts()).toEqual([]);
  });

  it("compares with an earlier report of the same stack only", async () => {
    await run(["report", mild, "--format", "json=earlier.json"], folder);
    expect((await run(["report", bad, "--against", "earlier.json"], folder)).code).toBe(1);
    const other = file("other.json", events("prod", ["advisory"]));
    const { code, err } = await run(["report", other, "--against", "earlier.json"], folder);
    expect([code, err]).toEqual([2, expect.stringMatching(/shop\/dev.*shop\/prod.*cannot be compared/)]);
  });
});

describe("baseline", () => {
  it("turns findings into exemptions, after which the same finding is known", async () => {
    const args = ["baseline", bad, "--owner", "shop", "--days", "30", "--out", "config.json"];
    const { code, out, err } = await run(args, folder);
    expect([code, out, err]).toEqual([
      0,
      "",
      expect.stringMatching(/^2 exemptions until \d{4}-\d\d-\d\d\. Fill in its ticket\.\n$/),
    ]);
    const again = await run(["baseline", bad, "--config", "config.json"], folder);
    expect(again.err).toMatch(/^0 exemptions .*; 2 were there already/);
    expect(JSON.parse(again.out)).toEqual(JSON.parse(readFileSync(join(folder, "config.json"), "utf8")));
    const checked = await run(["config", "check", "config.json"], folder);
    expect([checked.code, checked.out]).toEqual([
      0,
      expect.stringMatching(/exemptions\[0\]\.ticket: is empty here and in 1 more\. Fix: Fill in the ticket/),
    ]);
  });

  it("takes what blocks alone, and keeps the file that it adds to", async () => {
    const own = file("own.json", JSON.stringify({ all: "advisory", "baseline-settings": "advisory" }));
    await run(["baseline", bad, "--mandatory", "--config", own, "--out", own], folder);
    const { all, "baseline-settings": settings } = JSON.parse(readFileSync(join(folder, own), "utf8")) as {
      all: string;
      "baseline-settings": { enforcementLevel: string; exemptions: unknown[] };
    };
    expect([all, settings.enforcementLevel, settings.exemptions.length]).toEqual(["advisory", "advisory", 1]);
  });

  it("of events that were cut off says so and ends with 1", async () => {
    const { code, err } = await run(["baseline", file("half.json", `${events("dev", ["mandatory"])}{"sequ`)], folder);
    expect([code, err]).toEqual([1, expect.stringMatching(/^Incomplete: half\.json/)]);
  });
});

describe("audit", () => {
  const bin = join(folder, "bin");
  const asked = join(folder, "asked.txt");
  const environment = { PATH: [bin, process.env["PATH"] ?? ""].join(delimiter) };
  /** Only pulumi's answers are made up; what it is asked is written down. */
  const PULUMI = [
    "#!/bin/sh",
    `echo "$*" >> '${asked}'`,
    'if [ "$1 $2" = "stack ls" ]; then cat stacks.json; exit; fi',
    'if [ -f "$5.events" ]; then cat "$5.events"; exit; fi',
    'echo "error: no stack named $5 found" >&2; exit 255',
  ];
  const audit = (...args: string[]) => run(["audit", ...args, "--policy-pack", packageRoot()], folder, { environment });

  beforeAll(() => {
    mkdirSync(bin);
    writeFileSync(join(bin, "pulumi"), `${PULUMI.join("\n")}\n`);
    chmodSync(join(bin, "pulumi"), 0o755);
    file("dev.events", events("dev", ["advisory"]));
    file("prod.events", events("prod", ["mandatory"]));
    file("empty.events", "");
  });
  beforeEach(() => writeFileSync(asked, ""));

  it("--all asks for every stack, judges each and writes one report", async () => {
    file("stacks.json", JSON.stringify(["dev", "prod", "empty"].map((name) => ({ name, current: false }))));
    const { code, out, err } = await audit("--all", "--organization", "acme", "--parallel", "1");
    expect([code, out]).toEqual([1, expect.stringContaining("1 mandatory, 1 advisory in 2 stacks.")]);
    expect(out).toContain("The stack has no resources");
    expect(err).toBe("1 of 3: dev\n2 of 3: prod\n3 of 3: empty\n");
    const [list, ...analyzed] = readFileSync(asked, "utf8").trim().split("\n");
    expect(list).toMatch(/^stack ls --all --json --organization acme /);
    expect(analyzed.map((line) => /^policy analyze --json --stack (\w+) --policy-pack /.exec(line)?.[1])).toEqual([
      "dev",
      "prod",
      "empty",
    ]);
  });

  it("goes on when a stack cannot be read, and fails for it", async () => {
    const { code, out } = await audit("--stack", "gone", "--stack", "dev");
    expect([code, out]).toEqual([1, expect.stringMatching(/gone.*error: no stack named gone found/)]);
    expect(out).toContain("1 advisory in 1 stack");
    expect((await audit("--stack", "dev")).code).toBe(0);
  });

  it.each<[string, string, RegExp]>([
    ["there are none", "[]", /There are no stacks.*logged in/],
    ["pulumi says something else", "what?", /pulumi stack ls failed/],
  ])("--all ends with 2 where %s", async (_, text, message) => {
    file("stacks.json", text);
    const { code, err } = await audit("--all");
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  it("without pulumi says so", async () => {
    const { code, err } = await run(["audit", "--all", "--policy-pack", packageRoot()], folder, {
      environment: { PATH: join(folder, "nowhere") },
    });
    expect([code, err]).toEqual([2, expect.stringContaining("The Pulumi CLI is not on PATH")]);
  });
});

it.each<[readonly string[], RegExp]>([
  [["report", "nope.json"], /There is no file nope\.json/],
  [["report", "."], /is a folder/],
  [["report", bad, "--format", "pdf"], /no format "pdf"\. There are terminal, .*json/],
  [["report", bad, "--format", "json="], /names no file/],
  [["report", bad, "--format", "json", "--format", "csv"], /Only one format can go to standard output/],
  [["report", bad, "--format", "json=x", "--format", "csv=x"], /Two formats would be written to x/],
  [["report", bad, "--format", "json=no/such/x.json"], /no\/such\/x\.json cannot be written.*Nothing was changed/],
  [["report", bad, "--format", "json=bin"], /bin/],
  [["report", bad, "--fail-on", "always"], /--fail-on is one of mandatory, advisory, never/],
  [["report", bad, "--against", "nope.json"], /There is no file nope\.json/],
  [["report", "-", "-"], /read once only/],
  [["report", bad, "--formatt", "json"], /--formatt/],
  [["baseline", "nope.json"], /There is no file nope\.json/],
  [["baseline", bad, "--config", "nope.json"], /nope\.json cannot be read/],
  [["baseline", bad, "--config", file("text.txt", "{")], /text\.txt is no JSON object.*config check text\.txt/],
  [["baseline", bad, "--out", "no/such/x.json"], /cannot be written.*Nothing was changed/],
  [["baseline", bad, "--reason", " "], /--reason is empty/],
  [["baseline", bad, "--expires", "2020-01-31"], /--expires is a day from today on/],
  [["baseline", bad, "--expires", "31.12.2099"], /--expires is a day/],
  [["baseline", bad, "--days", "0"], /--days is a whole number from 1/],
  [["baseline", bad, "--days", "3", "--expires", "2099-01-31"], /not both/],
  [["audit"], /Give --stack/],
  [["audit", "--all", "--stack", "dev"], /Give --stack/],
  [["audit", "--stack", "dev", "--organization", "acme"], /goes with --all/],
  [["audit", "--stack", "dev", "--parallel", "many"], /--parallel is a whole number from 1 to 64, not "many"/],
  [["audit", "--stack", "dev", "--policy-pack", "nowhere"], /no PulumiPolicy\.yaml in nowhere/],
  [["audit", "--stack", "dev", "--policy-pack", packageRoot(), "--config", "nope.json"], /no file nope\.json/],
])("%j ends with 2, says why and leaves nothing behind", async (args, message) => {
  const before = readdirSync(folder).sort();
  const { code, err } = await run(args, folder);
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  expect(err).toContain(`Run "aws-security-baseline ${args[0] ?? ""} --help"`);
  expect(readdirSync(folder).sort()).toEqual(before);
});

it.each([
  [["reprot"], /There is no command "reprot"[\s\S]*report/],
  [[], /^$/],
])("%j ends with 2 and lists the commands", async (args, message) => {
  const { code, out, err } = await run(args, folder);
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  expect(out + err).toMatch(/config[\s\S]*report[\s\S]*baseline[\s\S]*audit/);
});

it("a report of events that end too early fails, as what is missing may be what counts", async () => {
  expect((await run(["report", cut], folder)).code).toBe(1);
});
