import { checkSettings } from "./check";
import { JsonSyntaxError, parseJson, shownPath, type ParsedJson, type Position } from "./json-text";
import type { ConfigProblem } from "./problem";

/** A problem with its place in the text. */
export interface LocatedProblem extends ConfigProblem {
  readonly position: Position;
}

/** What is wrong with the text of a settings file, in the order of the text. `today` is YYYY-MM-DD. */
export function checkText(text: string, today: string): readonly LocatedProblem[] {
  let parsed: ParsedJson;
  try {
    parsed = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) {
      throw error;
    }
    const { message, position, fix } = error;
    return [{ level: "error", path: [], what: `this is not JSON: ${message}`, fix, position }];
  }
  const { value, duplicates } = parsed;
  const twice = duplicates.map(({ path, position }): LocatedProblem => ({
    level: "error",
    path,
    what: "this key stands here a second time, and what the first one says is lost",
    fix: "Keep one of them.",
    position,
  }));
  const wrong = checkSettings(value, today).map((problem) => ({ ...problem, position: parsed.locate(problem.path) }));
  return [...twice, ...wrong].sort(
    (a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
  );
}

/** A problem as one line, in the form that editors and CI systems make links of: `FILE:line:col: key.path: what. Fix: ...`. */
export function problemLine(file: string, { level, path, what, fix, position }: LocatedProblem): string {
  const place = path.length === 0 ? "" : `${shownPath(path)}: `;
  const prefix = level === "warning" ? "warning: " : "";
  const text = `${what}. Fix: ${fix}`;
  return `${file}:${position.line}:${position.column}: ${prefix}${place}${text.replaceAll("\n", " ")}`;
}
