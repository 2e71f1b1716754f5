import { wordsOf } from "../core";

/** What inputs call a type besides its class, by class. */
const OTHER_NOUNS: Readonly<Record<string, readonly string[]>> = {
  Function: ["lambda"],
  KeyPair: ["key"],
  Alias: ["key"],
  LogGroup: ["logsgroup"],
  Parameter: ["valuefrom"],
  Secret: ["valuefrom"],
};

/** Kinds of things that several services have: which one is meant must be clear from the service. */
const SHARED: ReadonlySet<string> = new Set(
  "alias application cluster database domain environment function group instance key listener policy project repository rule service subnetgroup parametergroup stage task user version".split(
    " ",
  ),
);

/** Words by which inputs name a service. */
const SERVICE_WORDS: Readonly<Record<string, readonly string[]>> = {
  rds: ["db", "rds"],
  lambda: ["lambda", "function"],
  codebuild: ["codebuild", "project"],
  codecommit: ["codecommit"],
  kms: ["kms"],
  ec2: ["ec2", "security", "keyname"],
  iam: ["iam", "managedpolicy"],
  glue: ["glue", "catalog"],
};

interface Noun {
  readonly text: string;
  readonly isShared: boolean;
}

const nounsByType = new Map<string, readonly Noun[]>();

/** What inputs call resources of a type: `role`, `loggroup` and, less clearly, `group`. */
function nounsOf(type: string): readonly Noun[] {
  const kept = nounsByType.get(type);
  if (kept) {
    return kept;
  }
  const name = (type.split(":")[2] ?? "").replace(/V2$/, "");
  const texts = [name.toLowerCase(), wordsOf(name).at(-1) ?? "", ...(OTHER_NOUNS[name] ?? [])];
  const nouns = [...new Set(texts)].filter((text) => text !== "").map((text) => ({ text, isShared: SHARED.has(text) }));
  // A program has few types, but a hostile one may have any number.
  if (nounsByType.size < 2_000) {
    nounsByType.set(type, nouns);
  }
  return nouns;
}

/** Whether an input of this name, of a resource of type `from`, speaks of resources of type `to`. */
export function relates(key: string, from: string, to: string): boolean {
  const compact = key.toLowerCase().replace(/[^a-z0-9]/g, "");
  const service = serviceOf(to);
  if (compact === "name") {
    // A RecorderStatus has no name of its own; its `name` is the Recorder's.
    return service === serviceOf(from) && from !== to && classOf(from).startsWith(classOf(to));
  }
  const isClear =
    service === serviceOf(from) || (SERVICE_WORDS[service] ?? [service]).some((one) => compact.includes(one));
  return nounsOf(to).some(({ text, isShared }) => compact.includes(text) && (!isShared || isClear));
}

function serviceOf(type: string): string {
  return type.split(":")[1]?.split("/")[0] ?? "";
}

function classOf(type: string): string {
  return type.split(":")[2] ?? type;
}
