import type { KeyPath } from "./json-text";

/** Something that is wrong with a settings file. */
export interface ConfigProblem {
  /** `warning`: the file works, but part of it has no effect, or soon has none. */
  readonly level: "error" | "warning";
  readonly path: KeyPath;
  /** What is wrong, as words that follow the path and a colon. */
  readonly what: string;
  readonly fix: string;
}
