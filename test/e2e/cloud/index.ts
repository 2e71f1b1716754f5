/**
 * A stand-in for the Pulumi Cloud API on loopback: what the real CLI needs to log in, publish a policy pack, enable it for policy groups and
 * preview a stack that must pass it. It keeps everything in memory and knows one organisation's rules: a published
 * version stays as it is, and a group has one version of a pack with its settings.
 *
 * Routes and bodies: pkg/backend/httpstate/client and sdk/go/common/apitype/policy.go of github.com/pulumi/pulumi.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const ORGANISATION = "acme";
/** What a user hands to the CLI in PULUMI_ACCESS_TOKEN; the stand-in answers nobody else. */
export const TOKEN = "pul-token-of-nobody";
/** The group of stacks that every new stack is in. */
export const DEFAULT_GROUP = "default-policy-group";

/** A policy as the CLI describes it when it publishes a pack. */
export interface PublishedPolicy {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly enforcementLevel: string;
  readonly message: string;
  readonly severity?: string;
  readonly tags?: readonly string[];
  readonly remediationSteps?: string;
  readonly url?: string;
  readonly framework?: Readonly<Record<string, string>>;
  readonly configSchema?: PolicyConfigSchema;
}

/** The form that Pulumi Cloud shows for a policy. */
export interface PolicyConfigSchema {
  readonly type: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** A version of a pack. */
export interface PublishedPack {
  readonly name: string;
  readonly displayName: string;
  readonly versionTag: string;
  readonly description?: string;
  readonly readme?: string;
  readonly provider?: string;
  readonly tags?: readonly string[];
  readonly runtime?: string;
  readonly policies: readonly PublishedPolicy[];
}

/** A pack that a group demands. */
export interface AppliedPack {
  readonly name: string;
  /** Empty for the latest version. */
  readonly versionTag?: string;
  readonly config?: Readonly<Record<string, unknown>>;
}

interface Version {
  readonly pack: PublishedPack;
  readonly number: number;
  tarball: Buffer;
  isComplete: boolean;
}

/** What a route answers: a body, or what is wrong as the service says it. */
type Answer =
  { readonly body: unknown } | { readonly file: Buffer } | { readonly code: number; readonly message: string };

interface Request {
  /** What the pattern of the route caught, decoded. */
  readonly parts: readonly string[];
  readonly body: Buffer;
}

type Handler = (request: Request) => Answer;

const OK: Answer = { body: {} };

export class PulumiCloud {
  /** Every request, as "PATCH /api/...", in order. */
  readonly requests: string[] = [];
  /** The packs that each policy group demands. */
  readonly groups = new Map<string, AppliedPack[]>([[DEFAULT_GROUP, []]]);
  private versions: Version[] = [];
  private readonly stacks = new Map<string, unknown>();
  private readonly routes = this.table();

  private constructor(private readonly server: Server) {
    server.on("request", (request, response) => void this.answer(request, response));
  }

  static async start(): Promise<PulumiCloud> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return new PulumiCloud(server);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** What to log in to. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The versions of a pack that can be enabled, oldest first. */
  published(name: string): readonly PublishedPack[] {
    return this.complete(name).map(({ pack }) => pack);
  }

  /** What was uploaded for a version. */
  tarball(name: string, versionTag: string): Buffer | undefined {
    return this.find(name, versionTag)?.tarball;
  }

  private complete(name: string): Version[] {
    return this.versions.filter((one) => one.pack.name === name && one.isComplete);
  }

