import { elements, every, find, some, Undecided, Malformed, Value, whenKnown } from "../../core";
import { withoutStackTrace } from "../../core/undecided";
import { isUnknownMark, plain } from "../../core/value";

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

describe("what a value reads", () => {
  it.each([
    ["12", 12],
    ["-1.25", -1.25],
    ["v12", undefined],
    ["12px", undefined],
    ["1.x", undefined],
    [3, 3],
    [Number.POSITIVE_INFINITY, undefined],
    [true, undefined],
    [null, undefined],
  ])("%j as the number %s", (raw, expected) => {
    expect(at(raw).number()).toBe(expected);
  });

  it.each([
    ["text", "text"],
    ["", undefined],
    [0, "0"],
    [false, "false"],
    [{ a: 1 }, undefined],
  ])("%j as the text %s", (raw, expected) => {
    expect(at(raw).string()).toBe(expected);
  });

  it.each([
    ["true", true],
    [true, true],
    ["false", false],
    [false, false],
    ["no", undefined],
    [0, undefined],
  ])("%j as the boolean %s", (raw, expected) => {
    expect(at(raw).boolean()).toBe(expected);
  });

  it.each([
    [undefined, 0],
    [null, 0],
    ["", 0],
    ["one", 1],
    [["one", "two"], 2],
    [{ a: 1 }, 1],
  ])("%j as a list of %d", (raw, length) => {
    expect(at(raw).list()).toHaveLength(length);
  });

  it("leaves out of its known texts what is unknown or no text, and is undecided on all of them", () => {
    expect(at(["a", UNKNOWN, { b: 1 }, "c"]).knownStrings()).toEqual(["a", "c"]);
    expect(at(["a", {}, "c"]).strings()).toEqual(["a", "c"]);
    expect(() => at(["a", UNKNOWN]).strings()).toThrow(Undecided);
  });

  it("sees an unknown at any depth, and none where there is none", () => {
    expect(at({ a: [{ b: UNKNOWN }] }).hasUnknown).toBe(true);
    expect(at({ a: [{ b: "known" }], c: null, d: 1 }).hasUnknown).toBe(false);
    expect(at(UNKNOWN).hasUnknown).toBe(true);
    expect(at("known").hasUnknown).toBe(false);
  });

  it("names what it is that is not known yet, and what is broken and where", () => {
    expect(() => at(UNKNOWN).string()).toThrow(/^p is not known yet$/);
    expect(() => new Value({ urn: "urn" }, [], UNKNOWN).string()).toThrow(/^the resource is not known yet$/);
    expect(() => at('{"a": 1').json()).toThrow(/^p is malformed at /);
    expect(() => at("x".repeat(3)).json()).toThrow(/^p is malformed at /);
    expect(() => new Value({ urn: "urn" }, [], "{").json()).toThrow(/^the document is malformed at /);
    expect(new Malformed("it", "").message).toBe("it is malformed");
    expect([new Malformed("it", "").name, new Undecided("it").name]).toEqual(["Malformed", "Undecided"]);
  });
});

describe("the mark of an unknown", () => {
  it.each([
    [UNKNOWN, true],
    [`arn:aws:${UNKNOWN}:x`, true],
    ["x".repeat(UNKNOWN.length), false],
    ["short", false],
    [7, false],
    [`${"x".repeat(1_000_000)}${UNKNOWN}`, false],
  ])("is told from other values (%#)", (raw, expected) => {
    expect(isUnknownMark(raw)).toBe(expected);
  });
});

describe("the elements of a value", () => {
  it("are those of its list, or what each of them has at further keys", () => {
    expect(elements(at(["a", "b"])).map((one) => one.string())).toEqual(["a", "b"]);
    expect(elements(at([{ x: ["a"] }, { x: ["b", "c"] }]), "x").map((one) => one.string())).toEqual(["a", "b", "c"]);
    expect(elements(at(undefined))).toEqual([]);
  });

  it("are one unknown element where the list, or a part of it, is not known", () => {
    expect(elements(at(UNKNOWN)).map((one) => one.isUnknown)).toEqual([true]);
    expect(elements(at(UNKNOWN), "x").map((one) => one.isUnknown)).toEqual([true]);
    expect(elements(at([{ x: UNKNOWN }, { x: ["b"] }]), "x").map((one) => one.isUnknown)).toEqual([true, false]);
  });
});

describe("what the SDK hands over", () => {
  it("is read behind its proxies, however many there are", () => {
    const object = { a: 1 };
    const proxy = (target: object): Record<string, unknown> => ({
      __isSpecialProxy: true,
      __getSpecialProxyTarget: target,
    });
    expect(plain(object)).toBe(object);
    expect(plain(proxy(proxy(object)))).toBe(object);
    const broken = { __isSpecialProxy: true, __getSpecialProxyTarget: null };
    expect(plain(broken)).toBe(broken);
  });

  it("is unknown where reading it throws", () => {
    const complaining = Object.defineProperty({}, "a", {
      enumerable: true,
      get: () => {
        throw new Error("unknown");
      },
    });
    expect(at(complaining).at("a").isUnknown).toBe(true);
    expect(at(7).at("a").raw).toBeUndefined();
  });
});

describe("an error that is no decision", () => {
  const fail = (): never => {
    throw new TypeError("a defect");
  };

  it("is never taken for one", () => {
    expect(() => whenKnown(fail)).toThrow(TypeError);
    expect(() => some([1, 2], fail)).toThrow(TypeError);
    expect(whenKnown(() => at("{").json())).toBeUndefined();
  });

  it("has its stack trace again after those that need none", () => {
    const limit = Error.stackTraceLimit;
    expect(withoutStackTrace(() => new Error("cheap").stack)).not.toMatch(/\n/);
    expect(Error.stackTraceLimit).toBe(limit);
    expect(() => withoutStackTrace(fail)).toThrow("a defect");
    expect(Error.stackTraceLimit).toBe(limit);
    expect(new Undecided("it").stack).not.toMatch(/\n/);
    expect(Error.stackTraceLimit).toBe(limit);
  });

  it("finds an item that is undefined itself, and says when there is none", () => {
    expect(find([undefined], (one) => one === undefined)).toEqual({ item: undefined });
    expect(find([1], (one) => one === 2)).toBeUndefined();
  });
});
