import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import type { ServiceError, Client } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/analyzer_pb";
import { fromStruct, toStruct } from "./values";
import type { Properties, Value } from "./values";

/** How strictly a policy is enforced. */
export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** How bad a violation is; `undefined` where the policy does not say. */
export type Severity = "low" | "medium" | "high" | "critical";

/** Options of a resource as a pack sees them. Timeouts are in seconds. */
export interface ResourceOptions {
  protect?: boolean;
  ignoreChanges?: string[];
  deleteBeforeReplace?: boolean;
  aliases?: string[];
  additionalSecretOutputs?: string[];
  customTimeouts?: { create?: number; update?: number; delete?: number; read?: number };
  parent?: string;
}

/** The provider that manages a resource. */
export interface ProviderResource {
  type: string;
  urn: string;
  name: string;
  properties: Properties;
}

/** A resource as the engine hands it to a pack. Only `analyzeStack` uses the parent and the dependencies. */
export interface AnalyzedResource {
  type: string;
  urn: string;
  name: string;
  properties: Properties;
  options?: ResourceOptions;
  provider?: ProviderResource;
  parent?: string;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
}

/** One violation as the pack reported it. `urn` is empty where the pack named no resource. */
export interface Diagnostic {
  policyName: string;
  policyPackName: string;
  description: string;
  message: string;
  enforcementLevel: EnforcementLevel;
  severity: Severity | undefined;
  urn: string;
}

/** A policy that does not apply, and why. */
export interface NotApplicable {
  policyName: string;
  reason: string;
}

/** The outcome of an analysis. */
export interface AnalyzeResult {
  diagnostics: Diagnostic[];
  notApplicable: NotApplicable[];
}

/** What one policy did to a resource: new properties, or why it could not. */
export interface Remediation {
  policyName: string;
  description: string;
  properties: Properties | undefined;
  diagnostic: string;
}

/** The outcome of a remediation. */
export interface RemediateResult {
  remediations: Remediation[];
  notApplicable: NotApplicable[];
}

/** A policy as the pack describes it. */
export interface PolicyInfo {
  name: string;
  displayName: string;
  description: string;
  enforcementLevel: EnforcementLevel;
  type: "resource" | "stack" | "unknown";
  severity: Severity | undefined;
  configSchema: { properties: Properties; required: string[] } | undefined;
  framework: { name: string; version: string; reference: string; specification: string } | undefined;
  tags: string[];
  remediationSteps: string;
  url: string;
}

/** A pack as it describes itself. */
export interface PackInfo {
  name: string;
  displayName: string;
  version: string;
  description: string;
  readme: string;
  provider: string;
  repository: string;
  tags: string[];
  policies: PolicyInfo[];
  initialConfig: PackSettings;
}

/** Settings as in a --policy-pack-config file: per policy a level, or options with or without a level. */
export type PackSettings = Record<string, EnforcementLevel | (Properties & { enforcementLevel?: EnforcementLevel })>;

/** What a pack may know about the stack. Config values are text, as the engine keeps them. */
export interface StackInfo {
  organization?: string;
  project?: string;
  stack?: string;
  config?: Record<string, string>;
  /** The keys in `config` whose values are secret. */
  secretKeys?: string[];
  /** True for a preview (the default), false for an update. */
  dryRun?: boolean;
  tags?: Record<string, string>;
}

/** How to start a pack. */
export interface StartOptions extends StackInfo {
  /** The folder of the pack's PulumiPolicy.yaml; the package this file belongs to by default. */
  packDirectory?: string;
  /** More environment of the pack's process; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** How long the pack may take to start, in milliseconds. 60,000 by default. */
  timeout?: number;
}

/** A running pack. Every call rejects with the pack's own words when a policy throws or the process is gone. */
export interface Analyzer {
  /** The id of the pack's process. */
  readonly pid: number;
  /** The port on 127.0.0.1 that it serves. */
  readonly port: number;
  /** What the pack printed so far, both streams. */
  output(): string;
  getAnalyzerInfo(): Promise<PackInfo>;
  /** Sends settings as they are, the way the engine does after it filled in defaults; see `reconcile`. */
  configure(settings: PackSettings): Promise<void>;
  /** Tells the pack about the stack. Only tags matter to a pack on Node; the rest comes by environment. */
  configureStack(stack: StackInfo): Promise<void>;
  analyze(resource: AnalyzedResource): Promise<AnalyzeResult>;
  remediate(resource: AnalyzedResource): Promise<RemediateResult>;
  analyzeStack(resources: AnalyzedResource[]): Promise<AnalyzeResult>;
  /** Ends the connection and the process. */
  close(): Promise<void>;
}

