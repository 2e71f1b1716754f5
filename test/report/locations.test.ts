/** Places of findings: those of the engine, those in the program's text, and none that is made up. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { locate, Repository } from "../../report/locations";
import { FIXTURES, finding, reportOf, shopReport, SHOP } from "./shop";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "locations-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const PROJECT = { "Pulumi.yaml": "name: shop\nruntime: nodejs\n" };

/** The place of a bucket in a project, as `file:line:column`. */
function placeOf(
  files: Readonly<Record<string, string>>,
  name = "logs",
  parents = "",
  type = "aws:s3/bucket:Bucket",
): string {
  write({ ...PROJECT, ...files });
  const urn = `urn:pulumi:dev::shop::${parents}${type}::${name}`;
  const report = reportOf([finding({ project: "shop", name, type, urn })]);
  const position = locate(report, folder).stacks[0]?.findings[0]?.position;
  return position ? `${position.file}:${position.line}:${position.column}` : "none";
}

const STORE = "shop:index:Store$";

describe("a resource is", () => {
  it.each([
    [
      "where TypeScript makes it",
      { "index.ts": 'import * as aws from "aws";\nnew aws.s3.Bucket("logs");' },
      "index.ts:2:19",
    ],
    ["on the line of the name", { "a/b.ts": "new aws.s3.Bucket(\n  'logs',\n  {},\n);" }, "a/b.ts:2:3"],
    [
      "where it is made, not where else its name is",
      { "index.ts": 'f("logs");\nnew Bucket("logs");' },
      "index.ts:2:12",
    ],
    ["where Python makes it", { "__main__.py": 's3.Bucket("logs",\n  tags={})' }, "__main__.py:1:11"],
    ["where Python names it", { "__main__.py": 's3.Bucket(resource_name="logs")' }, "__main__.py:1:25"],
    ["where Go makes it", { "main.go": '\t_, err := s3.NewBucket(ctx, "logs", nil)\n' }, "main.go:1:30"],
    ["where C# makes it", { "Program.cs": 'var b = new Aws.S3.Bucket("logs");' }, "Program.cs:1:27"],
    ["where Java makes it", { "src/main/java/App.java": 'new Bucket("logs", args)' }, "src/main/java/App.java:1:12"],
    ["in a list of names", { "index.ts": 'for (const name of ["data", "logs"]) make(name);' }, "index.ts:1:29"],
    ["not in comments", { "index.ts": '// "logs"\n * "logs"\nmake("logs");' }, "index.ts:3:6"],
    [
      "not where a compiler wrote it",
      { "index.ts": 'make("logs")', "index.js": 'make("logs")', "bin/x.js": '"logs"' },
      "index.ts:1:6",
    ],
    [
      "not in packages and tests",
      { "index.ts": 'make("logs")', "node_modules/a/a.ts": '"logs"', "a.test.ts": '"logs"' },
      "index.ts:1:6",
    ],
    [
      "not in another project below",
      { "index.ts": 'make("logs")', "other/Pulumi.yaml": "name: o", "other/a.ts": '"logs"' },
      "index.ts:1:6",
    ],
  ])("%s", (_, files, place) => {
    expect(placeOf(files)).toBe(place);
  });

  it("at its key in YAML, or at that of its name", () => {
    const yaml = `name: shop
runtime: yaml
variables:
  logs: nothing
resources:
  # logs:
  other:
    type: aws:s3:Bucket
    properties:
      logs: 1
  "logs":
    type: aws:s3:Bucket
  key:
    type: aws:s3:Bucket
    name: named # here
outputs:
  logs: 1
`;
    expect(placeOf({ "Pulumi.yaml": yaml })).toBe("Pulumi.yaml:11:3");
    expect(placeOf({ "Pulumi.yaml": yaml }, "named")).toBe("Pulumi.yaml:13:3");
    expect(placeOf({ "Pulumi.yaml": yaml }, "key")).toBe("none");
    expect(placeOf({ "Pulumi.yaml": yaml }, "logs", "", "aws:sqs/queue:Queue")).toBe("none");
  });

  it("where its component is made, when its name begins with the component's", () => {
    const files = { "index.ts": 'new Store("orders");\nnew Other("orders-eu");' };
    expect(placeOf(files, "orders-eu-objects", STORE)).toBe("index.ts:1:11");
    expect(placeOf(files, "orders-eu-objects")).toBe("none");
    expect(placeOf(files, "stock-objects", STORE)).toBe("none");
  });

  it("where its component is made, when it has the component's name", () => {
    expect(placeOf({ "index.ts": 'new Store("logs")' }, "logs", STORE)).toBe("index.ts:1:11");
  });
});

