import { plain } from "./value";

/** Deeper than any real resource; keeps a circular or hostile value from exhausting the stack. */
const MAX_DEPTH = 64;

/** What the engine marks assets, archives and secrets with (`runtime/rpc` of @pulumi/pulumi). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const ASSETS = ["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"];

/** A copy without the SDK's secret wrappers, which only remediation sees. */
export function withoutSecrets(props: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, unwrapped(value, 0)]));
}

function unwrapped(raw: unknown, depth: number): unknown {
  const target = isRecord(raw) ? plain(raw) : raw;
  if (!isRecord(target) || depth > MAX_DEPTH) {
    return target;
  }
  if (isSecret(target)) {
    return unwrapped(target["value"], depth + 1);
  }
  if (Array.isArray(target)) {
    return target.map((item) => unwrapped(item, depth + 1));
  }
  if (Object.getPrototypeOf(target) !== Object.prototype) {
    return target;
  }
  return Object.fromEntries(Object.entries(target).map(([key, value]) => [key, unwrapped(value, depth + 1)]));
}

/** Whether there is an asset or an archive anywhere inside, as an object of the SDK. */
export function holdsAsset(raw: unknown, depth = 0): boolean {
  if (!isRecord(raw) || depth > MAX_DEPTH) {
    return false;
  }
  return (
    raw["__pulumiAsset"] !== undefined ||
    raw["__pulumiArchive"] !== undefined ||
    Object.values(raw).some((value) => holdsAsset(value, depth + 1))
  );
}

/**
 * Puts assets and archives back as the engine sent them. The SDK would give them back without the hash by which the engine
 * notices that their content changed, and of an archive made of assets no more than the names (`serializeProperty` in deserialize.js
 * of @pulumi/policy); an object that carries the engine's mark it passes on as it is.
 */
export function restoreAssets(props: Record<string, unknown>, sent: Readonly<Record<string, unknown>>): void {
  Object.entries(sent).forEach(([key, value]) => restoreAsset(props, key, value, 0));
}

function restoreAsset(container: Record<string, unknown>, key: string, sent: unknown, depth: number): void {
  if (!isRecord(sent) || depth > MAX_DEPTH) {
    return;
  }
  if (ASSETS.includes(String(sent[SIGNATURE]))) {
    container[key] = sent;
    return;
  }
  const inner = container[key];
  // What the engine sends as a secret with a value is an object of the SDK with a value.
  if (isRecord(inner)) {
    Object.entries(sent).forEach(([name, value]) => restoreAsset(inner, name, value, depth + 1));
  }
}

/** Whether a nested property can be set without replacing anything that stands around it. */
export function canSet(props: Readonly<Record<string, unknown>>, path: readonly string[]): boolean {
  let container: unknown = props;
  for (const key of path.slice(0, -1)) {
    if (!isRecord(container)) {
      break;
    }
    container = container[key];
  }
  return container === undefined || container === null || isRecord(container);
}

/**
 * Sets a nested property through the SDK's proxies, which keep a secret there secret. The provider lists in `__defaults` what the
 * program left to it and keeps such a value in the next deployment (`applyDefaults` in pkg/tfbridge/schema.go of
 * pulumi/pulumi-terraform-bridge): taken out of the list, it goes back when remediation is turned off.
 */
export function setProperty(props: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let container = props;
  for (const key of path.slice(0, -1)) {
    container[key] ??= {};
    container = container[key] as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last === undefined) {
    return;
  }
  container[last] = value;
  const object = plain(container);
  const defaults = object["__defaults"];
  if (Array.isArray(defaults)) {
    object["__defaults"] = defaults.filter((one) => one !== last);
  }
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null;
}

/** By its name: the class of the SDK that serves the pack may be another one than ours. */
function isSecret(target: Record<string, unknown>): boolean {
  return target.constructor?.name === "Secret" && "value" in target;
}
