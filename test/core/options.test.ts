import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { flag, integer, nearest, oneOf, readOptions, text, texts, type JsonSchema, type Options } from "../../core";
import { policies } from "../../policies";

const options = {
  days: integer({ default: 7, minimum: 1, maximum: 90, description: "Days." }),
  mode: oneOf(["risky", "strict"], { default: "risky", description: "Mode." }),
  names: texts({ default: ["a"], description: "Names." }),
  strict: flag({ default: false, description: "Strict." }),
  pattern: text({ default: "x", pattern: "^[a-z]$", description: "Pattern." }),
} satisfies Options;

describe("reading options", () => {
  it("gives every default when the config is empty", () => {
    expect(readOptions(options, {})).toEqual({
      values: { days: 7, mode: "risky", names: ["a"], strict: false, pattern: "x" },
      problems: [],
    });
  });

  it("takes what fits", () => {
    const config = { days: 30, mode: "strict", names: [], strict: true, pattern: "y" };
    expect(readOptions(options, config)).toEqual({ values: config, problems: [] });
  });

  it.each([
    ["days", 0, /whole number from 1 to 90/],
    ["days", "7", /whole number/],
    ["days", 1.5, /whole number/],
    ["mode", "lax", /one of risky, strict/],
    ["names", "a", /list of texts/],
    ["names", [1], /list of texts/],
    ["strict", "true", /true or false/],
    ["pattern", "XX", /matches/],
  ])("keeps the default and says why when %s is %j", (name, value, problem) => {
    const { values, problems } = readOptions(options, { [name]: value });
    expect(values[name as keyof typeof values]).toEqual(options[name as keyof typeof options].fallback);
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems[0]).toContain(`"${name}"`);
  });

  it("names the option that was probably meant", () => {
    expect(readOptions(options, { dayz: 3 }).problems).toEqual(['there is no option "dayz"; did you mean "days"?']);
    expect(readOptions(options, { somethingElse: 3 }).problems[0]).toContain("days, mode, names, strict, pattern");
  });

  it("finds the nearest name only when it is near", () => {
    expect(nearest("s3-bucket-versionning", ["s3-bucket-versioning", "s3-bucket-encryption"])).toBe(
      "s3-bucket-versioning",
    );
    expect(nearest("x", ["s3-bucket-versioning"])).toBeUndefined();
  });
});

describe("every policy's options", () => {
  const ajv = new Ajv({ strict: false });
  const all = policies.flatMap(({ facts, options: declared }) =>
    Object.entries(declared).map(([name, option]) => [`${facts.name}.${name}`, option] as const),
  );

  it.each(all)("%s has a text, and a default that fits its own schema", (_, option) => {
    expect(option.schema.description).toMatch(/.{10,}\.$/);
    // As it is written in a config; what it means may be of another type.
    const written = option.schema.default ?? option.fallback;
    expect(ajv.validate(option.schema, written)).toBe(true);
    expect(option.parse(written)).toEqual({ value: option.fallback });
  });

  it.each(all)(
    "%s has a pattern that the engine can read: it refuses the whole pack for one with a lookaround",
    (_, option) => {
      expect(option.schema.pattern ?? "").not.toMatch(/\(\?[=!<]|\\[1-9]/);
    },
  );

  const withNumbers = all.filter(([, { schema }]) => schema.type === "integer" || schema.type === "number");
  it.each(withNumbers)("%s has limits, and its default keeps them", (_, { schema }) => {
    expect(schema.minimum).toBeDefined();
    expect(schema.default).toBeGreaterThanOrEqual(schema.minimum ?? Infinity);
    expect(schema.default).toBeLessThanOrEqual(schema.maximum ?? Infinity);
  });

  const withParts = all.filter(([, { schema }]) => schema.type === "array" || schema.type === "object");
  it.each(withParts)("%s says of what type its parts are", (_, { schema }) => {
    expect(partsOf(schema)).not.toHaveLength(0);
    expect(partsOf(schema).filter(({ type }) => type === undefined)).toEqual([]);
  });

  const keywords = keywordsOfTheSdk();
  it.each(all)(
    "%s uses only what the SDK's PolicyConfigJSONSchema has, which is what Pulumi Cloud's form knows",
    (_, { schema }) => {
      expect(keywords).toEqual(expect.arrayContaining(["type", "items", "default"]));
      expect(keywordsIn(schema).filter((keyword) => !keywords.includes(keyword))).toEqual([]);
    },
  );

  it.each(all)("%s refuses what is of another type", (_, option) => {
    const strange = option.schema.type === "object" ? 7 : {};
    expect(option.parse(strange)).toHaveProperty("problem");
    expect(ajv.validate(option.schema, strange)).toBe(false);
  });
});

/** The schemas of a list's elements or an object's values. */
function partsOf({ items, properties, additionalProperties }: JsonSchema): readonly JsonSchema[] {
  const values = typeof additionalProperties === "object" ? [additionalProperties] : [];
  return [...(items ? [items] : []), ...Object.values(properties ?? {}), ...values];
}

function keywordsIn(schema: JsonSchema): readonly string[] {
  return [...Object.keys(schema), ...partsOf(schema).flatMap(keywordsIn)];
}

/** The members of the SDK's interface; its types are not there at run time. */
function keywordsOfTheSdk(): readonly string[] {
  const text = readFileSync(require.resolve("@pulumi/policy/schema.d.ts"), "utf8");
  const body = text.slice(0, text.indexOf("\n}\n"));
  return [...body.matchAll(/^ {4}(\w+)\?:/gm)].map(([, name = ""]) => name);
}
