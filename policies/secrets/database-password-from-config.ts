import { databasesWithPasswords } from "../../aws/database";
import { isStoredInSecret } from "../../aws/secret";
import { originOf } from "../../aws/sensitive";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "database-password-from-config",
  category: "secrets",
  requirements: ["SEC-04"],
  severity: "medium",
  level: "advisory",
  title: "Passwords of databases do not live in the configuration only",
  description: "The password of a database that comes from the stack's configuration or the run is stored in a secret.",
  rationale:
    "A password in the stack's configuration is known to everybody who can decrypt it, is copied by hand to where it is used, and nothing rotates it.",
  fix: "Set manageMasterUserPassword: true and no password.",
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
    "https://www.pulumi.com/docs/iac/concepts/secrets/",
  ],
  subjects: databasesWithPasswords,
  needs: "stack-only",
  check(database, context) {
    if (database.isPasswordManaged || database.source === "replica") {
      return;
    }
    const { each, graph, report } = context;
    each(database.passwords, (password) => {
      const origin = originOf(password, context);
      const place = PLACES.get(origin);
      if (place === undefined || isStoredInSecret(graph, password, database.resource)) {
        return;
      }
      report(password, {
        found: `The password comes from ${place}, and no secret version of the stack stores it.`,
        fix: `Set ${database.managedPasswordInput}: true and remove ${password.display}, or keep it in an aws.secretsmanager.SecretVersion too.`,
      });
    });
  },
});

const PLACES: ReadonlyMap<string, string> = new Map([
  ["configured", "the stack's configuration"],
  ["injected", "an environment variable of the run"],
]);
