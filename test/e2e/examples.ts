/**
 * What holds for every folder of examples, end to end: the embedded preview and the real CLI, with a stand-in provider,
 * find the same in a preview, in an update and in an audit of the state that the update leaves.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { MessageParts } from "../../core/message";
import { itemsFound, missingSigns, settingsOf, type Example, type Told } from "../../scripts/examples";
import { packageRoot, type PackSettings } from "../../testing/analyzer";
import { previewProgram, type PreviewOptions } from "../../testing/preview";
import { hasPythonSdk } from "../../testing/python-host";
import { describeCli, findLanguageHost, runCli, type CliOptions } from "./cli";

/** Levels that stop an update would hide what comes after; the findings are what is compared. */
const ADVISORY: PackSettings = { all: "advisory" };

export interface Found {
  readonly policyName: string;
  readonly urn: string;
  readonly parts: MessageParts | undefined;
}

/** A program of an example with one of the stacks that it has settings for. */
interface Program {
  readonly name: string;
  readonly directory: string;
  readonly stack: string;
  readonly config: Record<string, string>;
  readonly secretKeys: string[];
  readonly packSettings: PackSettings;
}

/** What is particular to one example. */
export interface Particulars {
  /** Text of the bad program that no finding may show. */
  readonly secret: RegExp;
  /** Why a state audit finds less: policies whose findings depend on what a state does not hold. */
  readonly notInAudit: readonly string[];
  /** A mandatory policy that stops the update of the bad program. */
  readonly stoppedBy: string;
}

/** Whether the example has programs in Python, and an interpreter is at hand that has what they ask for. */
function hasPythonFor(example: Example): boolean {
  const file = join(directoryOf(example, "good-python"), "requirements.txt");
  if (!existsSync(file)) return false;
  const modules = [...readFileSync(file, "utf8").matchAll(/^[\w-]+/gm)].map(([name]) => name.replace(/-/g, "_"));
  const has = hasPythonSdk(undefined, modules);
  if (!has) {
    process.stderr.write(
      `Skipped the Python examples: no interpreter with ${modules.join(", ")} (PULUMI_PYTHON names one).\n`,
    );
  }
  return has;
}

function directoryOf(example: Example, folder: string): string {
  return join(packageRoot(), "examples", example.folder, folder);
}

/** Programs of one kind in the given folders, each with all its stacks. */
function programsOf(example: Example, kind: "good" | "bad", folders: readonly string[]): Program[] {
  const secrets = example.secrets[kind];
  return folders.flatMap((folder) => {
    const directory = directoryOf(example, folder);
    const stacks = readdirSync(directory)
      .sort()
      .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
    return stacks.map((stack) => ({
      name: `${folder}, stack ${stack}`,
      directory,
      stack,
      config: { ...secrets },
      secretKeys: Object.keys(secrets),
      packSettings: settingsOf(example, folder),
    }));
  });
}

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function told(findings: readonly Found[]): Told[] {
  return findings.map(({ policyName, urn, parts }) => ({
    policyName,
    type: typeOf(urn),
    requirements: parts?.requirements ?? [],
    key: parts?.key ?? "",
  }));
}

/** What makes two findings the same: the policy, the resource, the place, and all that is said. */
function comparable(findings: readonly Found[]): string[] {
  return findings
    .map(({ parts, ...finding }) => `${identity({ parts, ...finding })}\n${parts?.found}\n${parts?.fix}`)
    .sort();
}

function identity({ policyName, urn, parts }: Found): string {
  return `${policyName} ${urn} ${parts?.path} ${parts?.key}`;
}

function without(findings: readonly Found[], policies: readonly string[]): Found[] {
  return findings.filter(({ policyName }) => !policies.includes(policyName));
}

const embedded = new Map<string, Promise<Found[]>>();

/** The findings of the embedded preview, which runs once per program and mode. */
function embeddedFindings(program: Program, mode: NonNullable<PreviewOptions["mode"]>): Promise<Found[]> {
  const key = `${mode} ${program.directory} ${program.stack}`;
  const known =
    embedded.get(key) ??
    previewProgram({ ...program, mode, packSettings: settingsFor(program, mode === "update") }).then(
      ({ findings }) => findings,
    );
  embedded.set(key, known);
  return known;
}

async function cliFindings(program: Program, command: CliOptions["command"]): Promise<Found[]> {
  const packSettings = settingsFor(program, command !== "preview");
  const skipPreview = command === "up" ? { skipPreview: true } : {};
  return (await runCli({ ...program, command, packSettings, ...skipPreview })).findings;
}

function settingsFor({ packSettings }: Program, isAdvisory: boolean): PackSettings {
  return isAdvisory ? { ...packSettings, ...ADVISORY } : packSettings;
}

/** The tests of an example's programs in YAML, which no preview of ours runs: a language host of the CLI does. */
function describeYaml(example: Example, typescript: Program): void {
  if (!existsSync(directoryOf(example, "good-yaml"))) return;
  const has = findLanguageHost("yaml") !== undefined;
  if (!has) process.stderr.write("Skipped the YAML examples: pulumi-language-yaml is not on PATH.\n");
  const [bad, good] = (["bad", "good"] as const).map((kind) => programsOf(example, kind, [`${kind}-yaml`]));
  (has ? describe : describe.skip)("in YAML", () => {
    it.each(bad ?? [])("a preview of $name finds what the one in TypeScript finds", async (program) => {
      const expected = comparable(await embeddedFindings(typescript, "preview"));
      expect(comparable(await cliFindings(program, "preview"))).toEqual(expected);
    });

    it.each(bad ?? [])("an update of $name finds what the one in TypeScript finds", async (program) => {
      const expected = comparable(await embeddedFindings(typescript, "update"));
      expect(comparable(await cliFindings(program, "up"))).toEqual(expected);
    });

    it.each(
      (good ?? []).flatMap((program) => (["preview", "up"] as const).map((command) => ({ ...program, command }))),
    )("$command of $name has no finding, advisory included", async ({ command, ...program }) => {
      expect(comparable(await cliFindings(program, command))).toEqual([]);
    });
  });
}

