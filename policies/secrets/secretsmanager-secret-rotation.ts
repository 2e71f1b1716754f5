import { foundational } from "../../aws/controls";
import { activeRotation, secrets } from "../../aws/secret";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "secretsmanager-secret-rotation",
  category: "secrets",
  requirements: ["SEC-05"],
  severity: "low",
  level: "advisory",
  title: "Secrets rotate",
  description: "A secret that holds no database credential is rotated too, where what it opens allows that.",
  rationale: "Rotation bounds how long a secret that leaked can be used.",
  fix: 'Add new aws.secretsmanager.SecretRotation("rotation", { secretId: secret.id, rotationLambdaArn: fn.arn, rotationRules: { automaticallyAfterDays: 90 } }) with a function that changes the secret where it is used.',
  references: [
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html",
  ],
  controls: foundational("SecretsManager.1"),
  subjects: secrets,
  needs: "stack-only",
  check(secret, { report }) {
    if (!activeRotation(secret) && !secret.isForDatabase) {
      report(secret.resource, { found: "Nothing rotates this secret.", key: "rotation" });
    }
  },
});
