/**
 * Whether a whole text matches a pattern in which `*` is any text and `?` any one character. Never worse than the product of
 * both lengths, whatever the pattern: patterns come from users' documents and may be hostile.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  let t = 0;
  let p = 0;
  let star = -1;
  let restart = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === "*") {
      star = p++;
      restart = t;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++restart;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") {
    p++;
  }
  return p === pattern.length;
}

/** As `matchesGlob`, upper and lower case alike. */
export function matchesGlobIgnoringCase(text: string, pattern: string): boolean {
  return matchesGlob(text.toLowerCase(), pattern.toLowerCase());
}
