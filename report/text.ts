/** Texts of programs, made safe for one line: names and values may hold anything. */

/** Without line breaks, control characters, marks that turn the direction of text round (Trojan Source), and broken surrogates. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\p{Cs}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd")
    .trim();
}

/** At most so many UTF-16 code units; what is cut ends with an ellipsis. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** What is wrong, with its place in the resource where the sentence does not begin with it. */
export function aboutFinding({ path, found }: { readonly path: string; readonly found: string }): string {
  return oneLine(path && !found.startsWith(path) ? `${path}: ${found}` : found);
}
