import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const DB = "aws:rds/instance:Instance";
const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
const LAMBDA_ARN = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

const secretOf = (s: StackBuilder, name = "prod/db/master"): BuiltResource => s.resource(SECRET, "secret", { name });

const rotate = (s: StackBuilder, rotationRules: unknown, more: Record<string, unknown> = {}): void => {
  const secret = secretOf(s);
  s.resource(ROTATION, "rotation", { secretId: secret.id, rotationLambdaArn: LAMBDA_ARN, rotationRules, ...more });
};

const random = (s: StackBuilder): BuiltResource =>
  s.resource("random:index/randomPassword:RandomPassword", "random", {}, { outputs: { result: "q8!mT2#xw0Pz5&Lk9^" } });

const unrotated = [
  { resource: "secret", path: "", found: /^The secret holds a database credential, and nothing rotates it/ },
];

const ruled =
  (rotationRules: unknown, more: Record<string, unknown> = {}) =>
  (s: StackBuilder): void => {
    rotate(s, rotationRules, more);
  };

const schedule = (scheduleExpression: string) => ruled({ scheduleExpression });

const slow = (path: string, found: RegExp) => [{ resource: "rotation", path, found }];

export default cases("secretsmanager-database-secret-rotation", {
  passes: {
    "every thirty days": ruled({ automaticallyAfterDays: 30 }),
    "every ninety days": ruled({ automaticallyAfterDays: 90 }),
    "rules as a list of one": ruled([{ automaticallyAfterDays: 30 }]),
    "days as text": ruled({ automaticallyAfterDays: "30" }),
    "a rate in days": schedule("rate(90 days)"),
    "a rate in hours": schedule("rate(12 hours)"),
    "on the first of every month": schedule("cron(0 8 1 * ? *)"),
    "on the last day of every month": schedule("cron(0 16 L * ? *)"),
    "every Sunday": schedule("cron(0 0 ? * SUN *)"),
    "on the first Sunday of every month": schedule("cron(0 0 ? * SUN#1 *)"),
    "on the last Friday of every month": schedule("cron(0 0 ? * 6L *)"),
    "on weekdays": schedule("cron(0 4/12 ? * MON-FRI *)"),
    "every eight hours": schedule("cron(0 /8 * * ? *)"),
    "every ten days": schedule("cron(0 6 1/10 * ? *)"),
    "every second month": schedule("cron(0 6 1 1/2 ? *)"),
    "a longer time that the organisation allows": {
      stack: ruled({ automaticallyAfterDays: 180 }),
      options: { maximumDays: 365 },
    },
    "the function of another stack": ruled({ automaticallyAfterDays: 7 }),
    "a rotation that names the secret by its literal name": (s) => {
      s.resource(SECRET, "secret", { name: "prod/db/master" });
      s.resource(ROTATION, "rotation", {
        secretId: "prod/db/master",
        rotationLambdaArn: LAMBDA_ARN,
        rotationRules: { automaticallyAfterDays: 30 },
      });
    },
    "a rotation that takes the secret's id from the secret's version": (s) => {
      const secret = secretOf(s);
      const version = s.resource(VERSION, "version", { secretId: secret.id, secretString: "{}" });
      s.resource(ROTATION, "rotation", {
        secretId: version.ref("secretId"),
        rotationLambdaArn: LAMBDA_ARN,
        rotationRules: { automaticallyAfterDays: 30 },
      });
    },
    "a password that RDS manages": (s) => {
      s.resource(DB, "db", { username: "app", manageMasterUserPassword: true });
    },
    "a managed password that rotates more often": (s) => {
      const db = s.resource(DB, "db", { username: "app", manageMasterUserPassword: true });
      s.resource(ROTATION, "rotation", { secretId: db.arn, rotationRules: { automaticallyAfterDays: 1 } });
    },
    "the rotation of a secret of another stack": (s) => {
      s.resource(ROTATION, "rotation", {
        secretId: "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf",
        rotationRules: { automaticallyAfterDays: 365 },
      });
    },
    "an API key, an encryption key of the database, a token": (s) => {
      const api = s.resource(SECRET, "api", { name: "prod/stripe" });
      s.resource(VERSION, "v", { secretId: api.id, secretString: '{"apiKey":"x"}' });
      s.resource(SECRET, "key", { name: "db-encryption-key" });
      s.resource(SECRET, "token", { name: "database-api-token" });
      s.resource(SECRET, "lowdbm", { name: "dbm/feedback" });
    },
    "access to DynamoDB": (s) => {
      s.resource(SECRET, "DynamoDBAccess");
    },
    "user name and password of a registry, of Kafka, of a mail server": (s) => {
      ["ecs/registry", "AmazonMSK_orders", "prod/smtp"].forEach((name, index) => {
        const secret = s.resource(SECRET, `secret${index}`, { name });
        s.resource(VERSION, `v${index}`, { secretId: secret.id, secretString: '{"username":"a","password":"b"}' });
      });
    },
    "a password or a user name alone": (s) => {
      ['{"password":"b"}', '{"username":"a"}', '["username","password"]'].forEach((secretString, index) => {
        const secret = s.resource(SECRET, `secret${index}`, { name: `backend-${index}` });
        s.resource(VERSION, `v${index}`, { secretId: secret.id, secretString });
      });
    },
    "the address of a database whose password is managed, and of one that has none": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "settings" });
      const db = s.resource(DB, "main", { username: "app", manageMasterUserPassword: true });
      const graph = s.resource("aws:neptune/cluster:Cluster", "graph");
      s.resource(VERSION, "v", { secretId: secret.id, secretString: s.json({ host: db.arn, graph: graph.arn }) });
    },
    "a secret that is only read": (s) => {
      s.resource(SECRET, "secret", { name: "prod/db" }, { isRead: true });
    },
    "a secret that another vendor rotates": (s) => {
      s.resource(SECRET, "secret", { name: "db/snowflake", type: "SnowflakeKeyPairAuthentication" });
    },
    "a generator that no database uses": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "session" });
      s.resource(VERSION, "v", { secretId: secret.id, secretString: random(s).ref("result") });
    },
  },
  fails: {
    "its name says that it is for a database": {
      stack: (s) => {
        secretOf(s, "prod/db/master");
      },
      findings: [
        {
          ...unrotated[0]!,
          fix: /SecretRotation\("secret", \{ secretId: <secret>\.id.*automaticallyAfterDays: 30 \}/,
          key: "rotation",
        },
      ],
    },
    "its name begins so": {
      stack: (s) => {
        s.resource(SECRET, "secret", { namePrefix: "rds-password-" });
      },
      findings: unrotated,
    },
    "only the program's name says it": {
      stack: (s) => {
        s.resource(SECRET, "dbPassword");
      },
      findings: [{ resource: "dbPassword", path: "", found: /nothing rotates it/ }],
    },
    "it has a user name and a password": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "backend" });
        s.resource(VERSION, "v", {
          secretId: secret.id,
          secretString: JSON.stringify({ username: "a", password: "b" }),
        });
      },
      findings: unrotated,
    },
    "it has them in a write-only version, in another spelling": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "backend" });
        s.resource(VERSION, "v", {
          secretId: secret.id,
          secretStringWo: JSON.stringify({ DB_USER: "a", DB_PASSWORD: "b" }),
        });
      },
      findings: unrotated,
    },
    "a version is computed from a database": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "backend" });
        const db = s.resource(DB, "db", { username: "app" });
        s.resource(VERSION, "v", { secretId: secret.id, secretString: s.text`postgres://app@${db.ref("arn")}` });
      },
      findings: unrotated,
    },
    "a version is computed from a database's generator": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "backend" });
        const password = random(s).ref("result");
        s.resource(DB, "db", { username: "app", password });
        s.resource(VERSION, "v", { secretId: secret.id, secretString: password });
      },
      findings: unrotated,
    },
    "a database takes its password from it": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "backend" });
        const version = s.resource(VERSION, "v", { secretId: secret.id, secretString: "from-config" });
        s.resource(DB, "db", { username: "app", password: version.ref("secretString") });
        s.resource(DB, "other", { username: "app", password: secret.arn });
      },
      findings: unrotated,
    },
    "a database takes its password from a version of it": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "backend" });
        const version = s.resource(VERSION, "v", { secretId: secret.id, secretString: "from-config" });
        s.resource(DB, "db", { username: "app", password: version.ref("secretString") });
      },
      findings: unrotated,
    },
    "a version is computed from a database that is only read": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "backend" });
        const db = s.resource(DB, "main", {}, { isRead: true });
        s.resource(VERSION, "v", { secretId: secret.id, secretString: s.text`postgres://app@${db.ref("arn")}` });
      },
      findings: unrotated,
    },
    "a version is computed from a component with a database in it": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "backend" });
        const component = s.component("acme:index:Storage", "storage", { outputs: { url: "postgres://app@db" } });
        s.resource(DB, "db", { username: "app" }, { parent: component });
        s.resource(VERSION, "v", { secretId: secret.id, secretString: component.ref("url") });
      },
      findings: unrotated,
    },
    "the name of another service with the document of a database": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "mail/archive" });
        s.resource(VERSION, "v", {
          secretId: secret.id,
          secretString: JSON.stringify({ engine: "postgres", username: "a", password: "b" }),
        });
      },
      findings: unrotated,
    },
    "the rotation is of another secret": {
      stack: (s) => {
        secretOf(s);
        const other = s.resource(SECRET, "other", { name: "x" });
        s.resource(ROTATION, "r", { secretId: other.id, rotationRules: { automaticallyAfterDays: 30 } });
      },
      findings: unrotated,
    },
    "too slow": {
      stack: ruled({ automaticallyAfterDays: 365 }),
      findings: slow("rotationRules.automaticallyAfterDays", /^It rotates every 365 days; at most 90/),
    },
    "nothing rotates what must rotate every week": {
      stack: (s) => {
        secretOf(s);
      },
      options: { maximumDays: 7 },
      findings: [{ ...unrotated[0]!, fix: /automaticallyAfterDays: 7 \}/ }],
    },
    "slower than the organisation allows": {
      stack: ruled({ automaticallyAfterDays: 60 }),
      options: { maximumDays: 30 },
      findings: slow("rotationRules.automaticallyAfterDays", /60 days; at most 30/),
    },
    "a slow rate": {
      stack: schedule("rate(91 days)"),
      findings: slow("rotationRules.scheduleExpression", /every 91 days/),
    },
    "a rate in many hours": {
      stack: schedule("rate(2400 hours)"),
      findings: slow("rotationRules.scheduleExpression", /every 100 days/),
    },
    "once a year": {
      stack: schedule("cron(0 8 1 1 ? *)"),
      findings: slow("rotationRules.scheduleExpression", /every 366 days/),
    },
    "twice a year, months by name": {
      stack: schedule("cron(0 8 1 JAN,JUL ? *)"),
      findings: slow("rotationRules.scheduleExpression", /every 184 days/),
    },
    "only on leap days": {
      stack: schedule("cron(0 8 29 2 ? *)"),
      findings: slow("rotationRules.scheduleExpression", /no schedule/),
    },
    "no schedule": {
      stack: schedule("every month"),
      findings: slow("rotationRules.scheduleExpression", /is no schedule of Secrets Manager/),
    },
    "a cron expression of too few fields": {
      stack: schedule("cron(0 8 1 * ?)"),
      findings: slow("rotationRules.scheduleExpression", /no schedule/),
    },
    "a month that there is not": {
      stack: schedule("cron(0 8 1 13 ? *)"),
      findings: slow("rotationRules.scheduleExpression", /no schedule/),
    },
    "zero days": {
      stack: ruled({ automaticallyAfterDays: 0 }),
      findings: slow("rotationRules.automaticallyAfterDays", /no schedule/),
    },
    "no rules": {
      stack: ruled(undefined),
      findings: [{ ...slow("rotationRules", /Nothing says how often/)[0]!, fix: /automaticallyAfterDays: 90 \}/ }],
    },
    "turned off": {
      stack: ruled(undefined, { rotationEnabled: false }),
      findings: [
        {
          resource: "rotation",
          path: "rotationEnabled",
          found: /rotation of the database secret "secret" is turned off/,
          fix: /^Remove rotationEnabled: false/,
        },
      ],
    },
    "the rotation of a managed password is turned off": {
      stack: (s) => {
        const db = s.resource(DB, "db", { username: "app", manageMasterUserPassword: true });
        s.resource(ROTATION, "rotation", { secretId: db.arn, rotationEnabled: false });
      },
      findings: [
        {
          resource: "rotation",
          path: "rotationEnabled",
          found: /managed password is turned off/,
          fix: /^Remove the resource/,
        },
      ],
    },
    "the rotation of a managed password is slowed down": {
      stack: (s) => {
        const db = s.resource(DB, "db", { username: "app", manageMasterUserPassword: true });
        s.resource(ROTATION, "rotation", { secretId: db.arn, rotationRules: { automaticallyAfterDays: 999 } });
      },
      findings: slow("rotationRules.automaticallyAfterDays", /999 days/),
    },
  },
  undecided: {
    "how often": ruled({
      automaticallyAfterDays: undefined,
      scheduleExpression: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    }),
    "which secret rotates": (s) => {
      secretOf(s);
      s.resource(ROTATION, "r", { secretId: s.unknown, rotationRules: { automaticallyAfterDays: 30 } });
    },
    "what the secret holds": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "backend" });
      s.resource(VERSION, "v", { secretId: secret.id, secretString: s.unknown });
    },
    "whether the password of the database is managed": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "settings" });
      const db = s.resource(DB, "main", { username: "app", manageMasterUserPassword: s.unknown });
      s.resource(VERSION, "v", { secretId: secret.id, secretString: s.json({ host: db.arn }) });
    },
    "what the secret is called": (s) => {
      s.resource(SECRET, "secret", { name: s.unknown });
    },
    "whether it is off": ruled(
      { automaticallyAfterDays: 30 },
      { rotationEnabled: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
    ),
  },
  malformed: {
    "broken JSON": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "backend" });
      s.resource(VERSION, "v", { secretId: secret.id, secretString: '{"username": "a", "password": ' });
    },
    "rules of odd types": {
      stack: ruled("monthly"),
      findings: slow("rotationRules", /Nothing says how often/),
    },
    "a hostile schedule": {
      stack: schedule(`cron(${"1,".repeat(90)} * * * * *)`),
      findings: slow("rotationRules.scheduleExpression", /no schedule/),
    },
    "names of odd types": (s) => {
      s.resource(SECRET, "secret", { name: ["prod/db"], namePrefix: 3 });
    },
  },
});
