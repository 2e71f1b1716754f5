import { policies } from "../../../policies";
import { allCases } from "../../harness/all-cases";
import { caseOf } from "../../harness/cases";
import { evaluate, requestsOf } from "../../harness/evaluate";

/** Every text of a program that could be a secret: long enough, and neither a name nor a reference in the program. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What a finding says anyway: paths, names of resources and variables, names of config entries. */
const MIN_SECRET = 8;

const tables = allCases().filter(({ category }) => category === "secrets");

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

/** The texts at places that hold secrets in these tables. */
function valuesOf(properties: Record<string, unknown>): string[] {
  const { name: _name, type: _type, description: _description, ...rest } = properties;
  return textsIn(rest).filter(
    (text) => text.length >= MIN_SECRET && /\d|-me|holder|horse/.test(text) && !/^[A-Z_]+$/.test(text),
  );
}