/** The tests of one folder of examples. */
export function describeExample(example: Example, particulars: Particulars): void {
  const hasPython = hasPythonFor(example);
  const languages = hasPython ? ["", "-python"] : [""];
  const programs = (kind: "good" | "bad"): Program[] =>
    programsOf(
      example,
      kind,
      languages.map((language) => kind + language),
    );
  const [bad, good] = [programs("bad"), programs("good")];
  const numbers = example.items.map(({ number }) => number);

  describe(`the ${example.folder} examples, in the embedded preview`, () => {
    it.each(bad)("$name makes each of the mistakes, and each is reported", async (program) => {
      const findings = told(await embeddedFindings(program, "preview"));
      expect(missingSigns(example, findings)).toEqual([]);
      expect(itemsFound(example, findings).map(({ number }) => number)).toEqual(numbers);
    });

    it.each(bad)("$name shows what had to wait for the update in the update", async (program) => {
      expect(missingSigns(example, told(await embeddedFindings(program, "update")), "update")).toEqual([]);
    });

    it.each(bad)("$name loses no finding when values become known", async (program) => {
      const [before, after] = [
        await embeddedFindings(program, "preview"),
        new Set((await embeddedFindings(program, "update")).map(identity)),
      ];
      expect(before.map(identity).filter((one) => !after.has(one))).toEqual([]);
    });

    it.each(good.flatMap((program) => (["preview", "update"] as const).map((mode) => ({ ...program, mode }))))(
      "$mode of $name has no finding, advisory included",
      async ({ mode, ...program }) => {
        expect(comparable(await embeddedFindings(program, mode))).toEqual([]);
      },
    );

    (hasPython ? it : it.skip)("Python and TypeScript have the same findings", async () => {
      const [typescript, python] = await Promise.all(bad.map((program) => embeddedFindings(program, "preview")));
      // The SDK of each language brings its own version of the provider.
      const sameVersion = (text: string): string => text.replace(/version \d+\.\d+\.\d+/g, "version X");
      expect(comparable(python ?? []).map(sameVersion)).toEqual(comparable(typescript ?? []).map(sameVersion));
    });

    it("says of every finding what to do, in a form that reports can read back", async () => {
      for (const program of bad.slice(0, 1)) {
        for (const { policyName, parts } of await embeddedFindings(program, "preview")) {
          expect([policyName, parts?.fix.length]).toEqual([policyName, expect.any(Number)]);
          expect(parts?.requirements.length).toBeGreaterThan(0);
          expect(parts?.key).not.toBe("");
        }
      }
    });

    it.each(["preview", "update"] as const)("never shows in the %s a secret that the program holds", async (mode) => {
      for (const program of bad.slice(0, 1)) {
        expect(JSON.stringify(await embeddedFindings(program, mode))).not.toMatch(particulars.secret);
      }
    });
  });

  describeCli(`the ${example.folder} examples, in the real CLI`, () => {
    it.each(bad)("a preview of $name finds what the embedded preview finds", async (program) => {
      const expected = comparable(await embeddedFindings(program, "preview"));
      expect(comparable(await cliFindings(program, "preview"))).toEqual(expected);
    });

    it.each(bad)("an update of $name finds what the embedded update finds", async (program) => {
      const expected = comparable(await embeddedFindings(program, "update"));
      expect(comparable(await cliFindings(program, "up"))).toEqual(expected);
    });

    it.each(bad.slice(0, 1))("an audit of the state that $name leaves finds what a state can show", async (program) => {
      const expected = without(await embeddedFindings(program, "update"), particulars.notInAudit);
      const found = await cliFindings(program, "policy-analyze");
      expect(comparable(without(found, particulars.notInAudit))).toEqual(comparable(expected));
    });

    // One stack of each program, in turn; the embedded preview looks at all of them.
    const directories = [...new Set(good.map(({ directory }) => directory))];
    const one = directories.flatMap((directory, index) => {
      const stacks = good.filter((program) => program.directory === directory);
      return stacks[(index + 1) % stacks.length] ?? [];
    });
    it.each(
      one.flatMap((program) =>
        (["preview", "up", "policy-analyze"] as const).map((command) => ({ ...program, command })),
      ),
    )("$command of $name has no finding, advisory included", async ({ command, ...program }) => {
      expect(comparable(await cliFindings(program, command))).toEqual([]);
    });

    bad.slice(0, 1).forEach((program) => describeYaml(example, program));

    it.each(bad.slice(0, 1))("mandatory findings stop $name, and say why", async (program) => {
      const { exitCode, text } = await runCli({ ...program, command: "preview" });
      expect(exitCode).not.toBe(0);
      expect(text).toMatch(new RegExp(`\\[mandatory\\].*${particulars.stoppedBy}`));
      expect(text).toContain("Fix: ");
    });
  });
}
