/** Generated files: path relative to the root of the repository, with `/`, to the whole content of the file. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** Where a generator finds what it reads. */
export interface GeneratorContext {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Folder whose `node_modules` is tried before the repository's own; set by `--from`. */
  readonly from?: string;
}

/**
 * One producer of committed files. It must be deterministic: the same installed packages give the same bytes, without
 * the time, the machine or the order of a directory listing in them.
 */
export interface Generator {
  /** Short name for messages and for the arguments of `npm run generate`. */
  readonly name: string;
  /**
   * `installed`: reads the repository and its dependencies, so that `--check` compares its files on every run.
   * `data`: reads packages that the project does not depend on, and runs with `--data` only.
   */
  readonly kind: "installed" | "data";
  /**
   * Folder that holds nothing but this generator's files (`docs/policies`). What it no longer produces there is stale:
   * `--check` says so, and writing removes it.
   */
  readonly folder?: string;
  files(context: GeneratorContext): GeneratedFiles | Promise<GeneratedFiles>;
}
