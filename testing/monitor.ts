import { randomUUID } from "node:crypto";
import { Server, ServerCredentials, credentials, status } from "@grpc/grpc-js";
import type { UntypedServiceImplementation, handleUnaryCall } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import type { Callback, CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/resource_pb";
import type { AnalyzedResource, ProviderResource, ResourceOptions } from "./analyzer";
import * as model from "./provider-model";
import {
  UNKNOWN,
  copySecrets,
  dependingOn,
  fromStruct,
  hasUnknown,
  secret,
  toStruct,
  withOutputs,
  withoutOutputs,
  withoutReferences,
  withoutSecrets,
} from "./values";
import type { Properties } from "./values";

/** A resource of a program, as the engine would have it at the end of a run. */
export interface MonitoredResource {
  urn: string;
  type: string;
  name: string;
  /** False for components and the stack. */
  custom: boolean;
  /** True for what `.get` found: a preview and an update show that to no policy. */
  external: boolean;
  /** Inputs after the provider's Check, secrets marked. */
  inputs: Properties;
  outputs: Properties;
  /** Empty while it is unknown. */
  id: string;
  parent: string;
  /** URN and id of the provider, or empty. */
  provider: string;
  options: ResourceOptions;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
}

/** What the program is told, and who looks at its resources. */
export interface MonitorOptions {
  project: string;
  stack: string;
  organization: string;
  /** Configuration by full key; secret ones are marked as secrets in providers' inputs. */
  config: Record<string, string>;
  secretKeys: readonly string[];
  /** True where values of new resources are not known yet. */
  dryRun: boolean;
  /** Outputs of other stacks, by full name. */
  stackReferences: Record<string, Properties>;
  /**
   * What is refused is answered as if it were there, with nothing in it, and is only in `refusals`. The SDK rejects promises that nobody waits for
   * when it is refused something: a process of its own ends by that, a test runner blames them on a test.
   */
  answersRefused?: boolean;
  /** Sees every resource after Check and before it is made; gives new inputs back where it changed them. */
  register(resource: AnalyzedResource): Promise<Properties | undefined>;
}

/** A running monitor: both services that a language SDK talks to, on one address. */
export interface Monitor {
  address: string;
  /** Everything registered and read so far, in order. */
  resources(): MonitoredResource[];
  /** What the program logged at the level of a warning or an error, through the engine. */
  log(): { severity: "warning" | "error"; message: string; urn: string }[];
  /** Why resources, look-ups and calls of the program were refused; the program was told. */
  refusals(): readonly string[];
  /** Resources as a policy pack sees them at the end of a run. */
  stackResources(resources: MonitoredResource[]): AnalyzedResource[];
  close(): void;
}

const MAX_MESSAGE = 400 * 1024 * 1024;
const STACK = "pulumi:pulumi:Stack";
const PROVIDER = "pulumi:providers:";
const FEATURES = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "aliasSpecs",
  "replacementTrigger",
  "deletedWith",
  "replaceWith",
  "transforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
  "sendsOptionsToHooks",
]);

type Transform = (request: pb.TransformRequest) => Promise<pb.TransformResponse>;

/**
 * Starts a resource monitor that does with a program's resources what the engine does up to the cloud itself: URNs,
 * default providers, Check, inherited options, secrets and unknowns. Rejects when no port can be had.
 */
