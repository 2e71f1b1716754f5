import { canSet, holdsAsset, restoreAssets, setProperty, withoutSecrets } from "../../core/remediation";
import { remembering, sentFor } from "../../core/sent-properties";
import { isIgnored } from "../../core/ignore-changes";

/** As the SDK's, which is told by its name. */
class Secret {
  constructor(readonly value: unknown) {}
}

class FileAsset {
  readonly __pulumiAsset = true;
  constructor(readonly path: string) {}
}

class AssetArchive {
  readonly __pulumiArchive = true;
  constructor(readonly assets: Record<string, unknown>) {}
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const sentAsset = { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", path: "a.txt", hash: "abc" };
const sentArchive = { [SIGNATURE]: "0def7320c3a5731c473e5ecbe6d01bc7", assets: { a: sentAsset }, hash: "def" };
const sentSecret = (value: unknown): unknown => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });

/** An object in a list, in a list ... so many times. */
function nested(depth: number, innermost: unknown): unknown {
  return depth === 0 ? innermost : [nested(depth - 1, innermost)];
}

/** A proxy as the SDK puts it around what a policy sees. */
function proxied(target: Record<string, unknown>): Record<string, unknown> {
  return new Proxy(target, {
    get: (object, key) =>
      key === "__isSpecialProxy" ? true : key === "__getSpecialProxyTarget" ? object : object[String(key)],
  });
}

describe("withoutSecrets", () => {
  it.each<[string, unknown, unknown]>([
    ["a secret", new Secret("a"), "a"],
    ["a secret in a secret", new Secret(new Secret(1)), 1],
    ["a secret that is nothing", new Secret(null), null],
    ["secrets in an object", { a: { b: new Secret(true) } }, { a: { b: true } }],
    ["secrets in a list", [new Secret("a"), ["b", new Secret("c")]], ["a", ["b", "c"]]],
    ["an object in a secret", new Secret({ a: [new Secret("b")] }), { a: ["b"] }],
    ["behind a proxy", proxied({ a: new Secret("b") }), { a: "b" }],
    [
      "what has no secret",
      { a: [1, null, undefined, "b", false, {}, []] },
      { a: [1, null, undefined, "b", false, {}, []] },
    ],
    ["nothing", null, null],
    ["an object without a prototype", Object.assign(Object.create(null) as object, { a: 1 }), { a: 1 }],
  ])("unwraps %s", (_, value, expected) => {
    expect(withoutSecrets({ key: value })).toEqual({ key: expected });
  });

  it("takes for a secret only what is named so and has a value", () => {
    class Other {
      constructor(readonly value: unknown) {}
    }
    const named = new (class Secret {
      readonly other = 1;
    })();
    const other = new Other("a");
    expect(withoutSecrets({ other, named, plain: { value: "b" } })).toEqual({ other, named, plain: { value: "b" } });
  });

  it("leaves objects of classes as they are, the same ones", () => {
    const asset = new FileAsset("a.txt");
    expect(withoutSecrets({ asset })["asset"]).toBe(asset);
  });

  it("makes copies, so that nobody changes what the SDK holds", () => {
    const props = { tags: { a: "b" }, list: [{ c: 1 }] };
    const copy = withoutSecrets(props);
    expect(copy).toEqual(props);
    expect(copy).not.toBe(props);
    expect(copy["tags"]).not.toBe(props.tags);
    expect((copy["list"] as unknown[])[0]).not.toBe(props.list[0]);
  });

  it("ends in what refers to itself", () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    expect(() => withoutSecrets(circular)).not.toThrow();
  });

  it("looks 64 levels deep, lists, objects and secrets alike", () => {
    const secret = new Secret("a");
    expect(withoutSecrets({ key: nested(64, secret) })).toEqual({ key: nested(64, "a") });
    expect(withoutSecrets({ key: nested(65, secret) })).toEqual({ key: nested(65, secret) });
    const objects = (depth: number, innermost: unknown): unknown =>
      depth === 0 ? innermost : { a: objects(depth - 1, innermost) };
    expect(withoutSecrets({ key: objects(64, secret) })).toEqual({ key: objects(64, "a") });
    expect(withoutSecrets({ key: objects(65, secret) })).toEqual({ key: objects(65, secret) });
    const secrets = (depth: number): unknown => (depth === 0 ? "a" : new Secret(secrets(depth - 1)));
    expect(withoutSecrets({ key: secrets(65) })).toEqual({ key: "a" });
    expect(withoutSecrets({ key: secrets(66) })["key"]).toBeInstanceOf(Secret);
  });
});

