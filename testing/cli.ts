import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { parseMessage, type MessageParts } from "../library";
import { eventsOf, type EngineEvent } from "../report/events";
import { packageRoot } from "./analyzer";
import type { EnforcementLevel, PackSettings, Severity } from "./analyzer";
import { fullKey, readProject } from "./project";
import type { Project } from "./project";
import type { Properties } from "./values";

/** What to run with the real CLI. */
export interface CliOptions {
  /** The folder of the program's Pulumi.yaml. */
  directory: string;
  /**
   * "preview"; "up", which makes its own preview first; "policy-analyze", which judges the state that an update
   * without any pack left behind.
   */
  command: "preview" | "up" | "policy-analyze";
  /** With "up": go to the update at once, so that a violation found in its preview does not end it. */
  skipPreview?: boolean;
  /** With "up", when it succeeds: also the state, and what a preview of the same program shows then. */
  followUp?: boolean;
  /** More arguments of the command, such as "--diff". */
  arguments?: readonly string[];
  /** The stack's name; "dev" by default. */
  stack?: string;
  /** Configuration; keys without a namespace are the project's. */
  config?: Record<string, string>;
  /** The keys of `config` whose values are secret. */
  secretKeys?: readonly string[];
  /** Tags that the stack gets before the run (`pulumi stack tag set`). */
  tags?: Record<string, string>;
  /** The folder of the pack's PulumiPolicy.yaml; the package this file belongs to by default. */
  packDirectory?: string;
  /** No pack from a folder: the packs run that the backend demands. */
  withoutPack?: boolean;
  /** Settings, written to a --policy-pack-config file. */
  packSettings?: PackSettings;
  /** The Python interpreter; PULUMI_PYTHON, the project's virtual environment or the one on PATH by default. */
  python?: string;
  /** More environment; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** How long a command may take, in milliseconds. 300,000 by default. */
  timeout?: number;
}

/** A violation as the engine reported it. */
export interface CliFinding {
  policyName: string;
  urn: string;
  message: string;
  enforcementLevel: EnforcementLevel;
  severity: Severity | undefined;
  /** Which part of the run found it. */
  phase: "preview" | "update" | "audit";
  parts: MessageParts | undefined;
}

/** What a run with the CLI gave. */
export interface CliResult {
  /** 0, or what the CLI ended with for mandatory violations. */
  exitCode: number;
  findings: CliFinding[];
  /** Every event of the engine, in order. */
  events: EngineEvent[];
  /** What a user would have read; with "up" the CLI prints its events instead. */
  text: string;
  followUp?: FollowUp;
}

/** What stands after an update. */
export interface FollowUp {
  /** The resources of `pulumi stack export`. */
  resources: StateResource[];
  preview: CliResult;
}

/** A resource in a state; secrets are encrypted there. */
export interface StateResource {
  urn: string;
  type: string;
  inputs: Properties;
  outputs: Properties;
}

/** The path of the CLI, or nothing where it is not installed. */
export function findCli(): string | undefined {
  return onPath("pulumi");
}

/** The path of the CLI's host for programs of a runtime such as "yaml", or nothing where it is not installed. */
export function findLanguageHost(runtime: string): string | undefined {
  return onPath(`pulumi-language-${runtime}`);
}

