import ipaddr from "ipaddr.js";

/** A range of addresses, from `first` to `last`. */
export interface Range {
  readonly kind: "ipv4" | "ipv6";
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { ipv4: 32, ipv6: 128 } as const;

/**
 * A CIDR range or a single address as AWS reads it: four decimal parts without leading zeros, or IPv6. Octal, short and
 * hexadecimal forms, zones and other text are no range. Bits behind the prefix do not matter. IPv4 addresses that are
 * written as IPv6 (`::ffff:10.0.0.0/104`, and `64:ff9b::/96` for what a NAT gateway translates) are what they mean.
 */
export function parseRange(text: string): Range | undefined {
  const [address = "", prefix, ...more] = text.trim().split("/");
  const kind = kindOf(address);
  if (!kind || more.length > 0 || (prefix !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(prefix))) {
    return undefined;
  }
  const length = prefix === undefined ? BITS[kind] : Number(prefix);
  return length > BITS[kind] ? undefined : withoutMapping(rangeOf(kind, numberOf(address), length));
}

/** Whether every address of `inner` is in `outer`. */
export function covers(outer: Range, inner: Range): boolean {
  return outer.kind === inner.kind && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether nobody on the internet has an address of this range: private, shared, loopback and link-local ones. */
export function isPrivateRange(range: Range): boolean {
  return privateRanges().some((one) => covers(one, range));
}

/** How many addresses a range with this prefix holds. */
export function sizeOfPrefix(kind: Range["kind"], prefix: number): bigint {
  return 1n << BigInt(BITS[kind] - prefix);
}

function kindOf(address: string): Range["kind"] | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    return "ipv4";
  }
  return address.includes(":") && !address.includes("%") && ipaddr.IPv6.isValid(address) ? "ipv6" : undefined;
}

function numberOf(address: string): bigint {
  return ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function rangeOf(kind: Range["kind"], address: bigint, prefix: number): Range {
  const size = sizeOfPrefix(kind, prefix);
  const first = address - (address % size);
  return { kind, prefix, first, last: first + size - 1n };
}

/**
 * Where IPv6 repeats IPv4: the upper 96 bits of `::ffff:0:0/96` and `64:ff9b::/96`.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
 */
const MAPPED: readonly bigint[] = [0xffffn, 0x64ff9bn << 64n];

function withoutMapping(range: Range): Range {
  const isMapped = range.kind === "ipv6" && range.prefix >= 96 && MAPPED.includes(range.first >> 32n);
  return isMapped ? rangeOf("ipv4", range.first & 0xffffffffn, range.prefix - 96) : range;
}

/**
 * Addresses that nobody on the internet has.
 * https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
 */
const PRIVATE_RANGES = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
  "::1/128",
];

let parsed: readonly Range[] | undefined;

/** The ranges that nobody on the internet has an address of. Read when first asked for: a start does without. */
export function privateRanges(): readonly Range[] {
  return (parsed ??= PRIVATE_RANGES.flatMap((text) => parseRange(text) ?? []));
}
