import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const UP = "pulumi up --yes";

interface Phases {
  readonly [name: string]: readonly unknown[] | Readonly<Record<string, unknown>>;
}

const GOOD: Phases = {
  install: ["curl -fsSL https://get.pulumi.com | sh", "npm ci"],
  pre_build: ["pulumi login", "pulumi stack select dev"],
  build: ["pulumi preview", UP],
};

/** Inputs of a project with these phases, each a list of commands or as it stands. */
function inputs(phases: Phases, environment: Readonly<Record<string, unknown>> = {}) {
  const written = Object.entries(phases).map(([name, one]) => [name, Array.isArray(one) ? { commands: one } : one]);
  const buildspec = JSON.stringify({ version: 0.2, phases: Object.fromEntries(written) as unknown });
  return { name: "deploy", environment, source: { buildspec } };
}

function project(s: StackBuilder, phases: Phases, environment?: Readonly<Record<string, unknown>>, name = "deploy") {
  return s.resource(PROJECT, name, { ...inputs(phases, environment), name });
}

function pipeline(s: StackBuilder, ...names: unknown[]) {
  s.resource(PIPELINE, "pipeline", {
    stages: names.map((ProjectName) => ({
      actions: [{ category: "Build", provider: "CodeBuild", configuration: { ProjectName } }],
    })),
  });
}

const AT = "source.buildspec";
const NO_UP = { resource: "deploy", path: `${AT}.phases.build`, found: /runs pulumi up/, key: "run:up" };
const SWALLOWED = {
  resource: "deploy",
  path: `${AT}.phases.build.commands[1]`,
  found: /does not fail the build/,
  key: "run:up",
};

