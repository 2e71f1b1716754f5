import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { MessageParts } from "../core/message";
import { packageRoot } from "../testing/analyzer";
import type { EnforcementLevel, Severity } from "../testing/analyzer";
import { cliVersion, runCli } from "../testing/cli";
import { previewProgram, type PreviewOptions } from "../testing/preview";
import { deliveryPipeline, examples, itemsFound, settingsFileOf, settingsOf, type Example } from "./examples";
import { paintFor, wrap } from "./terminal";

const NAMES = examples.map(({ folder }) => folder);

const USAGE = `Evaluates the pack on an example and prints what it finds.

  npm run demo [-- [example] [good|bad] [--python|--yaml] [--embedded]]

  example      ${NAMES.join(" or ")}; the first by default
  good, bad    which of its two programs; bad by default
  --python     the one in Python; PULUMI_PYTHON names the interpreter
  --yaml       the one in YAML, which only the Pulumi CLI can run
  --embedded   without the Pulumi CLI, even where it is installed`;

interface Finding {
  policyName: string;
  urn: string;
  message: string;
  enforcementLevel: EnforcementLevel;
  severity: Severity | undefined;
  parts: MessageParts | undefined;
}

const SEVERITIES = ["critical", "high", "medium", "low"] as const;
const LEVELS: EnforcementLevel[] = ["mandatory", "remediate", "advisory"];

const paint = paintFor(process.stdout);
const width = Math.max(60, Math.min(process.stdout.columns ?? 100, 120));

async function main(args: string[]): Promise<void> {
  const known = new Set([...NAMES, "good", "bad", "--python", "--yaml", "--embedded", "--help", "-h"]);
  const stray = args.find((arg) => !known.has(arg));
  if (stray !== undefined || args.includes("--help") || args.includes("-h")) {
    console.log(stray === undefined ? USAGE : `Unknown argument ${stray}.\n\n${USAGE}`);
    process.exitCode = stray === undefined ? 0 : 2;
    return;
  }
  const name = args.includes("good") ? "good" : "bad";
  const example = examples.find(({ folder }) => args.includes(folder)) ?? deliveryPipeline;
  const language = ["python", "yaml"].find((one) => args.includes(`--${one}`));
  const directory = exampleFolder(example, name, language);
  const stack = stackOf(directory);
  const folder = basename(directory);
  const program = { directory, stack, config: example.secrets[name], packSettings: settingsOf(example, folder) };
  const { findings, by } = await evaluate(program, args.includes("--embedded"));
  const file = settingsFileOf(example, folder);
  const settings = file === undefined ? "" : `, with the settings of ${file}`;
  console.log(`${paint.bold(relative(packageRoot(), directory))}, stack ${stack}${settings}, by ${by}\n`);
  printFindings(findings);
  printTotals(findings, example);
}

async function evaluate(
  { config, ...given }: PreviewOptions & { readonly config: Readonly<Record<string, string>> },
  embedded: boolean,
): Promise<{ findings: Finding[]; by: string }> {
  const program = { ...given, config, secretKeys: Object.keys(config) };
  const version = embedded ? undefined : cliVersion();
  if (version !== undefined) {
    try {
      const { findings } = await runCli({ ...program, command: "preview" });
      return { findings, by: `pulumi preview (CLI ${version}) with a stand-in provider` };
    } catch (error) {
      console.error(`The Pulumi CLI could not run it, so the embedded preview does:\n${text(error)}\n`);
    }
  }
  const { findings } = await previewProgram(program);
  const why = embedded || version !== undefined ? "" : ", since the Pulumi CLI is not on PATH";
  return { findings, by: `the embedded preview${why}` };
}

/** The folder of an example's program; the one in TypeScript when no language is asked for. */
function exampleFolder({ folder }: Example, name: string, language: string | undefined): string {
  const program = join(packageRoot(), "examples", folder, language === undefined ? name : `${name}-${language}`);
  if (!existsSync(join(program, "Pulumi.yaml"))) throw new Error(`There is no program ${program}.`);
  return program;
}

/** The stack that an example has settings for. */
function stackOf(directory: string): string {
  for (const file of readdirSync(directory).sort()) {
    const stack = /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1];
    if (stack !== undefined) return stack;
  }
  return "dev";
}

