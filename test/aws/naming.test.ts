import { environmentSuffix, isAutoName, isGeneratedName, isProtected } from "../../aws/naming";
import { wordsOf } from "../../aws/words";
import { defaultSettings, type StackFacts } from "../../core";

const settings = defaultSettings();
const stackNamed = (stack: string, config: Record<string, string> = {}): StackFacts => ({
  project: "app",
  stack,
  config: new Map(Object.entries(config)),
  isAudit: false,
});

describe("isProtected", () => {
  it.each([
    ["prod", {}, true],
    ["main", {}, true],
    ["staging", {}, true],
    ["dev", {}, false],
    ["development", {}, false],
    ["dev-eu", {}, false],
    ["pr-42", {}, false],
    ["main", { "app:environment": "dev" }, false],
    ["prod", { "app:environment": "dev" }, true],
    ["dev", { "app:environment": "prod" }, true],
  ])("stack %s with config %j: %s", (stack, config, expected) => {
    expect(isProtected(stackNamed(stack, config), settings, {})).toBe(expected);
  });
});

describe("wordsOf", () => {
  it.each([
    ["/codebuild/pulumi-token", ["codebuild", "pulumi", "token"]],
    ["appDevRole", ["app", "dev", "role"]],
    ["HTTPServer", ["http", "server"]],
    ["", []],
  ])("of %s", (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });
});

it("never shows a suffix from the config that may be a secret", () => {
  const { text, display } = environmentSuffix(stackNamed("main", { "app:env": "hunter2" }), settings, {});
  expect(text).toBe("hunter2");
  expect(display).not.toContain("hunter2");
});

it.each([
  ["logs-1a2b3c4", "logs", true],
  ["logs-1234567", "logs", true],
  ["orders-1234567", "logs", false],
  ["acme-logs", "logs", false],
])("name %s of resource %s is generated: %s", (name, logical, expected) => {
  expect(isGeneratedName(name, logical)).toBe(expected);
});

it.each([
  ["data-abcdefa", true],
  ["Data-abcdefa", true],
  ["data-abcdefa.fifo", true],
  ["data-abcdefg", false],
  ["data-abcdef", false],
  ["other-abcdefa", false],
])("name %s of resource data is the engine's: %s", (name, expected) => {
  expect(isAutoName(name, "data")).toBe(expected);
});
