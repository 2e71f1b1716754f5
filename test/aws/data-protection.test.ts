import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DATA_TYPES, LOG_GROUP_SWITCHES, switchesOf, USUAL_DATA_TYPES } from "../../aws/data-protection";
import { Graph, type Resource } from "../../core";

const sdk = dirname(require.resolve("@pulumi/aws/package.json"));

/** The inputs of a type, from the package's declarations. */
function inputsOf(type: string): string {
  const [, path = "", name = ""] = type.split(":");
  const declarations = readFileSync(join(sdk, `${path}.d.ts`), "utf8");
  return declarations.slice(declarations.indexOf(`export interface ${name}Args {`));
}

function resourceOf(type: string): Resource {
  const options = { protect: false, ignoreChanges: [], additionalSecretOutputs: [] };
  const [resource] = new Graph(
    [{ urn: "urn:pulumi:dev::app::t::n", type, name: "n", inputs: {}, outputs: undefined, options }],
    false,
  ).resources;
  if (!resource) throw new Error("no resource");
  return resource;
}

describe("types that hold data", () => {
  it.each(DATA_TYPES)("%s has its switches in the provider", (type) => {
    const inputs = inputsOf(type);
    expect(inputs).toMatch(/^export interface \w+Args \{/);
    for (const { input } of switchesOf(resourceOf(type))) {
      expect(inputs).toMatch(
        new RegExp(`^    ${input}\\?: pulumi\\.Input<(?:boolean|number|string) \\| undefined>;`, "m"),
      );
    }
  });

  it("has no type without a switch that the provider gives one", () => {
    const without = DATA_TYPES.filter((type) => switchesOf(resourceOf(type)).length === 0);
    const known = /^ {4}(?:\w*[dD]eletionProtection\w*|forceDestroy|forceDelete|recoveryWindowInDays)\?/m;
    expect(without.filter((type) => known.test(inputsOf(type)))).toEqual([]);
  });

  it("has the switches of log groups in the provider", () => {
    const inputs = inputsOf("aws:cloudwatch/logGroup:LogGroup");
    LOG_GROUP_SWITCHES.forEach(({ input }) => expect(inputs).toContain(`    ${input}?: `));
  });

  it("asks about fewer than it knows", () => {
    expect(new Set(DATA_TYPES).size).toBe(DATA_TYPES.length);
    expect(USUAL_DATA_TYPES.length).toBeLessThan(DATA_TYPES.length);
  });
});
