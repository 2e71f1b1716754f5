import { isAutoName, isGeneratedName } from "../../aws/naming";

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
