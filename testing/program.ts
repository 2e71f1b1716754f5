/** Runs a program of a user in the process of its unit test. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type * as runtimeConfig from "@pulumi/pulumi/runtime/config";
import type * as runtimeSettings from "@pulumi/pulumi/runtime/settings";
import type * as runtimeStack from "@pulumi/pulumi/runtime/stack";
import type { PackSettings } from "./analyzer";
import { findingOf, refuseUnknownPolicies, type Finding } from "./findings";
import { withPack } from "./kept-pack";
import type { Monitor, MonitoredResource } from "./monitor";
import { observe, type Observation } from "./preview";
import { configText, fullKey, readProject, readStackConfig } from "./project";
import { withoutSecrets, type Properties, type Value } from "./values";

/** The stack that a program is run for. */
export interface ProgramOptions {
  /**
   * The folder of the program's Pulumi.yaml; the working directory by default. Its project name and the entries of Pulumi.yaml and
   * Pulumi.<stack>.yaml that are not encrypted are taken over. It need not have one.
   */
  directory?: string;
  /** "dev" by default. */
  stack?: string;
  /** That of Pulumi.yaml by default, else "project". */
  project?: string;
  /** "organization" by default. */
  organization?: string;
  /** Configuration over that of the files; keys without a namespace are the project's. What is not text is written as JSON. */
  config?: Readonly<Record<string, Value>>;
  /** Configuration that is secret. */
  secrets?: Readonly<Record<string, Value>>;
  /** Settings of the pack, as in a --policy-pack-config file. */
  settings?: PackSettings;
  /** "preview" (the default) leaves unknown what only a deployment shows; "update" makes it up. */
  mode?: "preview" | "update";
  /** Outputs of other stacks that the program refers to, by full name (`organization/project/stack`). */
  stackReferences?: Record<string, Properties>;
  /** The folder of another pack's PulumiPolicy.yaml, such as one with policies of your own. */
  pack?: string;
}

/** A resource that a program made. */
export interface PreviewedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** What the program set, completed by the provider. Values that are not known yet are the text `unknown`. */
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What became of a program. */
export interface ProgramPreview {
  readonly findings: readonly Finding[];
  /** In order of registration; without what the program only read. */
  readonly resources: readonly PreviewedResource[];
  /** Warnings and errors that the program logged. */
  readonly log: readonly { readonly severity: "warning" | "error"; readonly message: string; readonly urn: string }[];
}

/**
 * Runs a program in this process against a stand-in for the engine and the AWS provider, and has the pack judge it: what `pulumi preview`
 * would find, without the CLI, plugins, a cloud or a login. `program` imports a module, or makes resources itself.
 *
 * Previews of one process run one after another. Rejects with the program's own error, with what the stand-in refused, and when
 * nothing was registered, as when the module had been imported before.
 */
export async function previewProgram(program: () => unknown, options: ProgramOptions = {}): Promise<ProgramPreview> {
  const about = observationOf(options);
  return withPack(options.pack, about, async (pack) => {
    refuseUnknownPolicies(await pack.getAnalyzerInfo(), options.settings ?? {});
    const directory = resolve(options.directory ?? "");
    const seen = await observe(pack, about, (monitor) => runHere(program, about, directory, monitor));
    return {
      findings: seen.findings.map(findingOf),
      resources: seen.resources.filter(({ external }) => !external).map(previewed),
      log: seen.log,
    };
  });
}

function previewed({ urn, type, name, inputs, outputs }: MonitoredResource): PreviewedResource {
  return { urn, type, name, inputs: withoutSecrets(inputs), outputs: withoutSecrets(outputs) };
}

/** What the engine would tell the program and the pack about the stack. */
function observationOf(options: ProgramOptions): Observation {
  const directory = resolve(options.directory ?? "");
  const hasFile = ["Pulumi.yaml", "Pulumi.yml"].some((file) => existsSync(join(directory, file)));
  const { name, config } = hasFile ? readProject(directory) : { name: "project", config: {} };
  const project = options.project ?? name;
  const stack = options.stack ?? "dev";
  const full = (entries: ProgramOptions["config"] = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(entries).map(([key, value]) => [fullKey(project, key), configText(value)]));
  const secrets = full(options.secrets);
  return {
    organization: options.organization ?? "organization",
    ...{ project, stack, dryRun: options.mode !== "update" },
    config: { ...config, ...readStackConfig(directory, project, stack), ...full(options.config), ...secrets },
    secretKeys: Object.keys(secrets),
    packSettings: options.settings ?? {},
    stackReferences: options.stackReferences ?? {},
    answersRefused: true,
  };
}

