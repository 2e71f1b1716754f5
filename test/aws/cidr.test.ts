import { covers, isPrivateRange, parseRange, sizeOfPrefix, type Range } from "../../aws/cidr";

const range = (text: string): Range => {
  const parsed = parseRange(text);
  if (!parsed) {
    throw new Error(`${text} is no range`);
  }
  return parsed;
};

describe("parseRange", () => {
  it.each([
    ["10.0.0.0/8", "ipv4", 8, 0x0a000000n, 0x0affffffn],
    ["203.0.113.7", "ipv4", 32, 0xcb007107n, 0xcb007107n],
    ["203.0.113.7/24", "ipv4", 24, 0xcb007100n, 0xcb0071ffn],
    ["0.0.0.0/0", "ipv4", 0, 0n, 0xffffffffn],
    ["::/0", "ipv6", 0, 0n, (1n << 128n) - 1n],
    ["2001:db8::1", "ipv6", 128, 0x20010db8000000000000000000000001n, 0x20010db8000000000000000000000001n],
    ["::ffff:0.0.0.0/96", "ipv4", 0, 0n, 0xffffffffn],
    ["::ffff:10.0.0.0/104", "ipv4", 8, 0x0a000000n, 0x0affffffn],
    ["64:ff9b::/96", "ipv4", 0, 0n, 0xffffffffn],
    ["64:ff9b::/95", "ipv6", 95, 0x0064ff9bn << 96n, (0x0064ff9bn << 96n) + (1n << 33n) - 1n],
    ["64:ff9a::/96", "ipv6", 96, 0x0064ff9an << 96n, (0x0064ff9an << 96n) + 0xffffffffn],
  ])("reads %s", (text, kind, prefix, first, last) => {
    expect(parseRange(text)).toEqual({ kind, prefix, first, last });
  });

  it.each([
    "",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.0/08",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "010.0.0.1",
    "10.1",
    "0x0a.0.0.1",
    "167772160",
    "10.0.0.256",
    "2001:db8::/129",
    "fe80::1%eth0",
    "*",
    "203.0.113.*",
    "office",
  ])("refuses %j", (text) => {
    expect(parseRange(text)).toBeUndefined();
  });
});

it("covers ranges of the same kind only", () => {
  expect(covers(range("10.0.0.0/8"), range("10.200.0.0/16"))).toBe(true);
  expect(covers(range("10.200.0.0/16"), range("10.0.0.0/8"))).toBe(false);
  expect(covers(range("::/0"), range("10.0.0.0/8"))).toBe(false);
});

it.each([
  ["10.0.0.0/8", true],
  ["172.31.0.0/16", true],
  ["172.32.0.0/16", false],
  ["192.168.1.0/24", true],
  ["fd00::/8", true],
  ["8.0.0.0/6", false],
  ["0.0.0.0/0", false],
  ["203.0.113.0/24", false],
  ["::/0", false],
])("knows whether %s is private: %s", (text, isPrivate) => {
  expect(isPrivateRange(range(text))).toBe(isPrivate);
});

it("knows how large a range is", () => {
  expect(sizeOfPrefix("ipv4", 32)).toBe(1n);
  expect(sizeOfPrefix("ipv4", 0)).toBe(1n << 32n);
  expect(sizeOfPrefix("ipv6", 64)).toBe(1n << 64n);
});