describe("holdsAsset", () => {
  it.each<[string, unknown, boolean]>([
    ["an asset", new FileAsset("a"), true],
    ["an archive", new AssetArchive({}), true],
    ["an asset in an object", { a: 1, b: { c: new FileAsset("a") } }, true],
    ["an archive in a list", [1, [new AssetArchive({})]], true],
    ["plain values", { a: [1, "b", null, undefined, { c: true }] }, false],
    ["nothing", null, false],
    ["absent", undefined, false],
    ["text", "__pulumiAsset", false],
    ["64 levels down", nested(64, new FileAsset("a")), true],
    ["deeper than anything real", nested(65, new FileAsset("a")), false],
  ])("%s: %#", (_, value, expected) => {
    expect(holdsAsset(value)).toBe(expected);
  });
});

describe("restoreAssets", () => {
  it("puts assets and archives back as they were sent, wherever they stand, and nothing else", () => {
    const props = {
      name: "new",
      source: new FileAsset("a.txt"),
      code: new AssetArchive({ a: new FileAsset("a.txt") }),
      list: [{ asset: new FileAsset("a.txt"), kept: "changed" }],
      secret: new Secret(new FileAsset("a.txt")),
      added: true,
    };
    restoreAssets(props, {
      name: "old",
      source: sentAsset,
      code: sentArchive,
      list: [{ asset: sentAsset, kept: "as it was" }],
      secret: sentSecret(sentAsset),
      gone: "not there any more",
    });
    expect(props).toEqual({
      name: "new",
      source: sentAsset,
      code: sentArchive,
      list: [{ asset: sentAsset, kept: "changed" }],
      secret: new Secret(sentAsset),
      added: true,
    });
    expect(props.secret).toBeInstanceOf(Secret);
  });

  it("bears what is not there any more, or is of another kind by now", () => {
    const props: Record<string, unknown> = { text: "b", none: null };
    restoreAssets(props, { text: { a: sentAsset }, none: [sentAsset], gone: { a: sentAsset }, nothing: null, n: 1 });
    expect(props).toEqual({ text: "b", none: null });
  });

  it("looks as deep as the search for assets", () => {
    const asset = new FileAsset("a.txt");
    const [within, beyond] = [{ key: nested(64, asset) }, { key: nested(65, asset) }];
    restoreAssets(within, { key: nested(64, sentAsset) });
    restoreAssets(beyond, { key: nested(65, sentAsset) });
    expect(within).toEqual({ key: nested(64, sentAsset) });
    expect(beyond).toEqual({ key: nested(65, asset) });
  });
});

describe("canSet", () => {
  it.each<[string, Record<string, unknown>, string[], boolean]>([
    ["a property of the resource", {}, ["a"], true],
    ["a property that stands there", { a: "b" }, ["a"], true],
    ["in an object", { a: { b: 1 } }, ["a", "b"], true],
    ["in an object that is missing", {}, ["a", "b"], true],
    ["in an object that is null", { a: null }, ["a", "b"], true],
    ["in what is missing altogether", {}, ["a", "b", "c", "d"], true],
    ["in a list", { a: [{}] }, ["a", "0", "b"], true],
    ["in text", { a: "b" }, ["a", "c"], false],
    ["in empty text", { a: "" }, ["a", "c"], false],
    ["in a number that is nothing", { a: 0 }, ["a", "c"], false],
    ["in what is off", { a: false }, ["a", "c"], false],
    ["in text further up", { a: { b: "c" } }, ["a", "b", "d", "e"], false],
    ["the length of a text", { a: "b" }, ["a", "length"], false],
  ])("%s", (_, props, path, expected) => {
    expect(canSet(props, path)).toBe(expected);
  });
});

