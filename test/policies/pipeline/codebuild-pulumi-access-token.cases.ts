import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";
const PARAMETER = "aws:ssm/parameter:Parameter";
const TOKEN = "PULUMI_ACCESS_TOKEN";
const AT = "environment.environmentVariables[0].value";

function project(s: StackBuilder, build: readonly string[], variables: readonly unknown[] = [], env: unknown = {}) {
  return s.resource(PROJECT, "deploy", {
    name: "deploy",
    environment: { environmentVariables: variables },
    source: { buildspec: JSON.stringify({ version: 0.2, env, phases: { build: { commands: build } } }) },
  });
}

const UP = ["pulumi preview", "pulumi up --yes"];
const STORED = { name: TOKEN, type: "PARAMETER_STORE", value: "/ci/pulumi-token-dev" };
const MISSING = {
  resource: "deploy",
  path: "environment.environmentVariables",
  found: /gets no PULUMI_ACCESS_TOKEN/,
  key: "missing",
};

function pipeline(s: StackBuilder, EnvironmentVariables: unknown, ProjectName: unknown = "deploy") {
  s.resource("aws:codepipeline/pipeline:Pipeline", "pipeline", {
    stages: [
      { actions: [{ category: "Build", provider: "CodeBuild", configuration: { ProjectName, EnvironmentVariables } }] },
    ],
  });
}