export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const resources = new Map<string, MonitoredResource>();
  const componentProviders = new Map<string, Map<string, string>>();
  const defaultProviders = new Map<string, Promise<string>>();
  const packages = new Map<string, { name: string; version: string }>();
  const callbacks = new Map<string, CallbacksClient>();
  const transforms = new Map<string, Transform[]>();
  const stackTransforms: Transform[] = [];
  const log: ReturnType<Monitor["log"]> = [];
  const refusals: string[] = [];
  /** Answers one kind of request; what it throws goes to the program as an error, or is noted while `instead` is answered. */
  const answer = <Request, Response>(
    make: (request: Request) => Promise<Response>,
    instead?: (request: Request) => Response,
  ): handleUnaryCall<Request, Response> =>
    answering(make, (message) => refusals.push(message), options.answersRefused === true ? instead : undefined);
  let rootResource = "";
  // The engine generates steps one after another; so does this, for a pack that remembers what it has seen.
  let step: Promise<unknown> = Promise.resolve();
  const serially = <T>(run: () => Promise<T>): Promise<T> => {
    const result = step.then(run);
    step = result.catch(() => undefined);
    return result;
  };

  const urnOf = (parent: string, type: string, name: string): string => {
    const parentType = parent.split("::")[2] ?? "";
    const qualified = parentType === "" || parentType === STACK ? type : `${parentType}$${type}`;
    return `urn:pulumi:${options.stack}::${options.project}::${qualified}::${name}`;
  };

  const providerOf = (resource: MonitoredResource): ProviderResource | undefined => {
    const provider = resources.get(resource.provider.slice(0, resource.provider.lastIndexOf("::")));
    if (provider === undefined) return undefined;
    return { type: provider.type, urn: provider.urn, name: provider.name, properties: provider.inputs };
  };

  const analyzed = (resource: MonitoredResource, properties: Properties): AnalyzedResource => {
    const provider = providerOf(resource);
    return {
      type: resource.type,
      urn: resource.urn,
      name: resource.name,
      properties: withoutReferences(properties),
      options: resource.options,
      ...(provider === undefined ? {} : { provider }),
      parent: resource.parent,
      dependencies: resource.dependencies,
      propertyDependencies: resource.propertyDependencies,
    };
  };

  /** Checks, shows and "creates" a resource; what comes back is in `resources`. */
  const make = async (resource: MonitoredResource): Promise<void> => {
    if (resources.has(resource.urn)) {
      throw new Error(
        `Duplicate resource URN '${resource.urn}'; try giving it a unique name, or use aliases to avoid this error.`,
      );
    }
    const managed = resource.custom && !resource.type.startsWith(PROVIDER);
    const config = withoutSecrets(providerOf(resource)?.properties ?? {});
    // A provider that does not know its own configuration yet is not asked about anything.
    const asked = managed && !hasUnknown(config);
    if (asked) {
      const plain = withoutReferences(withoutSecrets(resource.inputs));
      resource.inputs = copySecrets(model.check(resource.type, plain, resource.urn, config), resource.inputs);
    }
    resources.set(resource.urn, resource);
    resource.inputs = (await options.register(analyzed(resource, resource.inputs))) ?? resource.inputs;
    if (resource.type.startsWith(PROVIDER)) {
      resource.id = options.dryRun ? UNKNOWN : randomUUID();
      resource.outputs = resource.inputs;
    } else if (managed && asked) {
      const plain = withoutSecrets(resource.inputs);
      let outputs: Properties;
      if (options.dryRun) outputs = model.previewOutputs(resource.type, plain, config);
      else ({ id: resource.id, outputs } = model.create(resource.type, plain, resource.urn, config));
      resource.outputs = copySecrets(outputs, resource.inputs);
    }
    for (const name of resource.options.additionalSecretOutputs ?? []) {
      const value = resource.outputs[name];
      if (value !== undefined) resource.outputs[name] = secret(value);
    }
  };

  const defaultProvider = (name: string, version: string): Promise<string> => {
    const key = `${name}@${version}`;
    const known = defaultProviders.get(key);
    if (known !== undefined) return known;
    const made = (async () => {
      const inputs: Properties = {};
      for (const [key, value] of Object.entries(options.config)) {
        if (!key.startsWith(`${name}:`)) continue;
        inputs[key.slice(name.length + 1)] = options.secretKeys.includes(key) ? secret(value) : value;
      }
      if (version !== "") inputs["version"] = version;
      const resource: MonitoredResource = {
        urn: urnOf("", `${PROVIDER}${name}`, defaultProviderName(version)),
        type: `${PROVIDER}${name}`,
        name: defaultProviderName(version),
        custom: true,
        external: false,
        inputs,
        outputs: {},
        id: "",
        parent: "",
        provider: "",
        options: {},
        dependencies: [],
        propertyDependencies: {},
      };
      await serially(() => make(resource));
      return `${resource.urn}::${resource.id}`;
    })();
    defaultProviders.set(key, made);
    return made;
  };

  /** The provider of a resource or look-up: given, from the parents, or the default one of its package. */
  const findProvider = async (
    token: string,
    given: string,
    parent: string,
    version: string,
    packageRef: string,
  ): Promise<string> => {
    const name = token.split(":")[0] ?? "";
    const found = given === "" ? (componentProviders.get(parent)?.get(name) ?? "") : given;
    if (found !== "") return found;
    const known = packages.get(packageRef);
    return defaultProvider(known?.name ?? name, known?.version ?? version);
  };

  const callbackOf = (callback: Callback): Transform => {
    let client = callbacks.get(callback.getTarget());
    if (client === undefined) {
      client = new CallbacksClient(callback.getTarget(), credentials.createInsecure());
      callbacks.set(callback.getTarget(), client);
    }
    const connected = client;
    return (request) => {
      const invoke = new CallbackInvokeRequest();
      invoke.setToken(callback.getToken());
      invoke.setRequest(request.serializeBinary());
      return new Promise((resolve, reject) =>
        connected.invoke(invoke, (error, response: CallbackInvokeResponse | undefined) => {
          if (error !== null || response === undefined) reject(error ?? new Error("no answer"));
          else resolve(pb.TransformResponse.deserializeBinary(response.getResponse_asU8()));
        }),
      );
    };
  };

  const registerResource = async (request: pb.RegisterResourceRequest): Promise<pb.RegisterResourceResponse> => {
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    if (request.getRemote()) {
      throw new Error(`${type} is made by a plugin, which the embedded preview does not start. Use the Pulumi CLI.`);
    }
    const custom = request.getCustom();
    const goal = await transformed(request, transformsOf(request), fromStruct(request.getObject()));
    const isProvider = type.startsWith(PROVIDER);
    const above = resources.get(parent);

    let provider = "";
    if (custom && !isProvider) {
      const inherited = above?.provider.includes(`::${PROVIDER}${type.split(":")[0] ?? ""}::`) ? above.provider : "";
      const given = goal.provider || (goal.providers.get(type.split(":")[0] ?? "") ?? "");
      provider = await findProvider(type, given || inherited, parent, goal.version, request.getPackageref());
    }
    if (!custom) {
      const providers = new Map([...(componentProviders.get(parent) ?? []), ...goal.providers]);
      componentProviders.set(urnOf(parent, type, name), providers);
    }
    if (isProvider && goal.version !== "") goal.inputs["version"] = goal.version;

    const resource: MonitoredResource = {
      urn: urnOf(parent, type, name),
      type,
      name,
      custom,
      external: false,
      inputs: goal.inputs,
      outputs: {},
      id: "",
      parent,
      provider,
      options: {
        // Aliases are those that a resource of the last deployment had; here there never is one.
        aliases: [],
        protect: goal.protect ?? above?.options.protect ?? false,
        ignoreChanges: goal.ignoreChanges,
        additionalSecretOutputs: goal.additionalSecretOutputs,
        customTimeouts: goal.customTimeouts,
        ...(goal.deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace: goal.deleteBeforeReplace }),
        parent,
      },
      dependencies: goal.dependencies,
      propertyDependencies: goal.propertyDependencies,
    };
    await serially(() => make(resource));
    const response = new pb.RegisterResourceResponse();
    response.setUrn(resource.urn);
    response.setId(resource.id);
    response.setObject(toStruct(custom ? resource.outputs : {}));
    response.setResult(pb.Result.SUCCESS);
    return response;
  };

  const transformsOf = (request: pb.RegisterResourceRequest): Transform[] => {
    const own = request.getTransformsList().map(callbackOf);
    transforms.set(urnOf(request.getParent(), request.getType(), request.getName()), own);
    const all = [...own];
    for (let urn = request.getParent(); urn !== ""; urn = resources.get(urn)?.parent ?? "") {
      all.push(...(transforms.get(urn) ?? []));
    }
    return [...all, ...stackTransforms];
  };

  const readResource = async (request: pb.ReadResourceRequest): Promise<pb.ReadResourceResponse> => {
    const [type, name, parent, id] = [request.getType(), request.getName(), request.getParent(), request.getId()];
    const urn = urnOf(parent, type, name);
    const inputs = withoutOutputs(fromStruct(request.getProperties()));
    let provider = "";
    let outputs: Properties = {};
    if (type === "pulumi:pulumi:StackReference") {
      outputs = stackReference(id, options.stackReferences);
    } else {
      const ref = request.getPackageref();
      provider = await findProvider(type, request.getProvider(), parent, request.getVersion(), ref);
      const config = withoutSecrets(resources.get(provider.slice(0, provider.lastIndexOf("::")))?.inputs ?? {});
      if (id !== UNKNOWN) {
        outputs = copySecrets(model.read(type, id, withoutSecrets(inputs), urn, config).outputs, inputs);
      }
    }
    resources.set(urn, {
      urn,
      type,
      name,
      custom: true,
      external: true,
      inputs,
      outputs,
      id: id === UNKNOWN ? "" : id,
      parent,
      provider,
      options: { parent },
      dependencies: request.getDependenciesList(),
      propertyDependencies: {},
    });
    const response = new pb.ReadResourceResponse();
    response.setUrn(urn);
    response.setProperties(toStruct(outputs));
    return response;
  };

  const invoke = async (request: pb.ResourceInvokeRequest): Promise<InvokeResponse> => {
    const token = request.getTok();
    const args = withoutOutputs(fromStruct(request.getArgs()));
    const response = new InvokeResponse();
    if (token === "pulumi:pulumi:getResource") {
      const urn = typeof args["urn"] === "string" ? args["urn"] : "";
      const resource = resources.get(urn);
      if (resource === undefined) throw new Error(`There is no resource ${urn}.`);
      response.setReturn(toStruct({ urn: resource.urn, id: resource.id, state: resource.outputs }));
      return response;
    }
    const provider = await findProvider(
      token,
      request.getProvider(),
      "",
      request.getVersion(),
      request.getPackageref(),
    );
    const config = resources.get(provider.slice(0, provider.lastIndexOf("::")))?.inputs ?? {};
    response.setReturn(toStruct(model.lookup(token, withoutReferences(withoutSecrets(args)), withoutSecrets(config))));
    return response;
  };

  const nothingRegistered = (request: pb.RegisterResourceRequest): pb.RegisterResourceResponse => {
    const response = new pb.RegisterResourceResponse();
    response.setUrn(urnOf(request.getParent(), request.getType(), request.getName()));
    response.setObject(toStruct({}));
    return response;
  };
  const nothingRead = (request: pb.ReadResourceRequest): pb.ReadResourceResponse => {
    const response = new pb.ReadResourceResponse();
    response.setUrn(urnOf(request.getParent(), request.getType(), request.getName()));
    response.setProperties(toStruct({}));
    return response;
  };

  const nothing = answer(() => Promise.resolve(new Empty()));
  const monitorService: UntypedServiceImplementation = {
    supportsFeature: answer((request: pb.SupportsFeatureRequest) => {
      const response = new pb.SupportsFeatureResponse();
      response.setHassupport(FEATURES.has(request.getId()));
      return Promise.resolve(response);
    }),
    registerResource: answer(registerResource, nothingRegistered),
    registerResourceOutputs: answer((request: pb.RegisterResourceOutputsRequest) => {
      const resource = resources.get(request.getUrn());
      if (resource !== undefined) resource.outputs = withoutOutputs(fromStruct(request.getOutputs()));
      return Promise.resolve(new Empty());
    }),
    readResource: answer(readResource, nothingRead),
    invoke: answer(invoke, () => new InvokeResponse()),
    call: answer((request: pb.ResourceCallRequest) =>
      Promise.reject(
        new Error(`${request.getTok()} is a method of a plugin, which the embedded preview does not start.`),
      ),
    ),
    registerStackTransform: answer((callback: Callback) => {
      stackTransforms.push(callbackOf(callback));
      return Promise.resolve(new Empty());
    }),
    registerResourceHook: nothing,
    registerErrorHook: nothing,
    registerPackage: answer((request: pb.RegisterPackageRequest) => {
      const ref = randomUUID();
      packages.set(ref, {
        name: request.getParameterization()?.getName() ?? request.getName(),
        version: request.getParameterization()?.getVersion() ?? request.getVersion(),
      });
      const response = new pb.RegisterPackageResponse();
      response.setRef(ref);
      return Promise.resolve(response);
    }),
    signalAndWaitForShutdown: nothing,
  };
  const engineService: UntypedServiceImplementation = {
    log: answer((request: engine.LogRequest) => {
      const severity = request.getSeverity();
      if (severity >= engine.LogSeverity.WARNING && !request.getEphemeral()) {
        log.push({
          severity: severity === engine.LogSeverity.WARNING ? "warning" : "error",
          message: request.getMessage(),
          urn: request.getUrn(),
        });
      }
      return Promise.resolve(new Empty());
    }),
    getRootResource: answer(() => {
      const response = new engine.GetRootResourceResponse();
      response.setUrn(rootResource);
      return Promise.resolve(response);
    }),
    setRootResource: answer((request: engine.SetRootResourceRequest) => {
      rootResource = request.getUrn();
      return Promise.resolve(new engine.SetRootResourceResponse());
    }),
    startDebugging: nothing,
    requirePulumiVersion: answer(() => Promise.resolve(new engine.RequirePulumiVersionResponse())),
  };

  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE,
    "grpc.max_send_message_length": MAX_MESSAGE,
  });
  server.addService(ResourceMonitorService, monitorService);
  server.addService(EngineService, engineService);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  return {
    address: `127.0.0.1:${port}`,
    resources: () => [...resources.values()],
    log: () => log,
    refusals: () => refusals,
    stackResources: (which) => which.map((resource) => analyzed(resource, resource.outputs)),
    close() {
      for (const client of callbacks.values()) client.close();
      server.forceShutdown();
    },
  };
}