describe("setProperty", () => {
  it.each<[string, Record<string, unknown>, string[], Record<string, unknown>]>([
    ["a property", { a: 1 }, ["b"], { a: 1, b: "new" }],
    ["a property that is set", { a: 1, b: 2 }, ["b"], { a: 1, b: "new" }],
    ["within an object", { a: { b: 1 } }, ["a", "c"], { a: { b: 1, c: "new" } }],
    ["within what is missing", {}, ["a", "b", "c"], { a: { b: { c: "new" } } }],
    ["within null", { a: null }, ["a", "b"], { a: { b: "new" } }],
    ["within a list", { a: [{ b: 1 }, { c: 2 }] }, ["a", "1", "b"], { a: [{ b: 1 }, { c: 2, b: "new" }] }],
    ["nowhere", { a: 1 }, [], { a: 1 }],
    [
      "what the provider has filled, which is the program's then",
      { a: 1, b: false, __defaults: ["a", "b"] },
      ["b"],
      { a: 1, b: "new", __defaults: ["a"] },
    ],
    [
      "within what the provider has filled, whose other defaults stay",
      { a: { b: 0, __defaults: ["b", "c"] }, __defaults: ["b"] },
      ["a", "b"],
      { a: { b: "new", __defaults: ["c"] }, __defaults: ["b"] },
    ],
    ["beside a tag of that name", { a: { __defaults: "b" } }, ["a", "b"], { a: { b: "new", __defaults: "b" } }],
  ])("%s", (_, props, path, expected) => {
    setProperty(props, path, "new");
    expect(props).toEqual(expected);
  });

  it("keeps objects that are there, so that the SDK's secrets stay in place", () => {
    const tags = { a: 1 };
    const props = { tags };
    setProperty(props, ["tags", "b"], 2);
    expect(props.tags).toBe(tags);
  });

  it("changes the defaults behind the SDK's proxy", () => {
    const target = { a: false, __defaults: ["a"] };
    setProperty(proxied(target), ["a"], true);
    expect(target).toEqual({ a: true, __defaults: [] });
  });
});

describe("what the engine sent", () => {
  const message = { toJavaScript: () => ({ code: sentArchive }) };

  it("is remembered of properties that keep their secrets, which is what remediation asks for", () => {
    const results: Record<string, unknown>[] = [];
    const deserialize = remembering((properties, keepSecrets) => {
      expect(properties).toBe(message);
      const result = { keepSecrets };
      results.push(result);
      return keepSecrets ? proxied(result) : result;
    });
    const kept = deserialize(message, true);
    expect(deserialize(message, false)).toEqual({ keepSecrets: false });
    expect(kept["keepSecrets"]).toBe(true);
    expect(sentFor(results[0] ?? {})).toEqual({ code: sentArchive });
    expect(sentFor(results[1] ?? {})).toBeUndefined();
    expect(sentFor({})).toBeUndefined();
  });
});

describe("isIgnored", () => {
  it.each<[string, string[], (string | number)[], boolean]>([
    ["the property", ["tags"], ["tags"], true],
    ["a part of it", ["tags"], ["tags", "Owner"], true],
    ["the part by a dot", ["tags.Owner"], ["tags", "Owner"], true],
    ["the part in quotes", ['tags["a b"]'], ["tags", "a b"], true],
    ["a quoted first part", ['["tags"].Owner'], ["tags", "Owner"], true],
    ["another part", ["tags.Owner"], ["tags", "Project"], false],
    ["what lies around it", ["tags.Owner"], ["tags"], false],
    ["everything", ["*"], ["anything", "at", "all"], true],
    ["any element", ["list[*].a"], ["list", 3, "a"], true],
    ["an element", ["list[1].a"], ["list", 1, "a"], true],
    ["another element", ["list[1].a"], ["list", 2, "a"], false],
    ["a list of one as if it were its element", ["block[0].a"], ["block", "a"], true],
    ["one of several", ["name", "tags"], ["tags"], true],
    ["nothing", [], ["tags"], false],
    ["an empty path", [""], ["tags"], false],
    ["one that begins alike", ["tagsAll"], ["tags"], false],
  ])("%s: %j covers %j", (_, ignored, path, expected) => {
    expect(isIgnored(path, ignored)).toBe(expected);
  });
});
