/** The real CLI tells the pack which config entries are secret; nothing else of the run changes, and no secret is printed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../testing/analyzer";
import { describeCli, findLanguageHost, runCli } from "./cli";

const SECRET = "zT9vKq27LmXw-orders";
const PLAIN = "Yb4nWs81QdRt-stock";

const database = (password: string) => ({
  type: "aws:rds:Instance",
  properties: { instanceClass: "db.t4g.micro", engine: "postgres", username: "shop", password },
});

/** As programs/config-secrets, in YAML. */
const YAML_PROGRAM = {
  name: "shop",
  runtime: "yaml",
  config: { ordersPassword: { type: "string" }, stockPassword: { type: "string" } },
  resources: { encrypted: database("${ordersPassword}"), plain: database("${stockPassword}") },
};

describeCli("secret config entries with the real CLI", () => {
  const folder = mkdtempSync(join(tmpdir(), "secret-config-"));
  // JSON is YAML.
  beforeAll(() => writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(YAML_PROGRAM)));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const itYaml = findLanguageHost("yaml") === undefined ? it.skip : it;

  async function finds(directory: string, command: "preview" | "up"): Promise<void> {
    const { exitCode, findings, events, text } = await runCli({
      directory,
      command,
      config: { ordersPassword: SECRET, stockPassword: PLAIN },
      secretKeys: ["ordersPassword"],
      // Neither the settings file nor the project is where the shell stands.
      env: { PWD: "/nowhere/at/all" },
      packSettings: { all: "disabled", "secret-plain-config": "advisory", "baseline-settings": "advisory" },
    });
    expect(exitCode).toBe(0);
    expect([...new Set(findings.map(({ policyName, urn }) => `${policyName} ${urn.split("::").at(-1)}`))]).toEqual([
      "secret-plain-config plain",
    ]);
    expect(findings[0]?.parts?.found).toContain("shop:stockPassword");
    expect(events.filter((event) => "policyRemediationEvent" in event)).toEqual([]);
    if (command === "preview") {
      // With "up" the text is the events, among which the engine has a summary of no remediations.
      expect(text).not.toMatch(/remediat/i);
    }
    expect(findings.map(({ message }) => message).join("\n")).not.toContain(PLAIN);
    expect(`${text}\n${JSON.stringify(events)}`).not.toContain(SECRET);
  }

  it("in TypeScript", () => finds(join(packageRoot(), "test", "e2e", "programs", "config-secrets"), "preview"));

  itYaml("in YAML", () => finds(folder, "preview"));

  itYaml("in an update", () => finds(folder, "up"));
});
