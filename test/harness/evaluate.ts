import { parseMessage } from "../../core/message";
import { SETTINGS_POLICY, type Policy } from "../../core";
import { policies } from "../../policies";
import {
  reconcile,
  startAnalyzer,
  type Analyzer,
  type AnalyzedResource,
  type Diagnostic,
} from "../../testing/analyzer";
import type { Properties } from "../../testing/values";
import { StackBuilder, type Mode } from "./builder";
import type { Case } from "./cases";
import { inProcess } from "./in-process";

/** A finding as a user sees it. */
export interface SeenFinding {
  readonly policy: string;
  /** Logical name of the resource, `"stack"` for the root stack or none. */
  readonly resource: string;
  readonly path: string;
  readonly found: string;
  readonly fix: string;
  readonly key: string;
  readonly level: string;
  readonly message: string;
}

export type Driver = "in-process" | "grpc";

/** The requests of a case, in the engine's order. */
export function requestsOf(one: Case, mode: Mode): ReturnType<StackBuilder["requests"]> {
  const builder = new StackBuilder(one.project ?? "app", one.stackName ?? "dev");
  one.stack(builder);
  return builder.requests(mode);
}

/** The findings of one policy on a case, with its settings, by function call: nothing else runs. */
export async function evaluateAlone(one: Case, policy: string, mode: Mode): Promise<SeenFinding[]> {
  const alone = policies.filter(({ facts }) => facts.name === policy || facts.name === SETTINGS_POLICY);
  const config = { [SETTINGS_POLICY]: one.settings ?? {}, [policy]: one.options ?? {} };
  const diagnostics = await runInProcess(requestsOf(one, mode), one, config, alone);
  return diagnostics.map(seen).filter((finding) => finding.policy === policy);
}

/** All findings of all policies on a case, with its settings. */
export async function evaluate(one: Case, policy: string, mode: Mode, driver: Driver): Promise<SeenFinding[]> {
  return evaluateRequests(requestsOf(one, mode), one, policy, driver);
}

export async function evaluateRequests(
  requests: ReturnType<StackBuilder["requests"]>,
  one: Pick<Case, "options" | "settings" | "config" | "env">,
  policy: string,
  driver: Driver,
): Promise<SeenFinding[]> {
  const config = { [SETTINGS_POLICY]: one.settings ?? {}, [policy]: one.options ?? {} };
  const diagnostics =
    driver === "in-process" ? await runInProcess(requests, one, config) : await runByGrpc(requests, one, config);
  return diagnostics.map(seen);
}

type Requests = ReturnType<StackBuilder["requests"]>;
type Config = Record<string, Readonly<Record<string, unknown>>>;

async function runInProcess(
  requests: Requests,
  one: Pick<Case, "config" | "env">,
  config: Config,
  checking: readonly Policy[] = policies,
): Promise<Diagnostic[]> {
  const pack = inProcess(checking, config);
  return withEnvironment(environmentOf(one), () => run(requests, pack.analyze, pack.analyzeStack));
}

async function runByGrpc(requests: Requests, one: Pick<Case, "config" | "env">, config: Config): Promise<Diagnostic[]> {
  const pack = await servedPack(environmentOf(one));
  await pack.configure(reconcile(await pack.getAnalyzerInfo(), config as Record<string, Properties>));
  return run(
    requests,
    async (resource) => (await pack.analyze(resource)).diagnostics,
    async (resources) => (await pack.analyzeStack(resources)).diagnostics,
  );
}

async function run(
  requests: Requests,
  analyze: (resource: AnalyzedResource) => Promise<Diagnostic[]>,
  analyzeStack: (resources: AnalyzedResource[]) => Promise<Diagnostic[]>,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const request of requests.filter((one) => one.analyzed)) {
    const diagnostics = await analyze(request.inputs);
    // The engine puts the resource's own URN on what Analyze reports.
    found.push(...diagnostics.map((one) => ({ ...one, urn: request.inputs.urn })));
  }
  return [...found, ...(await analyzeStack(requests.map((one) => one.outputs)))];
}

function environmentOf(one: Pick<Case, "config" | "env">): Record<string, string> {
  return { PULUMI_CONFIG: JSON.stringify({ "aws:region": "us-east-1", ...one.config }), ...one.env };
}

async function withEnvironment<T>(environment: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    return await work();
  } finally {
    process.env = before;
  }
}

/** Packs that are served, by their environment, the latest last. Most cases share one; the oldest gives way. */
const served = new Map<string, Promise<Analyzer>>();
const MOST_SERVED = 4;

async function servedPack(environment: Record<string, string>): Promise<Analyzer> {
  const key = JSON.stringify(environment);
  const pack = served.get(key) ?? startAnalyzer({ env: environment });
  served.delete(key);
  served.set(key, pack);
  const [oldest] = served;
  if (served.size > MOST_SERVED && oldest) {
    served.delete(oldest[0]);
    await (await oldest[1]).close();
  }
  return pack;
}

/** Ends the packs that cases started; call it after all tests of a file. */
export async function closeServedPacks(): Promise<void> {
  const packs = await Promise.all(served.values());
  served.clear();
  await Promise.all(packs.map((pack) => pack.close()));
}

function seen(diagnostic: Diagnostic): SeenFinding {
  const parts = parseMessage(diagnostic.message);
  if (!parts?.key) {
    // An exemption names a finding by its key, and whoever reads a message has to find it there.
    throw new Error(`A finding of ${diagnostic.policyName} has no key:\n${diagnostic.message}`);
  }
  const name = diagnostic.urn.split("::").slice(3).join("::");
  return {
    policy: diagnostic.policyName,
    resource: diagnostic.urn === "" || diagnostic.urn.includes("::pulumi:pulumi:Stack::") ? "stack" : name,
    path: parts.path,
    found: parts.found,
    fix: parts.fix,
    key: parts.key,
    level: diagnostic.enforcementLevel,
    message: diagnostic.message,
  };
}