/** Runs a program as Pulumi's Automation API does (`automation/server.js` of @pulumi/pulumi): with a store of its own for the SDK's state. */
async function runHere(program: () => unknown, about: Observation, directory: string, monitor: Monitor): Promise<void> {
  const { settings, config, stack, state } = sdkFor(directory);
  const uncaught: unknown[] = [];
  const keep = (error: unknown): void => void uncaught.push(error);
  process.on("uncaughtException", keep).on("unhandledRejection", keep);
  try {
    await state.withLocalStorage(async () => {
      const { address } = monitor;
      settings.resetOptions(about.project, about.stack, 16, address, address, about.dryRun, about.organization);
      const store = state.getLocalStore?.();
      if (store !== undefined) store.settings.options.rootDirectory = directory;
      config.setAllConfig(about.config, about.secretKeys);
      try {
        // The stack's promise is not the only one that would reject, and runners fail a test over one that nobody waits for.
        await stack.runInPulumiStack(() => outputsOf(program).catch(keep));
      } finally {
        await settings.disconnect();
      }
    });
    // What is rejected without anybody waiting is told a turn later.
    await new Promise((next) => setImmediate(next));
  } catch (error) {
    keep(error);
  } finally {
    process.removeListener("uncaughtException", keep).removeListener("unhandledRejection", keep);
  }
  complain(uncaught, monitor);
}

/** Throws when the program went wrong, or did nothing. */
function complain(uncaught: readonly unknown[], monitor: Monitor): void {
  const logged = monitor.log().flatMap(({ severity, message }) => (severity === "error" ? [message] : []));
  const said = [...new Set([...monitor.refusals(), ...logged])].join("\n");
  const [first] = uncaught;
  if (said !== "") throw new Error(`The program failed.\n${said}`, { cause: first });
  if (first !== undefined) throw first instanceof Error ? first : new Error("The program failed.", { cause: first });
  if (monitor.resources().every(({ type }) => type === ROOT_TYPE)) throw new Error(NOTHING_REGISTERED);
}

const ROOT_TYPE = "pulumi:pulumi:Stack";

const NOTHING_REGISTERED = [
  "The program registered no resources.",
  "A module runs when it is first imported, and never again: import it in the callback, not at the top of the test file, and have it forgotten before the next preview:",
  "  jest     beforeEach(() => jest.resetModules());",
  "  vitest   beforeEach(() => vi.resetModules());",
  "  others   export a function that makes the resources, and call it: previewProgram(() => makeEverything())",
].join("\n");

/**
 * What a program exports, as Pulumi's runner takes it (`cmd/run/run.js` of @pulumi/pulumi): a function is called, a default export
 * stands for all. `import()` of a CommonJS module has its exports as the default one as well. A resource that a callback happens to
 * return is no set of outputs.
 */
async function outputsOf(program: () => unknown): Promise<unknown> {
  const exported: unknown = await program();
  const whole = isModule(exported) && standsForAll(exported) ? exported.default : exported;
  const outputs: unknown = await (typeof whole === "function" ? (whole as () => unknown)() : whole);
  return isModule(outputs) && !("__pulumiResource" in outputs) ? outputs : undefined;
}

function isModule(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function standsForAll(module: Readonly<Record<string, unknown>>): boolean {
  if (!("default" in module)) return false;
  const whole = module["default"];
  const others = Object.keys(module).filter((key) => key !== "default" && key !== "module.exports");
  return others.length === 0 || (isModule(whole) && others.every((key) => key in whole));
}

/** The parts of the SDK that its own runners use. */
interface Sdk {
  readonly settings: typeof runtimeSettings;
  readonly config: typeof runtimeConfig;
  readonly stack: typeof runtimeStack;
  /** Not in the SDK's declarations. Copies of the SDK in one process share the storage. */
  readonly state: {
    readonly withLocalStorage: <T>(run: () => Promise<T>) => Promise<T>;
    readonly getLocalStore?: () => { readonly settings: { readonly options: { rootDirectory?: string } } } | undefined;
  };
}

/** The SDK that the program uses: the one found from its folder, else the one of this package. */
function sdkFor(directory: string): Sdk {
  const load = requireFrom(directory);
  const part = (name: string): unknown => load(`@pulumi/pulumi/runtime/${name}`);
  const state = part("state") as Sdk["state"];
  if (typeof state.withLocalStorage !== "function") {
    throw new Error("This version of @pulumi/pulumi cannot run a program in a test: its state is not where it was.");
  }
  return {
    state,
    settings: part("settings") as Sdk["settings"],
    config: part("config") as Sdk["config"],
    stack: part("stack") as Sdk["stack"],
  };
}

function requireFrom(directory: string): NodeJS.Require {
  const own = createRequire(join(directory, "index.js"));
  try {
    own.resolve("@pulumi/pulumi/package.json");
    return own;
  } catch {
    return createRequire(__filename);
  }
}
