import { join } from "node:path";
import { hasPythonSdk } from "../../testing/python-host";
import { previewProgram } from "../../testing/preview";
import type { PreviewOptions } from "../../testing/preview";
import { UNKNOWN, secret } from "../../testing/values";
import { describeCli, runCli } from "../e2e/cli";
import { folder, pack, program, recorded, recordingPack, removeFolders } from "./fixtures";

const source = `
  import * as pulumi from "@pulumi/pulumi";
  import * as aws from "@pulumi/aws";
  import * as random from "@pulumi/random";

  const password = new pulumi.Config().requireSecret("password");

  class Store extends pulumi.ComponentResource {
    readonly bucket: aws.s3.Bucket;
    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
      super("acme:storage:Store", name, { given: name }, opts);
      this.bucket = new aws.s3.Bucket(name, { forceDestroy: true }, { parent: this });
      new aws.s3.BucketVersioning(name, { bucket: this.bucket.id, versioningConfiguration: { status: "Enabled" } }, { parent: this.bucket });
      this.registerOutputs({ name: this.bucket.bucket });
    }
  }

  const tagged = new aws.Provider("tagged", { region: "eu-west-1", defaultTags: { tags: { Owner: "team" } } });
  const store = new Store("plain");
  new Store("inherits", { provider: tagged, protect: true, aliases: [{ name: "older" }] });
  const generated = new random.RandomPassword("generated", { length: 20 });
  const fixed = new aws.s3.Bucket("fixed", { bucket: "my-fixed-bucket", tags: { Name: "x" } }, { ignoreChanges: ["tags"], customTimeouts: { create: "5m" } });
  const suffix = new random.RandomId("suffix", { byteLength: 4 });
  new aws.s3.Bucket("suffixed", { bucket: pulumi.interpolate\`b-\${suffix.hex}\`, tags: { Suffix: suffix.hex } });
  new aws.ssm.Parameter("given", { type: "SecureString", value: password });
  new aws.ssm.Parameter("generated", { type: "SecureString", value: generated.result });
  new aws.codebuild.Project("build", {
    artifacts: { type: "NO_ARTIFACTS" },
    environment: { computeType: "c", image: "i", type: "t", environmentVariables: [{ name: "A", value: password }, { name: "B", value: store.bucket.arn }] },
    serviceRole: "arn:aws:iam::123456789012:role/x",
    source: { type: "GITHUB", location: "https://github.com/acme/app" },
  });
  const role = new aws.iam.Role("role", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "codebuild.amazonaws.com" }) });
  const document = aws.iam.getPolicyDocumentOutput({ statements: [{ actions: ["s3:GetObject"], resources: [fixed.arn] }] });
  new aws.iam.RolePolicy("looked-up", { role: role.name, policy: document.json });
  new aws.iam.RolePolicy("object", { role: role.id, policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: fixed.arn }] } });
  const existing = aws.s3.Bucket.get("existing", "already-there");
  new aws.s3.BucketVersioning("existing", { bucket: existing.id, versioningConfiguration: { status: "Suspended" } });
  const topic = new aws.sns.Topic("topic", {}, { dependsOn: [store], provider: tagged, deleteBeforeReplace: true, additionalSecretOutputs: ["arn"], aliases: [{ name: "old" }] });
  new aws.kms.Key("key", { description: aws.getCallerIdentityOutput().accountId });

  pulumi.runtime.registerResourceTransform((args) =>
    args.type === "aws:kms/key:Key" || args.type === "aws:cloudwatch/logGroup:LogGroup"
      ? { props: { ...args.props, tags: { Transformed: "yes" } }, opts: pulumi.mergeOptions(args.opts, { protect: true }) }
      : undefined);
  new aws.cloudwatch.LogGroup("transformed", { name: pulumi.interpolate\`/\${suffix.hex}\`, kmsKeyId: password });

  new aws.sqs.Queue("own", { name: pulumi.interpolate\`q-\${suffix.hex}\`, tags: { Secret: password } }, {
    dependsOn: [role],
    transforms: [async (args) => ({ props: { ...args.props, delaySeconds: 5 }, opts: args.opts })],
  });

  export const bucketName = fixed.bucket;
  export const hidden = password;
  export const topicArn = topic.arn;
  export const nested = { list: [role.arn, "b"], generated: generated.result };
`;

const settings = {
  stack: "dev",
  config: { password: "hunter2-hunter2", "aws:region": "us-west-2" },
  secretKeys: ["password"],
} satisfies Partial<PreviewOptions>;

const urn = (type: string, name: string): string => `urn:pulumi:dev::trial::${type}::${name}`;

