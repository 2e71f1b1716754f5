import type { Value } from "../core";
import { privateRanges, sizeOfPrefix, type Range } from "./cidr";

/** Addresses that follow each other; every `Range` is one, what is left of a range need not be. */
export interface Span {
  readonly kind: Range["kind"];
  readonly first: bigint;
  readonly last: bigint;
}

/** For each kind of address the shortest prefix that public ranges may have. */
export type ShortestPrefix = Readonly<Record<Span["kind"], number>>;

/** A public range that is shorter than this is anywhere (the catalogue's word). */
export const SHORTEST_PREFIX: ShortestPrefix = { ipv4: 16, ipv6: 32 };

const KINDS = ["ipv4", "ipv6"] as const;

/** The same addresses in order, where nothing overlaps or touches. */
export function united(spans: readonly Span[]): readonly Span[] {
  return KINDS.flatMap((kind) => unitedOfKind(spans, kind));
}

function unitedOfKind(spans: readonly Span[], kind: Span["kind"]): readonly Span[] {
  const found: Span[] = [];
  for (const { first, last } of inOrder(spans, kind)) {
    const before = found.at(-1);
    if (!before || first > before.last + 1n) {
      found.push({ kind, first, last });
    } else if (last > before.last) {
      found[found.length - 1] = { ...before, last };
    }
  }
  return found;
}

function inOrder(spans: readonly Span[], kind: Span["kind"]): readonly Span[] {
  return spans.filter((one) => one.kind === kind).sort((a, b) => (a.first < b.first ? -1 : 1));
}

/** The addresses of `spans` that are not in `taken`. */
export function without(spans: readonly Span[], taken: readonly Span[]): readonly Span[] {
  return KINDS.flatMap((kind) => {
    const whole = unitedOfKind(spans, kind);
    const [lowest, highest] = [whole[0]?.first ?? 0n, whole.at(-1)?.last ?? -1n];
    // Most of what is taken is elsewhere; to put it in order is what takes long.
    const cuts = unitedOfKind(
      taken.filter((one) => one.kind === kind && one.first <= highest && one.last >= lowest),
      kind,
    );
    const left: Span[] = [];
    let next = 0;
    for (const { first, last } of whole) {
      // Cuts that end before this span end before all later ones too.
      while ((cuts[next]?.last ?? first) < first) {
        next += 1;
      }
      let from = first;
      for (let index = next; from <= last; index += 1) {
        const cut = cuts[index];
        if (!cut || cut.first > last) {
          left.push({ kind, first: from, last });
          break;
        }
        if (cut.first > from) {
          left.push({ kind, first: from, last: cut.first - 1n });
        }
        from = cut.last + 1n;
      }
    }
    return left;
  });
}

/** Whether every address of `inner` is in one of `outer`. */
export function coversTogether(outer: readonly Span[], inner: Span): boolean {
  return without([inner], outer).length === 0;
}

/**
 * Whether these addresses are anywhere: their public part, added up, is larger than a range of the shortest prefix. One
 * `0.0.0.0/0` is, and so are `0.0.0.0/1` and `128.0.0.0/1`; private addresses do not count.
 */
export function isAnywhere(spans: readonly Span[], shortest: ShortestPrefix = SHORTEST_PREFIX): boolean {
  const open = publicPart(spans);
  return KINDS.some((kind) => addressCount(open, kind) >= sizeOfPrefix(kind, shortest[kind] - 1));
}

/** How many addresses of a kind are in spans that do not overlap. */
function addressCount(spans: readonly Span[], kind: Span["kind"]): bigint {
  return spans.reduce((sum, one) => (one.kind === kind ? sum + one.last - one.first + 1n : sum), 0n);
}

/** What of the addresses somebody on the internet may have. */
export function publicPart(spans: readonly Span[]): readonly Span[] {
  return without(spans, privateRanges());
}

/** A protocol by its number, or every one. */
export type Protocol = number | "all";

export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;
export const ICMPV6 = 58;

const LAST_PORT = 65535;

/** What a rule lets through; the ports of a protocol without ports are all. */
export interface Traffic {
  readonly protocol: Protocol;
  readonly first: number;
  readonly last: number;
}

export const SSH: Traffic = portAt(TCP, 22);

/** Remote administration: SSH, and the remote desktop, which speaks UDP too. */
export const ADMINISTRATION: readonly Traffic[] = [SSH, portAt(TCP, 3389), portAt(UDP, 3389)];

