/** Small programs and resources in unit tests: what is asked for is what is judged, and every mistake is told. */
import { AssertionError } from "node:assert";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assertFinding, assertNoFindings, baselineMatchers, closePacks, evaluate, previewProgram } from "../../testing";
import { consumer } from "../harness/guides";

expect.extend(baselineMatchers);
afterAll(closePacks);

const bucket = (name: string) => (): void => void new aws.s3.Bucket(name);
const VERSIONING = { policy: "s3-bucket-versioning" } as const;

describe("previewProgram", () => {
  it("gives findings with all that they say", async () => {
    const { findings, resources } = await previewProgram(bucket("artifacts"), { project: "app", stack: "prod" });
    expect(findings.find(({ policy }) => policy === "s3-bucket-versioning")).toEqual({
      policy: "s3-bucket-versioning",
      resource: "artifacts",
      type: "aws:s3/bucket:Bucket",
      urn: "urn:pulumi:prod::app::aws:s3/bucket:Bucket::artifacts",
      path: "",
      found: "Versioning is not configured for this bucket.",
      fix: expect.stringContaining("aws.s3.BucketVersioning") as string,
      level: "mandatory",
      severity: "medium",
      requirements: ["STO-03"],
      key: "versioning",
      kind: "violation",
    });
    expect(resources.map(({ name }) => name)).toEqual(["app-prod", expect.stringMatching(/^default_/), "artifacts"]);
  });

  it("keeps programs apart that run at the same time, the SDK's state included", async () => {
    const seen = await Promise.all(
      ["dev", "prod", "test"].map(async (stack) => {
        const program = async (): Promise<void> => {
          await new Promise((next) => setTimeout(next, 5));
          new aws.s3.Bucket(`${pulumi.getStack()}-${new pulumi.Config().require("word")}`);
        };
        const { resources } = await previewProgram(program, { stack, config: { word: `word-of-${stack}` } });
        return resources.at(-1)?.urn;
      }),
    );
    expect(seen).toEqual(
      ["dev", "prod", "test"].map((one) => `urn:pulumi:${one}::project::aws:s3/bucket:Bucket::${one}-word-of-${one}`),
    );
  });

  it("leaves the state of the SDK as it was, for tests with mocks", async () => {
    const before = [pulumi.getStack(), pulumi.getProject()];
    await previewProgram(bucket("one"), { stack: "elsewhere", project: "other" });
    expect([pulumi.getStack(), pulumi.getProject()]).toEqual(before);
  });

  it("tells the pack about the config of each stack anew, and which of it is secret", async () => {
    const program = (): void => {
      const password = new pulumi.Config().get("dbPassword") ?? "";
      new aws.rds.Instance("db", { instanceClass: "db.t4g.micro", username: "app", password });
    };
    const word = "zT9vKq27LmXw";
    const plain = await previewProgram(program, { config: { dbPassword: word } });
    const secret = await previewProgram(program, { secrets: { dbPassword: word } });
    const none = await previewProgram(program);
    expect(plain).toHaveFinding({ policy: "secret-plain-config" });
    for (const one of [secret, none]) expect(one).not.toHaveFinding({ policy: "secret-plain-config" });
  });

  it("knows in an update what a preview does not", async () => {
    const program = (): void => {
      const { id } = new aws.s3.Bucket("b");
      new aws.s3.BucketVersioning("v", { bucket: id, versioningConfiguration: { status: "Enabled" } });
    };
    const bucketOf = async (mode: "preview" | "update"): Promise<unknown> =>
      (await previewProgram(program, { mode })).resources.at(-1)?.inputs["bucket"];
    expect([await bucketOf("preview"), await bucketOf("update")]).toEqual([
      "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      expect.stringMatching(/^b-/),
    ]);
  });

  it("takes settings, and the files of the project", async () => {
    const directory = consumer({
      "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
      "Pulumi.prod.yaml": "config:\n  shop:word: from-the-file\n",
    });
    const program = (): void => void new aws.s3.Bucket(new pulumi.Config().require("word"));
    const settings = { "s3-bucket-versioning": "disabled", "s3-bucket-encryption": "advisory" } as const;
    const preview = await previewProgram(program, { directory, stack: "prod", settings });
    expect(preview).not.toHaveFinding(VERSIONING);
    expect(preview).toHaveFinding({ policy: "s3-bucket-encryption", resource: "from-the-file", level: "advisory" });
  });

  it("does not count what is exempted", async () => {
    const { findings } = await previewProgram(bucket("b"));
    const exemptions = findings.map(({ policy, resource }) => ({ policy, resource, reason: "a test" }));
    expect(await previewProgram(bucket("b"), { settings: { "baseline-settings": { exemptions } } })).toHaveNoFindings();
  });

  it.each([
    ["registers nothing", () => undefined, /registered no resources[^]*jest.resetModules/],
    [
      "throws",
      () => {
        throw new Error("the program's own words");
      },
      /^the program's own words$/,
    ],
    [
      "rejects later",
      async () => {
        await Promise.resolve();
        throw new Error("later");
      },
      /^later$/,
    ],
    [
      "makes a thing twice",
      () => {
        bucket("a")();
        bucket("a")();
      },
      /Duplicate resource URN '.*::a'/,
    ],
    [
      "lacks config",
      () => void new aws.s3.Bucket(new pulumi.Config().require("word")),
      /Missing required configuration variable 'project:word'/,
    ],
    [
      "logs an error",
      () => {
        bucket("a")();
        void pulumi.log.error("this is wrong");
      },
      /this is wrong/,
    ],
    ["previews another", () => previewProgram(bucket("a")), /cannot start a preview/],
  ])("says so when a program %s, and the next one is fine", async (_, program, words) => {
    await expect(previewProgram(program)).rejects.toThrow(words);
    expect((await previewProgram(bucket("b"))).resources.at(-1)?.name).toBe("b");
  });

  it("refuses settings for a policy that does not exist", async () => {
    const settings = { "s3-bucket-versionning": "advisory" } as const;
    const words = /no policy "s3-bucket-versionning".*Did you mean "s3-bucket-versioning"/;
    await expect(previewProgram(bucket("b"), { settings })).rejects.toThrow(words);
    await expect(evaluate([], settings)).rejects.toThrow(words);
  });
});

