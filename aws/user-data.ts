/**
 * User data of EC2 as cloud-init reads it: base64, gzip, MIME multipart, scripts, cloud-config.
 * https://cloudinit.readthedocs.io/en/latest/explanation/format.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
import type * as Yaml from "js-yaml";
import { isObject, REDACTED, Undecided, type Value } from "../core";
import { gunzip, isGzip } from "./gzip";
import { lastAnswer } from "./last-answer";

/** EC2 takes 16 KB of user data; what it unpacks to may be more, but longer texts are not read. */
const MAX_TEXT = 1_000_000;
const MAX_UNPACKED = 262_144;
const MAX_PARTS = 100;
/** Archives in archives. */
const MAX_NESTING = 4;

export interface UserDataPart {
  readonly kind: "script" | "boothook" | "config";
  readonly text: string;
  /** Its file name; scripts run in the order of their names. */
  readonly name: string;
}

/** What of the user data makes it something else than settings of a Linux host that can be read. */
export type Foreign =
  /** PowerShell or a batch script. */
  | "windows"
  /** Settings of Bottlerocket, Ignition or the like, which have no shell. */
  | "other-system"
  /** It includes an address, is in another language, a template, binary or too long. */
  | "unreadable";

export interface UserData {
  /** All of it that is text, unpacked: what is in archives once more by itself. */
  readonly texts: readonly string[];
  readonly parts: readonly UserDataPart[];
  readonly foreign: Foreign | undefined;
  /** Whether there is something in it that cloud-init does not know and leaves alone. */
  readonly hasIgnored: boolean;
}

/** The user data in a property, whatever it is encoded with. Throws `Undecided` when it is not known. */
export function readUserData(value: Value): UserData {
  const text = value.string() ?? "";
  // The provider used to keep a hash in the state, and the engine keeps secrets out of an exported one.
  if (text === REDACTED || /^[0-9a-f]{40}$/.test(text)) {
    throw new Undecided(value.display);
  }
  return readText(text);
}

/** User data as text, whatever it is encoded with. */
export function userDataText(value: Value): string {
  return readUserData(value).texts.join("\n");
}

const readText = lastAnswer((text: string): UserData => {
  const reader = new Reader();
  if (text.length > MAX_TEXT) {
    reader.foreign = "unreadable";
  } else {
    reader.read(decoded(text), "", 0);
  }
  return { texts: reader.texts, parts: reader.parts, foreign: reader.foreign, hasIgnored: reader.hasIgnored };
});

/** The bytes that EC2 gets: the provider leaves alone what is base64 already. */
function decoded(text: string): Buffer {
  const packed = text.replace(/\s+/g, "");
  const isBase64 = packed.length % 4 === 0 && /^[A-Za-z0-9+/]{8,}={0,2}$/.test(packed);
  return isBase64 ? Buffer.from(packed, "base64") : Buffer.from(text, "utf8");
}

