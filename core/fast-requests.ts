/**
 * Makes requests cheaper where the SDK repeats itself for every policy. Levers on the SDK's internals, as in fast-start.ts: they do
 * nothing when the SDK changes, and AWS_SECURITY_BASELINE_FAST_START=0 turns them off.
 *
 * - For every policy the SDK deserializes the properties of the resource again, in AnalyzeStack those of all resources
 *   (measured: 6 us each, 60 ms per stack policy at 10,000 resources). Policies only read them, so all get the same object.
 * - For every stack policy it makes new objects of all resources (40 ms and more garbage at 10,000 resources). Core makes a graph of
 *   the first policy's and needs no others, so later policies of this pack are handed one resource. Policies that
 *   are not core's get all.
 * - For every resource it goes through all policies. Which ones are not about a type, and what it says of them, is always the same within a
 *   run: after the first resource of a type it goes through the others only, and those are put into the answer,
 *   as the bytes that they were before: protobuf encodes names and reasons letter by letter (2 us for each policy).
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

/** "Not applicable" that is said again and again: the same object each time, and its bytes once they were needed. */
interface Refrain {
  readonly list: readonly NotApplicable[];
  bytes?: Uint8Array;
}

/** What comes of the SDK's list at the end of a request: something is learned from it, or something is to be added. */
type Ending = (notApplicable: readonly NotApplicable[]) => Refrain | undefined;

/** @internal */
export const REFRAIN: unique symbol = Symbol("not applicable to the type");

let ending: Ending | undefined;
let canEnd = false;

/** What the list of policies must know of the requests. */
export interface RequestsInFlight {
  /** Counts runs; settings hold for one. */
  readonly number: number;
  /** How many resources were entered so far. */
  readonly entered: number;
  /** The type of the resource that all questions of this turn are about; undefined when there are several. */
  readonly onlyType: string | undefined;
}

/** What the list must know of its policies. */
export interface PolicyQuestions<P> {
  nameOf(policy: P): string;
  /** The same answer for a type throughout a run. */
  isAbout(policy: P, type: string): boolean;
  /** Whether it is certain that the policy passes the resource at hand. */
  passes(policy: P): boolean;
}

/**
 * The policies as the SDK is to go through them: the first one, which enters the resource, then for a resource of a known type
 * those that are about it and have something to say. The engine counts as passed what is neither in an answer's
 * diagnostics nor in its "not applicable" (newPolicySummary in pkg/resource/analyzer/summary.go of pulumi/pulumi).
 */
export function narrowed<P>(policies: readonly P[], ask: PolicyQuestions<P>, requests: RequestsInFlight): P[] {
  let run = requests.number;
  const known = new Map<string, { readonly about: readonly P[]; readonly others: Refrain }>();
  const [first, ...rest] = policies;

  function* inTurn(): Generator<P> {
    if (first === undefined) {
      return;
    }
    const before = requests.entered;
    yield first;
    const type = canEnd && requests.entered === before + 1 ? requests.onlyType : undefined;
    if (type === undefined) {
      return yield* rest;
    }
    if (run !== requests.number) {
      run = requests.number;
      known.clear();
    }
    const learned = known.get(type);
    if (learned) {
      for (const policy of learned.about) {
        // Another request may have come in between: what is certain then is certain for neither of the two.
        if (requests.entered !== before + 1 || !ask.passes(policy)) {
          yield policy;
        }
      }
      ending = () => learned.others;
      return;
    }
    yield* rest;
    // Levels are the SDK's to know: what it says of the policies that are not about the type is what it will say again.
    const about = rest.filter((policy) => ask.isAbout(policy, type));
    const names = new Set(about.map((policy) => ask.nameOf(policy)));
    ending = (found) => {
      known.set(type, { about, others: { list: found.filter((one) => !names.has(one.getPolicyName())) } });
      return undefined;
    };
  }
  return Object.defineProperty([...policies], Symbol.iterator, { value: inTurn });
}

type MakeAnswer = (diagnostics: unknown, notApplicable: NotApplicable[] | undefined) => Answer;

/** Ends each answer as the list of policies says. The SDK makes it in the same breath in which the list ends. */
function ended(make: MakeAnswer): MakeAnswer {
  return (diagnostics, notApplicable) => {
    const end = ending;
    ending = undefined;
    const refrain = end?.(notApplicable ?? []);
    const answer = make(diagnostics, notApplicable);
    if (refrain) {
      answer[REFRAIN] = refrain;
    }
    return answer;
  };
}

interface NotApplicable {
  getPolicyName(): string;
}

/** The SDK's answer, a message of protobuf. */
export interface Answer {
  /** @internal */
  [REFRAIN]?: Refrain;
  setNotApplicableList(list: readonly NotApplicable[]): void;
}

export interface Writer {
  writeSerializedMessage(bytes: Uint8Array, start: number, end: number): void;
}

export type Serialize = (answer: Answer, writer: Writer) => void;

/** Writes what an answer does not list as bytes behind what it does; protobuf lets elements of a list stand anywhere. */
export function withRefrain(serialize: Serialize, encode: (list: readonly NotApplicable[]) => Uint8Array): Serialize {
  return (answer, writer) => {
    serialize(answer, writer);
    const refrain = answer[REFRAIN];
    if (refrain) {
      const bytes = (refrain.bytes ??= encode(refrain.list));
      writer.writeSerializedMessage(bytes, 0, bytes.length);
    }
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
    AnalyzeResponse.serializeBinaryToWriter = withRefrain(serialize, (list) => {
      const answer = new AnalyzeResponse();
      answer.setNotApplicableList(list);
      const writer = new BinaryWriter();
      serialize(answer, writer);
      return writer.getResultBuffer();
    });
    const answers = load("./protoutil") as { makeAnalyzeResponse: MakeAnswer };
    if (typeof answers.makeAnalyzeResponse === "function") {
      answers.makeAnalyzeResponse = ended(answers.makeAnalyzeResponse);
      canEnd = true;
    }
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
