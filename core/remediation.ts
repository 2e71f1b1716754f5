import { plain } from "./value";

/** A copy without the SDK's secret wrappers, which only remediation sees. */
export function withoutSecrets(props: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, unwrapped(value, 0)]));
}

function unwrapped(raw: unknown, depth: number): unknown {
  const target = typeof raw === "object" && raw !== null ? plain(raw as Record<string, unknown>) : raw;
  if (typeof target !== "object" || target === null || depth > 64) {
    return target;
  }
  if (target.constructor?.name === "Secret" && "value" in target) {
    return unwrapped(target.value, depth + 1);
  }
  if (Array.isArray(target)) {
    return target.map((item) => unwrapped(item, depth + 1));
  }
  if (Object.getPrototypeOf(target) !== Object.prototype) {
    return target;
  }
  return Object.fromEntries(Object.entries(target).map(([key, value]) => [key, unwrapped(value, depth + 1)]));
}

/** Whether there is an archive made of assets anywhere inside. */
export function holdsAssetArchive(raw: unknown, depth = 0): boolean {
  if (typeof raw !== "object" || raw === null || depth > 64) {
    return false;
  }
  const kind = raw as { __pulumiArchive?: unknown; assets?: unknown };
  if (kind.__pulumiArchive !== undefined && kind.assets !== undefined) {
    return true;
  }
  return Object.values(raw).some((value) => holdsAssetArchive(value, depth + 1));
}

/** Sets a nested property through the SDK's proxies, which keep a secret there secret. */
export function setProperty(props: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let container = props;
  for (const key of path.slice(0, -1)) {
    if (typeof container[key] !== "object" || container[key] === null) {
      container[key] = {};
    }
    container = container[key] as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) {
    container[last] = value;
  }
}
