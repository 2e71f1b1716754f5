/**
 * What a name says about a value. Names are read word by word: `monkey` and `keyboard` hold no "key". The last word says
 * what the thing is, so a `token-bucket` and a `password-policy` are no secrets, and neither is a `secret-arn`.
 */

import { MAX_NAME, wordsOf } from "../core";

/** Words that mean a secret, alone. */
const SENSITIVE_WORDS = new Set([
  "password",
  "passwords",
  "passwd",
  "passphrase",
  "pwd",
  "pw",
  "secret",
  "secrets",
  "token",
  "tokens",
  "credential",
  "credentials",
  "creds",
  "cred",
  "apikey",
  "apikeys",
  "accesskey",
  "secretkey",
  "privatekey",
  "authkey",
  "authtoken",
  "pat",
]);

/** Words before "key" that make it one that must not be known. */
const KEY_OWNERS = new Set([
  "api",
  "access",
  "secret",
  "private",
  "encryption",
  "encrypt",
  "signing",
  "sign",
  "master",
  "auth",
  "license",
  "ssh",
  "rsa",
  "deploy",
  "account",
  "shared",
  "service",
  "client",
  "jwt",
  "hmac",
  "session",
  "storage",
  "write",
  "ssl",
  "tls",
  "app",
  "integration",
  "pulumi",
  "stripe",
  "datadog",
  "dd",
  "sendgrid",
  "openai",
  "anthropic",
]);

/** Words before "key" that make it no secret. */
const INNOCENT_KEYS = new Set([
  "public",
  "pub",
  "partition",
  "sort",
  "range",
  "hash",
  "primary",
  "foreign",
  "cache",
  "object",
  "s3",
  "kms",
  "cmk",
  "index",
  "routing",
  "row",
  "map",
  "tag",
  "label",
  "config",
  "feature",
  "flag",
  "event",
  "message",
  "lookup",
  "registry",
  "idempotency",
  "deduplication",
  "translation",
  "i18n",
  "shard",
  "group",
  "prefix",
]);

/** Words after a sensitive one that name something about the secret, not the secret. */
const DESCRIPTORS = new Set(
  (
    "arn arns id ids name names path paths url urls uri uris endpoint endpoints host hostname port ttl expiry expiration " +
    "expires lifetime duration validity age length len size limit limits max min policy policies count counts counter " +
    "bucket buckets file files filename type types alias aliases region rotation rotate period schedule enabled enable disabled required " +
    "version issuer audience algorithm alg days hours minutes seconds interval timeout prefix suffix parameter parameters " +
    "ref reference references manager store vault provider providers service services server field fields header headers " +
    "format mode level rule rules pattern template reset change strategy status state location scope scopes cache table " +
    "queue topic function lambda role group groups usage rate threshold fingerprint thumbprint pair pairs " +
    "management generator validator checker review scanner scanning owner email recovery window hint label title text page"
  ).split(" "),
);

/** Words before a sensitive one that count or describe it. */
const COUNTING = new Set([
  "max",
  "min",
  "num",
  "number",
  "total",
  "next",
  "no",
  "without",
  "non",
  "not",
  "public",
  "per",
]);

/** Words at the end of a name that say where or which, not what. */
const TRAILING =
  /^(?:\d+|v\d+|dev|development|test|testing|qa|stage|staging|stg|prod|production|prd|live|sandbox|uat|value|current|new|old)$/;

/** Whether a name (of a variable, a parameter, a property, a config entry) says that its value is a secret. */
export function isSensitiveName(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) {
    return known;
  }
  const isSensitive = secretWordOf(name, isSensitiveWord) !== undefined;
  if (judged.size < MAX_JUDGED && name.length < 100) {
    judged.set(name, isSensitive);
  }
  return isSensitive;
}

/** The same few names stand in many resources. */
const judged = new Map<string, boolean>();
const MAX_JUDGED = 2000;

/**
 * The word of a name that says that the thing is a secret: `token`, `stripe key`. As `isSensitiveName`, and "key" is
 * enough unless the word before it says which innocent kind it is. For names that were chosen for one thing, such as
 * those of SSM parameters; among variables there are too many innocent keys.
 */
export function secretOrKeyWordIn(name: string): string | undefined {
  return secretWordOf(
    name,
    (words, index) =>
      isSensitiveWord(words, index) || (isKeyWord(words[index]) && !INNOCENT_KEYS.has(words[index - 1] ?? "")),
  );
}

type IsSecretWord = (words: readonly string[], index: number) => boolean;

/**
 * A path is judged by its last part; `/app/secrets/db` says it by a part of its own, while the `secrets-demo` of
 * `/secrets-demo/log-level` is only where it belongs.
 */
function secretWordOf(name: string, isSecretWord: IsSecretWord): string | undefined {
  if (name.length > MAX_NAME) {
    return undefined;
  }
  const parts = name.split("/").map(wordsOf);
  while (parts.length > 1 && (parts.at(-1)?.every((word) => TRAILING.test(word)) ?? false)) {
    parts.pop();
  }
  const words = parts.pop() ?? [];
  if (!endsAsSecret(words)) {
    return undefined;
  }
  return (
    wordAt(words, (index) => isSecretWord(words, index) && !isDescribed(words, index)) ??
    parts.find((part) => part.length === 1 && isSecretWord(part, 0))?.[0]
  );
}

/** The first word that tells; a key together with whose it is. */
function wordAt(words: readonly string[], tells: (index: number) => boolean): string | undefined {
  const index = words.findIndex((_, at) => tells(at));
  const word = words[index];
  return isKeyWord(word) && index > 0 ? `${words[index - 1]} ${word}` : word;
}

/** The word of prose (a description) that says that the thing is a secret: "Pulumi access token", not "rotation period of the token". */
export function secretWordInText(text: string): string | undefined {
  for (const sentence of text.slice(0, 4096).split(/[.;\n]+(?=\s|$)/)) {
    const words = wordsOf(sentence);
    const word = wordAt(
      words,
      (index) => isSensitiveWord(words, index) && !isDescribed(words, index) && !isAbout(words, index),
    );
    if (word !== undefined) {
      return word;
    }
  }
  return undefined;
}

function isSensitiveWord(words: readonly string[], index: number): boolean {
  const word = (words[index] ?? "").replace(/\d+$/, "");
  if (word === "key" || word === "keys") {
    return KEY_OWNERS.has(words[index - 1] ?? "");
  }
  return SENSITIVE_WORDS.has(word) && !COUNTING.has(words[index - 1] ?? "");
}

function isDescribed(words: readonly string[], index: number): boolean {
  const [next = "", afterwards = ""] = words.slice(index + 1, index + 3);
  return DESCRIPTORS.has(next) || (isKeyWord(next) && DESCRIPTORS.has(afterwards));
}

function isKeyWord(word: string | undefined): boolean {
  return word === "key" || word === "keys";
}

/** Whether the last word that says what the thing is could be a secret. */
function endsAsSecret(words: readonly string[]): boolean {
  const last = words.findLast((word) => !TRAILING.test(word));
  return last !== undefined && !DESCRIPTORS.has(last);
}

/** "period of the ... token", "not a secret". */
function isAbout(words: readonly string[], index: number): boolean {
  const before = words.slice(Math.max(0, index - 5), index);
  if (before.slice(-3).some((word) => ["no", "not", "non", "without", "never"].includes(word))) {
    return true;
  }
  const link = before.findLastIndex((word) => word === "of" || word === "for");
  return link > 0 && DESCRIPTORS.has(before[link - 1] ?? "");
}
