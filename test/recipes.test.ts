/** The recipes of recipes/: whether vendors accept them, and whether their shell blocks do with the real CLI what they promise. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { FORMATS } from "../report/formats";
import { packageRoot } from "../testing/analyzer";
import { previewProgram } from "../testing/preview";
import { describeCli } from "./e2e/cli";
import { Clone, type Ended } from "./harness/ci";

const RECIPES = join(packageRoot(), "recipes");
const text = (file: string): string => readFileSync(join(RECIPES, file), "utf8");

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >;
}
interface Job {
  readonly variables: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  readonly artifacts?: { readonly reports: { readonly junit: string } };
}
interface Phase {
  readonly commands: readonly string[];
  readonly finally?: readonly string[];
}

const workflow = load(text("github-actions.yml")) as Workflow;
const gitlab = load(text("gitlab-ci.yml")) as Readonly<Record<string, Job>>;
const buildspec = load(text("codebuild/buildspec.yml")) as {
  readonly env: { readonly variables: Readonly<Record<string, string>> };
  readonly phases: Readonly<Record<string, Phase>>;
};
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

/** Every block that a shell gets. */
const BLOCKS: readonly (readonly [string, string])[] = [
  ...steps.flatMap(({ name = "", run }) => (run === undefined ? [] : [[`GitHub: ${name}`, run] as const])),
  ...Object.entries(gitlab).map(([name, { script }]) => [`GitLab: ${name}`, script.join("\n")] as const),
  ...Object.entries(buildspec.phases).map(
    ([name, phase]) => [`CodeBuild: ${name}`, [...phase.commands, ...(phase.finally ?? [])].join("\n")] as const,
  ),
  ["pre-commit.sh", text("pre-commit.sh")],
];

describe("every shell block", () => {
  it.each(BLOCKS)("of %s is well-formed, and holds nothing that the vendor would paste into it", (_, block) => {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: block, encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    // A branch's name would become a command.
    expect(block).not.toContain("${{");
  });
});

describe("the GitHub workflow", () => {
  it("gives the job that runs a pull request's code nothing to write with", () => {
    expect(workflow.permissions).toEqual({});
    expect(workflow.jobs["preview"]?.permissions).toEqual({ actions: "read", contents: "read", "id-token": "write" });
    expect(Object.keys(workflow.on)).toEqual(["pull_request", "push"]);
  });

  it("runs no code of the pull request in the job that writes", () => {
    const publish = workflow.jobs["publish"];
    expect(publish?.permissions).toEqual({
      actions: "read",
      contents: "read",
      "pull-requests": "write",
      "security-events": "write",
    });
    expect(publish?.steps.map(({ run = "" }) => run).join("\n")).not.toMatch(/npm|npx|node|pulumi /);
  });

  it("pins every action, and leaves no credentials of git behind", () => {
    const actions = steps.flatMap(({ uses }) => uses ?? []);
    expect(actions.filter((action) => !/^[\w-]+\/[\w/-]+@v\d+$/.test(action))).toEqual([]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.map((step) => step.with?.["persist-credentials"])).toEqual([false, false]);
  });

  const parser = join(packageRoot(), "node_modules", "@actions", "workflow-parser");
  // The parser imports JSON in a way that Node takes from 22 on.
  const canParse = existsSync(parser) && Number(process.versions.node.split(".")[0]) >= 22;
  (canParse ? it : it.skip)("is what GitHub's own parser takes", () => {
    // The package is made of ES modules, which jest does not load.
    const script = `
      import { parseWorkflow, NoOperationTraceWriter } from "@actions/workflow-parser";
      import { readFileSync } from "node:fs";
      const content = readFileSync(process.argv[1], "utf8");
      const { context } = parseWorkflow({ name: "recipe.yml", content }, new NoOperationTraceWriter());
      console.log(context.errors.getErrors().map(({ message }) => message).join("\\n"));`;
    const args = ["--input-type=module", "--eval", script, join(RECIPES, "github-actions.yml")];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: packageRoot(), encoding: "utf8" });
    expect([stdout, stderr]).toEqual(["\n", ""]);
  });
});