function onPath(program: string): string | undefined {
  const name = process.platform === "win32" ? `${program}.exe` : program;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The version of the CLI, such as "3.260.0", or nothing where it is missing or does not run. */
export function cliVersion(): string | undefined {
  const cli = findCli();
  if (cli === undefined) return undefined;
  const { status, stdout } = spawnSync(cli, ["version"], {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return status === 0 ? stdout.trim().replace(/^v/, "") : undefined;
}

/**
 * Runs a program with the real CLI and the pack, in a project of its own in a temporary folder: nothing of the user's
 * stacks, credentials or plugins takes part, and stand-ins take the place of the provider plugins.
 * Rejects, with what the CLI printed, when the run failed for another reason than a mandatory violation.
 */
export async function runCli(options: CliOptions): Promise<CliResult> {
  const cli = findCli();
  if (cli === undefined) throw new Error("The Pulumi CLI is not on PATH.");
  const directory = resolve(options.directory);
  const project = readProject(directory);
  const stack = options.stack ?? "dev";
  const folder = mkdtempSync(join(tmpdir(), "pulumi-run-"));
  try {
    const env = environment(options, project, directory, folder);
    const run = (...args: string[]): Promise<Ended> =>
      execute(cli, args, folder, env, options.timeout ?? 300_000, directory);
    prepare(options, project, directory, folder, stack);
    await succeeded(run("stack", "init", stack, "--non-interactive"));
    const settings = Object.entries(options.config ?? {}).flatMap(([key, value]) => {
      const secret = options.secretKeys?.includes(key) === true;
      return [secret ? "--secret" : "--plaintext", `${fullKey(project.name, key)}=${value}`];
    });
    if (settings.length > 0) await succeeded(run("config", "set-all", "--stack", stack, ...settings));

    for (const [name, value] of Object.entries(options.tags ?? {})) {
      await succeeded(run("stack", "tag", "set", name, value, "--stack", stack));
    }

    const pack = options.withoutPack === true ? [] : ["--policy-pack", resolve(options.packDirectory ?? packageRoot())];
    if (options.packSettings !== undefined) {
      writeFileSync(join(folder, "pack.json"), JSON.stringify(options.packSettings));
      pack.push("--policy-pack-config", join(folder, "pack.json"));
    }
    const common = ["--stack", stack, "--non-interactive", "--color", "never"];
    const asked = [...(options.arguments ?? []), ...pack, ...common];
    if (options.command === "policy-analyze") {
      await succeeded(run("up", "--yes", "--skip-preview", ...common));
      const text = await run("policy", "analyze", ...asked);
      const json = await run("policy", "analyze", "--json", ...asked);
      return result(text, eventsOf(json.stdout), "audit");
    }
    const preview = async (): Promise<CliResult> => {
      const log = join(folder, "events.json");
      const ended = await run("preview", "--event-log", log, ...asked);
      return result(ended, eventsOf(existsSync(log) ? readFileSync(log, "utf8") : ""), "preview");
    };
    if (options.command === "preview") return await preview();
    const straight = options.skipPreview === true;
    // An event log would keep the update alone.
    const ended = await run("up", "--yes", "--json", ...(straight ? ["--skip-preview"] : []), ...pack, ...common);
    const updated = result(ended, eventsOf(ended.stdout), straight ? "update" : "preview");
    if (options.followUp !== true || ended.code !== 0) return updated;
    const resources = stateOf(await succeeded(run("stack", "export", "--stack", stack, "--non-interactive")));
    return { ...updated, followUp: { resources, preview: await preview() } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the temporary project: the program's own settings, its folder as `main`, and the stand-in plugins. */
function prepare(options: CliOptions, project: Project, directory: string, folder: string, stack: string): void {
  const plugins = join(packageRoot(), "test", "e2e", "provider", "bin");
  const compiled = join(packageRoot(), "dist", "test", "e2e", "provider", "index.js");
  if (!existsSync(plugins) || !existsSync(compiled)) {
    throw new Error(`The stand-in provider is not built: ${compiled} is missing. Run "npm run build" in a clone.`);
  }
  const runtimeOptions = { ...project.options };
  const virtualenv = runtimeOptions["virtualenv"];
  if (typeof virtualenv === "string") {
    const absolute = resolve(directory, virtualenv);
    // A named interpreter comes by PATH instead; an environment that was never made would stop the CLI.
    if (interpreter(options) === undefined && existsSync(absolute)) runtimeOptions["virtualenv"] = absolute;
    else delete runtimeOptions["virtualenv"];
  }
  const config = Object.fromEntries(Object.entries(project.config).map(([key, value]) => [key, { value }]));
  const document = {
    name: project.name,
    runtime: { name: project.runtime, options: runtimeOptions },
    main: project.program,
    plugins: { providers: ["aws", "random"].map((name) => ({ name, path: plugins })) },
    ...(Object.keys(config).length === 0 ? {} : { config }),
  };
  // JSON is YAML.
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(document, undefined, 2));
  const stackFile = `Pulumi.${stack}.yaml`;
  if (existsSync(join(directory, stackFile))) copyFileSync(join(directory, stackFile), join(folder, stackFile));
  mkdirSync(join(folder, "state"));
}

/** The environment of this process without what whoever runs it has set for Pulumi and AWS; that does not belong here. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PULUMI|AWS)_/.test(name))),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/** What one command of the CLI gave. */
export interface CliCommandResult {
  code: number;
  stdout: string;
  /** All that it printed. */
  text: string;
}

/**
 * Runs one command of the real CLI, such as "policy publish", in a folder and without anything of the user's Pulumi
 * settings; `env` has to name the home and the backend. Rejects when it takes longer than `timeout` milliseconds.
 */
export function runCliCommand(
  args: readonly string[],
  directory: string,
  env: Readonly<Record<string, string>>,
  timeout = 120_000,
): Promise<CliCommandResult> {
  const cli = findCli();
  if (cli === undefined) throw new Error("The Pulumi CLI is not on PATH.");
  return execute(cli, [...args], directory, { ...ownEnvironment(), ...env }, timeout, directory);
}

function environment(options: CliOptions, project: Project, directory: string, folder: string): NodeJS.ProcessEnv {
  const python = project.runtime === "python" ? interpreter(options) : undefined;
  const path = process.env["PATH"] ?? "";
  return {
    ...ownEnvironment(),
    PATH: python === undefined ? path : [resolve(directory, dirname(python)), path].join(delimiter),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "only for this run",
    // The option --event-log is there for those who develop the CLI, and a preview's events only for who asks.
    PULUMI_DEBUG_COMMANDS: "true",
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    // Checking the types of @pulumi/aws takes seconds, and is not what a preview is for.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    ...options.env,
  };
}

/** The interpreter that was asked for, when it is a path and not just a name to be looked up. */
function interpreter(options: CliOptions): string | undefined {
  const python = options.python ?? process.env["PULUMI_PYTHON"];
  return python !== undefined && /[\\/]/.test(python) ? python : undefined;
}

interface Ended {
  code: number;
  stdout: string;
  text: string;
  directory: string;
}

function execute(
  cli: string,
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  timeout: number,
  directory: string,
): Promise<Ended> {
  return new Promise((done, reject) => {
    const child = spawn(cli, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout });
    let [stdout, text] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      stdout += part;
      text += part;
    });
    child.stderr.setEncoding("utf8").on("data", (part: string) => (text += part));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (signal !== null) reject(new Error(`pulumi ${args[0] ?? ""} took longer than ${timeout / 1000} s.\n${text}`));
      else done({ code: code ?? 1, stdout, text, directory });
    });
  });
}

