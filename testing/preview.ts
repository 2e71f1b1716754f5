import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseMessage, type MessageParts } from "../library";
import { packageRoot, reconcile, startAnalyzer } from "./analyzer";
import type {
  AnalyzedResource,
  Analyzer,
  Diagnostic,
  NotApplicable,
  PackInfo,
  PackSettings,
  Remediation,
} from "./analyzer";
import { startMonitor } from "./monitor";
import type { Monitor, MonitoredResource } from "./monitor";
import { NODE_HOST } from "./node-host";
import { fullKey, readProject, readStackConfig } from "./project";
import type { Project } from "./project";
import { PYTHON_HOST } from "./python-host";
import type { Properties } from "./values";

/** A program to evaluate, and how. */
export interface PreviewOptions {
  /** The folder of the program's Pulumi.yaml. */
  directory: string;
  /** The stack's name; "dev" by default. */
  stack?: string;
  /** The project's name, where it is not that of Pulumi.yaml. */
  project?: string;
  organization?: string;
  /** Configuration over that of Pulumi.yaml and Pulumi.<stack>.yaml; keys without a namespace are the project's. */
  config?: Record<string, string>;
  /** The keys of `config` whose values are secret. */
  secretKeys?: readonly string[];
  /** More environment of the program and of the pack; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** "preview" (the default) leaves unknown what only a deployment shows, "update" has all of it. */
  mode?: "preview" | "update";
  /** Settings as in a --policy-pack-config file. */
  packSettings?: PackSettings;
  /** The folder of the pack's PulumiPolicy.yaml; the package this file belongs to by default. */
  packDirectory?: string;
  /** A pack that runs already. It stays as it is: settings are sent to it, its environment is not that of this stack. */
  analyzer?: Analyzer;
  /** The Python interpreter; PULUMI_PYTHON, the project's virtual environment or python3 by default. */
  python?: string;
  /** Outputs of other stacks that the program refers to, by full name. */
  stackReferences?: Record<string, Properties>;
}

/** A violation: what the pack reported, the resource it belongs to, and its message taken apart where it is ours. */
export interface Finding extends Diagnostic {
  parts: MessageParts | undefined;
  /** Whether it came with the resource alone or with the whole stack. */
  scope: "resource" | "stack";
}

/** What became of a program. */
export interface PreviewResult {
  /** Every resource in order of registration, default providers and what `.get` found included. */
  resources: MonitoredResource[];
  findings: Finding[];
  notApplicable: (NotApplicable & { urn: string })[];
  remediations: (Remediation & { urn: string })[];
  /** What the program logged as a warning or an error. */
  log: ReturnType<Monitor["log"]>;
  /** What the program printed. */
  output: string;
  /** The pack as it described itself. */
  pack: PackInfo;
}

/**
 * Evaluates the pack on a program without the Pulumi CLI, without plugins and without a cloud: the program runs in
 * its own process against a monitor of ours, and the compiled pack sees every resource as the engine shows it.
 * Rejects, with the program's own words, when the program fails, and with the pack's when the pack does.
 */
export async function previewProgram(options: PreviewOptions): Promise<PreviewResult> {
  const directory = resolve(options.directory);
  const project = readProject(directory);
  const name = options.project ?? project.name;
  const stack = options.stack ?? "dev";
  const organization = options.organization ?? "organization";
  const dryRun = options.mode !== "update";
  const given = Object.entries(options.config ?? {}).map(([key, value]) => [fullKey(name, key), value] as const);
  const config = { ...project.config, ...readStackConfig(directory, name, stack), ...Object.fromEntries(given) };
  const secretKeys = (options.secretKeys ?? []).map((key) => fullKey(name, key));
  const about = { organization, project: name, stack, config, secretKeys, dryRun };

  const analyzer =
    options.analyzer ??
    (await startAnalyzer({
      ...about,
      ...(options.packDirectory === undefined ? {} : { packDirectory: options.packDirectory }),
      ...(options.env === undefined ? {} : { env: options.env }),
    }));
  try {
    let output = "";
    const seen = await observe(analyzer, { ...options, ...about }, async (monitor, signal) => {
      const run = await runProgram(project, directory, options, { ...about, address: monitor.address, signal });
      output = run.output;
      if (run.code !== 0) throw new Error(failure(directory, run, monitor.log()));
    });
    return { ...seen, output };
  } finally {
    if (options.analyzer === undefined) await analyzer.close();
  }
}

/** The stack that a program is run for, and how its pack is set up. @internal */
export interface Observation {
  organization: string;
  project: string;
  stack: string;
  /** By full key. */
  config: Record<string, string>;
  secretKeys: string[];
  dryRun: boolean;
  packSettings?: PackSettings;
  stackReferences?: Record<string, Properties>;
  /** See `MonitorOptions`. */
  answersRefused?: boolean;
}

/**
 * Shows a pack all that a program registers while it runs, and the whole stack when it has run.
 * `run` has the program talk to the monitor; it rejects when the program fails, and is to end it when the signal says so.
 * Rejects as `run` does, and with the pack's words when the pack fails.
 *
 * @internal
 */
