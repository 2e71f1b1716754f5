import { cases } from "../../harness/cases";
import { SAMPLES } from "../../harness/credentials";

const PROJECT = "aws:codebuild/project:Project";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

function project(...environmentVariables: unknown[]) {
  return { environment: { environmentVariables } };
}

const TOKEN = "PULUMI_ACCESS_TOKEN";
const AT = "environment.environmentVariables[0].value";

export default cases("codebuild-plaintext-secrets", {
  passes: {
    "a secret from Secrets Manager": (s) =>
      void s.resource(PROJECT, "build", project({ name: "DB_PASSWORD", type: "SECRETS_MANAGER", value: "db" })),
    "a secret from Parameter Store": (s) =>
      void s.resource(PROJECT, "build", project({ name: "API_KEY", type: "PARAMETER_STORE", value: "/api" })),
    "an innocent name": (s) =>
      void s.resource(
        PROJECT,
        "build",
        project({ name: "STACK", value: "dev" }, { name: "TOKEN_URL", value: "https://x" }),
      ),
    "the ARN of a secret": (s) =>
      void s.resource(
        PROJECT,
        "build",
        project({ name: "DB_PASSWORD", value: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db" }),
      ),
    "an empty passphrase": (s) =>
      void s.resource(PROJECT, "build", project({ name: "PULUMI_CONFIG_PASSPHRASE", value: "" })),
  },
  fails: {
    "no type": {
      stack: (s) => void s.resource(PROJECT, "build", project({ name: "DB_PASSWORD", value: "hunter2-hunter2" })),
      findings: [{ resource: "build", path: AT, found: /^(?!.*hunter2).*DB_PASSWORD.*PLAINTEXT/ }],
    },
    "Pulumi's token, whatever its value": {
      stack: (s) =>
        void s.resource(
          PROJECT,
          "build",
          project({ name: TOKEN, value: s.unknown }, { name: TOKEN, value: "arn:aws:ssm:us-east-1:123456789012:t" }),
        ),
      findings: [
        { resource: "build", path: AT, found: /PULUMI_ACCESS_TOKEN is named/ },
        { resource: "build", path: AT.replace("0", "1"), found: /PULUMI_ACCESS_TOKEN is named/ },
      ],
    },
    "a token of a known format, which is to be revoked": {
      stack: (s) => void s.resource(PROJECT, "build", project({ name: TOKEN, value: SAMPLES["pulumi-token"] })),
      findings: [
        { resource: "build", path: AT, found: /PULUMI_ACCESS_TOKEN holds a Pulumi access token/, fix: /^Revoke it/ },
      ],
    },
    "type PLAINTEXT": {
      stack: (s) =>
        void s.resource(PROJECT, "build", project({ name: "GITHUB_TOKEN", type: "PLAINTEXT", value: "abc" })),
      findings: [{ resource: "build", path: AT, found: /GITHUB_TOKEN/ }],
    },
    "in the buildspec": {
      stack: (s) =>
        void s.resource(PROJECT, "build", {
          source: {
            buildspec: "version: 0.2\nenv:\n  variables:\n    API_KEY: abc\nphases: {build: {commands: [make]}}\n",
          },
        }),
      findings: [{ resource: "build", path: "source.buildspec.env.variables.API_KEY", found: /API_KEY/ }],
    },
    "in an action of a pipeline": {
      stack: (s) =>
        void s.resource(PIPELINE, "deploy", {
          stages: [
            {
              actions: [
                { configuration: { EnvironmentVariables: JSON.stringify([{ name: "DB_PASSWORD", value: "abc" }]) } },
              ],
            },
          ],
        }),
      findings: [
        {
          resource: "deploy",
          path: "stages[0].actions[0].configuration.EnvironmentVariables[0].value",
          found: /DB_PASSWORD/,
        },
      ],
    },
    "Pulumi's token in an action of a pipeline, whose project another stack has": {
      stack: (s) =>
        void s.resource(PIPELINE, "deploy", {
          stages: [
            {
              actions: [
                {
                  configuration: {
                    ProjectName: "deploy-of-another-stack",
                    EnvironmentVariables: JSON.stringify([{ name: "PULUMI_ACCESS_TOKEN", value: "x" }]),
                  },
                },
              ],
            },
          ],
        }),
      findings: [
        {
          resource: "deploy",
          path: "stages[0].actions[0].configuration.EnvironmentVariables[0].value",
          found: /PULUMI_ACCESS_TOKEN/,
        },
      ],
    },
    "next to an unknown one": {
      stack: (s) =>
        void s.resource(
          PROJECT,
          "build",
          project({ name: "API_KEY", value: "abc" }, { name: s.unknown, value: s.unknown }),
        ),
      findings: [{ resource: "build", path: AT, found: /API_KEY/ }],
    },
  },
  undecided: {
    "the value": (s) => void s.resource(PROJECT, "build", project({ name: "DB_PASSWORD", value: s.unknown })),
    "the type": (s) =>
      void s.resource(PROJECT, "build", project({ name: "DB_PASSWORD", type: s.unknown, value: "abc" })),
  },
  malformed: {
    "an object of variables": {
      stack: (s) => void s.resource(PROJECT, "build", { environment: { environmentVariables: { DB_PASSWORD: "x" } } }),
      findings: [],
    },
    "broken JSON in a pipeline": {
      stack: (s) =>
        void s.resource(PIPELINE, "deploy", {
          stages: [{ actions: [{ configuration: { EnvironmentVariables: "[{" } }] }],
        }),
      findings: [],
    },
  },
});