export default cases("codebuild-pulumi-buildspec", {
  passes: {
    "all phases": (s) => void project(s, GOOD),
    "an image of Pulumi": (s) =>
      void project(s, { ...GOOD, install: ["npm ci"] }, { image: "public.ecr.aws/pulumi/pulumi-nodejs:3" }),
    "a program in Go, which fetches by itself": (s) =>
      void project(s, {
        ...GOOD,
        install: { "runtime-versions": { golang: "1.22" }, commands: ['sh -c "$(curl -fsSL https://get.pulumi.com)"'] },
      }),
    "update instead of up, and options first": (s) =>
      void project(s, { ...GOOD, build: ["pulumi -C infra preview", "pulumi --cwd infra update --yes"] }),
    "several commands in one entry": (s) =>
      void project(s, { ...GOOD, build: ['set -e\ncd infra\nif [ -n "$X" ]; then pulumi preview; fi\npulumi up -y'] }),
    "preview here and up in another project of the pipeline": (s) => {
      const preview = project(s, { ...GOOD, build: ["pulumi preview"] });
      const up = project(s, { ...GOOD, build: [UP] }, {}, "up");
      pipeline(s, preview.ref("name"), up.ref("name"));
    },
    "up in a project of the pipeline that cannot be seen": (s) => {
      const preview = project(s, { ...GOOD, build: ["pulumi preview"] });
      const up = s.resource(PROJECT, "up", { name: "up", source: { buildspec: "ci/up.yml" } });
      pipeline(s, preview.ref("name"), up.ref("name"));
    },
    "up in a project of another stack": (s) => {
      pipeline(s, project(s, { ...GOOD, build: ["pulumi preview"] }).ref("name"), "deploy-of-another-stack");
    },
    "make may hold what is missing": (s) => void project(s, { build: ["pulumi version", "make deploy"] }),
    "npm run may hold what is missing": (s) => void project(s, { build: ["pulumi login", "npm run deploy"] }),
    "a script may hold what is missing": (s) => void project(s, { build: ["pulumi login", "./scripts/deploy.sh"] }),
    "dependencies in another folder, and files that only prepare the shell": (s) =>
      void project(s, {
        install: [
          "curl -fsSL https://get.pulumi.com | sh",
          "npm --prefix infra ci",
          ". ~/.nvm/nvm.sh",
          "command -v pulumi || exit 1",
        ],
        pre_build: ["$HOME/.pulumi/bin/pulumi login"],
        build: ["if ! pulumi preview; then echo failed; exit 1; fi", UP],
      }),
    "a function that is called in another phase": (s) =>
      void project(s, {
        ...GOOD,
        pre_build: ["pulumi login", "deploy() { pulumi preview && pulumi up --yes; }"],
        build: ["deploy"],
      }),
    "a program in YAML, which needs plugins only": (s) =>
      void project(s, { ...GOOD, install: ["curl -fsSL https://get.pulumi.com | sh", "pulumi plugin install"] }),
    "asking whether there is a pulumi does not run it": (s) =>
      void project(s, { build: ["command -v pulumi || echo none", "npm ci"] }),
    "JSON with tabs": (s) =>
      void s.resource(PROJECT, "deploy", {
        source: { buildspec: JSON.stringify({ version: 0.2, phases: { build: { commands: ["make"] } } }, null, "\t") },
      }),
    "a file of the source cannot be seen": (s) =>
      void s.resource(PROJECT, "deploy", {
        environment: { environmentVariables: [{ name: "PULUMI_STACK", value: "dev" }] },
        source: { buildspec: "buildspec.yml" },
      }),
    "a project that does not run Pulumi": (s) => void project(s, { build: ["npm ci", "echo pulumi up"] }),
    "configuring in build, where settings allow it": {
      stack: (s) =>
        void project(s, {
          ...GOOD,
          pre_build: ["npm ls"],
          build: ["pulumi stack select dev", ...["pulumi preview", UP]],
        }),
      options: { placement: "anywhere" },
    },
  },
  fails: {
    "only build": {
      stack: (s) => void project(s, { build: ["pulumi preview", UP] }),
      findings: [
        { resource: "deploy", path: AT, found: /no phase install/, key: "phase:install" },
        { resource: "deploy", path: AT, found: /no phase pre_build/, key: "phase:pre_build" },
      ],
    },
    "a phase without commands": {
      stack: (s) => void project(s, { ...GOOD, pre_build: [] }),
      findings: [{ resource: "deploy", path: `${AT}.phases.pre_build`, found: /pre_build has no commands/ }],
    },
    "commands that only print": {
      stack: (s) =>
        void project(s, {
          install: ["echo Installing"],
          pre_build: ["echo pulumi login"],
          build: ["pulumi version", "echo pulumi preview", "echo pulumi up"],
        }),
      findings: [
        { resource: "deploy", path: `${AT}.phases.install`, found: /does not install Pulumi/ },
        { resource: "deploy", path: `${AT}.phases.install`, found: /dependencies/ },
        { resource: "deploy", path: `${AT}.phases.pre_build`, found: /neither logs in/ },
        { resource: "deploy", path: `${AT}.phases.build`, found: /runs pulumi preview/ },
        NO_UP,
      ],
      inPreview: [
        { resource: "deploy", path: `${AT}.phases.install`, found: /does not install Pulumi/ },
        { resource: "deploy", path: `${AT}.phases.install`, found: /dependencies/ },
        { resource: "deploy", path: `${AT}.phases.pre_build`, found: /neither logs in/ },
        { resource: "deploy", path: `${AT}.phases.build`, found: /runs pulumi preview/ },
        NO_UP,
      ],
    },
    "the SDK is installed, not the CLI": {
      stack: (s) => void project(s, { ...GOOD, install: ["pip install pulumi pulumi-aws"] }),
      findings: [{ resource: "deploy", path: `${AT}.phases.install`, found: /does not install Pulumi/ }],
    },
    "dependencies are installed in another phase": {
      stack: (s) =>
        void project(s, {
          ...GOOD,
          install: ["curl -fsSL https://get.pulumi.com | sh"],
          pre_build: ["npm ci", "pulumi login"],
        }),
      findings: [{ resource: "deploy", path: `${AT}.phases.install`, found: /dependencies/ }],
    },
    "up is commented out": {
      stack: (s) => void project(s, { ...GOOD, build: ["pulumi preview", "# pulumi up --yes"] }),
      findings: [NO_UP],
    },
    "up may fail": {
      stack: (s) => void project(s, { ...GOOD, build: ["pulumi preview", "pulumi up --yes || true"] }),
      findings: [SWALLOWED],
    },
    "up is piped without pipefail": {
      stack: (s) => void project(s, { ...GOOD, build: ["pulumi preview", "pulumi up --yes | tee up.log"] }),
      findings: [{ ...SWALLOWED, found: /piped into another/ }],
    },
    "the phase continues on failure": {
      stack: (s) => void project(s, { ...GOOD, build: { "on-failure": "CONTINUE", commands: ["pulumi preview", UP] } }),
      findings: [
        { ...SWALLOWED, path: `${AT}.phases.build.commands[0]`, found: /on-failure CONTINUE/, key: "run:preview" },
        { ...SWALLOWED, found: /on-failure CONTINUE/ },
      ],
    },
    "up behind an exit": {
      stack: (s) => void project(s, { ...GOOD, build: ["pulumi preview", `exit 0\n${UP}`] }),
      findings: [{ ...SWALLOWED, found: /up never runs/ }],
    },
    "up in a branch that is never taken": {
      stack: (s) => void project(s, { ...GOOD, build: ["pulumi preview", `if false; then ${UP}; fi`] }),
      findings: [{ ...SWALLOWED, found: /up never runs/ }],
    },
    "up in a function that nothing calls": {
      stack: (s) => void project(s, { ...GOOD, build: ["pulumi preview", `deploy() { ${UP}; }`] }),
      findings: [{ ...SWALLOWED, found: /in the function deploy, and nothing calls it/ }],
    },
    "up as a condition whose failure is only printed": {
      stack: (s) =>
        void project(s, { ...GOOD, build: ["pulumi preview", `if ${UP}; then echo ok; else echo bad; fi`] }),
      findings: [{ ...SWALLOWED, found: /condition of an if/ }],
    },
    "what reads like an installation of Pulumi": {
      stack: (s) =>
        void project(s, {
          ...GOOD,
          install: [
            "cp Pulumi.dev.yaml Pulumi.prod.yaml",
            "aws ssm get-parameter --name /pulumi/token",
            "bash -c 'pulumi version'",
            "curl https://api.pulumi.com/api/user",
            "npm install --global typescript",
          ],
        }),
      findings: [
        { resource: "deploy", path: `${AT}.phases.install`, found: /does not install Pulumi/ },
        { resource: "deploy", path: `${AT}.phases.install`, found: /dependencies/ },
      ],
    },
    "tests, a virtual environment and shell settings hold nothing": {
      stack: (s) =>
        void project(s, {
          ...GOOD,
          install: ["curl -fsSL https://get.pulumi.com | sh", "python -m venv venv", "venv/bin/pip install -r r.txt"],
          build: ["source venv/bin/activate", "python -m pytest", "npm test", "$HOME/.pulumi/bin/pulumi preview"],
        }),
      findings: [NO_UP],
    },
    "a variable of the pipeline shows that it runs Pulumi": {
      stack: (s) => {
        project(s, { ...GOOD, build: ["ls"], pre_build: ["ls"], install: ["ls"] });
        const EnvironmentVariables = JSON.stringify([{ name: "PULUMI_STACK", value: "dev" }]);
        const configuration = { ProjectName: "deploy", EnvironmentVariables };
        s.resource(PIPELINE, "pipeline", {
          stages: [{ actions: [{ category: "Build", provider: "CodeBuild", configuration }] }],
        });
      },
      findings: [
        { resource: "deploy", path: `${AT}.phases.install`, found: /does not install Pulumi/ },
        { resource: "deploy", path: `${AT}.phases.install`, found: /dependencies/ },
        { resource: "deploy", path: `${AT}.phases.pre_build`, found: /neither logs in/ },
        { resource: "deploy", path: `${AT}.phases.build`, found: /runs pulumi preview/ },
        NO_UP,
      ],
    },
    "up only shows its help": {
      stack: (s) => void project(s, { ...GOOD, build: ["pulumi preview", "pulumi up --help"] }),
      findings: [NO_UP],
    },
    "a wrapper whose failure is swallowed holds nothing": {
      stack: (s) => void project(s, { ...GOOD, build: ["pulumi preview", "make deploy || true"] }),
      findings: [NO_UP],
    },
    "up in a project of another pipeline": {
      stack: (s) => {
        project(s, { ...GOOD, build: ["pulumi preview"] });
        pipeline(s, "deploy");
        project(s, GOOD, {}, "other");
      },
      findings: [NO_UP],
    },
    "a project that the settings name": {
      stack: (s) => void project(s, { build: ["npm ci"] }),
      settings: { pulumiProjects: ["dep*"] },
      findings: [
        { resource: "deploy", path: AT, found: /no phase install/ },
        { resource: "deploy", path: AT, found: /no phase pre_build/ },
        { resource: "deploy", path: `${AT}.phases.build`, found: /runs pulumi preview/ },
        NO_UP,
      ],
    },
    "every project of a pipeline, by the settings": {
      stack: (s) => {
        project(s, { ...GOOD, install: ["npm ci"], pre_build: ["ls"], build: ["ls"] });
        pipeline(s, "deploy");
      },
      settings: { everyPipelineProjectRunsPulumi: true },
      findings: [
        { resource: "deploy", path: `${AT}.phases.install`, found: /does not install Pulumi/ },
        { resource: "deploy", path: `${AT}.phases.pre_build`, found: /neither logs in/ },
        { resource: "deploy", path: `${AT}.phases.build`, found: /runs pulumi preview/ },
        NO_UP,
      ],
    },
  },
  undecided: {
    "the buildspec": (s) => void s.resource(PROJECT, "deploy", { source: { buildspec: s.unknown } }),
    "which projects the pipeline starts": (s) => {
      project(s, { ...GOOD, build: ["pulumi preview"] });
      pipeline(s, s.unknown);
    },
    "which projects an action behind this one starts": (s) => {
      const preview = project(s, { ...GOOD, build: ["pulumi preview"] });
      pipeline(s, preview.ref("name"), s.unknown);
    },
    "the stages of the pipeline": (s) => {
      project(s, { ...GOOD, build: ["pulumi preview"] });
      s.resource(PIPELINE, "pipeline", { stages: s.unknown });
    },
  },
  malformed: {
    "broken YAML": {
      stack: (s) =>
        void s.resource(PROJECT, "deploy", {
          environment: { environmentVariables: [{ name: "PULUMI_STACK", value: "dev" }] },
          source: { buildspec: "phases:\n  build:\n - x" },
        }),
      findings: [],
    },
    "wrong types": {
      stack: (s) => void s.resource(PROJECT, "deploy", { environment: "x", source: [{ buildspec: null }] }),
      findings: [],
    },
    "a phase that CodeBuild refuses is another policy's finding": {
      stack: (s) => void project(s, { ...GOOD, deploy: [UP] }),
      findings: [],
    },
  },
});
