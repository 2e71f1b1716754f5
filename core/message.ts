/** What the CLI prints of a finding below the policy's description; `parseMessage` reads it back for reports. */
export interface MessageParts {
  /** The place in the resource's properties; empty for the resource as a whole. */
  readonly path: string;
  /** What is wrong and what was found; never a secret. */
  readonly found: string;
  /** What to write instead. */
  readonly fix: string;
  /** The catalogue's rows, such as `STO-04`. */
  readonly requirements: readonly string[];
  /** Tells this finding from others of the same policy on the same resource; exemptions name it. */
  readonly key: string;
}

/**
 * Lays a finding out for a reader in a terminal:
 *
 *     versioning.enabled: versioning is off.
 *     Fix: add an aws.s3.BucketVersioning ...
 *     [STO-03] versioning.enabled
 *
 * The last line has the path, and the key where it says more than the path.
 */
export function formatMessage(parts: MessageParts): string {
  const path = oneLine(parts.path);
  const key = oneLine(parts.key);
  // In the last line the path of a name such as `tags["a key=b"]` would hide where the key begins.
  const place = /(?:^| )key=/.test(path) ? "" : path;
  const address = [place, key === place ? "" : `key=${key}`].filter(Boolean).join(" ");
  return [
    `${path ? `${path}: ` : ""}${oneLine(parts.found)}`,
    `Fix: ${oneLine(parts.fix)}`,
    `[${parts.requirements.join(", ")}] ${address}`.trimEnd(),
  ].join("\n");
}

/** Reads a printed message (with or without the description before it); `undefined` when it is not one of this pack's. */
export function parseMessage(message: string): MessageParts | undefined {
  const lines = message.trimEnd().split("\n");
  const tail = /^\[((?:[A-Z]+-\d+(?:, [A-Z]+-\d+)*)?)\](?: (?!key=)(.+?))??(?: key=(.*))?$/.exec(lines.at(-1) ?? "");
  const fix = lines.at(-2);
  const first = lines.at(-3);
  if (!tail || !fix?.startsWith("Fix: ") || first === undefined) {
    return undefined;
  }
  const path = tail[2] ?? "";
  return {
    path,
    found: path && first.startsWith(`${path}: `) ? first.slice(path.length + 2) : first,
    fix: fix.slice("Fix: ".length),
    requirements: tail[1] ? tail[1].split(", ") : [],
    key: tail[3] ?? path,
  };
}

/** The text without line breaks, as messages have it. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ").trim();
}
