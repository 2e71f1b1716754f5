/**
 * Longer texts are no names of AWS; keeps the search for words in them short.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
 */
export const MAX_NAME = 2048;

/**
 * The words of a name in lower case, split at anything that is no letter or digit and at camel case: `DB_PASSWORD`,
 * `dbPassword` and `/db/password` are `db`, `password`.
 */
export function wordsOf(name: string): string[] {
  return name
    .slice(0, MAX_NAME)
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** The text with a full stop, where it does not end as a sentence already. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
