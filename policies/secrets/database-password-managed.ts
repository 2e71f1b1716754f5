import { databasesWithPasswords, sourcesOf, type DatabaseView } from "../../aws/database";
import { isStoredInSecret } from "../../aws/secret";
import { originOf } from "../../aws/sensitive";
import { SECRET, SECRET_VERSION, STACK_REFERENCE } from "../../aws/types";
import { definePolicy, whenKnown, type Resource } from "../../core";

export default definePolicy({
  name: "database-password-managed",
  category: "secrets",
  requirements: ["SEC-04"],
  severity: "high",
  level: "mandatory",
  title: "Secrets Manager keeps the passwords of databases",
  description:
    "The password of a database is managed by Secrets Manager, or generated and stored in one of its secrets.",
  rationale:
    "A password that Secrets Manager manages is never seen by the program, is rotated, and every use of it is logged. One that only the stack's state knows is copied by hand, and cannot be rotated.",
  fix: "Set manageMasterUserPassword: true and no password.",
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
    "https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html",
  ],
  subjects: databasesWithPasswords,
  needs: "stack",
  check(database, context) {
    if (database.isPasswordManaged || database.source === "replica") {
      return;
    }
    const { each, graph, report } = context;
    const { passwords, resource } = database;
    if (passwords.length === 0 && database.source === undefined) {
      report(resource.at(database.managedPasswordInput), {
        found: `Nothing manages the password of this ${database.label}.`,
        fix: fixFor(database),
        key: "password",
      });
    }
    each(passwords, (password) => {
      if (originOf(password, context) !== "generated") {
        return;
      }
      graph.demandComplete();
      const sources = sourcesOf(graph, password);
      if (sources.length === 0 || sources.some(isSecretOrOutside) || isStoredInSecret(graph, password, resource)) {
        return;
      }
      const makers = resource.propertyDependencies(password.display).map(({ name }) => `"${name}"`);
      report(password, {
        found: `The password is made by ${makers.join(" and ")}, and no secret version of the stack stores it.`,
        fix: fixFor(database),
      });
    });
  },
});

/** A secret manages the password; what another stack or a resource that is only read puts out cannot be seen. */
function isSecretOrOutside(source: Resource): boolean {
  return [...SECRET, ...SECRET_VERSION, ...STACK_REFERENCE].includes(source.type) || !source.isAnalysed;
}

/**
 * Where managed passwords are not supported.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations
 */
function obstacleOf(database: DatabaseView): string | undefined {
  const engine = whenKnown(() => database.engine) ?? "";
  if (engine.startsWith("custom-")) {
    return "RDS Custom does not support managed passwords";
  }
  if (!database.resource.at("globalClusterIdentifier").isAbsent) {
    return "clusters of a global database do not support managed passwords";
  }
  if (whenKnown(() => database.resource.at("engineMode").string()) === "serverless") {
    return "Aurora Serverless v1 does not support managed passwords";
  }
  if (whenKnown(() => database.resource.at("blueGreenUpdate", "enabled").boolean()) === true) {
    return "blue/green deployments do not support managed passwords";
  }
  const isReplicated = !engine.startsWith("sqlserver") && whenKnown(() => database.isReplicated);
  return isReplicated ? "the source of a read replica does not support managed passwords" : undefined;
}

function fixFor(database: DatabaseView): string {
  const obstacle = obstacleOf(database);
  const [input = "password"] = database.passwordInputs;
  return obstacle === undefined
    ? `Set ${database.managedPasswordInput}: true and no ${input}: Secrets Manager then makes, keeps and rotates it.`
    : `Store the generated password in a secret, since ${obstacle}: new aws.secretsmanager.SecretVersion("db", { secretId: secret.id, secretString: pulumi.jsonStringify({ username, password: generator.result, host: db.address }) }), with ${input}: generator.result on the database.`;
}
