/** From the engine's event about a policy to a finding, without a text twice in memory. */
import { createHash } from "node:crypto";
import { parseMessage, type MessageParts } from "../library";
import { withoutColors, type PolicyEvent, type PolicyRemediationEvent } from "./events";
import { SEVERITIES, type Finding, type FindingKind, type Level, type Severity } from "./model";
import { partsOfUrn } from "./urn";

/** The name under which this pack is published. */
export const PACK = "aws-security-baseline";

/** Makes findings. Equal texts are kept once: a million findings share some hundred descriptions and fixes. */
export class FindingMaker {
  private readonly texts = new Map<string, string>();
  private readonly lists = new Map<string, readonly string[]>();

  /** @param packs Packs that count as this one, such as one that an organisation made of it. */
  constructor(private readonly packs: ReadonlySet<string>) {}

  /** Whether an event is of this pack: by the pack's name, or by a message that is laid out as its own. */
  isOwn({ policyPackName = "", message = "" }: PolicyEvent): boolean {
    return this.packs.has(policyPackName) || parseMessage(withoutColors(message)) !== undefined;
  }

  fromViolation(event: PolicyEvent): Finding {
    const message = withoutColors(event.message ?? "").trimEnd();
    const parts = parseMessage(message);
    const policy = event.policyName ?? "";
    return this.make(event, levelOf(event.enforcementLevel), parts ? kindOf(policy, parts) : "violation", {
      description: parts ? descriptionOf(message) : "",
      ...(parts ?? { path: "", found: message, fix: "", requirements: [], key: digest(message) }),
    });
  }

  /** Says which properties were changed, never to what: values may be secret. */
  fromRemediation(event: PolicyRemediationEvent): Finding {
    const { before = {}, after = {} } = event;
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .sort();
    return this.make(event, "remediate", "remediated", {
      description: "",
      path: "",
      found: `The engine changed ${changed.length > 0 ? changed.join(", ") : "the resource"} as the policy asks.`,
      fix: "",
      requirements: [],
      key: "remediated",
    });
  }

  private make(
    event: PolicyEvent,
    level: Level,
    kind: FindingKind,
    parts: MessageParts & { readonly description: string },
  ): Finding {
    const urn = this.shared(event.resourceUrn ?? "");
    const { project = "", stack = "", type = "", name = "" } = partsOfUrn(urn) ?? {};
    const policy = this.shared(event.policyName ?? "");
    const pack = this.shared(event.policyPackName ?? "");
    // A setting is complained of at whatever resource comes first.
    const place = kind === "settings-problem" ? `${project}::${stack}` : urn;
    return {
      id: digest([this.packs.has(pack) ? policy : `${pack}/${policy}`, place, parts.key].join("\n")),
      kind,
      project: this.shared(project),
      stack: this.shared(stack),
      urn,
      type: this.shared(type),
      name: this.shared(name),
      pack,
      packVersion: this.shared(event.policyPackVersionTag || event.policyPackVersion || ""),
      policy,
      level,
      severity: severityOf(event.severity),
      description: this.shared(parts.description),
      path: this.shared(parts.path),
      key: this.shared(parts.key),
      found: flat(parts.found),
      fix: this.shared(parts.fix),
      requirements: this.sharedList(parts.requirements),
    };
  }

  private shared(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) {
      return known;
    }
    const copy = flat(text);
    this.texts.set(copy, copy);
    return copy;
  }

  private sharedList(list: readonly string[]): readonly string[] {
    const key = list.join();
    const known = this.lists.get(key);
    if (known) {
      return known;
    }
    this.lists.set(flat(key), list.map(flat));
    return this.lists.get(key) ?? list;
  }
}

/** A copy that does not keep the line alive which it was cut from, as V8's slices do. */
function flat(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** What stands above the three lines of the finding. */
function descriptionOf(message: string): string {
  return message.split("\n").slice(0, -3).join(" ");
}

/** How core marks what is not a violation of a resource, by the beginning of the key (core/check.ts, core/ledger.ts). */
const KINDS: readonly (readonly [string, FindingKind])[] = [
  ["undecided:", "undecided"],
  ["exempted:", "exempted"],
  ["ended:", "exemption-problem"],
  ["unused:", "exemption-problem"],
  ["stack-config:", "exemption-problem"],
];

/** What a finding of this pack is about, by how core words it. */
export function kindOf(policy: string, { found, key }: MessageParts): FindingKind {
  const marked = KINDS.find(([prefix]) => key.startsWith(prefix));
  if (marked) {
    return marked[1];
  }
  if (found.startsWith(`Settings of ${policy}: `)) {
    return "settings-problem";
  }
  return key === "internal-error" ? "internal-error" : "violation";
}

/** A level that a later CLI may bring counts as mandatory: a report must not be milder than the engine. */
function levelOf(level: string | undefined): Level {
  return level === "advisory" || level === "remediate" ? level : "mandatory";
}

function severityOf(severity: string | undefined): Severity | undefined {
  return SEVERITIES.find((one) => one === severity);
}
