import { isIgnored, REDACTED, Undecided, type CheckContext, type Resource, type Value } from "../core";
import { isSensitiveName } from "./sensitive-names";

export { isSensitiveName } from "./sensitive-names";

/**
 * Where a value came from, by evidence:
 *
 * - `absent`: nothing stands there, or nothing that could be a secret.
 * - `generated`: it is unknown in a preview, or computed from another resource of the stack.
 * - `configured`: it equals a value of the stack's configuration.
 * - `injected`: it equals an environment variable of the run.
 * - `managed`: it is redacted, its changes are ignored (`ignoreChanges`), or the program only reads the resource.
 * - `reference`: it names a place where the secret is kept (an ARN, `{{resolve:...}}`), or is filled in later (`${VAR}`).
 * - `literal`: none of these, so it stands in the program.
 */
export type Origin = "absent" | "generated" | "configured" | "injected" | "managed" | "reference" | "literal";

/** What `originOf` looks at; every check's context is one. */
export type OriginContext = Pick<CheckContext, "graph" | "stack" | "environment">;

/**
 * Where a value came from. Whether it was computed from another resource shows only when the whole stack is known, so
 * at Analyze (an incomplete graph) it throws `Undecided` for what would be `literal`, unless the text is one that people
 * type and no generator makes (`placeholder-token`, `changeme123`). Policies that use it need `"stack"`. A state audit
 * has no configuration to compare with, and is undecided likewise.
 */
export function originOf(value: Value, context: OriginContext): Origin {
  if (value.isUnknown) {
    return "generated";
  }
  if (value.isAbsent) {
    return "absent";
  }
  const resource = context.graph.byUrn(value.owner.urn);
  if (value.raw === REDACTED || !resource?.isAnalysed || isIgnored(value.path, resource.options.ignoreChanges)) {
    return "managed";
  }
  const text = value.string();
  if (text === undefined) {
    return "absent";
  }
  if (isReference(text)) {
    return "reference";
  }
  if (isConfigured(text, context.stack.config)) {
    return "configured";
  }
  if (isInjected(text, context.environment)) {
    return "injected";
  }
  if (!context.graph.isComplete) {
    if (isTyped(text)) {
      return "literal";
    }
    throw new Undecided(`where ${value.display} comes from`);
  }
  if (isComputed(value, text, resource)) {
    return "generated";
  }
  // A state shows the values and not the configuration that they may come from.
  if (context.stack.isAudit && !isTyped(text)) {
    throw new Undecided(`where ${value.display} comes from`);
  }
  return "literal";
}

/** Whether a text names or stands for a secret that is kept elsewhere. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text);
}

/**
 * ARNs, dynamic references of CloudFormation, substitutions of shells and build systems, and what they leave in place of
 * a value: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
const REFERENCE =
  /^\s*(?:arn:[\w-]+:[\w-]+:\S*|\{\{resolve:[^{}]+\}\}|\$\{[^{}]*\}|\$\([^()]*\)|\$[A-Za-z_]\w*|\{\{[^{}]*\}\}|<%=[^%]*%>|\/aws\/reference\/secretsmanager\/\S+)\s*$/;

/**
 * What people type for a secret and no generator makes, as a whole: the name of a resource may have such a word in it and
 * come from that resource.
 */
