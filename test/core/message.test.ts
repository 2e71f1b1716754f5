import fc from "fast-check";
import { formatMessage, parseMessage } from "../../core/message";

const parts = {
  path: "ingress[0].cidrBlocks",
  found: "Port 22 is open to 0.0.0.0/0.",
  fix: "Name the addresses that need it.",
  requirements: ["NET-01"],
  key: "ingress[0].cidrBlocks::22",
};

describe("a finding's message", () => {
  it("has what was found, the fix and the address on lines of their own", () => {
    expect(formatMessage(parts).split("\n")).toEqual([
      "ingress[0].cidrBlocks: Port 22 is open to 0.0.0.0/0.",
      "Fix: Name the addresses that need it.",
      "[NET-01] ingress[0].cidrBlocks key=ingress[0].cidrBlocks::22",
    ]);
  });

  it("does not repeat a key that is the path", () => {
    expect(formatMessage({ ...parts, key: parts.path })).toMatch(/\[NET-01\] ingress\[0\]\.cidrBlocks$/);
  });

  it("is read back below the description that the SDK puts above it", () => {
    expect(parseMessage(`No open ports.\n${formatMessage(parts)}\n`)).toEqual(parts);
  });

  it("is read back whatever it says", () => {
    const line = fc.string({ unit: "grapheme-ascii" }).map((text) => text.replace(/\s+/g, " ").trim());
    const path = fc.constantFrom("", "versioning", "a[0].b", 'tags["a b"]', "policy.Statement[2].Action");
    const key = fc.option(line.filter(Boolean));
    fc.assert(
      fc.property(path, line, line, key, fc.subarray(["STO-01", "LOG-11"]), (at, found, fix, given, requirements) => {
        const written = { path: at, found, fix, requirements, key: given ?? at };
        expect(parseMessage(`Description.\n${formatMessage(written)}`)).toEqual(written);
      }),
    );
  });

  it("of another pack is not one of ours", () => {
    expect(parseMessage("S3 buckets must be private.\nSet acl to private.")).toBeUndefined();
  });
});
