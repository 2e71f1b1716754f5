import * as pb from "@pulumi/pulumi/proto/analyzer_pb";
import type { PolicyConfigSchema, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Policy } from "../../core";
import {
  analyzeRequest,
  readDiagnostic,
  stackResource,
  type AnalyzedResource,
  type Diagnostic,
} from "../../testing/analyzer";
import { fromStruct, type Properties } from "../../testing/values";

type Callback = (error: Error | null | undefined, response?: pb.AnalyzeResponse & pb.RemediateResponse) => void;
type Rpc = (call: { request: unknown }, callback: Callback) => void;
type MakeRpc = (pack: string, version: string, level: string, policies: unknown) => Rpc;

/** The SDK's own request handlers: they deserialize and put the unknown-checking proxy around what policies see. */
const server = jest.requireActual<{
  makeAnalyzeRpcFun: MakeRpc;
  makeAnalyzeStackRpcFun: MakeRpc;
  makeRemediateRpcFun: MakeRpc;
}>("@pulumi/policy/server");

type SdkPolicy = ResourceValidationPolicy & Partial<StackValidationPolicy>;
type Config = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Policies behind the SDK's request handlers, in this process: for coverage, mutation tests and debugging. */
export function inProcess(policies: readonly Policy[], config: Config) {
  const configured = policies.map((policy) => withConfig(policy.sdk, config[policy.facts.name] ?? {}));
  const analyze = server.makeAnalyzeRpcFun("pack", "1.0.0", "advisory", configured);
  const analyzeStack = server.makeAnalyzeStackRpcFun("pack", "1.0.0", "advisory", configured);
  const remediations = async (some: readonly Policy[], resource: AnalyzedResource): Promise<Properties[]> => {
    const remediating = some.map((policy) => ({
      ...withConfig(policy.sdk, config[policy.facts.name] ?? {}),
      enforcementLevel: "remediate",
    }));
    const rpc = server.makeRemediateRpcFun("pack", "1.0.0", "advisory", remediating);
    const response = await call(rpc, analyzeRequest(resource));
    return response
      .getRemediationsList()
      .flatMap((one) => (one.hasProperties() ? [fromStruct(one.getProperties())] : []));
  };
  return {
    analyze: async (resource: AnalyzedResource): Promise<Diagnostic[]> =>
      diagnosticsOf(await call(analyze, analyzeRequest(resource)), policies),
    analyzeStack: async (resources: AnalyzedResource[]): Promise<Diagnostic[]> => {
      const request = new pb.AnalyzeStackRequest();
      request.setResourcesList(resources.map(stackResource));
      return diagnosticsOf(await call(analyzeStack, request), policies);
    },
    /** The properties after one policy's remediation; undefined when it changes nothing. */
    remediate: async (policy: Policy, resource: AnalyzedResource): Promise<Properties | undefined> =>
      (await remediations([policy], resource))[0],
    /** The properties after the remediation of each policy that changes something, one after the other. */
    remediateAll: (resource: AnalyzedResource): Promise<Properties[]> => remediations(policies, resource),
  };
}

async function call(rpc: Rpc, request: unknown): Promise<pb.AnalyzeResponse & pb.RemediateResponse> {
  // Requests of the engine arrive in turns of the event loop of their own.
  await new Promise((next) => setImmediate(next));
  return new Promise((resolve, reject) =>
    rpc({ request }, (error, response) => (response ? resolve(response) : reject(error ?? new Error("no response")))),
  );
}

function diagnosticsOf(response: pb.AnalyzeResponse, policies: readonly Policy[]): Diagnostic[] {
  const severities = new Map(policies.map((policy) => [policy.facts.name, policy.facts.severity]));
  return response.getDiagnosticsList().map((one) => readDiagnostic(one, severities));
}

/** A policy with settings of its own: the SDK takes settings of a served pack only. Keeps the lookup by type alive. */
function withConfig(policy: SdkPolicy, config: Readonly<Record<string, unknown>>): SdkPolicy {
  const defaults = defaultsOf(policy.configSchema);
  const getConfig = <T extends object>(): T => ({ ...defaults, ...config }) as T;
  const wrap = <A extends object, R>(run: ((args: A, report: never) => R) | undefined) => {
    if (!run) {
      return undefined;
    }
    const wrapped = (args: A, report: never): R => run({ ...args, getConfig }, report);
    return Object.defineProperty(wrapped, "__pulumiType", {
      get: () => (run as unknown as { __pulumiType?: string }).__pulumiType,
    });
  };
  const { validateResource, validateStack, remediateResource, ...facts } = policy;
  return {
    ...facts,
    ...(typeof validateResource === "function" && { validateResource: wrap(validateResource) }),
    ...(validateStack && { validateStack: wrap(validateStack) }),
    ...(remediateResource && { remediateResource: wrap(remediateResource) }),
  } as SdkPolicy;
}

function defaultsOf(schema: PolicyConfigSchema | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema?.properties ?? {}).flatMap(([key, one]) =>
      one.default === undefined ? [] : [[key, one.default]],
    ),
  );
}