describe("no place is made up", () => {
  it.each([
    ["for a name that is made twice", { "index.ts": 'new Bucket("logs");\nnew Bucket("logs");' }],
    ["for a name that is quoted twice", { "index.ts": 'make("logs");\nf("logs");' }],
    ["for a name that is computed", { "index.ts": "new Bucket(`${prefix}s`);" }],
    ["for a part of a name", { "index.ts": 'new Bucket("logs-eu");' }],
    ["for another resource of the same name", { "index.ts": 'new aws.sqs.Queue("logs");' }],
    [
      "for a module or an entry of the config",
      { "index.ts": 'import x from "logs";\nconfig.require("logs");\nconfig.get<T>("logs")' },
    ],
    ["for the settings of a stack", { "Pulumi.dev.yaml": "resources:\n  logs:\n    type: aws:s3:Bucket\n" }],
    ["in a file that is too large", { "index.ts": `make("logs");\n${" ".repeat(1024 * 1024)}` }],
    ["in a line that a tool wrote", { "index.ts": `make("logs");${" ".repeat(3000)}` }],
    ["in a project of another name", { "Pulumi.yaml": "name: other", "index.ts": 'new Bucket("logs");' }],
    ["where the project's file is broken", { "Pulumi.yaml": "name: [", "index.ts": 'new Bucket("logs");' }],
    ["where two projects have the name", { "index.ts": 'new Bucket("logs");', "x/Pulumi.yaml": "name: shop" }],
  ])("%s", (_, files) => {
    expect(placeOf(files)).toBe("none");
  });

  it("for the stack as a whole", () => {
    expect(placeOf({ "index.ts": '"shop-dev"' }, "shop-dev", "", "pulumi:pulumi:Stack")).toBe("none");
  });
});

describe("the recorded program", () => {
  it("is searched when the engine says no places", async () => {
    const places = await placesOfShop();
    expect(places).toEqual({ host: 22, logs: 14, open: 18, orders: 12, "orders-objects": 12 });
  });

  it("has the places that the engine says, when it does", async () => {
    const places = await placesOfShop("shop.preview.json");
    expect(places).toMatchObject({ host: 22, logs: 14, "orders-objects": 8 });
    expect(Object.values(places)).toContain(16);
  });

  async function placesOfShop(...others: string[]): Promise<Record<string, number>> {
    const findings = (await shopReport(...others)).stacks.flatMap((stack) => stack.findings);
    return Object.fromEntries(findings.flatMap(({ name, position }) => (position ? [[name, position.line]] : [])));
  }
});

describe("in the repository", () => {
  const position = { file: "src/index.ts", line: 3 };

  it("places are relative to its root, wherever the command runs", () => {
    write({ ".git/HEAD": "", "infra/Pulumi.yaml": "name: shop" });
    for (const place of ["", "infra", "infra/src"]) {
      mkdirSync(join(folder, place), { recursive: true });
      const repository = new Repository(join(folder, place));
      expect(repository.placeOf({ project: "shop", position })).toMatchObject({
        file: "infra/src/index.ts",
        isExact: true,
      });
      expect(repository.placeOf({ project: "shop" })).toEqual({ file: "infra/Pulumi.yaml", line: 1, isExact: false });
      expect([repository.knows("shop"), repository.knows("other")]).toEqual([true, false]);
    }
  });

  it("a place outside of it is that of the project's file", () => {
    write({ ".git/HEAD": "", "infra/Pulumi.yml": "name: shop" });
    const outside = { ...position, file: "../../x.ts" };
    expect(new Repository(folder).placeOf({ project: "shop", position: outside })).toMatchObject({
      file: "infra/Pulumi.yml",
      line: 1,
    });
  });

  it("a folder without one is its own root", () => {
    write(PROJECT);
    expect(new Repository(folder).placeOf({ project: "shop", position }).file).toBe("src/index.ts");
    expect(new Repository(join(FIXTURES, "..")).placeOf({ project: "shop" }).file).toBe(
      "test/report/fixtures/shop/Pulumi.yaml",
    );
    expect(new Repository(SHOP).knows("shop")).toBe(true);
  });
});
