/**
 * Remembers what the engine sent of a resource that is to be remediated, because the SDK's form of assets and archives loses
 * what they were made of. A lever on the SDK's internals, as in fast-requests.ts: without it, resources that hold an asset
 * or an archive are not remediated.
 */
import { createRequire } from "node:module";
import { plain } from "./value";

/** The SDK's message of properties. */
interface Message {
  toJavaScript(): Record<string, unknown>;
}

type Deserialize = (properties: Message, keepSecrets: boolean) => Record<string, unknown>;

const messages = new WeakMap<object, Message>();

/** The same, remembering the message of what keeps its secrets, which only remediation asks for. */
export function remembering(deserialize: Deserialize): Deserialize {
  return (properties, keepSecrets) => {
    const result = deserialize(properties, keepSecrets);
    if (keepSecrets) {
      messages.set(plain(result), properties);
    }
    return result;
  };
}

/** What the engine sent for the properties behind the SDK's proxies; undefined where that was not remembered. */
export function sentFor(props: object): Record<string, unknown> | undefined {
  return messages.get(props)?.toJavaScript();
}

/** Has the SDK remember what it is sent from now on; false when this SDK works otherwise. */
export function rememberSent(): boolean {
  try {
    const load = createRequire(createRequire(__filename).resolve("@pulumi/policy/package.json"));
    const sdk = load("./deserialize") as { deserializeProperties: Deserialize };
    if (typeof sdk.deserializeProperties !== "function") {
      return false;
    }
    sdk.deserializeProperties = remembering(sdk.deserializeProperties);
    return true;
  } catch {
    return false;
  }
}
