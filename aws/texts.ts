import { findCredentials, type CredentialFormat, type FoundCredential, type Resource, type Value } from "../core";
import { plainSecretsOf } from "./build-secrets";
import { gunzip, isGzip } from "./gzip";
import { lastAnswer } from "./last-answer";
import { ownInputs } from "./sensitive-inputs";

/** A text somewhere in a resource's properties. */
interface Text {
  readonly path: Value["path"];
  /** The name beside it: its key, or the `name` of a `{ name, value }` pair. */
  readonly name: string;
  /** The text, and what it says when it is base64 (user data may be gzipped, too). */
  readonly readings: readonly string[];
}

/** A text that is worth reading, and where it stands. */
export interface FoundText extends Text {
  readonly place: Value;
}

/** The texts of a resource in which nobody should read a secret. */
export interface Texts {
  readonly root: Value;
  readonly all: readonly Text[];
  /** Secrets in them that a policy of their own tells, `codebuild-plaintext-secrets`. */
  readonly told: () => readonly Value[];
}

/** Credentials in one text. */
export interface FoundInText {
  readonly place: Value;
  readonly formats: readonly [CredentialFormat, ...CredentialFormat[]];
}

/** What one resource may hold in all its properties is far less: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
const MAX_TOTAL = 8_000_000;
const MAX_DEPTH = 32;

/** Shorter texts hold nothing that is searched for. */
const MIN_TEXT = 10;

/** Copies of what the program set elsewhere: the provider adds its default tags to them. */
const COPIES: ReadonlySet<string> = new Set(["tagsAll"]);

/** The texts that the program set, but for the inputs where a secret belongs. Made once for all policies that search them. */
export const inputTexts = lastAnswer((resource: Resource): Texts => ({
  root: resource.inputs,
  all: walk(resource.inputs.raw, ownInputs(resource.type)),
  told: () => plainSecretsOf(resource),
}));

/** The texts that a resource puts out: of the root stack, the stack's outputs. */
export function outputTexts(resource: Resource): Texts {
  return { root: resource.outputs, all: walk(resource.outputs.raw, []), told: () => [] };
}

/**
 * The texts in raw properties, but for those at the paths to skip (dotted, without indices; `a.**` for all below). Plain
 * recursion over what is there, because it runs for every resource.
 */
function walk(root: unknown, skipped: readonly string[]): readonly Text[] {
  const found: Text[] = [];
  const path: (string | number)[] = [];
  let left = MAX_TOTAL;

  const visit = (raw: unknown, name: string, dotted: string, depth: number): void => {
    if (typeof raw === "string") {
      left -= raw.length;
      if (raw.length >= MIN_TEXT && left >= 0) {
        found.push({ path: path.slice(), name, readings: readingsOf(raw) });
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
      const at = skipped.length === 0 ? "" : dotted === "" ? key : `${dotted}.${key}`;
      if ((depth > 0 || !COPIES.has(key)) && !isSkipped(at, skipped)) {
        path.push(key);
        visit(item, key === "value" && typeof named.name === "string" ? named.name : key, at, depth + 1);
        path.pop();
      }
    }
  };
  visit(root, "", "", 0);
  return found;
}

function isSkipped(dotted: string, skipped: readonly string[]): boolean {
  return skipped.some((path) => path === dotted || (path.endsWith(".**") && path.slice(0, -3) === dotted));
}

/** The texts that `isWorthReading`, with those readings only; what is told elsewhere is masked in them. */
export function findTexts(texts: Texts, isWorthReading: (text: string, name: string) => boolean): FoundText[] {
  return texts.all.flatMap((text) => {
    if (!text.readings.some((reading) => isWorthReading(reading, text.name))) {
      return [];
    }
    const readings = masked(text, texts.told()).filter((reading) => isWorthReading(reading, text.name));
    return readings.length > 0 ? [{ ...text, readings, place: texts.root.at(...text.path) }] : [];
  });
}

/** The texts with credentials in them, each once. Example keys of AWS's documentation count unless they are allowed. */
export function findCredentialTexts(texts: Texts, allowsExamples: boolean): FoundInText[] {
  const search = (text: string, name: string): FoundCredential[] =>
    credentialsIn(text, name).filter((one) => !(allowsExamples && one.isExample));
  return findTexts(texts, (text, name) => search(text, name).length > 0).flatMap(({ place, name, readings }) => {
    const formats = new Set(readings.flatMap((text) => search(text, name).map(({ format }) => format)));
    const [first, ...others] = formats;
    return first ? [{ place, formats: [first, ...others] as const }] : [];
  });
}

/** Names beside which a text without a prefix of its own is recognised: `DD_API_KEY`, `AWS_SECRET_ACCESS_KEY`. */
const TELLING_NAME = /secret|key|token/i;

/** The credentials in a text that stands beside a name. */
export function credentialsIn(text: string, name: string): FoundCredential[] {
  return findCredentials(text.length <= 200 && TELLING_NAME.test(name) ? `${name}="${text}"` : text);
}

/** The readings of a text without the secrets in it that are told elsewhere. */
function masked({ path: outer, readings }: Text, told: readonly Value[]): readonly string[] {
  const inside = told.filter(({ path }) => isWithin(path, outer));
  return readings.map((reading) =>
    inside.reduce((text, { raw }) => (typeof raw === "string" ? text.replace(raw, () => "***") : text), reading),
  );
}

/** Whether a path is another or leads into it. A list of one may have been read as if it were its element. */
function isWithin(path: Value["path"], outer: Value["path"]): boolean {
  let at = 0;
  for (const key of outer) {
    if (path[at] === key) {
      at++;
    } else if (key !== 0) {
      return false;
    }
  }
  return true;
}

const BASE64 = /^[A-Za-z0-9+/]{4}[A-Za-z0-9+/\r\n]{20,}={0,2}\s?$/;

/** A text and, where it is base64 of text, gzipped or not, that text. */
function readingsOf(text: string): string[] {
  if (text.length < 24 || text.includes(" ") || !BASE64.test(text)) {
    return [text];
  }
  const bytes = Buffer.from(text, "base64");
  const decoded = (isGzip(bytes) ? gunzip(bytes, MAX_TOTAL) : bytes)?.toString("latin1");
  // Hashes and keys decode to noise, which is not worth a search.
  return decoded !== undefined && /^[\t\n\r\x20-\x7e]{12}/.test(decoded) ? [text, decoded] : [text];
}
