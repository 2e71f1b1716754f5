import { integer, type Option } from "../core";
import { parseRange, type Range } from "./cidr";
import { parsePorts, SHORTEST_PREFIX, type ShortestPrefix, type Traffic } from "./ranges";

interface Described {
  readonly default: readonly string[];
  readonly description: string;
}

/** A setting that lists ports: `22/tcp`, `1024-65535/udp`, `3389` for both. */
export function portList(described: Described): Option<readonly Traffic[]> {
  return listOf(described, parsePorts, 'ports such as "22/tcp", "8000-8100/tcp" or "3389"');
}

/** A setting that lists address ranges. */
export function rangeList(described: Described): Option<readonly Range[]> {
  return listOf(
    described,
    (text) => {
      const range = parseRange(text);
      return range && [range];
    },
    'address ranges such as "203.0.113.0/24"',
  );
}

/** The settings of policies on what the internet must not reach. Shorter prefixes than these minima are nobody's range. */
export const REMOTE_ADMINISTRATION_OPTIONS = {
  additionalPorts: portList({
    default: [],
    description: 'Further ports that the internet must not reach, such as "5432/tcp" or "8000-8100/tcp".',
  }),
  smallestPrefixLength: integer({
    default: SHORTEST_PREFIX.ipv4,
    minimum: 8,
    maximum: 32,
    description: "Public IPv4 ranges with a shorter prefix, or that add up to one, are anywhere.",
  }),
  smallestIpv6PrefixLength: integer({
    default: SHORTEST_PREFIX.ipv6,
    minimum: 16,
    maximum: 128,
    description: "Public IPv6 ranges with a shorter prefix, or that add up to one, are anywhere.",
  }),
};

/** The prefixes of these settings by the kind of address. */
export function shortestPrefixOf(options: {
  readonly smallestPrefixLength: number;
  readonly smallestIpv6PrefixLength: number;
}): ShortestPrefix {
  return { ipv4: options.smallestPrefixLength, ipv6: options.smallestIpv6PrefixLength };
}

function listOf<T>(
  { default: fallback, description }: Described,
  parse: (text: string) => readonly T[] | undefined,
  expected: string,
): Option<readonly T[]> {
  const parseAll = (raw: unknown): readonly T[] | undefined => {
    const parsed = Array.isArray(raw)
      ? raw.map((text) => (typeof text === "string" ? parse(text) : undefined))
      : [undefined];
    return parsed.every((one) => one !== undefined) ? parsed.flat() : undefined;
  };
  return {
    schema: { type: "array", items: { type: "string" }, description, default: fallback },
    fallback: parseAll(fallback) ?? [],
    parse: (raw) => {
      const value = parseAll(raw);
      return value ? { value } : { problem: `must be a list of ${expected}` };
    },
  };
}
