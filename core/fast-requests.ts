/**
 * Makes requests cheaper where the SDK repeats itself for every policy. Levers on the SDK's internals, as in fast-start.ts: they do
 * nothing when the SDK changes, and AWS_SECURITY_BASELINE_FAST_START=0 turns them off.
 *
 * - For every policy the SDK deserializes the properties of the resource again, in AnalyzeStack those of all resources
 *   (measured: 6 us each, 60 ms per stack policy at 10,000 resources). Policies only read them, so all get the same object.
 * - For every stack policy it makes new objects of all resources (40 ms and more garbage at 10,000 resources). Core makes a graph of
 *   the first policy's and needs no others, so later policies of this pack are handed one resource. Policies that
 *   are not core's get all.
 * - For every policy that is not applicable the answer has a name and a reason, the same few in every answer; protobuf encodes
 *   them letter by letter (2 us). They are encoded once.
 */
import { createRequire } from "node:module";

const RESULT = Symbol("deserialized");

/** The SDK's message of properties. */
interface Deserialized {
  [RESULT]?: object;
}

type Deserialize = (properties: object, keepSecrets: boolean) => object;

/** Hands out one result for one message of a request; with secrets kept (remediation changes its copy) a new one each time. */
export function onceForEachMessage(deserialize: Deserialize): Deserialize {
  return (properties: Deserialized, keepSecrets) => {
    if (keepSecrets) {
      return deserialize(properties, keepSecrets);
    }
    // On the message itself: a weak map of objects that live for one request costs more in garbage collection than it saves.
    return (properties[RESULT] ??= deserialize(properties, keepSecrets));
  };
}

let isNextListNeedless = false;

/** Says that the policy which the SDK is about to run over the stack goes by what an earlier one was handed. */
export function skipNextList(): void {
  isNextListNeedless = true;
}

/** Makes a request's list of resources end after the first one when nobody needs more. */
export function shortenable<T>(list: T[]): T[] {
  return Object.defineProperty(list, Symbol.iterator, {
    value: () => {
      const isNeedless = isNextListNeedless;
      isNextListNeedless = false;
      return (isNeedless ? list.slice(0, 1) : list).values();
    },
  });
}

interface NotApplicable {
  getPolicyName(): string;
  getReason(): string;
}

/** The SDK's answer, a message of protobuf. */
export interface Answer {
  getNotApplicableList(): NotApplicable[];
  setNotApplicableList(list: NotApplicable[]): void;
  serializeBinary(): Uint8Array;
}

export interface Writer {
  writeSerializedMessage(bytes: Uint8Array, start: number, end: number): void;
}

type Serialize = (answer: Answer, writer: Writer) => void;

/** The reasons of one policy that are remembered; those of exemptions are the user's own and may be many. */
const MAX_REASONS = 16;

/**
 * Writes the "not applicable" of an answer as the bytes that they were before for the same policy and reason. `encode`
 * gives the bytes of an answer with nothing but that one, which protobuf lets stand one after the other.
 */
export function encodedOnce(serialize: Serialize, encode: (one: NotApplicable) => Uint8Array): Serialize {
  // A policy has few reasons, so that comparing them is quicker than hashing a new text each time.
  const known = new Map<string, { readonly reason: string; readonly bytes: Uint8Array }[]>();
  const bytesOf = (one: NotApplicable): Uint8Array => {
    const [policy, reason] = [one.getPolicyName(), one.getReason()];
    const ofPolicy = known.get(policy) ?? [];
    known.set(policy, ofPolicy);
    const before = ofPolicy.find((other) => other.reason === reason);
    if (before) {
      return before.bytes;
    }
    const bytes = encode(one);
    ofPolicy.push({ reason, bytes });
    if (ofPolicy.length > MAX_REASONS) {
      ofPolicy.shift();
    }
    return bytes;
  };
  return (answer, writer) => {
    const list = answer.getNotApplicableList();
    answer.setNotApplicableList([]);
    serialize(answer, writer);
    answer.setNotApplicableList(list);
    const bytes = Buffer.concat(list.map(bytesOf));
    writer.writeSerializedMessage(bytes, 0, bytes.length);
  };
}

interface AnswerClass {
  new (): Answer;
  serializeBinaryToWriter: Serialize;
}

interface StackRequest {
  getResourcesList: (this: StackRequest) => object[];
}

/** @internal */
export function fastRequests(environment: NodeJS.ProcessEnv): boolean {
  if (environment["AWS_SECURITY_BASELINE_FAST_START"] === "0") {
    return false;
  }
  try {
    const load = createRequire(createRequire(__filename).resolve("@pulumi/policy/package.json"));
    const sdk = load("./deserialize") as { deserializeProperties: Deserialize };
    const messages = load("@pulumi/pulumi/proto/analyzer_pb") as {
      AnalyzeResponse: AnswerClass;
      AnalyzeStackRequest: { readonly prototype: StackRequest };
    };
    const { BinaryWriter } = load("google-protobuf") as {
      BinaryWriter: { prototype: Partial<Writer> } & (new () => WholeWriter);
    };
    const { AnalyzeResponse } = messages;
    const serialize = AnalyzeResponse.serializeBinaryToWriter;
    if (typeof sdk.deserializeProperties !== "function" || !BinaryWriter.prototype.writeSerializedMessage) {
      return false;
    }
    sdk.deserializeProperties = onceForEachMessage(sdk.deserializeProperties);
    AnalyzeResponse.serializeBinaryToWriter = encodedOnce(serialize, (one) => {
      const answer = new AnalyzeResponse();
      answer.setNotApplicableList([one]);
      const writer = new BinaryWriter();
      serialize(answer, writer);
      return writer.getResultBuffer();
    });
    const stackRequest = messages.AnalyzeStackRequest.prototype;
    const resourcesOf = stackRequest.getResourcesList;
    stackRequest.getResourcesList = function () {
      return shortenable(resourcesOf.call(this));
    };
    return true;
  } catch {
    // Slower, and all the same otherwise.
    return false;
  }
}

interface WholeWriter extends Writer {
  getResultBuffer(): Uint8Array;
}