function printFindings(findings: Finding[]): void {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.urn, [...(groups.get(finding.urn) ?? []), finding]);
  const place = (urn: string): string => `${isStack(urn) ? 1 : 0} ${typeOf(urn)} ${nameOf(urn)}`;
  for (const [urn, group] of [...groups].sort(([a], [b]) => place(a).localeCompare(place(b)))) {
    console.log(
      `${paint.bold(nameOf(urn))}  ${paint.dim(isStack(urn) ? "the stack as a whole" : sdkName(typeOf(urn)))}`,
    );
    const rank = (finding: Finding): number => SEVERITIES.indexOf(finding.severity ?? "low");
    const path = (finding: Finding): string => finding.parts?.path ?? "";
    group.sort((a, b) => rank(a) - rank(b) || path(a).localeCompare(path(b)));
    for (const finding of group) printFinding(finding);
    console.log();
  }
}

function printFinding(finding: Finding): void {
  const { parts } = finding;
  const severity = finding.severity ?? "";
  const colour =
    severity === "critical" || severity === "high" ? paint.red : severity === "medium" ? paint.yellow : paint.cyan;
  const head = [colour(severity.padEnd(8)), finding.enforcementLevel.padEnd(9), finding.policyName];
  console.log(`  ${head.join("  ")}  ${paint.dim(parts?.requirements.join(", ") ?? "")}`);
  const indent = " ".repeat(6);
  const lines = (label: string, words: string): void =>
    wrap(words, width - indent.length - label.length).forEach((line, index) =>
      console.log(`${indent}${index === 0 ? paint.green(label) : " ".repeat(label.length)}${line}`),
    );
  if (parts === undefined) {
    lines("", finding.message);
    return;
  }
  lines("", parts.path === "" ? parts.found : `${parts.path}: ${parts.found}`);
  lines("Fix: ", parts.fix);
}

function printTotals(findings: Finding[], example: Example): void {
  if (findings.length === 0) console.log(paint.green("No findings."));
  const count = (test: (finding: Finding) => boolean): number => findings.filter(test).length;
  const tally = (pairs: [string, number][]): string =>
    pairs
      .filter(([, number]) => number > 0)
      .map(([name, number]) => `${number} ${name}`)
      .join(", ");
  const resources = new Set(findings.map((finding) => finding.urn)).size;
  const ids = [...new Set(findings.flatMap((finding) => finding.parts?.requirements ?? []))].sort();
  const found = itemsFound(
    example,
    findings.map(({ policyName, urn, parts }) => ({
      policyName,
      type: typeOf(urn),
      requirements: parts?.requirements ?? [],
      key: parts?.key ?? "",
    })),
  );
  const missing = example.items.filter((item) => !found.includes(item)).map(({ number }) => number);
  const rows: [string, string][] = [
    ["Findings", `${findings.length}${findings.length === 0 ? "" : ` on ${resources} resources`}`],
    ["Severity", tally(SEVERITIES.map((severity) => [severity, count((f) => f.severity === severity)]))],
    ["Level", tally(LEVELS.map((level) => [level, count((f) => f.enforcementLevel === level)]))],
    ["Requirements", ids.length === 0 ? "" : `${ids.length}: ${ids.join(" ")}`],
    [
      "Errors",
      `${found.length} of ${example.items.length} ${example.itemNames}` +
        (found.length === 0 || missing.length === 0 ? "" : `; not found: ${missing.join(", ")}`),
    ],
  ];
  for (const [name, value] of rows) {
    if (value === "") continue;
    wrap(value, width - 14).forEach((line, index) =>
      console.log(`${paint.bold((index === 0 ? name : "").padEnd(14))}${line}`),
    );
  }
}

function isStack(urn: string): boolean {
  return typeOf(urn) === "pulumi:pulumi:Stack";
}

function typeOf(urn: string): string {
  const types = urn.split("::")[2] ?? "";
  return types.slice(types.lastIndexOf("$") + 1);
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** A type as programs write it: aws:s3/bucket:Bucket is aws.s3.Bucket. */
function sdkName(type: string): string {
  const [name = "", module = "", kind = ""] = type.split(":");
  return [name, module.split("/")[0], kind].filter((part) => part !== "" && part !== "index").join(".");
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(text(error));
  process.exitCode = 1;
});
