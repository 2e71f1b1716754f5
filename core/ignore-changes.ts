import type { Path } from "./value";

/** Whether one of the `ignoreChanges` paths of a resource is the place or a part around it. */
export function isIgnored(path: Path, ignored: readonly string[]): boolean {
  return ignored.some((one) => one === "*" || covers(segmentsOf(one), path));
}

/** `a.b[0]["c d"]` as its segments: https://www.pulumi.com/docs/iac/concepts/options/ignorechanges/ */
function segmentsOf(path: string): string[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, name]) => quoted ?? index ?? name ?? "",
  );
}

/** Lists of one may be written as if they were their element, so an index can be missing in the place. */
function covers(segments: readonly string[], path: Path): boolean {
  let at = 0;
  for (const segment of segments) {
    const key = path[at];
    if (key === undefined) {
      return false;
    }
    if (typeof key !== "number" && /^\d+$/.test(segment) && String(key) !== segment) {
      continue;
    }
    if (segment !== "*" && String(key) !== segment) {
      return false;
    }
    at++;
  }
  return segments.length > 0;
}
