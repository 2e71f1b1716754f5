import type { SettingsFile } from "./settings-file";

/** Settings under a name, published as `profiles/<name>.json`. */
export interface Profile {
  readonly name: string;
  /** Who takes it and what it does, as one line. */
  readonly summary: string;
  readonly settings: SettingsFile;
}
