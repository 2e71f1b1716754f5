import { Ref, type BuiltResource, type StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const DB = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const DOCDB = "aws:docdb/cluster:Cluster";
const REDSHIFT = "aws:redshift/cluster:Cluster";
const NEPTUNE = "aws:neptune/cluster:Cluster";
const GLOBAL = "aws:rds/globalCluster:GlobalCluster";
const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

const ADDRESS = { outputs: { address: "db.example.com" } };
const GENERATED = "q8!mT2#xw0Pz5&Lk9^Vb7^Nc";

const random = (s: StackBuilder, name = "random"): BuiltResource =>
  s.resource("random:index/randomPassword:RandomPassword", name, { length: 24 }, { outputs: { result: GENERATED } });

const stored = (s: StackBuilder, inputs: Record<string, unknown>): BuiltResource => {
  const secret = s.resource(SECRET, "secret");
  return s.resource(VERSION, "version", { secretId: secret.id, ...inputs });
};

const unstored = (resource: string, path: string) => [
  { resource, path, found: /^The password is made by "random", and no secret version of the stack stores it/ },
];

export default cases("database-password-managed", {
  passes: {
    "managed by Secrets Manager": (s) => {
      s.resource(DB, "db", { username: "app", manageMasterUserPassword: true });
      s.resource(CLUSTER, "cluster", { masterUsername: "app", manageMasterUserPassword: true });
      s.resource(DOCDB, "docs", { masterUsername: "app", manageMasterUserPassword: true });
      s.resource(REDSHIFT, "warehouse", { masterUsername: "app", manageMasterPassword: true });
    },
    "a generator that a secret version stores too": (s) => {
      const password = random(s).ref("result");
      s.resource(DB, "db", { username: "app", password });
      stored(s, { secretString: s.json({ username: "app", password }) });
    },
    "a generator that a write-only version stores too": (s) => {
      const password = random(s).ref("result");
      s.resource(CLUSTER, "db", { masterUsername: "app", masterPasswordWo: password, masterPasswordWoVersion: 1 });
      stored(s, { secretStringWo: password, secretStringWoVersion: 1 });
    },
    "a generator that a binary version stores too": (s) => {
      const generator = random(s);
      s.resource(REDSHIFT, "db", { masterUsername: "app", masterPassword: generator.ref("result") });
      stored(s, { secretBinary: new Ref([generator], () => Buffer.from(GENERATED).toString("base64"), "binary") });
    },
    "the secret is made from the database": (s) => {
      const db = s.resource(DB, "db", { username: "app", password: random(s).ref("result") }, ADDRESS);
      stored(s, { secretString: s.json({ host: db.ref("address"), password: db.ref("password") }) });
    },
    "the password comes from a secret version": (s) => {
      const version = stored(s, { secretString: s.json({ password: random(s).ref("result") }) });
      s.resource(DB, "db", { username: "app", password: version.ref("secretString") });
    },
    "the password is looked up in a secret of the stack": (s) => {
      const secret = s.resource(SECRET, "secret", {}, { outputs: { current: "read-from-there-9" } });
      s.resource(DB, "db", { username: "app", password: secret.ref("current") });
    },
    "the password comes from another stack": (s) => {
      const other = s.resource(
        "pulumi:pulumi:StackReference",
        "other",
        { name: "org/x/y" },
        { outputs: { pw: GENERATED } },
      );
      s.resource(DB, "db", { username: "app", password: other.ref("pw") });
    },
    "a component makes the secret and the password": (s) => {
      const component = s.component("acme:index:DatabaseSecret", "component", { outputs: { password: GENERATED } });
      s.resource("random:index/randomPassword:RandomPassword", "inside", { length: 24 }, { parent: component });
      s.resource(SECRET, "secret", {}, { parent: component });
      s.resource(DB, "db", { username: "app", password: component.ref("password") });
    },
    "a secret version stores what a component makes": (s) => {
      const component = s.component("acme:index:Password", "component", { outputs: { password: GENERATED } });
      const inside = s.resource(
        "random:index/randomPassword:RandomPassword",
        "inside",
        { length: 24 },
        { parent: component, outputs: { result: GENERATED } },
      );
      s.resource(DB, "db", { username: "app", password: component.ref("password") });
      stored(s, { secretString: s.json({ password: inside.ref("result") }) });
    },
    "a read replica has its source's password": (s) => {
      const source = s.resource(DB, "db", { username: "app", manageMasterUserPassword: true });
      s.resource(DB, "replica", { replicateSourceDb: source.id });
      s.resource(CLUSTER, "copy", { replicationSourceIdentifier: "arn:aws:rds:eu-west-1:123456789012:cluster:main" });
      s.resource(DB, "odd", { replicateSourceDb: "main", password: random(s).ref("result") });
    },
    "restores have their source's password": (s) => {
      s.resource(DB, "snapshot", { snapshotIdentifier: "before-migration" });
      s.resource(CLUSTER, "time", { restoreToPointInTime: { sourceClusterIdentifier: "main" } });
      s.resource(REDSHIFT, "warehouse", { snapshotArn: "arn:aws:redshift:eu-west-1:123456789012:snapshot:x/y" });
      s.resource(DOCDB, "docs", { snapshotIdentifier: "docs" });
    },
    "a secondary of a global cluster": (s) => {
      const global = s.resource(GLOBAL, "global", { globalClusterIdentifier: "world" });
      s.resource(CLUSTER, "secondary", { globalClusterIdentifier: global.id });
    },
    "Neptune, which has no password": (s) => {
      s.resource(NEPTUNE, "graph");
    },
    "a password of the configuration, which another policy tells": {
      stack: (s) => {
        s.resource(DB, "db", { username: "app", password: "zT9vKq27LmXw" });
      },
      config: { "app:dbPassword": "zT9vKq27LmXw" },
    },
    "a literal, which secret-not-literal tells": (s) => {
      s.resource(DB, "db", { username: "app", password: "changeme123" });
    },
    "a placeholder that others replace": (s) => {
      s.resource(DB, "db", { username: "app", password: "placeholder" }, { ignoreChanges: ["password"] });
    },
    "a database that is only read": (s) => {
      s.resource(DB, "db", { username: "app" }, { isRead: true });
    },
    "the redacted password of an exported state": (s) => {
      s.resource(DB, "db", { username: "app", password: "[secret]" });
    },
  },
  fails: {
    "a generator that no secret stores": {
      stack: (s) => {
        s.resource(DB, "db", { username: "app", password: random(s).ref("result") });
      },
      findings: [{ ...unstored("db", "password")[0]!, fix: /^Set manageMasterUserPassword: true and no password/ }],
    },
    "every spelling of the password": {
      stack: (s) => {
        const password = random(s).ref("result");
        s.resource(DB, "a", { username: "app", passwordWo: password });
        s.resource(CLUSTER, "b", { masterUsername: "app", masterPassword: password });
        s.resource(CLUSTER, "c", { masterUsername: "app", masterPasswordWo: password });
        s.resource(DOCDB, "d", { masterUsername: "app", masterPassword: password });
        s.resource(DOCDB, "e", { masterUsername: "app", masterPasswordWo: password });
        s.resource(REDSHIFT, "f", { masterUsername: "app", masterPasswordWo: password });
      },
      findings: [
        ...unstored("a", "passwordWo"),
        ...unstored("b", "masterPassword"),
        ...unstored("c", "masterPasswordWo"),
        ...unstored("d", "masterPassword"),
        ...unstored("e", "masterPasswordWo"),
        { ...unstored("f", "masterPasswordWo")[0]!, fix: /manageMasterPassword: true and no masterPassword/ },
      ],
    },
    "the secret stores another generator's password": {
      stack: (s) => {
        s.resource(DB, "db", { username: "app", password: random(s).ref("result") });
        const other = s.resource(
          "random:index/randomPassword:RandomPassword",
          "other",
          {},
          { outputs: { result: "another" } },
        );
        stored(s, { secretString: s.json({ username: "app", password: other.ref("result") }) });
      },
      findings: unstored("db", "password"),
    },
    "the secret stores the host only, as shows when it is known": {
      stack: (s) => {
        const db = s.resource(DB, "db", { username: "app", password: random(s).ref("result") }, ADDRESS);
        stored(s, { secretString: s.json({ host: db.ref("address"), username: "app" }) });
      },
      findings: unstored("db", "password"),
      inPreview: [],
    },
    "only a parameter stores it": {
      stack: (s) => {
        const password = random(s).ref("result");
        s.resource(DB, "db", { username: "app", password });
        s.resource("aws:ssm/parameter:Parameter", "p", { name: "/db", type: "SecureString", value: password });
      },
      findings: unstored("db", "password"),
    },
    "a source of read replicas, whose password cannot be managed": {
      stack: (s) => {
        const db = s.resource(DB, "db", { engine: "postgres", username: "app", password: random(s).ref("result") });
        s.resource(DB, "replica", { replicateSourceDb: db.id });
      },
      findings: [{ ...unstored("db", "password")[0]!, fix: /since the source of a read replica.*SecretVersion/ }],
    },
    "a source of SQL Server replicas, whose password can be managed": {
      stack: (s) => {
        const db = s.resource(DB, "db", { engine: "sqlserver-ee", username: "app", password: random(s).ref("result") });
        s.resource(DB, "replica", { replicateSourceDb: db.id });
      },
      findings: [{ ...unstored("db", "password")[0]!, fix: /manageMasterUserPassword: true/ }],
    },
    "a cluster that a cluster in another region replicates": {
      stack: (s) => {
        const password = random(s).ref("result");
        const main = s.resource(CLUSTER, "main", {
          engine: "aurora-mysql",
          masterUsername: "app",
          masterPassword: password,
        });
        s.resource(CLUSTER, "copy", { replicationSourceIdentifier: main.arn });
      },
      findings: [{ ...unstored("main", "masterPassword")[0]!, fix: /since the source of a read replica/ }],
    },
    "Aurora Serverless v1 and blue/green deployments": {
      stack: (s) => {
        const password = random(s).ref("result");
        s.resource(CLUSTER, "v1", { engineMode: "serverless", masterUsername: "app", masterPassword: password });
        s.resource(CLUSTER, "v2", { engineMode: "provisioned", masterUsername: "app", masterPassword: password });
        s.resource(DB, "blue", { username: "app", password, blueGreenUpdate: { enabled: true } });
        s.resource(DB, "plain", { username: "app", password, blueGreenUpdate: { enabled: false } });
      },
      findings: [
        { ...unstored("v1", "masterPassword")[0]!, fix: /Serverless v1 does not support.*SecretVersion/ },
        { ...unstored("v2", "masterPassword")[0]!, fix: /^Set manageMasterUserPassword: true/ },
        { ...unstored("blue", "password")[0]!, fix: /blue\/green deployments do not support.*SecretVersion/ },
        { ...unstored("plain", "password")[0]!, fix: /^Set manageMasterUserPassword: true/ },
      ],
    },
    "a component makes the password, and nothing stores it": {
      stack: (s) => {
        const component = s.component("acme:index:Password", "component", { outputs: { password: GENERATED } });
        s.resource("random:index/randomPassword:RandomPassword", "inside", { length: 24 }, { parent: component });
        s.resource(DB, "db", { username: "app", password: component.ref("password") });
      },
      findings: [{ resource: "db", path: "password", found: /^The password is made by "component", and no secret/ }],
    },
    "a primary of a global cluster": {
      stack: (s) => {
        const global = s.resource(GLOBAL, "global", { globalClusterIdentifier: "world" });
        s.resource(CLUSTER, "primary", {
          globalClusterIdentifier: global.id,
          masterUsername: "app",
          masterPassword: random(s).ref("result"),
        });
      },
      findings: [{ ...unstored("primary", "masterPassword")[0]!, fix: /global database.*SecretVersion/ }],
    },
    "a restore that sets a password of its own": {
      stack: (s) => {
        s.resource(DB, "db", { snapshotIdentifier: "x", password: random(s).ref("result") });
      },
      findings: unstored("db", "password"),
    },
    "two resources make it": {
      stack: (s) => {
        const first = random(s, "first");
        const second = random(s, "second");
        s.resource(DB, "db", { username: "app", password: s.text`${first.ref("result")}${second.ref("result")}` });
      },
      findings: [{ resource: "db", path: "password", found: /^The password is made by "first" and "second", and/ }],
    },
    "nothing manages it": {
      stack: (s) => {
        s.resource(DB, "a", { username: "app" });
        s.resource(CLUSTER, "b", { masterUsername: "app", manageMasterUserPassword: false });
        s.resource(REDSHIFT, "c", { masterUsername: "app" });
        s.resource(DB, "custom", { engine: "custom-oracle-ee", username: "app" });
      },
      findings: [
        {
          resource: "a",
          path: "manageMasterUserPassword",
          found: /^Nothing manages the password of this RDS instance/,
        },
        { resource: "b", path: "manageMasterUserPassword", found: /RDS cluster/ },
        { resource: "c", path: "manageMasterPassword", found: /Redshift cluster/ },
        { resource: "custom", path: "manageMasterUserPassword", found: /RDS/, fix: /RDS Custom does not support/ },
      ],
    },
  },
  undecided: {
    "whether it is managed": (s) => {
      s.resource(DB, "db", { username: "app", manageMasterUserPassword: s.unknown });
    },
    "where the password comes from": (s) => {
      s.resource(DB, "db", { username: "app", password: s.unknown });
    },
    "what the secret stores": (s) => {
      s.resource(DB, "db", { username: "app", password: random(s).ref("result") });
      stored(s, { secretString: s.unknown });
    },
    "whether it is a replica": (s) => {
      s.resource(DB, "db", { replicateSourceDb: s.unknown });
    },
  },
  malformed: {
    "passwords of odd types": (s) => {
      s.resource(DB, "db", { username: "app", password: { a: 1 } });
      s.resource(CLUSTER, "cluster", { masterPassword: ["x", 1] });
    },
    nulls: {
      stack: (s) => {
        s.resource(DB, "db", { username: null, password: null, manageMasterUserPassword: null });
      },
      findings: [{ resource: "db", path: "manageMasterUserPassword", found: /Nothing manages/ }],
    },
    "a list where the switch belongs": {
      stack: (s) => {
        s.resource(DB, "db", { manageMasterUserPassword: [true, true] });
      },
      findings: [{ resource: "db", path: "manageMasterUserPassword", found: /Nothing manages/ }],
    },
  },
});
