import { cases } from "../../harness/cases";
import type { StackBuilder } from "../../harness/builder";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const STRING = "random:index/randomString:RandomString";

const ID = "random:index/randomId:RandomId";
const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const DB = "aws:rds/instance:Instance";

const password =
  (inputs: Record<string, unknown>) =>
  (s: StackBuilder): void => {
    s.resource(PASSWORD, "dbPassword", inputs);
  };

export default cases("random-password-strength", {
  passes: {
    "sixteen characters": password({ length: 16 }),
    "length as text": password({ length: "32" }),
    "symbols that the engine takes": password({ length: 32, special: true, overrideSpecial: "!#$%&*()-_=+[]{}<>:?" }),
    "no symbols where the engine takes none": {
      stack: password({ length: 32, special: false }),
      options: { withoutSymbols: ["db*"] },
    },
    "a shorter one that the organisation allows": {
      stack: password({ length: 12 }),
      options: { minimumLength: 12 },
    },
    "symbols that Oracle takes, few of them": password({ length: 30, overrideSpecial: "_" }),
    "a token of letters and digits": (s) => {
      s.resource(PASSWORD, "apiToken", { length: 48, special: false });
      s.resource(PASSWORD, "jwt-signing", { length: 64, special: false });
      s.resource(PASSWORD, "sessionKey", { length: 64, overrideSpecial: "xyz" });
      s.resource(PASSWORD, "ADMIN_TOKEN", { length: 32, special: false });
    },
    "a random id of a name, and a random string in a document that a password comes from": (s) => {
      const id = s.resource(ID, "id", { byteLength: 4 }, { outputs: { hex: "0a1b2c3d" } });
      const suffix = s.resource(STRING, "suffix", { length: 6, special: false }, { outputs: { result: "abc123" } });
      const generator = s.resource(PASSWORD, "generator", { length: 32 }, { outputs: { result: "q8!mT2#xw0Pz5&Lk9" } });
      const secret = s.resource(SECRET, "secret", { name: "orders" });
      const version = s.resource(VERSION, "version", {
        secretId: secret.id,
        secretString: s.json({ host: suffix.ref("result"), password: generator.ref("result") }),
      });
      s.resource(DB, "db", { identifier: s.text`db-${id.ref("hex")}`, password: version.ref("secretString") });
    },
    "a random part of a name": (s) => {
      const suffix = s.resource(STRING, "suffix", { length: 6, special: false }, { outputs: { result: "abc123" } });
      s.resource("aws:rds/instance:Instance", "db", { identifier: s.text`db-${suffix.ref("result")}` });
    },
    "a generator that is only read": (s) => {
      s.resource(PASSWORD, "dbPassword", { length: 8 }, { isRead: true });
    },
  },
  fails: {
    "too short": {
      stack: password({ length: 12 }),
      findings: [
        { resource: "dbPassword", path: "length", found: /has 12 characters; at least 16/, fix: /length: 32/ },
      ],
    },
    "shorter than the organisation wants": {
      stack: password({ length: 16 }),
      options: { minimumLength: 40 },
      findings: [{ resource: "dbPassword", path: "length", found: /at least 40/, fix: /length: 40/ }],
    },
    "no symbols": {
      stack: password({ length: 32, special: false }),
      findings: [{ resource: "dbPassword", path: "special", found: /no symbols/, fix: /overrideSpecial/ }],
    },
    "a name that says password, whatever else it says": {
      stack: (s) => {
        s.resource(PASSWORD, "tokenServicePassword", { length: 32, special: false });
        s.resource(PASSWORD, "ordersDbKey", { length: 32, special: false });
        s.resource(PASSWORD, "generated", { length: 32, special: false });
      },
      findings: ["tokenServicePassword", "ordersDbKey", "generated"].map((resource) => ({
        resource,
        path: "special",
        found: /^The password has no symbols at all/,
      })),
    },
    "a database's password that is called a token": {
      stack: (s) => {
        const token = s.resource(
          PASSWORD,
          "token",
          { length: 32, special: false },
          { outputs: { result: "x".repeat(32) } },
        );
        s.resource(DB, "db", { username: "app", password: token.ref("result") });
      },
      findings: [{ resource: "token", path: "special", found: /no symbols/ }],
    },
    "a token that is too short": {
      stack: (s) => {
        s.resource(PASSWORD, "token", { length: 15, special: false });
      },
      findings: [{ resource: "token", path: "length", found: /15 characters/ }],
    },
    "symbols that are none": {
      stack: password({ length: 32, overrideSpecial: "aZ9 " }),
      findings: [{ resource: "dbPassword", path: "overrideSpecial", found: /overrideSpecial names none/ }],
    },
    "symbols that are off, whatever they are": {
      stack: password({ length: 32, special: false, overrideSpecial: "!#" }),
      findings: [{ resource: "dbPassword", path: "special", found: /no symbols at all/ }],
    },
    "a random string that a secret holds and a database takes": {
      stack: (s) => {
        const random = s.resource(
          STRING,
          "random",
          { length: 10, special: false },
          { outputs: { result: "q8zmT2hxw0" } },
        );
        const secret = s.resource(SECRET, "secret", { name: "orders" });
        const version = s.resource(VERSION, "version", { secretId: secret.id, secretString: random.ref("result") });
        s.resource(DB, "db", { username: "app", password: version.ref("secretString") });
      },
      findings: [
        { resource: "random", path: "length", found: /10 characters/ },
        { resource: "random", path: "special", found: /no symbols/ },
      ],
    },
    "a random id that is a database's password": {
      stack: (s) => {
        const id = s.resource(ID, "id", { byteLength: 16 }, { outputs: { hex: "00112233445566778899aabbccddeeff" } });
        s.resource(DB, "db", { username: "app", password: id.ref("hex") });
      },
      findings: [
        { resource: "id", path: "", found: /takes its password from it/, fix: /RandomPassword\("id", \{ length: 32/ },
      ],
    },
    "no symbols, and the exception is another's": {
      stack: password({ length: 32, special: false }),
      options: { withoutSymbols: ["legacy"] },
      findings: [{ resource: "dbPassword", path: "special", found: /no symbols/ }],
    },
    both: {
      stack: password({ length: 8, special: "false" }),
      findings: [
        { resource: "dbPassword", path: "length", found: /8 characters/ },
        { resource: "dbPassword", path: "special", found: /no symbols/ },
      ],
    },
    "a random string that is a database's password": {
      stack: (s) => {
        const random = s.resource(STRING, "random", { length: 10 }, { outputs: { result: "q8!mT2#xw0" } });
        s.resource("aws:rds/instance:Instance", "db", { username: "app", password: random.ref("result") });
      },
      findings: [{ resource: "random", path: "length", found: /10 characters/ }],
    },
    "the length is not known, the symbols are": {
      stack: (s) => {
        s.resource(PASSWORD, "dbPassword", { length: s.unknown, special: false });
      },
      findings: [{ resource: "dbPassword", path: "special", found: /no symbols/ }],
    },
  },
  undecided: {
    "the length": password({ length: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
    "which symbols": password({ length: 20, overrideSpecial: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
    "the symbols": password({ length: 20, special: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
  },
  malformed: {
    "no length": {
      stack: password({}),
      findings: [{ resource: "dbPassword", path: "length", found: /0 characters/ }],
    },
    "odd types": {
      stack: password({ length: ["x", "y"], special: [false, 1], overrideSpecial: ["x", "y"] }),
      findings: [{ resource: "dbPassword", path: "length", found: /0 characters/ }],
    },
  },
});
