import { cases } from "../../harness/cases";
import { SAMPLES } from "../../harness/credentials";
import type { StackBuilder } from "../../harness/builder";

const PARAMETER = "aws:ssm/parameter:Parameter";

const parameter =
  (inputs: Record<string, unknown>, name = "p") =>
  (s: StackBuilder) => {
    s.resource(PARAMETER, name, inputs);
  };

const told = (found: RegExp) => [{ resource: "p", path: "type", found, key: "type" }];

export default cases("ssm-parameter-secure-string", {
  passes: {
    "a feature flag": parameter({ name: "/app/feature-flags", type: "String", value: "search,cart" }),
    "a word part": parameter({ name: "/app/monkey-count", type: "String", value: "twelve" }),
    "a keyboard and a tokenizer": parameter({ name: "/app/keyboard-tokenizer", type: "String", value: "en-US" }),
    "a SecureString": parameter({ name: "/codebuild/pulumi-token", type: "SecureString", value: "x" }),
    "settings about a secret": (s) => {
      for (const name of [
        "/app/token-bucket",
        "/app/token-ttl",
        "/app/password-min-length",
        "/app/db-secret-arn",
        "/app/access-key-id",
        "/app/token-service/host",
        "/app/passwordless-login",
        "/app/kms-key-alias",
        "/app/ssh-public-key",
        "/app/dynamodb/partition-key",
        "/secrets-demo/app/greeting",
      ]) {
        s.resource(PARAMETER, name.replace(/\W/g, "-"), { name, type: "String", value: "something plain" });
      }
    },
    "a reference to where the secret is": (s) => {
      const secret = s.resource("aws:secretsmanager/secret:Secret", "db");
      s.resource(PARAMETER, "p", { name: "/app/db-secret", type: "String", value: secret.arn });
    },
    "a dynamic reference": parameter({
      name: "/app/db-password",
      type: "String",
      value: "{{resolve:secretsmanager:prod/db:SecretString:password}}",
    }),
    "a switch": parameter({ name: "/app/use-token", type: "String", value: "true" }),
    "a description about secrets": parameter({
      name: "/app/rotation",
      type: "String",
      value: "thirty days",
      description: "Rotation period of the API token. Not a secret.",
    }),
    "a name that the settings call plain": {
      stack: parameter({ name: "/app/login-token", type: "String", value: "csrf" }),
      settings: { plainParameterNames: ["/app/login-*"] },
    },
    "an innocent tag": parameter({
      name: "/app/x",
      type: "String",
      value: "abc",
      tags: { Team: "secrets", Secret: "false" },
    }),
  },
  fails: {
    "the pulumi token of the pipeline": {
      stack: parameter({ name: "/codebuild/pulumi-token", type: "String", value: "placeholder-token" }),
      findings: told(/^The type is String, but the name says that it holds a secret \("token"\)\.$/),
    },
    "with an environment suffix": {
      stack: parameter({ name: "/codebuild/pulumi-token-dev", type: "String", value: "placeholder-token" }),
      findings: told(/name/),
    },
    "an environment as the last part": {
      stack: parameter({ name: "/codebuild/pulumi-token/prod", type: "String", value: "placeholder-token" }),
      findings: told(/name/),
    },
    "a StringList with a password": {
      stack: parameter({ name: "/app/db_passwords", type: "StringList", value: "one-pass,two-pass" }),
      findings: told(/^The type is StringList/),
    },
    "a name made of the logical name": {
      stack: parameter({ type: "String", value: "placeholder" }, "apiToken"),
      findings: [{ resource: "apiToken", path: "type", found: /name/ }],
    },
    "a folder of secrets": {
      stack: parameter({ name: "/app/secrets/db", type: "String", value: "hunter2hunter2" }),
      findings: told(/name/),
    },
    "a key": {
      stack: parameter({ name: "/app/stripe-key", type: "String", value: "hunter2hunter2" }),
      findings: told(/\("stripe key"\)/),
    },
    "a harmless name, but the description tells": {
      stack: parameter({
        name: "/app/x",
        type: "String",
        value: "abc",
        description: "Access token for the payment service",
      }),
      findings: told(/the description says that it holds a secret \("token"\)/),
    },
    "a harmless name, but a tag tells": {
      stack: parameter({ name: "/app/x", type: "String", value: "abc", tags: { Classification: "secret" } }),
      findings: told(/the tag "Classification" says/),
    },
    "a harmless name, but the value is a token": {
      stack: parameter({ name: "/app/x", type: "String", value: SAMPLES["github-token"] }),
      findings: told(/its value is a GitHub token/),
    },
    "a harmless name, but the value is a secret of the config": {
      stack: parameter({ name: "/app/x", type: "String", value: "correct-horse-battery" }),
      config: { "app:dbPassword": "correct-horse-battery" },
      findings: told(/config entry "app:dbPassword"/),
    },
    insecureValue: {
      stack: parameter({ name: "/app/db-password", type: "String", insecureValue: "correct-horse" }),
      findings: [{ resource: "p", path: "type", found: /name/, fix: /not insecureValue/ }],
    },
    "a value that is known later": {
      stack: (s) => {
        const random = s.resource(
          "random:index/randomPassword:RandomPassword",
          "r",
          {},
          { outputs: { result: "Xy7pqrstuvwxyz" } },
        );
        s.resource(PARAMETER, "p", { name: "/app/db-password", type: "String", value: random.ref("result") });
      },
      findings: told(/name/),
      inPreview: [],
    },
    "a name that only the settings know": {
      stack: parameter({ name: "/legacy/xyz", type: "String", value: "abc" }),
      settings: { secretParameterNames: ["/legacy/*"] },
      findings: told(/secretParameterNames/),
    },
    "every parameter, when the settings ask for it": {
      stack: parameter({ name: "/app/feature-flags", type: "String", value: "a" }),
      options: { secureStringForAll: true },
      findings: told(/every parameter/),
    },
  },
  undecided: {
    "the type is not known yet": (s) => {
      s.resource(PARAMETER, "p", { name: "/app/token", type: s.unknown, value: "abc" });
    },
    "the name is not known yet": (s) => {
      s.resource(PARAMETER, "api-token", { name: s.unknown, type: "String", value: "abc" });
    },
    "the value may be a reference": (s) => {
      s.resource(PARAMETER, "p", { name: "/app/token", type: "String", value: s.unknown });
    },
  },
  malformed: {
    "no type": parameter({ name: "/app/token", value: "abc" }),
    "wrong types everywhere": parameter({ name: ["/app"], type: { a: 1 }, value: [1], tags: "token", description: 7 }),
    null: parameter({ name: null, type: "String", value: null, tags: null, description: null }),
    "a name of a megabyte": parameter({ name: "token-".repeat(200_000), type: "String", value: "abc" }),
  },
  remediates: {
    "a String becomes a SecureString": {
      stack: parameter({ name: "/codebuild/pulumi-token", type: "String", value: "placeholder-token" }),
      resource: "p",
      becomes: { name: "/codebuild/pulumi-token", type: "SecureString", value: "placeholder-token" },
    },
    "insecureValue is left to its owner": {
      stack: parameter({ name: "/app/db-password", type: "String", insecureValue: "correct-horse" }),
      resource: "p",
      becomes: undefined,
    },
    "a plain parameter stays": {
      stack: parameter({ name: "/app/feature-flags", type: "String", value: "a" }),
      resource: "p",
      becomes: undefined,
    },
    "an unknown type stays": {
      stack: (s) => {
        s.resource(PARAMETER, "p", { name: "/app/token", type: s.unknown, value: "abc" });
      },
      resource: "p",
      becomes: undefined,
    },
    "an AMI id is a String and cannot be anything else": {
      options: { secureStringForAll: true },
      stack: parameter({ name: "/app/ami", type: "String", dataType: "aws:ec2:image", value: "ami-12345678" }),
      resource: "p",
      becomes: undefined,
    },
    "other data types do": {
      options: { secureStringForAll: true },
      stack: parameter({ name: "/app/flag", type: "StringList", dataType: "text", value: "a,b" }),
      resource: "p",
      becomes: { name: "/app/flag", type: "SecureString", dataType: "text", value: "a,b" },
    },
  },
});