async function succeeded(run: Promise<Ended>): Promise<Ended> {
  const ended = await run;
  if (ended.code !== 0) throw failure(ended);
  return ended;
}

function stateOf({ stdout }: Ended): StateResource[] {
  const state = JSON.parse(stdout) as { deployment: { resources?: Partial<StateResource>[] } };
  return (state.deployment.resources ?? []).map(({ urn = "", type = "", inputs = {}, outputs = {} }) => ({
    urn,
    type,
    inputs,
    outputs,
  }));
}

function failure(ended: Ended): Error {
  return new Error(`pulumi failed on ${ended.directory} (exit code ${ended.code}).\n${ended.text.trim()}`);
}

function result(ended: Ended, events: EngineEvent[], first: CliFinding["phase"]): CliResult {
  const findings: CliFinding[] = [];
  let phase = first;
  for (const event of events) {
    // The summary ends the preview of an "up", and its update begins.
    if (event.summaryEvent && phase === "preview") phase = "update";
    const policy = event.policyEvent;
    if (policy === undefined) continue;
    const message = policy.message ?? "";
    findings.push({
      policyName: policy.policyName ?? "",
      urn: policy.resourceUrn ?? "",
      message,
      enforcementLevel: (policy.enforcementLevel ?? "advisory") as EnforcementLevel,
      severity: policy.severity as Severity | undefined,
      phase,
      parts: parseMessage(message),
    });
  }
  if (ended.code !== 0 && !findings.some((finding) => finding.enforcementLevel === "mandatory")) throw failure(ended);
  return { exitCode: ended.code, findings, events, text: ended.text };
}
