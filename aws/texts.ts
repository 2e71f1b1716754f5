import type * as Zlib from "node:zlib";
import { findCredentials, isObject, type CredentialFormat, type FoundCredential, type Value } from "../core";

/** A text somewhere in a resource's properties. */
export interface FoundText {
  readonly place: Value;
  /** The text, and what it says when it is base64 (user data may be gzipped, too). */
  readonly readings: readonly string[];
}

/** Credentials in one text. */
export interface FoundInText {
  readonly place: Value;
  readonly formats: readonly [CredentialFormat, ...CredentialFormat[]];
}

/** What one resource may hold in all its properties is far less: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
const MAX_TOTAL = 8_000_000;
const MAX_DEPTH = 32;

/** Shorter texts hold nothing of the table. */
const MIN_TEXT = 10;

/** Copies of what the program set elsewhere: the provider adds its default tags to them. */
const COPIES: ReadonlySet<string> = new Set(["tagsAll"]);

/**
 * The texts of a resource's properties that `isWorthReading`, but for those at the paths to skip (dotted, without
 * indices; `a.**` for all below). Plain recursion over what is there, because it runs for every resource.
 */
export function findTexts(
  root: Value,
  skipped: readonly string[],
  isWorthReading: (text: string, name: string) => boolean,
): FoundText[] {
  const found: FoundText[] = [];
  const path: (string | number)[] = [];
  let left = MAX_TOTAL;

  const visit = (raw: unknown, name: string, dotted: string, depth: number): void => {
    if (typeof raw === "string") {
      left -= raw.length;
      if (raw.length >= MIN_TEXT && left >= 0) {
        const readings = readingsOf(raw).filter((reading) => isWorthReading(reading, name));
        if (readings.length > 0) {
          found.push({ place: root.at(...path), readings });
        }
      }
      return;
    }
    if (typeof raw !== "object" || raw === null || depth > MAX_DEPTH) {
      return;
    }
    if (Array.isArray(raw)) {
      raw.forEach((item, index) => {
        path.push(index);
        visit(item, name, dotted, depth + 1);
        path.pop();
      });
      return;
    }
    const named = raw as { readonly name?: unknown };
    for (const [key, item] of Object.entries(raw)) {
      const at = dotted === "" ? key : `${dotted}.${key}`;
      if ((depth > 0 || !COPIES.has(key)) && !isSkipped(at, skipped)) {
        path.push(key);
        visit(item, key === "value" && typeof named.name === "string" ? named.name : key, at, depth + 1);
        path.pop();
      }
    }
  };
  visit(root.raw, "", "", 0);
  return found;
}

function isSkipped(dotted: string, skipped: readonly string[]): boolean {
  return skipped.some((path) => path === dotted || (path.endsWith(".**") && path.slice(0, -3) === dotted));
}

/** Names beside which a text without a prefix of its own is recognised: `DD_API_KEY`, `AWS_SECRET_ACCESS_KEY`. */
const TELLING_NAME = /secret|key|token/i;

/** The texts with credentials in them, each once. Example keys of AWS's documentation count unless they are allowed. */
export function findCredentialTexts(root: Value, skipped: readonly string[], allowsExamples: boolean): FoundInText[] {
  const search = (text: string, name: string): FoundCredential[] => {
    const isNamed = text.length <= 200 && TELLING_NAME.test(name);
    const found = isNamed ? findCredentials(`${name}="${text}"`) : findCredentials(text);
    return allowsExamples ? found.filter((one) => !one.isExample) : found;
  };
  return findTexts(root, skipped, (text, name) => search(text, name).length > 0).flatMap(({ place, readings }) => {
    const formats = new Set(readings.flatMap((text) => search(text, nameOf(place, root)).map(({ format }) => format)));
    const [first, ...others] = formats;
    return first ? [{ place, formats: [first, ...others] as const }] : [];
  });
}

/** The name beside a text: the key, or the `name` of a `{ name, value }` pair. */
function nameOf(place: Value, root: Value): string {
  const key = place.path.findLast((one) => typeof one === "string");
  const pair = root.at(...place.path.slice(root.path.length, -1)).raw;
  return key === "value" && isObject(pair) && typeof pair["name"] === "string" ? pair["name"] : String(key ?? "");
}

const BASE64 = /^[A-Za-z0-9+/]{4}[A-Za-z0-9+/\r\n]{20,}={0,2}\s?$/;

/** A text and, where it is base64 of text, gzipped or not, that text. */
function readingsOf(text: string): string[] {
  if (text.length < 24 || text.includes(" ") || !BASE64.test(text)) {
    return [text];
  }
  const bytes = Buffer.from(text, "base64");
  const decoded = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : bytes.toString("latin1");
  // Hashes and keys decode to noise, which is not worth a search.
  return decoded !== undefined && /^[\t\n\r\x20-\x7e]{12}/.test(decoded) ? [text, decoded] : [text];
}

function gunzip(bytes: Buffer): string | undefined {
  // Only gzipped user data needs it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const zlib = require("node:zlib") as typeof Zlib;
  try {
    return zlib.gunzipSync(bytes, { maxOutputLength: MAX_TOTAL }).toString("latin1");
  } catch {
    return undefined;
  }
}