const TYPED =
  /^(?:[\w-]{0,40}(?:place-?_?holder|change-?_?(?:me|it|this)|replace-?_?(?:me|this)|hard-?_?coded)[\w!-]{0,40}|(?:my|test|super|admin|root|dummy|fake)?[-_]?(?:password|passw0rd|secret|token)[\d!@#$]{0,6}|letmein|qwerty\w{0,6}|123456\d{0,4}|to-?do|tbd)$/i;

function isTyped(text: string): boolean {
  return TYPED.test(text);
}

function isConfigured(text: string, config: ReadonlyMap<string, string>): boolean {
  return configKeysOf(text, config).length > 0;
}

/** The config entries that a text equals, also one inside an object, or whose secret it has inside. */
export function configKeysOf(text: string, config: ReadonlyMap<string, string>): string[] {
  return [...config]
    .filter(
      ([key, value]) =>
        value === text ||
        (value.startsWith("{") && leavesOf(value).includes(text)) ||
        (isSensitiveName(localName(key)) && holds(text, value)),
    )
    .map(([key]) => key);
}

function localName(key: string): string {
  return key.slice(key.indexOf(":") + 1);
}

const parsedDocuments = new Map<string, readonly string[]>();
const MAX_DOCUMENTS = 1000;

/** The texts inside a JSON object; none for text that only looks like one. */
function leavesOf(json: string): readonly string[] {
  const known = parsedDocuments.get(json);
  if (known) {
    return known;
  }
  const leaves: string[] = [];
  try {
    JSON.parse(json, (_, value: unknown) => {
      if (typeof value === "string" || typeof value === "number") {
        leaves.push(String(value));
      }
      return value;
    });
  } catch {
    leaves.length = 0;
  }
  if (parsedDocuments.size < MAX_DOCUMENTS) {
    parsedDocuments.set(json, leaves);
  }
  return leaves;
}

/** Variables that every shell, the engine or Node sets; equal to one of them means nothing. */
const EVERYDAY_VARIABLES =
  /^(?:USER|USERNAME|LOGNAME|HOME|HOMEDRIVE|HOMEPATH|USERPROFILE|PATH|PWD|OLDPWD|SHELL|SHLVL|TERM\w*|COLORTERM|LANG\w*|LC_\w+|HOST|HOSTNAME|HOSTTYPE|MACHTYPE|OSTYPE|TMP|TEMP|TMPDIR|TZ|EDITOR|VISUAL|PAGER|DISPLAY|MAIL|LS_COLORS|LESS\w*|PS\d|IFS|_|XDG_\w+|DBUS_\w+|COMPUTERNAME|OS|ProgramFiles\w*|SystemRoot|windir|NODE_\w+|npm_\w+|NVM_\w+|PULUMI_(?!ACCESS_TOKEN$|CONFIG_PASSPHRASE$)\w+|AWS_(?:DEFAULT_)?REGION|AWS_PROFILE|CI|DEBUG)$/;

const MIN_INJECTED = 8;

function isInjected(text: string, environment: OriginContext["environment"]): boolean {
  if (text.length < MIN_INJECTED) {
    return false;
  }
  return Object.keys(environment).some((name) => environment[name] === text && !EVERYDAY_VARIABLES.test(name));
}

/**
 * Whether a known value was computed from another resource. A dependency of the whole property is proof for the property
 * itself. A part of it (one variable, one field of a document) counts only when it holds what such a resource put
 * out: another part may be what the property depends on.
 */
function isComputed(value: Value, text: string, resource: Resource): boolean {
  const [property] = value.path;
  const sources = typeof property === "string" ? resource.propertyDependencies(property) : [];
  if (value.path.length === 1) {
    return sources.length > 0;
  }
  return sources.some((source) => outputsOf(source).some((output) => output === text || holds(text, output)));
}

const outputsByResource = new WeakMap<Resource, readonly string[]>();

function outputsOf(resource: Resource): readonly string[] {
  const known = outputsByResource.get(resource);
  if (known) {
    return known;
  }
  const texts = new Set<string>();
  collectTexts(resource.outputs.raw, texts, 0);
  const list = [...texts];
  outputsByResource.set(resource, list);
  return list;
}

function collectTexts(raw: unknown, texts: Set<string>, depth: number): void {
  if (typeof raw === "string" && raw !== "") {
    texts.add(raw);
    // A secret is often a document, of which a program takes a field.
    if (raw.startsWith("{")) {
      leavesOf(raw).forEach((leaf) => texts.add(leaf));
    }
  } else if (typeof raw === "object" && raw !== null && depth < 8) {
    Object.values(raw).forEach((item) => collectTexts(item, texts, depth + 1));
  }
}

/** Shorter texts stand in others by chance. */
const MIN_HELD = 8;

/** Whether a text has another inside, as it is or as URLs, JSON and base64 write it. */
export function holds(text: string, part: string): boolean {
  if (part.length < MIN_HELD || part.length > 65_536) {
    return false;
  }
  return (
    text.includes(part) ||
    text.includes(JSON.stringify(part).slice(1, -1)) ||
    text.includes(encoded(part)) ||
    text.includes(Buffer.from(part).toString("base64").replace(/=+$/, ""))
  );
}

function encoded(part: string): string {
  try {
    return encodeURIComponent(part);
  } catch {
    return part;
  }
}
