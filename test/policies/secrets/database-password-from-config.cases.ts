import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const DB = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const TEXT = "zT9vKq27/LmXw";
const CONFIG = { "app:dbPassword": TEXT };

const store = (s: StackBuilder, secretString: unknown) => {
  const secret = s.resource(SECRET, "secret");
  s.resource(VERSION, "version", { secretId: secret.id, secretString });
};

export default cases("database-password-from-config", {
  passes: {
    "a secret stores it too": {
      stack: (s) => {
        s.resource(DB, "db", { username: "app", password: TEXT });
        store(s, JSON.stringify({ username: "app", password: TEXT }));
      },
      config: CONFIG,
    },
    "a secret stores it with the database's address": {
      stack: (s) => {
        const db = s.resource(DB, "db", { username: "app", password: TEXT });
        store(s, s.json({ host: db.ref("arn"), password: TEXT }));
      },
      config: CONFIG,
    },
    "a secret stores it in a URL": {
      stack: (s) => {
        s.resource(DB, "db", { username: "app", password: TEXT });
        store(s, `postgres://app:${encodeURIComponent(TEXT)}@db:5432/app`);
      },
      config: CONFIG,
    },
    "managed by Secrets Manager": {
      stack: (s) => {
        s.resource(DB, "db", { username: "app", manageMasterUserPassword: true });
      },
      config: CONFIG,
    },
    "a read replica": {
      stack: (s) => {
        s.resource(DB, "db", { replicateSourceDb: "main", password: TEXT });
      },
      config: CONFIG,
    },
    "a literal, which secret-not-literal tells": (s) => {
      s.resource(DB, "db", { username: "app", password: TEXT });
    },
    "a generated one, which database-password-managed tells": (s) => {
      const random = s.resource("random:index/randomPassword:RandomPassword", "r", {}, { outputs: { result: TEXT } });
      s.resource(DB, "db", { username: "app", password: random.ref("result") });
    },
    "ignored changes": {
      stack: (s) => {
        s.resource(DB, "db", { username: "app", password: TEXT }, { ignoreChanges: ["password"] });
      },
      config: CONFIG,
    },
  },
  fails: {
    "no secret stores it": {
      stack: (s) => {
        s.resource(DB, "db", { username: "app", password: TEXT });
      },
      config: CONFIG,
      findings: [
        { resource: "db", path: "password", found: /comes from the stack's configuration/, fix: /remove password/ },
      ],
    },
    "write-only": {
      stack: (s) => {
        s.resource(CLUSTER, "db", { masterUsername: "app", masterPasswordWo: TEXT, masterPasswordWoVersion: 1 });
      },
      config: CONFIG,
      findings: [{ resource: "db", path: "masterPasswordWo", found: /configuration/ }],
    },
    "an environment variable of the run": {
      stack: (s) => {
        s.resource(DB, "db", { username: "app", password: TEXT });
      },
      env: { DB_PASSWORD: TEXT },
      findings: [{ resource: "db", path: "password", found: /environment variable of the run/ }],
    },
    "a secret stores something else": {
      stack: (s) => {
        s.resource(DB, "db", { username: "app", password: TEXT });
        store(s, JSON.stringify({ username: "app", password: "other" }));
      },
      config: CONFIG,
      findings: [{ resource: "db", path: "password", found: /no secret version/ }],
    },
  },
  undecided: {
    "what a secret stores": {
      stack: (s) => {
        const bucket = s.resource("aws:s3/bucket:Bucket", "b");
        s.resource(DB, "db", { username: "app", password: TEXT });
        store(s, s.json({ bucket: bucket.id, password: TEXT }));
      },
      config: CONFIG,
    },
  },
  malformed: {
    "odd types": {
      stack: (s) => {
        s.resource(DB, "db", { password: [TEXT] });
        s.resource(VERSION, "v", { secretId: null, secretString: { a: [1] } });
      },
    },
  },
});
