import type { Finding } from "./model";

/** Lists of findings with an equal key, none empty, in the order in which the keys come. */
export function groupsOf(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string,
): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group) {
      group.push(finding);
    } else {
      groups.set(key, [finding]);
    }
  }
  return [...groups.values()];
}