afterAll(removeFolders);

describe("the embedded preview", () => {
  const record = async (mode: "preview" | "update") => {
    const RECORD_FILE = join(folder({}), "requests");
    const packDirectory = recordingPack();
    await previewProgram({ ...settings, directory: program(source), mode, packDirectory, env: { RECORD_FILE } });
    return recorded(RECORD_FILE);
  };

  it("shows a pack what is known before a deployment", async () => {
    const { inputs, stack } = await record("preview");
    const props = (type: string, name: string) => inputs.get(urn(type, name))?.properties;

    expect(props("pulumi:pulumi:Stack", "trial-dev")).toEqual({});
    expect(props("pulumi:providers:aws", "tagged")).toMatchObject({
      region: "eu-west-1",
      defaultTags: '{"tags":{"Owner":"team"}}',
    });
    expect(props("acme:storage:Store", "plain")).toEqual({ given: "plain" });
    expect(props("aws:ssm/parameter:Parameter", "given")?.["value"]).toEqual(secret("hunter2-hunter2"));
    expect(props("aws:iam/rolePolicy:RolePolicy", "object")?.["policy"]).toBe(UNKNOWN);
    expect(props("aws:iam/role:Role", "role")?.["assumeRolePolicy"]).toContain("sts:AssumeRole");

    const versioning = "acme:storage:Store$aws:s3/bucket:Bucket$aws:s3/bucketVersioning:BucketVersioning";
    expect(inputs.get(urn(versioning, "plain"))).toMatchObject({ properties: { bucket: UNKNOWN } });
    const bucket = urn("acme:storage:Store$aws:s3/bucket:Bucket", "inherits");
    expect(inputs.get(bucket)).toMatchObject({
      properties: { tagsAll: { Owner: "team" } },
      provider: { urn: urn("pulumi:providers:aws", "tagged") },
      options: { protect: true },
    });
    expect(inputs.get(urn("aws:cloudwatch/logGroup:LogGroup", "transformed"))).toMatchObject({
      properties: { tags: { Transformed: "yes" }, kmsKeyId: secret("hunter2-hunter2") },
      options: { protect: true },
    });

    expect(stack.get(urn(versioning, "plain"))?.propertyDependencies).toEqual({
      bucket: [urn("acme:storage:Store$aws:s3/bucket:Bucket", "plain")],
    });
    expect(stack.get(urn("pulumi:pulumi:Stack", "trial-dev"))?.properties).toMatchObject({
      bucketName: "my-fixed-bucket",
      hidden: secret("hunter2-hunter2"),
      topicArn: UNKNOWN,
    });
    expect(stack.has(urn("aws:s3/bucket:Bucket", "existing"))).toBe(false);
  });

  it("shows everything in an update", async () => {
    const { inputs, stack } = await record("update");
    expect(JSON.stringify([...inputs, ...stack])).not.toContain(UNKNOWN);
    expect(inputs.get(urn("aws:iam/rolePolicy:RolePolicy", "looked-up"))?.properties["policy"]).toContain(
      "arn:aws:s3:::my-fixed-bucket",
    );
    expect(stack.get(urn("aws:s3/bucket:Bucket", "fixed"))?.properties).toMatchObject({ id: "my-fixed-bucket" });
  });

  it("returns findings with the resource they belong to, and applies settings and remediations", async () => {
    const packDirectory = pack(`
      const { PolicyPack } = require("@pulumi/policy");
      new PolicyPack("fixture", { policies: [
        { name: "topic", description: "Topics.", enforcementLevel: "advisory", configSchema: { properties: { word: { type: "string", default: "none" } } },
          validateResource: (a, report) => { if (a.type === "aws:sns/topic:Topic") report("name: is " + a.props.displayName + ".\\nFix: say " + a.getConfig().word + ".\\n[LOG-08] name"); } },
        { name: "fills", description: "Fills.", enforcementLevel: "disabled",
          remediateResource: (a) => a.type === "aws:sns/topic:Topic" ? { ...a.props, displayName: "filled" } : undefined },
        { name: "stack", description: "Stack.", enforcementLevel: "mandatory", validateStack: (a, report) => report("") },
      ] });
    `);
    const directory = program(`
      import * as aws from "@pulumi/aws";
      new aws.sns.Topic("topic", { displayName: "given" });
    `);
    const topic = urn("aws:sns/topic:Topic", "topic");
    const first = await previewProgram({ directory, packDirectory });
    expect(first.findings).toMatchObject([
      {
        policyName: "topic",
        urn: topic,
        scope: "resource",
        parts: { path: "name", found: "is given.", fix: "say none.", requirements: ["LOG-08"] },
      },
      {
        policyName: "stack",
        urn: urn("pulumi:pulumi:Stack", "trial-dev"),
        scope: "stack",
        enforcementLevel: "mandatory",
      },
    ]);
    const packSettings = { topic: { word: "more" }, fills: "remediate", stack: "disabled" } as const;
    const second = await previewProgram({ directory, packDirectory, packSettings });
    expect(second.findings.map((finding) => finding.parts?.found)).toEqual(["is filled."]);
    expect(second.findings[0]?.parts?.fix).toBe("say more.");
    expect(second.remediations).toMatchObject([{ policyName: "fills", urn: topic }]);
  });

  it("rejects with the words of a program that fails", async () => {
    const directory = program(`throw new Error("no such luck");`);
    await expect(
      previewProgram({ directory, packDirectory: recordingPack(), env: { RECORD_FILE: "/dev/null" } }),
    ).rejects.toThrow(/failed \(exit code \d+\)\.[^]*no such luck/);
  });

  it("rejects with the words of a pack that fails", async () => {
    const packDirectory = pack(`
      const { PolicyPack } = require("@pulumi/policy");
      new PolicyPack("fixture", { policies: [{ name: "p", description: "P.", enforcementLevel: "advisory", validateResource: () => { throw new Error("out of order"); } }] });
    `);
    await expect(previewProgram({ directory: program(`export const a = 1;`), packDirectory })).rejects.toThrow(
      "out of order",
    );
  });
});

