/**
 * What the pack costs, against a bare pack of one policy that does nothing, both started in turn from the same
 * node_modules. Prints medians and ratios, and holds them against the budget of docs/architecture.md.
 *
 *     npm run bench              all figures
 *     npm run bench -- --strict  exit code 1 when one is over the budget (for a quiet machine)
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import * as pb from "@pulumi/pulumi/proto/analyzer_pb";
import { analyzeRequest, packageRoot, reconcile, stackResource, startAnalyzer } from "../testing/analyzer";
import type { AnalyzedResource, Analyzer, PackSettings } from "../testing/analyzer";
import { UNKNOWN } from "../testing/values";

const START_ROUNDS = 9;
const ANALYZE_ROUNDS = 5;
const CONFIG = { PULUMI_CONFIG: JSON.stringify({ "aws:region": "us-east-1" }) };

/** As many exemptions as a big organisation has: most of one resource of another stack, some that match resources of the program. */
const EXEMPTIONS: PackSettings = {
  "baseline-settings": {
    exemptions: Array.from({ length: 500 }, (_, index) => ({
      policy: index % 5 === 0 ? "s3-bucket-*" : "s3-bucket-versioning",
      resource: index % 10 === 0 ? `*ata-${index}` : `data-${index}`,
      ...(index % 2 === 0 && { stack: "dev" }),
      reason: "agreed",
      expires: "2099-12-31",
    })),
  },
};

/** A figure, the most it may be, and its unit. */
interface Line {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: number;
}

async function main(args: readonly string[]): Promise<number> {
  const bare = barePack();
  try {
    const lines = [...(await startUp(bare)), ...(await analyze(bare)), ...(await analyzeStack())];
    lines.forEach((line) => console.log(render(line)));
    const over = lines.filter(({ value, budget }) => budget !== undefined && value > budget);
    return args.includes("--strict") && over.length > 0 ? 1 : 0;
  } finally {
    rmSync(bare, { recursive: true, force: true });
  }
}

/** Start-up from the process to the served port, and resident memory then; rounds alternate so that drift hits both. */
async function startUp(bare: string): Promise<Line[]> {
  const own = { seconds: [] as number[], memory: [] as number[] };
  const other = { seconds: [] as number[], memory: [] as number[] };
  await measureStart(packageRoot());
  await measureStart(bare);
  for (let round = 0; round < START_ROUNDS; round++) {
    for (const [directory, into] of [
      [packageRoot(), own],
      [bare, other],
    ] as const) {
      const { seconds, megabytes } = await measureStart(directory);
      into.seconds.push(seconds);
      into.memory.push(megabytes);
    }
  }
  return [
    { what: "start-up, bare pack", value: median(other.seconds), unit: "s" },
    { what: "start-up, this pack", value: median(own.seconds), unit: "s" },
    { what: "start-up, ratio", value: ratio(own.seconds, other.seconds), unit: "x", budget: 0.85 },
    { what: "resident memory, bare pack", value: median(other.memory), unit: "MB" },
    { what: "resident memory, this pack", value: median(own.memory), unit: "MB" },
    { what: "resident memory, ratio", value: ratio(own.memory, other.memory), unit: "x", budget: 1.0 },
  ];
}

async function measureStart(packDirectory: string): Promise<{ seconds: number; megabytes: number }> {
  const start = process.hrtime.bigint();
  const pack = await startAnalyzer({ packDirectory, env: CONFIG });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const megabytes = residentMegabytes(pack.pid);
  await pack.close();
  return { seconds, megabytes };
}

/**
 * Analyze per resource, all policies on, resources one after the other. Requests are encoded before, and answers left as they are, since
 * the engine that does both is not a pack and not in JavaScript.
 */
