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

  it("has its key read back where a name in the path looks like one", () => {
    const odd = { ...parts, path: 'tags["a key=b"]', key: 'tags["a key=b"]' };
    expect(parseMessage(formatMessage(odd))?.key).toBe(odd.key);
  });

  it("keeps to its three lines whatever the parts hold", () => {
    const odd = { path: " a\nb ", found: "One.\r\n  Two.\n\nThree. ", fix: "\tDo.\n", requirements: [], key: "k\n1 " };
    expect(formatMessage(odd)).toBe("a b: One. Two. Three.\nFix: Do.\n[] a b key=k 1");
  });

  it("keeps spaces that are within a line", () => {
    expect(formatMessage({ ...parts, found: "a  b\tc" })).toContain(": a  b\tc\n");
  });

  it("on a whole resource without a key ends with the requirements", () => {
    const bare = { ...parts, path: "", key: "", requirements: ["NET-01", "NET-02"] };
    expect(formatMessage(bare)).toBe(
      "Port 22 is open to 0.0.0.0/0.\nFix: Name the addresses that need it.\n[NET-01, NET-02]",
    );
    expect(parseMessage(formatMessage(bare))).toEqual(bare);
  });

  it("about the settings has no requirement and is read back", () => {
    const settings = { ...parts, path: "", requirements: [], key: 'there is no option "x"' };
    expect(parseMessage(formatMessage(settings))).toEqual(settings);
  });

  it("is read from its end: neither what stands above nor blank lines below matter", () => {
    const above = "Fix: not this one.\n[STO-01] nor.this\nversioning: nor this.";
    expect(parseMessage(`${above}\n${formatMessage(parts)}\n\n  \n`)).toEqual(parts);
  });

  it("has the path taken off what was found only where it stands before it", () => {
    const lines = (first: string): string => `${first}\nFix: Do.\n[NET-01] acl`;
    expect(parseMessage(lines("acl: Wrong."))?.found).toBe("Wrong.");
    expect(parseMessage(lines("acls: Wrong."))?.found).toBe("acls: Wrong.");
    expect(parseMessage(lines("The acl: wrong."))?.found).toBe("The acl: wrong.");
  });

  it.each([
    ["of another pack", "S3 buckets must be private.\nSet acl to private."],
    ["that is empty", ""],
    ["without what was found", "Fix: Do.\n[NET-01] acl"],
    ["without a fix", "Wrong.\nDo.\n[NET-01] acl"],
    ["whose fix is not said at the line's beginning", "Wrong.\nThe Fix: Do.\n[NET-01] acl"],
    ["whose last line has something before the requirements", "Wrong.\nFix: Do.\nsee [NET-01] acl"],
    ["whose last line has no requirements", "Wrong.\nFix: Do.\nacl"],
    ["whose requirements are none", "Wrong.\nFix: Do.\n[net-01] acl"],
    ["whose requirements have no number", "Wrong.\nFix: Do.\n[NET-] acl"],
    ["whose requirements are not parted as ours are", "Wrong.\nFix: Do.\n[NET-01;NET-02] acl"],
    ["whose address is not parted from the requirements", "Wrong.\nFix: Do.\n[NET-01]acl"],
  ])("%s is not one of ours", (_, message) => {
    expect(parseMessage(message)).toBeUndefined();
  });
});