export default cases("codebuild-pulumi-access-token", {
  passes: {
    "from Parameter Store, outside": (s) => void project(s, UP, [STORED]),
    "from a SecureString of the stack": (s) => {
      const token = s.resource(PARAMETER, "token", { name: "/ci/pulumi-token-dev", type: "SecureString" });
      s.resource(PARAMETER, "region", { name: "/ci/region-dev", type: "String" });
      project(s, UP, [{ ...STORED, value: token.ref("name") }]);
    },
    "from Secrets Manager": (s) => void project(s, UP, [{ ...STORED, type: "SECRETS_MANAGER" }]),
    "from the buildspec": (s) => void project(s, UP, [], { "parameter-store": { [TOKEN]: "/ci/token" } }),
    "from an action of the pipeline": (s) => {
      project(s, UP);
      pipeline(s, JSON.stringify([STORED]));
    },
    "a buildspec in a file may name it": (s) =>
      void s.resource(PROJECT, "deploy", {
        environment: { environmentVariables: [{ name: "PULUMI_STACK", value: "dev" }] },
        source: { buildspec: "buildspec.yml" },
      }),
    "a login to a bucket": (s) => void project(s, ["pulumi login s3://state", ...UP]),
    "a login to a bucket by option": (s) => void project(s, ["pulumi login --cloud-url=s3://state", ...UP]),
    "a question whether it is set": (s) => void project(s, [`echo "\${${TOKEN}:+set}"`, ...UP], [STORED]),
    "in plain text in the pipeline, which is reported with its other secrets": (s) => {
      project(s, UP);
      pipeline(s, JSON.stringify([{ name: TOKEN, value: "x" }]));
    },
    "a login to files": (s) => void project(s, ["pulumi login --local", ...UP]),
    "a login by OIDC": (s) => void project(s, ["pulumi login --oidc-token file:///tmp/t --oidc-org acme", ...UP]),
    "a backend by variable": (s) => void project(s, UP, [{ name: "PULUMI_BACKEND_URL", value: "s3://state" }]),
    "a backend by command": (s) => void project(s, ["export PULUMI_BACKEND_URL=s3://state", ...UP]),
    "a project that settings name": { stack: (s) => void project(s, UP), options: { selfManagedProjects: ["dep*"] } },
    "all in a script": (s) => void project(s, ["make deploy"], [{ name: "PULUMI_STACK", value: "dev" }]),
    "a token piped on": (s) => void project(s, [`echo "$${TOKEN}" | docker secret create t -`, ...UP], [STORED]),
    "a project that does not run Pulumi": (s) => void project(s, ["npm test"]),
    "in plain text, which codebuild-plaintext-secrets tells": (s) => {
      project(s, UP, [{ name: TOKEN, value: "hunter2hunter2" }], { variables: { [TOKEN]: "x" } });
      pipeline(s, JSON.stringify([{ name: TOKEN, value: "x" }]));
    },
  },
  fails: {
    nowhere: { stack: (s) => void project(s, UP), findings: [MISSING], inPreview: [MISSING] },
    "a login to Pulumi Cloud": { stack: (s) => void project(s, ["pulumi login", ...UP]), findings: [MISSING] },
    "a self-hosted service needs it too": {
      stack: (s) => void project(s, UP, [{ name: "PULUMI_BACKEND_URL", value: "https://pulumi.acme.example" }]),
      findings: [MISSING],
    },
    "a login that is only printed": {
      stack: (s) => void project(s, ["echo pulumi login s3://state", ...UP]),
      findings: [MISSING],
    },
    "a self-managed backend in the strict form": {
      stack: (s) => void project(s, ["pulumi login s3://state", ...UP]),
      options: { alwaysRequired: true },
      findings: [MISSING],
    },
    "from a parameter of type String in the pipeline": {
      stack: (s) => {
        s.resource(PARAMETER, "token", { name: STORED.value, type: "String" });
        project(s, UP);
        pipeline(s, JSON.stringify([STORED]));
      },
      findings: [
        {
          resource: "pipeline",
          path: "stages[0].actions[0].configuration.EnvironmentVariables[0].value",
          found: /of type String/,
        },
      ],
    },
    "written into a file": {
      stack: (s) => void project(s, [`echo "$${TOKEN}" > token`, ...UP], [STORED]),
      findings: [{ resource: "deploy", path: "source.buildspec.phases.build.commands[0]", found: /into a file/ }],
    },
    "from a parameter of type String": {
      stack: (s) => {
        const token = s.resource(PARAMETER, "token", { name: "/ci/t", type: "String" });
        project(s, UP, [{ ...STORED, value: token.ref("name") }]);
      },
      findings: [{ resource: "deploy", path: AT, found: /"token", which is of type String/, key: "parameter" }],
    },
    printed: {
      stack: (s) => void project(s, [`echo "token: \${${TOKEN}}"`, ...UP], [STORED]),
      findings: [
        { resource: "deploy", path: "source.buildspec.phases.build.commands[0]", found: /prints PULUMI_ACCESS_TOKEN/ },
      ],
    },
    "printed with all others": {
      stack: (s) => void project(s, ["env | sort", ...UP], [STORED]),
      findings: [
        { resource: "deploy", path: "source.buildspec.phases.build.commands[0]", found: /prints every variable/ },
      ],
    },
    "exported by a command": {
      stack: (s) => void project(s, [`export ${TOKEN}=$(aws ssm get-parameter --name t)`, ...UP]),
      findings: [
        { resource: "deploy", path: "source.buildspec.phases.build.commands[0]", found: /exports PULUMI_ACCESS_TOKEN/ },
      ],
    },
    "exported to the pipeline": {
      stack: (s) => void project(s, UP, [STORED], { "exported-variables": [TOKEN] }),
      findings: [{ resource: "deploy", path: "source.buildspec.env.exported-variables[0]", found: /to the pipeline/ }],
    },
  },
  undecided: {
    "the name of a variable": (s) => void project(s, UP, [{ name: s.unknown, value: "x" }]),
    "the backend": (s) => void project(s, UP, [{ name: "PULUMI_BACKEND_URL", value: s.unknown }]),
    "the type": (s) => void project(s, UP, [{ name: TOKEN, type: s.unknown, value: "x" }]),
    "the variables of the pipeline": (s) => {
      project(s, UP);
      pipeline(s, s.unknown);
    },
    "which project the pipeline starts": (s) => {
      project(s, UP);
      pipeline(s, JSON.stringify([STORED]), s.unknown);
    },
  },
  malformed: {
    "broken buildspec": {
      stack: (s) =>
        void s.resource(PROJECT, "deploy", {
          environment: { image: "pulumi/pulumi" },
          source: { buildspec: "a:\n\t- b" },
        }),
      findings: [],
    },
    "variables that are text": {
      stack: (s) =>
        void s.resource(PROJECT, "deploy", { environment: { environmentVariables: "x", image: "pulumi/pulumi" } }),
      findings: [],
    },
  },
});
