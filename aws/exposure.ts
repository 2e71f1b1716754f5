import { whenKnown, type Value } from "../core";
import { isPrivateRange, type Range } from "./cidr";
import { Coverage } from "./coverage";
import {
  carries,
  displayTraffic,
  isAnywhere,
  publicPart,
  type Protocol,
  type ShortestPrefix,
  type Span,
  type Traffic,
} from "./ranges";
import type { AddressSource, SecurityGroupRule } from "./security-group";

/** What of a rule's traffic matters, each as a first port; nothing when none of it does. */
export type Relevant = (traffic: Traffic) => readonly Traffic[];

/** A rule that lets relevant traffic through, and the addresses that it names. */
export interface ExposedRule {
  readonly rule: SecurityGroupRule;
  readonly traffic: Traffic;
  readonly relevant: readonly Traffic[];
  readonly sources: readonly AddressSource[];
}

/** Rules that let the same traffic through to anywhere together, though none of them does alone. */
export interface Sum {
  readonly rules: readonly [SecurityGroupRule, ...SecurityGroupRule[]];
  readonly traffic: readonly Traffic[];
}

/** The rules that let relevant traffic through, as far as that is known. */
export function relevantRules(rules: readonly SecurityGroupRule[], relevant: Relevant): readonly ExposedRule[] {
  return rules.flatMap((rule) => {
    const traffic = whenKnown(() => rule.traffic);
    const ports = traffic ? relevant(traffic) : [];
    return traffic && ports.length > 0 ? [{ rule, traffic, relevant: ports, sources: rule.sources }] : [];
  });
}

/** Throws `Undecided` when it is not known whether the rule lets relevant traffic through, or to whom. */
export function demandKnown(rule: SecurityGroupRule, relevant: Relevant): void {
  const { traffic } = rule;
  if (traffic && relevant(traffic).length > 0) {
    rule.demandSources();
  }
}

/** Whether a rule's addresses are anywhere, alone or added up. */
export function isOpen(exposed: ExposedRule, shortest?: ShortestPrefix): boolean {
  return isAnywhere(rangesOf(exposed), shortest);
}

/** A rule with what of its addresses is public. */
type Part = ExposedRule & { readonly spans: readonly Span[] };

/**
 * What rules that are not open alone let through to anywhere when they are added up. Where the sum is largest some rule's
 * relevant traffic begins, so only these ports are looked at.
 */
export function sumOf(rules: readonly ExposedRule[], shortest?: ShortestPrefix): Sum | undefined {
  const parts = rules
    .map((exposed) => ({ ...exposed, spans: publicPart(rangesOf(exposed)) }))
    .filter(({ spans }) => spans.length > 0);
  const ports = distinct(parts.flatMap(({ relevant }) => relevant));
  const protocols = new Set(ports.map(({ protocol }) => protocol));
  const traffic = [...protocols].flatMap((protocol) => openPorts(protocol, ports, parts, shortest));
  const [first, ...others] = parts
    .filter((part) => traffic.some((port) => carries(part.traffic, port)))
    .map(({ rule }) => rule);
  return first && { rules: [first, ...others], traffic };
}

/** The ports of a protocol at which the rules are open together: walks up the ports while rules begin and end. */
function openPorts(
  protocol: Protocol,
  ports: readonly Traffic[],
  parts: readonly Part[],
  shortest?: ShortestPrefix,
): readonly Traffic[] {
  const asked = ports.filter((port) => port.protocol === protocol).sort((a, b) => a.first - b.first);
  const some = parts.filter(({ traffic }) => traffic.protocol === "all" || traffic.protocol === protocol);
  const beginning = [...some].sort((a, b) => b.traffic.first - a.traffic.first);
  const ending = [...some].sort((a, b) => b.traffic.last - a.traffic.last);
  const active = new Coverage(some.flatMap(({ spans }) => spans));
  return asked.filter(({ first }) => {
    while ((beginning.at(-1)?.traffic.first ?? Infinity) <= first) {
      active.add(beginning.pop()?.spans ?? []);
    }
    while ((ending.at(-1)?.traffic.last ?? Infinity) < first) {
      active.remove(ending.pop()?.spans ?? []);
    }
    return active.isLarge(shortest);
  });
}

/** Where the addresses of an open rule are written: the first that is anywhere alone, else the rule. */
export function placeOf({ rule, sources }: ExposedRule, shortest?: ShortestPrefix): Value {
  return sources.find(({ ranges }) => isAnywhere(ranges, shortest))?.at ?? rule.value;
}

/** The addresses of an open rule in words: `0.0.0.0/0 and ::/0`. */
export function addressesInWords({ sources }: ExposedRule, shortest?: ShortestPrefix): string {
  const alone = sources.filter(({ ranges }) => isAnywhere(ranges, shortest));
  if (alone.length > 0) {
    return listed(alone.map(({ label }) => label));
  }
  const open = sources.filter(({ ranges }) => !ranges.every(isPrivateRange));
  return `${listed(open.map(({ label }) => label))}, which add up to a large part of the internet`;
}

/** The traffic of a sum with its verb: `22/tcp is`, `22/tcp and 3389/tcp are`. */
export function trafficInWords({ traffic }: Sum, one: string, many: string): string {
  return `${listed(traffic.map(displayTraffic))} ${traffic.length > 1 ? many : one}`;
}

/** `a, b and c`; after four `a, b, c, d and 9 more`. */
export function listed(texts: readonly string[]): string {
  const shown = texts.length > 5 ? [...texts.slice(0, 4), `${texts.length - 4} more`] : texts;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("");
}

function rangesOf({ sources }: ExposedRule): readonly Range[] {
  return sources.flatMap(({ ranges }) => ranges);
}

function distinct(ports: readonly Traffic[]): readonly Traffic[] {
  return [...new Map(ports.map((port) => [`${port.protocol} ${port.first}`, port])).values()];
}
