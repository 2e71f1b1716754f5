import { parseRange, type Range } from "../../aws/cidr";
import {
  carries,
  coversTogether,
  displayTraffic,
  isAnywhere,
  overlaps,
  parsePorts,
  parseProtocol,
  portsNotAllowed,
  TCP,
  trafficOf,
  UDP,
  united,
  watchedPorts,
  without,
  type Traffic,
} from "../../aws/ranges";
import { Value } from "../../core";

const range = (text: string): Range => {
  const parsed = parseRange(text);
  if (!parsed) {
    throw new Error(`${text} is no range`);
  }
  return parsed;
};

const ranges = (...texts: readonly string[]): Range[] => texts.map(range);

describe("sets of addresses", () => {
  it("joins what touches and overlaps, and nothing else", () => {
    expect(united(ranges("128.0.0.0/1", "::/1", "0.0.0.0/1"))).toEqual([
      { kind: "ipv4", first: 0n, last: 0xffffffffn },
      { kind: "ipv6", first: 0n, last: (1n << 127n) - 1n },
    ]);
    expect(united(ranges("10.0.0.0/24", "10.0.0.0/30", "10.0.2.0/24"))).toHaveLength(2);
  });

  it.each([
    [["10.0.0.0/24"], [], [[0, 255]]],
    [["10.0.0.0/24"], ["10.0.0.0/8"], []],
    [["10.0.0.0/24"], ["10.0.0.0/25"], [[128, 255]]],
    [["10.0.0.0/24"], ["10.0.0.128/25"], [[0, 127]]],
    [
      ["10.0.0.0/24"],
      ["10.0.0.64/26"],
      [
        [0, 63],
        [128, 255],
      ],
    ],
    [
      ["10.0.0.0/24"],
      ["10.0.0.1", "10.0.0.3"],
      [
        [0, 0],
        [2, 2],
        [4, 255],
      ],
    ],
    [["10.0.0.0/24"], ["9.0.0.0/8", "11.0.0.0/8", "::/0"], [[0, 255]]],
    [
      ["10.0.0.0/32", "10.0.0.2/31"],
      ["10.0.0.2", "9.0.0.0/8"],
      [
        [0, 0],
        [3, 3],
      ],
    ],
    [["10.0.0.0/32", "10.0.0.8/32"], ["10.0.0.0/32", "10.0.0.8/32"], []],
    [["10.0.0.0/30", "10.0.0.8/30"], ["10.0.0.0/28"], []],
  ])("takes away: %j without %j", (from, taken, left) => {
    const base = range("10.0.0.0").first;
    const found = without(ranges(...from), ranges(...taken));
    expect(found.map((one) => [Number(one.first - base), Number(one.last - base)])).toEqual(left);
  });

  it("knows whether ranges cover another together", () => {
    expect(coversTogether(ranges("10.0.0.0/9", "10.128.0.0/9"), range("10.0.0.0/8"))).toBe(true);
    expect(coversTogether(ranges("10.0.0.0/9", "10.128.0.0/10"), range("10.0.0.0/8"))).toBe(false);
    expect(coversTogether([], range("10.0.0.0/8"))).toBe(false);
  });
});

describe("isAnywhere", () => {
  it.each([
    [["0.0.0.0/0"], true],
    [["::/0"], true],
    [["64:ff9b::/96"], true],
    [["203.0.0.0/15"], true],
    [["203.0.0.0/16"], false],
    [["203.0.0.0/16", "203.1.0.0/17"], false],
    [["203.0.0.0/16", "198.51.0.0/16"], true],
    [["2001:db8::/31"], true],
    [["2001:db8::/32"], false],
    [["2001:db8::/32", "2001:db9::/32"], true],
    [["0.0.0.0/1", "128.0.0.0/1"], true],
    [["0.0.0.0/2", "64.0.0.0/2"], true],
    [["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"], false],
    [["10.0.0.0/7"], true],
    [[], false],
  ])("%j: %s", (texts, expected) => {
    expect(isAnywhere(ranges(...texts))).toBe(expected);
  });

  it("takes another shortest prefix", () => {
    expect(isAnywhere(ranges("203.0.0.0/15"), { ipv4: 8, ipv6: 32 })).toBe(false);
    expect(isAnywhere(ranges("203.0.113.0/24"), { ipv4: 25, ipv6: 32 })).toBe(true);
    expect(isAnywhere(ranges("2001:db8::/48"), { ipv4: 16, ipv6: 49 })).toBe(true);
  });

  it("adds up ten thousand ranges", () => {
    const texts = Array.from({ length: 10_000 }, (_, index) => `203.${index % 250}.${Math.floor(index / 250)}.0`);
    expect(isAnywhere(texts.map((text) => range(`${text}/32`)))).toBe(false);
    expect(isAnywhere(texts.map((text) => range(`${text}/24`)))).toBe(true);
  });
});

it.each([
  ["-1", "all"],
  ["all", "all"],
  ["ALL", "all"],
  ["tcp", 6],
  [" TCP ", 6],
  ["6", 6],
  ["udp", 17],
  ["icmp", 1],
  ["icmpv6", 58],
  ["0", 0],
  ["255", 255],
  ["256", undefined],
  ["-2", undefined],
  ["", undefined],
  ["ssh", undefined],
  ["constructor", undefined],
])("reads protocol %j as %s", (text, expected) => {
  expect(parseProtocol(text)).toBe(expected);
});