async function analyze(bare: string): Promise<Line[]> {
  const requests = program(1000).map(({ inputs }) => Buffer.from(analyzeRequest(inputs).serializeBinary()));
  const own = await startAnalyzer({ env: CONFIG });
  const exempting = await startAnalyzer({ env: CONFIG });
  await exempting.configure(reconcile(await exempting.getAnalyzerInfo(), EXEMPTIONS));
  const other = await startAnalyzer({ packDirectory: bare, env: CONFIG });
  const [asked, askedExempting, askedBare] = [new Engine(own), new Engine(exempting), new Engine(other)];
  const times = { own: [] as number[], exempting: [] as number[], other: [] as number[] };
  await asked.analyzeAll(requests);
  await askedExempting.analyzeAll(requests);
  await askedBare.analyzeAll(requests);
  for (let round = 0; round < ANALYZE_ROUNDS; round++) {
    times.own.push((await asked.analyzeAll(requests)) / requests.length);
    times.exempting.push((await askedExempting.analyzeAll(requests)) / requests.length);
    times.other.push((await askedBare.analyzeAll(requests)) / requests.length);
  }
  [asked, askedExempting, askedBare].forEach((engine) => engine.close());
  await Promise.all([own.close(), exempting.close(), other.close()]);
  return [
    { what: "Analyze per resource, bare pack", value: median(times.other), unit: "ms" },
    { what: "Analyze per resource, this pack", value: median(times.own), unit: "ms" },
    { what: "Analyze per resource, ratio", value: ratio(times.own, times.other), unit: "x", budget: 1.5 },
    {
      what: "Analyze per resource, ratio with 500 exemptions",
      value: ratio(times.exempting, times.other),
      unit: "x",
      budget: 1.5,
    },
  ];
}

/** Asks a pack with requests that are encoded already. */
class Engine {
  private readonly client: Client;

  constructor(pack: Analyzer) {
    const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
    this.client = new Client(`127.0.0.1:${pack.port}`, credentials.createInsecure(), unlimited);
  }

  /** Milliseconds for all of them, one after the other. */
  async analyzeAll(requests: readonly Buffer[]): Promise<number> {
    const start = process.hrtime.bigint();
    for (const request of requests) {
      await this.call("Analyze", request);
    }
    return Number(process.hrtime.bigint() - start) / 1e6;
  }

  /** Seconds for one request about a whole stack. */
  async analyzeStack(request: Buffer): Promise<number> {
    const start = process.hrtime.bigint();
    await this.call("AnalyzeStack", request);
    return Number(process.hrtime.bigint() - start) / 1e9;
  }

  close(): void {
    this.client.close();
  }

  private call(method: string, request: Buffer): Promise<void> {
    const asIs = (bytes: Buffer): Buffer => bytes;
    return new Promise((resolve, reject) => {
      this.client.makeUnaryRequest(`/pulumirpc.Analyzer/${method}`, asIs, asIs, request, (error) =>
        error === null ? resolve() : reject(error),
      );
    });
  }
}

/** AnalyzeStack with all policies, at two sizes; inputs were analyzed before, as in a real run. */
async function analyzeStack(): Promise<Line[]> {
  const small = await measureStack(1_000);
  const large = await measureStack(10_000);
  const exempting = await measureStack(10_000, EXEMPTIONS);
  return [
    { what: "AnalyzeStack, 1,000 resources", value: small, unit: "s" },
    { what: "AnalyzeStack, 10,000 resources", value: large, unit: "s", budget: 5 },
    { what: "AnalyzeStack, 10,000, with 500 exemptions", value: exempting, unit: "s", budget: 5 },
    { what: "AnalyzeStack, growth for ten times the resources", value: large / small, unit: "x", budget: 12 },
  ];
}

async function measureStack(count: number, settings?: PackSettings): Promise<number> {
  const pack = await startAnalyzer({ env: CONFIG });
  await pack.configure(reconcile(await pack.getAnalyzerInfo(), settings));
  const engine = new Engine(pack);
  const resources = program(count);
  await engine.analyzeAll(resources.map(({ inputs }) => Buffer.from(analyzeRequest(inputs).serializeBinary())));
  const stack = new pb.AnalyzeStackRequest();
  stack.setResourcesList(resources.map(({ outputs }) => stackResource(outputs)));
  const seconds = await engine.analyzeStack(Buffer.from(stack.serializeBinary()));
  engine.close();
  await pack.close();
  return seconds;
}

type Requests = { readonly inputs: AnalyzedResource; readonly outputs: AnalyzedResource };

/** A program of the given size in the proportions of a usual one: groups of a bucket, a role, a function and what belongs to them. */
function program(count: number): Requests[] {
  const root = "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev";
  const stack = { type: "pulumi:pulumi:Stack", urn: root, name: "app-dev", properties: {} };
  const requests: Requests[] = [{ inputs: stack, outputs: stack }];
  for (let index = 0; requests.length < count; index++) {
    for (const [type, name, properties, dependencies] of group(index)) {
      requests.push(request(root, type, name, properties, dependencies));
    }
  }
  return requests.slice(0, count);
}

type Spec = readonly [
  string,
  string,
  AnalyzedResource["properties"],
  Readonly<Record<string, readonly [string, string]>>,
];

