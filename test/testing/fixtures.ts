import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packageRoot } from "../../testing/analyzer";

const folders: string[] = [];

/** A temporary folder with files, in which the packages of this repository can be required. */
export function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), "fixture-"));
  folders.push(path);
  symlinkSync(join(packageRoot(), "node_modules"), join(path, "node_modules"), "dir");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

/** Removes what `folder` made; for afterAll. */
export function removeFolders(): void {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
}

/** A pack on Node whose index.js is the given text. */
export function pack(index: string): string {
  return folder({
    "PulumiPolicy.yaml": "runtime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
    "package.json": JSON.stringify({ name: "fixture", version: "0.0.1", main: "index.js" }),
    "index.js": index,
  });
}

/** A program in TypeScript. */
export function program(index: string): string {
  return folder({
    "Pulumi.yaml": "name: trial\nruntime: nodejs\n",
    "package.json": JSON.stringify({ name: "trial", main: "index.ts" }),
    "tsconfig.json": JSON.stringify({ compilerOptions: { module: "commonjs", moduleResolution: "node" } }),
    "index.ts": index,
  });
}

/** One request that the recording pack got: which call, and the message as plain JSON with unknowns and secrets. */
export interface Recorded {
  call: "analyze" | "analyzeStack";
  resources: RecordedResource[];
}

/** A resource in a request. */
export interface RecordedResource {
  urn: string;
  type: string;
  properties: Record<string, unknown>;
  provider: { urn: string; properties: Record<string, unknown> } | undefined;
  options: Record<string, unknown>;
  parent: string;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
}

/** A pack without policies that writes every request as it comes over the wire to the file that RECORD_FILE names. */
export function recordingPack(): string {
  return pack(`
    const { appendFileSync } = require("node:fs");
    const grpc = require("@grpc/grpc-js");
    const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
    const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
    const pb = require("@pulumi/pulumi/proto/analyzer_pb");
    const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
    const record = (entry) => appendFileSync(process.env.RECORD_FILE, JSON.stringify(entry) + "\\n");
    const resource = (m) => ({
      urn: m.getUrn(),
      type: m.getType(),
      properties: m.getProperties().toJavaScript(),
      provider: m.getProvider() && { urn: m.getProvider().getUrn(), properties: m.getProvider().getProperties().toJavaScript() },
      options: m.getOptions().toObject(),
      parent: m.getParent ? m.getParent() : "",
      dependencies: m.getDependenciesList ? m.getDependenciesList().sort() : [],
      propertyDependencies: m.getPropertydependenciesMap
        ? Object.fromEntries(m.getPropertydependenciesMap().toArray().map(([k, v]) => [k, v.getUrnsList ? v.getUrnsList().sort() : v[0].sort()]))
        : {},
    });
    const server = new grpc.Server({ "grpc.max_receive_message_length": 4e8 });
    server.addService(AnalyzerService, {
      getAnalyzerInfo: (_, done) => {
        const info = new pb.AnalyzerInfo();
        info.setName("recorder");
        info.setVersion("0.0.1");
        info.setSupportsconfig(true);
        done(null, info);
      },
      configureStack: (_, done) => done(null, new pb.AnalyzerStackConfigureResponse()),
      getPluginInfo: (_, done) => done(null, new PluginInfo()),
      cancel: (_, done) => done(null, new Empty()),
      configure: (_, done) => done(null, new Empty()),
      remediate: (_, done) => done(null, new pb.RemediateResponse()),
      analyze: ({ request }, done) => {
        record({ call: "analyze", resources: [resource(request)] });
        done(null, new pb.AnalyzeResponse());
      },
      analyzeStack: ({ request }, done) => {
        record({ call: "analyzeStack", resources: request.getResourcesList().map(resource) });
        done(null, new pb.AnalyzeResponse());
      },
    });
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, port) => console.log(String(port)));
  `);
}

/** What a recording pack wrote: the inputs of every resource as analysed, and the resources at the end, by URN. */
export function recorded(file: string): {
  inputs: Map<string, RecordedResource>;
  stack: Map<string, RecordedResource>;
} {
  const requests = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Recorded);
  const byUrn = (call: Recorded["call"]): Map<string, RecordedResource> =>
    new Map(
      requests
        .filter((request) => request.call === call)
        .flatMap((request) => request.resources)
        .map((resource) => [resource.urn, resource]),
    );
  return { inputs: byUrn("analyze"), stack: byUrn("analyzeStack") };
}
