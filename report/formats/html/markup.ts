/** HTML from template literals in which every value is escaped: there is no other way to put a text into the page. */

/** Text that is HTML already. Made by `html` alone. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = string | number | Markup | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  // Some tools take it for a quote.
  "`": "&#96;",
};

/** A template whose texts are escaped, for elements and for attributes in quotes. Its indentation is left out. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const parts = partsOf(strings);
  return new Markup(parts.map((part, index) => (index === 0 ? "" : rendered(values[index - 1] ?? "")) + part).join(""));
}

export const NOTHING = new Markup("");

/** Where the contents of an element go that are written one after another. No value can hold its character. */
export const SLOT = new Markup("\u0000");

/** What comes before the slot and what after it. */
export function around({ text }: Markup): readonly [before: string, after: string] {
  const [before = "", after = ""] = text.split(SLOT.text);
  return [before, after];
}

/** A link to a page on the web. Of anything but https, such as `javascript:`, only the text remains. */
export function link(url: string, text: string): Markup {
  return /^https:\/\//i.test(url) ? html`<a href="${url}" rel="noreferrer noopener">${text}</a>` : html`${text}`;
}

/** A list in words of HTML, such as `a, b`. */
export function joined(parts: readonly Markup[], separator: string): Markup {
  return new Markup(parts.map(({ text }) => text).join(rendered(separator)));
}

function rendered(value: Value): string {
  if (value instanceof Markup) {
    return value.text;
  }
  if (typeof value === "object") {
    return value.map(({ text }) => text).join("");
  }
  // Characters that steer have no place on a page, and U+0000 no place in HTML.
  const printable = String(value).replace(/[^\P{Cc}\n\t]/gu, "\uFFFD");
  return printable.replace(/[&<>"'`]/g, (character) => ESCAPES[character] ?? "");
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Findings are many, and so would be the spaces that indent their templates. */
function partsOf(strings: TemplateStringsArray): readonly string[] {
  const parts = known.get(strings) ?? strings.map((part) => part.replace(/\s*\n\s*/g, "\n"));
  known.set(strings, parts);
  return parts;
}
