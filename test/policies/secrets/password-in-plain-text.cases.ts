import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { SAMPLES } from "../../harness/credentials";

const INSTANCE = "aws:ec2/instance:Instance";
const FUNCTION = "aws:lambda/function:Function";
const DENSE = "zT9vKq27LmXw";

const userData =
  (...lines: string[]) =>
  (s: StackBuilder): void => {
    s.resource(INSTANCE, "r", { userData: ["#!/bin/bash", ...lines].join("\n") });
  };

const told = (name: string) => [
  { resource: "r", path: "userData", found: new RegExp(`^It sets ${name} to what looks like a password`) },
];

export default cases("password-in-plain-text", {
  passes: {
    "substitutions and references": userData(
      "PASSWORD=$(aws secretsmanager get-secret-value --secret-id db --query SecretString --output text)",
      'DB_PASSWORD="${DB_PASSWORD}"',
      "API_TOKEN=$TOKEN",
      "TOKEN=`cat /run/token`",
      "SECRET_ID=prod/db-4f9Ab2",
      'password: "{{resolve:secretsmanager:db:SecretString:password}}"',
      "mysql --password $PW1aaaaaa",
      "TOKEN_URL=https://login.acme.io/oauth2/v2.0/token",
      "SECRET_ARN=arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf",
    ),
    "digests, commit ids, versions and dates": userData(
      "token_digest: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "SECRETS_COMMIT=9fceb02d0ae598e95dc970b74767f19372d61af8",
      "CREDENTIALS=2024-01-01T00:00:00Z",
      "password_plugin=1.22.333.4444",
    ),
    "words and settings": userData(
      "PASSWORD_POLICY=Strong-2024-Policy",
      "MONKEY=zT9vKq27LmXw",
      "password=required",
      "max_tokens=4096409640",
    ),
    "a recognised credential, which has a policy of its own": userData(
      `export GITHUB_TOKEN=${SAMPLES["github-token"]}`,
    ),
    "a literal variable, which has a policy of its own": (s) => {
      s.resource(FUNCTION, "r", { environment: { variables: { DB_PASSWORD: DENSE } } });
    },
    "an input where a secret belongs": {
      stack: (s) => {
        s.resource("aws:secretsmanager/secretVersion:SecretVersion", "r", {
          secretString: JSON.stringify({ password: DENSE }),
        });
      },
      config: { "app:dbPassword": DENSE },
    },
  },
  fails: {
    "a shell assignment": { stack: userData(`export DB_PASSWORD=${DENSE}`), findings: told("DB_PASSWORD") },
    "a quoted assignment": { stack: userData(`DB_PASSWORD='${DENSE}'`), findings: told("DB_PASSWORD") },
    "an option of a command": {
      stack: userData(`mysql --password ${DENSE}`, `psql --password=${DENSE}`),
      findings: told("--password"),
    },
    "a JSON field": { stack: userData(`echo '{"apiToken": "${DENSE}"}' > x`), findings: told("apiToken") },
    "a command of a buildspec, beside a variable that codebuild-plaintext-secrets tells": {
      stack: (s) => {
        s.resource("aws:codebuild/project:Project", "r", {
          source: {
            buildspec: `version: 0.2\nenv: {variables: {NPM_TOKEN: "${DENSE}"}}\nphases: {build: {commands: ["export DB_PASSWORD=x${DENSE}"]}}\n`,
          },
        });
      },
      findings: [{ resource: "r", path: "source.buildspec", found: /It sets DB_PASSWORD to/ }],
    },
    base64: {
      stack: (s) => {
        s.resource(INSTANCE, "r", {
          userDataBase64: Buffer.from(`#!/bin/bash\nDB_PASSWORD=${DENSE}\n`).toString("base64"),
        });
      },
      findings: [{ resource: "r", path: "userDataBase64", found: /DB_PASSWORD/ }],
    },
    "a variable that holds a secret of the configuration in clear": {
      stack: (s) => {
        s.resource(FUNCTION, "r", { environment: { variables: { DB_PASSWORD: DENSE } } });
      },
      config: { "app:dbPassword": DENSE },
      findings: [
        {
          resource: "r",
          path: "environment.variables.DB_PASSWORD",
          found: /^The variable DB_PASSWORD holds what looks like a password, in clear/,
        },
      ],
    },
  },
  undecided: {
    "the user data is not known yet": (s) => {
      s.resource(INSTANCE, "r", { userData: s.unknown });
    },
  },
  malformed: {
    "a huge text full of assignments": userData("password = ".repeat(100_000)),
    "odd values": (s) => {
      s.resource(FUNCTION, "r", { environment: { variables: { DB_PASSWORD: [1], API_TOKEN: null } } });
    },
  },
});
