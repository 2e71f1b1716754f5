import { cases } from "../../harness/cases";

const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";

export default cases("secretsmanager-secret-rotation", {
  passes: {
    "a secret that rotates": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "prod/stripe" });
      s.resource(ROTATION, "r", { secretId: secret.id, rotationRules: { automaticallyAfterDays: 365 } });
    },
    "a database's, which secretsmanager-database-secret-rotation tells": (s) => {
      s.resource(SECRET, "secret", { name: "prod/db" });
    },
    "a secret that is only read": (s) => {
      s.resource(SECRET, "secret", { name: "prod/stripe" }, { isRead: true });
    },
    "a secret that another vendor rotates": (s) => {
      s.resource(SECRET, "secret", { name: "crm", type: "SalesforceClientSecret" });
    },
  },
  fails: {
    "no rotation": {
      stack: (s) => {
        s.resource(SECRET, "secret", { name: "prod/stripe" });
      },
      findings: [{ resource: "secret", path: "", found: /^Nothing rotates this secret/ }],
    },
    "a rotation that is off": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "prod/stripe" });
        s.resource(ROTATION, "r", { secretId: secret.id, rotationEnabled: false });
      },
      findings: [{ resource: "secret", path: "", found: /Nothing rotates/ }],
    },
    "a rotation of another secret": {
      stack: (s) => {
        s.resource(SECRET, "secret", { name: "prod/stripe" });
        const other = s.resource(SECRET, "other", { name: "other" });
        s.resource(ROTATION, "r", { secretId: other.id, rotationRules: { automaticallyAfterDays: 30 } });
      },
      findings: [{ resource: "secret", path: "", found: /Nothing rotates/ }],
    },
  },
  undecided: {
    "which secret rotates": (s) => {
      s.resource(SECRET, "secret", { name: "prod/stripe" });
      s.resource(ROTATION, "r", { secretId: s.unknown });
    },
    "whether it is for a database": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "backend" });
      s.resource(VERSION, "v", { secretId: secret.id, secretString: s.unknown });
    },
  },
  malformed: {
    "odd types": {
      stack: (s) => {
        s.resource(SECRET, "secret", { name: 3 });
        s.resource(ROTATION, "r", { secretId: ["x", "y"], rotationEnabled: "no" });
      },
      findings: [{ resource: "secret", path: "", found: /Nothing rotates/ }],
    },
  },
});