  private find(name: string, versionTag: string): Version | undefined {
    return this.versions.find((one) => one.pack.name === name && one.pack.versionTag === versionTag);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const path = (request.url ?? "").split("?")[0] ?? "";
    const asked = `${request.method ?? ""} ${path}`;
    this.requests.push(asked);
    const answer = this.mayAsk(request, path)
      ? this.route(asked, Buffer.concat(parts))
      : { code: 401, message: "Unauthorized: No credentials provided or are invalid." };
    if ("file" in answer) {
      response.writeHead(200, { "content-length": answer.file.length }).end(answer.file);
      return;
    }
    const body = "body" in answer ? answer.body : answer;
    response.writeHead("code" in answer ? answer.code : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  }

  /** Files are at addresses that are secrets by themselves; updates have a token of their own. */
  private mayAsk({ headers }: IncomingMessage, path: string): boolean {
    const { authorization = "" } = headers;
    return path.startsWith("/files/") || authorization === `token ${TOKEN}` || authorization === "update-token lease";
  }

  private route(asked: string, body: Buffer): Answer {
    for (const [pattern, handle] of this.routes) {
      const match = pattern.exec(asked);
      if (match) return handle({ parts: match.slice(1).map(decodeURIComponent), body });
    }
    return { code: 404, message: `Not Found: the stand-in has no ${asked}` };
  }

  private table(): readonly (readonly [RegExp, Handler])[] {
    const organisation = `/api/orgs/${ORGANISATION}`;
    const route = (method: string, path: string, handle: Handler): readonly [RegExp, Handler] => [
      new RegExp(`^${method} ${path.replace(/\*/g, "([^/]+)")}$`),
      handle,
    ];
    return [
      route("GET", "/api/user", () => ({
        body: {
          githubLogin: "nobody",
          name: "Nobody",
          organizations: [{ githubLogin: ORGANISATION, name: ORGANISATION }],
        },
      })),
      route("GET", "/api/capabilities", () => ({ body: { capabilities: [] } })),
      route("GET", "/api/user/organizations/default", () => ({ body: { GitHubLogin: ORGANISATION } })),
      route("POST", `${organisation}/policypacks`, ({ body }) => this.publish(read(body))),
      route("PUT", "/files/*/*", ({ parts: [name, version], body }) => this.upload(name, version, body)),
      route("GET", "/files/*/*", ({ parts: [name, version] }) => this.download(name, version)),
      route("POST", `${organisation}/policypacks/*/versions/*/complete`, ({ parts: [name, version] }) =>
        this.finish(name, version),
      ),
      route("GET", `${organisation}/policypacks`, () => ({ body: { policyPacks: this.list() } })),
      route("GET", `${organisation}/policypacks/*/versions/*/schema`, ({ parts: [name, version] }) =>
        this.schema(name, version),
      ),
      route("POST", `${organisation}/policygroups`, ({ body }) => {
        this.groups.set(read<{ name: string }>(body).name, []);
        return OK;
      }),
      route("PATCH", `${organisation}/policygroups/*`, ({ parts: [group], body }) => this.change(group, read(body))),
      ...this.stackRoutes(route),
    ];
  }

  /** The least that a preview asks for: a stack without resources, and updates that nobody keeps. */
  private stackRoutes(route: (method: string, path: string, handle: Handler) => readonly [RegExp, Handler]) {
    const stack = `/api/stacks/${ORGANISATION}/*/*`;
    return [
      route("HEAD", `/api/stacks/${ORGANISATION}/*`, () => OK),
      route("POST", `/api/stacks/${ORGANISATION}/*`, ({ parts: [project], body }) => {
        const { stackName, tags } = read<{ stackName: string; tags?: unknown }>(body);
        const made = { id: stackName, orgName: ORGANISATION, projectName: project, stackName, tags, version: 0 };
        this.stacks.set(`${project}/${stackName}`, { ...made, activeUpdate: "" });
        return OK;
      }),
      route("GET", stack, ({ parts: [project, name] }) => {
        const known = this.stacks.get(`${project}/${name}`);
        return known === undefined ? { code: 404, message: "Not Found: Stack not found" } : { body: known };
      }),
      route("GET", `${stack}/export`, () => ({ body: { version: 3, deployment: {} } })),
      route("GET", `${stack}/policypacks`, () => ({ body: { requiredPolicies: this.required() } })),
      // Nothing is secret here: a cipher text is the text.
      route("POST", `${stack}/encrypt`, ({ body }) => ({
        body: { ciphertext: read<{ plaintext: string }>(body).plaintext },
      })),
      route("POST", `${stack}/preview`, () => ({ body: { updateID: "one", requiredPolicies: this.required() } })),
      route("POST", `${stack}/update/*`, () => ({ body: { version: 0, token: "lease" } })),
      route("POST", `${stack}/update/*/(?:complete|events/batch)`, () => OK),
      route("POST", `${stack}/update/*/renew_lease`, () => ({ body: { token: "lease" } })),
    ];
  }

  private publish(pack: PublishedPack): Answer {
    // "Once a version is published, it can never be republished" (apitype.CreatePolicyPackRequest). The words are the stand-in's.
    const known = this.find(pack.name, pack.versionTag);
    if (known?.isComplete === true) {
      return { code: 409, message: `Conflict: version ${pack.versionTag} of ${pack.name} is published already` };
    }
    const number = this.complete(pack.name).length + 1;
    this.versions = this.versions.filter((one) => one !== known);
    this.versions.push({ pack, number, tarball: Buffer.alloc(0), isComplete: false });
    return { body: { version: number, uploadURI: this.file(pack.name, pack.versionTag), requiredHeaders: {} } };
  }

  private file(name: string, version: string): string {
    return `${this.url}/files/${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
  }

  private upload(name = "", version = "", tarball: Buffer): Answer {
    const known = this.find(name, version);
    if (!known) return unknownVersion(name, version);
    known.tarball = tarball;
    return OK;
  }

  private download(name = "", version = ""): Answer {
    const known = this.find(name, version);
    return known ? { file: known.tarball } : unknownVersion(name, version);
  }

  private finish(name = "", version = ""): Answer {
    const known = this.find(name, version);
    if (!known || known.tarball.length === 0) return unknownVersion(name, version);
    known.isComplete = true;
    return OK;
  }

  private list(): unknown[] {
    return [...new Set(this.versions.map(({ pack }) => pack.name))].map((name) => ({
      name,
      displayName: name,
      versions: this.complete(name).map(({ number }) => number),
      versionTags: this.complete(name).map(({ pack }) => pack.versionTag),
    }));
  }

  private schema(name = "", version = ""): Answer {
    const known = this.find(name, version);
    if (!known) return unknownVersion(name, version);
    const schemas = known.pack.policies.flatMap((policy) =>
      policy.configSchema ? [[policy.name, policy.configSchema] as const] : [],
    );
    return { body: { configSchema: Object.fromEntries(schemas) } };
  }

  private change(group = "", change: { addPolicyPack?: AppliedPack; removePolicyPack?: AppliedPack }): Answer {
    const applied = this.groups.get(group);
    if (!applied) return { code: 404, message: `Not Found: there is no policy group ${group}` };
    const { addPolicyPack: added, removePolicyPack: removed } = change;
    const version = added?.versionTag ?? "";
    if (added && version !== "" && !this.find(added.name, version)?.isComplete)
      return unknownVersion(added.name, version);
    const kept = applied.filter(({ name }) => name !== added?.name && name !== removed?.name);
    this.groups.set(group, added ? [...kept, added] : kept);
    return OK;
  }

  /** The packs that a stack must pass: those of the default group. */
  private required(): unknown[] {
    return (this.groups.get(DEFAULT_GROUP) ?? []).flatMap(({ name, versionTag = "", config }) => {
      const version = versionTag === "" ? this.complete(name).at(-1) : this.find(name, versionTag);
      if (!version) return [];
      const { pack, number } = version;
      return {
        name,
        version: number,
        versionTag: pack.versionTag,
        displayName: pack.displayName,
        packLocation: this.file(name, pack.versionTag),
        ...(config && { config }),
      };
    });
  }
}

function read<T>(body: Buffer): T {
  return JSON.parse(body.toString("utf8")) as T;
}

function unknownVersion(name: string, version: string): Answer {
  return { code: 404, message: `Not Found: there is no version ${version} of ${name}` };
}