export async function observe(
  analyzer: Analyzer,
  about: Observation,
  run: (monitor: Monitor, signal: AbortSignal) => Promise<void>,
): Promise<Omit<PreviewResult, "output">> {
  const findings: Finding[] = [];
  const notApplicable: PreviewResult["notApplicable"] = [];
  const remediations: PreviewResult["remediations"] = [];
  const pack = await analyzer.getAnalyzerInfo();
  const settings = reconcile(pack, about.packSettings);
  const remediates = Object.values(settings).some((s) => typeof s === "object" && s.enforcementLevel === "remediate");
  await analyzer.configureStack(about);
  await analyzer.configure(settings);

  const show = async (resource: AnalyzedResource): Promise<Properties | undefined> => {
    let changed: Properties | undefined;
    if (remediates) {
      for (const remediation of (await analyzer.remediate(resource)).remediations) {
        remediations.push({ ...remediation, urn: resource.urn });
        changed = remediation.properties ?? changed;
      }
    }
    const result = await analyzer.analyze(changed === undefined ? resource : { ...resource, properties: changed });
    findings.push(...result.diagnostics.map((d) => finding(d, resource.urn, "resource")));
    notApplicable.push(...result.notApplicable.map((n) => ({ ...n, urn: resource.urn })));
    return changed;
  };
  // A pack that fails is a failure of the whole run, not of the resource it failed on.
  let broken: Error | undefined;
  const stop = new AbortController();
  const monitor = await startMonitor({
    ...about,
    stackReferences: about.stackReferences ?? {},
    async register(resource) {
      try {
        return await show(resource);
      } catch (error) {
        broken ??= error instanceof Error ? error : new Error(String(error));
        stop.abort();
        throw error;
      }
    },
  });
  try {
    try {
      await run(monitor, stop.signal);
    } catch (error) {
      throw broken ?? error;
    }
    if (broken !== undefined) throw broken;

    const resources = monitor.resources();
    const shown = resources.filter((resource) => !resource.external);
    const root = resources.find((resource) => resource.type === "pulumi:pulumi:Stack")?.urn ?? "";
    const result = await analyzer.analyzeStack(monitor.stackResources(shown));
    findings.push(...result.diagnostics.map((d) => finding(d, root, "stack")));
    notApplicable.push(...result.notApplicable.map((n) => ({ ...n, urn: root })));
    return { resources, findings, notApplicable, remediations, log: monitor.log(), pack };
  } finally {
    monitor.close();
  }
}

function finding(diagnostic: Diagnostic, urn: string, scope: Finding["scope"]): Finding {
  return {
    ...diagnostic,
    urn: diagnostic.urn === "" ? urn : diagnostic.urn,
    parts: parseMessage(diagnostic.message),
    scope,
  };
}

interface Run {
  organization: string;
  project: string;
  stack: string;
  config: Record<string, string>;
  secretKeys: string[];
  dryRun: boolean;
  address: string;
  /** Ends the program. */
  signal: AbortSignal;
}

interface Ended {
  code: number;
  output: string;
}

function runProgram(project: Project, directory: string, options: PreviewOptions, run: Run): Promise<Ended> {
  if (!existsSync(project.program)) throw new Error(`The program ${project.program} does not exist.`);
  if (project.runtime === "nodejs") return runNode(project, directory, options, run);
  if (project.runtime === "python") return runPython(project, directory, options, run);
  throw new Error(`The embedded preview runs nodejs and python, not ${project.runtime}. Use the Pulumi CLI.`);
}

function runNode(project: Project, directory: string, options: PreviewOptions, run: Run): Promise<Ended> {
  const runner = require.resolve("@pulumi/pulumi/cmd/run", { paths: [project.program, packageRoot()] });
  const args = [
    ...["--monitor", run.address, "--engine", run.address],
    ...["--organization", run.organization, "--project", run.project, "--stack", run.stack],
    ...["--root-directory", directory, "--pwd", project.program, "--parallel", "16"],
    ...(run.dryRun ? ["--dry-run"] : []),
    ".",
  ];
  const env = {
    PULUMI_CONFIG: JSON.stringify(run.config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(run.secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: String(project.options["typescript"] !== false),
    // Checking the types of @pulumi/aws takes seconds, and is not what a preview is for.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    ...options.env,
  };
  return execute(process.execPath, ["-e", NODE_HOST, "--", runner, ...args], project.program, env, run.signal);
}

async function runPython(project: Project, directory: string, options: PreviewOptions, run: Run): Promise<Ended> {
  const environment = project.options["virtualenv"];
  const own = typeof environment === "string" ? join(directory, environment, "bin", "python") : "";
  const python = options.python ?? process.env["PULUMI_PYTHON"] ?? (existsSync(own) ? own : "python3");
  const { signal, ...about } = run;
  const message = { ...about, root: directory, program: project.program };
  const env = { PREVIEW_RUN: JSON.stringify(message), ...options.env };
  const ended = await execute(python, ["-c", PYTHON_HOST], project.program, env, signal);
  if (ended.code !== 64) return ended;
  throw new Error(
    `${ended.output.trim()}\nInstall the program's requirements (pip install -r requirements.txt) and name the ` +
      "interpreter that has them in PULUMI_PYTHON.",
  );
}

function execute(
  command: string,
  args: string[],
  cwd: string,
  env: Record<string, string | undefined>,
  signal: AbortSignal,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      signal,
      killSignal: "SIGKILL",
    });
    const end = (): void => void child.kill("SIGKILL");
    process.once("exit", end);
    let output = "";
    const keep = (text: string): void => void (output += text);
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.once("error", (error) => {
      process.removeListener("exit", end);
      if (signal.aborted) return;
      reject(new Error(`${command} could not be started: ${error.message}`));
    });
    child.once("close", (code, killed) => {
      process.removeListener("exit", end);
      resolve({ code: code ?? 1, output: killed === null ? output : `${output}\nended with ${killed}` });
    });
  });
}

function failure(directory: string, run: Ended, log: ReturnType<Monitor["log"]>): string {
  const words = [...log.filter((entry) => entry.severity === "error").map((entry) => entry.message), run.output.trim()];
  return [`The program in ${directory} failed (exit code ${run.code}).`, ...words].filter((w) => w !== "").join("\n");
}
