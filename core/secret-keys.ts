/**
 * Which entries of the stack's config are secret. The engine says so when it tells a pack about its stack (`config_secret_keys` in
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/analyzer.proto, since CLI 3.180), and the SDK reads nothing but the tags of
 * that message. So this listens in: a lever on the SDK's internals, which tells nothing when the SDK changes. Only names of entries pass here.
 */
import { createRequire } from "node:module";

/** The engine's message about the stack. */
export interface StackMessage {
  getConfigSecretKeysList: (this: StackMessage) => readonly string[];
  getConfigMap: (this: StackMessage) => { getLength(): number };
  getTagsMap: (this: StackMessage) => unknown;
}

let told: ReadonlySet<string> | undefined;

/** The full keys (`namespace:key`) of the secret entries; undefined when nobody said which ones are. */
export function secretConfigKeys(): ReadonlySet<string> | undefined {
  return told;
}

/** Makes a kind of message tell its secret keys to this module when its tags are read. */
export function listenIn(message: { readonly prototype: StackMessage }): void {
  const { prototype } = message;
  const { getTagsMap } = prototype;
  prototype.getTagsMap = function () {
    // No config means no stack, or an engine that keeps it to itself.
    told = this.getConfigMap().getLength() > 0 ? new Set(this.getConfigSecretKeysList()) : undefined;
    return getTagsMap.call(this);
  };
}

/** Listens to the engine's messages from now on; false where the SDK has no such messages. */
export function hearSecretKeys(): boolean {
  try {
    const load = createRequire(createRequire(__filename).resolve("@pulumi/policy/package.json"));
    const messages = load("@pulumi/pulumi/proto/analyzer_pb") as {
      AnalyzerStackConfigureRequest: { readonly prototype: StackMessage };
    };
    const { prototype } = messages.AnalyzerStackConfigureRequest;
    const isKnown = [prototype.getTagsMap, prototype.getConfigMap, prototype.getConfigSecretKeysList].every(
      (method) => typeof method === "function",
    );
    if (isKnown) {
      listenIn(messages.AnalyzerStackConfigureRequest);
    }
    return isKnown;
  } catch {
    // Who needs to know goes by the stack's settings file then.
    return false;
  }
}
