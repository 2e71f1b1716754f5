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

/** A template whose texts are escaped, for elements and for attributes in quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(strings.reduce((text, part, index) => text + rendered(values[index - 1] ?? "") + part));
}

export const NOTHING = new Markup("");

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
