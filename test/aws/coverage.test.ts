import { parseRange, type Range } from "../../aws/cidr";
import { Coverage } from "../../aws/coverage";

const range = (text: string): Range => {
  const parsed = parseRange(text);
  if (!parsed) {
    throw new Error(`${text} is no range`);
  }
  return parsed;
};

/** With these lengths two addresses of a kind are large. */
const TWO = { ipv4: 32, ipv6: 128 };

it("is large by what was added and is still there", () => {
  const [a, again, b, six] = ["203.0.113.7", "203.0.113.7", "203.0.113.9", "2001:db8::1"].map(range);
  const all = [a, again, b, six].flatMap((one) => one ?? []);
  const coverage = new Coverage(all);
  const steps: readonly (readonly ["add" | "remove", Range | undefined, boolean])[] = [
    ["add", a, false],
    ["add", again, false],
    ["add", six, false],
    ["add", b, true],
    ["remove", a, true],
    ["remove", again, false],
    ["add", a, true],
    ["remove", b, false],
  ];
  const seen = steps.map(([step, span]) => {
    coverage[step](span ? [span] : []);
    return coverage.isLarge(TWO);
  });
  expect(seen).toEqual(steps.map(([, , expected]) => expected));
});

it.each([
  [["203.0.0.0/16"], false],
  [["203.0.0.0/16", "203.1.0.0/16"], true],
  [["203.0.0.0/16", "203.0.0.0/17", "203.0.128.0/17", "203.0.7.0/24"], false],
  [["203.0.0.0/16", "198.51.0.0/17"], false],
  [["203.0.0.0/16", "198.51.0.0/17", "198.51.128.0/17"], true],
  [["255.254.0.0/15"], true],
  [["2001:db8::/32"], false],
  [["2001:db8::/32", "2001:db9::/33", "2001:db9:8000::/33"], true],
  [[], false],
])("%j: %s", (texts, expected) => {
  const spans = texts.map(range);
  const coverage = new Coverage(spans);
  coverage.add(spans);
  expect(coverage.isLarge()).toBe(expected);
  coverage.remove(spans);
  expect(coverage.isLarge()).toBe(false);
});

it("does not know spans that it was not made for", () => {
  const coverage = new Coverage([range("203.0.113.0/24")]);
  coverage.add([range("203.0.0.0/8"), range("::/0")]);
  expect(coverage.isLarge()).toBe(false);
});