/** What a program asked for, after its transforms. */
interface Goal {
  inputs: Properties;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  provider: string;
  providers: Map<string, string>;
  version: string;
  protect: boolean | undefined;
  deleteBeforeReplace: boolean | undefined;
  ignoreChanges: string[];
  additionalSecretOutputs: string[];
  customTimeouts: NonNullable<ResourceOptions["customTimeouts"]>;
}

async function transformed(
  request: pb.RegisterResourceRequest,
  transforms: Transform[],
  given: Properties,
): Promise<Goal> {
  const dependencies = new Map<string, Set<string>>();
  request.getPropertydependenciesMap().forEach((urns, name) => dependencies.set(name, new Set(urns.getUrnsList())));
  let properties = given;
  let options = transformOptions(request);
  // With transforms of its own a resource's dependencies travel in its values and come back in them; those of the
  // stack or of a parent change none.
  const rebuilt = request.getTransformsList().length > 0;
  if (transforms.length > 0) {
    properties = Object.fromEntries(
      Object.entries(given).map(([name, value]) => {
        const urns = rebuilt ? [...(dependencies.get(name) ?? [])] : [];
        return [name, dependingOn(withOutputs(value), urns)];
      }),
    );
  }
  for (const transform of transforms) {
    const message = new pb.TransformRequest();
    message.setType(request.getType());
    message.setName(request.getName());
    message.setCustom(request.getCustom());
    message.setParent(request.getParent());
    message.setProperties(toStruct(properties));
    message.setOptions(options);
    const response = await transform(message);
    if (response.hasProperties()) properties = fromStruct(response.getProperties());
    options = response.getOptions() ?? options;
  }
  if (rebuilt) dependencies.clear();
  const all = new Set(rebuilt ? options.getDependsOnList() : request.getDependenciesList());
  const inputs: Properties = {};
  for (const [name, value] of Object.entries(properties)) {
    const own = dependencies.get(name) ?? new Set<string>();
    inputs[name] = withoutOutputs(value, own);
    if (own.size > 0) dependencies.set(name, own);
    if (rebuilt) for (const urn of own) all.add(urn);
  }
  const timeouts = options.getCustomTimeouts();
  return {
    inputs,
    dependencies: [...all],
    propertyDependencies: Object.fromEntries(
      [...dependencies].filter(([, urns]) => urns.size > 0).map(([name, urns]) => [name, [...urns]]),
    ),
    provider: options.getProvider(),
    providers: new Map(options.getProvidersMap().entries()),
    version: options.getVersion(),
    protect: options.hasProtect() ? options.getProtect() : undefined,
    deleteBeforeReplace: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
    ignoreChanges: options.getIgnoreChangesList(),
    additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
    customTimeouts: {
      create: seconds(timeouts?.getCreate()),
      update: seconds(timeouts?.getUpdate()),
      delete: seconds(timeouts?.getDelete()),
    },
  };
}