/** The names that AWS and its provider know: https://www.iana.org/assignments/protocol-numbers */
const PROTOCOLS: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ["-1", "all"],
  ["all", "all"],
  ["icmp", ICMP],
  ["tcp", TCP],
  ["udp", UDP],
  ["icmpv6", ICMPV6],
]);

/** The protocol of a name or number in any case; undefined for what is neither. */
export function parseProtocol(text: string): Protocol | undefined {
  const name = text.trim().toLowerCase();
  const number = /^\d{1,3}$/.test(name) ? Number(name) : undefined;
  return number !== undefined && number <= 255 ? number : PROTOCOLS.get(name);
}

/**
 * What a rule with this protocol and these ports lets through; undefined when AWS refuses it (an unknown protocol, a port
 * beyond the last, a range that runs backwards). Only TCP and UDP have ports, of every other protocol AWS ignores them;
 * TCP without ports counts as all of them.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function trafficOf(protocol: Value, from: Value, to: Value): Traffic | undefined {
  const parsed = parseProtocol(protocol.string() ?? "");
  if (parsed === undefined || !hasPorts(parsed)) {
    return parsed === undefined ? undefined : { protocol: parsed, first: 0, last: LAST_PORT };
  }
  const [first = NaN, last = NaN] = [from, to].map((port) => (port.isAbsent ? -1 : port.number()));
  if (first === -1 && last === -1) {
    return { protocol: parsed, first: 0, last: LAST_PORT };
  }
  return isPort(first) && isPort(last) && first <= last ? { protocol: parsed, first, last } : undefined;
}

function hasPorts(protocol: Protocol): boolean {
  return protocol === TCP || protocol === UDP;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= LAST_PORT;
}

/** Ports as settings name them: `22/tcp`, `1024-65535/udp`; without a protocol those of TCP and UDP. Undefined for other text. */
export function parsePorts(text: string): readonly Traffic[] | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp))?$/.exec(text.trim().toLowerCase());
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? first);
  if (!match || last > LAST_PORT || first > last) {
    return undefined;
  }
  const protocols = match[3] === undefined ? [TCP, UDP] : [parseProtocol(match[3]) ?? TCP];
  return protocols.map((protocol) => ({ protocol, first, last }));
}

/** Whether one lets through something of the other. */
export function overlaps(one: Traffic, other: Traffic): boolean {
  const isSame = one.protocol === "all" || other.protocol === "all" || one.protocol === other.protocol;
  return isSame && one.first <= other.last && other.first <= one.last;
}

/** Whether `outer` lets through everything that `inner` does. */
export function carries(outer: Traffic, inner: Traffic): boolean {
  const isSame = outer.protocol === "all" || outer.protocol === inner.protocol;
  return isSame && outer.first <= inner.first && inner.last <= outer.last;
}

/** The first port from `port` on that none of the ranges holds. */
function portAfter(ranges: readonly Traffic[], port: number): number {
  const sorted = [...ranges].sort((a, b) => a.first - b.first);
  return sorted.reduce((next, { first, last }) => (first <= next && last >= next ? last + 1 : next), port);
}

/** As people write it: `22/tcp`, `0-65535/udp`, `all traffic`, `icmp`, `protocol 50`. */
export function displayTraffic({ protocol, first, last }: Traffic): string {
  if (protocol === "all") {
    return "all traffic";
  }
  const name = [...PROTOCOLS.keys()].find((one) => PROTOCOLS.get(one) === protocol) ?? `protocol ${protocol}`;
  return hasPorts(protocol) ? `${first === last ? first : `${first}-${last}`}/${name}` : name;
}

/** The first port of each watched range that a rule lets through. */
export function watchedPorts(traffic: Traffic, watched: readonly Traffic[]): readonly Traffic[] {
  return watched
    .filter((one) => overlaps(traffic, one))
    .map(({ protocol, first }) => portAt(protocol, Math.max(first, traffic.first)));
}

/** The first port that a rule lets through and `allowed` does not; a protocol without ports is never allowed. */
export function portsNotAllowed(traffic: Traffic, allowed: readonly Traffic[]): readonly Traffic[] {
  if (!hasPorts(traffic.protocol)) {
    return [traffic];
  }
  const ranges = allowed.filter((one) => one.protocol === traffic.protocol);
  const port = portAfter(ranges, traffic.first);
  return port > traffic.last ? [] : [portAt(traffic.protocol, port)];
}

function portAt(protocol: Protocol, port: number): Traffic {
  return { protocol, first: port, last: port };
}
