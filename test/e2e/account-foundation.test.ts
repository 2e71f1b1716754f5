import { accountFoundation } from "../../scripts/examples";
import { readCatalogue } from "../../scripts/generate/catalogue";
import { packageRoot } from "../../testing/analyzer";
import { describeExample } from "./examples";

describeExample(accountFoundation, {
  secret: /Sommer2024|Winter2024/,
  // A state holds neither the stack's configuration, with which names and passwords are compared, nor secrets in clear.
  notInAudit: ["config-recorder-name", "database-password-from-config", "secret-not-literal", "secret-plain-config"],
  stoppedBy: "kms-key-not-public",
});

it("every section of the security catalogue is in the example or not checkable", () => {
  const { requirements, notCheckable } = readCatalogue(packageRoot());
  const numbersOf = (rows: readonly { readonly sources: readonly string[] }[]): string[] =>
    rows.flatMap(({ sources }) => sources.flatMap((source) => /^security (.+)$/.exec(source)?.[1] ?? []));
  const made = accountFoundation.items.map(({ number }) => number);
  expect([...new Set(numbersOf(requirements))].filter((number) => !made.includes(number))).toEqual([]);
  const notMade = ["1.1", "1.3", "11.2", "13.1", "13.2", "14.1", "16.1"];
  expect([...new Set(numbersOf(notCheckable))].filter((number) => !made.includes(number)).sort()).toEqual(notMade);
});
