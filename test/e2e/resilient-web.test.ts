import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { resilientWeb } from "../../scripts/examples";
import { readCatalogue } from "../../scripts/generate/catalogue";
import { packageRoot } from "../../testing/analyzer";
import { describeExample } from "./examples";

const numbers = resilientWeb.items.map(({ number }) => number);
const folder = (name: string): string => join(packageRoot(), "examples", resilientWeb.folder, name);

describeExample(resilientWeb, {
  secret: /Herbst2025/,
  // A state does not hold the stack's configuration, with which passwords are compared.
  notInAudit: ["database-password-from-config", "secret-plain-config"],
  stoppedBy: "kms-key-not-public",
});

it("every section and feature of the resilience catalogue is in the example or not checkable", () => {
  const { requirements, notCheckable } = readCatalogue(packageRoot());
  const made = requirements.flatMap(({ id, sources }) =>
    sources
      .flatMap((source) => /^resilience (.+)$/.exec(source)?.[1] ?? [])
      .map((section) => (section === "x" ? `x ${id}` : section)),
  );
  expect([...new Set(made)].sort()).toEqual([...numbers].sort());
  const notMade = notCheckable.flatMap(({ sources }) =>
    sources.flatMap((source) => /^resilience (.+)$/.exec(source)?.[1] ?? []),
  );
  expect(notMade.sort()).toEqual(["1.1", "1.2", "3.1", "3.2"]);
});

it.each(["bad", "bad-yaml"])("the program %s says at each mistake which section or feature it is", (name) => {
  const files = readdirSync(folder(name)).filter((file) => /\.ts$|^Pulumi\.yaml$/.test(file));
  const comments = files
    .flatMap((file) => readFileSync(join(folder(name), file), "utf8").split("\n"))
    .filter((line) => /^\s*(\/\/|#)/.test(line))
    .join(" ");
  const marked = [...comments.matchAll(/\b(x|\d\.\d) ((?:[A-Z]{3}-\d\d, )*[A-Z]{3}-\d\d):/g)].flatMap(
    ([, section = "", ids = ""]) => (section === "x" ? ids.split(", ").map((id) => `x ${id}`) : [section]),
  );
  expect([...new Set(marked)].sort()).toEqual([...numbers].sort());
});
