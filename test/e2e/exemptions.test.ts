/** Exemptions as a user meets them: from pack config and stack config, through the real CLI. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayAfter } from "../../core/exemptions";
import type { PackSettings } from "../../testing/analyzer";
import { describeCli, findLanguageHost, runCli, type CliOptions, type CliResult } from "./cli";

const TODAY = new Date().toISOString().slice(0, 10);
const END = dayAfter(TODAY, 30);

const PROGRAM = `
name: shop
runtime: yaml
resources:
  assets:
    type: aws:s3/bucket:Bucket
  logs:
    type: aws:s3/bucket:Bucket
`;

/** As somebody writes it by hand: YAML takes a day without quotes for a point in time. */
const STACK_CONFIG = `
config:
  aws:region: us-east-1
  aws-security-baseline:exemptions:
    - policy: s3-bucket-access-logging
      resource: assets
      reason: Holds nothing that anybody reads
      owner: shop
      expires: ${END}
    - policy: s3-bucket-access-logging
      resource: logs
      reason: Must wait
      expires: 2020-01-31
    - policy: s3-bucket-access-loging
      resource: logs
      reason: Must wait
      expires: ${END}
`;

const folder = mkdtempSync(join(tmpdir(), "exemptions-"));
beforeAll(() => {
  writeFileSync(join(folder, "Pulumi.yaml"), PROGRAM);
  writeFileSync(join(folder, "Pulumi.dev.yaml"), STACK_CONFIG);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: CliOptions["command"], settings: Exclude<PackSettings[string], string>): Promise<CliResult> {
  return runCli({ directory: folder, command, packSettings: { "baseline-settings": settings } });
}

function said({ findings }: CliResult, policy: string, phase = "preview"): string[] {
  return findings
    .filter((one) => one.policyName === policy && one.phase === phase)
    .map(({ urn, parts }) => `${urn.split("::").at(-1) ?? ""}: ${parts?.found ?? ""}`)
    .sort();
}

const itWithYaml = findLanguageHost("yaml") === undefined ? it.skip : it;

describeCli("exemptions", () => {
  itWithYaml(
    "of the stack's config count where the pack's config allows them, and the ledger says what they did",
    async () => {
      const result = await run("preview", { exemptionsFromStackConfig: true });
      const place = "Pulumi.dev.yaml: aws-security-baseline:exemptions";
      expect(said(result, "s3-bucket-access-logging")).toEqual([
        expect.stringMatching(/^logs: .* Its exemption \(Pulumi\.dev\.yaml: .*\[1\]\) ended on 2020-01-31\.$/),
      ]);
      expect(said(result, "baseline-exemptions")).toEqual([
        expect.stringMatching(
          /^assets: Exempted until .*: s3-bucket-access-logging.* Owner: shop\. By Pulumi\.dev\.yaml/,
        ),
        expect.stringMatching(/^logs: No longer exempted: s3-bucket-access-logging.* ended on 2020-01-31/),
        `shop-dev: ${place}[2] is for the policy "s3-bucket-access-loging", which does not exist (did you mean "s3-bucket-access-logging"?); it exempts nothing.`,
      ]);
      expect(result.text).toContain("Holds nothing that anybody reads");
    },
  );

  itWithYaml("of the stack's config are ignored, and told, where nothing allows them", async () => {
    const result = await run("preview", {});
    expect(said(result, "s3-bucket-access-logging")).toHaveLength(2);
    expect(said(result, "baseline-exemptions")).toEqual([
      expect.stringMatching(/^shop-dev: Pulumi\.dev\.yaml: .* is ignored/),
    ]);
  });

  itWithYaml(
    "of the pack's config let an update through, and are listed in its preview and in the update",
    async () => {
      const every = { policy: "*", resource: "*", stack: "shop/dev", reason: "Must wait", matchEverything: true };
      const result = await run("up", { exemptions: [every] });
      expect(result.exitCode).toBe(0);
      expect(result.findings.filter(({ enforcementLevel }) => enforcementLevel === "mandatory")).toEqual([]);
      for (const phase of ["preview", "update"]) {
        const listed = said(result, "baseline-exemptions", phase).filter((line) =>
          line.includes("s3-bucket-versioning"),
        );
        expect(listed.map((line) => line.slice(0, line.indexOf(":")))).toEqual(["assets", "logs"]);
      }
    },
  );

  itWithYaml("without a reason are refused by the engine, which names the place", async () => {
    await expect(run("preview", { exemptions: [{ policy: "s3-*", resource: "assets" }] })).rejects.toThrow(
      /exemptions\.0.*reason is required/,
    );
  });
});
