import type { BuiltResource, ResourceExtras, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
const DB = "aws:rds/instance:Instance";

const rotated = (s: StackBuilder, name = "prod/db"): BuiltResource => {
  const secret = s.resource(SECRET, "secret", { name });
  s.resource(ROTATION, "rotation", {
    secretId: secret.id,
    rotationLambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:rotate",
    rotationRules: { automaticallyAfterDays: 30 },
  });
  return secret;
};

const holding =
  (secretString: unknown, extras: ResourceExtras = {}) =>
  (s: StackBuilder): void => {
    s.resource(VERSION, "version", { secretId: rotated(s).id, secretString }, extras);
  };

const text = (document: unknown) => holding(JSON.stringify(document));

const unlinked = [{ resource: "secret", path: "", found: /none of its versions names a database/ }];

export default cases("secretsmanager-database-secret-link", {
  passes: {
    "a version with the host of the database": (s) => {
      const db = s.resource(DB, "db");
      s.resource(VERSION, "version", {
        secretId: rotated(s).id,
        secretString: s.json({ engine: "postgres", host: db.arn, username: "a", password: "b" }),
      });
    },
    "a host of another stack": text({ engine: "mysql", host: "db.example.com", username: "a", password: "b" }),
    "the identifier of an instance": text({ dbInstanceIdentifier: "main", username: "a", password: "b" }),
    "the identifier of a cluster": text({ dbClusterIdentifier: "main", username: "a", password: "b" }),
    "a write-only version": (s) => {
      s.resource(VERSION, "version", { secretId: rotated(s).id, secretStringWo: '{"host":"db","password":"x"}' });
    },
    "one version of several": (s) => {
      const secret = rotated(s);
      s.resource(VERSION, "a", { secretId: secret.id, secretString: "first" });
      s.resource(VERSION, "b", { secretId: secret.id, secretString: '{"host":"db","password":"x"}' });
    },
    "others set the value": (s) => {
      rotated(s);
    },
    "others replace the value": holding("placeholder", { ignoreChanges: ["secretString"] }),
    "the redacted value of an exported state": holding("[secret]"),
    "a secret that nothing rotates is told elsewhere": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "prod/db" });
      s.resource(VERSION, "version", { secretId: secret.id, secretString: "plain" });
    },
    "a secret that is for no database": (s) => {
      s.resource(VERSION, "version", { secretId: rotated(s, "prod/stripe").id, secretString: "plain" });
    },
  },
  fails: {
    "a password alone": { stack: holding("hunter2-hunter2"), findings: unlinked },
    "user name and password alone": { stack: text({ username: "a", password: "b" }), findings: unlinked },
    "an empty host": { stack: text({ username: "a", password: "b", host: "" }), findings: unlinked },
    "keys are case-sensitive": { stack: text({ Host: "db", username: "a", password: "b" }), findings: unlinked },
    "a generated password alone, as shows when it is known": {
      stack: (s) => {
        const random = s.resource(
          "random:index/randomPassword:RandomPassword",
          "r",
          {},
          { outputs: { result: "x".repeat(20) } },
        );
        s.resource(VERSION, "version", {
          secretId: rotated(s).id,
          secretString: s.json({ username: "a", password: random.ref("result") }),
        });
      },
      findings: unlinked,
      inPreview: [],
    },
  },
  undecided: {
    "what the secret holds": holding("04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
    "where the host is": holding({ host: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
  },
  malformed: {
    "broken JSON": { stack: holding('{"host": "db"'), findings: unlinked },
    "a list": { stack: holding('["host"]'), findings: unlinked },
    "a number": { stack: holding(3), findings: unlinked },
  },
});
