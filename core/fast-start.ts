/**
 * Keeps a quarter of the start-up time out of every preview. @pulumi/pulumi requires @npmcli/arborist when it is
 * loaded, to serialize closures of programs; a policy pack serializes none (measured: 0.15 s and 17 MB). This module
 * puts a stand-in into Node's require cache that loads the real one when it is first touched. It must be imported
 * before the SDK. It does nothing when the SDK no longer has that dependency, or with
 * AWS_SECURITY_BASELINE_FAST_START=0.
 */
import Module, { createRequire } from "node:module";

const DEFERRED = "@npmcli/arborist";

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
  return sdk !== undefined && deferModule(DEFERRED, sdk);
}

fastStart(process.env);