const MAX_MESSAGE = 400 * 1024 * 1024;
const LEVELS: EnforcementLevel[] = ["advisory", "mandatory", "disabled", "remediate"];
const SEVERITIES: (Severity | undefined)[] = [undefined, "low", "medium", "high", "critical"];

/** The folder of the package that holds `from` (this file by default): the nearest one with a PulumiPolicy.yaml. */
export function packageRoot(from: string = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "PulumiPolicy.yaml"))) return folder;
    if (dirname(folder) === folder) throw new Error(`No PulumiPolicy.yaml in ${from} or any folder above it.`);
  }
}

/**
 * Starts a compiled policy pack the way the CLI does and connects to it.
 * Rejects, with what the pack printed, when it ends or stays silent instead of serving.
 */
export async function startAnalyzer(options: StartOptions = {}): Promise<Analyzer> {
  return (await serve(options)).analyzer;
}

/**
 * Starts a pack, by a host script where one is given: that one has a channel to this process.
 *
 * @internal
 */
export async function serve(
  options: StartOptions,
  host?: string,
): Promise<{ readonly child: ChildProcess; readonly analyzer: Analyzer }> {
  const directory = options.packDirectory ?? packageRoot();
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [directory, __dirname] });
  // The address is the engine's, for logging; a pack on Node never calls it.
  const args = [...(host === undefined ? [] : ["-e", host, "--"]), runner, "127.0.0.1:0", directory];
  const child = spawn(process.execPath, args, {
    cwd: directory,
    env: environmentFor(options),
    stdio: ["ignore", "pipe", "pipe", ...(host === undefined ? [] : (["ipc"] as const))],
  });
  const end = (): void => void child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.removeListener("exit", end));

  const printed: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  try {
    const port = await servedPort(child, printed, directory, options.timeout ?? 60_000);
    return { child, analyzer: connect(child, port, printed) };
  } catch (error) {
    end();
    throw error;
  }
}

/**
 * The environment of a pack's process: that of this one, and what tells a process on Node about its stack.
 *
 * @internal
 */
export function environmentFor(options: StartOptions): Record<string, string | undefined> {
  return { ...process.env, ...stackEnvironment(options), ...options.env };
}

/**
 * The settings that the engine sends to a pack for what a user configured: every policy, with its level and its
 * options completed from their defaults. "all" sets the level of every policy that is not named.
 */
export function reconcile(info: PackInfo, settings: PackSettings = {}): PackSettings {
  const result: Record<string, Properties & { enforcementLevel: EnforcementLevel }> = {};
  for (const policy of info.policies) {
    const defaults: Properties = {};
    for (const [name, schema] of Object.entries(policy.configSchema?.properties ?? {})) {
      const value =
        typeof schema === "object" && schema !== null && !Array.isArray(schema) ? schema["default"] : undefined;
      if (value !== undefined) defaults[name] = value;
    }
    result[policy.name] = { ...defaults, enforcementLevel: policy.enforcementLevel };
  }
  for (const given of [info.initialConfig, settings]) {
    const all = levelOf(given["all"]);
    if (all !== undefined) for (const policy of Object.values(result)) policy.enforcementLevel = all;
    for (const [name, setting] of Object.entries(given)) {
      const known = result[name];
      if (known === undefined) continue;
      const properties = typeof setting === "string" ? {} : setting;
      result[name] = { ...known, ...properties, enforcementLevel: levelOf(setting) ?? known.enforcementLevel };
    }
  }
  return result;
}

function levelOf(setting: PackSettings[string] | undefined): EnforcementLevel | undefined {
  return typeof setting === "string" ? setting : setting?.enforcementLevel;
}

/** The variables by which a process on Node learns about its stack. */
function stackEnvironment(stack: StackInfo): Record<string, string | undefined> {
  const known = stack.project !== undefined || stack.stack !== undefined;
  return {
    PULUMI_CONFIG: stack.config === undefined ? undefined : JSON.stringify(stack.config),
    PULUMI_NODEJS_ORGANIZATION: known ? (stack.organization ?? "organization") : undefined,
    PULUMI_NODEJS_PROJECT: stack.project,
    PULUMI_NODEJS_STACK: stack.stack,
    PULUMI_NODEJS_DRY_RUN: known ? String(stack.dryRun ?? true) : undefined,
  };
}

