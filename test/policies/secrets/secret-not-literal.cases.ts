import type { BuiltResource, ResourceExtras, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { SAMPLES } from "../../harness/credentials";

const DB = "aws:rds/instance:Instance";
const PARAMETER = "aws:ssm/parameter:Parameter";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const FUNCTION = "aws:lambda/function:Function";
const PROJECT = "aws:codebuild/project:Project";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";

const one =
  (type: string, inputs: Record<string, unknown>, extras: ResourceExtras = {}) =>
  (s: StackBuilder) => {
    s.resource(type, "r", inputs, extras);
  };

const random = (s: StackBuilder): BuiltResource =>
  s.resource(
    "random:index/randomPassword:RandomPassword",
    "random",
    { length: 24 },
    { outputs: { result: "q8!mT2#xw0Pz5&Lk9@Vb7^Nc" } },
  );

const literal = (path: string, name: string) => [
  { resource: "r", path, found: new RegExp(`^${name} is a literal of the program`) },
];

/** Found early because people type such a text; other texts are found when it is known that nothing computed them. */
const TYPED = "changeme123";
const DENSE = "zT9vKq27LmXw";

export default cases("secret-not-literal", {
  passes: {
    "a secret of the configuration": {
      stack: one(DB, { password: DENSE }),
      config: { "app:dbPassword": DENSE },
    },
    "a secret inside an object of the configuration": {
      stack: one(DB, { password: DENSE }),
      config: { "app:db": JSON.stringify({ user: "app", password: DENSE }) },
    },
    "a connection string made of a secret of the configuration": {
      stack: one(VERSION, { secretString: `Server=db;Pwd=${DENSE}` }),
      config: { "app:dbPassword": DENSE },
    },
    "a generated password": (s) => {
      s.resource(DB, "r", { password: random(s).ref("result") });
    },
    "a secret read from Secrets Manager": (s) => {
      const secret = s.resource(
        "aws:secretsmanager/secret:Secret",
        "secret",
        {},
        { outputs: { current: JSON.stringify({ password: "read-from-there-9" }) } },
      );
      s.resource(DB, "r", { password: s.text`${secret.ref("current")}` });
      s.resource("aws:mq/broker:Broker", "b", { users: [{ username: "x", password: secret.ref("current") }] });
    },
    "text made of another resource's name, whatever words are in it": (s) => {
      const topic = s.resource("aws:sns/topic:Topic", "t", { name: "example-password-placeholder-topic" });
      s.resource(PARAMETER, "r", {
        name: "/app/x",
        type: "SecureString",
        value: s.text`https://admin.${topic.id}.example.com`,
      });
    },
    "a plain parameter whose name says otherwise": {
      stack: one(PARAMETER, { name: "/app/login-token", type: "String", value: "csrf" }),
      settings: { plainParameterNames: ["/app/login-*"] },
    },
    "a switch in a parameter": one(PARAMETER, { name: "/app/use-token", type: "String", value: "true" }),
    "a generated password in a document, beside other resources": (s) => {
      const db = s.resource(
        DB,
        "db",
        { manageMasterUserPassword: true },
        { outputs: { address: "db.abc.us-east-1.rds.amazonaws.com" } },
      );
      const password = random(s);
      s.resource(VERSION, "r", {
        secretString: s.json({ username: "app", password: password.ref("result"), host: db.ref("address") }),
      });
    },
    "a generated password in a URL, encoded": (s) => {
      const password = random(s);
      s.resource(FUNCTION, "r", {
        environment: {
          variables: {
            DB_PASSWORD: s.text`${password.ref("result")}`,
            DB_SECRET: s.text`postgres:${password.ref("result")}`,
          },
        },
      });
    },
    "an environment variable of the run": {
      stack: one("aws:codebuild/sourceCredential:SourceCredential", { token: "injected-by-the-run" }),
      env: { MY_CI_TOKEN: "injected-by-the-run" },
    },
    "ignoreChanges with a placeholder": one(
      PARAMETER,
      { name: "/app/token", type: "SecureString", value: "placeholder" },
      { ignoreChanges: ["value"] },
    ),
    "ignoreChanges of one variable": one(
      FUNCTION,
      { environment: { variables: { API_TOKEN: TYPED } } },
      { ignoreChanges: ['environment.variables["API_TOKEN"]'] },
    ),
    "the redacted value of a state audit": one(DB, { password: "[secret]" }),
    "a resource that is only read": one(
      PARAMETER,
      { name: "/app/token", type: "SecureString", value: TYPED },
      { isRead: true },
    ),
    references: one(FUNCTION, {
      environment: {
        variables: {
          DB_PASSWORD: "{{resolve:secretsmanager:prod/db:SecretString:password}}",
          API_TOKEN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:api-AbCdEf",
          GITHUB_TOKEN: "/prod/github/token",
          DB_SECRET: "prod/app/db",
          SESSION_SECRET: "${SESSION_SECRET}",
        },
      },
    }),
    "switches and settings beside secrets": one(FUNCTION, {
      environment: {
        variables: {
          USE_TOKEN: "true",
          TOKEN_TTL: "3600",
          PASSWORD_MIN_LENGTH: "14",
          MONKEY: "banana",
          MAX_TOKENS: "4096",
          TOKEN_BUCKET: "refill",
        },
      },
    }),
    "variables of CodeBuild, which codebuild-plaintext-secrets tells": one(PROJECT, {
      environment: { environmentVariables: [{ name: "NPM_TOKEN", value: DENSE }] },
    }),
    "a container's secrets": (s) => {
      s.resource(TASK, "r", {
        containerDefinitions: JSON.stringify([
          {
            name: "app",
            environment: [{ name: "PORT", value: "80" }],
            secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:ssm:us-east-1:123456789012:parameter/db" }],
          },
        ]),
      });
    },
    "a plain parameter, though the provider marks every value": one(PARAMETER, {
      name: "/app/feature-flags",
      type: "String",
      value: "search",
    }),
    "what the provider marks but is public": one("aws:iot/certificate:Certificate", {
      certificatePem: "-----BEGIN CERTIFICATE-----",
      active: true,
    }),
    "options of Airflow": one("aws:mwaa/environment:Environment", {
      airflowConfigurationOptions: { "core.load_examples": "false" },
    }),
    "a document without secrets": one(VERSION, { secretString: "{}" }),
    "the pipeline's OAuthToken, which has a policy of its own": one("aws:codepipeline/pipeline:Pipeline", {
      stages: [{ name: "Source", actions: [{ configuration: { OAuthToken: TYPED } }] }],
    }),
    "a recognised credential in a variable, which has a policy of its own": one(FUNCTION, {
      environment: { variables: { GITHUB_TOKEN: SAMPLES["github-token"] } },
    }),
  },
  fails: {
    "a typed password": { stack: one(DB, { password: TYPED }), findings: literal("password", "password") },
    "a placeholder token": {
      stack: one(PARAMETER, { name: "/codebuild/pulumi-token", type: "SecureString", value: "placeholder-token" }),
      findings: literal("value", "value"),
    },
    "a placeholder in a String parameter whose name says token": {
      stack: one(PARAMETER, { name: "/codebuild/pulumi-token", type: "String", value: "placeholder-token" }),
      findings: literal("value", "value"),
    },
    "a dense password": { stack: one(DB, { password: DENSE }), findings: literal("password", "password") },
    "secrets deep in a resource that the provider does not mark": {
      stack: (s) => {
        s.resource("aws:glue/connection:Connection", "a", {
          authenticationConfiguration: {
            secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db",
            basicAuthenticationCredentials: { username: "app", password: DENSE },
          },
        });
        s.resource("aws:bedrock/agentcoreOauth2CredentialProvider:AgentcoreOauth2CredentialProvider", "b", {
          oauth2ProviderConfig: { githubOauth2ProviderConfig: { clientId: "app", clientSecret: DENSE } },
        });
        s.resource("aws:elasticloadbalancingv2/listener:Listener", "c", {
          defaultActions: [{ type: "authenticate-oidc", authenticateOidc: { clientId: "app", clientSecret: DENSE } }],
        });
      },
      findings: [
        {
          resource: "a",
          path: "authenticationConfiguration.basicAuthenticationCredentials.password",
          found: /^password is a literal/,
        },
        {
          resource: "b",
          path: "oauth2ProviderConfig.githubOauth2ProviderConfig.clientSecret",
          found: /^clientSecret is a literal/,
        },
        {
          resource: "c",
          path: "defaultActions[0].authenticateOidc.clientSecret",
          found: /^clientSecret is a literal/,
        },
      ],
    },
    "a write-only password": {
      stack: one(DB, { passwordWo: DENSE, passwordWoVersion: 1 }),
      findings: literal("passwordWo", "passwordWo"),
    },
    "one password in a document": {
      stack: one(VERSION, { secretString: JSON.stringify({ username: "app", password: DENSE }) }),
      findings: [{ resource: "r", path: "secretString.password", found: /^password is a literal/ }],
    },
    "a document whose names say nothing": {
      stack: one(VERSION, { secretString: JSON.stringify({ a: DENSE }) }),
      findings: literal("secretString", "secretString"),
    },
    "a literal field beside outputs, once it is known": {
      stack: (s) => {
        const db = s.resource(
          DB,
          "db",
          { manageMasterUserPassword: true },
          { outputs: { address: "db.abc.us-east-1.rds.amazonaws.com" } },
        );
        s.resource(VERSION, "r", { secretString: s.json({ password: DENSE, host: db.ref("address") }) });
      },
      findings: [{ resource: "r", path: "secretString.password", found: /literal/ }],
      inPreview: [],
    },
    "a literal variable beside a computed one": {
      stack: (s) => {
        const table = s.resource("aws:dynamodb/table:Table", "table", { name: "orders-table" });
        s.resource(FUNCTION, "r", { environment: { variables: { TABLE: table.id, API_TOKEN: DENSE } } });
      },
      findings: [
        {
          resource: "r",
          path: "environment.variables.API_TOKEN",
          found: /^API_TOKEN is a literal/,
          fix: /read the secret at run time/,
        },
      ],
    },
    "a variable of a container": {
      stack: one(TASK, {
        containerDefinitions: JSON.stringify([{ name: "app", environment: [{ name: "DB_PASSWORD", value: DENSE }] }]),
      }),
      findings: [
        {
          resource: "r",
          path: "containerDefinitions[0].environment[0].value",
          found: /^DB_PASSWORD is/,
          fix: /valueFrom/,
        },
      ],
    },
    "capitals in a container definition": {
      stack: one(TASK, {
        containerDefinitions: JSON.stringify([{ Name: "app", Environment: [{ Name: "DB_PASSWORD", Value: DENSE }] }]),
      }),
      findings: [{ resource: "r", path: "containerDefinitions[0].Environment[0].Value", found: /^DB_PASSWORD is/ }],
    },
    "a user of a broker, a listener's client, a webhook, a connection": {
      stack: (s) => {
        s.resource("aws:mq/broker:Broker", "a", { users: [{ username: "x", password: DENSE }] });
        s.resource("aws:lb/listener:Listener", "b", {
          defaultActions: [{ type: "authenticate-oidc", authenticateOidc: { clientSecret: DENSE } }],
        });
        s.resource("aws:codepipeline/webhook:Webhook", "c", { authenticationConfiguration: { secretToken: DENSE } });
        s.resource("aws:cloudwatch/eventConnection:EventConnection", "d", {
          authParameters: { apiKey: { key: "x", value: DENSE } },
        });
        s.resource("aws:elasticache/user:User", "e", { passwords: [DENSE] });
        s.resource("aws:appflow/connectorProfile:ConnectorProfile", "f", {
          connectorProfileConfig: { connectorProfileCredentials: { slack: { clientId: "x", clientSecret: DENSE } } },
        });
      },
      findings: [
        { resource: "a", path: "users[0].password", found: /literal/ },
        { resource: "b", path: "defaultActions[0].authenticateOidc.clientSecret", found: /literal/ },
        { resource: "c", path: "authenticationConfiguration.secretToken", found: /literal/ },
        { resource: "d", path: "authParameters.apiKey.value", found: /literal/ },
        { resource: "e", path: "passwords[0]", found: /^passwords is/ },
        {
          resource: "f",
          path: "connectorProfileConfig.connectorProfileCredentials.slack.clientSecret",
          found: /literal/,
        },
      ],
    },
    "equal to what every shell has": {
      stack: one(DB, { password: "operator-one" }),
      env: { LOGNAME: "operator-one" },
      findings: literal("password", "password"),
    },
    "equal to a short environment variable": {
      stack: one(DB, { password: "hunter2" }),
      env: { CI_THING: "hunter2" },
      findings: literal("password", "password"),
    },
    "ignoreChanges of something else": {
      stack: one(
        FUNCTION,
        { environment: { variables: { API_TOKEN: TYPED } } },
        { ignoreChanges: ["environment.variables.OTHER", "tags"] },
      ),
      findings: literal("environment.variables.API_TOKEN", "API_TOKEN"),
    },
    "dependsOn is no data flow": {
      stack: (s) => {
        s.resource(DB, "r", { password: DENSE }, { dependsOn: [random(s)] });
      },
      findings: literal("password", "password"),
    },
    "an origin that is not accepted": {
      stack: one(DB, { password: DENSE }),
      config: { "app:dbPassword": DENSE },
      options: { acceptedOrigins: ["generated"] },
      findings: [
        { resource: "r", path: "password", found: /comes from the stack's configuration, which is not accepted/ },
      ],
    },
    "a further input": {
      stack: one("aws:location/map:Map", { settings: { passcode: DENSE } }),
      options: { furtherInputs: { "aws:location/map:Map": ["settings.passcode"] } },
      findings: literal("settings.passcode", "passcode"),
    },
  },
  undecided: {
    "the password is not known yet": (s) => {
      s.resource(DB, "r", { password: s.unknown });
    },
    "a whole document is not known yet": (s) => {
      s.resource(TASK, "r", { containerDefinitions: s.unknown });
    },
  },
  malformed: {
    "wrong types": one(DB, { password: { a: [1] }, passwordWo: null }),
    "broken JSON": one(TASK, { containerDefinitions: "[{" }),
    "odd variables": one("aws:elasticbeanstalk/environment:Environment", {
      settings: ["NPM_TOKEN", null, { name: ["x"] }, { name: "NPM_TOKEN" }, 7],
    }),
    "deep nesting": (s) => {
      let deep: Record<string, unknown> = { password: DENSE };
      for (let level = 0; level < 40; level++) {
        deep = { inner: deep };
      }
      s.resource("aws:appflow/connectorProfile:ConnectorProfile", "r", {
        connectorProfileConfig: { connectorProfileCredentials: deep },
      });
    },
    "a number for a password": {
      stack: one(DB, { password: 12345678 }),
      findings: literal("password", "password"),
    },
  },
});
