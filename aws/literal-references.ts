import { isObject, isUnknownMark, type Graph, type Resource, type Subject, type Value, wordsOf } from "../core";
import { identitiesOf, type Identities } from "./identities";
import { arnsIn, bearersOfArn, type Arn } from "./arn-names";
import { relates } from "./reference-keys";
import { physicalNameInputs, scopedNameInputs } from "./schema";
import { BUCKET, QUEUE } from "./types";

/** A text of one resource that says what another one of the stack is called. Whether an output was written there is not told by it. */
export interface LiteralReference extends Subject {
  /** The resource that refers. */
  readonly resource: Resource;
  readonly value: Value;
  /** The name, id or ARN, as it stands there. */
  readonly text: string;
  /** The parts of an ARN; `undefined` for names and ids. */
  readonly arn: Arn | undefined;
  /** Whether the input speaks of such a thing (`role`), rather than being a document or a text that mentions it. */
  readonly isSpokenOf: boolean;
  /** Who may be meant, the likeliest first. */
  readonly targets: readonly [Resource, ...Resource[]];
}

/**
 * Inputs that say things to people, or label; and the conditions of policies, which say who may come later:
 * aws:SourceArn of a trail in the policy of its bucket must not wait for the trail, which needs the policy.
 */
const PROSE: ReadonlySet<string> = new Set([
  "Condition",
  "tags",
  "tagsAll",
  "description",
  "comment",
  "alarmDescription",
  "displayName",
]);

/** Longer texts are programs and data; policies and container definitions are shorter. */
const MAX_TEXT = 100_000;
const MAX_DEPTH = 32;

/**
 * All texts of the stack that are what another of its resources is called: one walk over all inputs, each text looked up
 * once. A bare name counts when the input speaks of such a thing (`role`, `TABLE_NAME`) and when it is no short or
 * everyday word, which many things are called; ids of AWS and ARNs count everywhere.
 */
export function literalReferences(graph: Graph): readonly LiteralReference[] {
  return graph.view(literalReferences, () => {
    const identities = identitiesOf(graph);
    return graph.resources.flatMap((resource) =>
      resource.isAnalysed && resource.hasProvider && !resource.type.startsWith("pulumi:")
        ? new Walk(resource, identities).found
        : [],
    );
  });
}

/** One walk over the inputs of one resource. */
class Walk {
  readonly found: LiteralReference[] = [];
  /** Where the walk is. Inside of JSON text it stays at the text. */
  private readonly path: (string | number)[] = [];
  private isInText = false;
  private depth = 0;

  constructor(
    private readonly resource: Resource,
    private readonly identities: Identities,
  ) {
    const own = new Set([...physicalNameInputs(resource.type), ...scopedNameInputs(resource.type)]);
    const inputs = resource.inputs.raw;
    for (const [key, raw] of isObject(inputs) ? Object.entries(inputs) : []) {
      if (!own.has(key) && !PROSE.has(key)) {
        this.step(key, raw, key);
      }
    }
  }

  private step(to: string | number, raw: unknown, key: string): void {
    if (!this.isInText) {
      this.path.push(to);
    }
    this.depth++;
    this.visit(raw, key);
    this.depth--;
    if (!this.isInText) {
      this.path.pop();
    }
  }

  private visit(raw: unknown, key: string): void {
    if (typeof raw === "string") {
      return this.read(raw, key);
    }
    if (this.depth > MAX_DEPTH) {
      return;
    }
    if (Array.isArray(raw)) {
      return raw.forEach((item, index) => this.step(index, item, key));
    }
    if (isObject(raw)) {
      for (const [own, item] of Object.entries(raw)) {
        // { name: "TABLE", value: "orders" } speaks of a table.
        const spoken = own.toLowerCase() === "value" && typeof raw["name"] === "string" ? raw["name"] : own;
        if (!PROSE.has(own)) {
          this.step(own, item, spoken);
        }
      }
    }
  }

  private read(text: string, key: string): void {
    if (text.length < 3 || text.length > MAX_TEXT || isUnknownMark(text)) {
      return;
    }
    const document = !this.isInText && /^\s*[[{]/.test(text) ? parsed(text) : undefined;
    if (document !== undefined) {
      this.isInText = true;
      this.visit(document, key);
      this.isInText = false;
      return;
    }
    const { ids, names } = this.identities;
    this.add(text, key, ids.get(text) ?? []);
    if (text.includes("arn:")) {
      return arnsIn(text).forEach((arn) => this.add(arn.text, key, bearersOfArn(arn, this.identities), arn));
    }
    const address = addressIn(text);
    if (address) {
      return this.add(
        address.name,
        key,
        (names.get(address.name) ?? []).filter(({ type }) => address.types.includes(type)),
      );
    }
    const isName = !isEverydayWord(text) && !BEGINNING.test(key);
    const bearers = isName ? (names.get(text) ?? []) : [];
    this.add(
      text,
      key,
      bearers.filter((one) => relates(key, this.resource.type, one.type)),
    );
  }

  private add(text: string, key: string, bearers: readonly Resource[], arn?: Arn): void {
    const { resource } = this;
    const related = bearers.filter((one) => relates(key, resource.type, one.type));
    const [first, ...others] = [...new Set([...related, ...bearers])];
    if (first && !bearers.includes(resource)) {
      const isSpokenOf = related.length > 0;
      this.found.push({
        resource,
        value: resource.at(...this.path),
        text,
        arn,
        isSpokenOf,
        targets: [first, ...others],
      });
    }
  }
}

/** Inputs that hold the beginning or the end of names: `awslogs-stream-prefix`. */
const BEGINNING = /(?:prefix|suffix)$/i;

/**
 * The bucket of an s3:// address or of a domain name of S3, or the queue of a URL
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html).
 */
function addressIn(text: string): { readonly name: string; readonly types: readonly string[] } | undefined {
  const bucket = /^s3:\/\/([a-z0-9.-]+)|^([a-z0-9.-]+)\.s3[.-][a-z0-9.-]*amazonaws\.com/.exec(text);
  const queue = /^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/\d{12}\/([\w.-]+)$/.exec(text);
  const name = bucket?.[1] ?? bucket?.[2] ?? queue?.[1];
  return name === undefined ? undefined : { name, types: bucket ? BUCKET : QUEUE };
}

/** Whether many things may be called so: one short word. */
function isEverydayWord(text: string): boolean {
  const isTelling = text.length >= 6 && wordsOf(text).length > 1;
  const isMixed = text.length >= 8 && /\d/.test(text) && /[a-z]/i.test(text);
  return !isTelling && !isMixed && text.length < 12;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