describe("the hook for pre-commit", () => {
  const [hook] = load(readFileSync(join(packageRoot(), ".pre-commit-hooks.yaml"), "utf8")) as Record<string, string>[];

  it("names a script of this repository that can be run", () => {
    const entry = join(packageRoot(), hook?.["entry"] ?? "");
    expect([hook?.["language"], spawnSync("test", ["-x", entry]).status]).toEqual(["script", 0]);
  });

  it("asks for the files that the script looks at", () => {
    expect(text("pre-commit.sh")).toContain(hook?.["files"] ?? "nothing");
  });
});

describe("the pipeline with the CodeBuild recipe", () => {
  const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the pack finds in the good pipeline when its preview is made by the recipe. */
  async function findings(change: (file: string) => string): Promise<readonly string[]> {
    const program = mkdtempSync(join(folder, "program-"));
    cpSync(join(packageRoot(), "examples", "delivery-pipeline", "good"), program, { recursive: true });
    cpSync(join(RECIPES, "codebuild"), program, { recursive: true });
    symlinkSync(join(packageRoot(), "node_modules"), join(program, "node_modules"));
    for (const file of ["buildspec.yml", "preview-project.ts"]) {
      writeFileSync(join(program, file), change(text(join("codebuild", file))));
    }
    const index = readFileSync(join(program, "index.ts"), "utf8");
    const [before, after] = swapInGuide();
    expect(index).toContain(before);
    writeFileSync(
      join(program, "index.ts"),
      `import { previewProject as baselinePreview } from "./preview-project";\n${index.replace(before, after)}`,
    );
    const config = { pulumiAccessToken: "pul-0123456789" };
    const result = await previewProgram({ directory: program, stack: "dev", config, secretKeys: Object.keys(config) });
    expect(result.resources.filter(({ urn }) => urn.endsWith("::preview"))).toHaveLength(3);
    return result.findings.map(({ policyName, message }) => `${policyName}: ${message}`);
  }

  /** The two lines of the guide: what stands in the example, and what takes its place. */
  function swapInGuide(): readonly [string, string] {
    const guide = readFileSync(join(packageRoot(), "docs", "guides", "ci.md"), "utf8");
    const [, before = "", after = ""] = /```diff\n-(.+)\n((?:\+.*\n)+)```/.exec(guide) ?? [];
    return [before, after.replace(/^\+/gm, "")];
  }

  it("is a pipeline as the pack wants it", async () => {
    expect(await findings((file) => file)).toEqual([]);
  });

  it("is looked at by the pack: what somebody spoils in it is found", async () => {
    const spoilt = (file: string): string =>
      file.replace("  install:", "  instal:").replace('type: "PARAMETER_STORE"', 'type: "PLAINTEXT"');
    expect((await findings(spoilt)).map((finding) => finding.split(":")[0])).toEqual(
      expect.arrayContaining(["codebuild-buildspec-well-formed", "codebuild-plaintext-secrets"]),
    );
  });
});

/** Blocks wait for formats that there are not yet, and say so. */
function needs(names: readonly string[], name: string, tests: () => void): void {
  const missing = names.filter((one) => !FORMATS.some((format) => format.name === one));
  if (missing.length > 0) {
    process.stderr.write(`Skipped "${name}": there is no format ${missing.join(", ")}.\n`);
    describe.skip(name, tests);
    return;
  }
  describeCli(name, tests);
}

const BUCKET = (name: string): string => `new aws.s3.Bucket("${name}");`;
/** Has advisory findings alone. */
const HARMLESS = `new aws.iam.Group("readers");`;
const THROWS = `setTimeout(() => { throw new Error("boom"); }, 300);`;

