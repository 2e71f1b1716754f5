import type * as Zlib from "node:zlib";

/** Whether bytes begin as gzip does (RFC 1952). */
export function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** What is in gzipped bytes; `undefined` when they are broken or hold more than the limit. */
export function gunzip(bytes: Buffer, limit: number): Buffer | undefined {
  // Only gzipped user data needs it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const zlib = require("node:zlib") as typeof Zlib;
  try {
    return zlib.gunzipSync(bytes, { maxOutputLength: limit });
  } catch {
    return undefined;
  }
}
