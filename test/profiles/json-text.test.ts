import { property, assert as check, json } from "fast-check";
import { JsonSyntaxError, parseJson, shownPath } from "../../profiles/json-text";

describe("JSON with places", () => {
  const text = '{\n  "a": { "b": [1,\n      "x"] },\n  "a": "\\u0041"\n}\n';

  it("reads what JSON.parse reads", () => {
    expect(parseJson(text).value).toEqual({ a: "A" });
    check(property(json(), (any) => expect(parseJson(any).value).toEqual(JSON.parse(any))));
  });

  it.each([
    [["a", "b"], 2, 10],
    [["a", "b", 1], 3, 7],
    [["a", "b", 7], 2, 10],
    [["nothing"], 1, 1],
  ])("finds %j", (path, line, column) => {
    expect(parseJson(text.replace('"a": "', '"c": "')).locate(path)).toEqual({ line, column });
  });

  it("tells a key that stands there twice, with the second place", () => {
    expect(parseJson(text).duplicates).toEqual([{ path: ["a"], position: { line: 4, column: 3 } }]);
  });

  it.each([
    ["a comment", '{\n  // why\n  "a": 1 }', 2, 3, /comments/],
    ["a comma too many", '{\n  "a": 1,\n}', 3, 1, /last comma/],
    ["a comma too few", '{ "a": 1\n  "b": 2 }', 2, 3, /expected/],
    ["single quotes", "{ 'a': 1 }", 1, 3, /double quotes/],
    ["a bare word", '{ "a": mandatory }', 1, 8, /"mandatory" is no JSON value/],
    ["a missing value", '{ "a": }', 1, 8, /value is expected/],
    ["an end too early", '{ "a": [1, 2', 1, 13, /line 1, column 8 is not closed/],
    ["a missing colon", '{ "a" 1 }', 1, 7, /colon/],
    ["an open text", '{ "a": "x\n }', 1, 8, /not closed/],
    ["an escape that is none", '{ "a": "\\x" }', 1, 8, /backslash/],
    ["two objects", "{}\n{}", 2, 1, /follows the end/],
    ["a byte order mark", "\uFEFF{}", 1, 1, /byte order mark/],
    ["a number of octal digits", '{ "a": 01 }', 1, 8, /no JSON value/],
    ["a hostile depth", "[".repeat(100_000), 1, 202, /nested/],
  ])("says what is wrong with %s, and where", (_, broken, line, column, message) => {
    expect(() => parseJson(broken)).toThrow(JsonSyntaxError);
    expect(() => parseJson(broken)).toThrow(message);
    try {
      parseJson(broken);
    } catch (error) {
      expect(error).toMatchObject({ position: { line, column } });
    }
  });

  it("takes an empty file as no settings, as the CLI does", () => expect(parseJson(" \n").value).toEqual({}));

  it("shows paths as one writes them", () =>
    expect(shownPath(["baseline-settings", "exemptions", 3, "expires"])).toBe(
      "baseline-settings.exemptions[3].expires",
    ));
});
