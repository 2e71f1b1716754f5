/** What the drawings have in common. */

/** Text for SVG. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** A drawing with a title for screen readers, and its own style. */
export function svg(width: number, height: number, title: string, style: string, body: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
<style>${style.trim()}</style>
${body.join("\n")}
</svg>
`;
}
