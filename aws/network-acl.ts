import { view, whenKnown, type Graph, type Resource, type Subject, type Value } from "../core";
import { parseRange } from "./cidr";
import { firstPresent } from "./lifecycle";
import { carries, overlaps, trafficOf, without, type Span, type Traffic } from "./ranges";
import * as types from "./types";

/**
 * Where the ports begin that clients use, to which answers come back: an ACL is stateless and has to let them in.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
 */
const FIRST_CLIENT_PORT = 1024;

/** A rule: inline among those for what comes in (`ruleNo`, `action`), or a resource of its own (`ruleNumber`, `ruleAction`). */
export class NetworkAclRule {
  constructor(readonly at: Value) {}

  get number(): number | undefined {
    return firstPresent(this.at.at("ruleNo"), this.at.at("ruleNumber")).number();
  }

  /** "allow" or "deny". */
  get action(): string | undefined {
    return firstPresent(this.at.at("action"), this.at.at("ruleAction")).string()?.toLowerCase();
  }

  /** The addresses that it is about, as the program writes them. */
  get source(): string {
    return this.ranges.join(" and ");
  }

  /** The addresses for which it may let asked traffic in; none when it is for other traffic or for answers. */
  opens(asked: Traffic): readonly Span[] {
    const { traffic } = this;
    const isOpening =
      traffic !== undefined &&
      overlaps(traffic, asked) &&
      !isReturnTraffic(traffic, asked) &&
      this.number !== undefined &&
      this.isInbound;
    return isOpening ? this.spans : [];
  }

  /** The addresses from which it keeps all of the asked traffic out. */
  closes(asked: Traffic): readonly Span[] {
    const isClosing = this.isFor(asked) && this.number !== undefined && this.isInbound && this.action === "deny";
    return isClosing ? this.spans : [];
  }

  /** Whether all of the traffic is among what the rule is about. */
  isFor(asked: Traffic): boolean {
    const { traffic } = this;
    return traffic !== undefined && carries(traffic, asked);
  }

  private get isInbound(): boolean {
    return this.at.at("egress").boolean() !== true;
  }

  private get traffic(): Traffic | undefined {
    const { at } = this;
    return trafficOf(
      at.at("protocol"),
      firstPresent(at.at("fromPort"), at.at("portRange", "from")),
      firstPresent(at.at("toPort"), at.at("portRange", "to")),
    );
  }

  private get spans(): readonly Span[] {
    return this.ranges.flatMap((text) => parseRange(text) ?? []);
  }

  private get ranges(): readonly string[] {
    return [this.at.at("cidrBlock"), this.at.at("ipv6CidrBlock")].flatMap((value) => value.string() ?? []);
  }
}

/** Whether it is among the ports to which answers come back. */
export function isClientPort({ first }: Traffic): boolean {
  return first >= FIRST_CLIENT_PORT;
}

/** A range of client ports, unless it is for nothing but the asked ones. */
function isReturnTraffic(traffic: Traffic, asked: Traffic): boolean {
  return isClientPort(traffic) && !carries(asked, traffic);
}

/** Addresses for which a rule lets asked traffic in, without those that an earlier rule keeps out. */
export interface Opening {
  readonly rule: NetworkAclRule;
  readonly spans: readonly Span[];
}

/** A network ACL with its rules: its own resource, or the VPC whose default one separate rules are added to. */
export class NetworkAclView implements Subject {
  private ordered: readonly NetworkAclRule[] | undefined;

  constructor(readonly resource: Resource) {}

  /**
   * Who lets asked traffic in, in the order of the rules: the first that matches decides. Throws `Undecided` at a rule of
   * which is not known whether it keeps that traffic out, or when one more may come first.
   */
  *openings(asked: Traffic): Generator<Opening> {
    const denied: Span[] = [];
    for (const rule of this.rulesInOrder) {
      if (whenKnown(() => rule.action) === "allow") {
        const spans = without(whenKnown(() => rule.opens(asked)) ?? [], denied);
        if (spans.length > 0) {
          yield { rule, spans };
        }
      } else {
        denied.push(...rule.closes(asked));
      }
    }
  }

  private get rulesInOrder(): readonly NetworkAclRule[] {
    this.ordered ??= inOrder(this.rules);
    return this.ordered;
  }

  /** The provider lets inline rules overwrite separate ones, so that the inline ones are judged at once. */
  private get rules(): readonly NetworkAclRule[] {
    const inline = this.resource
      .at("ingress")
      .list()
      .map((value) => new NetworkAclRule(value));
    return [...inline, ...(inline.length > 0 ? (whenKnown(() => this.separateRules) ?? []) : this.separateRules)];
  }

  private get separateRules(): readonly NetworkAclRule[] {
    const { resource } = this;
    const found = resource.graph.referrers(resource, types.NETWORK_ACL_RULE, "networkAclId");
    resource.graph.demandReferrersKnown(resource, types.NETWORK_ACL_RULE, "networkAclId");
    return found.map(({ inputs }) => new NetworkAclRule(inputs));
  }
}

/** What has no number that is known may come first. */
function inOrder(rules: readonly NetworkAclRule[]): readonly NetworkAclRule[] {
  const numbers = new Map(rules.map((rule) => [rule, whenKnown(() => rule.number) ?? 0]));
  return [...rules].sort((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0));
}

/** A VPC stands for its default ACL. */
const JUDGED = [...types.NETWORK_ACL, ...types.VPC, ...types.DEFAULT_VPC];

/** The network ACLs that the program manages. Rules on others stand among rules that cannot be seen here. */
export const networkAcls = view(JUDGED, (graph: Graph) =>
  graph
    .ofType(JUDGED)
    .filter((one) => one.isAnalysed)
    .map((one) => new NetworkAclView(one)),
);
