/** One mistake is one finding over all policies that look for secrets, whatever their rows. */
import { policies } from "../../../policies";
import type { Build } from "../../harness/cases";
import { SAMPLES } from "../../harness/credentials";
import { evaluate } from "../../harness/evaluate";

const PROJECT = "aws:codebuild/project:Project";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const PARAMETER = "aws:ssm/parameter:Parameter";
const PLAIN = "codebuild-plaintext-secrets";
const LITERAL = "secret-not-literal";
const CREDENTIAL = "credential-in-plain-text";

/** Dense enough to pass for a generated one. */
const DENSE = "xK9mQ2vL7pR4wZ";
const GITHUB = SAMPLES["github-token"] ?? "";
const PULUMI = SAMPLES["pulumi-token"] ?? "";

const isAboutSecrets = new Set(
  policies.flatMap(({ facts }) =>
    facts.requirements.some((id) => ["SEC-01", "SEC-02", "SEC-03", "PIP-04", "PIP-08"].includes(id)) ? facts.name : [],
  ),
);

const one =
  (type: string, inputs: Record<string, unknown>): Build =>
  (s) =>
    void s.resource(type, "r", inputs);

const variable = (name: string, value: string): Build =>
  one(PROJECT, { environment: { environmentVariables: [{ name, value }] } });

const inBuildspec = (name: string, value: string): Build =>
  one(PROJECT, {
    source: {
      buildspec: `version: 0.2\nenv:\n  variables:\n    ${name}: ${value}\nphases:\n  build:\n    commands:\n      - make\n`,
    },
  });

const inAction = (configuration: Record<string, string>): Build =>
  one(PIPELINE, { stages: [{ name: "Any", actions: [{ owner: "AWS", provider: "CodeBuild", configuration }] }] });

const inPipeline = (name: string, value: string): Build =>
  inAction({ EnvironmentVariables: JSON.stringify([{ name, value, type: "PLAINTEXT" }]) });

const container = (name: string, value: string): Build =>
  one("aws:ecs/taskDefinition:TaskDefinition", {
    containerDefinitions: JSON.stringify([{ name: "app", environment: [{ name, value }] }]),
  });

const PROGRAMS: Readonly<Record<string, readonly [Build, ...string[]]>> = {
  "a password in a variable of a build": [variable("DB_PASSWORD", DENSE), PLAIN],
  "a token in a variable of a build": [variable("GITHUB_TOKEN", GITHUB), PLAIN],
  "Pulumi's token in a variable of a build": [variable("PULUMI_ACCESS_TOKEN", PULUMI), PLAIN],
  "a placeholder for Pulumi's token": [variable("PULUMI_ACCESS_TOKEN", "placeholder-token"), PLAIN],
  "a token in an innocent variable of a build": [variable("SOURCE", GITHUB), CREDENTIAL],
  "a password in a variable of a buildspec": [inBuildspec("DB_PASSWORD", DENSE), PLAIN],
  "a token in a variable of a buildspec": [inBuildspec("GITHUB_TOKEN", GITHUB), PLAIN],
  "Pulumi's token in a variable of a buildspec": [inBuildspec("PULUMI_ACCESS_TOKEN", PULUMI), PLAIN],
  "a password in a pipeline's variable": [inPipeline("DB_PASSWORD", DENSE), PLAIN],
  "a token in a pipeline's variable": [inPipeline("GITHUB_TOKEN", GITHUB), PLAIN],
  "Pulumi's token in a pipeline's variable": [inPipeline("PULUMI_ACCESS_TOKEN", PULUMI), PLAIN],
  "an OAuthToken": [inAction({ OAuthToken: "hardcoded-token" }), "codepipeline-oauth-token"],
  "an OAuthToken of GitHub": [inAction({ OAuthToken: GITHUB }), "codepipeline-oauth-token"],
  "a token of CodeBuild's source": [one("aws:codebuild/sourceCredential:SourceCredential", { token: GITHUB }), LITERAL],
  "a SecureString": [one(PARAMETER, { name: "/app/x", type: "SecureString", value: GITHUB }), LITERAL],
  // Two mistakes: it is written into the program, and it would be shown in clear.
  "a parameter in clear": [
    one(PARAMETER, { name: "/app/x", type: "String", value: GITHUB }),
    LITERAL,
    "ssm-parameter-secure-string",
  ],
  "a password of a function": [
    one("aws:lambda/function:Function", { environment: { variables: { DB_PASSWORD: DENSE } } }),
    LITERAL,
  ],
  "a token of a function": [
    one("aws:lambda/function:Function", { environment: { variables: { GITHUB_TOKEN: GITHUB } } }),
    CREDENTIAL,
  ],
  "a key of a function, told by its name": [
    one("aws:lambda/function:Function", {
      environment: { variables: { AWS_SECRET_ACCESS_KEY: (SAMPLES["aws-secret-access-key"] ?? "").split("=")[1] } },
    }),
    CREDENTIAL,
  ],
  "a password of a container": [container("DB_PASSWORD", DENSE), LITERAL],
  "a token of a container": [container("GITHUB_TOKEN", GITHUB), CREDENTIAL],
  "a password of a database": [one("aws:rds/instance:Instance", { password: DENSE }), LITERAL],
  "a document of Secrets Manager": [
    one("aws:secretsmanager/secretVersion:SecretVersion", {
      secretString: JSON.stringify({ username: "app", password: DENSE, url: SAMPLES["url-password"] }),
    }),
    LITERAL,
  ],
  "a token in user data": [one("aws:ec2/instance:Instance", { userData: `export GITHUB_TOKEN=${GITHUB}` }), CREDENTIAL],
  "a password in user data": [
    one("aws:ec2/instance:Instance", { userData: `export DB_PASSWORD=${DENSE}` }),
    "password-in-plain-text",
  ],
};

it.each(Object.entries(PROGRAMS))("%s", async (_, [stack, ...expected]) => {
  const findings = await evaluate({ stack }, LITERAL, "update", "in-process");
  const told = findings.map(({ policy }) => policy).filter((policy) => isAboutSecrets.has(policy));
  expect(told.sort()).toEqual([...expected].sort());
});