function group(index: number): Spec[] {
  const tags = { Environment: "dev", Project: "app", ManagedBy: "Pulumi" };
  const bucket = ["aws:s3/bucket:Bucket", `data-${index}`] as const;
  const role = ["aws:iam/role:Role", `worker-${index}`] as const;
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
  };
  const policy = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: `arn:aws:s3:::data-${index}/*` },
    ],
  };
  return [
    [...bucket, { bucket: `data-${index}-1a2b3c4`, tags, tagsAll: tags }, {}],
    [
      "aws:s3/bucketVersioning:BucketVersioning",
      `data-${index}`,
      { bucket: UNKNOWN, versioningConfiguration: { status: "Enabled" } },
      { bucket },
    ],
    [
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      `data-${index}`,
      {
        bucket: UNKNOWN,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { bucket },
    ],
    [...role, { name: `worker-${index}-1a2b3c4`, assumeRolePolicy: JSON.stringify(trust), tags, tagsAll: tags }, {}],
    ["aws:iam/rolePolicy:RolePolicy", `worker-${index}`, { role: UNKNOWN, policy: JSON.stringify(policy) }, { role }],
    [
      "aws:cloudwatch/logGroup:LogGroup",
      `worker-${index}`,
      { name: `/aws/lambda/worker-${index}-dev`, retentionInDays: 30, tags, tagsAll: tags },
      {},
    ],
    [
      "aws:lambda/function:Function",
      `worker-${index}`,
      {
        name: `worker-${index}-1a2b3c4`,
        role: UNKNOWN,
        runtime: "nodejs22.x",
        handler: "index.handler",
        environment: { variables: { TABLE: "orders", LOG_LEVEL: "info" } },
        tags,
        tagsAll: tags,
      },
      { role },
    ],
    [
      "aws:ec2/securityGroup:SecurityGroup",
      `worker-${index}`,
      {
        description: "Workers",
        ingress: [{ fromPort: 443, toPort: 443, protocol: "tcp", cidrBlocks: ["10.0.0.0/8"] }],
        tags,
        tagsAll: tags,
      },
      {},
    ],
  ];
}

function request(
  root: string,
  type: string,
  name: string,
  properties: AnalyzedResource["properties"],
  links: Spec[3],
): Requests {
  const urnOf = (linked: readonly [string, string]): string => `urn:pulumi:dev::app::${linked[0]}::${linked[1]}`;
  const common = {
    type,
    name,
    urn: urnOf([type, name]),
    parent: root,
    options: { parent: root },
    provider: {
      type: "pulumi:providers:aws",
      name: "default_7_48_0",
      urn: "urn:pulumi:dev::app::pulumi:providers:aws::default_7_48_0",
      properties: { region: "us-east-1", version: "7.48.0" },
    },
    dependencies: Object.values(links).map(urnOf),
    propertyDependencies: Object.fromEntries(Object.entries(links).map(([key, linked]) => [key, [urnOf(linked)]])),
  };
  return {
    inputs: { ...common, properties },
    outputs: { ...common, properties: { ...properties, id: UNKNOWN, arn: UNKNOWN } },
  };
}

/** A pack with one policy that does nothing, beside the same node_modules. */
function barePack(): string {
  const directory = mkdtempSync(join(tmpdir(), "bare-pack-"));
  const modules = dirname(dirname(dirname(require.resolve("@pulumi/policy/package.json"))));
  mkdirSync(directory, { recursive: true });
  symlinkSync(modules, join(directory, "node_modules"));
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "bare", version: "1.0.0", main: "index.js" }));
  writeFileSync(
    join(directory, "PulumiPolicy.yaml"),
    "runtime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
  );
  writeFileSync(
    join(directory, "index.js"),
    `const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("bare", { policies: [{ name: "nothing", description: "Nothing", enforcementLevel: "advisory", validateResource: () => {} }] });
`,
  );
  return directory;
}

function residentMegabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
  }
}

/** The median of the ratios round by round, which drift of the machine hits least. */
function ratio(own: readonly number[], other: readonly number[]): number {
  return median(own.map((value, index) => value / (other[index] ?? value)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function render({ what, value, unit, budget }: Line): string {
  const verdict =
    budget === undefined ? "" : value <= budget ? `  (budget ${budget}, met)` : `  (budget ${budget}, OVER)`;
  return `${what.padEnd(52)} ${value.toFixed(2).padStart(8)} ${unit.padEnd(3)}${verdict}`;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
