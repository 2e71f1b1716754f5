/** Levels by environment as a user meets them: one program, several stacks, the real CLI. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeCli, findLanguageHost, runCli, type CliOptions } from "./cli";

const PROGRAM = {
  name: "shop",
  runtime: "yaml",
  resources: {
    host: {
      type: "aws:ec2:Instance",
      properties: {
        ami: "ami-0123456789abcdef0",
        instanceType: "t3.micro",
        metadataOptions: { httpTokens: "optional" },
      },
    },
  },
};

/** Only what the test is about; the rest of the pack is quiet. */
const SETTINGS = {
  all: "disabled" as const,
  "ec2-imdsv2-required": "mandatory" as const,
  "baseline-settings": { enforcementLevel: "advisory" as const, advisoryOutsideProtectedEnvironments: ["*"] },
};

describeCli("advisoryOutsideProtectedEnvironments with the real CLI", () => {
  const folder = mkdtempSync(join(tmpdir(), "levels-"));
  // JSON is YAML.
  beforeAll(() => writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(PROGRAM)));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const itYaml = findLanguageHost("yaml") === undefined ? it.skip : it;

  itYaml.each<[string, Pick<CliOptions, "stack" | "tags" | "config" | "command">, "advisory" | "mandatory"]>([
    ["in stack dev", { stack: "dev", command: "preview" }, "advisory"],
    ["in stack prod", { stack: "prod", command: "preview" }, "mandatory"],
    ["in the update of stack dev", { stack: "dev", command: "up" }, "advisory"],
    ["where a stack tag says dev", { stack: "main", tags: { environment: "dev" }, command: "preview" }, "advisory"],
    ["where a stack tag says prod", { stack: "dev", tags: { environment: "prod" }, command: "preview" }, "mandatory"],
    ["where the config says dev", { stack: "main", config: { env: "dev" }, command: "preview" }, "advisory"],
    ["in an audit of stack dev", { stack: "dev", command: "policy-analyze" }, "advisory"],
    // A state audit is shown no tags, so the stack's name alone tells the environment.
    [
      "in an audit where only a tag says dev",
      { stack: "main", tags: { environment: "dev" }, command: "policy-analyze" },
      "mandatory",
    ],
  ])("the finding %s", async (_, options, level) => {
    const { exitCode, findings, text } = await runCli({ directory: folder, packSettings: SETTINGS, ...options });
    expect(new Set(findings.map(({ policyName, enforcementLevel }) => `${policyName} ${enforcementLevel}`))).toEqual(
      new Set([`ec2-imdsv2-required ${level}`]),
    );
    expect(exitCode === 0).toBe(level === "advisory");
    expect(text.includes("Advisory here: this is not a protected environment.")).toBe(level === "advisory");
  });
});
