import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run as runCommand, type Ran } from "./run";

const folder = mkdtempSync(join(tmpdir(), "config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], stdin = ""): Promise<Ran> => runCommand(["config", ...args], folder, { stdin });

function file(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
}

describe("config check", () => {
  it("ends with 0 for a valid file", async () => {
    expect(await run(["check", file("ok.json", { all: "advisory" })])).toEqual({
      code: 0,
      out: "ok.json: valid\n",
      err: "",
    });
  });

  it("ends with 1 for an error, and says file, line, column, key and remedy", async () => {
    const { code, out } = await run(["check", file("bad.json", '{\n  "vpc-dsn": "advisory"\n}')]);
    expect(code).toBe(1);
    expect(out).toBe(
      'bad.json:2:3: vpc-dsn: there is no policy "vpc-dsn", so this sets nothing. Fix: Did you mean "vpc-dns"?\nbad.json: 1 error, 0 warnings\n',
    );
  });

  it("counts warnings only with --strict", async () => {
    const name = file("warn.json", { "region-allowed": { enforcementLevel: "disabled", allowedRegions: [] } });
    expect((await run(["check", name])).code).toBe(0);
    expect((await run(["check", "--strict", name])).code).toBe(1);
  });

  it("checks every file, and standard input", async () => {
    const { code, out } = await run(["check", file("ok.json", {}), "-"], "{");
    expect([code, out]).toEqual([1, expect.stringMatching(/^ok\.json: valid\n-:1:2: this is not JSON/)]);
  });

  it.each([
    [["check"], /name the settings files/],
    [["check", "nope.json"], /nope\.json cannot be read: there is no such file/],
    [["check", "."], /it is a folder/],
    [["check", "--stict", "x"], /--stict/],
    [["chek"], /did you mean "config check"/],
    [["build"], /--profile, --config or --set/],
    [["build", "--profile", "strickt"], /did you mean "strict"/],
    [["build", "--set", "vpc-dns=on"], /no enforcement level/],
    [["build", "--profile", "audit", "--out", "no/such/folder.json"], /cannot be written: there is no such/],
    [["export-exceptions"], /name one settings file/],
  ])("%j ends with 2 and says why", async (args, message) => {
    const { code, err } = await run(args);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe("config build", () => {
  it("lays what the command line names over each other, in its order", async () => {
    const own = file("own.json", { "vpc-dns": "disabled" });
    const before = await run(["build", "--config", own, "--profile", "audit"]);
    expect(JSON.parse(before.out)).toEqual({ all: { enforcementLevel: "advisory" } });
    const after = await run([
      "build",
      "--profile",
      "audit",
      "--config",
      own,
      "--set",
      "region-allowed.allowedRegions=eu-west-1",
    ]);
    expect(JSON.parse(after.out)).toEqual({
      all: { enforcementLevel: "advisory" },
      "vpc-dns": { enforcementLevel: "disabled" },
      "region-allowed": { allowedRegions: ["eu-west-1"] },
    });
  });

  it("writes a file as a whole, and leaves nothing else", async () => {
    const { code, out } = await run(["build", "--profile", "strict", "--out", "strict.json"]);
    expect([code, out]).toEqual([0, ""]);
    expect(JSON.parse(readFileSync(join(folder, "strict.json"), "utf8"))).toHaveProperty("all");
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it.each([
    [
      "profiles that contradict each other",
      ["--profile", "account-foundation", "--profile", "service-team"],
      1,
      /never asks/,
    ],
    [
      "a value that does not fit",
      ["--set", "cloudwatch-log-group-retention.minimumDays=many"],
      1,
      /whole number, and is "many"/,
    ],
    ["a file of one's own with a mistake", ["--config", "wrong.json"], 2, /wrong\.json:1:2: vpc-dsn/],
  ])("writes nothing for %s", async (_, args, code, message) => {
    file("wrong.json", { "vpc-dsn": "advisory" });
    file("kept.json", "what was there");
    const result = await run(["build", ...args, "--out", "kept.json"]);
    expect([result.code, result.err]).toEqual([code, expect.stringMatching(message)]);
    expect(readFileSync(join(folder, "kept.json"), "utf8")).toBe("what was there");
  });
});

describe("config list and help", () => {
  it("lists profiles with what they are for", async () =>
    expect((await run(["list"])).out).toMatch(/^default +Every policy[\s\S]*\nstrict +Everything is mandatory/));
  it("explains itself", async () =>
    expect((await run(["--help"])).out).toMatch(/config build[\s\S]*the later one wins/));
});

describe("config export-exceptions", () => {
  const settings = {
    "baseline-settings": {
      exemptions: [
        { policy: "vpc-dns", resource: "main", reason: "Old network" },
        { policy: "vpc-dns", resource: "other", reason: "Gone" },
      ],
    },
  };
  const urn = "urn:pulumi:dev::net::aws:ec2/vpc:Vpc::main";

  it("writes what can be said, and tells what cannot", async () => {
    const urns = file("stack.json", { deployment: { resources: [{ urn }, {}] } });
    const { code, out, err } = await run(["export-exceptions", file("own.json", settings), "--urns", urns]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      exceptions: { "exemptions-0": { reason: "Old network", match: [{ policies: ["vpc-dns"], targets: [urn] }] } },
    });
    expect(err).toMatch(/^own\.json: exemptions\[1\] is left out: no URN of "other" is known/);
  });

  it.each([
    ["a file that is no stack", "{}", /write it with "pulumi stack export/],
    ["a file that is no JSON", "{", /stack\.json:1:2: this is not JSON/],
  ])("refuses %s", async (_, content, message) => {
    const urns = file("stack.json", content);
    const { code, err } = await run(["export-exceptions", file("own.json", settings), "--urns", urns]);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });
});
