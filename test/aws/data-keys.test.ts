import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DATA_STORE_TYPES, placesOf } from "../../aws/data-keys";

const ROOT = dirname(require.resolve("@pulumi/aws/package.json"));
const INPUTS = readFileSync(join(ROOT, "types/input.d.ts"), "utf8");

/** The text of an interface in the given declarations; empty when there is none. */
function bodyOf(declarations: string, name: string): string {
  const [head, indent = ""] = new RegExp(`^( *)(?:export )?interface ${name} \\{`, "m").exec(declarations) ?? [];
  const start = head === undefined ? -1 : declarations.indexOf(head);
  return start < 0 ? "" : declarations.slice(start, declarations.indexOf(`\n${indent}}`, start + 1));
}

/** The declarations of one service's nested inputs. */
function inputsOf(service: string): string {
  const start = INPUTS.indexOf(`export declare namespace ${service} {`);
  const end = INPUTS.indexOf("\nexport declare namespace ", start + 1);
  return INPUTS.slice(start, end < 0 ? undefined : end);
}

/** The type of a property as it stands in an interface. */
function typeOf(body: string, property: string): string | undefined {
  return new RegExp(`^ +${property}\\??: (.*);$`, "m").exec(body)?.[1];
}

describe("the places where resources name keys", () => {
  it.each(DATA_STORE_TYPES)("%s has them", (type) => {
    const [, service = "", module = "", name = ""] = /^aws:(\w+)\/(\w+):(\w+)$/.exec(type) ?? [];
    const file = join(ROOT, service, `${module}.d.ts`);
    expect(existsSync(file)).toBe(true);
    for (const path of placesOf(type)) {
      let body = bodyOf(readFileSync(file, "utf8"), `${name}Args`);
      let found: string | undefined;
      for (const property of path.filter((key) => key !== "*")) {
        found = typeOf(body, property);
        expect({ type, property, found }).toEqual({ type, property, found: expect.any(String) as string });
        const [, owner = "", nested = ""] = /inputs\.(\w+)\.(\w+)/.exec(found ?? "") ?? [];
        body = owner === "" ? "" : bodyOf(inputsOf(owner), nested);
      }
      expect(found).toMatch(/^pulumi\.Input<string( \| undefined)?>$/);
    }
  });
});
