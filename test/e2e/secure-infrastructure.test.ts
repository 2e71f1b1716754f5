import { secureInfrastructure } from "../../scripts/examples";
import { readCatalogue } from "../../scripts/generate/catalogue";
import { packageRoot } from "../../testing/analyzer";
import { describeExample } from "./examples";

describeExample(secureInfrastructure, {
  secret: /deployer-password/,
  // A state holds no stack configuration, with which names are compared.
  notInAudit: ["config-recorder-name"],
  stoppedBy: "ec2-no-ssh-keys",
});

it("every item of the infrastructure catalogue is in the example or not checkable", () => {
  const { requirements, notCheckable } = readCatalogue(packageRoot());
  const numbersOf = (rows: readonly { readonly sources: readonly string[] }[]): Set<string> =>
    new Set(rows.flatMap(({ sources }) => sources.flatMap((source) => /^infra (.+)$/.exec(source)?.[1] ?? [])));
  const made = secureInfrastructure.items.map(({ number }) => number);
  expect([...numbersOf(requirements)].sort()).toEqual([...made].sort());
  const notMade = [...numbersOf(notCheckable)].filter((number) => !made.includes(number)).sort();
  expect(notMade).toEqual(["a4", "a6"]);
});
