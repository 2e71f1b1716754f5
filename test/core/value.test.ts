import { every, some, Undecided, Malformed, Value, whenKnown } from "../../core";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const at = (raw: unknown): Value => new Value({ urn: "urn" }, ["p"], raw);

describe("a value", () => {
  it.each([undefined, null, "", [], {}])("%j is absent", (raw) => {
    expect(at(raw).isAbsent).toBe(true);
    expect(at(raw).isPresent).toBe(false);
  });

  it.each([false, 0, "x", [null], { a: null }])("%j is present", (raw) => {
    expect(at(raw).isPresent).toBe(true);
  });

  it("throws on every way of reading an unknown, and never on looking whether it is one", () => {
    const unknown = at(UNKNOWN);
    const reads = [
      () => unknown.string(),
      () => unknown.boolean(),
      () => unknown.number(),
      () => unknown.list(),
      () => unknown.keys(),
      () => unknown.json(),
      () => unknown.isPresent,
      () => unknown.at("a", 0, "b").string(),
    ];
    reads.forEach((read) => expect(read).toThrow(Undecided));
    expect([unknown.isUnknown, unknown.isAbsent, unknown.hasUnknown]).toEqual([true, false, true]);
  });

  it("is unknown as a whole when an unknown was pasted into its text", () => {
    expect(at(`arn:aws:s3:::${UNKNOWN}/*`).isUnknown).toBe(true);
  });

  it("reads text, numbers and booleans as the provider does", () => {
    expect([at("7").number(), at(7).string(), at("true").boolean(), at("false").boolean()]).toEqual([
      7,
      "7",
      true,
      false,
    ]);
    expect([at("seven").number(), at({}).string(), at("yes").boolean(), at(Number.NaN).number()]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("takes one value for a list of one, and a list of one object for the object", () => {
    expect(at("a").strings()).toEqual(["a"]);
    expect(
      at([{ enabled: true }])
        .at("enabled")
        .boolean(),
    ).toBe(true);
    expect(
      at([{ enabled: true }, {}])
        .at("enabled")
        .boolean(),
    ).toBeUndefined();
  });

  it("shows its place as users write it", () => {
    expect(at([{ "a b": [1] }]).at(0, "a b", 0).display).toBe('p[0]["a b"][0]');
  });

  it("parses JSON text, takes an object for its own document, and keeps broken text out of the error", () => {
    expect(at('{"a":[1]}').json().at("a", 0).number()).toBe(1);
    expect(at({ a: 1 }).json().at("a").number()).toBe(1);
    const secret = '{"password": "hunter2" oops';
    expect(() => at(secret).json()).toThrow(Malformed);
    expect(() => at(secret).json()).not.toThrow(/hunter2/);
  });

  it("does not fall for names that every object inherits", () => {
    expect(at({}).at("constructor").raw).toBeUndefined();
    expect(at({}).at("__proto__", "x").raw).toBeUndefined();
  });
});

describe("three-valued questions", () => {
  const read = (value: Value): boolean => value.boolean() === true;

  it("are decided by one element whatever the unknown ones are", () => {
    expect(some([at(UNKNOWN), at(true)], read)).toBe(true);
    expect(every([at(UNKNOWN), at(false)], read)).toBe(false);
  });

  it("are undecided when only an unknown one could decide", () => {
    expect(() => some([at(UNKNOWN), at(false)], read)).toThrow(Undecided);
    expect(() => every([at(UNKNOWN), at(true)], read)).toThrow(Undecided);
    expect(whenKnown(() => some([at(UNKNOWN)], read))).toBeUndefined();
  });
});
