import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { secureInfrastructure } from "../../scripts/examples";
import { readCatalogue } from "../../scripts/generate/catalogue";
import { packageRoot } from "../../testing/analyzer";
import { previewProgram } from "../../testing/preview";
import { describeExample } from "./examples";

const numbers = secureInfrastructure.items.map(({ number }) => number);
const folder = (name: string): string => join(packageRoot(), "examples", secureInfrastructure.folder, name);

describeExample(secureInfrastructure, {
  secret: /Fruehling2024/,
  // A state holds no stack configuration, with which names are compared.
  notInAudit: ["config-recorder-name"],
  stoppedBy: "ec2-no-ssh-keys",
});

it("every item of the infrastructure catalogue is in the example or not checkable", () => {
  const { requirements, notCheckable } = readCatalogue(packageRoot());
  const numbersOf = (rows: readonly { readonly sources: readonly string[] }[]): Set<string> =>
    new Set(rows.flatMap(({ sources }) => sources.flatMap((source) => /^infra (.+)$/.exec(source)?.[1] ?? [])));
  expect([...numbersOf(requirements)].sort()).toEqual([...numbers].sort());
  const notMade = [...numbersOf(notCheckable)].filter((number) => !numbers.includes(number)).sort();
  expect(notMade).toEqual(["a4", "a6"]);
});

it("the bad program says at each mistake which item it is", () => {
  const files = readdirSync(folder("bad")).filter((file) => file.endsWith(".ts"));
  const text = files.map((file) => readFileSync(join(folder("bad"), file), "utf8")).join("\n");
  const marked = [...text.matchAll(/infra ((?:[ab]\d+, )*[ab]\d+):/g)].flatMap(([, list = ""]) => list.split(", "));
  expect([...new Set(marked)].sort()).toEqual([...numbers].sort());
});

it("without its settings the good program breaks only what the security catalogue asks for instead", async () => {
  const { findings } = await previewProgram({ directory: folder("good"), stack: "prod", mode: "update" });
  expect(findings.map(({ policyName }) => policyName).sort()).toEqual([
    "cloudtrail-bucket-sharing",
    "cloudtrail-cis-events",
    "cloudtrail-multi-region",
  ]);
});