needs(["code-scanning", "markdown", "summary", "json"], "the blocks of the GitHub workflow", () => {
  let clone: Clone;
  beforeAll(() => (clone = new Clone()));
  afterAll(() => clone.remove());

  /** Runs a step as the runner does; `outputs` and `summary` are what it left in the files of that name. */
  function step(
    name: string,
    env: Readonly<Record<string, string>> = {},
  ): Ended & Record<"outputs" | "summary", string> {
    const found = steps.find((one) => one.name === name);
    if (found?.run === undefined) throw new Error(`There is no step ${name} with a block.`);
    const own = Object.entries(found.env ?? {}).filter(([, value]) => !value.includes("${{"));
    clone.run([`mkdir -p ${clone.root}/temp; rm -f ${clone.root}/outputs ${clone.root}/summary`]);
    const ended = clone.run([found.run], {
      ...workflow.env,
      ...Object.fromEntries(own),
      GITHUB_ACTIONS: "true",
      GITHUB_WORKFLOW: "aws-security-baseline",
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_BASE_REF: "main",
      GITHUB_OUTPUT: join(clone.root, "outputs"),
      GITHUB_STEP_SUMMARY: join(clone.root, "summary"),
      RUNNER_TEMP: join(clone.root, "temp"),
      ...env,
    });
    return { ...ended, outputs: clone.read("outputs"), summary: clone.read("summary") };
  }

  function fresh(program: string): void {
    clone.run([`rm -rf ${clone.root}/temp`]);
    clone.program(program);
  }

  it("fail on a mandatory finding, show it in the log, and write every report all the same", () => {
    fresh(BUCKET("old"));
    const preview = step("Preview");
    expect(preview.code).not.toBe(0);
    expect(preview.text).toMatch(/\[mandatory\].+s3-bucket-versioning +\(aws:s3:Bucket: old\)/);

    const report = step("Report");
    expect([report.code, report.outputs]).toEqual([1, "reported=true\n"]);
    expect(report.summary).toContain("s3-bucket-versioning");
    expect(clone.read("temp", "report", "report.md")).toContain("s3-bucket-versioning");
    const sarif = JSON.parse(clone.read("temp", "report", "report.sarif")) as {
      runs: {
        results: { locations: { physicalLocation: { artifactLocation: { uri: string }; region?: object } }[] }[];
      }[];
    };
    const places = sarif.runs.flatMap(({ results }) => results).flatMap(({ locations }) => locations);
    expect(places.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri)).toContain("index.js");
    clone.run([`rm -rf ${clone.root}/kept; cp -r ${clone.root}/temp/report ${clone.root}/kept`]);
  });

  it("compare a pull request with the newest report of its base branch", () => {
    fresh(BUCKET("brand-new"));
    // The newest run has none: its preview never ran.
    clone.standIn(
      "gh",
      `echo "$@" >> "${clone.root}/gh.log"
       case "$1 $2" in
         "run list") printf '12\\n11\\n' ;;
         "run download") [ "$3" = 11 ] || exit 1; mkdir -p "$7"; cp "${clone.root}/kept/"* "$7" ;;
       esac`,
    );
    const base = step("Get the report of the base branch", { GH_TOKEN: "token", GH_REPO: "acme/shop" });
    expect([base.code, base.text]).toEqual([0, expect.stringContaining("Compared with run 11 of main.")]);
    expect(clone.read("gh.log")).toContain("run list --workflow aws-security-baseline --branch main --event push");
    step("Preview");
    const { summary } = step("Report");
    expect(summary).toContain("brand-new");
    expect(summary).toMatch(/fixed/i);
  });

  it("go on without a report of the base branch, and say so", () => {
    fresh(HARMLESS);
    clone.standIn("gh", "exit 0");
    const base = step("Get the report of the base branch", { GH_TOKEN: "token", GH_REPO: "acme/shop" });
    expect([base.code, base.text]).toEqual([0, expect.stringContaining("::notice::main has no report yet")]);
    const [preview, report] = [step("Preview"), step("Report")];
    expect([preview.code, report.code, report.outputs]).toEqual([0, 0, "reported=true\n"]);
  });

  it("use the settings of the repository", () => {
    fresh(BUCKET("old"));
    clone.write("policy-config.json", JSON.stringify({ all: "advisory" }));
    const codes = [step("Preview").code, step("Report").code];
    clone.run(["rm policy-config.json"]);
    expect(codes).toEqual([0, 0]);
  });

  it("show why a program failed, and do not call its report complete", () => {
    fresh(BUCKET("old") + THROWS);
    const preview = step("Preview");
    expect(preview.code).not.toBe(0);
    expect(preview.text).toContain("boom");
    const report = step("Report");
    expect([report.code, report.text]).toEqual([1, expect.stringContaining("Incomplete")]);
  });

  it("publish nothing when there was no preview", () => {
    fresh(HARMLESS);
    const preview = step("Preview", { STACK: "nowhere" });
    expect([preview.code === 0, preview.text]).toEqual([false, expect.stringContaining("no stack named 'nowhere'")]);
    const report = step("Report");
    expect([report.code, report.outputs, report.summary]).toEqual([2, "", ""]);
  });

  it("refuse a pull request of a fork, and say what to do", () => {
    const { code, text: printed } = step("Refuse pull requests of forks");
    expect([code, printed]).toEqual([1, expect.stringMatching(/^::error title=.+push its branch to this repository/)]);
  });

  it.each([
    { found: "", called: "--method POST repos/acme/shop/issues/7/comments", what: "writes a comment" },
    { found: "41\n42\n", called: "--method PATCH repos/acme/shop/issues/comments/42", what: "writes its comment anew" },
  ])("$what", ({ found, called }) => {
    clone.run([
      `mkdir -p ${clone.root}/temp/report; rm -f ${clone.root}/gh.log`,
      `printf '<!-- aws-security-baseline -->\nbody\n' > ${clone.root}/temp/report/report.md`,
    ]);
    clone.standIn(
      "gh",
      `case "$*" in *--paginate*) printf '${found}' ;; *) echo "$@" >> "${clone.root}/gh.log"; echo "$MARKER" >> "${clone.root}/gh.log" ;; esac`,
    );
    const { code } = step("Comment on the pull request", { GH_TOKEN: "token", PULL_REQUEST: "7" });
    const marker = "<!-- aws-security-baseline: . dev -->";
    expect(code).toBe(0);
    expect(clone.read("gh.log")).toContain(called);
    expect(clone.read("gh.log")).toContain(marker);
    expect(clone.read("temp", "comment.md")).toBe(`${marker}\nbody\n`);
  });
});

