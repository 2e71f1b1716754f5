import { readFileSync } from "node:fs";
import Ajv from "ajv";
import {
  flag,
  integer,
  integerMap,
  nearest,
  oneOf,
  readOptions,
  records,
  text,
  textMap,
  texts,
  textsMap,
  type JsonSchema,
  type Options,
} from "../../core";
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

  it("takes the default, without a complaint, for what is absent or null", () => {
    expect(readOptions(options, { days: null, mode: undefined })).toEqual(readOptions(options, {}));
  });

  it("tells every mistake: of options in their order, then of names that are none", () => {
    const { problems } = readOptions(options, { unknown: 1, strict: 1, days: "x" });
    expect(problems).toEqual([
      'option "days" must be a whole number from 1 to 90; the default 7 is used',
      'option "strict" must be true or false; the default false is used',
      'there is no option "unknown"; it has days, mode, names, strict, pattern',
    ]);
  });

  it("says that a policy has no options at all, and does not take those that every object has", () => {
    expect(readOptions({}, { days: 1 }).problems).toEqual(['there is no option "days"; it has no options']);
    expect(readOptions({}, { toString: 1 }).problems).toEqual(['there is no option "toString"; it has no options']);
  });
});

describe("an option", () => {
  const description = "Made up.";
  const fields = { name: "The name.", owner: "The owner." };
  const kinds = {
    anyText: text({ default: "", description }),
    matching: text({ default: "ab", pattern: "^a.$", description }),
    anyNumber: integer({ default: 0, description }),
    atLeast: integer({ default: 5, minimum: 2, description }),
    atMost: integer({ default: 5, maximum: 9, description }),
    between: integer({ default: 5, minimum: 2, maximum: 9, description }),
    flag: flag({ default: true, description }),
    oneOf: oneOf(["one", "two"], { default: "one", description }),
    texts: texts({ default: [], description }),
    choices: texts({ default: ["x"], choices: ["x", "y"], description }),
    textMap: textMap({ default: {}, description }),
    textsMap: textsMap({ default: {}, description }),
    integerMap: integerMap({ default: {}, description }),
    records: records({ default: [], fields, required: ["name"], description }),
  } satisfies Options;
  type Kind = keyof typeof kinds;

  it.each<[Kind, readonly unknown[], readonly unknown[], string]>([
    ["anyText", ["", "a"], [1, true, [], {}], "text"],
    ["matching", ["ab", "az"], ["a", "bab", "", 7], "text that matches ^a.$"],
    ["anyNumber", [0, -7, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER], [0.5, NaN, "1", [1]], "a whole number"],
    ["atLeast", [2, 1000], [1, 2.5, "2"], "a whole number from 2"],
    ["atMost", [9, -1000], [10, 8.5, "9"], "a whole number to 9"],
    ["between", [2, 9], [1, 10, "5"], "a whole number from 2 to 9"],
    ["flag", [true, false], ["true", 0, [true]], "true or false"],
    ["oneOf", ["one", "two"], ["three", "", 1, ["one"]], "one of one, two"],
    ["texts", [[], ["a"], ["a", ""]], ["a", [1], ["a", 1], {}], "a list of texts"],
    ["choices", [[], ["y", "x"]], [["z"], ["x", "z"], [1], "x"], "a list of x, y"],
    ["textMap", [{}, { a: "b" }], [[], ["a"], "a", { a: 1 }, { a: "b", c: 1 }], "an object of texts"],
    [
      "textsMap",
      [{}, { a: [] }, { a: ["b"], c: ["d", "e"] }],
      [[], [["a"]], "a", { a: "b" }, { a: [1] }, { a: ["b"], c: "d" }, { a: ["b", 1] }],
      "an object of lists of texts",
    ],
    ["integerMap", [{}, { a: 1, b: -2 }], [[], [1], 1, { a: "1" }, { a: 1, b: 0.5 }], "an object of whole numbers"],
    ["records", [[], [{ name: "a" }], ["the reader's to refuse"]], [{}, "a", 1], "a list of objects"],
  ])("%s takes what fits and says what it must be otherwise", (kind, fitting, others, expected) => {
    expect(fitting.map((raw) => kinds[kind].parse(raw))).toEqual(fitting.map((value) => ({ value })));
    expect(others.map((raw) => kinds[kind].parse(raw))).toEqual(others.map(() => ({ problem: `must be ${expected}` })));
  });

  it.each<[Kind, object]>([
    ["anyText", { type: "string", default: "" }],
    ["matching", { type: "string", pattern: "^a.$", default: "ab" }],
    ["anyNumber", { type: "integer", default: 0 }],
    ["atLeast", { type: "integer", minimum: 2, default: 5 }],
    ["atMost", { type: "integer", maximum: 9, default: 5 }],
    ["between", { type: "integer", minimum: 2, maximum: 9, default: 5 }],
    ["flag", { type: "boolean", default: true }],
    ["oneOf", { type: "string", enum: ["one", "two"], default: "one" }],
    ["texts", { type: "array", items: { type: "string" }, default: [] }],
    ["choices", { type: "array", items: { type: "string", enum: ["x", "y"] }, default: ["x"] }],
    ["textMap", { type: "object", additionalProperties: { type: "string" }, default: {} }],
    ["textsMap", { type: "object", additionalProperties: { type: "array", items: { type: "string" } }, default: {} }],
    ["integerMap", { type: "object", additionalProperties: { type: "integer" }, default: {} }],
    [
      "records",
      {
        type: "array",
        items: {
          type: "object",
          properties: {
            name: { type: "string", description: "The name." },
            owner: { type: "string", description: "The owner." },
          },
          required: ["name"],
          additionalProperties: false,
        },
        default: [],
      },
    ],
  ])("%s shows the engine and Pulumi Cloud the same in its schema", (kind, schema) => {
    expect(kinds[kind].schema).toStrictEqual({ ...schema, description });
    expect(kinds[kind].fallback).toBe(kinds[kind].schema.default);
  });
});

describe("the nearest name", () => {
  it.each<[string, readonly string[], string | undefined]>([
    ["s3-bucket-versionning", ["s3-bucket-encryption", "s3-bucket-versioning"], "s3-bucket-versioning"],
    ["Log-Buckets", ["logBuckets"], "logBuckets"],
    ["DAYS", ["mode", "days"], "days"],
    ["days", ["data", "days"], "days"],
    // Two letters of a short name may be wrong, a third of a long one.
    ["dxxx", ["days"], undefined],
    ["daxx", ["days"], "days"],
    ["abcdefghi", ["abcdefxyz"], "abcdefxyz"],
    ["abcdefghi", ["abcdewxyz"], undefined],
    // Letters that are missing, too many or in another place.
    ["dys", ["days"], "days"],
    ["daayys", ["days"], "days"],
    ["dasy", ["days"], "days"],
    ["ay", ["days"], "days"],
    ["y", ["days"], undefined],
    ["", ["days"], undefined],
    ["x", ["s3-bucket-versioning"], undefined],
    ["days", [], undefined],
  ])("to %j among %j is %j", (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });

  it("is the first of those that are equally near", () => {
    expect(nearest("day", ["days", "dayz"])).toBe("days");
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
