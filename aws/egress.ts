import { whenKnown, type Resource, type Value } from "../core";
import {
  addressesInWords,
  demandKnown,
  isOpen,
  listed,
  placeOf,
  relevantRules,
  sumOf,
  trafficInWords,
  type ExposedRule,
  type Relevant,
  type Sum,
} from "./exposure";
import { displayTraffic, ICMP, ICMPV6, portsNotAllowed, type Traffic } from "./ranges";
import type { SecurityGroupView } from "./security-group";

/** What any workload may need of the internet: the web, DNS (large answers over TCP) and the time. */
export const DEFAULT_EGRESS: readonly string[] = ["443/tcp", "80/tcp", "53/udp", "53/tcp", "123/udp"];

/** Something that a security group lets out to anywhere though it is not allowed. */
export interface OpenEgress {
  readonly at: Value | Resource;
  readonly found: string;
  readonly key: string;
  /** The resource that it is written in. */
  readonly writtenIn: Resource;
  /** The component of a published package that it is written in. */
  readonly component: string | undefined;
}

/** What a group lets out to anywhere beyond the allowed ports, as far as it is known. ICMP has no ports and is left out. */
export function openEgressOf(group: SecurityGroupView, allowed: readonly Traffic[]): readonly OpenEgress[] {
  const rules = relevantRules(group.knownRules("egress"), beyond(allowed));
  const open = new Set(rules.filter((one) => isOpen(one)));
  const sum = sumOf(rules.filter((one) => !open.has(one)));
  return [
    ...(whenKnown(() => group.keepsDefaultEgress) ? [defaultEgress(group)] : []),
    ...[...open].map(openRule),
    ...(sum ? [openSum(group, sum)] : []),
  ];
}

/** Throws `Undecided` when more may go out to anywhere than is known. */
export function demandEgressKnown(group: SecurityGroupView, allowed: readonly Traffic[]): void {
  group.rules("egress").forEach((rule) => demandKnown(rule, beyond(allowed)));
}

function beyond(allowed: readonly Traffic[]): Relevant {
  return (traffic) =>
    traffic.protocol === ICMP || traffic.protocol === ICMPV6 ? [] : portsNotAllowed(traffic, allowed);
}

function defaultEgress({ resource, publishedComponent }: SecurityGroupView): OpenEgress {
  return {
    at: resource.at("securityGroupEgress"),
    found: "Without securityGroupEgress AWS's default rule stays, which lets all traffic out to 0.0.0.0/0 and ::/0.",
    key: "default",
    writtenIn: resource,
    component: publishedComponent,
  };
}

function openRule(exposed: ExposedRule): OpenEgress {
  const { rule, traffic } = exposed;
  return {
    at: placeOf(exposed),
    found: `This rule lets ${displayTraffic(traffic)} out to ${addressesInWords(exposed)}.`,
    key: rule.key,
    writtenIn: rule.resource,
    component: rule.publishedComponent,
  };
}

/** Who wrote one of the rules can change it, so a sum is a component's only when all of its rules are. */
function openSum(group: SecurityGroupView, sum: Sum): OpenEgress {
  const { rules } = sum;
  const own = rules.find((rule) => rule.publishedComponent === undefined) ?? rules[0];
  return {
    at: group.resource,
    found: `${trafficInWords(sum, "goes", "go")} out to a large part of the internet: the rules ${listed(rules.map(({ label }) => label))} add up to it.`,
    key: "sum",
    writtenIn: own.resource,
    component: own.publishedComponent,
  };
}
