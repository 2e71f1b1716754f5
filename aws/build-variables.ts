import { whenKnown, type Value } from "../core";

/** An environment variable of a build and where it is set. */
export interface Variable {
  readonly name: string;
  /** `PLAINTEXT` (also when absent), `PARAMETER_STORE` or `SECRETS_MANAGER`. Throws `Undecided` when unknown. */
  readonly type: () => string;
  readonly value: Value;
}

/** Reads a list of `{ name, type, value }`, as CodeBuild projects and CodeBuild actions have it; entries whose name is unknown are left out. */
export function variablesIn(list: readonly Value[]): readonly Variable[] {
  return list.flatMap((at) => {
    const name = whenKnown(() => at.at("name").string());
    if (name === undefined) {
      return [];
    }
    return [{ name, type: () => (at.at("type").string() ?? "PLAINTEXT").toUpperCase(), value: at.at("value") }];
  });
}
