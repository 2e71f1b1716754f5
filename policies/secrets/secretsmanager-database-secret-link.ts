import { activeRotation, secrets } from "../../aws/secret";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "secretsmanager-database-secret-link",
  category: "secrets",
  requirements: ["SEC-05"],
  severity: "high",
  level: "mandatory",
  title: "Rotated secrets of databases name their database",
  description: "A secret that a function rotates for a database says in its JSON which database that is.",
  rationale:
    "A rotation function reads from the secret where to change the password. Without host the rotation fails, or changes the secret only and locks everybody out.",
  fix: 'Store secretString: pulumi.jsonStringify({ engine: "postgres", host: db.address, port: db.port, username: db.username, password: generator.result }).',
  references: [
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secretversion/",
  ],
  subjects: secrets,
  needs: "stack-only",
  check(secret, { report }) {
    // A secret that nothing rotates is reported for that.
    if (!secret.isForDatabase || !activeRotation(secret) || secret.isLinkedToDatabase) {
      return;
    }
    report(secret.resource, {
      found:
        "The secret is rotated, and none of its versions names a database: there is no host, dbInstanceIdentifier or dbClusterIdentifier in JSON.",
      key: "database",
    });
  },
});
