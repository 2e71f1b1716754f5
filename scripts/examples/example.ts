import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot, type PackSettings } from "../../testing/analyzer";

/** What a finding says that tells which mistake it is about. */
export interface Told {
  readonly policyName: string;
  readonly type: string;
  readonly requirements: readonly string[];
  readonly key: string;
}

/** One way in which a mistake shows. */
export interface Sign {
  /** The policy that reports it, or requirements any of whose policies may. */
  readonly policy?: string;
  readonly requirements?: readonly string[];
  /** The types of resource that the finding has to be on, where the rest says too little. */
  readonly types?: RegExp;
  /** The keys of the findings that are about it, where several mistakes share a requirement. */
  readonly keys?: RegExp;
  /** It depends on a value that only an update knows. */
  readonly onlyInUpdate?: boolean;
}

/** A numbered item of a catalogue that a bad example gets wrong. */
export interface Item {
  readonly number: string;
  /** Each of them has to be found. */
  readonly signs: readonly Sign[];
}

/** A folder of examples: a bad and a good program in several languages. */
export interface Example {
  readonly folder: string;
  /** What its items are called, in the plural. */
  readonly itemNames: string;
  readonly items: readonly Item[];
  /** Secret configuration that a real stack would have encrypted in its settings; made up, like everything here. */
  readonly secrets: { readonly good: Readonly<Record<string, string>>; readonly bad: Readonly<Record<string, string>> };
  /**
   * The file of settings (--policy-pack-config) in its folder, where its source asks for what the defaults refuse; of all
   * its programs, or by the program's folder, where a language cannot do what they ask for.
   */
  readonly settings?: string | Readonly<Record<string, string>>;
}

/** The settings file of one of an example's programs, which is named by its folder. */
export function settingsFileOf({ settings }: Example, program: string): string | undefined {
  return typeof settings === "object" ? settings[program] : settings;
}

/** What that file says; nothing when there is none. */
export function settingsOf(example: Example, program: string): PackSettings {
  const file = settingsFileOf(example, program);
  if (file === undefined) return {};
  return JSON.parse(readFileSync(join(packageRoot(), "examples", example.folder, file), "utf8")) as PackSettings;
}

/** The items of an example that show in findings, all of whose signs a run of that kind can show. */
export function itemsFound(
  example: Example,
  findings: readonly Told[],
  run: "preview" | "update" = "preview",
): readonly Item[] {
  return example.items.filter(({ signs }) =>
    signs
      .filter(({ onlyInUpdate }) => run === "update" || onlyInUpdate !== true)
      .every((sign) => findings.some((finding) => isSignOf(sign, finding))),
  );
}

/** The policies of an item's signs that a list of findings lacks, for messages. */
export function missingSigns(
  { items }: Example,
  findings: readonly Told[],
  run: "preview" | "update" = "preview",
): readonly string[] {
  return items.flatMap(({ number, signs }) =>
    signs
      .filter(({ onlyInUpdate }) => run === "update" || onlyInUpdate !== true)
      .filter((sign) => !findings.some((finding) => isSignOf(sign, finding)))
      .map(({ policy, requirements }) => `${number}: ${policy ?? requirements?.join(" or ") ?? ""}`),
  );
}

function isSignOf({ policy, requirements, types, keys }: Sign, finding: Told): boolean {
  return (
    (policy === undefined || policy === finding.policyName) &&
    (requirements === undefined || requirements.some((id) => finding.requirements.includes(id))) &&
    (types?.test(finding.type) ?? true) &&
    (keys?.test(finding.key) ?? true)
  );
}