describe("evaluate", () => {
  const BUCKET = { type: "aws:s3/bucket:Bucket", name: "logs" } as const;
  const versioning = (status: string) => ({
    type: "aws:s3/bucketVersioning:BucketVersioning",
    name: "of-logs",
    inputs: { versioningConfiguration: { status } },
    links: { bucket: ["logs"] },
  });

  it.each([
    ["without its versioning", [BUCKET], [""]],
    ["with versioning suspended", [BUCKET, versioning("Suspended")], ["versioningConfiguration.status"]],
    ["with versioning", [BUCKET, versioning("Enabled")], []],
  ])("judges a bucket %s", async (_, resources, paths) => {
    const found = (await evaluate(resources)).filter(({ policy }) => policy === "s3-bucket-versioning");
    expect(found.map(({ path }) => path)).toEqual(paths);
  });

  it.each([
    ["a link that leads nowhere", [versioning("Enabled")], /link to "logs", and no other resource/],
    [
      "a link to one of two",
      [BUCKET, { type: "aws:sns/topic:Topic", name: "logs" }, versioning("x")],
      /several are called that/,
    ],
    ["the same resource twice", [BUCKET, BUCKET], /two resources aws:s3\/bucket:Bucket called "logs"/],
  ])("refuses %s", async (_, resources, words) => {
    await expect(evaluate(resources)).rejects.toThrow(words);
  });
});

describe("what a failed test says", () => {
  const message = (run: () => void): string => {
    try {
      run();
    } catch (error) {
      // Node's own AssertionError is of another realm than jest's Error.
      return error instanceof Error || error instanceof AssertionError ? error.message : "";
    }
    return "";
  };

  it("lists the findings, the worst first, with what to write", async () => {
    const findings = await evaluate([{ type: "aws:s3/bucket:Bucket", name: "logs" }]);
    const text = message(() => expect(findings).toHaveNoFindings({ level: "mandatory" }));
    expect(text).toMatch(
      /^Expected no finding at mandatory or above, and there are \d:\n\nmandatory {2}critical {2}s3-bucket-encryption {2}\(aws:s3\/bucket:Bucket: logs\)\n/,
    );
    expect(text).toContain("\n  Fix: Add an aws.s3.BucketVersioning");
    expect(text).not.toContain("advisory");
    expect(message(() => assertNoFindings(findings, { level: "mandatory" }))).toBe(text);
  });

  it("shows the nearest finding, and corrects a mistyped policy", async () => {
    const findings = await evaluate([{ type: "aws:s3/bucket:Bucket", name: "logs" }]);
    const near = message(() => expect(findings).toHaveFinding({ ...VERSIONING, resource: "other" }));
    expect(near).toContain(
      '{ policy: "s3-bucket-versioning", resource: "other" }, and there is none. The nearest are:',
    );
    expect(near).toContain("s3-bucket-versioning  (aws:s3/bucket:Bucket: logs)");
    expect(message(() => assertFinding(findings, { policy: "s3-bucket-versionning" }))).toContain(
      'did you mean "s3-bucket-versioning"?',
    );
    expect(message(() => expect(findings).not.toHaveFinding(VERSIONING))).toContain("Expected no finding with");
    expect(message(() => assertFinding([], VERSIONING))).toContain("there is none at all");
  });

  it.each([
    [Promise.resolve([]), /await it first/],
    ["text", /what previewProgram or evaluate gives/],
  ])("refuses %p", (received, words) => {
    expect(message(() => expect(received).toHaveNoFindings())).toMatch(words);
  });

  it("refuses a query that says nothing, or asks for what findings do not have", () => {
    expect(message(() => assertFinding([], {}))).toContain("Say which finding is meant");
  });
});
