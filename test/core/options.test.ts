import Ajv from "ajv";
import { flag, integer, nearest, oneOf, readOptions, text, texts, type Options } from "../../core";
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

  it.each(all)("%s refuses what is of another type", (_, option) => {
    const strange = option.schema.type === "object" ? 7 : {};
    expect(option.parse(strange)).toHaveProperty("problem");
    expect(ajv.validate(option.schema, strange)).toBe(false);
  });
});
