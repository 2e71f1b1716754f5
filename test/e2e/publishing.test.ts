/** Publishing as docs/guides/publishing.md tells it: the real CLI, with a stand-in of the Pulumi Cloud API on loopback. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import Ajv from "ajv";
import { SETTINGS_POLICY } from "../../core";
import { policies } from "../../policies";
import { packageRoot } from "../../testing/analyzer";
import { installProduction, packInto } from "../harness/packed";
import { program, removeFolders } from "../testing/fixtures";
import { describeCli, runCli, runCliCommand, type CliFinding, type CliResult } from "./cli";
import { DEFAULT_GROUP, ORGANISATION, PulumiCloud, TOKEN, type PublishedPack } from "./cloud";

const PACK = "aws-security-baseline";
const FIRST = "0.1.0";
const SECOND = "0.2.0";

/** A bucket that several mandatory policies find fault with. */
const BUCKET = `
  import * as aws from "@pulumi/aws";
  new aws.s3.Bucket("artifacts");
`;

/** Names and versions as Pulumi Cloud takes them: pkg/backend/httpstate/client/client.go, validatePolicyPackVersion. */
const IDENTIFIER = /^[a-zA-Z0-9-_.]{1,100}$/;

describeCli("publishing to Pulumi Cloud", () => {
  const folder = mkdtempSync(join(tmpdir(), "publishing-"));
  const installs = join(folder, "installs.txt");
  let cloud: PulumiCloud;
  /** A clean folder to publish from: what `npm pack` takes, with what `npm ci` installs. */
  let checkout: string;

  beforeAll(async () => {
    cloud = await PulumiCloud.start();
    checkout = packInto(folder).unpacked;
    installProduction(checkout);
    standInForRegistry();
  });

  afterAll(async () => {
    await cloud.close();
    removeFolders();
    rmSync(folder, { recursive: true, force: true });
  });

  /** An npm whose "install" takes packages from this repository instead of a registry; all else is the real npm's. */
  function standInForRegistry(): void {
    const registry = join(folder, "registry");
    installProduction(registry);
    const script = [
      "#!/bin/sh",
      'if [ "$1" != install ]; then PATH="$PATH_OF_USER" exec npm "$@"; fi',
      `echo "$*" >> "${installs}"`,
      `cp -RP "${join(registry, "node_modules")}" node_modules`,
    ];
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin", "npm"), `${script.join("\n")}\n`);
    chmodSync(join(folder, "bin", "npm"), 0o755);
  }

  function environment(): Record<string, string> {
    const path = process.env["PATH"] ?? "";
    return {
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: cloud.url,
      PULUMI_ACCESS_TOKEN: TOKEN,
      PATH: [join(folder, "bin"), path].join(delimiter),
      PATH_OF_USER: path,
    };
  }

  function pulumi(...args: string[]): ReturnType<typeof runCliCommand> {
    return runCliCommand([...args, "--non-interactive", "--color", "never"], checkout, environment());
  }

  /** Runs a command that has to work, and returns what it printed. */
  async function done(...args: string[]): Promise<string> {
    const { code, text } = await pulumi(...args);
    if (code !== 0) throw new Error(text);
    return text;
  }

  function settingsFile(settings: unknown): string {
    const file = join(folder, "settings.json");
    writeFileSync(file, JSON.stringify(settings));
    return file;
  }

  /** A developer's preview: no word of the pack on the command line. */
  function preview(): Promise<CliResult> {
    return runCli({ directory: program(BUCKET), command: "preview", withoutPack: true, env: environment() });
  }

  function publish(version: string): Promise<string> {
    const manifest: unknown = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
    writeFileSync(join(checkout, "package.json"), JSON.stringify({ ...(manifest as object), version }));
    return done("policy", "publish", ORGANISATION);
  }

  function published(version: string): PublishedPack {
    const pack = cloud.published(PACK).find(({ versionTag }) => versionTag === version);
    if (!pack) throw new Error(`Version ${version} is not published.`);
    return pack;
  }

  describe("the first version", () => {
    it("is published after logging in", async () => {
      expect(await done("login", cloud.url)).toContain("Logged in");
      expect(await publish(FIRST)).toContain(`Publishing "${PACK}" - version ${FIRST} to "${ORGANISATION}"`);
      expect(JSON.parse(await done("policy", "ls", ORGANISATION, "--json"))).toEqual([
        { name: PACK, versions: [FIRST] },
      ]);
    });

    it("arrives with all that is said about the pack and about each policy", () => {
      const { policies: arrived, ...pack } = published(FIRST);
      expect(pack).toMatchObject({
        name: PACK,
        displayName: "AWS security baseline",
        provider: "AWS",
        runtime: "nodejs",
      });
      expect(pack.readme).toBe(readFileSync(join(packageRoot(), "README.md"), "utf8"));
      expect(arrived.map(({ name }) => name)).toEqual(policies.map(({ facts }) => facts.name).sort());
      for (const { facts } of policies) {
        const framework: unknown = expect.objectContaining({ specification: facts.controls?.[0]?.id });
        const tags: unknown = expect.arrayContaining([facts.category, ...facts.requirements]);
        expect(arrived.find(({ name }) => name === facts.name)).toMatchObject({
          displayName: facts.title,
          description: facts.description,
          enforcementLevel: facts.level,
          severity: facts.severity,
          remediationSteps: facts.fix,
          tags,
          ...(facts.controls?.[0] && { framework }),
        });
      }
    });

    it("has a form for the settings of each policy, with a text and a default for every one", () => {
      for (const { facts, options } of policies) {
        const schema = published(FIRST).policies.find(({ name }) => name === facts.name)?.configSchema;
        // The SDK adds the level to every form.
        const properties = Object.entries(schema?.properties ?? {}).filter(([name]) => name !== "enforcementLevel");
        expect([facts.name, properties.map(([name]) => name)]).toEqual([facts.name, Object.keys(options).sort()]);
        const complete: unknown = expect.objectContaining({
          description: expect.stringMatching(/\S/) as unknown,
          default: expect.anything() as unknown,
        });
        for (const [name, property] of properties) {
          expect([facts.name, name, property]).toEqual([facts.name, name, complete]);
        }
      }
    });

    it("keeps to the service's rules for names, levels, severities and schemas", () => {
      const ajv = new Ajv();
      for (const { name, enforcementLevel, severity, configSchema } of published(FIRST).policies) {
        expect(name).toMatch(IDENTIFIER);
        expect(["advisory", "mandatory", "remediate", "disabled"]).toContain(enforcementLevel);
        expect(["low", "medium", "high", "critical"]).toContain(severity);
        if (configSchema) expect([name, ajv.validateSchema(configSchema)]).toEqual([name, true]);
      }
    });

    it("is what `npm pack` makes, without what only its development needs", () => {
      const file = join(folder, "uploaded.tgz");
      writeFileSync(file, cloud.tarball(PACK, FIRST) ?? "");
      const names = execFileSync("tar", ["tzf", file], { encoding: "utf8" }).trim().split("\n");
      expect(names).toEqual(expect.arrayContaining(["package/PulumiPolicy.yaml", "package/dist/pack.js"]));
      expect(names.filter((name) => /node_modules|\/(test|scripts)\/|\.tgz$/.test(name))).toEqual([]);
      expect(existsSync(join(checkout, `${PACK}-${FIRST}.tgz`))).toBe(false);
    });

    it("cannot be published again, and stays as it is", async () => {
      const before = cloud.tarball(PACK, FIRST);
      const { code, text } = await pulumi("policy", "publish", ORGANISATION);
      expect(code).not.toBe(0);
      expect(text).toContain(`version ${FIRST} of ${PACK} is published already`);
      expect(cloud.tarball(PACK, FIRST)).toBe(before);
    });
  });

  describe("settings", () => {
    const validate = (settings: unknown): ReturnType<typeof pulumi> =>
      pulumi("policy", "validate-config", `${ORGANISATION}/${PACK}`, FIRST, "--config", settingsFile(settings));

    it("with every default spelt out are valid to the CLI", async () => {
      const defaults = policies.map(({ facts, options }) => [
        facts.name,
        {
          enforcementLevel: facts.level,
          ...Object.fromEntries(Object.entries(options).map(([name, { schema }]) => [name, schema.default])),
        },
      ]);
      const { code, text } = await validate(Object.fromEntries(defaults));
      expect([text.trim(), code]).toEqual(["Policy Pack configuration is valid.", 0]);
    });

    it.each([
      [
        "a wrong type",
        { "cloudwatch-log-group-retention": { minimumDays: "thirty" } },
        /Expected: integer, given: string/,
      ],
      ["a value that is no choice", { [SETTINGS_POLICY]: { providedElsewhere: ["moon"] } }, /providedElsewhere/],
    ])("with %s are refused before they reach a group", async (_, settings, message) => {
      const { code, text } = await validate(settings);
      expect(code).not.toBe(0);
      expect(text).toMatch(message);
    });
  });

  describe("a policy group", () => {
    const MILD = { all: "advisory", "s3-bucket-versioning": "mandatory", "s3-bucket-encryption": "disabled" };
    const enable = (version: string, settings: unknown): Promise<string> =>
      done("policy", "enable", `${ORGANISATION}/${PACK}`, version, "--config", settingsFile(settings));
    const levels = (findings: readonly CliFinding[]): Record<string, string> =>
      Object.fromEntries(findings.map(({ policyName, enforcementLevel }) => [policyName, enforcementLevel]));

    it("takes a version with settings", async () => {
      await enable(FIRST, MILD);
      expect(cloud.groups.get(DEFAULT_GROUP)).toEqual([
        {
          name: PACK,
          versionTag: FIRST,
          config: {
            all: { enforcementLevel: "advisory" },
            "s3-bucket-versioning": { enforcementLevel: "mandatory" },
            "s3-bucket-encryption": { enforcementLevel: "disabled" },
          },
        },
      ]);
    });

    it("has a preview download, install and run the pack with those settings", async () => {
      const { exitCode, findings, text } = await preview();
      expect(text).toContain(`Installing policy pack ${PACK}@v${FIRST}`);
      expect(readFileSync(installs, "utf8")).toBe("install --loglevel=error --production\n");
      expect(exitCode).not.toBe(0);
      expect(text).toContain(`❌ ${PACK}@v${FIRST}\n`);
      const { "s3-bucket-versioning": versioning, ...others } = levels(findings);
      expect(versioning).toBe("mandatory");
      expect(others).toHaveProperty("s3-bucket-public-access-block");
      expect(new Set(Object.values(others))).toEqual(new Set(["advisory"]));
      expect(others).not.toHaveProperty("s3-bucket-encryption");
    });

    it("is upgraded by enabling a new version, which previews then use", async () => {
      await publish(SECOND);
      await enable(SECOND, { ...MILD, "s3-bucket-versioning": "advisory" });
      const { exitCode, text } = await preview();
      expect(text).toContain(`${PACK}@v${SECOND}\n`);
      expect(exitCode).toBe(0);
    });

    it("is rolled back by enabling the version before, without a new download", async () => {
      await enable(FIRST, MILD);
      const { exitCode, text } = await preview();
      expect(text).toContain(`❌ ${PACK}@v${FIRST}\n`);
      expect(text).not.toContain("Downloading policy pack");
      expect(exitCode).not.toBe(0);
    });

    it("refuses a version that was never published", async () => {
      const { code, text } = await pulumi("policy", "enable", `${ORGANISATION}/${PACK}`, "9.9.9");
      expect(code).not.toBe(0);
      expect(text).toContain("there is no version 9.9.9");
    });

    it("demands nothing once the pack is disabled", async () => {
      await done("policy", "disable", `${ORGANISATION}/${PACK}`);
      expect(cloud.groups.get(DEFAULT_GROUP)).toEqual([]);
    });
  });
});

describeCli("the pack among the dependencies of a project", () => {
  const folder = mkdtempSync(join(tmpdir(), "dependency-"));
  afterAll(() => {
    removeFolders();
    rmSync(folder, { recursive: true, force: true });
  });

  it("runs from the project's node_modules, with its packages beside it", async () => {
    const { unpacked } = packInto(folder);
    installProduction(folder);
    const packDirectory = join(folder, "node_modules", PACK);
    renameSync(unpacked, packDirectory);
    const directory = program(BUCKET);
    const { exitCode, findings } = await runCli({ directory, command: "preview", packDirectory });
    expect(exitCode).not.toBe(0);
    expect(findings.map(({ policyName }) => policyName)).toContain("s3-bucket-versioning");
  });
});
