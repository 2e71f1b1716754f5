import { gzipSync } from "node:zlib";
import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { AWS_EXAMPLE_ID, AWS_EXAMPLE_SECRET, filler, SAMPLES } from "../../harness/credentials";

const INSTANCE = "aws:ec2/instance:Instance";
const FUNCTION = "aws:lambda/function:Function";
const PROJECT = "aws:codebuild/project:Project";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";

const one =
  (type: string, inputs: Record<string, unknown>) =>
  (s: StackBuilder): void => {
    s.resource(type, "r", inputs);
  };

const sample = (id: string): string => SAMPLES[id] ?? "";
const PEM_HEADER = ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ");
const GITHUB = sample("github-token");
const KEY_PAIR = `#!/bin/bash\nexport AWS_ACCESS_KEY_ID=${sample("aws-access-key-id")}\nexport ${sample("aws-secret-access-key").toUpperCase().slice(0, 22)}${sample("aws-secret-access-key").slice(22)}\n`;

const found = (path: string, what: RegExp, key: string) => [
  { resource: "r", path, found: what, key: `${path}:${key}` },
];

export default cases("credential-in-plain-text", {
  passes: {
    "references in an environment": one(FUNCTION, {
      environment: {
        variables: {
          SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf",
          DB_PASSWORD: "{{resolve:secretsmanager:prod/db:SecretString:password}}",
          DATABASE_URL: "postgres://app:${DB_PASSWORD}@db.internal/app",
          OTHER_URL: "https://example.com/a:b@c",
        },
      },
    }),
    "substitutions in user data": one(INSTANCE, {
      userData: [
        "#!/bin/bash",
        "PASSWORD=$(aws secretsmanager get-secret-value --secret-id prod/db --query SecretString --output text)",
        "export AWS_SECRET_ACCESS_KEY=$SECRET",
        'mysql "mysql://app:$PASSWORD@db/app"',
        `grep -q -- '${PEM_HEADER}' key.pem`,
        `curl https://hooks.slack.com/services/T00000000/B00000000/${"X".repeat(24)}`,
      ].join("\n"),
    }),
    "digests, commit ids, integrity hashes, public keys": one(INSTANCE, {
      userData: [
        "FROM node@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "git checkout 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "integrity: sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl user@host",
        "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END CERTIFICATE-----",
      ].join("\n"),
    }),
    "AWS's example keys when they are allowed": {
      stack: one(INSTANCE, {
        userData: `AWS_ACCESS_KEY_ID=${AWS_EXAMPLE_ID}\nAWS_SECRET_ACCESS_KEY=${AWS_EXAMPLE_SECRET}`,
      }),
      options: { allowExampleKeys: true },
    },
    "inputs where a secret belongs": (s) => {
      s.resource("aws:rds/instance:Instance", "a", { password: GITHUB });
      s.resource("aws:secretsmanager/secretVersion:SecretVersion", "b", { secretString: sample("private-key") });
      s.resource("aws:ssm/parameter:Parameter", "c", { name: "/x", type: "SecureString", value: GITHUB });
      s.resource("aws:codepipeline/pipeline:Pipeline", "d", {
        stages: [{ name: "Source", actions: [{ configuration: { OAuthToken: GITHUB } }] }],
      });
      s.resource("aws:acm/certificate:Certificate", "e", { privateKey: sample("private-key") });
    },
    "a parameter's value, which has a policy of its own": one("aws:ssm/parameter:Parameter", {
      name: "/x",
      type: "String",
      insecureValue: GITHUB,
    }),
    "variables of builds, which codebuild-plaintext-secrets tells": (s) => {
      const variables = [{ name: "GITHUB_TOKEN", value: GITHUB }];
      s.resource(PROJECT, "a", {
        environment: [{ environmentVariables: variables }],
        source: { buildspec: `version: 0.2\nenv:\n  variables:\n    GITHUB_TOKEN: "${GITHUB}"\n` },
      });
      s.resource("aws:codepipeline/pipeline:Pipeline", "b", {
        stages: [{ name: "Build", actions: [{ configuration: { EnvironmentVariables: JSON.stringify(variables) } }] }],
      });
    },
    "another cloud's resource": one("random:index/randomId:RandomId", { keepers: { x: GITHUB } }),
    placeholders: one(FUNCTION, {
      environment: {
        variables: {
          A: `ghp_${"x".repeat(36)}`,
          B: `pul-${"0".repeat(40)}`,
          C: "postgres://user:password@host:5432/db",
        },
      },
    }),
    "words that begin like a token": one(FUNCTION, {
      description: "ghp_short, hf_model_of_the_day_with_a_long_name, glpat-, npm_config_registry, sk-learn, pul-monary",
      tags: { Note: "AKIAshi is a mathematician and xoxb is a prefix" },
    }),
  },
  fails: {
    "a key pair in user data": {
      stack: one(INSTANCE, { userData: KEY_PAIR }),
      findings: [
        {
          resource: "r",
          path: "userData",
          found: /^It holds an AWS access key id and an AWS secret access key\.$/,
          fix: /Revoke it.*instance's role/,
          key: "userData:aws-access-key-id+aws-secret-access-key",
        },
      ],
    },
    "user data in base64": {
      stack: one(INSTANCE, { userDataBase64: Buffer.from(KEY_PAIR).toString("base64") }),
      findings: found("userDataBase64", /access key/, "aws-access-key-id+aws-secret-access-key"),
    },
    "user data of a launch template, gzipped": {
      stack: one("aws:ec2/launchTemplate:LaunchTemplate", { userData: gzipSync(KEY_PAIR).toString("base64") }),
      findings: found("userData", /access key/, "aws-access-key-id+aws-secret-access-key"),
    },
    "a token in a buildspec": {
      stack: one(PROJECT, {
        source: {
          type: "GITHUB",
          buildspec: `version: 0.2\nphases:\n  build:\n    commands:\n      - git clone https://${GITHUB}@github.com/acme/x`,
        },
      }),
      findings: [{ resource: "r", path: "source.buildspec", found: /a GitHub token/, fix: /env.secrets-manager/ }],
    },
    "a Pulumi token in an environment variable": {
      stack: one(FUNCTION, { environment: { variables: { PULUMI_ACCESS_TOKEN: sample("pulumi-token") } } }),
      findings: found("environment.variables.PULUMI_ACCESS_TOKEN", /a Pulumi access token/, "pulumi-token"),
    },
    "a token in a variable of CodeBuild that is not named like one": {
      stack: one(PROJECT, { environment: { environmentVariables: [{ name: "SOURCE", value: GITHUB }] } }),
      findings: found("environment.environmentVariables[0].value", /a GitHub token/, "github-token"),
    },
    "a second token in the buildspec, beside the variable that is told elsewhere": {
      stack: one(PROJECT, {
        source: {
          buildspec: `version: 0.2\nenv:\n  variables:\n    GITHUB_TOKEN: ${GITHUB}\nphases:\n  build:\n    commands:\n      - curl -H "x: ${sample("slack-token")}" y`,
        },
      }),
      findings: found("source.buildspec", /^It holds a Slack token\.$/, "slack-token"),
    },
    "a private key block": {
      stack: one(INSTANCE, { userData: `cat > /root/.ssh/id_rsa <<EOF\n${sample("private-key")}\nEOF` }),
      findings: found("userData", /a private key/, "private-key"),
    },
    "a key told by the name of its variable": {
      stack: one(FUNCTION, {
        environment: {
          variables: {
            AWS_SECRET_ACCESS_KEY: filler(40),
            DD_API_KEY: sample("datadog-key").slice("DD_API_KEY=".length),
          },
        },
      }),
      findings: [
        ...found("environment.variables.AWS_SECRET_ACCESS_KEY", /an AWS secret access key/, "aws-secret-access-key"),
        ...found("environment.variables.DD_API_KEY", /a Datadog key/, "datadog-key"),
      ],
    },
    "a token of the configuration, in clear all the same": {
      stack: one(FUNCTION, { environment: { variables: { GITHUB_TOKEN: GITHUB } } }),
      config: { "app:githubToken": GITHUB },
      findings: found("environment.variables.GITHUB_TOKEN", /a GitHub token/, "github-token"),
    },
    "a container definition": {
      stack: one(TASK, {
        containerDefinitions: JSON.stringify([
          { name: "app", environment: [{ name: "URL", value: sample("url-password") }] },
        ]),
      }),
      findings: [{ resource: "r", path: "containerDefinitions", found: /a URL with a password/, fix: /valueFrom/ }],
    },
    "tags, descriptions, definitions, anything": {
      stack: (s) => {
        s.resource("aws:s3/bucket:Bucket", "a", {
          tags: { Note: sample("slack-token") },
          tagsAll: { Note: sample("slack-token") },
        });
        s.resource("aws:iam/role:Role", "b", { description: `uses ${sample("stripe-key")}` });
        s.resource("aws:sfn/stateMachine:StateMachine", "c", {
          definition: JSON.stringify({ States: { A: { Parameters: { auth: sample("jwt") } } } }),
        });
        s.resource("aws:sns/topicSubscription:TopicSubscription", "d", {
          endpoint: "https://user:" + filler(12) + "@hooks.acme.io/x",
        });
        s.resource("aws:codebuild/project:Project", "e", {
          source: { location: `https://oauth2:${sample("gitlab-token")}@gitlab.com/acme/x.git` },
        });
      },
      findings: [
        { resource: "a", path: "tags.Note", found: /a Slack token/ },
        { resource: "b", path: "description", found: /a Stripe secret key/ },
        { resource: "c", path: "definition", found: /a JSON web token/ },
        { resource: "d", path: "endpoint", found: /a URL with a password/ },
        { resource: "e", path: "source.location", found: /a GitLab token/ },
      ],
    },
    "AWS's example keys unless they are allowed": {
      stack: one(INSTANCE, { userData: `AWS_ACCESS_KEY_ID=${AWS_EXAMPLE_ID}` }),
      findings: found("userData", /access key id/, "aws-access-key-id"),
    },
    "a credential beside an unknown": {
      stack: (s) => {
        s.resource(FUNCTION, "r", { role: s.unknown, environment: { variables: { A: s.unknown, B: GITHUB } } });
      },
      findings: found("environment.variables.B", /GitHub/, "github-token"),
    },
    "user data made of outputs, once it is known": {
      stack: (s) => {
        const bucket = s.resource("aws:s3/bucket:Bucket", "b");
        s.resource(INSTANCE, "r", { userData: s.text`aws s3 sync s3://${bucket.id} /x\nexport T=${GITHUB}` });
      },
      findings: found("userData", /GitHub/, "github-token"),
      inPreview: [],
    },
  },
  undecided: {
    "a variable of a build that codebuild-plaintext-secrets may come to tell": (s) => {
      s.resource(PROJECT, "r", {
        environment: {
          environmentVariables: [
            { name: "GITHUB_TOKEN", type: s.unknown, value: GITHUB },
            { name: s.unknown, value: GITHUB },
          ],
        },
      });
    },
    "the user data is not known yet": (s) => {
      s.resource(INSTANCE, "r", { userData: s.unknown });
    },
  },
  malformed: {
    "a huge text": one(INSTANCE, { userData: "export A=1\n".repeat(400_000) }),
    "a huge tree": one(FUNCTION, {
      environment: {
        variables: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, `value number ${i}`])),
      },
    }),
    "deep nesting": (s) => {
      let deep: unknown = GITHUB;
      for (let level = 0; level < 60; level++) {
        deep = [deep];
      }
      s.resource(FUNCTION, "r", { odd: deep });
    },
    "broken gzip": one(INSTANCE, {
      userDataBase64: Buffer.from([0x1f, 0x8b, ...Buffer.from("not gzip at all, really")]).toString("base64"),
    }),
    "odd values": one(FUNCTION, { environment: null, tags: [null, 7, true], description: { a: [{}] } }),
  },
});