/** How text begins tells what it is, unless a MIME header says so. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ["#!", "text/x-shellscript"],
  ["#cloud-config-archive", "text/cloud-config-archive"],
  ["#cloud-config", "text/cloud-config"],
  ["#cloud-boothook", "text/cloud-boothook"],
  ["#include", "text/x-include-url"],
  ["#part-handler", "text/part-handler"],
  ["## template: jinja", "text/jinja2"],
];

const SHELL = /^#!\s*(?:\S*\/env\s+(?:-S\s*)?)?\S*?\b(?:ba|da|z|k|a)?sh\b/;

class Reader {
  readonly texts: string[] = [];
  readonly parts: UserDataPart[] = [];
  foreign: Foreign | undefined;
  hasIgnored = false;

  read(bytes: Buffer, type: string, nesting: number, name?: string): void {
    const unpacked = isGzip(bytes) ? gunzip(bytes, MAX_UNPACKED) : bytes;
    if (!unpacked || unpacked.length > MAX_UNPACKED || unpacked.includes(0)) {
      this.foreign ??= "unreadable";
      return;
    }
    const text = unpacked
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .replaceAll("\r\n", "\n")
      .trimStart();
    this.texts.push(text);
    const message = messageIn(text);
    if (message && nesting < MAX_NESTING) {
      return this.message(message, nesting);
    }
    const known = BEGINNINGS.find(([beginning]) => text.toLowerCase().startsWith(beginning))?.[1];
    this.part(text, type === "" || type === "text/plain" ? (known ?? "") : type, nesting, name);
  }

  private message({ headers, body }: Message, nesting: number): void {
    const type = headers.get("content-type") ?? "";
    const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
    if (boundary === undefined) {
      const name = /filename="?([^";]+)"?/i.exec(headers.get("content-disposition") ?? "")?.[1];
      return this.read(bodyOf(body, headers), type.split(";")[0]?.trim().toLowerCase() ?? "", nesting + 1, name);
    }
    const [, ...pieces] = `\n${body}`.split(`\n--${boundary}`);
    for (const piece of pieces.slice(0, MAX_PARTS)) {
      if (piece.startsWith("--")) {
        return;
      }
      const inner = messageIn(piece.trimStart()) ?? { headers: new Map<string, string>(), body: piece };
      this.message(inner, nesting + 1);
    }
  }

  private part(
    text: string,
    type: string,
    nesting: number,
    name = `part-${String(this.parts.length + 1).padStart(3, "0")}`,
  ): void {
    if (type === "text/x-shellscript" || type === "text/cloud-boothook") {
      this.script(text, type, name);
    } else if (type === "text/cloud-config") {
      this.parts.push({ kind: "config", text, name });
    } else if (type === "text/cloud-config-archive") {
      this.archive(text, nesting);
    } else if (UNREADABLE.has(type)) {
      this.foreign ??= "unreadable";
    } else {
      this.unknown(text, type);
    }
  }

  private script(text: string, type: string, name: string): void {
    const isBoothook = type === "text/cloud-boothook";
    if (!isBoothook && !SHELL.test(text)) {
      this.foreign ??= "unreadable";
      return;
    }
    this.parts.push({ kind: isBoothook ? "boothook" : "script", text, name });
  }

  /** A list of parts in YAML. */
  private archive(text: string, nesting: number): void {
    const items = parseYaml(text);
    if (!Array.isArray(items) || nesting >= MAX_NESTING) {
      this.hasIgnored = true;
      return;
    }
    for (const item of items.slice(0, MAX_PARTS) as unknown[]) {
      const { content, type, filename } = isObject(item) ? item : { content: item, type: "", filename: undefined };
      const name = typeof filename === "string" ? filename : undefined;
      const body = Buffer.from(typeof content === "string" ? content : "", "utf8");
      this.read(body, typeof type === "string" ? type : "", nesting + 1, name);
    }
  }

  private unknown(text: string, type: string): void {
    if (/^\s*<(?:powershell|script|persist)\b/i.test(text)) {
      this.foreign ??= "windows";
    } else if (/^\s*(?:\[+settings|\{\s*"ignition")/m.test(text) || type === "application/node.eks.aws") {
      this.foreign ??= "other-system";
    } else if (text.trim() !== "") {
      this.hasIgnored = true;
    }
  }
}

/** What brings code that does not stand here. */
const UNREADABLE: ReadonlySet<string> = new Set([
  "text/x-include-url",
  "text/x-include-once-url",
  "text/part-handler",
  "text/jinja2",
]);

interface Message {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The text as headers and body, when it begins with headers of MIME. */
function messageIn(text: string): Message | undefined {
  if (!/^(?:mime-version|content-[\w-]+|from|subject|number-attachments):/i.test(text)) {
    return undefined;
  }
  const end = text.search(/\n[ \t]*\n/);
  const head = end < 0 ? text : text.slice(0, end);
  const headers = new Map<string, string>();
  // A line that begins with a blank goes on with the header before it.
  for (const line of head.replace(/\n[ \t]+/g, " ").split("\n")) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? "" : text.slice(end).replace(/^\n[ \t]*\n/, "") };
}

function bodyOf(body: string, headers: ReadonlyMap<string, string>): Buffer {
  const encoding = headers.get("content-transfer-encoding")?.toLowerCase();
  if (encoding === "base64") {
    return Buffer.from(body, "base64");
  }
  if (encoding === "quoted-printable") {
    const text = body
      .replace(/=\n/g, "")
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(text, "latin1");
  }
  return Buffer.from(body, "utf8");
}

/** YAML as cloud-init reads it; `undefined` when it is none. */
export function parseYaml(text: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- most stacks have no cloud-config
  const yaml = require("js-yaml") as typeof Yaml;
  try {
    return yaml.load(text, { schema: yaml.CORE_SCHEMA.extend({ explicit: [binaryIn(yaml)] }), json: true });
  } catch {
    return undefined;
  }
}

/** `!!binary`, as the text that it is the base64 of; one byte a character. */
function binaryIn(yaml: typeof Yaml): Yaml.Type {
  return new yaml.Type("tag:yaml.org,2002:binary", {
    kind: "scalar",
    construct: (data: unknown) => Buffer.from(String(data), "base64").toString("latin1"),
  });
}