needs(["junit", "markdown", "json"], "the blocks of the GitLab jobs", () => {
  let clone: Clone;
  beforeAll(() => (clone = new Clone()));
  afterAll(() => clone.remove());

  /** Runs a job's script as the runner does: all entries in one shell. */
  function job(name: string, env: Readonly<Record<string, string>> = {}): Ended {
    const { variables = {}, script = [] } = gitlab[name] ?? {};
    const own = Object.entries(variables).filter(([, value]) => !value.includes("$"));
    return clone.run(script, { ...Object.fromEntries(own), CI_PROJECT_DIR: clone.folder, ...env });
  }

  it("fail on a mandatory finding and leave the test report where the job looks for it", () => {
    clone.program(BUCKET("old"));
    const { code, text: printed } = job("aws-security-baseline");
    expect([code, printed]).toEqual([1, expect.stringContaining("s3-bucket-versioning")]);
    const { junit = "" } = gitlab["aws-security-baseline"]?.artifacts?.reports ?? {};
    expect(clone.read("repository", junit)).toMatch(/<testcase[^>]+s3-bucket-versioning/);
  });

  it("pass a program without mandatory findings, and hand AWS the token of the job outside of the artifacts", () => {
    clone.program(HARMLESS);
    const role = "arn:aws:iam::123456789012:role/preview";
    const { code } = job("aws-security-baseline", { AWS_ROLE_ARN: role, AWS_ID_TOKEN: "the-token" });
    expect([code, clone.read("repository.tmp", "aws-id-token")]).toEqual([0, "the-token"]);
    expect(clone.run(["grep -rl the-token . --exclude-dir=node_modules || true"]).text).toBe("");
  });

  it("fail when the program does, with its error in the log", () => {
    clone.program(THROWS);
    const { code, text: printed } = job("aws-security-baseline");
    expect([code, printed]).toEqual([expect.any(Number), expect.stringContaining("boom")]);
    expect(code).not.toBe(0);
  });
});

