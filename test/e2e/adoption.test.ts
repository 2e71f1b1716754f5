/** A team's existing stack: audit, baseline, and only what is new blocks. Driven with the real CLI. */
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { baselineOf, mergeBaseline } from "../../report/baseline";
import { findingsOf, isBlocking, type Report } from "../../report/model";
import { readReport } from "../../report/read";
import type { PackSettings } from "../../testing/analyzer";
import { packageRoot } from "../../testing/analyzer";
import { describeCli, runCli, type CliResult } from "./cli";

const PROGRAM = join(packageRoot(), "examples", "secure-infrastructure", "bad");

describeCli("a stack with every mistake", () => {
  const folder = mkdtempSync(join(tmpdir(), "adoption-"));
  const program = join(folder, "program");
  let before: CliResult;
  let config: PackSettings;

  beforeAll(async () => {
    cpSync(PROGRAM, program, { recursive: true });
    symlinkSync(join(packageRoot(), "node_modules"), join(folder, "node_modules"));
    before = await preview();
    const { exemptions } = baselineOf(await reportOn(before), {
      reason: "Known",
      owner: "",
      ticket: "",
      expires: "2099-12-31",
      onlyBlocking: false,
    });
    const merged = mergeBaseline({}, exemptions);
    config = typeof merged === "string" ? {} : (merged.config as PackSettings);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function preview(packSettings?: PackSettings): Promise<CliResult> {
    return runCli({ directory: program, command: "preview", stack: "prod", ...(packSettings && { packSettings }) });
  }

  function reportOn({ events }: CliResult): Promise<Report> {
    const chunks = Readable.from(events.map((event) => `${JSON.stringify(event)}\n`));
    return readReport([{ name: "events", chunks }]);
  }

  it("is reported as the engine reported it", async () => {
    const reported = findingsOf(await reportOn(before)).map((one) => [one.policy, one.urn, one.level, one.found]);
    const printed = before.findings.map((one) => [one.policyName, one.urn, one.enforcementLevel, one.parts?.found]);
    expect(before.exitCode).not.toBe(0);
    expect(reported.sort()).toEqual(printed.sort());
  });

  it("passes with its baseline", async () => {
    const after = await preview(config);
    expect(after.exitCode).toBe(0);
    expect(findingsOf(await reportOn(after)).filter(isBlocking)).toEqual([]);
  });

  it("is stopped by what is new, and by nothing else", async () => {
    const index = join(program, "index.ts");
    writeFileSync(
      index,
      `${readFileSync(index, "utf8")}\nimport * as added from "@pulumi/aws";\nnew added.ec2.KeyPair("brand-new", { publicKey: "ssh-ed25519 AAAA" });\n`,
    );
    const after = await preview(config);
    const blocking = findingsOf(await reportOn(after)).filter(isBlocking);
    expect(after.exitCode).not.toBe(0);
    expect(new Set(blocking.map(({ name }) => name))).toEqual(new Set(["brand-new"]));
  });
});
