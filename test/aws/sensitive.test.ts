import { isSensitiveName, secretOrKeyWordIn, secretWordInText } from "../../aws/sensitive-names";
import { isAwsType } from "../../aws/schema";
import { isReference, originOf, type Origin } from "../../aws/sensitive";
import { INPUTS, VARIABLES } from "../../aws/sensitive-inputs";
import { Graph, Undecided, type ResourceOptions } from "../../core";
import { awsShape } from "../../testing/aws-shapes";

describe("names", () => {
  it.each(
    (
      "PASSWORD DB_PASSWORD dbPassword db-password masterUserPassword GITHUB_TOKEN githubToken PULUMI_ACCESS_TOKEN API_KEY apiKey " +
      "apikey AWS_SECRET_ACCESS_KEY clientSecret client_secret SECRET_KEY_BASE JWT_SECRET SESSION_SECRET DJANGO_SECRET_KEY " +
      "STRIPE_API_KEY PRIVATE_KEY ssh-private-key DB_PASSWORD_PROD token2 hecToken HTTPSToken webserver.secret_key " +
      "/app/pulumi-token /app/pulumi-token/dev /app/secrets/db credentials DB_CREDS passphrase --db_password"
    ).split(" "),
  )("%s is sensitive", (name) => {
    expect(isSensitiveName(name)).toBe(true);
  });

  it.each(
    (
      "monkey keyboard tokenizer MAX_TOKENS maxTokens token-bucket TOKEN_TTL TOKEN_URL token_endpoint PASSWORD_MIN_LENGTH " +
      "passwordPolicy SECRET_ARN SECRET_NAME secretId AWS_ACCESS_KEY_ID kmsKeyId PARTITION_KEY S3_KEY sortKey publicKey " +
      "DB_PASSWORD_FILE DB_PASSWORD_SECRET_ARN SECRETS_MANAGER_ENDPOINT passwordless secretary compass PATH tokenType " +
      "/secrets-demo/greeting /token-service/host /app/password/reset/template nextToken httpTokens".replace(
        " httpTokens",
        "",
      ) +
      "secretRotationDays credentialsProvider ENCRYPTION_KEY_ALIAS api-key-header"
    ).split(" "),
  )("%s is innocent", (name) => {
    expect(isSensitiveName(name)).toBe(false);
  });

  it("takes a bare key where a name was chosen for one thing", () => {
    expect(["/app/stripe-key", "/app/signing-key", "key"].map(secretOrKeyWordIn)).toEqual([
      "stripe key",
      "signing key",
      "key",
    ]);
    expect(["/app/cache-key", "/app/kms-key", "/app/key-alias", "/app/monkey"].map(secretOrKeyWordIn)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("reads prose", () => {
    expect(
      ["Pulumi access token for CodeBuild", "The database password.", "Holds the API key"].map(secretWordInText),
    ).toEqual(["token", "password", "api key"]);
    expect(
      ["Not a secret", "Lifetime of the session token", "Attempts before a password reset", "ARN of the secret"].map(
        secretWordInText,
      ),
    ).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("references", () => {
  it.each([
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf",
    "{{resolve:ssm-secure:/app/db:1}}",
    "${DB_PASSWORD}",
    "$DB_PASSWORD",
    "$(aws secretsmanager get-secret-value --secret-id x)",
    "/aws/reference/secretsmanager/db",
  ])("%s is one", (text) => {
    expect(isReference(text)).toBe(true);
  });

  it.each(["changeme", "arn", "${A}literal", "literal$(x)", "pa$$word", "{{half"])("%s is none", (text) => {
    expect(isReference(text)).toBe(false);
  });
});

describe("origins", () => {
  const options: ResourceOptions = { protect: false, ignoreChanges: [], additionalSecretOutputs: [] };

  /** Where a password came from, as far as one resource alone (at Analyze) or the whole stack tells. */
  function origin(password: unknown, isComplete: boolean, ignoreChanges: readonly string[] = []): Origin {
    const facts = {
      urn: "urn:r",
      type: "aws:rds/instance:Instance",
      name: "r",
      inputs: { password },
      outputs: undefined,
    };
    const graph = new Graph([{ ...facts, options: { ...options, ignoreChanges } }], isComplete);
    const value = graph.byUrn("urn:r")?.at("password");
    if (!value) {
      throw new Error("the resource is gone");
    }
    const stack = {
      project: "app",
      stack: "dev",
      config: new Map([["app:dbPassword", "zT9vKq27LmXw"]]),
      secretKeys: undefined,
      tags: new Map(),
      isAudit: false,
    };
    return originOf(value, { graph, stack, environment: { CI_TOKEN: "given-by-the-run", SHORT: "hunter2" } });
  }

  it.each<[string, unknown, Origin]>([
    ["nothing", "", "absent"],
    ["an object", { a: 1 }, "absent"],
    ["an unknown", "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "generated"],
    ["what the CLI redacts", "[secret]", "managed"],
    ["a reference", "{{resolve:secretsmanager:db}}", "reference"],
    ["a config value", "zT9vKq27LmXw", "configured"],
    ["a config value in other text", "Pwd=zT9vKq27LmXw;", "configured"],
    ["an environment variable", "given-by-the-run", "injected"],
    ["a text that people type", "placeholder-token", "literal"],
    ["another one", "changeme123", "literal"],
  ])("%s is told by one resource alone", (_, password, expected) => {
    expect(origin(password, false)).toBe(expected);
    expect(origin(password, true)).toBe(expected);
  });

  it("of other text is told by the whole stack only", () => {
    for (const text of ["f8Kq27LmXwzT", "example-db.abc.rds.amazonaws.com", "db-password-1a2b3c4", "hunter2"]) {
      expect(() => origin(text, false)).toThrow(Undecided);
      expect(origin(text, true)).toBe("literal");
    }
  });

  it("is managed where changes are ignored, there or around it", () => {
    expect([["password"], ["*"], ['["password"]']].map((ignored) => origin("changeme", true, ignored))).toEqual([
      "managed",
      "managed",
      "managed",
    ]);
    expect([["password.x"], ["tags"], [""], []].map((ignored) => origin("changeme", true, ignored))).toEqual([
      "literal",
      "literal",
      "literal",
      "literal",
    ]);
  });
});

describe("the reviewed inputs", () => {
  const types = Object.entries({ ...INPUTS, ...VARIABLES });

  it.each(types)("%s is a type of the provider and has the inputs", (type) => {
    const name = type.slice(type.indexOf("/") + 1);
    const token = `aws:${type}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    expect([token, isAwsType(token)]).toEqual([token, true]);
    const inputs = awsShape(token)?.inputs;
    for (const path of [...(INPUTS[type] ?? []), ...(VARIABLES[type] ?? [])]) {
      const [first = ""] = path.split(".");
      expect([token, first, inputs?.has(first)]).toEqual([token, first, true]);
    }
  });
});