describe("the note of the GitLab recipe", () => {
  const folder = mkdtempSync(join(tmpdir(), "note-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the job's script against a stand-in of GitLab's API that has these notes on two pages. */
  async function run(
    notes: readonly { id: number; body: string }[],
  ): Promise<{ code: number | null; calls: string[] }> {
    const calls: string[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        calls.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`.trim());
        const isFirst = request.url?.endsWith("&page=1") === true;
        if (request.headers["private-token"] !== "secret") response.statusCode = 401;
        if (isFirst) response.setHeader("x-next-page", "2");
        response.end(JSON.stringify(request.method === "GET" ? (isFirst ? [{ id: 1, body: "LGTM" }] : notes) : {}));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const { spawn } = await import("node:child_process");
    spawnSync("mkdir", ["-p", join(folder, "report")]);
    writeFileSync(join(folder, "report", "report.md"), "<!-- aws-security-baseline -->\nfindings\n");
    const script = gitlab["aws-security-baseline-note"]?.script ?? [];
    const child = spawn("bash", ["-eo", "pipefail", "-c", script.join("\n")], {
      cwd: folder,
      stdio: "ignore",
      env: {
        PATH: process.env["PATH"],
        CI_API_V4_URL: `http://127.0.0.1:${port}`,
        CI_PROJECT_ID: "5",
        CI_MERGE_REQUEST_IID: "7",
        NOTE_TOKEN: "secret",
      },
    });
    const code = await new Promise<number | null>((done) => child.once("close", done));
    server.close();
    return { code, calls };
  }

  const body = JSON.stringify({ body: "<!-- aws-security-baseline -->\nfindings\n" });
  const url = "/projects/5/merge_requests/7/notes";

  it("is written once", async () => {
    const { code, calls } = await run([]);
    expect([code, calls.at(-1)]).toEqual([0, `POST ${url} ${body}`]);
  });

  it("is written anew by later pipelines", async () => {
    const { code, calls } = await run([{ id: 9, body: "<!-- aws-security-baseline -->\nolder" }]);
    expect([code, calls.at(-1)]).toEqual([0, `PUT ${url}/9 ${body}`]);
  });
});