function transformOptions(request: pb.RegisterResourceRequest): pb.TransformResourceOptions {
  const options = new pb.TransformResourceOptions();
  options.setDependsOnList(request.getDependenciesList());
  const protect = request.getProtect();
  if (request.hasProtect() && protect !== undefined) options.setProtect(protect);
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setVersion(request.getVersion());
  options.setAliasesList(request.getAliasesList());
  options.setProvider(request.getProvider());
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  options.setDeletedWith(request.getDeletedwith());
  if (request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
  options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  request.getProvidersMap().forEach((ref, name) => options.getProvidersMap().set(name, ref));
  return options;
}

/** The outputs of a reference to another stack: nothing secret, nothing that was not given. */
function stackReference(name: string, known: Record<string, Properties>): Properties {
  const outputs = known[name];
  if (outputs === undefined) {
    throw new Error(`The outputs of stack ${name} are not known. Give them in the option stackReferences.`);
  }
  return { name, outputs, secretOutputNames: [] };
}

function defaultProviderName(version: string): string {
  return version === "" ? "default" : `default_${version.replace(/[.+-]/g, "_")}`;
}

/** A duration such as "1h30m" in seconds, 0 for none. */
function seconds(duration: string | undefined): number {
  const units: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };
  let total = 0;
  for (const [, amount = "", unit = ""] of (duration ?? "").matchAll(/([\d.]+)(ms|s|m|h)/g)) {
    total += Number(amount) * (units[unit] ?? 0);
  }
  return total;
}

function answering<Request, Response>(
  make: (request: Request) => Promise<Response>,
  refused: (message: string) => void,
  instead: ((request: Request) => Response) | undefined,
): handleUnaryCall<Request, Response> {
  return (call, done) => {
    Promise.resolve()
      .then(() => make(call.request))
      .then(
        (response) => done(null, response),
        (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          refused(message);
          if (instead === undefined) done({ code: status.UNKNOWN, message });
          else done(null, instead(call.request));
        },
      );
  };
}
