import { readOptions } from "../../core/options";
import {
  defaultSettings,
  environmentSuffix,
  isProtected,
  ownEnvironments,
  SETTINGS,
  type StackFacts,
} from "../../core";

const settings = defaultSettings();
const stackNamed = (
  stack: string,
  config: Record<string, string> = {},
  tags: Record<string, string> = {},
): StackFacts => ({
  project: "app",
  stack,
  config: new Map(Object.entries(config)),
  secretKeys: undefined,
  tags: new Map(Object.entries(tags)),
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

describe("a stack tag", () => {
  it.each<[string, string, Record<string, string>, boolean]>([
    ["makes a stack whose name says nothing ephemeral", "main", { environment: "dev" }, false],
    ["counts by any word of the environment", "main", { environment: "Development" }, false],
    ["counts under the second name too", "main", { env: "dev" }, false],
    ["of the first name wins", "main", { environment: "prod", env: "dev" }, true],
    ["that is blank is none", "main", { environment: " ", env: "dev" }, false],
    ["may match a pattern of ephemeral ones", "main", { environment: "pr-42" }, false],
    ["protects a stack that its name calls ephemeral", "dev", { environment: "prod" }, true],
    ["that is no known environment protects as well", "dev", { environment: "performance" }, true],
    ["takes no protection from a stack that its name calls protected", "prod", { environment: "dev" }, true],
    ["of another name says nothing", "main", { stage: "dev" }, true],
  ])("%s", (_, stack, tags, expected) => {
    expect(isProtected(stackNamed(stack, {}, tags), settings, {})).toBe(expected);
  });

  it("is looked for under the names of the settings", () => {
    const { values } = readOptions(SETTINGS, { environmentStackTags: ["stage"] });
    expect(isProtected(stackNamed("main", {}, { stage: "dev" }), values, {})).toBe(false);
    expect(isProtected(stackNamed("main", {}, { environment: "dev" }), values, {})).toBe(true);
  });

  it("tells the environment before the name does, and leaves the suffix of names as it is", () => {
    const stack = stackNamed("dev", {}, { environment: "production" });
    expect(ownEnvironments(stack, settings, {})).toEqual(["prod", "dev"]);
    expect(environmentSuffix(stack, settings, {}).text).toBe("dev");
  });
});

it("never shows a suffix from the config that may be a secret", () => {
  const { text, display } = environmentSuffix(stackNamed("main", { "app:env": "hunter2" }), settings, {});
  expect(text).toBe("hunter2");
  expect(display).not.toContain("hunter2");
});
