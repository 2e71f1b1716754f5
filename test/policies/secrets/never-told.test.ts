import { policies } from "../../../policies";
import { allCases } from "../../harness/all-cases";
import { caseOf } from "../../harness/cases";
import { evaluate, requestsOf } from "../../harness/evaluate";

/** Every text of a program. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Shorter texts stand in messages by chance. */
const MIN_SECRET = 8;

/** Rows about secret values; the rows about keys quote regions, ARNs and conditions, which are no secrets. */
const ABOUT_SECRETS = /^SEC-0[1-6]$/;

const tables = allCases("secrets").filter(({ table }) =>
  policies.some(
    ({ facts }) => facts.name === table.policy && facts.requirements.some((row) => ABOUT_SECRETS.test(row)),
  ),
);

describe.each(tables.map(({ table }) => [table.policy, table] as const))("%s", (_, table) => {
  const policy = policies.find(({ facts }) => facts.name === table.policy);
  const secretly = Object.entries(table.fails).filter(() => policy !== undefined);

  it.each(secretly)("tells no value of the program: %s", async (_name, one) => {
    const found = await evaluate(caseOf(one), table.policy, "update", "in-process");
    const messages = found.filter((finding) => finding.policy === table.policy).map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(0);
    const values = requestsOf(one, "update").flatMap(({ inputs }) => valuesOf(inputs.properties));
    for (const message of messages) {
      const told = values.filter((value) => message.includes(value));
      expect(told).toEqual([]);
    }
  });
});

/** Names, types and descriptions may be told; secrets in these tables have a digit or are well-known placeholders. */
const TOLD: ReadonlySet<string> = new Set(["name", "type", "description"]);

function valuesOf(properties: Record<string, unknown>): string[] {
  return Object.entries(properties)
    .filter(([key]) => !TOLD.has(key))
    .flatMap(([, value]) => textsIn(value))
    .filter((text) => text.length >= MIN_SECRET && /\d|-me|holder|horse/.test(text) && !/^[A-Z_]+$/.test(text));
}