function servedPort(child: ChildProcess, printed: string[], directory: string, timeout: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let line = "";
    const fail = (what: string): void => {
      const words = printed.join("").trim();
      reject(new Error(`The policy pack in ${directory} ${what}.${words === "" ? "" : `\n${words}`}`));
    };
    const timer = setTimeout(() => fail(`did not start within ${timeout / 1000} s`), timeout);
    child.once("error", (error) => {
      clearTimeout(timer);
      fail(`could not be started: ${error.message}`);
    });
    // "close" comes after the last output, "exit" may not.
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${signal ?? `exit code ${code}`} before it served`);
    });
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      printed.push(text);
      line += text;
      const port = /^(\d+)\r?\n/m.exec(line);
      if (port === null) return;
      clearTimeout(timer);
      resolve(Number(port[1]));
    });
  });
}

function connect(child: ChildProcess, port: number, printed: string[]): Analyzer {
  const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
    "grpc.max_receive_message_length": MAX_MESSAGE,
    "grpc.max_send_message_length": MAX_MESSAGE,
  });
  type Callback<T> = (error: ServiceError | null, response: T) => void;
  const call = <T>(run: (done: Callback<T>) => void): Promise<T> =>
    new Promise((resolve, reject) =>
      run((error, response) =>
        error === null ? resolve(response) : reject(new Error(error.details || error.message)),
      ),
    );
  // A violation without a severity has that of its policy, which the engine looks up as well.
  let severities: Promise<Map<string, Severity | undefined>> | undefined;
  const info = async (): Promise<PackInfo> =>
    readInfo(await call<pb.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done)));
  const result = async (response: pb.AnalyzeResponse): Promise<AnalyzeResult> => {
    severities ??= info().then((pack) => new Map(pack.policies.map((p) => [p.name, p.severity])));
    const known = await severities;
    return {
      diagnostics: response.getDiagnosticsList().map((d) => readDiagnostic(d, known)),
      notApplicable: response.getNotApplicableList().map(readNotApplicable),
    };
  };
  return {
    pid: child.pid ?? 0,
    port,
    output: () => printed.join(""),
    getAnalyzerInfo: info,
    async configure(settings) {
      const request = new pb.ConfigureAnalyzerRequest();
      for (const [name, setting] of Object.entries(settings)) {
        const { enforcementLevel, ...properties } =
          typeof setting === "string" ? { enforcementLevel: setting } : setting;
        const config = new pb.PolicyConfig();
        config.setEnforcementlevel(LEVELS.indexOf(enforcementLevel ?? "advisory"));
        config.setProperties(toStruct(properties));
        request.getPolicyconfigMap().set(name, config);
      }
      await call<Empty>((done) => client.configure(request, done));
    },
    async configureStack(stack) {
      const request = new pb.AnalyzerStackConfigureRequest();
      request.setOrganization(stack.organization ?? "organization");
      request.setProject(stack.project ?? "");
      request.setStack(stack.stack ?? "");
      request.setDryRun(stack.dryRun ?? true);
      for (const [key, value] of Object.entries(stack.config ?? {})) request.getConfigMap().set(key, value);
      request.setConfigSecretKeysList(stack.secretKeys ?? []);
      for (const [key, value] of Object.entries(stack.tags ?? {})) request.getTagsMap().set(key, value);
      await call<pb.AnalyzerStackConfigureResponse>((done) => client.configureStack(request, done));
    },
    async analyze(resource) {
      return result(await call<pb.AnalyzeResponse>((done) => client.analyze(analyzeRequest(resource), done)));
    },
    async remediate(resource) {
      const response = await call<pb.RemediateResponse>((done) => client.remediate(analyzeRequest(resource), done));
      return {
        remediations: response.getRemediationsList().map((r) => ({
          policyName: r.getPolicyname(),
          description: r.getDescription(),
          properties: r.hasProperties() ? fromStruct(r.getProperties()) : undefined,
          diagnostic: r.getDiagnostic(),
        })),
        notApplicable: response.getNotApplicableList().map(readNotApplicable),
      };
    },
    async analyzeStack(resources) {
      const request = new pb.AnalyzeStackRequest();
      request.setResourcesList(resources.map(stackResource));
      return result(await call<pb.AnalyzeResponse>((done) => client.analyzeStack(request, done)));
    },
    async close() {
      (client as Client).close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** @internal */
export function analyzeRequest(resource: AnalyzedResource): pb.AnalyzeRequest {
  const request = new pb.AnalyzeRequest();
  fill(request, resource);
  return request;
}

/** @internal */
export function stackResource(resource: AnalyzedResource): pb.AnalyzerResource {
  const message = new pb.AnalyzerResource();
  fill(message, resource);
  message.setParent(resource.parent ?? resource.options?.parent ?? "");
  message.setDependenciesList(resource.dependencies ?? []);
  for (const [property, urns] of Object.entries(resource.propertyDependencies ?? {})) {
    // The engine leaves out properties that depend on nothing.
    if (urns.length === 0) continue;
    const dependencies = new pb.AnalyzerPropertyDependencies();
    dependencies.setUrnsList(urns);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

function fill(message: pb.AnalyzeRequest | pb.AnalyzerResource, resource: AnalyzedResource): void {
  message.setType(resource.type);
  message.setUrn(resource.urn);
  message.setName(resource.name);
  message.setProperties(toStruct(visible(resource.properties)));
  message.setOptions(resourceOptions(resource));
  if (resource.provider === undefined) return;
  const provider = new pb.AnalyzerProviderResource();
  provider.setType(resource.provider.type);
  provider.setUrn(resource.provider.urn);
  provider.setName(resource.provider.name);
  provider.setProperties(toStruct(visible(resource.provider.properties)));
  message.setProvider(provider);
}

/** The engine keeps properties to itself whose names start with two underscores, at any depth. */
function visible(properties: Properties): Properties {
  const part = (value: Value): Value => {
    if (typeof value !== "object" || value === null) return value;
    return Array.isArray(value) ? value.map(part) : visible(value);
  };
  const shown = Object.entries(properties).filter(([name]) => !name.startsWith("__"));
  return Object.fromEntries(shown.map(([name, value]) => [name, part(value)]));
}

function resourceOptions(resource: AnalyzedResource): pb.AnalyzerResourceOptions {
  const given = resource.options ?? {};
  const options = new pb.AnalyzerResourceOptions();
  options.setProtect(given.protect ?? false);
  options.setIgnorechangesList(given.ignoreChanges ?? []);
  options.setDeletebeforereplace(given.deleteBeforeReplace ?? false);
  options.setDeletebeforereplacedefined(given.deleteBeforeReplace !== undefined);
  options.setAliasesList(given.aliases ?? []);
  options.setAdditionalsecretoutputsList(given.additionalSecretOutputs ?? []);
  options.setParent(given.parent ?? resource.parent ?? "");
  const timeouts = new pb.AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(given.customTimeouts?.create ?? 0);
  timeouts.setUpdate(given.customTimeouts?.update ?? 0);
  timeouts.setDelete(given.customTimeouts?.delete ?? 0);
  timeouts.setRead(given.customTimeouts?.read ?? 0);
  options.setCustomtimeouts(timeouts);
  return options;
}

/** @internal */
export function readDiagnostic(
  message: pb.AnalyzeDiagnostic,
  severities: Map<string, Severity | undefined>,
): Diagnostic {
  const policyName = message.getPolicyname();
  return {
    policyName,
    policyPackName: message.getPolicypackname(),
    description: message.getDescription(),
    message: message.getMessage(),
    enforcementLevel: LEVELS[message.getEnforcementlevel()] ?? "advisory",
    severity: SEVERITIES[message.getSeverity()] ?? severities.get(policyName),
    urn: message.getUrn(),
  };
}

function readNotApplicable(message: pb.PolicyNotApplicable): NotApplicable {
  return { policyName: message.getPolicyName(), reason: message.getReason() };
}

function readInfo(message: pb.AnalyzerInfo): PackInfo {
  const initialConfig: PackSettings = {};
  message.getInitialconfigMap().forEach((config, name) => {
    const enforcementLevel = LEVELS[config.getEnforcementlevel()] ?? "advisory";
    initialConfig[name] = { ...fromStruct(config.getProperties()), enforcementLevel };
  });
  return {
    name: message.getName(),
    displayName: message.getDisplayname(),
    version: message.getVersion(),
    description: message.getDescription(),
    readme: message.getReadme(),
    provider: message.getProvider(),
    repository: message.getRepository(),
    tags: message.getTagsList(),
    policies: message.getPoliciesList().map(readPolicy),
    initialConfig,
  };
}

function readPolicy(message: pb.PolicyInfo): PolicyInfo {
  const schema = message.getConfigschema();
  const framework = message.getFramework();
  return {
    name: message.getName(),
    displayName: message.getDisplayname(),
    description: message.getDescription(),
    enforcementLevel: LEVELS[message.getEnforcementlevel()] ?? "advisory",
    type: (["unknown", "resource", "stack"] as const)[message.getPolicyType()] ?? "unknown",
    severity: SEVERITIES[message.getSeverity()],
    configSchema: schema && { properties: fromStruct(schema.getProperties()), required: schema.getRequiredList() },
    framework: framework && {
      name: framework.getName(),
      version: framework.getVersion(),
      reference: framework.getReference(),
      specification: framework.getSpecification(),
    },
    tags: message.getTagsList(),
    remediationSteps: message.getRemediationSteps(),
    url: message.getUrl(),
  };
}