describe("a program in Python", () => {
  const python = process.env["PULUMI_PYTHON"] ?? "python3";
  const there = hasPythonSdk(python);
  if (!there) process.stderr.write(`Skipped the preview in Python: ${python} cannot import pulumi and pulumi_aws.\n`);
  const files = {
    "Pulumi.yaml": "name: trial\nruntime: python\n",
    "__main__.py": `
import pulumi, pulumi_aws as aws
bucket = aws.s3.Bucket("bucket", force_destroy=True)
aws.s3.BucketVersioning("versioning", bucket=bucket.id, versioning_configuration={"status": "Enabled"})
aws.ssm.Parameter("given", type="SecureString", value=pulumi.Config().require_secret("password"))
pulumi.export("arn", bucket.arn)
`,
  };

  (there ? it : it.skip)("is seen as one in TypeScript", async () => {
    const RECORD_FILE = join(folder({}), "requests");
    await previewProgram({
      ...settings,
      directory: folder(files),
      packDirectory: recordingPack(),
      python,
      env: { RECORD_FILE },
    });
    const { inputs, stack } = recorded(RECORD_FILE);
    expect(inputs.get(urn("aws:s3/bucketVersioning:BucketVersioning", "versioning"))?.properties).toEqual({
      bucket: UNKNOWN,
      versioningConfiguration: { status: "Enabled" },
    });
    expect(inputs.get(urn("aws:ssm/parameter:Parameter", "given"))?.properties["value"]).toEqual(
      secret("hunter2-hunter2"),
    );
    expect(stack.get(urn("pulumi:pulumi:Stack", "trial-dev"))?.properties).toEqual({ arn: UNKNOWN });
  });

  it("needs an interpreter that has the SDK", async () => {
    const empty = folder({ "pulumi.py": "raise ImportError('not here')" });
    await expect(
      previewProgram({
        directory: folder(files),
        packDirectory: recordingPack(),
        python: "python3",
        env: { PYTHONPATH: empty, RECORD_FILE: "/dev/null" },
      }),
    ).rejects.toThrow(/cannot import the Pulumi SDK[^]*PULUMI_PYTHON/);
  });
});

describeCli("the embedded preview and the real CLI", () => {
  it.each([
    ["preview", { command: "preview" }],
    ["update", { command: "up", skipPreview: true }],
  ] as const)("show a pack the same in a %s", async (mode, cli) => {
    const [directory, packDirectory] = [program(source), recordingPack()];
    const [ours, theirs] = [join(folder({}), "requests"), join(folder({}), "requests")];
    await previewProgram({ ...settings, directory, mode, packDirectory, env: { RECORD_FILE: ours } });
    await runCli({ ...settings, ...cli, directory, packDirectory, env: { RECORD_FILE: theirs } });
    const [embedded, real] = [recorded(ours), recorded(theirs)];
    const sorted = <T>(map: Map<string, T>): Record<string, T> =>
      Object.fromEntries([...map].sort(([a], [b]) => a.localeCompare(b)));
    expect(sorted(embedded.inputs)).toEqual(sorted(real.inputs));
    expect(sorted(embedded.stack)).toEqual(sorted(real.stack));
  });
});