const traffic = (protocol: unknown, from?: unknown, to?: unknown): Traffic | undefined => {
  const value = (raw: unknown): Value => new Value({ urn: "" }, [], raw);
  return trafficOf(value(protocol), value(from), value(to));
};

it.each([
  ["tcp", 22, 22, "22/tcp"],
  [6, "22", "22", "22/tcp"],
  ["udp", 0, 65535, "0-65535/udp"],
  ["tcp", 0, 0, "0/tcp"],
  ["tcp", undefined, undefined, "0-65535/tcp"],
  ["tcp", -1, -1, "0-65535/tcp"],
  [-1, 0, 0, "all traffic"],
  ["all", 22, 22, "all traffic"],
  ["icmp", 8, 0, "icmp"],
  ["58", -1, -1, "icmpv6"],
  ["50", 22, 22, "protocol 50"],
])("reads the traffic of %s, %s, %s", (protocol, from, to, expected) => {
  const read = traffic(protocol, from, to);
  expect(read && displayTraffic(read)).toBe(expected);
});

it.each([
  ["tcp", 23, 22],
  ["tcp", "ssh", "ssh"],
  ["tcp", 22, "ssh"],
  ["tcp", -1, "ssh"],
  ["tcp", 22, undefined],
  ["tcp", undefined, 22],
  ["tcp", -2, 22],
  ["tcp", 22, 65536],
  ["tcp", 22.5, 23],
  ["tcp", 22, 22.5],
  ["http", 80, 80],
  [undefined, 22, 22],
])("sees no traffic in what AWS refuses: %s, %s, %s", (protocol, from, to) => {
  expect(traffic(protocol, from, to)).toBeUndefined();
});

it.each([
  ["22/tcp", [{ protocol: TCP, first: 22, last: 22 }]],
  ["1024-65535/UDP", [{ protocol: UDP, first: 1024, last: 65535 }]],
  [
    "3389",
    [
      { protocol: TCP, first: 3389, last: 3389 },
      { protocol: UDP, first: 3389, last: 3389 },
    ],
  ],
  ["65536/tcp", undefined],
  ["30-20/tcp", undefined],
  ["22/icmp", undefined],
  ["ssh", undefined],
  ["x22/tcp", undefined],
  ["22/tcpx", undefined],
  ["", undefined],
])("reads the setting %j", (text, expected) => {
  expect(parsePorts(text)).toEqual(expected);
});

const ports = (text: string): Traffic => parsePorts(text)?.[0] ?? { protocol: "all", first: 0, last: 65535 };

it.each([
  ["22/tcp", "22/tcp", true],
  ["0-22/tcp", "22-30/tcp", true],
  ["22-30/tcp", "0-22/tcp", true],
  ["23-30/tcp", "22/tcp", false],
  ["0-21/tcp", "22/tcp", false],
  ["22/udp", "22/tcp", false],
  ["all", "22/tcp", true],
  ["22/tcp", "all", true],
])("knows whether %s and %s overlap", (one, other, expected) => {
  expect(overlaps(ports(one), ports(other))).toBe(expected);
});

it.each([
  ["22-30/tcp", "22-30/tcp", true],
  ["22-30/tcp", "21-30/tcp", false],
  ["22-30/tcp", "22-31/tcp", false],
  ["22-30/tcp", "22/udp", false],
  ["all", "22/tcp", true],
  ["22/tcp", "all", false],
])("knows whether %s carries %s", (outer, inner, expected) => {
  expect(carries(ports(outer), ports(inner))).toBe(expected);
});

it.each([
  ["0-65535/tcp", ["22/tcp", "3389"], ["22/tcp", "3389/tcp"]],
  ["all", ["22/tcp", "3389"], ["22/tcp", "3389/tcp", "3389/udp"]],
  ["5433-6000/tcp", ["5432-5440/tcp"], ["5433/tcp"]],
  ["443/tcp", ["22/tcp"], []],
])("finds of %s what is watched: %j", (rule, watched, expected) => {
  const found = watchedPorts(
    ports(rule),
    watched.flatMap((text) => parsePorts(text) ?? []),
  );
  expect(found.map(displayTraffic)).toEqual(expected);
});

it.each([
  ["443/tcp", ["443/tcp"], []],
  ["443/udp", ["443/tcp"], ["443/udp"]],
  ["442-443/tcp", ["443/tcp"], ["442/tcp"]],
  ["443-444/tcp", ["443/tcp"], ["444/tcp"]],
  ["443-500/tcp", ["444-500/tcp", "80/tcp", "443/tcp"], []],
  ["443-500/tcp", ["400-450/tcp", "440-500/tcp", "410-420/tcp"], []],
  ["443-445/tcp", ["443/tcp", "445/tcp"], ["444/tcp"]],
  ["443/tcp", [], ["443/tcp"]],
  ["all", ["0-65535"], ["all traffic"]],
])("finds of %s what %j does not allow", (rule, allowed, expected) => {
  const found = portsNotAllowed(
    ports(rule),
    allowed.flatMap((text) => parsePorts(text) ?? []),
  );
  expect(found.map(displayTraffic)).toEqual(expected);
});
