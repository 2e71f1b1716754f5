import { secretsOfRotation, rotations } from "../../aws/secret";
import { definePolicy, some } from "../../core";

export default definePolicy({
  name: "secretsmanager-rotation-function",
  category: "secrets",
  requirements: ["SEC-05"],
  severity: "high",
  level: "mandatory",
  title: "Secrets Manager may invoke the rotation functions of databases",
  description: "The rotation of a database secret names a function that Secrets Manager may invoke.",
  rationale: "A rotation whose function is missing or cannot be invoked fails, and the password stays what it is.",
  fix: 'Add new aws.lambda.Permission("rotation", { function: fn.name, action: "lambda:InvokeFunction", principal: "secretsmanager.amazonaws.com" }).',
  references: [
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_turn-on-cli.html",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/lambda/permission/",
  ],
  subjects: rotations,
  needs: "stack-only",
  check(rotation, { each, report }) {
    const secrets = secretsOfRotation(rotation);
    if (rotation.isOff || !some(secrets, (secret) => secret.isForDatabase)) {
      return;
    }
    const { function: named } = rotation;
    if (named.isAbsent) {
      report(named, {
        found:
          "The rotation names no function, and Secrets Manager rotates only those secrets by itself that AWS manages.",
        fix: "Set rotationLambdaArn to the ARN of a rotation function, such as one made from AWS's templates (SecretsManagerRDSPostgreSQLRotationSingleUser and the like).",
      });
    }
    each(secrets, ({ resource }) => {
      each(rotation.forbiddenFunctions(resource), (lambda) => {
        report(named, {
          found: `No permission lets Secrets Manager invoke the function "${lambda.name}" for the secret "${resource.name}".`,
          fix: `Add new aws.lambda.Permission("${lambda.name}-rotation", { function: <function>.name, action: "lambda:InvokeFunction", principal: "secretsmanager.amazonaws.com", sourceArn: <secret>.arn }) and let the rotation depend on it (dependsOn).`,
          key: `invoke:${lambda.name}`,
        });
      });
    });
  },
});
