import { cases } from "../../harness/cases";
import type { StackBuilder } from "../../harness/builder";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const STRING = "random:index/randomString:RandomString";

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
    "the symbols": password({ length: 20, special: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
  },
  malformed: {
    "no length": {
      stack: password({}),
      findings: [{ resource: "dbPassword", path: "length", found: /0 characters/ }],
    },
    "odd types": {
      stack: password({ length: ["x", "y"], special: [false, 1] }),
      findings: [{ resource: "dbPassword", path: "length", found: /0 characters/ }],
    },
  },
});