needs(["junit", "json"], "the commands of the buildspec", () => {
  let clone: Clone;
  beforeAll(() => {
    clone = new Clone();
    for (const name of ["curl", "npm"]) clone.standIn(name, `echo "${name} $*" >> "${clone.root}/installed.log"`);
  });
  afterAll(() => clone.remove());

  /**
   * Runs all phases in one shell as CodeBuild does: a failure ends its phase, `finally` runs whatever happened, and post_build
   * runs after a failed build (https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html).
   */
  function build(env: Readonly<Record<string, string>> = {}): Ended {
    const phase = ([name, { commands, finally: last = [] }]: readonly [string, Phase]): string[] => [
      `phase=0; [ "$failed" = 0 ] || [ ${name} = post_build -a "$built" = 1 ] || phase=2`,
      `[ ${name} != build ] || [ "$phase" = 2 ] || built=1`,
      ...commands.flatMap((command) => [`if [ "$phase" = 0 ]; then`, command, `[ "$?" = 0 ] || phase=1`, "fi"]),
      ...last.flatMap((command) => [`if [ "$phase" != 2 ]; then`, command, "fi"]),
      `[ "$phase" = 0 ] || failed=1`,
    ];
    const lines = Object.entries(buildspec.phases).flatMap(phase);
    const variables = { ...buildspec.env.variables, STACK: "dev", ...env };
    return clone.run(["set +e; failed=0; built=0", ...lines, 'exit "$failed"'], variables);
  }

  it("fail on a mandatory finding, show it, and leave the test report for the report group", () => {
    clone.program(BUCKET("old"));
    const { code, text: printed } = build();
    expect([code, printed]).toEqual([1, expect.stringMatching(/\[mandatory\].+s3-bucket-versioning/)]);
    expect(clone.read("repository", "report", "junit.xml")).toMatch(/<testcase[^>]+s3-bucket-versioning/);
    expect(clone.read("installed.log")).toMatch(/^curl -fsSL https:\/\/get\.pulumi\.com\nnpm ci\n/);
  });

  it("pass a program without mandatory findings", () => {
    clone.program(HARMLESS);
    expect(build().code).toBe(0);
  });

  it("use the settings of the repository", () => {
    clone.program(BUCKET("old"));
    clone.write("policy-config.json", JSON.stringify({ all: "advisory" }));
    const { code } = build();
    clone.run(["rm policy-config.json"]);
    expect(code).toBe(0);
  });

  it("end before the preview when the stack is not there", () => {
    clone.run(["rm -rf report"]);
    const { code, text: printed } = build({ STACK: "nowhere" });
    expect([code, printed]).toEqual([1, expect.stringContaining("no stack named 'nowhere'")]);
    expect(clone.read("repository", "report", "events.json")).toBe("");
  });
});

describeCli("the hook", () => {
  let clone: Clone;
  beforeAll(() => {
    clone = new Clone();
    const setUp = clone.run([
      "git init --quiet --initial-branch=main .",
      "git config user.name Somebody && git config user.email somebody@acme.io",
      `cp "${join(RECIPES, "pre-commit.sh")}" .git/hooks/pre-commit`,
      "git add . && git commit --quiet --no-verify --message Begin",
    ]);
    expect(setUp).toEqual({ code: 0, text: "" });
  });
  afterAll(() => clone.remove());
  afterEach(() => clone.run(["git reset --quiet --hard"]));

  const commit = (env: Readonly<Record<string, string>> = {}): Ended =>
    clone.run(["git add . && git commit --quiet --message Change"], { BASELINE_STACK: "dev", ...env });

  it("stops a commit with a mandatory finding, and says where", () => {
    clone.program(BUCKET("old"));
    const { code, text: printed } = commit();
    expect(code).toBe(1);
    expect(printed).toMatch(/\[mandatory\].+s3-bucket-versioning[^]+not committed.+found in: \./);
  });

  it("lets a commit without mandatory findings through", () => {
    clone.program(HARMLESS);
    expect(commit().code).toBe(0);
  });

  it("previews nothing for a commit that changes no program", () => {
    clone.write("README.md", "# Shop\n");
    // The stack is not there, so a preview would fail.
    expect(commit({ BASELINE_STACK: "nowhere" })).toEqual({ code: 0, text: "" });
  });

  it("looks at the files that pre-commit hands it", () => {
    const run = (file: string): Ended =>
      clone.run([`"${join(RECIPES, "pre-commit.sh")}" ${file}`], { BASELINE_STACK: "nowhere" });
    expect(run("index.js")).toEqual({ code: 1, text: expect.stringContaining("no stack named 'nowhere'") as string });
    expect(run("docs/notes.md").code).toBe(0);
  });

  it("says what to install where the pack is missing", () => {
    clone.run(["mv node_modules/aws-security-baseline hidden"]);
    clone.program(HARMLESS + HARMLESS.replace("readers", "writers"));
    const { code, text: printed } = clone.run([`git add index.js && git commit --message Change`]);
    clone.run(["mv hidden node_modules/aws-security-baseline"]);
    expect([code, printed]).toEqual([1, expect.stringContaining("npm install --save-dev aws-security-baseline")]);
  });
});
