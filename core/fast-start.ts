/**
 * Keeps a third of the start-up time, and the cost of a debugger, out of every preview. Both are levers on the SDK's
 * internals that do nothing when the SDK changes; AWS_SECURITY_BASELINE_FAST_START=0 turns them off. This module must
 * be imported before the SDK.
 *
 * - @pulumi/pulumi requires, when it is loaded, what it serializes closures of programs with and its Automation API. A policy pack uses
 *   neither (measured: 0.15 s and 17 MB for @npmcli/arborist, 0.06 s for the others). Stand-ins in Node's require cache load
 *   the real modules when they are first touched.
 * - The language host turns V8's debugger on, to find the sources of closures, which makes every exception ten times as
 *   expensive (12 us); the SDK tells by exception that a policy is not applicable, dozens of times for each resource.
 */
import type { Session } from "node:inspector";
import Module, { createRequire } from "node:module";

/** As @pulumi/pulumi itself requires them. */
const DEFERRED = ["@npmcli/arborist", "normalize-package-data", "./automation"];

const CLOSURE_HOOKS = "./runtime/closure/v8Hooks";

/** Defers the loading of a module that the SDK requires and never uses here; false when there was nothing to do. */
export function deferModule(name: string, from: string): boolean {
  const path = resolveFrom(name, from);
  if (path === undefined || require.cache[path] !== undefined) {
    return false;
  }
  const stub = new Module(path);
  stub.filename = path;
  stub.loaded = true;
  stub.exports = lazily(() => {
    delete require.cache[path];
    return createRequire(from)(path) as object;
  });
  require.cache[path] = stub;
  return true;
}

/** Stands for a module's exports, a function or class with properties, and loads it when anything of it is used. */
function lazily(load: () => object): object {
  let loaded: object | undefined;
  const real = (): object => (loaded ??= load());
  const target = function (): void {};
  return new Proxy(target, {
    // The SDK's compiled import asks for this mark and copies the exports, which would load them, when it is not there.
    get: (_, key) => (key === "__esModule" ? true : key === "default" ? real() : (Reflect.get(real(), key) as unknown)),
    has: (_, key) => Reflect.has(real(), key),
    apply: (_, self, args: unknown[]) => Reflect.apply(real() as () => unknown, self, args) as unknown,
    construct: (_, args: unknown[]) => Reflect.construct(real() as new () => object, args) as object,
  });
}

/** Turns off the debugger that the host turned on, if it did; a debugger of the user's own is another session and stays. */
async function withoutDebugger(sdk: string): Promise<void> {
  const path = resolveFrom(CLOSURE_HOOKS, sdk);
  const hooks = path === undefined ? undefined : (require.cache[path]?.exports as ClosureHooks | undefined);
  const session = await hooks?.getSessionAsync?.();
  session?.post("Debugger.disable");
}

interface ClosureHooks {
  readonly getSessionAsync?: () => Promise<Session>;
}

function resolveFrom(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

/** @internal */
export function fastStart(environment: NodeJS.ProcessEnv): boolean {
  if (environment["AWS_SECURITY_BASELINE_FAST_START"] === "0") {
    return false;
  }
  const sdk = resolveFrom("@pulumi/pulumi/package.json", __filename);
  if (sdk === undefined) {
    return false;
  }
  // A debugger that stays on costs time and nothing else.
  withoutDebugger(sdk).catch(() => undefined);
  return DEFERRED.map((name) => deferModule(name, sdk)).includes(true);
}

fastStart(process.env);
