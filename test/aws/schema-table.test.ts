import { readFileSync } from "node:fs";
import { join } from "node:path";
import { schema } from "../../scripts/generate/schema";

const root = join(__dirname, "..", "..");

describe("the table of resource types", () => {
  test("is what the installed @pulumi/aws gives", async () => {
    const files = await schema.files({ root });
    expect([...files.keys()]).toEqual(["aws/data/schema.ts"]);
    expect(readFileSync(join(root, "aws/data/schema.ts"), "utf8") === files.get("aws/data/schema.ts")).toBe(true);
  });
});
